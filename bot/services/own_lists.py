"""Which dramas are on a member's list: asked with every letter typed, so kept for a moment."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from data.queries.watching import list_ids

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from data.engine import Sessions

_FRESH: Final = timedelta(seconds=30)  # another process may have changed it
_KEPT: Final = 5_000
_LONGEST: Final = 500


class OwnLists:
    """The dramas on members' lists, those being watched first, then the latest."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._lists: OrderedDict[int, tuple[datetime, list[int]]] = OrderedDict()

    async def of(self, user_id: int) -> list[int]:
        """Return the ids of the dramas on a member's list, at most 500."""
        kept = self._lists.get(user_id)
        now = self._now()
        if kept is not None and abs(now - kept[0]) < _FRESH:
            return kept[1]
        async with self._sessions() as session:
            ids = await list_ids(session, user_id, limit=_LONGEST)
        self._lists[user_id] = (now, ids)
        self._lists.move_to_end(user_id)
        while len(self._lists) > _KEPT:
            self._lists.popitem(last=False)
        return ids

    def forget(self, user_id: int) -> None:
        """Read a member's list anew the next time: it changed."""
        self._lists.pop(user_id, None)

    def forget_all(self) -> None:
        """Read every list anew the next time."""
        self._lists.clear()
