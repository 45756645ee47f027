"""Reads and writes of what sections of blogs' reviews spoil in single servers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, literal, select, update

from bot.domain.section_boundaries import (
    SectionBoundary,
    find_boundaries,
    with_boundaries,
)
from bot.domain.spoilers import SpoilerBoundary, Spoils
from data.queries.published import lock_reviews
from data.tables import ReviewMessageRow, SectionBoundaryRow
from data.tables.base import UTCDateTime
from data.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.reviews import Review


async def list_said(
    session: AsyncSession, review_ids: Iterable[int], guild_ids: Iterable[int]
) -> dict[tuple[int, int], list[SectionBoundary]]:
    """Return what moderators said of reviews' sections, by server and review."""
    said: dict[tuple[int, int], list[SectionBoundary]] = defaultdict(list)
    for row in await session.scalars(
        select(SectionBoundaryRow)
        .where(
            SectionBoundaryRow.review_id.in_(list(review_ids)),
            SectionBoundaryRow.guild_id.in_(list(guild_ids)),
        )
        .order_by(SectionBoundaryRow.set_at, SectionBoundaryRow.section)
    ):
        boundary = SpoilerBoundary(Spoils(row.spoils), row.spoils_through)
        said[row.guild_id, row.review_id].append(SectionBoundary(row.section, boundary))
    return said


async def as_in(session: AsyncSession, guild_id: int | None, reviews: list[Review]) -> list[Review]:
    """Return reviews as they are read in a server, with what its moderators said of them."""
    houses = [review.id for review in reviews if review.author.house is not None]
    if guild_id is None or not houses:
        return reviews
    said = await list_said(session, houses, [guild_id])
    return [as_said(review, said.get((guild_id, review.id), ())) for review in reviews]


async def read_in(
    session: AsyncSession, guild_id: int | None, review: Review
) -> tuple[Review, frozenset[int]]:
    """Return a review as it is read in a server, and the sections that moderators changed."""
    if guild_id is None or review.author.house is None:
        return review, frozenset()
    said = (await list_said(session, [review.id], [guild_id])).get((guild_id, review.id), [])
    changed = frozenset(find_boundaries(review.text.sections, said))
    return as_said(review, said), changed


def as_said(review: Review, said: Iterable[SectionBoundary]) -> Review:
    """Return a review with what a server's moderators said of its sections."""
    boundaries = list(said)
    if not boundaries:
        return review
    return replace(review, text=with_boundaries(review.text, boundaries))


async def save_said(
    session: AsyncSession,
    guild_id: int,
    review_id: int,
    said: SectionBoundary,
    *,
    set_by: int,
    now: datetime,
) -> None:
    """Keep what a section spoils in a server, in place of what was said before."""
    await session.execute(
        upsert(
            session,
            SectionBoundaryRow,
            key={"guild_id": guild_id, "review_id": review_id, "section": said.section},
            values={
                "spoils": said.boundary.spoils,
                "spoils_through": said.boundary.episode,
                "set_by": set_by,
                "set_at": now,
            },
        )
    )


async def delete_said(session: AsyncSession, guild_id: int, review_id: int, section: str) -> None:
    """Forget what was said of a section in a server."""
    await session.execute(
        delete(SectionBoundaryRow).where(
            SectionBoundaryRow.guild_id == guild_id,
            SectionBoundaryRow.review_id == review_id,
            SectionBoundaryRow.section == section,
        )
    )


async def mark_changed_in(
    session: AsyncSession, review_id: int, guild_id: int, *, now: datetime
) -> None:
    """Make a review's messages in one server due, in the transaction of the change."""
    await lock_reviews(session, [review_id])
    await session.execute(
        update(ReviewMessageRow)
        .where(ReviewMessageRow.review_id == review_id, ReviewMessageRow.guild_id == guild_id)
        .values(
            changes=ReviewMessageRow.changes + 1,
            attempts=0,
            due_at=func.coalesce(ReviewMessageRow.due_at, literal(now, UTCDateTime())),
        )
        .execution_options(synchronize_session=False)
    )
