"""Reads of the catalogue, its revision, and who looked what up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, String, cast, select, update

from bot.domain.dramas import (
    AirStatus,
    CastMember,
    Drama,
    DramaFacts,
    Link,
    Name,
    NameKind,
    Source,
)
from data.tables import (
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
    EpisodeRow,
    LookupRow,
    PersonRow,
    StateRow,
)
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

_REVISION = "catalogue_revision"
_AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Titles:
    """What the title index holds of a drama; one that is ``gone`` was merged into another."""

    id: int
    title: str
    native_title: str | None
    aliases: tuple[str, ...]
    year: int | None
    country: str | None
    popularity: float
    gone: bool = False


async def find_dramas(session: AsyncSession, ids: Sequence[int]) -> dict[int, Drama]:
    """Return the dramas with these ids; one that was merged is the one it was merged into."""
    if len(ids) > _AT_ONCE:
        found: dict[int, Drama] = {}
        for start in range(0, len(ids), _AT_ONCE):
            found |= await find_dramas(session, ids[start : start + _AT_ONCE])
        return found
    rows = {
        row.id: row for row in await session.scalars(select(DramaRow).where(DramaRow.id.in_(ids)))
    }
    became = {row.id: row.merged_into for row in rows.values() if row.merged_into is not None}
    if became:
        # A merge points at a drama that is there: merging that one moves this pointer along.
        rest = await find_dramas(session, sorted(set(became.values())))
        rows = {key: row for key, row in rows.items() if key not in became}
        merged = {old: rest[new] for old, new in became.items() if new in rest}
    else:
        merged = {}
    return merged | await _whole(session, rows)


async def find_own_facts(session: AsyncSession, drama_id: int) -> DramaFacts:
    """Return a drama's own facts, also where it was merged into another one."""
    row = (await session.scalars(select(DramaRow).where(DramaRow.id == drama_id))).one()
    return (await _whole(session, {drama_id: row}))[drama_id].facts


async def list_titles(session: AsyncSession, since: int) -> list[Titles]:
    """Return the titles of all dramas that changed after a revision, by id; -1 for all."""
    changed: tuple[Any, ...] = (DramaRow.changed > since,) if since >= 0 else ()
    aliases: dict[int, list[str]] = defaultdict(list)
    names = (
        select(DramaNameRow.drama_id, DramaNameRow.text)
        .join(DramaRow, DramaRow.id == DramaNameRow.drama_id)
        .where(*changed)
        .order_by(DramaNameRow.drama_id, DramaNameRow.position)
    )
    for drama_id, text in await session.execute(names):
        aliases[drama_id].append(text)
    rows = await session.execute(
        select(
            DramaRow.id,
            DramaRow.title,
            DramaRow.native_title,
            DramaRow.year,
            DramaRow.country,
            DramaRow.popularity,
            DramaRow.merged_into,
        )
        .where(*changed)
        .order_by(DramaRow.id)
    )
    return [
        Titles(
            row.id,
            row.title,
            row.native_title,
            tuple(aliases.get(row.id, ())),
            row.year,
            row.country,
            row.popularity,
            gone=row.merged_into is not None,
        )
        for row in rows
        if since >= 0 or row.merged_into is None
    ]


async def list_ids(session: AsyncSession, *, limit: int) -> list[int]:
    """Return the best known dramas' ids, the most popular first."""
    return list(
        await session.scalars(
            select(DramaRow.id)
            .where(DramaRow.merged_into.is_(None))
            .order_by(DramaRow.popularity.desc(), DramaRow.id.desc())
            .limit(limit)
        )
    )


async def find_revision(session: AsyncSession) -> int:
    """Return the catalogue's revision, which grows with each change."""
    value = await session.scalar(select(StateRow.value).where(StateRow.key == _REVISION))
    return int(value or 0)


async def save_revision(session: AsyncSession) -> int:
    """Make the revision one greater, and return it.

    It comes first in a transaction that changes the catalogue: whoever changes it too waits
    here, so that revisions become visible in their order.
    """
    await session.execute(
        insert_new(session, StateRow, key={"key": _REVISION}, values={"value": "0"})
    )
    await session.execute(
        update(StateRow)
        .where(StateRow.key == _REVISION)
        .values(value=cast(cast(StateRow.value, Integer) + 1, String))
    )
    return await find_revision(session)


async def find_source(session: AsyncSession, key: str) -> tuple[int, Source] | None:
    """Return the id of the drama with this key, and where its facts came from."""
    row = (
        await session.execute(select(DramaRow.id, DramaRow.source).where(DramaRow.key == key))
    ).one_or_none()
    return (row.id, Source(row.source)) if row else None


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


async def _whole(session: AsyncSession, rows: dict[int, DramaRow]) -> dict[int, Drama]:
    """Put dramas together from their own rows and those of the other tables."""
    if not rows:
        return {}
    ids = list(rows)
    names: dict[int, list[Name]] = defaultdict(list)
    for name in await session.scalars(
        select(DramaNameRow).where(DramaNameRow.drama_id.in_(ids)).order_by(DramaNameRow.position)
    ):
        names[name.drama_id].append(Name(name.text, NameKind(name.kind), name.language))
    genres = await _grouped(session, _listed(DramaGenreRow, DramaGenreRow.genre, ids))
    networks = await _grouped(session, _listed(DramaNetworkRow, DramaNetworkRow.network, ids))
    tags = await _grouped(session, _listed(DramaTagRow, DramaTagRow.tag, ids))
    cast_of: dict[int, list[CastMember]] = defaultdict(list)
    for drama_id, role, actor, native, photo, ref in await session.execute(
        select(
            CastRow.drama_id,
            CastRow.role,
            PersonRow.name,
            PersonRow.native_name,
            PersonRow.photo_url,
            PersonRow.ref,
        )
        .join(PersonRow, PersonRow.id == CastRow.person_id)
        .where(CastRow.drama_id.in_(ids))
        .order_by(CastRow.position)
    ):
        cast_of[drama_id].append(CastMember(actor, role, native or None, photo, ref))
    specials: dict[int, set[Decimal]] = defaultdict(set)
    for drama_id, number in await session.execute(
        select(EpisodeRow.drama_id, EpisodeRow.number).where(
            EpisodeRow.special, EpisodeRow.drama_id.in_(ids)
        )
    ):
        specials[drama_id].add(number)
    return {
        row.id: Drama(
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
                status=AirStatus(row.status) if row.status else None,
                first_aired=row.first_aired,
                last_aired=row.last_aired,
                runtime=row.runtime,
                tags=tuple(tags[row.id]),
                warnings=tuple(row.warnings),
                age_ratings=tuple((country, rating) for country, rating in row.age_ratings),
                trailers=tuple(Link(title, url) for title, url in row.trailers),
            ),
            frozenset(specials[row.id]),
        )
        for row in rows.values()
    }


def _listed(table: Any, value: Any, ids: list[int]) -> Select[Any]:  # noqa: ANN401 - any list's table
    return select(table.drama_id, value).where(table.drama_id.in_(ids)).order_by(table.position)


async def _grouped(session: AsyncSession, query: Select[Any]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for drama_id, value in await session.execute(query):
        grouped[drama_id].append(value)
    return grouped
