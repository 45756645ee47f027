"""The outbox: from a new review to its deliveries, each tried until it arrives.

Deliveries are at-least-once: one is claimed for a while, sent, and only then noted as
sent. Whoever dies in between leaves a claim that runs out, and the delivery goes out again
under the same id, by which Discord (or a look at the channel) tells the repeat.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.domain.actors import Actor
from bot.domain.announcing import LEASE, MAX_ATTEMPTS, Delivery, wait_after
from bot.domain.published import Carries, Published
from bot.services.fanout import fan_out
from bot.services.published import save_posted
from data.queries import announcements, members, reviews
from data.queries import outbox as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards, Subscription, Trouble
    from bot.domain.reviews import Review
    from bot.domain.scores import Scale
    from data.engine import Sessions

log = structlog.get_logger(__name__)

_NOBODY = 0


@dataclass(frozen=True, slots=True)
class OutboxService:
    """Hands deliveries out and takes down how they went.

    Attributes:
        jitter: Gives a number from 0 to 1, to spread attempts out.
    """

    sessions: Sessions
    now: Callable[[], datetime]
    jitter: Callable[[], float] = random.random

    async def expand(self) -> int:
        """Turn new reviews into deliveries; return how many deliveries there are more."""
        return await fan_out(self.sessions, self.now)

    async def claim(self, limit: int, shards: Shards | None = None) -> list[Delivery]:
        """Claim up to ``limit`` deliveries that are due, the oldest first.

        Args:
            limit: How many at most.
            shards: Of whose servers; None for all.
        """
        now = self.now()
        async with self.sessions() as session:
            if not await queries.has_due(session, now=now):
                return []
        async with self.sessions.begin() as session:
            claims = await queries.claim_deliveries(
                session, now=now, until=now + LEASE, limit=limit, shards=shards
            )
            subscriptions = await announcements.list_by_ids(
                session, {claim.subscription_id for claim in claims}
            )
            found = [
                await _delivery(session, claim, subscriptions[claim.subscription_id])
                for claim in claims
            ]
        return [delivery for delivery in found if delivery is not None]

    async def note_sent(
        self, delivery: Delivery, channel_id: int, message_id: int, *, repeated: bool = False
    ) -> None:
        """Note where a delivery arrived, and keep the message in step with the review.

        Args:
            delivery: What arrived.
            channel_id: The channel, thread or forum post it is in.
            message_id: The message.
            repeated: It may have arrived before, and show what the review was then.
        """
        guild_id = delivery.subscription.guild_id
        message = Published(message_id, channel_id, Carries.ANNOUNCEMENT, guild_id)
        now = self.now()
        async with self.sessions.begin() as session:
            await save_posted(session, message, delivery.review, now=now, certain=not repeated)
            await queries.save_sent(
                session,
                delivery.id,
                channel_id=channel_id,
                message_id=message_id,
                now=now,
            )

    async def note_test(
        self, guild_id: int, review: Review, channel_id: int, message_id: int
    ) -> None:
        """Keep a test announcement in step with the review it shows; a made-up one is none."""
        if review.id:
            message = Published(message_id, channel_id, Carries.TEST, guild_id)
            async with self.sessions.begin() as session:
                await save_posted(session, message, review, now=self.now())

    async def note_failed(self, delivery: Delivery, error: str, *, lasting: bool = False) -> None:
        """Note that an attempt failed: it is tried again later, unless it was the last.

        Args:
            delivery: What was not sent.
            error: What went wrong, for whoever looks into the database.
            lasting: Another attempt would fail the same way.
        """
        over = lasting or delivery.attempts >= MAX_ATTEMPTS
        async with self.sessions.begin() as session:
            if over:
                await queries.save_end(session, delivery.id, queries.FAILED, error=error)
            else:
                due_at = self.now() + wait_after(delivery.attempts, self.jitter())
                await queries.save_retry(session, delivery.id, due_at=due_at, error=error)
        told = log.error if over else log.warning
        told(
            "announcement failed" if over else "announcement delayed",
            delivery=delivery.id,
            channel=delivery.subscription.channel_id,
            attempts=delivery.attempts,
            error=error,
        )

    async def note_trouble(self, delivery: Delivery, trouble: Trouble) -> None:
        """Switch a subscription off whose channel takes nothing, with all on its way there."""
        subscription = delivery.subscription
        async with self.sessions.begin() as session:
            await announcements.save_disabled(session, subscription.id, trouble, now=self.now())
            await queries.drop_deliveries(session, subscription.id, error=trouble)
        log.warning(
            "announcements switched off",
            server=subscription.guild_id,
            channel=subscription.channel_id,
            reason=trouble.value,
        )

    async def untold(self, shards: Shards | None = None) -> list[Subscription]:
        """Return what was switched off without the server's managers knowing yet."""
        async with self.sessions() as session:
            return await announcements.list_untold(session, shards)

    async def note_told(self, subscription: Subscription) -> None:
        """Note that the managers know, or that there is no way to tell them."""
        async with self.sessions.begin() as session:
            await announcements.save_told(session, subscription.id, now=self.now())

    async def sample(self, guild_id: int) -> tuple[Review | None, Scale]:
        """Return a review to try a channel with (there may be none), and the server's scale."""
        async with self.sessions() as session:
            scale = await members.find_scale(session, Actor(_NOBODY, guild_id))
            latest = await queries.find_latest_review(session, guild_id)
            return (await reviews.find_review(session, latest) if latest else None), scale


async def _delivery(
    session: AsyncSession, claim: queries.Claim, subscription: Subscription
) -> Delivery | None:
    if claim.attempts > MAX_ATTEMPTS:  # whoever claimed it died each time
        await queries.save_end(session, claim.id, queries.FAILED, error="never noted")
        return None
    review = await reviews.find_review(session, claim.review_id or 0)
    if review is None:
        await queries.save_end(session, claim.id, queries.DROPPED, error="review deleted")
        return None
    scale = await members.find_scale(session, Actor(_NOBODY, subscription.guild_id))
    return Delivery(claim.id, subscription, review, scale, claim.attempts, claim.noted_at)
