"""Beginnings of names with one letter left out: what a slip leaves as it should be.

A letter too many, one missing, a wrong one and two that changed places: leave one letter out
of what was typed and one of the name, the right ones, and the rest is the same (the idea of
SymSpell, Wolf Garbe). That finds a slip in few letters, where hardly a piece of three is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.search.postings import PIECE_BITS, Postings

if TYPE_CHECKING:
    import numpy.typing as npt

    from bot.search.columns import Column

LONG: Final = 7
"""Letters of the beginning that count, of many letters typed."""
SHORT: Final = 5
"""Letters that count, of fewer typed."""

_MASK: Final = (1 << 64) - 1
_MIXER: Final = 0x9E37_79B9_7F4A_7C15
_POWERS: Final = tuple(pow(1_000_003, at, 1 << 64) for at in range(LONG + 1))
_CHUNK: Final = 16_384
_SPACE: Final = 32
_NEWLINE: Final = 10


def slips_of(close: str, size: int) -> set[int]:
    """Return the numbers of a text's beginning, of ``size`` letters, without each of them."""
    letters = [*map(ord, close[:size]), *[0] * (size - len(close))]
    return {
        _mixed(sum(map(int.__mul__, letters[:at] + letters[at + 1 :], _POWERS)))
        for at in range(size)
    }


def slip_postings(column: Column, size: int) -> Postings:
    """Find the beginnings of a column's keys with one letter left out."""
    starts = range(0, len(column), _CHUNK)
    texts = ((at, column.text_of(at, at + _CHUNK)) for at in starts)
    return Postings.of((_slips(text, at, size) for at, text in texts), size * len(column))


def _mixed(value: int) -> int:
    return ((value * _MIXER) & _MASK) >> (PIECE_BITS)


def _slips(text: str, first_key: int, size: int) -> npt.NDArray[np.uint64]:
    letters = np.frombuffer(text.encode("utf-16-le"), np.uint16)
    letters = letters[letters != _SPACE]
    starts = np.flatnonzero(letters == _NEWLINE) + 1
    sizes = np.diff(starts) - 1
    places = np.minimum(starts[:-1, None] + np.arange(size), len(letters) - 1)
    window = np.where(np.arange(size) < sizes[:, None], letters[places], 0).astype(np.uint64)
    keys = np.arange(first_key, first_key + len(sizes), dtype=np.uint64)
    powers = np.array(_POWERS, np.uint64)
    found = []
    for at in range(size):
        rest = np.delete(window, at, axis=1)
        value = (rest * powers[: size - 1]).sum(axis=1, dtype=np.uint64)
        number = (value * np.uint64(_MIXER)) >> np.uint64(PIECE_BITS)
        found.append(((number << np.uint64(32)) | keys)[sizes > 0])
    return np.concatenate(found)
