"""What a provider's show brings beside facts: who may be meant, where to watch, what is related."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, exists, func, insert, select, update

from bot.domain.dramas import Source
from data.tables import ClaimRow, DramaNameRow, DramaRow, RegisterRow, RelationRow, WatchOptionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.shows import RelatedShow, WatchOption

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A drama that a show may be.

    Attributes:
        names: All of its names but for title and native title.
        registers: Where it is registered, and is not gone.
    """

    id: int
    title: str
    native_title: str | None
    year: int | None
    country: str | None
    names: frozenset[str]
    registers: frozenset[str]


async def list_called(session: AsyncSession, names: Collection[str]) -> set[int]:
    """Return the dramas that have one of these names, letter for letter."""
    found: set[int] = set()
    wanted = sorted(set(names))
    for start in range(0, len(wanted), _AT_ONCE):
        batch = wanted[start : start + _AT_ONCE]
        found.update(await session.scalars(select(DramaRow.id).where(DramaRow.title.in_(batch))))
        found.update(
            await session.scalars(select(DramaNameRow.drama_id).where(DramaNameRow.text.in_(batch)))
        )
    return found


async def list_candidates(session: AsyncSession, ids: Iterable[int]) -> list[Candidate]:
    """Return what tells these dramas apart; those that were merged away are left out."""
    wanted = sorted(set(ids))
    found: list[Candidate] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found += await _candidates(session, wanted[start : start + _AT_ONCE])
    return found


async def find_keys(session: AsyncSession, keys: Collection[str]) -> dict[str, int]:
    """Return the dramas with these keys; one that was merged is the one it was merged into."""
    rows = await session.execute(
        select(DramaRow.key, func.coalesce(DramaRow.merged_into, DramaRow.id)).where(
            DramaRow.key.in_(keys)
        )
    )
    return {row[0]: row[1] for row in rows}


async def find_live(session: AsyncSession, drama_id: int) -> int:
    """Return a drama's id, or where it was merged, that of what it became."""
    became = select(DramaRow.merged_into).where(DramaRow.id == drama_id)
    return await session.scalar(became) or drama_id


async def find_sole_source(session: AsyncSession, drama_id: int) -> tuple[str, Source | None]:
    """Return a drama's key, and its source where only one ever told of it.

    Its own row is all that this source says then.
    """
    claims = exists().where(ClaimRow.drama_id == DramaRow.id)
    row = (
        await session.execute(
            select(DramaRow.key, DramaRow.source, claims.label("several")).where(
                DramaRow.id == drama_id
            )
        )
    ).one()
    return row.key, None if row.several else Source(row.source)


async def find_popularity(session: AsyncSession, drama_id: int) -> float:
    """Return how popular a drama is, from 0 to 100."""
    return await session.scalar(select(DramaRow.popularity).where(DramaRow.id == drama_id)) or 0.0


async def save_popularity(session: AsyncSession, popularity: Mapping[int, float]) -> None:
    """Set how popular dramas are."""
    if popularity:
        rows = [{"id": key, "popularity": value} for key, value in popularity.items()]
        await session.execute(update(DramaRow), rows)


async def watch_differs(
    session: AsyncSession, drama_id: int, source: Source, options: Sequence[WatchOption]
) -> bool:
    """Tell whether saving where to watch would change anything."""
    return await _stored(session, WatchOptionRow, drama_id, source) != _listed(
        _watch_values(drama_id, source, options)
    )


async def save_watch(
    session: AsyncSession, drama_id: int, source: Source, options: Sequence[WatchOption]
) -> None:
    """Make what a source says of where to watch a drama be this."""
    await _replace(
        session, WatchOptionRow, drama_id, source, _watch_values(drama_id, source, options)
    )


async def relations_differ(
    session: AsyncSession, drama_id: int, source: Source, related: Sequence[RelatedShow]
) -> bool:
    """Tell whether saving what is related would change anything."""
    return await _stored(session, RelationRow, drama_id, source) != _listed(
        _relation_values(drama_id, source, related)
    )


async def save_relations(
    session: AsyncSession, drama_id: int, source: Source, related: Sequence[RelatedShow]
) -> None:
    """Make what a source says is related to a drama be this."""
    await _replace(
        session, RelationRow, drama_id, source, _relation_values(drama_id, source, related)
    )


async def _candidates(session: AsyncSession, ids: list[int]) -> list[Candidate]:
    names: dict[int, set[str]] = {}
    for drama_id, text in await session.execute(
        select(DramaNameRow.drama_id, DramaNameRow.text).where(DramaNameRow.drama_id.in_(ids))
    ):
        names.setdefault(drama_id, set()).add(text)
    registers: dict[int, set[str]] = {}
    for drama_id, register in await session.execute(
        select(RegisterRow.drama_id, RegisterRow.register).where(
            RegisterRow.drama_id.in_(ids), RegisterRow.gone_at.is_(None)
        )
    ):
        registers.setdefault(drama_id, set()).add(register)
    rows = await session.execute(
        select(
            DramaRow.id, DramaRow.title, DramaRow.native_title, DramaRow.year, DramaRow.country
        ).where(DramaRow.id.in_(ids), DramaRow.merged_into.is_(None))
    )
    return [
        Candidate(
            row.id,
            row.title,
            row.native_title,
            row.year,
            row.country,
            frozenset(names.get(row.id, ())),
            frozenset(registers.get(row.id, ())),
        )
        for row in rows
    ]


def _watch_values(
    drama_id: int, source: Source, options: Sequence[WatchOption]
) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    values = []
    for option in dict.fromkeys(options):
        position = counts[option.region] = counts.get(option.region, -1) + 1
        values.append(
            {
                "drama_id": drama_id,
                "source": source.value,
                "region": option.region,
                "position": position,
                "service": option.service[:100],
                "kind": option.kind.value,
                "url": option.url,
            }
        )
    return values


def _relation_values(
    drama_id: int, source: Source, related: Sequence[RelatedShow]
) -> list[dict[str, Any]]:
    return [
        {
            "drama_id": drama_id,
            "source": source.value,
            "position": position,
            "relation": each.relation.value,
            "register": each.id.register,
            "external_id": each.id.id,
            "title": each.title[:300],
            "year": each.year,
        }
        for position, each in enumerate(dict.fromkeys(related))
    ]


def _listed(values: list[dict[str, Any]]) -> list[tuple[tuple[str, Any], ...]]:
    return sorted((tuple(sorted(row.items())) for row in values), key=repr)


async def _stored(
    session: AsyncSession,
    table: Any,  # noqa: ANN401 - a source's table
    drama_id: int,
    source: Source,
) -> list[tuple[tuple[str, Any], ...]]:
    rows = await session.execute(
        select(*table.__table__.columns).where(
            table.drama_id == drama_id, table.source == source.value
        )
    )
    return _listed([dict(row._mapping) for row in rows])  # noqa: SLF001 - SQLAlchemy's public name


async def _replace(
    session: AsyncSession,
    table: Any,  # noqa: ANN401 - a source's table
    drama_id: int,
    source: Source,
    values: list[dict[str, Any]],
) -> None:
    await session.execute(
        delete(table)
        .where(table.drama_id == drama_id, table.source == source.value)
        .execution_options(synchronize_session=False)
    )
    if values:
        await session.execute(insert(table), values)
