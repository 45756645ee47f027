"""Reads and writes of the messages that carry reviews.

A message is due for a change while its ``due_at`` is set: at once after its review changed,
later while somebody holds it or after an attempt that failed. ``changes`` tells whoever is
done whether there was another change meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, delete, func, literal, null, or_, select, update

from bot.domain.published import Carries, Overtaken, Published
from data.queries.announcements import in_shards
from data.queries.events import REVIEW
from data.queries.outbox import TOLD
from data.tables import DeliveryRow, DigestRow, EventRow, ReviewMessageRow, ReviewRow
from data.tables.base import UTCDateTime
from data.upsert import upsert_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards

_NO_SERVER = 0  # direct messages belong to the first shard, as Discord has it


class State(NamedTuple):
    """What a message shows.

    Attributes:
        review_id: Its review, or None where that is not kept any more.
        due_at: Since when it lags behind, or None where it is in step.
        digest_id: The digest it is, or None.
    """

    message: Published
    review_id: int | None
    due_at: datetime | None
    digest_id: int | None = None


async def lock_reviews(session: AsyncSession, review_ids: Sequence[int]) -> list[int]:
    """Hold reviews until the transaction ends; return the ids of those there are.

    Whoever changes a review and whoever notes a message of it go one after the other, so that
    a change either finds the message or is found by who notes it.
    """
    if session.get_bind().dialect.name == "sqlite":
        # It locks no rows, and begins a transaction with the first write only: this is one.
        await session.execute(
            update(ReviewRow)
            .where(ReviewRow.id.in_(review_ids))
            .values(version=ReviewRow.version)
            .execution_options(synchronize_session=False)
        )
    found = await session.scalars(
        select(ReviewRow.id)
        .where(ReviewRow.id.in_(review_ids))
        .order_by(ReviewRow.id)
        .with_for_update()
    )
    return list(found)


async def save_published(session: AsyncSession, states: Sequence[State]) -> None:
    """Keep where messages are and what they show, or that they now show another state of it."""
    rows = [
        {
            "message_id": state.message.message_id,
            "channel_id": state.message.channel_id,
            "guild_id": state.message.guild_id,
            "review_id": state.review_id,
            "carries": state.message.carries,
            "language": state.message.language,
            "digest_id": state.digest_id,
            "due_at": state.due_at,
        }
        for state in states
    ]
    key, *values = rows[0]
    await session.execute(upsert_many(session, ReviewMessageRow, key=[key], values=values), rows)


async def find_standing(session: AsyncSession, review_id: int, channel_id: int) -> int | None:
    """Return the newest message of a channel that shows a review whole, or None."""
    newest: int | None = await session.scalar(
        select(func.max(ReviewMessageRow.message_id)).where(
            ReviewMessageRow.review_id == review_id,
            ReviewMessageRow.channel_id == channel_id,
            ReviewMessageRow.carries == Carries.REVIEW,
        )
    )
    return newest


async def mark_changed(session: AsyncSession, review_ids: Sequence[int], *, now: datetime) -> None:
    """Make every message of reviews that changed due, in the transaction of the change."""
    await lock_reviews(session, review_ids)
    await session.execute(
        update(ReviewMessageRow)
        .where(
            or_(
                ReviewMessageRow.review_id.in_(review_ids),
                ReviewMessageRow.digest_id.in_(_digests_of(review_ids)),
            )
        )
        .values(
            changes=ReviewMessageRow.changes + 1,
            attempts=0,
            # Who holds it looks at ``changes`` when done: two edits at once could cross.
            due_at=func.coalesce(ReviewMessageRow.due_at, literal(now, UTCDateTime())),
        )
        .execution_options(synchronize_session=False)
    )


async def has_overtaken(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether a message is due, in any process's servers."""
    query = select(ReviewMessageRow.message_id).where(ReviewMessageRow.due_at <= now).limit(1)
    return await session.scalar(query) is not None


async def claim_overtaken(
    session: AsyncSession, *, now: datetime, until: datetime, limit: int, shards: Shards | None
) -> list[Overtaken]:
    """Claim the messages that have been due the longest, until a time."""
    guild_id = func.coalesce(ReviewMessageRow.guild_id, _NO_SERVER)
    due = (
        select(ReviewMessageRow.message_id)
        .where(ReviewMessageRow.due_at <= now, in_shards(shards, guild_id))
        .order_by(ReviewMessageRow.due_at, ReviewMessageRow.message_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    rows = await session.execute(
        update(ReviewMessageRow)
        .where(ReviewMessageRow.message_id.in_(select(due.c.message_id)))
        .values(due_at=until, attempts=ReviewMessageRow.attempts + 1)
        .returning(
            ReviewMessageRow.message_id,
            ReviewMessageRow.channel_id,
            ReviewMessageRow.carries,
            ReviewMessageRow.guild_id,
            ReviewMessageRow.language,
            ReviewMessageRow.review_id,
            ReviewMessageRow.changes,
            ReviewMessageRow.attempts,
            ReviewMessageRow.digest_id,
        )
        .execution_options(synchronize_session=False)
    )
    return [
        Overtaken(
            Published(
                row.message_id, row.channel_id, Carries(row.carries), row.guild_id, row.language
            ),
            row.review_id,
            row.changes,
            row.attempts,
            row.digest_id,
        )
        for row in rows
    ]


async def save_shown(session: AsyncSession, claimed: Overtaken, *, now: datetime) -> None:
    """Note that a message is in step again, unless its review changed once more meanwhile."""
    unchanged = ReviewMessageRow.changes == claimed.changes
    await session.execute(
        update(ReviewMessageRow)
        .where(ReviewMessageRow.message_id == claimed.message.message_id)
        .values(due_at=case((unchanged, null()), else_=literal(now, UTCDateTime())))
        .execution_options(synchronize_session=False)
    )


async def save_later(session: AsyncSession, message_id: int, *, due_at: datetime) -> None:
    """Give a message back, to be claimed again from a time on."""
    await session.execute(
        update(ReviewMessageRow)
        .where(ReviewMessageRow.message_id == message_id)
        .values(due_at=due_at)
        .execution_options(synchronize_session=False)
    )


async def delete_published(session: AsyncSession, message_id: int) -> None:
    """Forget a message that shows nothing of a review any more, or cannot be changed."""
    await session.execute(delete(ReviewMessageRow).where(ReviewMessageRow.message_id == message_id))


def _digests_of(review_ids: Sequence[int]) -> Select[int]:
    """Return the digests that tell of reviews: each took up what was held back at its time."""
    taken_up = (DeliveryRow.subscription_id == DigestRow.subscription_id) & (
        DeliveryRow.sent_at == DigestRow.made_at
    )
    return (
        select(DigestRow.id)
        .join(DeliveryRow, taken_up)
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(
            EventRow.kind == REVIEW,
            EventRow.review_id.in_(review_ids),
            DeliveryRow.state == TOLD,
        )
    )
