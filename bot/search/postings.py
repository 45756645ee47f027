"""Which keys have which pieces, in few bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Keys = npt.NDArray[np.uint32]


PIECE_BITS: Final = 32
_FEWEST_BITS: Final = 16
_MOST_BITS: Final = 20
_PAIRS_EACH: Final = 8  # so many to a bucket, on the average, at most
_LOWER: Final = np.uint64(0xFFFF_FFFF)


def distinct(numbers: Keys) -> Keys:
    """Return each number once, in order; numpy's own unique is slow to load, and at few."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def _least_of_the_most(counts: npt.NDArray[np.uint8], most: int) -> int:
    """Return the lowest count that is needed for so many keys; 1 where there are not so many.

    A key is there as often as it counts.
    """
    count, enough = int(counts.max()), most
    while count > 1:
        enough -= int(np.count_nonzero(counts == count)) // count
        if enough <= 0:
            break
        count -= 1
    return count


class Postings:
    """The numbers of the keys that have a piece; a piece is a number of 32 bits.

    Several pieces share a bucket: that brings a key too many, never one too few.
    """

    def __init__(self, starts: Keys, keys: Keys) -> None:
        """Take over arrays: the keys of each bucket, and where they start, and the end."""
        self.starts = starts
        self.keys = keys
        self._quick_starts = starts.data  # numpy is slow at single numbers
        self._shift = PIECE_BITS - (len(starts) - 1).bit_length() + 1
        self._added: dict[int, list[int]] = {}

    @classmethod
    def of(cls, pairs: Iterable[npt.NDArray[np.uint64]], most: int) -> Postings:
        """Sort pairs, each a piece in the upper half and a key in the lower; ``most`` in all."""
        bits = min(max((most // _PAIRS_EACH).bit_length(), _FEWEST_BITS), _MOST_BITS)
        # One array from the beginning: many small ones would leave holes in memory.
        sorted_ = np.empty(most, np.uint64)
        size = 0
        for some in pairs:
            bucket = some >> np.uint64(32 + PIECE_BITS - bits)
            sorted_[size : size + len(some)] = (bucket << np.uint64(32)) | (some & _LOWER)
            size += len(some)
        sorted_ = sorted_[:size]
        sorted_.sort()
        new = np.ones(size, np.bool_)
        new[1:] = sorted_[1:] != sorted_[:-1]
        sorted_ = sorted_[new]
        buckets = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32)
        return cls(np.searchsorted(sorted_, buckets).astype(np.uint32), sorted_.astype(np.uint32))

    def add(self, key: int, pieces: Iterable[int]) -> None:
        """Take in one more key."""
        for piece in pieces:
            self._added.setdefault(piece, []).append(key)

    def likely(self, pieces: Iterable[int], size: int, *, most: int, budget: int) -> Keys:
        """Return the keys that share the most of some pieces, the most shared first.

        Args:
            pieces: Of what was typed.
            size: How many keys there are.
            most: How many keys to return at most; of equals, those of lower number.
            budget: How many places of keys to look at, those of rare pieces first.
        """
        lists = self._rarest(pieces, budget)
        if not lists:
            return np.zeros(0, np.uint32)
        shared, keys = np.zeros(size, np.uint8), np.concatenate(lists)
        np.add.at(shared, keys, np.uint8(1))
        counts = shared[keys]
        best = distinct(keys[counts >= _least_of_the_most(counts, most)])
        order = np.argsort(-shared[best].astype(np.int16), kind="stable")
        return best[order][:most]

    def with_all(self, pieces: Iterable[int]) -> Keys:
        """Return every key that has all of some pieces."""
        lists = sorted((self._keys_of(piece) for piece in pieces), key=len)
        if not lists:
            return np.zeros(0, np.uint32)
        common = lists[0]
        for keys in lists[1:]:
            if not len(common):
                break
            at = np.minimum(np.searchsorted(keys, common), len(keys) - 1)
            common = common[keys[at] == common]
        return common

    def _rarest(self, pieces: Iterable[int], budget: int) -> list[Keys]:
        chosen = []
        for keys in sorted(filter(len, map(self._keys_of, pieces)), key=len):
            chosen.append(keys[:budget])
            budget -= len(keys)
            if budget <= 0:
                break
        return chosen

    def _keys_of(self, piece: int) -> Keys:
        bucket = piece >> self._shift
        keys = self.keys[self._quick_starts[bucket] : self._quick_starts[bucket + 1]]
        added = self._added.get(piece)
        return np.concatenate([keys, np.array(added, np.uint32)]) if added else keys
