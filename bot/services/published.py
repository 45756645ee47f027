"""Published reviews: every public message that carries one is changed when it is.

The messages of a review are due from the moment it changes or is taken back, in the same
transaction; they are claimed for a while, changed, and only then noted as in step. Changing
a message twice does no harm, so whoever dies in between is simply taken over.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from bot.domain.actors import Actor
from bot.domain.announcing import LEASE, wait_after
from bot.domain.digests import DigestReading
from bot.domain.published import Carries
from bot.services.digests import dramas_of
from bot.services.gone import ReviewGoneError, ReviewWithdrawnError
from data.queries import announcements, digests, members, reviews
from data.queries import published as queries
from data.queries.section_boundaries import as_said, list_said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards
    from bot.domain.published import Overtaken, Published, Withdrawn
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
            await save_posted(session, [Posted(message, shown)], now=self.now())

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

    async def reading(self, claimed: Overtaken) -> Reading | DigestReading | Withdrawn | None:
        """Return what a message has to show now, or None where the review was deleted.

        A review that its blog took down may return: its messages stay known.
        """
        if claimed.digest_id is not None:
            return await self._digest(claimed.digest_id)
        if claimed.review_id is None:
            return None
        await self.reviews.catalogue.refresh()  # an import may have brought the drama along
        try:
            reading = await self.reviews.published(claimed.review_id, claimed.message.guild_id)
        except ReviewWithdrawnError as error:
            return error.withdrawn
        except ReviewGoneError:
            return None
        if claimed.message.carries is not Carries.ANNOUNCEMENT:
            return reading
        async with self.sessions() as session:
            sent_for = await announcements.find_by_message(session, claimed.message.message_id)
        return replace(reading, role_id=sent_for.role_id if sent_for else None)

    async def _digest(self, digest_id: int) -> DigestReading | None:
        async with self.sessions() as session:
            page = (await digests.find_pages(session, [digest_id])).get(digest_id)
            if page is None or not page.lines:
                return None
            subscription = await announcements.find_subscription(session, page.subscription_id)
            if subscription is None:
                return None
            scale = await members.find_scale(session, Actor(0, subscription.guild_id))
        dramas = await dramas_of(self.reviews.catalogue, page)
        return DigestReading(page, subscription, dramas, scale)

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


class Posted(NamedTuple):
    """A message that was posted.

    Attributes:
        shown: The review as the message shows it.
        certain: It does show that, and not an earlier state.
    """

    message: Published
    shown: Review
    certain: bool = True


async def save_posted(session: AsyncSession, posted: Sequence[Posted], *, now: datetime) -> None:
    """Keep messages, due at once where their review is not as shown any more.

    Args:
        session: In which nothing was written yet: the reviews are locked first.
        posted: The messages; there may be none.
        now: The time.
    """
    if not posted:
        return
    kept = await queries.lock_reviews(session, sorted({each.shown.id for each in posted}))
    current = {review_id: await reviews.find_review(session, review_id) for review_id in kept}
    said = await list_said(session, kept, {each.message.guild_id or 0 for each in posted})

    def is_shown(each: Posted) -> bool:
        now_is = current.get(each.shown.id)
        if now_is is None or not each.certain:
            return False
        return as_said(now_is, said.get((each.message.guild_id or 0, now_is.id), ())) == each.shown

    await queries.save_published(
        session,
        [
            queries.State(
                each.message,
                each.shown.id if each.shown.id in current else None,
                None if is_shown(each) else now,
            )
            for each in posted
        ],
    )
