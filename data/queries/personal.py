"""Everything that is kept of one member: counted, written out, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, select

from bot.domain.follows import Followed, Kind
from data.queries.contributions import drop_author, list_said_by
from data.queries.merges import delete_from_journals
from data.queries.published import mark_changed
from data.queries.tallies import save_tally
from data.tables import (
    DramaRow,
    EpisodeRatingRow,
    GuildMemberRow,
    LookupRow,
    MemberSettingsRow,
    RatingRow,
    ReviewMessageRow,
    ReviewPictureRow,
    ReviewRow,
    ReviewSectionRow,
    ReviewVersionRow,
    SubscriptionRow,
    SuggestionRow,
    ThreadRow,
    UploadRow,
    WatchRow,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from data.tables import Base

_AT_ONCE: Final = 500  # ids in one statement

_OWNED: Final[dict[str, type[Base]]] = {
    "ratings": RatingRow,
    "episode_ratings": EpisodeRatingRow,
    "watchlist": WatchRow,
    "lookups": LookupRow,
    "servers": GuildMemberRow,
    "settings": MemberSettingsRow,
    "suggestions": SuggestionRow,
    "follows": SubscriptionRow,
}
"""Tables whose rows belong to the member in their column ``user_id``."""


async def count_personal(session: AsyncSession, user_id: int) -> dict[str, int]:
    """Count what is kept of a member, by kind; ``reviews`` are those not yet deleted."""
    counts = {
        kind: await session.scalar(
            select(func.count()).select_from(table).filter_by(user_id=user_id)
        )
        or 0
        for kind, table in _OWNED.items()
    }
    counts["reviews"] = (
        await session.scalar(
            select(func.count())
            .select_from(ReviewRow)
            .where(ReviewRow.author_id == user_id, ReviewRow.deleted_at.is_(None))
        )
        or 0
    )
    return counts


async def delete_personal(session: AsyncSession, user_id: int, *, now: datetime) -> None:
    """Delete what is kept of a member: scores, lists, settings, reviews with their pictures.

    Messages that carry a review stay known until they are emptied. Facts of dramas that they
    gave stay, without their name. Nobody follows them any more.
    """
    reviews = select(ReviewRow.id).where(ReviewRow.author_id == user_id)
    uploads = list(
        await session.scalars(
            select(ReviewPictureRow.upload_id).where(
                ReviewPictureRow.review_id.in_(reviews), ReviewPictureRow.upload_id.is_not(None)
            )
        )
    )
    await mark_changed(session, list(await session.scalars(reviews)), now=now)
    # Sections, versions, pictures, events and their deliveries go with the review.
    await session.execute(delete(ReviewRow).where(ReviewRow.author_id == user_id))
    await session.execute(delete(UploadRow).where(UploadRow.id.in_(uploads)))
    await drop_author(session, user_id)
    await delete_from_journals(session, user_id)
    rated = list(
        await session.scalars(select(RatingRow.drama_id).where(RatingRow.user_id == user_id))
    )
    for table in _OWNED.values():
        await session.execute(delete(table).filter_by(user_id=user_id))
    theirs = Followed(Kind.REVIEWER, user_id).key
    await session.execute(delete(SubscriptionRow).where(SubscriptionRow.kind == theirs))
    for drama_id in sorted(rated):  # in one order, so that two who leave do not wait in a ring
        await save_tally(session, drama_id)


async def find_personal(session: AsyncSession, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what is kept of a member, by kind, each row with its columns' names.

    Scores are in half points, 1 to 20. Pictures that were uploaded are described, not
    included.
    """
    kept = {
        kind: await _rows(session, select(*_columns(table)).filter_by(user_id=user_id))
        for kind, table in _OWNED.items()
    }
    kept["reviews"] = await _rows(
        session, select(*_columns(ReviewRow)).where(ReviewRow.author_id == user_id)
    )
    reviews = select(ReviewRow.id).where(ReviewRow.author_id == user_id)
    for kind, table in (
        ("review_versions", ReviewVersionRow),
        ("review_sections", ReviewSectionRow),
        ("review_messages", ReviewMessageRow),
    ):
        versions = select(*_columns(table)).where(table.review_id.in_(reviews))
        kept[kind] = await _rows(session, versions)
    kept["review_pictures"] = await _rows(
        session,
        select(*_columns(ReviewPictureRow), UploadRow.media_type, UploadRow.width, UploadRow.height)
        .outerjoin(UploadRow, UploadRow.id == ReviewPictureRow.upload_id)
        .where(ReviewPictureRow.review_id.in_(reviews)),
    )
    kept["threads_opened"] = await _rows(
        session, select(*_columns(ThreadRow)).where(ThreadRow.opened_by == user_id)
    )
    kept["announcements_set_up"] = await _rows(
        session,
        select(*_columns(SubscriptionRow)).where(
            SubscriptionRow.created_by == user_id, SubscriptionRow.user_id == 0
        ),
    )
    kept["facts_of_dramas"] = await list_said_by(session, user_id)
    dramas = {row["drama_id"] for rows in kept.values() for row in rows if "drama_id" in row}
    titles: dict[int, str] = {}
    for some in _in_parts(sorted(dramas)):
        found = select(DramaRow.id, DramaRow.title).where(DramaRow.id.in_(some))
        titles |= {row.id: row.title for row in await session.execute(found)}
    for rows in kept.values():
        for row in rows:
            if "drama_id" in row:
                row["drama"] = titles.get(row["drama_id"], "")
    return kept


def _in_parts(ids: list[int]) -> list[list[int]]:
    return [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]


async def _rows(session: AsyncSession, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in (await session.execute(query)).mappings()]


def _columns(table: type[Base]) -> list[Any]:
    return list(table.__table__.columns)
