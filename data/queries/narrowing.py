"""What filters ask of a drama, as SQL.

What stands in other tables (genres, networks, tags, lists, scores) is a shelf of ids. A small
shelf leads: the dramas on it are looked at one by one. Otherwise all dramas are gone through in
their order, and SQLite, which keeps no statistics here, is told so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.expression import UnaryExpression

from bot.domain.browsing import Field
from data.tables import (
    DramaGenreRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
    TallyRow,
    WatchRow,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.domain.browsing import Filters

SMALL: Final = 10_000
"""Ids that SQLite looks up in about 10 ms."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """Whose list the dramas have to be on.

    Attributes:
        statuses: Keys of ``WatchStatus``; none for all of them.
        with_private: Count entries that others do not see.
    """

    user_id: int
    statuses: tuple[str, ...] = ()
    with_private: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Ids of dramas that stand in another table.

    Attributes:
        field: What narrows down to them; None for somebody's list.
        size: How many there are.
    """

    of: InstrumentedAttribute[int]
    where: tuple[ColumnElement[bool], ...]
    field: Field | None
    size: int = 0

    @property
    def ids(self) -> Select[int]:
        """Every id on it."""
        return select(self.of).where(*self.where).correlate(None)

    def has(self, drama_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        """Tell of one id whether it is on it."""
        found = select(self.of).where(self.of == drama_id, *self.where)
        return found.correlate_except(self.of.class_).exists()


async def shelves_of(
    session: AsyncSession, filters: Filters, shelved: Shelved | None = None
) -> list[Shelf]:
    """Return the shelves that a drama has to be on, the smallest first."""
    shelves = [
        replace(shelf, size=await session.scalar(select(func.count()).where(*shelf.where)) or 0)
        for shelf in _unmeasured(filters, shelved)
    ]
    return sorted(shelves, key=lambda shelf: shelf.size)


def are_led(shelves: list[Shelf]) -> bool:
    """Tell whether a shelf is so small that all of it is looked at."""
    return bool(shelves) and shelves[0].size <= SMALL


def on_shelves(
    session: AsyncSession, shelves: list[Shelf], *, in_order: bool = True
) -> list[ColumnElement[bool]]:
    """Return the conditions that a drama's own row has to meet to be on every shelf.

    Without any order, as for counting, a large shelf leads as well.
    """
    if not on_sqlite(session):
        return [DramaRow.id.in_(shelf.ids) for shelf in shelves]
    if shelves and (are_led(shelves) or not in_order):
        leading, *others = shelves
        return [DramaRow.id.in_(leading.ids), *(shelf.has(DramaRow.id) for shelf in others)]
    return [freed(session, DramaRow.id).in_(shelf.ids) for shelf in shelves]


def conditions_of(
    session: AsyncSession, filters: Filters, shelves: list[Shelf], *, in_order: bool = True
) -> list[ColumnElement[bool]]:
    """Return all that a drama's own row has to meet, as ``on_shelves`` says."""
    return [
        not_merged(session),
        *columns_of(session, filters),
        *on_shelves(session, shelves, in_order=in_order),
    ]


def columns_of(session: AsyncSession, filters: Filters) -> list[ColumnElement[bool]]:
    """Return what filters ask of a drama's own row."""
    found: list[ColumnElement[bool]] = []
    if filters.country is not None:
        found.append(freed(session, DramaRow.country) == filters.country)
    if filters.years is not None:
        year = freed(session, DramaRow.year)
        if filters.years.first is not None:
            found.append(year >= filters.years.first)
        if filters.years.last is not None:
            found.append(year <= filters.years.last)
    if filters.status is not None:
        found.append(freed(session, DramaRow.status) == filters.status.value)
    if filters.length is not None:
        episodes = freed(session, DramaRow.episodes)
        found.append(episodes >= filters.length.first)
        if filters.length.last is not None:
            found.append(episodes <= filters.length.last)
    return found


def not_merged(session: AsyncSession) -> ColumnElement[bool]:
    """Leave out what turned out to be another drama."""
    return freed(session, DramaRow.merged_into).is_(None)


def freed(session: AsyncSession, column: Any) -> ColumnElement[Any]:  # noqa: ANN401 - of any type
    """Keep SQLite from an index of this column: it would not be the one that has the order."""
    if not on_sqlite(session):
        found: ColumnElement[Any] = column
        return found
    return UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)


def on_sqlite(session: AsyncSession) -> bool:
    """Tell which database this is."""
    return session.get_bind().dialect.name == "sqlite"


def _unmeasured(filters: Filters, shelved: Shelved | None) -> list[Shelf]:
    shelves = []
    if shelved is not None:
        mine: list[ColumnElement[bool]] = [WatchRow.user_id == shelved.user_id]
        if shelved.statuses:
            mine.append(WatchRow.status.in_(shelved.statuses))
        if not shelved.with_private:
            mine.append(WatchRow.private.is_(False))
        shelves.append(Shelf(WatchRow.drama_id, tuple(mine), None))
    if filters.genre is not None:
        of_genre = DramaGenreRow.genre == filters.genre
        shelves.append(Shelf(DramaGenreRow.drama_id, (of_genre,), Field.GENRE))
    if filters.network is not None:
        of_network = DramaNetworkRow.network == filters.network
        shelves.append(Shelf(DramaNetworkRow.drama_id, (of_network,), Field.NETWORK))
    if filters.tag is not None:
        with_tag = DramaTagRow.tag == filters.tag
        shelves.append(Shelf(DramaTagRow.drama_id, (with_tag,), Field.TAG))
    if filters.least is not None:
        enough = TallyRow.total >= filters.least * TallyRow.count
        shelves.append(Shelf(TallyRow.drama_id, (TallyRow.count > 0, enough), Field.LEAST))
    return shelves
