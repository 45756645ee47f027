"""Counting what is in the catalogue, and reading all of it in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, exists, func, select

from bot.domain.claims import from_json
from bot.domain.dramas import Source
from data.queries.catalogue import find_dramas
from data.tables import CastRow, ClaimRow, DramaRow, EpisodeRow, RegisterRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.claims import Claims
    from bot.domain.dramas import Drama


@dataclass(frozen=True, slots=True)
class Counted:
    """How many dramas a group has, and how many of them have what.

    Attributes:
        group: A country (ISO 3166-1 alpha-2), or a source; "" where there is none.
    """

    group: str
    dramas: int
    native: int
    poster: int
    cast: int
    episodes: int


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """How many dramas a register has, and how far it was read."""

    register: str
    entries: int
    read: int
    unread: int
    gone: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """A drama with everything that sources say of it.

    Attributes:
        source: Where its facts come from, as far as ``claims`` has nothing.
        updated_at: When that was.
        ids: (register, id, page) of what it is called elsewhere.
    """

    key: str
    drama: Drama
    source: Source
    updated_at: datetime
    claims: Claims
    ids: tuple[tuple[str, str, str | None], ...]


async def count_by_country(session: AsyncSession) -> list[Counted]:
    """Return the countries of dramas, those with the most first."""
    return await _counted(session, func.coalesce(DramaRow.country, ""))


async def count_by_source(session: AsyncSession) -> list[Counted]:
    """Return the sources that are believed above all, those with the most dramas first."""
    return await _counted(session, DramaRow.source)


async def count_registers(session: AsyncSession) -> list[RegisterCount]:
    """Return how far each register was read."""
    gone = RegisterRow.gone_at.is_not(None)
    there = RegisterRow.gone_at.is_(None)
    unread = there & (
        RegisterRow.read_at.is_(None) | (RegisterRow.changed_at > RegisterRow.read_at)
    )
    rows = await session.execute(
        select(
            RegisterRow.register,
            func.count(),
            _sum(there & RegisterRow.read_at.is_not(None)),
            _sum(unread),
            _sum(gone),
        )
        .group_by(RegisterRow.register)
        .order_by(RegisterRow.register)
    )
    return [RegisterCount(*row) for row in rows]


async def list_recorded(session: AsyncSession, after: int, *, limit: int) -> list[Recorded]:
    """Return the next dramas by id with all that is said of them; merged ones are left out."""
    rows = (
        await session.execute(
            select(DramaRow.id, DramaRow.key, DramaRow.source, DramaRow.updated_at)
            .where(DramaRow.id > after, DramaRow.merged_into.is_(None))
            .order_by(DramaRow.id)
            .limit(limit)
        )
    ).all()
    ids = [row.id for row in rows]
    dramas = await find_dramas(session, ids)
    claims = await _claims(session, ids)
    elsewhere: dict[int, list[tuple[str, str, str | None]]] = {}
    for entry in await session.scalars(
        select(RegisterRow)
        .where(RegisterRow.drama_id.in_(ids), RegisterRow.gone_at.is_(None))
        .order_by(RegisterRow.register, RegisterRow.external_id)
    ):
        elsewhere.setdefault(entry.drama_id, []).append(
            (entry.register, entry.external_id, entry.url)
        )
    return [
        Recorded(
            row.key,
            dramas[row.id],
            Source(row.source),
            row.updated_at,
            claims.get(row.id, {}),
            tuple(elsewhere.get(row.id, ())),
        )
        for row in rows
    ]


async def list_disputable(
    session: AsyncSession, after: int, *, limit: int
) -> list[tuple[int, str, int | None, Claims]]:
    """Return (id, title, year, claims) of the next dramas that several sources tell of, by id."""
    several = (
        select(ClaimRow.drama_id)
        .where(ClaimRow.drama_id > after)
        .group_by(ClaimRow.drama_id)
        .having(func.count() > 1)
        .order_by(ClaimRow.drama_id)
        .limit(limit)
        .subquery()
    )
    rows = (
        await session.execute(
            select(DramaRow.id, DramaRow.title, DramaRow.year)
            .join(several, several.c.drama_id == DramaRow.id)
            .where(DramaRow.merged_into.is_(None))
            .order_by(DramaRow.id)
        )
    ).all()
    claims = await _claims(session, [row.id for row in rows])
    return [(row.id, row.title, row.year, claims[row.id]) for row in rows]


async def _claims(session: AsyncSession, ids: Sequence[int]) -> dict[int, Claims]:
    found: dict[int, Claims] = {}
    for row in await session.scalars(select(ClaimRow).where(ClaimRow.drama_id.in_(ids))):
        found.setdefault(row.drama_id, {})[Source(row.source)] = from_json(row.facts)
    return found


async def _counted(session: AsyncSession, group: Any) -> list[Counted]:  # noqa: ANN401 - an expression
    has_cast = exists().where(CastRow.drama_id == DramaRow.id)
    has_episodes = exists().where(EpisodeRow.drama_id == DramaRow.id)
    count = func.count()
    rows = await session.execute(
        select(
            group,
            count,
            func.count(DramaRow.native_title),
            func.count(DramaRow.poster_url),
            _sum(has_cast),
            _sum(has_episodes),
        )
        .where(DramaRow.merged_into.is_(None))
        .group_by(group)
        .order_by(count.desc(), group)
    )
    return [Counted(*row) for row in rows]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
