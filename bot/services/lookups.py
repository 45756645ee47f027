"""Who looked what up: kept in memory for seconds, then written together.

Looking up is what the bot does most, and nobody waits for the note of it, so a write for
each would only slow the next answer down. A crash loses at most the last seconds' notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.queries import catalogue as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from data.engine import Sessions


class LookupService:
    """Remembers the dramas a member looked up."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._noted: dict[tuple[int, int], datetime] = {}

    def note(self, user_id: int, drama_id: int) -> None:
        """Remember that a member looked a drama up."""
        self._noted.pop((user_id, drama_id), None)  # the latest stands last
        self._noted[user_id, drama_id] = self._now()

    async def recent(self, user_id: int, limit: int) -> list[int]:
        """Return the ids of the dramas a member looked up, the latest first."""
        fresh = [drama for user, drama in reversed(self._noted) if user == user_id]
        async with self._sessions() as session:
            stored = await queries.list_lookups(session, user_id, limit=limit)
        return list(dict.fromkeys((*fresh, *stored)))[:limit]

    async def flush(self) -> int:
        """Write what was noted; return how many notes. What cannot be written is kept."""
        noted, self._noted = self._noted, {}
        if not noted:
            return 0
        try:
            async with self._sessions.begin() as session:
                for (user_id, drama_id), at in noted.items():
                    await queries.save_lookup(session, user_id, drama_id, now=at)
        except BaseException:
            self._noted = noted | self._noted
            raise
        return len(noted)
