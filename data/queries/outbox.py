"""The outbox: events that are to be announced, and their deliveries.

A delivery is ``pending`` until somebody claims it, ``sending`` until they say how it went
(or their lease runs out: then it falls due again), and at the end ``sent``, ``failed`` or
``dropped``. Both databases claim in one statement, which takes what nobody else holds. What is
to come with a digest is ``held`` until one takes it up, which has a delivery of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import aliased

from data.queries.announcements import in_shards
from data.queries.visible import seen_by
from data.tables import (
    DeliveryRow,
    EventRow,
    ReviewRow,
    SubscriptionRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import CTE, ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards

PENDING: Final = "pending"
SENDING: Final = "sending"
SENT: Final = "sent"
FAILED: Final = "failed"
DROPPED: Final = "dropped"
HELD: Final = "held"
"""For the next digest; ``told`` once it is in one."""

TOLD: Final = "told"

_ERROR_KEPT: Final = 500
_TABLE = cast("Table", DeliveryRow.__table__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that was claimed, by the ids of what it is about."""

    id: int
    subscription_id: int
    review_id: int | None
    digest_id: int | None
    attempts: int
    noted_at: datetime


class Held(Protocol):
    """A claim on a delivery; the number of attempts tells it from earlier and later ones."""

    @property
    def id(self) -> int:
        """The delivery's id."""
        ...

    @property
    def attempts(self) -> int:
        """How often it had been claimed, this time included."""
        ...


class SentTo(NamedTuple):
    """Where a delivery arrived."""

    id: int
    channel_id: int
    message_id: int


async def claim_deliveries(
    session: AsyncSession, *, now: datetime, until: datetime, limit: int, shards: Shards | None
) -> list[Claim]:
    """Claim the deliveries that have been due the longest, until a time.

    Of each channel (or member) only the oldest that is not over can be claimed, so that none
    overtakes another. One that was put off and never tried holds nothing up.
    """
    claimed: list[int] = []
    # First what others left; each has an index's order, which both together had not.
    for state in (SENDING, PENDING):
        if len(claimed) < limit:
            due = _next_due(state, now, limit - len(claimed), shards)
            claimed += await session.scalars(
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
            EventRow.digest_id,
            DeliveryRow.attempts,
            EventRow.created_at,
        )
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(DeliveryRow.id.in_(claimed))
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


async def save_sent(session: AsyncSession, sent: Iterable[SentTo], *, now: datetime) -> None:
    """Note where deliveries arrived, whoever holds them by now: it is so."""
    await session.execute(
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("delivery"), _TABLE.c.state != SENT)
        .values(
            state=SENT,
            channel_id=bindparam("channel"),
            message_id=bindparam("message"),
            sent_at=now,
            error=None,
        ),
        [
            {"delivery": each.id, "channel": each.channel_id, "message": each.message_id}
            for each in sent
        ],
    )


async def save_retry(session: AsyncSession, held: Held, *, due_at: datetime, error: str) -> bool:
    """Give a delivery back, to be claimed again from a time on; tell whether it was held."""
    values = {"state": PENDING, "due_at": due_at, "error": error[:_ERROR_KEPT]}
    return await _update_held(session, held, values)


async def save_end(session: AsyncSession, held: Held, state: str, *, error: str) -> bool:
    """End a delivery as ``failed`` or ``dropped``; tell whether it was held."""
    return await _update_held(session, held, {"state": state, "error": error[:_ERROR_KEPT]})


async def is_held(session: AsyncSession, held: Held) -> bool:
    """Tell whether a delivery is still held under a claim."""
    query = select(DeliveryRow.id).where(*_held(held))
    return await session.scalar(query) is not None


async def drop_deliveries(session: AsyncSession, subscription_id: int, *, error: str) -> None:
    """Drop everything on its way to a subscription that was switched off."""
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.subscription_id == subscription_id,
            DeliveryRow.state.in_((PENDING, SENDING, HELD)),
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
            seen_by(guild_id, 0),
        )
        .order_by(ReviewRow.id.desc())
        .limit(1)
    )


def _next_due(state: str, now: datetime, limit: int, shards: Shards | None) -> CTE:
    earlier, beside = aliased(DeliveryRow), aliased(SubscriptionRow)
    waits = exists().where(
        beside.guild_id == SubscriptionRow.guild_id,
        beside.channel_id == SubscriptionRow.channel_id,
        beside.user_id == SubscriptionRow.user_id,
        earlier.subscription_id == beside.id,
        earlier.id < DeliveryRow.id,
        # Not "in": SQLite would go through all that is pending, instead of this channel's.
        earlier.state.not_in((SENT, FAILED, DROPPED, HELD, TOLD)),
        (earlier.attempts > 0) | (earlier.due_at <= now),
    )
    return (
        select(DeliveryRow.id)
        .join(SubscriptionRow, SubscriptionRow.id == DeliveryRow.subscription_id)
        .where(
            DeliveryRow.state == state,
            DeliveryRow.due_at <= now,
            SubscriptionRow.disabled_at.is_(None),
            in_shards(shards),
            ~waits,
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=DeliveryRow)
        .cte("due")
    )


def _held(held: Held) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a delivery is held under the very claim that ``held`` tells."""
    return (
        DeliveryRow.id == held.id,
        DeliveryRow.state == SENDING,
        DeliveryRow.attempts == held.attempts,
    )


async def _update_held(session: AsyncSession, held: Held, values: dict[str, Any]) -> bool:
    changed = await session.scalars(
        update(DeliveryRow)
        .where(*_held(held))
        .values(values)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    )
    return changed.one_or_none() is not None
