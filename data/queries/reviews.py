"""Reads and writes of reviews, their versions, sections and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, select, update

from bot.domain.published import Withdrawn
from bot.domain.reviews import Author, Review
from data.queries.published import mark_changed
from data.queries.review_texts import add_sections, find_text, save_text
from data.queries.visible import seen_by
from data.tables import (
    ReviewPictureRow,
    ReviewRow,
    ReviewSectionRow,
    ReviewVersionRow,
    UploadRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.reviews import ReviewText, Section


async def find_review(session: AsyncSession, review_id: int) -> Review | None:
    """Return a review in its newest version, or None where it is unknown or deleted."""
    row = await session.get(ReviewRow, review_id)
    if row is None or row.deleted_at is not None:
        return None
    return _review(row, await find_text(session, row.id, row.version))


async def find_member_review(session: AsyncSession, author_id: int, drama_id: int) -> Review | None:
    """Return a member's review of a drama, or None."""
    review_id = await session.scalar(
        select(ReviewRow.id).where(
            ReviewRow.author_id == author_id,
            ReviewRow.drama_id == drama_id,
            ReviewRow.deleted_at.is_(None),
        )
    )
    return await find_review(session, review_id) if review_id else None


async def find_withdrawn(session: AsyncSession, review_id: int) -> Withdrawn | None:
    """Return what stands for a review whose blog took the post down, or None if none did."""
    house = await session.scalar(
        select(ReviewRow.house).where(
            ReviewRow.id == review_id,
            ReviewRow.deleted_at.is_not(None),
            ReviewRow.withdrawn_at.is_not(None),
        )
    )
    return Withdrawn(house) if house else None


async def list_reviews(
    session: AsyncSession, actor: Actor, drama_id: int, *, offset: int = 0, limit: int = 10
) -> list[Review]:
    """Return a drama's reviews that somebody may see, those of houses first, then the newest."""
    rows = await session.scalars(
        select(ReviewRow)
        .where(_shown(actor, drama_id))
        .order_by(ReviewRow.house.is_(None), ReviewRow.written_at.desc(), ReviewRow.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_review(row, await find_text(session, row.id, row.version)) for row in rows]


async def count_reviews(session: AsyncSession, actor: Actor, drama_id: int) -> int:
    """Count a drama's reviews that somebody may see."""
    query = select(func.count()).select_from(ReviewRow).where(_shown(actor, drama_id))
    return await session.scalar(query) or 0


async def list_versions(session: AsyncSession, review_id: int) -> list[tuple[int, datetime]]:
    """Return a review's versions and when each was written, the oldest first."""
    rows = await session.execute(
        select(ReviewVersionRow.version, ReviewVersionRow.written_at)
        .where(ReviewVersionRow.review_id == review_id)
        .order_by(ReviewVersionRow.version)
    )
    return [(row.version, row.written_at) for row in rows]


async def save_review(
    session: AsyncSession,
    *,
    drama_id: int,
    author: Author,
    text: ReviewText,
    now: datetime,
    guild_id: int | None = None,
    source_url: str | None = None,
    source_key: str | None = None,
    fingerprint: str | None = None,
    first_impression: bool = False,
    written_at: datetime | None = None,
    shared: bool = True,
) -> int:
    """Insert a review in its first version; return its id."""
    row = ReviewRow(
        drama_id=drama_id,
        author_id=author.user_id,
        house=author.house,
        guild_id=guild_id,
        source_url=source_url,
        source_key=source_key,
        fingerprint=fingerprint,
        first_impression=first_impression,
        version=1,
        written_at=written_at or now,
        shared=shared,
    )
    session.add(row)
    await session.flush()
    await save_text(session, row.id, 1, text, now)
    return row.id


async def save_version(
    session: AsyncSession,
    review_id: int,
    text: ReviewText,
    *,
    now: datetime,
    fingerprint: str | None = None,
) -> int:
    """Add a newer version to a review, which shows it from then on; return its number."""
    values: dict[str, Any] = {"edited_at": now, "version": ReviewRow.version + 1}
    values |= {"deleted_at": None, "withdrawn_at": None}
    if fingerprint is not None:
        values["fingerprint"] = fingerprint
    version = (
        await session.scalars(
            update(ReviewRow)
            .where(ReviewRow.id == review_id)
            .values(values)
            .returning(ReviewRow.version)
            .execution_options(synchronize_session=False)
        )
    ).one()
    await save_text(session, review_id, version, text, now)
    await mark_changed(session, [review_id], now=now)
    return version


async def save_house_drama(
    session: AsyncSession, review_id: int, drama_id: int, *, first_impression: bool
) -> None:
    """Set which drama an edited post is about, and whether its author has finished it."""
    await session.execute(
        update(ReviewRow)
        .where(ReviewRow.id == review_id)
        .values(drama_id=drama_id, first_impression=first_impression)
    )


async def replace_sections(
    session: AsyncSession,
    review_id: int,
    version: int,
    sections: Sequence[Section],
    *,
    now: datetime,
) -> None:
    """Label a version's sections and pictures anew, making no newer version."""
    for table in (ReviewPictureRow, ReviewSectionRow):
        await session.execute(
            delete(table).where(table.review_id == review_id, table.version == version)
        )
    add_sections(session, review_id, version, sections)
    await session.flush()
    await mark_changed(session, [review_id], now=now)


async def delete_review(
    session: AsyncSession, review_id: int, *, now: datetime, withdrawn: bool = False
) -> None:
    """Take a review back, with every version of its text and its uploaded pictures.

    Args:
        session: Where it is.
        review_id: Which.
        now: The time.
        withdrawn: It is its blog that took it down; it may come again.
    """
    uploads = list(
        await session.scalars(
            select(ReviewPictureRow.upload_id).where(
                ReviewPictureRow.review_id == review_id, ReviewPictureRow.upload_id.is_not(None)
            )
        )
    )
    for table in (ReviewPictureRow, ReviewSectionRow):
        await session.execute(delete(table).where(table.review_id == review_id))
    await session.execute(
        update(ReviewVersionRow)
        .where(ReviewVersionRow.review_id == review_id)
        .values(verdict="", half_points=None, score_text=None)
    )
    await session.execute(delete(UploadRow).where(UploadRow.id.in_(uploads)))
    await session.execute(
        update(ReviewRow)
        .where(ReviewRow.id == review_id)
        .values(deleted_at=now, withdrawn_at=now if withdrawn else None)
    )
    await mark_changed(session, [review_id], now=now)


def _shown(actor: Actor, drama_id: int) -> ColumnElement[bool]:
    return and_(
        ReviewRow.drama_id == drama_id,
        ReviewRow.deleted_at.is_(None),
        seen_by(actor.guild_id or 0, actor.user_id),
    )


def _review(row: ReviewRow, text: ReviewText) -> Review:
    return Review(
        id=row.id,
        drama_id=row.drama_id,
        author=Author(row.author_id, row.house),
        text=text,
        version=row.version,
        written_at=row.written_at,
        edited_at=row.edited_at,
        source_url=row.source_url,
        first_impression=row.first_impression,
        guild_id=row.guild_id,
    )
