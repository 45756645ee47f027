"""Reads of people: who they are, what they act in, and who has seen it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, or_, select

from bot.domain.dramas import DramaLine
from bot.domain.names import fold_name
from bot.domain.people import Person, PersonLine, PersonOrder
from bot.domain.scores import Tally
from bot.domain.watching import WatchStatus
from data.tables import (
    CastRow,
    DramaRow,
    GuildMemberRow,
    PersonRow,
    RatingRow,
    TallyRow,
    WatchRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

_LEADS: Final = 3
_COMMON: Final = 500  # people whose name begins alike, beyond which the rest is left out


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the index of people holds of somebody.

    Attributes:
        known: The sum of their dramas' popularity.
        dramas: How many there are.
    """

    id: int
    name: str
    native_name: str | None
    known: float
    dramas: int


@dataclass(frozen=True, slots=True)
class Part:
    """A drama somebody is in, and who they are in it."""

    drama: DramaLine
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member who has seen dramas of somebody's, and how many."""

    user_id: int
    dramas: int


async def find_last_id(session: AsyncSession) -> int:
    """Return the id of whoever came to the catalogue last; 0 where there is nobody."""
    return await session.scalar(select(func.max(PersonRow.id))) or 0


async def list_known(session: AsyncSession, after: int, through: int) -> list[KnownPerson]:
    """Return the people of a stretch of ids who act in anything, by id."""
    rows = await session.execute(
        select(
            PersonRow.id,
            PersonRow.name,
            PersonRow.native_name,
            func.sum(DramaRow.popularity),
            func.count(),
        )
        .join(CastRow, CastRow.person_id == PersonRow.id)
        .join(DramaRow, DramaRow.id == CastRow.drama_id)
        .where(PersonRow.id > after, PersonRow.id <= through, DramaRow.merged_into.is_(None))
        .group_by(PersonRow.id)
        .order_by(PersonRow.id)
    )
    return [
        KnownPerson(person, name, native or None, float(known or 0), count)
        for person, name, native, known, count in rows
    ]


async def find_person(session: AsyncSession, person_id: int) -> Person | None:
    """Return somebody, or None where nobody has that id."""
    row = await session.get(PersonRow, person_id)
    return Person(row.id, row.name, row.native_name or None, row.photo_url) if row else None


async def find_lines(session: AsyncSession, ids: Sequence[int]) -> dict[int, PersonLine]:
    """Return people with their best known drama; who acts in nothing is left out."""
    place = func.row_number().over(
        partition_by=CastRow.person_id, order_by=(*_order(PersonOrder.KNOWN), CastRow.position)
    )
    ranked = (
        select(CastRow.person_id, CastRow.drama_id, place.label("place"))
        .join(DramaRow, DramaRow.id == CastRow.drama_id)
        .where(CastRow.person_id.in_(ids), DramaRow.merged_into.is_(None))
        .subquery()
    )
    rows = await session.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.native_name, *_LINE)
        .join(ranked, and_(ranked.c.person_id == PersonRow.id, ranked.c.place == 1))
        .join(DramaRow, DramaRow.id == ranked.c.drama_id)
    )
    return {row[0]: PersonLine(row[0], row[1], row[2] or None, DramaLine(*row[3:])) for row in rows}


async def list_beginning(session: AsyncSession, typed: str, *, limit: int) -> list[int]:
    """Return the people whose name begins with what was typed, the best known first."""
    fold = fold_name(typed)
    names = PersonRow.native_name.startswith(typed.strip(), autoescape=True)
    if fold:
        names = or_(PersonRow.fold.startswith(fold, autoescape=True), names)
    alike = select(PersonRow.id).where(names).order_by(PersonRow.id).limit(_COMMON).subquery()
    return list(
        await session.scalars(
            select(alike.c.id)
            .join(CastRow, CastRow.person_id == alike.c.id)
            .join(DramaRow, DramaRow.id == CastRow.drama_id)
            .where(DramaRow.merged_into.is_(None))
            .group_by(alike.c.id)
            .order_by(func.sum(DramaRow.popularity).desc(), func.count().desc(), alike.c.id)
            .limit(limit)
        )
    )


async def list_named(session: AsyncSession, name: str, *, limit: int) -> list[int]:
    """Return the people who act in anything and have exactly this name, as names are folded."""
    fold = fold_name(name)
    named = PersonRow.native_name == name.strip()
    if fold:
        named = or_(PersonRow.fold == fold, named)
    acts = (
        select(CastRow.drama_id)
        .join(DramaRow, DramaRow.id == CastRow.drama_id)
        .where(CastRow.person_id == PersonRow.id, DramaRow.merged_into.is_(None))
        .exists()
    )
    return list(
        await session.scalars(
            select(PersonRow.id).where(named, acts).order_by(PersonRow.id).limit(limit)
        )
    )


