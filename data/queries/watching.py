"""Reads and writes of members' watchlists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, delete, func, select

from bot.domain.scores import Score
from bot.domain.spoilers import Progress
from bot.domain.watching import WatchEntry, WatchStatus
from data.queries.tallies import save_tally
from data.tables import RatingRow, WatchRow
from data.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

_AT_ONCE: Final = 500  # ids in one statement
_ORDER = case(
    {status.value: place for place, status in enumerate(WatchStatus)}, value=WatchRow.status
)


async def find_progress(session: AsyncSession, user_id: int, drama_id: int) -> Progress:
    """Return how far a member is with a drama; nowhere, if it is not on their list."""
    entry = await find_entry(session, user_id, drama_id)
    return entry.progress if entry is not None else Progress()


async def find_entry(
    session: AsyncSession, user_id: int, drama_id: int, *, to_change: bool = False
) -> WatchEntry | None:
    """Return a drama's entry on a member's list, or None.

    Args:
        session: Where to read.
        user_id: Whose list.
        drama_id: Which drama.
        to_change: Keep others from changing it until the transaction ends (PostgreSQL;
            SQLite knows no such lock and ignores it).
    """
    query = select(WatchRow).filter_by(user_id=user_id, drama_id=drama_id)
    row = await session.scalar(query.with_for_update() if to_change else query)
    return _entry(row) if row is not None else None


async def save_entry(
    session: AsyncSession,
    user_id: int,
    drama_id: int,
    *,
    status: WatchStatus,
    episode: Decimal | None,
    private: bool,
    now: datetime,
) -> WatchEntry:
    """Put a drama on a member's list, or change its entry there; return the entry."""
    values = {
        "status": status.value,
        "episode": episode,
        "private": private,
        "updated_at": now,
    }
    key = {"user_id": user_id, "drama_id": drama_id}
    await session.execute(upsert(session, WatchRow, key=key, values=values))
    await save_tally(session, drama_id)  # who drops it is counted apart
    return WatchEntry(drama_id, status, episode, private, now)


async def delete_entry(session: AsyncSession, user_id: int, drama_id: int) -> None:
    """Take a drama off a member's list; it may not be there."""
    await session.execute(delete(WatchRow).filter_by(user_id=user_id, drama_id=drama_id))
    await save_tally(session, drama_id)


async def count_entries(
    session: AsyncSession, user_id: int, *, with_private: bool
) -> dict[WatchStatus, int]:
    """Count a member's entries by status; a status without any is left out."""
    rows = await session.execute(
        select(WatchRow.status, func.count())
        .where(*_seen(user_id, with_private=with_private))
        .group_by(WatchRow.status)
    )
    return {WatchStatus(status): count for status, count in rows}


async def list_entries(
    session: AsyncSession,
    user_id: int,
    *,
    status: WatchStatus | None,
    with_private: bool,
    limit: int,
    offset: int,
) -> list[tuple[WatchEntry, Score | None]]:
    """Return a stretch of a member's list with their scores.

    By status, and within one the entry that was changed last comes first.
    """
    query = (
        select(WatchRow, RatingRow.half_points)
        .outerjoin(
            RatingRow,
            and_(RatingRow.user_id == WatchRow.user_id, RatingRow.drama_id == WatchRow.drama_id),
        )
        .where(*_seen(user_id, with_private=with_private))
        .order_by(_ORDER, WatchRow.updated_at.desc(), WatchRow.drama_id)
        .limit(limit)
        .offset(offset)
    )
    if status is not None:
        query = query.where(WatchRow.status == status.value)
    rows = await session.execute(query)
    return [(_entry(row), Score(points) if points else None) for row, points in rows]


def _seen(user_id: int, *, with_private: bool) -> tuple[ColumnElement[bool], ...]:
    mine: tuple[ColumnElement[Any], ...] = (WatchRow.user_id == user_id,)
    return mine if with_private else (*mine, WatchRow.private.is_(False))


async def list_ids(session: AsyncSession, user_id: int, *, limit: int) -> list[int]:
    """Return the dramas on a member's list, those being watched first, then the latest."""
    return list(
        await session.scalars(
            select(WatchRow.drama_id)
            .where(WatchRow.user_id == user_id)
            .order_by(_ORDER, WatchRow.updated_at.desc(), WatchRow.drama_id)
            .limit(limit)
        )
    )


async def find_statuses(
    session: AsyncSession, user_id: int, drama_ids: Sequence[int]
) -> dict[int, WatchStatus]:
    """Return where dramas stand on a member's own list; those not on it are left out."""
    found: dict[int, WatchStatus] = {}
    for start in range(0, len(drama_ids), _AT_ONCE):
        rows = await session.execute(
            select(WatchRow.drama_id, WatchRow.status).where(
                WatchRow.user_id == user_id,
                WatchRow.drama_id.in_(drama_ids[start : start + _AT_ONCE]),
            )
        )
        found |= {drama: WatchStatus(status) for drama, status in rows}
    return found


def _entry(row: WatchRow) -> WatchEntry:
    return WatchEntry(
        row.drama_id, WatchStatus(row.status), row.episode, row.private, row.updated_at
    )
