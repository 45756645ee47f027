"""Reads and writes of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, String, cast, delete, select, update

from bot.domain.dramas import CastMember, Drama, DramaFacts, Name, NameKind, Source
from data.tables import (
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    EpisodeRow,
    LookupRow,
    PersonRow,
    StateRow,
)
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

_REVISION = "catalogue_revision"


async def list_dramas(session: AsyncSession) -> list[Drama]:
    """Return the whole catalogue, by id."""
    names: dict[int, list[Name]] = defaultdict(list)
    for name in await session.scalars(
        select(DramaNameRow).order_by(DramaNameRow.drama_id, DramaNameRow.position)
    ):
        names[name.drama_id].append(Name(name.text, NameKind(name.kind), name.language))
    genres = await _grouped(
        session,
        select(DramaGenreRow.drama_id, DramaGenreRow.genre).order_by(DramaGenreRow.position),
    )
    networks = await _grouped(
        session,
        select(DramaNetworkRow.drama_id, DramaNetworkRow.network).order_by(
            DramaNetworkRow.position
        ),
    )
    cast_of: dict[int, list[CastMember]] = defaultdict(list)
    for drama_id, role, actor, native in await session.execute(
        select(CastRow.drama_id, CastRow.role, PersonRow.name, PersonRow.native_name)
        .join(PersonRow, PersonRow.id == CastRow.person_id)
        .order_by(CastRow.position)
    ):
        cast_of[drama_id].append(CastMember(actor, role, native or None))
    specials: dict[int, set[Decimal]] = defaultdict(set)
    for drama_id, number in await session.execute(
        select(EpisodeRow.drama_id, EpisodeRow.number).where(EpisodeRow.special)
    ):
        specials[drama_id].add(number)
    return [
        Drama(
            row.id,
            DramaFacts(
                title=row.title,
                native_title=row.native_title,
                language=row.language,
                year=row.year,
                country=row.country,
                episodes=row.episodes,
                genres=tuple(genres[row.id]),
                networks=tuple(networks[row.id]),
                cast=tuple(cast_of[row.id]),
                synopsis=row.synopsis,
                poster_url=row.poster_url,
                aliases=tuple(names[row.id]),
            ),
            frozenset(specials[row.id]),
        )
        for row in await session.scalars(select(DramaRow).order_by(DramaRow.id))
    ]


async def find_revision(session: AsyncSession) -> int:
    """Return the catalogue's revision, which grows with each change."""
    value = await session.scalar(select(StateRow.value).where(StateRow.key == _REVISION))
    return int(value or 0)


async def save_revision(session: AsyncSession) -> None:
    """Make the revision one greater."""
    await session.execute(
        insert_new(session, StateRow, key={"key": _REVISION}, values={"value": "0"})
    )
    await session.execute(
        update(StateRow)
        .where(StateRow.key == _REVISION)
        .values(value=cast(cast(StateRow.value, Integer) + 1, String))
    )


async def find_source(session: AsyncSession, key: str) -> tuple[int, Source] | None:
    """Return the id of the drama with this key, and where its facts came from."""
    row = (
        await session.execute(select(DramaRow.id, DramaRow.source).where(DramaRow.key == key))
    ).one_or_none()
    return (row.id, Source(row.source)) if row else None


async def find_key(session: AsyncSession, drama_id: int) -> tuple[str, Source]:
    """Return a drama's key, and where its facts came from."""
    row = (
        await session.execute(select(DramaRow.key, DramaRow.source).where(DramaRow.id == drama_id))
    ).one()
    return row.key, Source(row.source)


async def save_drama(
    session: AsyncSession, key: str, facts: DramaFacts, source: Source, *, now: datetime
) -> int:
    """Insert the drama with this key, or replace all its facts; return its id."""
    values = drama_values(facts, source, now)
    drama_id = (
        await session.scalars(
            upsert(session, DramaRow, key={"key": key}, values=values).returning(DramaRow.id)
        )
    ).one()
    for table in (DramaNameRow, DramaGenreRow, DramaNetworkRow, CastRow):
        await session.execute(delete(table).where(table.drama_id == drama_id))
    rows: list[Any] = [
        DramaNameRow(drama_id=drama_id, position=i, text=n.text, kind=n.kind, language=n.language)
        for i, n in enumerate(facts.aliases)
    ]
    rows += [
        DramaGenreRow(drama_id=drama_id, position=i, genre=genre)
        for i, genre in enumerate(dict.fromkeys(facts.genres))
    ]
    rows += [
        DramaNetworkRow(drama_id=drama_id, position=i, network=network)
        for i, network in enumerate(dict.fromkeys(facts.networks))
    ]
    people = await _save_people(session, facts.cast)
    rows += [
        CastRow(
            drama_id=drama_id,
            position=i,
            person_id=people[c.actor, c.native_name or ""],
            role=c.role,
        )
        for i, c in enumerate(facts.cast)
    ]
    session.add_all(rows)
    await session.flush()
    return drama_id


async def save_lookup(session: AsyncSession, user_id: int, drama_id: int, *, now: datetime) -> None:
    """Remember that a member looked a drama up."""
    await session.execute(
        upsert(
            session,
            LookupRow,
            key={"user_id": user_id, "drama_id": drama_id},
            values={"looked_up_at": now},
        )
    )


async def list_lookups(session: AsyncSession, user_id: int, *, limit: int) -> list[int]:
    """Return the dramas a member looked up, the latest first."""
    return list(
        await session.scalars(
            select(LookupRow.drama_id)
            .where(LookupRow.user_id == user_id)
            .order_by(LookupRow.looked_up_at.desc(), LookupRow.drama_id)
            .limit(limit)
        )
    )


def drama_values(facts: DramaFacts, source: Source, now: datetime) -> dict[str, Any]:
    """Return the columns of a drama's own row, but for its key."""
    return {
        "title": facts.title,
        "native_title": facts.native_title,
        "language": facts.language,
        "year": facts.year,
        "country": facts.country,
        "episodes": facts.episodes,
        "synopsis": facts.synopsis,
        "poster_url": facts.poster_url,
        "source": source,
        "updated_at": now,
    }


async def _save_people(
    session: AsyncSession, cast_members: Iterable[CastMember]
) -> dict[tuple[str, str], int]:
    people: dict[tuple[str, str], int] = {}
    for member in cast_members:
        key = (member.actor, member.native_name or "")
        where = {"name": key[0], "native_name": key[1]}
        await session.execute(insert_new(session, PersonRow, key=where, values={}))
        found = await session.scalar(select(PersonRow.id).filter_by(**where))
        if found is not None:
            people[key] = found
    return people


async def _grouped(session: AsyncSession, query: Any) -> dict[int, list[str]]:  # noqa: ANN401
    grouped: dict[int, list[str]] = defaultdict(list)
    for drama_id, value in await session.execute(query):
        grouped[drama_id].append(value)
    return grouped
