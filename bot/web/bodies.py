"""An answer's body, unpacked, without more of it in memory than was asked for."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from bot.domain.texts import t
from bot.web.errors import SiteError, Trouble, too_large

if TYPE_CHECKING:
    import aiohttp

ACCEPT_ENCODING: Final = "gzip, deflate"

_CHUNK: Final = 65_536
_MAX_LAYERS: Final = 2
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP: Final = b"\x1f\x8b"
# zlib finds out by itself which of the two headers there is.
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


async def read_body(response: aiohttp.ClientResponse, *, limit: int) -> bytes:
    """Return what an answer holds, unpacked.

    A file that is packed itself (``feed.xml.gz``) is unpacked too; what is packed more than
    twice is made to be a burden.

    Args:
        response: Not decompressed by aiohttp.
        limit: Bytes, packed and unpacked.

    Raises:
        InvalidInputError: It is over the limit.
        SiteError: It cannot be unpacked.
    """
    if (response.content_length or 0) > limit:
        raise too_large(limit)
    layers = _layers(response, limit)
    body = bytearray()
    received = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        received += len(chunk)
        for layer in layers:
            chunk = layer.feed(chunk)
        body += chunk
        if max(received, len(body)) > limit:
            raise too_large(limit)
    if not all(layer.is_complete for layer in layers):
        raise _unreadable()
    found = bytes(body)
    for _ in range(_MAX_LAYERS - len(layers)):
        if found.startswith(_GZIP):
            found = _whole(found, limit)
    if found.startswith(_GZIP):
        raise _unreadable()
    return found


class _Layer:
    """Unpacks one layer of compression."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._made = 0
        self._is_new = True
        self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)

    @property
    def is_complete(self) -> bool:
        """Whether all of it arrived."""
        return self._unpacker.eof or self._is_new

    def feed(self, chunk: bytes) -> bytes:
        """Return what a chunk unpacks to; what follows the end of the layer is left out."""
        if not chunk or self._unpacker.eof:
            return b""
        # One byte more than allowed tells that there is more.
        room = self._limit - self._made + 1
        try:
            unpacked = self._unpacker.decompress(chunk, room)
        except zlib.error:
            if not self._is_new:
                raise _unreadable() from None
            unpacked = self._without_header(chunk, room)
        self._is_new = False
        self._made += len(unpacked)
        if self._made > self._limit:
            raise too_large(self._limit)
        return unpacked

    def _without_header(self, chunk: bytes, room: int) -> bytes:
        # Some servers mean the bare stream when they say "deflate".
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._unpacker.decompress(chunk, room)
        except zlib.error:
            raise _unreadable() from None


def _layers(response: aiohttp.ClientResponse, limit: int) -> list[_Layer]:
    stated = ",".join(response.headers.getall("Content-Encoding", [])).lower().split(",")
    codings = [coding.strip() for coding in stated]
    codings = [coding for coding in codings if coding not in {"", "identity"}]
    if len(codings) > _MAX_LAYERS or not _PACKED.issuperset(codings):
        raise _unreadable()
    return [_Layer(limit) for _ in codings]


def _whole(packed: bytes, limit: int) -> bytes:
    layer = _Layer(limit)
    found = layer.feed(packed)
    if not layer.is_complete:
        raise _unreadable()
    return found


def _unreadable() -> SiteError:
    return SiteError(
        Trouble.UNREADABLE,
        t("That site packs its answers in a way that I cannot unpack: give me another link."),
    )
