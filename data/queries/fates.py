"""What became of events, for those who ask why something was announced or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.domain.announcing import FEEDS
from data.queries.announcements import filters_of
from data.queries.events import REVIEW
from data.tables import DeliveryRow, EventRow, SubscriptionRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


class Went(NamedTuple):
    """A delivery to one of a server's channels."""

    state: str
    channel_id: int
    due_at: datetime
    next_digest_at: datetime | None


class EventState(NamedTuple):
    """How far an event got."""

    created_at: datetime
    expanded_at: datetime | None
    skipped: str | None


async def list_deliveries(session: AsyncSession, guild_id: int, review_id: int) -> list[Went]:
    """Return a review's deliveries to the channels of a server."""
    rows = await session.execute(
        select(
            DeliveryRow.state,
            SubscriptionRow.channel_id,
            DeliveryRow.due_at,
            SubscriptionRow.next_digest_at,
        )
        .join(SubscriptionRow, SubscriptionRow.id == DeliveryRow.subscription_id)
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(EventRow.review_id == review_id, SubscriptionRow.guild_id == guild_id)
        .order_by(DeliveryRow.id)
    )
    return [Went(*row) for row in rows]


async def find_event(
    session: AsyncSession, review_id: int, feed_id: int | None
) -> EventState | None:
    """Return how far a review's event got, or None where it was not to be announced."""
    row = (
        await session.execute(
            select(EventRow.created_at, EventRow.expanded_at, EventRow.skipped).where(
                EventRow.kind == REVIEW,
                EventRow.review_id == review_id,
                EventRow.feed_id == (feed_id or 0),
            )
        )
    ).one_or_none()
    return EventState(*row) if row else None


async def find_off(
    session: AsyncSession, guild_id: int, feed_id: int | None, *, at: datetime
) -> int | None:
    """Return a channel whose subscription to a feed was switched off at a time, or None."""
    rows = await session.scalars(
        select(SubscriptionRow).where(
            SubscriptionRow.guild_id == guild_id,
            SubscriptionRow.kind == FEEDS,
            SubscriptionRow.disabled_at <= at,
        )
    )
    return next((row.channel_id for row in rows if feed_id in filters_of(row.filters).feeds), None)
