"""Pieces of names: which names share many with what was typed.

A piece is three letters in a row, spaces left out; two where one is Chinese, kana or the like;
or the first two letters; or a whole word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.search.postings import PIECE_BITS, Postings

if TYPE_CHECKING:
    import numpy.typing as npt

    from bot.search.columns import Column

_MASK: Final = (1 << 64) - 1
_BASE: Final = 65_599
_MIXER: Final = 0x9E37_79B9_7F4A_7C15  # 2**64 divided by the golden ratio (Knuth)
_WORD_BASE: Final = 1_000_003
_WORD: Final = 12_345  # tells the word "the" from the piece "the"
_LONGEST_WORD: Final = 24  # letters that count; they are enough to tell words apart
_WORD_POWERS: Final = tuple(pow(_WORD_BASE, at + 1, 1 << 64) for at in range(_LONGEST_WORD))
_DENSE: Final = 0x2E80  # from here on a letter says as much as a syllable
_SPACE: Final = 32
_NEWLINE: Final = 10
_CHUNK: Final = 16_384  # keys taken in at once


def pieces_of(words: str) -> set[int]:
    """Return the pieces of one key; ``words`` has single spaces and letters of 16 bits."""
    pieces = _triples([_NEWLINE, *map(ord, words.replace(" ", ""))])
    for word in words.split():
        parts = zip(word, _WORD_POWERS, strict=False)
        pieces.add(_mixed(sum(ord(letter) * power for letter, power in parts) + _WORD))
    return pieces


def inner_pieces_of(close: str) -> set[int]:
    """Return the pieces that every key has which has a text somewhere in it."""
    return _triples([*map(ord, close)])


def grams_of(column: Column) -> Postings:
    """Find the pieces of a column's keys."""
    starts = range(0, len(column), _CHUNK)
    most = 2 * len(column.text)  # for each letter a piece and a word, which it may be
    return Postings.of((_pieces(column.text_of(at, at + _CHUNK), at) for at in starts), most)


def _triples(letters: list[int]) -> set[int]:
    """Return the pieces of three letters in a row, or of two."""
    pieces = set()
    for first, second, third in zip(letters, letters[1:], [*letters[2:], _NEWLINE], strict=False):
        dense = first >= _DENSE or second >= _DENSE
        if dense or third != _NEWLINE:
            pieces.add(_mixed((first * _BASE + second) * _BASE + (0 if dense else third)))
    return pieces


def _mixed(value: int) -> int:
    return ((value * _MIXER) & _MASK) >> (PIECE_BITS)


def _all_mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return (values * np.uint64(_MIXER)) >> np.uint64(PIECE_BITS)


def _pieces(text: str, first_key: int) -> npt.NDArray[np.uint64]:
    """Return each piece's number with its key's below: what pieces_of says, of many keys.

    ``text`` begins with a newline and has one behind each key.
    """
    letters = np.frombuffer(text.encode("utf-16-le"), np.uint16)
    key = (np.cumsum(letters == _NEWLINE) - 1 + first_key).astype(np.uint64)
    short, owners = _letter_pieces(letters, key)
    words, word_owners = _word_pieces(letters, key)
    pieces, keys = np.concatenate([short, words]), np.concatenate([owners, word_owners])
    pairs: npt.NDArray[np.uint64] = (pieces << np.uint64(32)) | keys
    return pairs


def _letter_pieces(letters: npt.NDArray[Any], key: npt.NDArray[Any]) -> tuple[Any, Any]:
    solid = letters != _SPACE
    close, key = letters[solid].astype(np.uint64), key[solid]
    close = np.append(close, np.uint64(0))
    first, second, third = close[:-2], close[1:-1], close[2:]
    dense = (first >= _DENSE) | (second >= _DENSE)
    whole = (second != _NEWLINE) & (dense | (third != _NEWLINE))
    base = np.uint64(_BASE)
    value = (first * base + second) * base + np.where(dense, np.uint64(0), third)
    return _all_mixed(value[whole]), key[:-1][whole]


def _word_pieces(letters: npt.NDArray[Any], key: npt.NDArray[Any]) -> tuple[Any, Any]:
    gap = (letters == _SPACE) | (letters == _NEWLINE)
    starts = np.flatnonzero(gap[:-1] & ~gap[1:]) + 1
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    places = np.arange(len(letters))
    began = np.zeros(len(letters), np.int64)
    began[starts] = starts
    place = places - np.maximum.accumulate(began)
    powers = np.array([*_WORD_POWERS, 0], np.uint64)
    parts = letters.astype(np.uint64) * powers[np.minimum(place, _LONGEST_WORD)]
    parts[gap] = 0
    return _all_mixed(np.add.reduceat(parts, starts) + np.uint64(_WORD)), key[starts]
