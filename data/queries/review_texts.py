"""What the versions of reviews say: their sections and pictures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.reviews import Picture, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary, Spoils
from data.tables import ReviewPictureRow, ReviewSectionRow, ReviewVersionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


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
        pictures[picture.section].append(
            Picture(
                picture.url, picture.upload_id, picture.caption, picture.alt, hidden=picture.hidden
            )
        )
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


async def save_text(
    session: AsyncSession, review_id: int, version: int, text: ReviewText, now: datetime
) -> None:
    """Store a version of a review."""
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
    add_sections(session, review_id, version, text.sections)
    await session.flush()


def add_sections(
    session: AsyncSession, review_id: int, version: int, sections: Sequence[Section]
) -> None:
    """Store the sections of a version, which has none yet."""
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
                alt=picture.alt,
                hidden=picture.hidden,
            )
            for i, picture in enumerate(section.pictures)
        )
