"""The one post of a forum in which a drama's reviews are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries import discussions
from data.queries import forum_posts as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class ForumService:
    """Knows where in a forum a drama's reviews go; the outbox notes where the first one went."""

    sessions: Sessions
    now: Callable[[], datetime]

    async def find(self, forum_id: int, drama_id: int) -> int | None:
        """Return the thread of a drama's reviews, or of its discussion, in a forum; or None."""
        async with self.sessions() as session:
            return await queries.find_post(session, forum_id, drama_id)

    async def forget(self, thread_id: int) -> None:
        """Forget a post that was deleted, so that the next review makes another."""
        async with self.sessions.begin() as session:
            await queries.delete_post(session, thread_id)
            await discussions.delete_discussion(session, thread_id)
