"""The outbox: from a new review to its deliveries, each tried until it arrives.

Deliveries are at-least-once: one is claimed for a while, sent, and only then noted as
sent. Whoever dies in between leaves a claim that runs out, and the delivery goes out again
under the same id, by which Discord (or a look at the channel) tells the repeat.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.domain.actors import Actor
from bot.domain.announcing import LEASE, MAX_ATTEMPTS, Delivery, wait_after
from bot.domain.delivering import Arrived, Barred, Dropped, Missed
from bot.domain.published import Carries, Published
from bot.domain.scores import Scale
from bot.services.digests import make_digests
from bot.services.fanout import fan_out
from bot.services.published import Posted, save_posted
from data.queries import announcements, forum_posts, members, reviews
from data.queries import outbox as queries
from data.queries.digests import find_pages
from data.queries.published import State, lock_reviews, save_published
from data.queries.section_boundaries import as_said, list_said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards, Subscription
    from bot.domain.delivering import Outcome
    from bot.domain.reviews import Review
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
        """Turn new reviews and digests that fell due into deliveries; return how many more."""
        made = await fan_out(self.sessions, self.now)
        return made + await make_digests(self.sessions, self.now)

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
        until = now + LEASE
        async with self.sessions.begin() as session:
            claims = await queries.claim_deliveries(
                session, now=now, until=until, limit=limit, shards=shards
            )
            return await _deliveries(session, claims, until)

    async def note(self, outcomes: Sequence[Outcome]) -> None:
        """Note how deliveries went, all at once; what arrived is kept in step with its review.

        Only what arrived counts where a claim has run out meanwhile: whoever holds the delivery
        by then says the rest.
        """
        if not outcomes:
            return
        now = self.now()
        arrived = [outcome for outcome in outcomes if isinstance(outcome, Arrived)]
        logged = []
        async with self.sessions.begin() as session:
            posted = [
                _posted(each, each.delivery.review) for each in arrived if each.delivery.review
            ]
            told = [each for each in arrived if each.delivery.digest is not None]
            if told:
                await _save_digests(session, told, posted, now)
            await save_posted(session, posted, now=now)
            if arrived:
                sent = (
                    queries.SentTo(each.delivery.id, each.channel_id, each.message_id)
                    for each in arrived
                )
                await queries.save_sent(session, sent, now=now)
            for each in arrived:
                await _save_post(session, each, now)
            for outcome in outcomes:
                if isinstance(outcome, Missed):
                    logged.append(await self._save_missed(session, outcome, now))
                elif isinstance(outcome, Dropped):
                    held, reason = outcome.delivery, outcome.reason
                    await queries.save_end(session, held, queries.DROPPED, error=reason)
                elif isinstance(outcome, Barred):
                    logged.append(await _save_barred(session, outcome, now))
        for write in logged:  # only what is so
            write()

    async def note_test(
        self, guild_id: int, review: Review, channel_id: int, message_id: int
    ) -> None:
        """Keep a test announcement in step with the review it shows; a made-up one is none."""
        if review.id:
            message = Published(message_id, channel_id, Carries.TEST, guild_id)
            async with self.sessions.begin() as session:
                await save_posted(session, [Posted(message, review)], now=self.now())

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

    async def _save_missed(
        self, session: AsyncSession, missed: Missed, now: datetime
    ) -> Callable[[], None]:
        delivery, error = missed.delivery, missed.error
        over = missed.lasting or delivery.attempts >= MAX_ATTEMPTS
        if over:
            await queries.save_end(session, delivery, queries.FAILED, error=error)
        else:
            due_at = now + wait_after(delivery.attempts, self.jitter())
            await queries.save_retry(session, delivery, due_at=due_at, error=error)
        return partial(
            log.error if over else log.warning,
            "announcement failed" if over else "announcement delayed",
            delivery=delivery.id,
            channel=delivery.subscription.channel_id,
            attempts=delivery.attempts,
            error=error,
        )


async def _save_barred(session: AsyncSession, barred: Barred, now: datetime) -> Callable[[], None]:
    """Switch the subscription off, with all on its way there; an old claim's word is too old."""
    subscription, trouble = barred.delivery.subscription, barred.trouble
    if not await queries.is_held(session, barred.delivery):
        return lambda: None
    await announcements.save_disabled(session, subscription.id, trouble, now=now)
    await queries.drop_deliveries(session, subscription.id, error=trouble)
    return partial(
        log.warning,
        "announcements switched off",
        server=subscription.guild_id,
        channel=subscription.channel_id,
        reason=trouble.value,
    )


