"""Dramas by how they are rated: weighted averages, by everyone and in one server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select

from bot.domain.browsing import Prior
from bot.domain.scores import Tally
from bot.domain.watching import WatchStatus
from data.queries.narrowing import are_led, columns_of, freed, not_merged, shelves_of
from data.tables import DramaRow, GuildMemberRow, RatingRow, TallyRow, WatchRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.browsing import Filters
    from data.queries.narrowing import Shelf


@dataclass(frozen=True, slots=True)
class Rated:
    """A drama's scores, those of viewers who dropped it apart.

    Attributes:
        count: How many rated it and did not drop it.
        total: The sum of their scores, in half points.
    """

    drama_id: int
    count: int
    total: int
    dropped: Tally

    @property
    def tally(self) -> Tally:
        """The average and how many gave it."""
        return _tally(self.count, self.total)


async def find_prior(session: AsyncSession, guild_id: int | None = None) -> tuple[Prior, int]:
    """Return what averages are pulled towards, everyone's or a server's, and of how many scores."""
    if guild_id is None:
        columns = func.count(), func.sum(TallyRow.count), func.sum(TallyRow.total)
        query = select(*columns).where(TallyRow.count > 0)
    else:
        scores = _here(guild_id).subquery()
        query = select(func.count(), func.sum(scores.c.count), func.sum(scores.c.total)).where(
            scores.c.count > 0
        )
    dramas, count, total = (await session.execute(query)).one()
    return Prior.of(dramas, int(count or 0), int(total or 0)), int(count or 0)


async def list_rated(
    session: AsyncSession, filters: Filters, prior: Prior, *, limit: int, offset: int
) -> tuple[list[Rated], int]:
    """Return a page of the dramas that everyone rates best, and how many are rated at all.

    Beyond the end there is no page, and the number is 0.
    """
    tally = TallyRow
    columns = (tally.drama_id, tally.count, tally.total, tally.dropped_count, tally.dropped_total)
    query = select(*columns, func.count().over())
    weighed = _weighed(prior, tally.count, tally.total)
    query = (await _of_everyone(session, query, filters)).order_by(
        weighed.desc(), tally.count.desc(), tally.drama_id
    )
    return _page(list(await session.execute(query.limit(limit).offset(offset))))


async def count_rated(session: AsyncSession, filters: Filters) -> int:
    """Return how many dramas are rated by anyone."""
    query = select(func.count()).select_from(TallyRow)
    return await session.scalar(await _of_everyone(session, query, filters)) or 0


async def _of_everyone(
    session: AsyncSession,
    query: Any,  # noqa: ANN401 - a select
    filters: Filters,
) -> Any:  # noqa: ANN401 - a select
    """Narrow a query of the tallies: they lead, being fewer than the dramas, or a small shelf."""
    shelves = await shelves_of(session, filters)
    led = are_led(shelves)
    found: Any = TallyRow.drama_id if led else freed(session, TallyRow.drama_id)
    query = query.where(TallyRow.count > 0)
    if led:
        query = query.where(TallyRow.drama_id.in_(shelves[0].ids))
        shelves = shelves[1:]
    # What is asked of the scores is asked of this very row: within "exists" it would be another.
    own = [shelf for shelf in shelves if shelf.of.class_ is TallyRow]
    query = query.where(*(condition for shelf in own for condition in shelf.where))
    others = [shelf for shelf in shelves if shelf.of.class_ is not TallyRow]
    return _narrowed(session, query, filters, others, found)


async def list_rated_here(
    session: AsyncSession,
    guild_id: int,
    filters: Filters,
    prior: Prior,
    *,
    limit: int,
    offset: int,
) -> tuple[list[Rated], int]:
    """Return a page of the dramas that a server's counted members rate best, as ``list_rated``."""
    shelves = await shelves_of(session, filters)
    scores = _narrowed(
        session, _here(guild_id), filters, shelves, freed(session, RatingRow.drama_id)
    ).subquery()
    weighed = _weighed(prior, scores.c.count, scores.c.total)
    query = (
        select(
            scores.c.drama_id,
            scores.c.count,
            scores.c.total,
            scores.c.dropped,
            scores.c.dropped_total,
            func.count().over(),
        )
        .where(scores.c.count > 0)
        .order_by(weighed.desc(), scores.c.count.desc(), scores.c.drama_id)
    )
    return _page(list(await session.execute(query.limit(limit).offset(offset))))


async def list_tallies(
    session: AsyncSession, drama_ids: Sequence[int], guild_id: int | None
) -> tuple[dict[int, Tally], dict[int, Tally]]:
    """Return everyone's averages of some dramas, and a server's (none without a server)."""
    tallies = await session.execute(
        select(TallyRow.drama_id, TallyRow.count, TallyRow.total).where(
            TallyRow.drama_id.in_(drama_ids), TallyRow.count > 0
        )
    )
    everyone = {row.drama_id: _tally(row[1], row[2]) for row in tallies}
    here: dict[int, Tally] = {}
    if guild_id is not None and everyone:
        scores = _here(guild_id).where(RatingRow.drama_id.in_(list(everyone))).subquery()
        rows = await session.execute(select(scores.c.drama_id, scores.c.count, scores.c.total))
        here = {drama_id: _tally(count, total) for drama_id, count, total in rows if count}
    return everyone, here


def _here(guild_id: int) -> Any:  # noqa: ANN401 - a select
    """Add up the scores of each drama that members of a server gave who are counted there."""
    stayed, gave_up = WatchRow.user_id.is_(None), WatchRow.user_id.is_not(None)

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, RatingRow.half_points), else_=0))

    return (
        select(
            RatingRow.drama_id,
            func.count(case((stayed, 1))).label("count"),
            total(stayed).label("total"),
            func.count(case((gave_up, 1))).label("dropped"),
            total(gave_up).label("dropped_total"),
        )
        .select_from(RatingRow)
        .join(
            GuildMemberRow,
            and_(
                GuildMemberRow.guild_id == guild_id,
                GuildMemberRow.user_id == RatingRow.user_id,
                GuildMemberRow.counted,
            ),
        )
        .outerjoin(
            WatchRow,
            and_(
                WatchRow.drama_id == RatingRow.drama_id,
                WatchRow.user_id == RatingRow.user_id,
                WatchRow.status == WatchStatus.DROPPED.value,
            ),
        )
        .group_by(RatingRow.drama_id)
    )


def _narrowed(
    session: AsyncSession,
    query: Any,  # noqa: ANN401 - a select
    filters: Filters,
    shelves: list[Shelf],
    drama_id: ColumnElement[int],
) -> Any:  # noqa: ANN401 - a select
    columns = columns_of(session, filters)
    if columns:
        query = query.join(DramaRow, DramaRow.id == drama_id).where(not_merged(session), *columns)
    return query.where(*(shelf.has(drama_id) for shelf in shelves))


def _weighed(prior: Prior, count: Any, total: Any) -> ColumnElement[Any]:  # noqa: ANN401 - columns
    weighed: ColumnElement[Any] = (prior.weight * prior.mean + total) / (prior.weight + 0.0 + count)
    return weighed


def _page(rows: list[Any]) -> tuple[list[Rated], int]:
    page = [Rated(row[0], row[1], int(row[2]), _tally(row[3], int(row[4] or 0))) for row in rows]
    return page, rows[0][5] if rows else 0


def _tally(count: int, total: int) -> Tally:
    return Tally(count, int(total) / count / 2 if count else None)
