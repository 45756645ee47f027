"""Transport compression of the gateway: one stream a connection, flushed after each payload."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import zstandard

Encoder = Callable[[bytes], bytes | None]


def encoder_for(kind: str) -> Encoder:
    """Return what packs each payload; it returns None where payloads go as text.

    Args:
        kind: The ``compress`` parameter of the gateway's address.

    Raises:
        ValueError: Discord has no such compression.
    """
    if kind == "":
        return lambda _: None
    if kind == "zlib-stream":
        deflate = zlib.compressobj(1)
        return lambda text: deflate.compress(text) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        stream = zstandard.ZstdCompressor(level=1).compressobj()
        block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return lambda text: stream.compress(text) + stream.flush(block)
    msg = f"unknown compression {kind!r}"
    raise ValueError(msg)
