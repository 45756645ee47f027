"""Events: reviews that are to be announced, before it is known where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, update

from bot.domain.announcing import Told
from data.tables import (
    CastRow,
    DramaGenreRow,
    DramaNetworkRow,
    DramaRow,
    EventRow,
    ReviewRow,
    ReviewVersionRow,
)
from data.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

REVIEW: Final = "review"
DIGEST: Final = "digest"
LATE: Final = "late"
"""Why an event was skipped: it was seen to so late that it is no news."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event of a review that nobody has expanded yet."""

    event_id: int
    review_id: int
    feed_id: int | None
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """A review that is to be announced.

    Attributes:
        guild_id: The server it was written in, or None for a blog's.
        feed_id: The feed that brought it, or None.
        told: What filters ask for.
    """

    event_id: int
    review_id: int
    noted_at: datetime
    guild_id: int | None
    feed_id: int | None
    told: Told


async def save_event(
    session: AsyncSession, review_id: int, *, now: datetime, feed_id: int | None = None
) -> None:
    """Note that a review is to be announced; that is done once, however often it is noted.

    Args:
        session: In the transaction that stores the review.
        review_id: Which.
        now: The time.
        feed_id: The feed that brought it: it is announced to those who follow that.
    """
    key = {"kind": REVIEW, "review_id": review_id, "feed_id": feed_id or 0}
    await session.execute(insert_new(session, EventRow, key=key, values={"created_at": now}))


async def find_or_save_expanded(
    session: AsyncSession, review_id: int, feed_id: int | None, *, now: datetime
) -> int:
    """Return a review's event; one that is made here is announced to nobody by itself."""
    key = {"kind": REVIEW, "review_id": review_id, "feed_id": feed_id or 0}
    values = {"created_at": now, "expanded_at": now}
    await session.execute(insert_new(session, EventRow, key=key, values=values))
    return (await session.scalars(select(EventRow.id).filter_by(**key))).one()


async def list_waiting(session: AsyncSession, *, limit: int) -> list[Waiting]:
    """Return the oldest reviews' events that are not expanded yet."""
    rows = await session.execute(
        select(EventRow.id, EventRow.review_id, EventRow.feed_id, EventRow.created_at)
        .where(EventRow.expanded_at.is_(None), EventRow.review_id.is_not(None))
        .order_by(EventRow.id)
        .limit(limit)
    )
    return [Waiting(row.id, row.review_id, row.feed_id or None, row.created_at) for row in rows]


async def claim_event(
    session: AsyncSession, event_id: int, *, now: datetime, skipped: str | None = None
) -> bool:
    """Mark an event expanded; False where somebody else just did."""
    claimed = await session.scalar(
        update(EventRow)
        .where(EventRow.id == event_id, EventRow.expanded_at.is_(None))
        .values(expanded_at=now, skipped=skipped)
        .returning(EventRow.id)
        .execution_options(synchronize_session=False)
    )
    return claimed is not None


async def find_noted(session: AsyncSession, waiting: Waiting) -> Noted | None:
    """Return what an event tells of, or None where its review was deleted meanwhile."""
    review_id, feed_id = waiting.review_id, waiting.feed_id
    review = (
        await session.execute(
            select(
                ReviewRow.drama_id,
                ReviewRow.author_id,
                ReviewRow.guild_id,
                ReviewVersionRow.half_points,
                DramaRow.country,
            )
            .join(DramaRow, DramaRow.id == ReviewRow.drama_id)
            .join(
                ReviewVersionRow,
                (ReviewVersionRow.review_id == ReviewRow.id)
                & (ReviewVersionRow.version == ReviewRow.version),
            )
            .where(ReviewRow.id == review_id, ReviewRow.deleted_at.is_(None))
        )
    ).one_or_none()
    if review is None or (review.author_id is not None and review.guild_id is None):
        return None  # deleted, or a member's that no server was told of
    of = {"drama_id": review.drama_id}
    merged = await session.scalars(select(DramaRow.id).filter_by(merged_into=review.drama_id))
    told = Told(
        dramas=frozenset({review.drama_id, *merged}),
        genres=frozenset(await session.scalars(select(DramaGenreRow.genre).filter_by(**of))),
        networks=frozenset(await session.scalars(select(DramaNetworkRow.network).filter_by(**of))),
        country=review.country,
        feed=feed_id,
        author=review.author_id,
        people=frozenset(await session.scalars(select(CastRow.person_id).filter_by(**of))),
        half_points=review.half_points,
    )
    return Noted(waiting.event_id, review_id, waiting.noted_at, review.guild_id, feed_id, told)
