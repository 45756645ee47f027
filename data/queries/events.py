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


async def has_events(session: AsyncSession) -> bool:
    """Tell whether an event waits to be expanded."""
    query = select(EventRow.id).where(EventRow.expanded_at.is_(None)).limit(1)
    return await session.scalar(query) is not None


async def claim_events(session: AsyncSession, *, now: datetime, limit: int) -> list[Noted]:
    """Mark the oldest events expanded that are not yet, and return those still of use.

    Returns one fewer for each review that was deleted meanwhile.
    """
    due = (
        select(EventRow.id)
        .where(EventRow.expanded_at.is_(None))
        .order_by(EventRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = (
        await session.execute(
            update(EventRow)
            .where(EventRow.id.in_(select(due.c.id)))
            .values(expanded_at=now)
            .returning(EventRow.id, EventRow.review_id, EventRow.feed_id, EventRow.created_at)
            .execution_options(synchronize_session=False)
        )
    ).all()
    noted = [
        await _noted(session, row.id, row.review_id, row.feed_id or None, row.created_at)
        for row in sorted(claimed, key=lambda row: row.id)
        if row.review_id is not None
    ]
    return [each for each in noted if each is not None]


async def _noted(
    session: AsyncSession, event_id: int, review_id: int, feed_id: int | None, noted_at: datetime
) -> Noted | None:
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
    return Noted(event_id, review_id, noted_at, review.guild_id, feed_id, told)
