"""Reads and writes of members' scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.scores import Score
from data.queries.tallies import save_tally
from data.tables import RatingRow
from data.upsert import upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def find_rating(session: AsyncSession, user_id: int, drama_id: int) -> Score | None:
    """Return a member's score of a drama, or None."""
    half_points = await session.scalar(
        select(RatingRow.half_points).filter_by(user_id=user_id, drama_id=drama_id)
    )
    return Score(half_points) if half_points else None


async def save_rating(
    session: AsyncSession, user_id: int, drama_id: int, score: Score, *, now: datetime
) -> None:
    """Set a member's one score of a drama."""
    await session.execute(
        upsert(
            session,
            RatingRow,
            key={"drama_id": drama_id, "user_id": user_id},
            values={"half_points": score.half_points, "updated_at": now},
        )
    )
    await save_tally(session, drama_id)


async def delete_rating(session: AsyncSession, user_id: int, drama_id: int) -> None:
    """Take a member's score of a drama back; there may be none."""
    await session.execute(delete(RatingRow).filter_by(user_id=user_id, drama_id=drama_id))
    await save_tally(session, drama_id)