async def list_leads(session: AsyncSession, drama_ids: Sequence[int]) -> list[int]:
    """Return the leads of dramas, in the order of the dramas."""
    rows = await session.execute(
        select(CastRow.drama_id, CastRow.person_id)
        .where(CastRow.drama_id.in_(drama_ids), CastRow.position < _LEADS)
        .order_by(CastRow.position)
    )
    leads: dict[int, list[int]] = defaultdict(list)
    for drama, person in rows:
        leads[drama].append(person)
    return list(dict.fromkeys(person for drama in drama_ids for person in leads[drama]))


async def count_parts(session: AsyncSession, person_id: int) -> int:
    """Count the dramas somebody is in."""
    query = _of_person(select(func.count(CastRow.drama_id.distinct())), person_id)
    return await session.scalar(query) or 0


async def list_parts(
    session: AsyncSession, person_id: int, order: PersonOrder, *, limit: int, offset: int
) -> list[Part]:
    """Return a stretch of the dramas somebody is in, with their roles."""
    rows = await session.execute(
        _of_person(select(*_LINE), person_id)
        .group_by(DramaRow.id)
        .order_by(*_order(order))
        .limit(limit)
        .offset(offset)
    )
    lines = [DramaLine(*row) for row in rows.all()]
    played = await session.execute(
        select(CastRow.drama_id, CastRow.role)
        .where(CastRow.person_id == person_id, CastRow.drama_id.in_([line.id for line in lines]))
        .order_by(CastRow.position)
    )
    roles: dict[int, list[str]] = defaultdict(list)
    for drama_id, role in played:
        if role and role not in roles[drama_id]:
            roles[drama_id].append(role)
    return [Part(line, tuple(roles[line.id])) for line in lines]


async def find_tallies(
    session: AsyncSession, drama_ids: Sequence[int], guild_id: int | None
) -> dict[int, Tally]:
    """Return how dramas are rated, by a server's counted members or by everyone.

    Scores of who dropped a drama are left out; so is a drama that nobody rated.
    """
    if guild_id is None:
        rows = await session.execute(
            select(TallyRow.drama_id, TallyRow.count, TallyRow.total).where(
                TallyRow.drama_id.in_(drama_ids)
            )
        )
    else:
        rows = await session.execute(
            select(RatingRow.drama_id, func.count(), func.sum(RatingRow.half_points))
            .join(GuildMemberRow, _counted_in(guild_id, RatingRow.user_id))
            .outerjoin(
                WatchRow,
                and_(
                    WatchRow.drama_id == RatingRow.drama_id,
                    WatchRow.user_id == RatingRow.user_id,
                    WatchRow.status == WatchStatus.DROPPED.value,
                ),
            )
            .where(RatingRow.drama_id.in_(drama_ids), WatchRow.user_id.is_(None))
            .group_by(RatingRow.drama_id)
        )
    return {drama: Tally(count, float(total) / count / 2) for drama, count, total in rows if count}


async def list_viewers(
    session: AsyncSession, person_id: int, guild_id: int, *, limit: int
) -> tuple[list[Viewer], int]:
    """Return a server's members who have seen dramas of somebody's, who saw most first.

    What counts is a list's entry that is not private and not only planned, of a member whom the
    server counts. The second value is how many there are in all.
    """
    acted = _of_person(select(CastRow.drama_id), person_id)
    seen = func.count()
    rows = (
        await session.execute(
            select(WatchRow.user_id, seen, func.count().over())
            .join(GuildMemberRow, _counted_in(guild_id, WatchRow.user_id))
            .where(
                WatchRow.drama_id.in_(acted),
                WatchRow.private.is_(False),
                WatchRow.status != WatchStatus.PLANNED.value,
            )
            .group_by(WatchRow.user_id)
            .order_by(seen.desc(), WatchRow.user_id)
            .limit(limit)
        )
    ).all()
    return [Viewer(user, count) for user, count, _ in rows], rows[0][2] if rows else 0


_LINE: Final[tuple[Any, ...]] = (
    DramaRow.id,
    DramaRow.title,
    DramaRow.native_title,
    DramaRow.language,
    DramaRow.year,
    DramaRow.country,
)


def _order(order: PersonOrder) -> tuple[ColumnElement[Any], ...]:
    newest, known = func.coalesce(DramaRow.year, 0).desc(), DramaRow.popularity.desc()
    first = (newest, known) if order is PersonOrder.NEWEST else (known, newest)
    return (*first, DramaRow.title, DramaRow.id.expression)


def _of_person(query: Select[Any], person_id: int) -> Select[Any]:
    return (
        query.select_from(CastRow)
        .join(DramaRow, DramaRow.id == CastRow.drama_id)
        .where(CastRow.person_id == person_id, DramaRow.merged_into.is_(None))
    )


def _counted_in(guild_id: int, user: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    return and_(
        GuildMemberRow.guild_id == guild_id,
        GuildMemberRow.user_id == user,
        GuildMemberRow.counted,
    )