async def _save_post(session: AsyncSession, arrived: Arrived, now: datetime) -> None:
    """Remember the post that a review made in a forum: the drama's next one goes there."""
    review, subscription = arrived.delivery.review, arrived.delivery.subscription
    elsewhere = arrived.channel_id != subscription.channel_id and subscription.user_id is None
    if elsewhere and review is not None:
        await forum_posts.save_post(
            session,
            guild_id=subscription.guild_id,
            forum_id=subscription.channel_id,
            drama_id=review.drama_id,
            thread_id=arrived.channel_id,
            opened_by=subscription.created_by,
            now=now,
        )


async def _save_digests(
    session: AsyncSession, told: Sequence[Arrived], posted: Sequence[Posted], now: datetime
) -> None:
    """Keep digests' messages, due at once where they do not show what they should any more."""
    pages = {each.delivery.digest.id: each.delivery.digest for each in told if each.delivery.digest}
    lines = {line.review_id for page in pages.values() for line in page.lines}
    # All that this transaction locks, in one order.
    await lock_reviews(session, sorted(lines | {each.shown.id for each in posted}))
    current = await find_pages(session, pages)
    states = []
    for each in told:
        page, message = each.delivery.digest, _message(each, Carries.DIGEST)
        if page is not None and page.id in current:
            in_step = current[page.id] == page and not each.repeated
            states.append(State(message, None, None if in_step else now, page.id))
    if states:
        await save_published(session, states)


def _posted(arrived: Arrived, review: Review) -> Posted:
    is_direct = arrived.delivery.subscription.user_id is not None
    message = _message(arrived, Carries.DIRECT if is_direct else Carries.ANNOUNCEMENT)
    return Posted(message, review, certain=not arrived.repeated)


def _message(arrived: Arrived, carries: Carries) -> Published:
    subscription = arrived.delivery.subscription
    return Published(
        arrived.message_id,
        arrived.channel_id,
        carries,
        subscription.guild_id or None,
        subscription.language,
    )


async def _deliveries(
    session: AsyncSession, claims: Sequence[queries.Claim], until: datetime
) -> list[Delivery]:
    """Return what claims are about; those that cannot be delivered end here."""
    ids = {claim.review_id for claim in claims if claim.review_id is not None}
    shown = {review_id: await reviews.find_review(session, review_id) for review_id in ids}
    subscriptions = await announcements.list_by_ids(
        session, {claim.subscription_id for claim in claims}
    )
    said = await list_said(session, ids, {each.guild_id for each in subscriptions.values()})
    digests = await find_pages(session, {claim.digest_id for claim in claims if claim.digest_id})
    scales = await members.find_guild_scales(
        session, {subscription.guild_id for subscription in subscriptions.values()}
    )
    own = await members.find_member_scales(
        session, {each.user_id for each in subscriptions.values() if each.user_id is not None}
    )
    found = []
    for claim in claims:
        if claim.attempts > MAX_ATTEMPTS:  # whoever claimed it died each time
            await queries.save_end(session, claim, queries.FAILED, error="never noted")
            continue
        review, digest = shown.get(claim.review_id or 0), digests.get(claim.digest_id or 0)
        if review is None and (digest is None or not digest.lines):
            await queries.save_end(session, claim, queries.DROPPED, error="review deleted")
            continue
        subscription = subscriptions[claim.subscription_id]
        if review is not None:
            review = as_said(review, said.get((subscription.guild_id, review.id), ()))
        scale = scales.get(subscription.guild_id) or own.get(subscription.user_id or 0)
        found.append(
            Delivery(
                claim.id,
                subscription,
                review,
                scale or Scale.TEN,
                claim.attempts,
                claim.noted_at,
                until,
                digest,
            )
        )
    return found
