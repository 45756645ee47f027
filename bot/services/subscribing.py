"""What every way of subscribing a channel shares: its limits, its rhythm, one review at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.announcing import MAX_SUBSCRIPTIONS
from bot.domain.errors import ConflictError
from bot.domain.hours import next_digest
from bot.domain.texts import tn
from bot.services.digests import release_held
from data.queries import announcements as queries
from data.queries import events, fanout, hours
from data.queries.outbox import PENDING
from data.queries.published import lock_reviews

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Digest, Subscription


async def require_room(session: AsyncSession, guild_id: int) -> None:
    """Make sure that a server may have one subscription more.

    Raises:
        ConflictError: It has as many as it may.
    """
    if await queries.count_subscriptions(session, guild_id) >= MAX_SUBSCRIPTIONS:
        raise ConflictError(
            tn(
                "Reviews are already announced in {count} channel here, which is the most I do. "
                "Remove one with /announce list first.",
                "Reviews are already announced in {count} channels here, which is the most I do. "
                "Remove one with /announce list first.",
                MAX_SUBSCRIPTIONS,
            )
        )


async def save_rhythm(
    session: AsyncSession, subscription: Subscription, digest: Digest | None, *, now: datetime
) -> None:
    """Have reviews come together, or one by one; what was held back then comes at once."""
    if digest is None:
        await queries.save_rhythm(session, subscription.id, None, None)
        await release_held(session, subscription, now)
        return
    zone = await hours.find_zone(session, subscription.guild_id)
    next_at = next_digest(digest, zone, now)
    await queries.save_rhythm(session, subscription.id, digest, next_at)


async def deliver_now(
    session: AsyncSession,
    subscription: Subscription,
    review_id: int,
    *,
    now: datetime,
    feed_id: int | None = None,
) -> bool:
    """Announce a review somewhere because a person asks for it; quiet hours do not matter.

    Args:
        session: In which nothing was written yet: the review is locked first.
        subscription: Where.
        review_id: What; it need not have been noted for announcing.
        now: The time.
        feed_id: The feed that brought it, or None.

    Returns:
        False where it was on its way there before.
    """
    if not await lock_reviews(session, [review_id]):
        return False
    target = (subscription.channel_id, subscription.user_id or 0)
    if target in await fanout.list_told(session, review_id):
        return False
    event_id = await events.find_or_save_expanded(session, review_id, feed_id, now=now)
    await fanout.save_deliveries(
        session, event_id, [fanout.Outgoing(subscription.id, PENDING, now)]
    )
    return True
