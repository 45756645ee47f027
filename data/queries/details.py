"""Reads of what a drama's details show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select, union

from bot.domain.details import (
    EpisodeLine,
    Offer,
    Origin,
    Player,
    RelatedDrama,
    Season,
    turned,
)
from bot.domain.dramas import CastMember, DramaLine, Source
from bot.domain.shows import Relation, WatchKind
from data.tables import (
    CastRow,
    ClaimRow,
    DramaRow,
    EpisodeRow,
    PersonRow,
    RegisterRow,
    RelationRow,
    WatchOptionRow,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

_KINDS = list(WatchKind)
_RELATIONS = list(Relation)


@dataclass(frozen=True, slots=True)
class Presence:
    """What there is of a drama in tables that its facts do not come from."""

    episodes: int
    seasons: int
    related: bool


async def find_presence(session: AsyncSession, drama_id: int) -> Presence:
    """Count a drama's episodes and seasons, and tell whether it is related to any other."""
    own = EpisodeRow.drama_id == drama_id
    row = (
        await session.execute(
            select(
                select(func.count()).where(own).scalar_subquery(),
                select(func.count(EpisodeRow.season.distinct()))
                .where(own, EpisodeRow.special.is_(False))
                .scalar_subquery(),
                exists().where(RelationRow.drama_id == drama_id),
                exists().where(_points_here(drama_id)),
            )
        )
    ).one()
    return Presence(row[0], row[1], bool(row[2] or row[3]))


async def list_players(session: AsyncSession, drama_id: int) -> list[Player]:
    """Return a drama's whole cast in its order, everybody once."""
    rows = await session.execute(
        select(
            PersonRow.id, PersonRow.name, PersonRow.native_name, PersonRow.photo_url, CastRow.role
        )
        .join(CastRow, CastRow.person_id == PersonRow.id)
        .where(CastRow.drama_id == drama_id)
        .order_by(CastRow.position)
    )
    players: dict[int, Player] = {}
    for person, name, native, photo, role in rows:
        known = players.get(person)
        if known is not None:
            both = " / ".join(part for part in (known.member.role, role) if part)
            role = both or role
        players[person] = Player(person, CastMember(name, role, native or None, photo))
    return list(players.values())


async def list_offers(session: AsyncSession, drama_id: int, region: str) -> list[Offer]:
    """Return where a drama can be watched in a country, streams first, each service once."""
    rows = await session.scalars(
        select(WatchOptionRow)
        .where(WatchOptionRow.drama_id == drama_id, WatchOptionRow.region.in_((region, "")))
        .order_by(WatchOptionRow.region.desc(), WatchOptionRow.position)
    )
    found: dict[tuple[str, str], Offer] = {}
    for row in sorted(rows, key=lambda row: -Source(row.source).rank):
        offer = Offer(row.service, WatchKind(row.kind), row.url, Source(row.source))
        found.setdefault((row.service.casefold(), row.kind), offer)
    return sorted(found.values(), key=lambda offer: _KINDS.index(offer.kind))


async def list_regions(session: AsyncSession, drama_id: int) -> list[str]:
    """Return the countries in which a drama is known to be watchable."""
    return list(
        await session.scalars(
            select(WatchOptionRow.region)
            .where(WatchOptionRow.drama_id == drama_id, WatchOptionRow.region != "")
            .distinct()
            .order_by(WatchOptionRow.region)
        )
    )


async def list_episodes(
    session: AsyncSession, drama_id: int, *, limit: int, offset: int
) -> list[EpisodeLine]:
    """Return a stretch of the episodes that are known, by number, every title hidden."""
    rows = await session.scalars(
        select(EpisodeRow)
        .where(EpisodeRow.drama_id == drama_id)
        .order_by(EpisodeRow.number)
        .limit(limit)
        .offset(offset)
    )
    return [
        EpisodeLine(
            row.number,
            row.special,
            row.title,
            row.season,
            row.number_in_season,
            row.aired_on,
            row.airs_at,
        )
        for row in rows
    ]


async def count_until(session: AsyncSession, drama_id: int, episode: Decimal) -> int:
    """Count the episodes that are known up to one, itself included."""
    return (
        await session.scalar(
            select(func.count()).where(
                EpisodeRow.drama_id == drama_id, EpisodeRow.number <= episode
            )
        )
        or 0
    )


