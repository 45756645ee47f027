"""Reads and writes of reviews, their versions, sections and pictures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.domain.reviews import Author, Picture, Review, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary, Spoils
from data.queries.published import mark_changed
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

    from sqlalchemy.ext.asyncio import AsyncSession


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


async def find_house_review(
    session: AsyncSession, source_key: str
) -> tuple[int, str | None] | None:
    """Return id and fingerprint of the house review from a source, or None."""
    row = (
        await session.execute(
            select(ReviewRow.id, ReviewRow.fingerprint).where(ReviewRow.source_key == source_key)
        )
    ).one_or_none()
    return (row.id, row.fingerprint) if row else None


async def list_reviews(
    session: AsyncSession, drama_id: int, *, offset: int = 0, limit: int = 10
) -> list[Review]:
    """Return a drama's reviews, those of houses first, then the newest."""
    rows = await session.scalars(
        select(ReviewRow)
        .where(ReviewRow.drama_id == drama_id, ReviewRow.deleted_at.is_(None))
        .order_by(ReviewRow.house.is_(None), ReviewRow.written_at.desc(), ReviewRow.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_review(row, await find_text(session, row.id, row.version)) for row in rows]


async def count_reviews(session: AsyncSession, drama_id: int) -> int:
    """Count a drama's reviews."""
    counted = await session.scalar(
        select(func.count()).where(ReviewRow.drama_id == drama_id, ReviewRow.deleted_at.is_(None))
    )
    return counted or 0


async def find_text(session: AsyncSession, review_id: int, version: int) -> ReviewText:
    """Return what one version of a review says; only its labels ever change."""
    head = (
        await session.scalars(
            select(ReviewVersionRow).filter_by(review_id=review_id, version=version)
        )
    ).one()
    pictures: dict[int, list[Picture]] = defaultdict(list)
    for picture in await session.scalars(
        select(ReviewPictureRow)
        .filter_by(review_id=review_id, version=version)
        .order_by(ReviewPictureRow.section, ReviewPictureRow.position)
    ):
        pictures[picture.section].append(Picture(picture.url, picture.upload_id, picture.caption))
    sections = [
        Section(
            row.heading,
            row.body,
            SpoilerBoundary(Spoils(row.spoils), row.spoils_through),
            tuple(pictures[row.position]),
        )
        for row in await session.scalars(
            select(ReviewSectionRow)
            .filter_by(review_id=review_id, version=version)
            .order_by(ReviewSectionRow.position)
        )
    ]
    return ReviewText(
        Score(head.half_points) if head.half_points else None,
        head.verdict,
        tuple(sections),
        head.score_text,
        markup=head.markup,
    )


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
    )
    session.add(row)
    await session.flush()
    await _save_text(session, row.id, 1, text, now)
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
    values = {"edited_at": now, "version": ReviewRow.version + 1, "deleted_at": None}
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
    await _save_text(session, review_id, version, text, now)
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
    _add_sections(session, review_id, version, sections)
    await session.flush()
    await mark_changed(session, [review_id], now=now)


async def delete_review(session: AsyncSession, review_id: int, *, now: datetime) -> None:
    """Take a review back, with every version of its text and its uploaded pictures."""
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
    await session.execute(update(ReviewRow).where(ReviewRow.id == review_id).values(deleted_at=now))
    await mark_changed(session, [review_id], now=now)


async def _save_text(
    session: AsyncSession, review_id: int, version: int, text: ReviewText, now: datetime
) -> None:
    key = {"review_id": review_id, "version": version}
    session.add(
        ReviewVersionRow(
            **key,
            half_points=text.score.half_points if text.score else None,
            score_text=text.score_text,
            verdict=text.verdict,
            markup=text.markup,
            written_at=now,
        )
    )
    _add_sections(session, review_id, version, text.sections)
    await session.flush()


def _add_sections(
    session: AsyncSession, review_id: int, version: int, sections: Sequence[Section]
) -> None:
    key = {"review_id": review_id, "version": version}
    for position, section in enumerate(sections):
        session.add(
            ReviewSectionRow(
                **key,
                position=position,
                heading=section.heading,
                body=section.body,
                spoils=section.boundary.spoils,
                spoils_through=section.boundary.episode,
            )
        )
        session.add_all(
            ReviewPictureRow(
                **key,
                section=position,
                position=i,
                url=picture.url,
                upload_id=picture.upload_id,
                caption=picture.caption,
            )
            for i, picture in enumerate(section.pictures)
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
