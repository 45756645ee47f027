"""Lists of dramas narrowed down and sorted in the database, a page at a time.

A long list has up to two stretches: the dramas its order can place, and after them the rest, the
best known first. Each stretch is read along an index that has its order and every column that
is filtered by (``ix_dramas_by_…``), so that skipping to a page costs little; a page nearer
to the end is read backwards. A list that a small shelf leads is sorted whole.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, not_, select

from bot.domain.browsing import Sort
from bot.domain.dramas import Drama, DramaFacts
from data.queries.counting import Counts, count_many, placing_column
from data.queries.narrowing import are_led, conditions_of, freed, shelves_of
from data.tables import DramaRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.browsing import Filters
    from data.queries.narrowing import Shelved

_BEST_KNOWN: Final = (DramaRow.popularity.desc(), DramaRow.id.desc())
_LEAST_KNOWN: Final = (DramaRow.popularity.asc(), DramaRow.id.asc())

_NEAR: Final = 100  # dramas: so far, counting takes longer than reading
_PLENTY: Final = Counts(1 << 40, 1 << 40)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a list.

    Attributes:
        page: From 0: the one asked for, or the last there is.
        counts: Of the whole list; worth keeping, unless they cost nothing.
    """

    ids: list[int]
    page: int
    counts: Counts
    costly: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A query, with its order both ways."""

    query: Select[int]
    forwards: tuple[ColumnElement[Any], ...]
    backwards: tuple[ColumnElement[Any], ...]


async def find_page(
    session: AsyncSession,
    filters: Filters,
    sort: Sort,
    *,
    page: int,
    size: int,
    shelved: Shelved | None = None,
    counts: Counts | None = None,
    beside: AsyncSession | None = None,
) -> FoundPage:
    """Return a page of the dramas that filters leave, in any order but by score.

    Args:
        session: Where to read.
        filters: What to leave.
        sort: The order.
        page: From 0; one beyond the end stands for the last.
        size: How many dramas make a page.
        shelved: Only dramas on somebody's list.
        counts: How many there are, where that is known already.
        beside: Where to count at the same time as the page is read.
    """
    shelves = await shelves_of(session, filters, shelved)
    where = conditions_of(session, filters, shelves)
    if are_led(shelves):
        if page * size >= shelves[0].size:
            page = _last((await count_many(session, filters, Sort.POPULAR, shelves)).total, size)
        ids, total = await _few(session, where, filters, sort, size, page * size)
        if not ids and page:
            page = _last((await count_many(session, filters, Sort.POPULAR, shelves)).total, size)
            ids, total = await _few(session, where, filters, sort, size, page * size)
        return FoundPage(ids, page, Counts(total, total), costly=False)
    if counts is None and beside is not None and page * size <= _NEAR:
        # Nearly always as many are there, and then the page needs no count.
        async with asyncio.TaskGroup() as both:
            counting = both.create_task(count_many(beside, filters, sort, shelves))
            reading = both.create_task(
                _many(session, where, filters, sort, _PLENTY, size, page * size)
            )
        counts, ids = counting.result(), reading.result()
        if len(ids) == size:
            return FoundPage(ids, page, counts, costly=True)
    if counts is None:
        counts = await count_many(session, filters, sort, shelves)
    page = min(page, _last(counts.total, size))
    ids = await _many(session, where, filters, sort, counts, size, page * size)
    return FoundPage(ids, page, counts, costly=True)


async def list_lines(session: AsyncSession, ids: Sequence[int]) -> list[Drama]:
    """Return dramas in the order of their ids, with as many of their facts as a list shows."""
    rows = await session.execute(
        select(
            DramaRow.id,
            DramaRow.title,
            DramaRow.native_title,
            DramaRow.language,
            DramaRow.year,
            DramaRow.country,
            DramaRow.episodes,
            DramaRow.first_aired,
        ).where(DramaRow.id.in_(ids))
    )
    found = {
        row.id: Drama(
            row.id,
            DramaFacts(
                row.title,
                row.native_title,
                row.language,
                row.year,
                row.country,
                row.episodes,
                first_aired=row.first_aired,
            ),
        )
        for row in rows
    }
    return [found[i] for i in ids if i in found]


def _last(total: int, size: int) -> int:
    return max(-(-total // size), 1) - 1


async def _few(
    session: AsyncSession,
    where: list[ColumnElement[bool]],
    filters: Filters,
    sort: Sort,
    limit: int,
    offset: int,
) -> tuple[list[int], int]:
    """Return a page of a list that is sorted whole, and how long that list is; 0 beyond it."""
    forwards, _ = _orders(sort)
    sorted_by = placing_column(filters, sort)
    if sorted_by is not None:
        forwards = (sorted_by.is_(None), *forwards)
    query = select(DramaRow.id, func.count().over()).where(*where).order_by(*forwards)
    rows = (await session.execute(query.limit(limit).offset(offset))).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


async def _many(
    session: AsyncSession,
    where: list[ColumnElement[bool]],
    filters: Filters,
    sort: Sort,
    counts: Counts,
    limit: int,
    offset: int,
) -> list[int]:
    query = select(DramaRow.id).where(*where)
    forwards, backwards = _orders(sort)
    sorted_by = placing_column(filters, sort)
    if sorted_by is None:
        placed = _Stretch(query, forwards, backwards)
        return await _stretch(session, placed, counts.total, limit, offset)
    has = freed(session, sorted_by).is_not(None)
    placed = _Stretch(query.where(has), forwards, backwards)
    rest = _Stretch(query.where(not_(has)), _BEST_KNOWN, _LEAST_KNOWN)
    found = await _stretch(session, placed, counts.placed, limit, offset)
    behind = max(offset - counts.placed, 0)
    unplaced = counts.total - counts.placed
    return found + await _stretch(session, rest, unplaced, limit - len(found), behind)


async def _stretch(
    session: AsyncSession, stretch: _Stretch, count: int, limit: int, offset: int
) -> list[int]:
    limit = min(limit, count - offset)
    if limit <= 0:
        return []
    if offset <= count // 2:
        query = stretch.query.order_by(*stretch.forwards).limit(limit).offset(offset)
        return list(await session.scalars(query))
    query = stretch.query.order_by(*stretch.backwards).limit(limit).offset(count - offset - limit)
    return list(await session.scalars(query))[::-1]


def _orders(sort: Sort) -> tuple[tuple[ColumnElement[Any], ...], tuple[ColumnElement[Any], ...]]:
    popular, drama = DramaRow.popularity, DramaRow.id
    year, episodes, title = DramaRow.year, DramaRow.episodes, DramaRow.title
    match sort:
        case Sort.NEWEST:
            return (
                (year.desc(), popular.desc(), drama.desc()),
                (year.asc(), popular.asc(), drama.asc()),
            )
        case Sort.OLDEST:
            return (
                (year.asc(), popular.desc(), drama.asc()),
                (year.desc(), popular.asc(), drama.desc()),
            )
        case Sort.EPISODES:
            return (
                (episodes.asc(), popular.desc(), drama.asc()),
                (episodes.desc(), popular.asc(), drama.desc()),
            )
        case Sort.TITLE:
            return (title.asc(), drama.asc()), (title.desc(), drama.desc())
        case _:
            return _BEST_KNOWN, _LEAST_KNOWN
