"""How dramas are rated by everyone, counted where a rating changes so that lists can sort by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select, update

from bot.domain.watching import WatchStatus
from data.tables import RatingRow, TallyRow, WatchRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def save_tally(session: AsyncSession, drama_id: int) -> None:
    """Count a drama's ratings anew, those of viewers who dropped it apart."""
    await session.execute(insert_new(session, TallyRow, key={"drama_id": drama_id}, values={}))
    # Who rates at the same moment waits here, and so counts the other's rating too.
    await session.execute(
        select(TallyRow.drama_id).where(TallyRow.drama_id == drama_id).with_for_update()
    )
    dropped = WatchRow.user_id.is_not(None)
    counted = (
        await session.execute(
            select(
                func.count(case((~dropped, 1))),
                func.coalesce(func.sum(case((~dropped, RatingRow.half_points))), 0),
                func.count(case((dropped, 1))),
                func.coalesce(func.sum(case((dropped, RatingRow.half_points))), 0),
            )
            .select_from(RatingRow)
            .outerjoin(
                WatchRow,
                and_(
                    WatchRow.drama_id == RatingRow.drama_id,
                    WatchRow.user_id == RatingRow.user_id,
                    WatchRow.status == WatchStatus.DROPPED.value,
                ),
            )
            .where(RatingRow.drama_id == drama_id)
        )
    ).one()
    columns = ("count", "total", "dropped_count", "dropped_total")
    await session.execute(
        update(TallyRow)
        .where(TallyRow.drama_id == drama_id)
        .values(dict(zip(columns, counted, strict=True)))
    )
