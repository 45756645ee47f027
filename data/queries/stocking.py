"""Putting many new dramas into the catalogue at once: a few statements instead of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text, tuple_

from bot.domain.names import fold_name
from data.queries.saving import drama_values, supposed_popularity
from data.tables import (
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
    PersonRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import DramaFacts, Source

    Keyed = Sequence[tuple[str, DramaFacts]]

_BATCH = 300
_LOCK_KEY = 0xDAEBB


async def lock_stocking(session: AsyncSession) -> None:
    """Let one process at a time stock the catalogue, until the transaction ends.

    SQLite has one writer as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})


async def list_sources(session: AsyncSession) -> dict[str, tuple[int, str]]:
    """Return id and source of every drama, by key."""
    rows = await session.execute(select(DramaRow.key, DramaRow.id, DramaRow.source))
    return {row.key: (row.id, row.source) for row in rows}


async def save_new_dramas(
    session: AsyncSession, dramas: Keyed, source: Source, *, now: datetime, revision: int
) -> dict[str, int]:
    """Insert dramas whose keys are not in the catalogue yet; return their ids by key."""
    if not dramas:
        return {}
    inserted = await session.execute(
        insert(DramaRow).returning(DramaRow.key, DramaRow.id),
        [
            {"key": key, "popularity": supposed_popularity(facts)}
            | drama_values(facts, source, now, revision)
            for key, facts in dramas
        ],
    )
    ids: dict[str, int] = {row.key: row.id for row in inserted}
    people = await _save_people(session, dramas)
    rows: dict[type[Any], list[dict[str, Any]]] = {
        DramaNameRow: [],
        DramaGenreRow: [],
        DramaNetworkRow: [],
        DramaTagRow: [],
        CastRow: [],
    }
    for key, facts in dramas:
        own = {"drama_id": ids[key]}
        rows[DramaNameRow] += [
            own | {"position": i, "text": n.text, "kind": n.kind, "language": n.language}
            for i, n in enumerate(facts.aliases)
        ]
        rows[DramaGenreRow] += [
            own | {"position": i, "genre": genre} for i, genre in enumerate(facts.genres)
        ]
        rows[DramaNetworkRow] += [
            own | {"position": i, "network": network} for i, network in enumerate(facts.networks)
        ]
        rows[DramaTagRow] += [
            own | {"position": i, "tag": tag}
            for i, tag in enumerate(dict.fromkeys(tag[:60] for tag in facts.tags))
        ]
        rows[CastRow] += [
            own | {"position": i, "person_id": people[c.actor, c.native_name or ""], "role": c.role}
            for i, c in enumerate(facts.cast)
        ]
    for table, values in rows.items():
        if values:
            await session.execute(insert(table), values)
    return ids


async def _save_people(session: AsyncSession, dramas: Keyed) -> dict[tuple[str, str], int]:
    wanted = sorted({(c.actor, c.native_name or "") for _, facts in dramas for c in facts.cast})
    people: dict[tuple[str, str], int] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        known = await session.execute(
            select(PersonRow.name, PersonRow.native_name, PersonRow.id).where(
                PersonRow.ref.is_(None),
                tuple_(PersonRow.name, PersonRow.native_name).in_(batch),
            )
        )
        people |= {(row.name, row.native_name): row.id for row in known}
    missing = [person for person in wanted if person not in people]
    if missing:
        made = await session.execute(
            insert(PersonRow).returning(PersonRow.name, PersonRow.native_name, PersonRow.id),
            [
                {"name": name, "native_name": native, "fold": fold_name(name)}
                for name, native in missing
            ],
        )
        people |= {(row.name, row.native_name): row.id for row in made}
    return people
