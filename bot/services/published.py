"""Published reviews: every public message that carries one is changed when it is.

The messages of a review are due from the moment it changes or is taken back, in the same
transaction; they are claimed for a while, changed, and only then noted as in step. Changing
a message twice does no harm, so whoever dies in between is simply taken over.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.announcing import LEASE, wait_after
from bot.services.reviews import ReviewGoneError
from data.queries import published as queries
from data.queries import reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards
    from bot.domain.published import Overtaken, Published
    from bot.domain.reviews import Review
    from bot.services.review_views import Reading
    from bot.services.reviews import ReviewService
    from data.engine import Sessions

log = structlog.get_logger(__name__)

_LONGEST: Final = 12  # attempts from which on the wait does not grow


@dataclass(frozen=True, slots=True)
class PublishedService:
    """Hands out the messages that lag behind their reviews.

    Attributes:
        jitter: Gives a number from 0 to 1, to spread attempts out.
    """

    sessions: Sessions
    reviews: ReviewService
    now: Callable[[], datetime]
    jitter: Callable[[], float] = random.random

    async def note_posted(self, message: Published, shown: Review) -> None:
        """Keep a message in step with a review from now on.

        Args:
            message: Where it is.
            shown: The review as the message shows it.
        """
        async with self.sessions.begin() as session:
            await save_posted(session, message, shown, now=self.now())

    async def standing(self, review_id: int, channel_id: int) -> int | None:
        """Return the newest message of a channel that shows a review whole, or None."""
        async with self.sessions() as session:
            return await queries.find_standing(session, review_id, channel_id)

    async def claim(self, limit: int, shards: Shards | None = None) -> list[Overtaken]:
        """Claim up to ``limit`` messages that are due, those that waited longest first.

        Args:
            limit: How many at most.
            shards: Of whose servers; None for all.
        """
        now = self.now()
        async with self.sessions() as session:
            if not await queries.has_overtaken(session, now=now):
                return []
        async with self.sessions.begin() as session:
            return await queries.claim_overtaken(
                session, now=now, until=now + LEASE, limit=limit, shards=shards
            )

    async def reading(self, claimed: Overtaken) -> Reading | None:
        """Return what a message has to show now, or None where the review was deleted."""
        if claimed.review_id is None:
            return None
        await self.reviews.catalogue.refresh()  # an import may have brought the drama along
        try:
            return await self.reviews.published(claimed.review_id, claimed.message.guild_id)
        except ReviewGoneError:
            return None

    async def note_shown(self, claimed: Overtaken, *, emptied: bool) -> None:
        """Note that a message was changed; one that was emptied needs no more changes."""
        async with self.sessions.begin() as session:
            if emptied:
                await queries.delete_published(session, claimed.message.message_id)
            else:
                await queries.save_shown(session, claimed, now=self.now())

    async def note_refused(
        self, claimed: Overtaken, error: str, *, gone: bool, emptied: bool
    ) -> None:
        """Note that Discord refuses a change for good.

        What could not be renewed is kept, because the review may still be deleted, and taking
        pictures and text out may be allowed where putting some in is not.

        Args:
            claimed: What was not changed.
            error: What Discord said.
            gone: There is no such message any more.
            emptied: It was to be emptied.
        """
        await self.note_shown(claimed, emptied=gone or emptied)
        if not gone:
            log.warning(
                "a published review could not be changed",
                channel=claimed.message.channel_id,
                message=claimed.message.message_id,
                deleted=emptied,
                error=error,
            )

    async def note_failed(self, claimed: Overtaken, error: str) -> None:
        """Note that an attempt failed: it is made again, later each time, until it succeeds."""
        wait = wait_after(min(claimed.attempts, _LONGEST), self.jitter())
        async with self.sessions.begin() as session:
            await queries.save_later(session, claimed.message.message_id, due_at=self.now() + wait)
        log.warning(
            "a published review is changed later",
            channel=claimed.message.channel_id,
            message=claimed.message.message_id,
            attempts=claimed.attempts,
            error=error,
        )


async def save_posted(
    session: AsyncSession,
    message: Published,
    shown: Review,
    *,
    now: datetime,
    certain: bool = True,
) -> None:
    """Keep a message, due at once where its review is not as shown any more.

    Args:
        session: In which nothing was written yet: the review is locked first.
        message: Where it is.
        shown: The review as the message shows it.
        now: The time.
        certain: It does show that, and not an earlier state.
    """
    kept = await queries.lock_reviews(session, [shown.id])
    review_id = shown.id if kept else None
    await queries.save_published(session, message, review_id, due_at=now)
    if certain and await reviews.find_review(session, shown.id) == shown:
        await queries.save_published(session, message, review_id, due_at=None)
