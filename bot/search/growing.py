"""A numpy array that values can be added to."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

_LEAST_ROOM: Final = 256
_MUCH_ROOM: Final = 8192  # so that adding to a large index does not move it for long
_GROWTH: Final = 8  # an eighth more each time, so that adding is cheap and little is wasted


class Growing:
    """Numbers of one type in a row, with room for more."""

    def __init__(self, values: npt.NDArray[Any]) -> None:
        self._size = len(values)
        self._room = self._with_room(values)
        self.one = self._room.data
        """The numbers one by one: numpy is slow at that."""

    @property
    def values(self) -> npt.NDArray[Any]:
        """The numbers; writing to them writes to this."""
        return self._room[: self._size]

    def __len__(self) -> int:
        return self._size

    def append(self, value: float) -> None:
        """Add a number at the end."""
        if self._size == len(self._room):
            self._room = self._with_room(self._room)
            self.one = self._room.data
        self._room[self._size] = value
        self._size += 1

    def _with_room(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        more = min(max(self._size // _GROWTH, _LEAST_ROOM), _MUCH_ROOM)
        return np.concatenate([values, np.zeros(more, values.dtype)])
