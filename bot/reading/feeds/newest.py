"""The newest of however many items, with only some of them in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_LATEST: Final = datetime.max.replace(tzinfo=UTC)


class Newest(Generic[T]):
    """Keeps the newest items that are added to it.

    Feeds begin with what is newest, so that an item without a date is taken to be as old as the
    one before it.

    Args:
        limit: How many to keep.

    Attributes:
        count: How many were added.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: list[tuple[datetime, int, T]] = []
        self._last = _LATEST
        self.count = 0

    @property
    def left_out(self) -> int:
        """How many are not kept."""
        return max(0, self.count - self._limit)

    def add(self, item: T, date: datetime | None) -> None:
        """Take an item in."""
        self._last = date or self._last
        self._kept.append((self._last, -self.count, item))
        self.count += 1
        if len(self._kept) >= 2 * self._limit:
            self._drop()

    def in_order(self) -> list[T]:
        """Return the newest items, in the order in which they were added."""
        self._drop()
        return [item for _, _, item in sorted(self._kept, key=lambda kept: -kept[1])]

    def _drop(self) -> None:
        self._kept.sort(key=lambda kept: kept[:2], reverse=True)
        del self._kept[self._limit :]
