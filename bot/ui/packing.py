"""Text in custom ids, which hold digits, lower-case letters, dots and dashes only."""

from __future__ import annotations

import base64
from typing import Final

_ENCODINGS: Final = {"u": "utf-8", "w": "utf-16-be"}  # Hangul takes fewer bytes in the latter


def pack(text: str, room: int) -> str | None:
    """Write a text as a custom id's field; None where it takes more than ``room`` characters."""
    packed = min(
        (
            mark + base64.b32encode(text.encode(encoding, "ignore")).decode().rstrip("=").lower()
            for mark, encoding in _ENCODINGS.items()
        ),
        key=len,
    )
    return packed if len(packed) <= room else None


def pack_start(text: str, room: int) -> str:
    """Write as many of a text's first words as fit, or as many letters of the first."""
    words = text.split()
    while len(words) > 1:
        packed = pack(" ".join(words), room)
        if packed is not None:
            return packed
        words.pop()
    start = words[0] if words else ""
    while (packed := pack(start, room)) is None:
        start = start[:-1]
    return packed


def unpack(packed: str) -> str:
    """Read what ``pack`` wrote; "" where it is nothing of the kind."""
    mark, letters = packed[:1], packed[1:].upper()
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
        return data.decode(_ENCODINGS[mark])
    except (KeyError, ValueError):
        return ""
