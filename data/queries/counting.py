"""How long lists of dramas are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.domain.browsing import Sort
from data.queries.narrowing import conditions_of, shelves_of
from data.tables import DramaRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.browsing import Field, Filters
    from data.queries.narrowing import Shelf, Shelved


@dataclass(frozen=True, slots=True)
class Counts:
    """How many dramas filters leave, and how many of those an order can place."""

    total: int
    placed: int


async def count_dramas(
    session: AsyncSession, filters: Filters, shelved: Shelved | None = None
) -> int:
    """Count the dramas that filters leave."""
    shelves = await shelves_of(session, filters, shelved)
    return (await count_many(session, filters, Sort.POPULAR, shelves)).total


async def count_without(session: AsyncSession, filters: Filters) -> dict[Field, int]:
    """Count the dramas that the filters would leave without each of them."""
    shelves = await shelves_of(session, filters)
    counts = {}
    for field in filters.active:
        left = [shelf for shelf in shelves if shelf.field is not field]
        found = await count_many(session, filters.without(field), Sort.POPULAR, left)
        counts[field] = found.total
    return counts


async def count_many(
    session: AsyncSession,
    filters: Filters,
    sort: Sort,
    shelves: list[Shelf],
) -> Counts:
    """Count the dramas that filters leave, and those an order can place.

    Args:
        session: Where to read.
        filters: What to leave.
        sort: The order.
        shelves: Those of the filters, measured.
    """
    where = conditions_of(session, filters, shelves, in_order=False)
    sorted_by = placing_column(filters, sort)
    if len(shelves) == 1 and len(where) == 2 and sorted_by is None:
        # Nothing else is asked: the shelf itself is counted, without what was merged away.
        merged = select(DramaRow.id).where(DramaRow.merged_into.is_not(None))
        [shelf] = shelves
        alone = select(func.count()).where(*shelf.where, shelf.of.not_in(merged))
        total = await session.scalar(alone) or 0
        return Counts(total, total)
    placed = func.count() if sorted_by is None else func.count(sorted_by)
    query = select(func.count(), placed).select_from(DramaRow).where(*where)
    return Counts(*(await session.execute(query)).one())


def placing_column(filters: Filters, sort: Sort) -> ColumnElement[Any] | None:
    """Return the column that an order needs and a drama may lack; None where none is lacking."""
    column: Any = None
    if sort in (Sort.NEWEST, Sort.OLDEST) and filters.years is None:
        column = DramaRow.year
    elif sort is Sort.EPISODES and filters.length is None:
        column = DramaRow.episodes
    return column  # type: ignore[no-any-return]
