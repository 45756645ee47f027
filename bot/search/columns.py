"""Keys of one kind in a row, found by how they begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

_END: Final = "\n"
_NEWLINE: Final = 10
_SPACE: Final = 32
_PACKED: Final = 4  # letters in 64 bits
_HEAD: Final = 3 * _PACKED
_LAST: Final = "\uffff"  # after every letter


class Column:
    """Keys by number, all in one text; spaces do not count where keys are looked up."""

    def __init__(self, text: str, order: npt.NDArray[np.uint32]) -> None:
        """Take over keys in one text, a newline before, between and behind, and their order."""
        self.text = text
        self.order = order
        letters = np.frombuffer(text.encode("utf-16-le"), np.uint16)
        self._starts = (np.flatnonzero(letters == _NEWLINE) + 1).astype(np.uint32)
        self._quick_starts = self._starts.data  # numpy is slow at single numbers
        self._quick_order = order.data
        letters = letters[letters != _SPACE]
        starts = np.flatnonzero(letters == _NEWLINE) + 1
        self._heads = _packed(letters, starts[:-1], np.diff(starts) - 1, 0)[order]
        self._added: list[str] = []
        self._added_order: list[tuple[str, int]] = []

    @classmethod
    def of(cls, keys: list[str]) -> Column:
        """Put keys in a row, texts of several keys with newlines between them."""
        text = _END + "".join(key + _END for key in keys)
        return cls(text, _order_of(text))

    def __len__(self) -> int:
        return len(self._starts) - 1 + len(self._added)

    def key(self, number: int) -> str:
        """Return a key as it was given."""
        fixed = len(self._quick_starts) - 1
        if number >= fixed:
            return self._added[number - fixed]
        return self.text[self._quick_starts[number] : self._quick_starts[number + 1] - 1]

    def some(self, numbers: npt.NDArray[np.uint32]) -> list[str]:
        """Return some of the keys."""
        return [self.key(number) for number in numbers.tolist()]

    def add(self, key: str) -> int:
        """Add a key and return its number."""
        number = len(self)
        self._added.append(key)
        insort(self._added_order, (_close(key), number))
        return number

    def text_of(self, first: int, after: int) -> str:
        """Return some of the first keys in one text, a newline before each and at the end."""
        after = min(after, len(self._starts) - 1)
        return self.text[self._starts[first] - 1 : self._starts[after]]

    def beginning_with(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the numbers of the keys that begin with a text, in no particular order."""
        return self._between(text, text + _LAST)

    def equal_to(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the numbers of the keys that are a text."""
        return self._between(text, text)

    def _between(self, low: str, high: str) -> npt.NDArray[np.uint32]:
        # Most of the way by numbers, which is many times as fast as by texts.
        near = np.searchsorted(self._heads, np.array([_head(low), _head(high) + 1], np.uint64))
        start, stop = near.tolist()
        first = bisect_left(self._quick_order, low, start, stop, key=self._close_key)
        if len(high) > _PACKED or low == high:
            stop = bisect_right(self._quick_order, high, first, stop, key=self._close_key)
        found = self.order[first:stop]
        if not self._added:
            return found
        begin = bisect_left(self._added_order, (low, 0))
        end = bisect_right(self._added_order, (high, len(self)))
        added = [number for _, number in self._added_order[begin:end]]
        return np.concatenate([found, np.array(added, np.uint32)]) if added else found

    def _close_key(self, number: int) -> str:
        return _close(self.text[self._quick_starts[number] : self._quick_starts[number + 1] - 1])


def _head(text: str) -> int:
    """Return what the beginning of a text is packed to."""
    letters = [*map(ord, text[:_PACKED]), 0, 0, 0, 0][:_PACKED]
    return sum(letter << 16 * at for at, letter in enumerate(reversed(letters)))


def _close(key: str) -> str:
    return key.replace(" ", "")


def _order_of(text: str) -> npt.NDArray[np.uint32]:
    """Return the keys' numbers in the order of the keys without their spaces."""
    letters = np.frombuffer(text.encode("utf-16-le"), np.uint16)
    letters = letters[letters != _SPACE]
    starts = np.flatnonzero(letters == _NEWLINE) + 1
    if len(starts) < 2:
        return np.zeros(0, np.uint32)
    sizes = np.diff(starts) - 1
    heads = [_packed(letters, starts[:-1], sizes, at) for at in range(0, _HEAD, _PACKED)]
    order = np.lexsort(heads[::-1])
    same = np.ones(len(order) - 1, np.bool_)
    for head in heads:
        same &= head[order][1:] == head[order][:-1]
    close = _END + text[1:].replace(" ", "")
    _order_rest(order, same, lambda n: close[starts[n] : starts[n] + sizes[n]])
    return order.astype(np.uint32)


def _packed(
    letters: npt.NDArray[np.uint16], starts: npt.NDArray[Any], sizes: npt.NDArray[Any], first: int
) -> npt.NDArray[np.uint64]:
    """Return four letters of each key as one number that sorts like them."""
    packed = np.zeros(len(starts), np.uint64)
    for at in range(first, first + _PACKED):
        inside = sizes > at
        places = np.minimum(starts + at, len(letters) - 1)
        letter = np.where(inside, letters[places], 0).astype(np.uint64)
        packed = (packed << np.uint64(16)) | letter
    return packed


def _order_rest(
    order: npt.NDArray[Any], same: npt.NDArray[np.bool_], key: Callable[[int], str]
) -> None:
    """Put those in order whose beginnings are the same."""
    ties = np.flatnonzero(same)
    for _, run in groupby(enumerate(ties.tolist()), lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        some = slice(places[0], places[-1] + 2)
        order[some] = sorted(order[some].tolist(), key=key)
