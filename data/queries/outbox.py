"""The outbox: events that are to be announced, and their deliveries.

A delivery is ``pending`` until somebody claims it, ``sending`` until they say how it went
(or their lease runs out: then it falls due again), and at the end ``sent``, ``failed`` or
``dropped``. Both databases claim in one statement, which takes what nobody else holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from data.queries.announcements import in_shards
from data.tables import (
    DeliveryRow,
    EventRow,
    ReviewRow,
    SubscriptionRow,
)
from data.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards

PENDING: Final = "pending"
SENDING: Final = "sending"
SENT: Final = "sent"
FAILED: Final = "failed"
DROPPED: Final = "dropped"

_ERROR_KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that was claimed, by the ids of what it is about."""

    id: int
    subscription_id: int
    review_id: int | None
    attempts: int
    noted_at: datetime


async def save_delivery(
    session: AsyncSession, event_id: int, subscription_id: int, *, now: datetime
) -> None:
    """Put an event's delivery to a subscription into the outbox, once."""
    await session.execute(
        insert_new(
            session,
            DeliveryRow,
            key={"event_id": event_id, "subscription_id": subscription_id},
            values={"state": PENDING, "attempts": 0, "due_at": now},
        )
    )


async def claim_deliveries(
    session: AsyncSession, *, now: datetime, until: datetime, limit: int, shards: Shards | None
) -> list[Claim]:
    """Claim the deliveries that have been due the longest, until a time."""
    working = select(SubscriptionRow.id).where(
        SubscriptionRow.disabled_at.is_(None), in_shards(shards)
    )
    due = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.state.in_((PENDING, SENDING)),
            DeliveryRow.due_at <= now,
            DeliveryRow.subscription_id.in_(working),
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = await session.scalars(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_(select(due.c.id)))
        .values(state=SENDING, due_at=until, attempts=DeliveryRow.attempts + 1)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    )
    rows = await session.execute(
        select(
            DeliveryRow.id,
            DeliveryRow.subscription_id,
            EventRow.review_id,
            DeliveryRow.attempts,
            EventRow.created_at,
        )
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(DeliveryRow.id.in_(claimed.all()))
        .order_by(DeliveryRow.id)
    )
    return [Claim(*row) for row in rows]


async def has_due(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether a delivery is due, in any process's servers."""
    query = (
        select(DeliveryRow.id)
        .where(DeliveryRow.state.in_((PENDING, SENDING)), DeliveryRow.due_at <= now)
        .limit(1)
    )
    return await session.scalar(query) is not None


async def save_sent(
    session: AsyncSession, delivery_id: int, *, channel_id: int, message_id: int, now: datetime
) -> None:
    """Note where a delivery arrived."""
    await _update(
        session,
        delivery_id,
        state=SENT,
        channel_id=channel_id,
        message_id=message_id,
        sent_at=now,
        error=None,
    )


async def save_retry(
    session: AsyncSession, delivery_id: int, *, due_at: datetime, error: str
) -> None:
    """Give a delivery back, to be claimed again from a time on."""
    await _update(session, delivery_id, state=PENDING, due_at=due_at, error=error[:_ERROR_KEPT])


async def save_end(session: AsyncSession, delivery_id: int, state: str, *, error: str) -> None:
    """End a delivery that will not arrive, as ``failed`` or ``dropped``."""
    await _update(session, delivery_id, state=state, error=error[:_ERROR_KEPT])


async def drop_deliveries(session: AsyncSession, subscription_id: int, *, error: str) -> None:
    """Drop everything on its way to a subscription that was switched off."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.subscription_id == subscription_id,
            DeliveryRow.state.in_((PENDING, SENDING)),
        )
        .values(state=DROPPED, error=error[:_ERROR_KEPT])
        .execution_options(synchronize_session=False)
    )


async def find_latest_review(session: AsyncSession, guild_id: int) -> int | None:
    """Return the newest review that a server could have had announced, or None."""
    return await session.scalar(
        select(ReviewRow.id)
        .where(
            ReviewRow.deleted_at.is_(None),
            ReviewRow.house.is_not(None) | (ReviewRow.guild_id == guild_id),
        )
        .order_by(ReviewRow.id.desc())
        .limit(1)
    )


async def _update(session: AsyncSession, delivery_id: int, **values: Any) -> None:  # noqa: ANN401
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
