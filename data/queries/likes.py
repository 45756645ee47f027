"""Which dramas may be like another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from data.tables import CastRow, DramaGenreRow, DramaRow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_POPULAR: Final = 3_000  # only among so many of a genre's best known is a likeness looked for


async def list_near(session: AsyncSession, drama_id: int, *, limit: int) -> list[int]:
    """Return dramas that share cast or genres with one, those that share most first."""
    own, other = aliased(CastRow), aliased(CastRow)
    shared = func.count(func.distinct(other.person_id))
    by_cast = await session.scalars(
        select(other.drama_id)
        .join(own, own.person_id == other.person_id)
        .join(DramaRow, DramaRow.id == other.drama_id)
        .where(
            own.drama_id == drama_id,
            other.drama_id != drama_id,
            DramaRow.merged_into.is_(None),
        )
        .group_by(other.drama_id, DramaRow.popularity)
        .order_by(shared.desc(), DramaRow.popularity.desc(), other.drama_id)
        .limit(limit)
    )
    mine = select(DramaGenreRow.genre).where(DramaGenreRow.drama_id == drama_id).scalar_subquery()
    known = (
        select(DramaRow.id, DramaRow.popularity)
        .where(DramaRow.merged_into.is_(None))
        .order_by(DramaRow.popularity.desc(), DramaRow.id.desc())
        .limit(_POPULAR)
        .subquery()
    )
    by_genre = await session.scalars(
        select(DramaGenreRow.drama_id)
        .join(known, known.c.id == DramaGenreRow.drama_id)
        .where(DramaGenreRow.genre.in_(mine), DramaGenreRow.drama_id != drama_id)
        .group_by(DramaGenreRow.drama_id, known.c.popularity)
        .order_by(func.count().desc(), known.c.popularity.desc(), DramaGenreRow.drama_id)
        .limit(limit)
    )
    return list(dict.fromkeys((*by_cast, *by_genre)))
