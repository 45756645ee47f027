"""Which sources the facts of several dramas are from, to be credited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union

from bot.domain.dramas import Source
from data.tables import ClaimRow, DramaRow, EpisodeRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_sources(
    session: AsyncSession, drama_ids: Sequence[int], *, episodes: bool = False
) -> list[Source]:
    """Return the sources of dramas' facts, and of their ``episodes``; the most believed first."""
    asked: list[Select[Any]] = [
        select(DramaRow.source.label("source")).where(DramaRow.id.in_(drama_ids)),
        select(ClaimRow.source).where(ClaimRow.drama_id.in_(drama_ids)),
    ]
    if episodes:
        asked.append(
            select(EpisodeRow.source.label("source")).where(
                EpisodeRow.drama_id.in_(drama_ids), EpisodeRow.source.is_not(None)
            )
        )
    found = {Source(source) for source in await session.scalars(union(*asked))}
    return sorted(found, key=lambda source: -source.rank)