async def list_seasons(session: AsyncSession, drama_id: int) -> list[Season]:
    """Return the seasons that a drama's regular episodes are of."""
    rows = await session.execute(
        select(
            EpisodeRow.season,
            func.count(),
            func.min(EpisodeRow.aired_on),
            func.max(EpisodeRow.aired_on),
        )
        .where(
            EpisodeRow.drama_id == drama_id,
            EpisodeRow.special.is_(False),
            EpisodeRow.season.is_not(None),
        )
        .group_by(EpisodeRow.season)
        .order_by(EpisodeRow.season)
    )
    return [
        Season(number, count, first, last)
        for number, count, first, last in rows
        if number is not None
    ]


async def list_related(session: AsyncSession, drama_id: int) -> list[RelatedDrama]:
    """Return what is related to a drama, by what it is to it, each drama once.

    What another drama says of this one counts as well, the other way round.
    """
    known = and_(
        RegisterRow.register == RelationRow.register,
        RegisterRow.external_id == RelationRow.external_id,
    )
    outward = await session.execute(
        select(
            RelationRow.source,
            RelationRow.relation,
            RelationRow.title,
            RelationRow.year,
            RegisterRow.drama_id,
        )
        .outerjoin(RegisterRow, known)
        .where(RelationRow.drama_id == drama_id)
        .order_by(RelationRow.position)
    )
    inward = await session.execute(
        select(RelationRow.source, RelationRow.relation, RelationRow.drama_id)
        .join(RegisterRow, known)
        .where(RegisterRow.drama_id == drama_id)
        .order_by(RelationRow.drama_id)
    )
    told = [(*row[:2], row.title, row.year, row.drama_id) for row in outward]
    told += [(s, turned(Relation(r)).value, "", None, other) for s, r, other in inward]
    told.sort(key=lambda row: -Source(row[0]).rank)
    lines = await _lines(session, {row[4] for row in told if row[4] is not None})
    found: dict[object, RelatedDrama] = {}
    for _, relation, title, year, other in told:
        line = lines.get(other) if other is not None else None
        if line is not None and line.id != drama_id:
            kept = RelatedDrama(Relation(relation), line.title, line.year, line)
            found.setdefault(line.id, kept)
        elif line is None and title:
            kept = RelatedDrama(Relation(relation), title, year)
            found.setdefault((title.casefold(), year), kept)
    return sorted(
        found.values(), key=lambda each: (_RELATIONS.index(each.relation), each.year or 9_999)
    )


async def list_origins(
    session: AsyncSession, drama_id: int, *, everything: bool = False
) -> list[Origin]:
    """Return the sources of a drama's facts, the most believed first.

    Args:
        session: Where to read.
        drama_id: Which drama.
        everything: With those of its episodes, of related dramas and of where to watch it.
    """
    tables: tuple[Any, ...] = (ClaimRow,)
    if everything:
        tables = (ClaimRow, EpisodeRow, RelationRow, WatchOptionRow)
    sources = union(
        select(DramaRow.source.label("source")).where(DramaRow.id == drama_id),
        *(select(table.source).where(table.drama_id == drama_id) for table in tables),
    ).subquery()
    rows = await session.execute(
        select(sources.c.source, RegisterRow.url)
        .outerjoin(
            RegisterRow,
            and_(
                RegisterRow.register == sources.c.source,
                RegisterRow.drama_id == drama_id,
                RegisterRow.gone_at.is_(None),
            ),
        )
        .where(sources.c.source.is_not(None))
        .order_by(RegisterRow.external_id)
    )
    found: dict[Source, str | None] = {}
    for source, url in rows:
        found[Source(source)] = found.get(Source(source)) or url
    return [Origin(s, found[s]) for s in sorted(found, key=lambda source: -source.rank)]


def _points_here(drama_id: int) -> ColumnElement[bool]:
    return and_(
        RegisterRow.drama_id == drama_id,
        RelationRow.register == RegisterRow.register,
        RelationRow.external_id == RegisterRow.external_id,
    )


async def _lines(session: AsyncSession, ids: set[int]) -> dict[int, DramaLine]:
    """Return dramas' lines by id; one that was merged is the one it was merged into."""
    if not ids:
        return {}
    rows = list(
        await session.execute(
            select(
                DramaRow.id,
                DramaRow.title,
                DramaRow.native_title,
                DramaRow.language,
                DramaRow.year,
                DramaRow.country,
                DramaRow.merged_into,
            ).where(DramaRow.id.in_(ids))
        )
    )
    into = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    rest = await _lines(session, set(into.values()))
    lines = {row.id: DramaLine(*row[:6]) for row in rows if row.merged_into is None}
    return lines | {old: rest[new] for old, new in into.items() if new in rest}
