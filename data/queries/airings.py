"""Episodes as a provider lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.domain.dramas import Source
from data.tables import EpisodeRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.shows import Airing


async def airings_differ(
    session: AsyncSession, drama_id: int, source: Source, airings: Sequence[Airing]
) -> bool:
    """Tell whether saving these episodes would change anything."""
    return any(_changes(await _rows(session, drama_id), drama_id, source, airings))


async def save_airings(
    session: AsyncSession, drama_id: int, source: Source, airings: Sequence[Airing]
) -> bool:
    """Make a source's episodes of a drama be these; tell whether that changed anything.

    What a stronger source said of an episode stays. What this source listed and lists no more
    goes away.
    """
    new, changed, gone = _changes(await _rows(session, drama_id), drama_id, source, airings)
    if gone:
        await session.execute(
            delete(EpisodeRow)
            .where(EpisodeRow.drama_id == drama_id, EpisodeRow.number.in_(gone))
            .execution_options(synchronize_session=False)
        )
    if changed:
        await session.execute(update(EpisodeRow), changed)
    if new:
        await session.execute(insert(EpisodeRow), new)
    return bool(new or changed or gone)


async def _rows(session: AsyncSession, drama_id: int) -> dict[Decimal, dict[str, Any]]:
    rows = await session.execute(
        select(*EpisodeRow.__table__.columns).where(EpisodeRow.drama_id == drama_id)
    )
    return {row.number: dict(row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name


def _changes(
    rows: dict[Decimal, dict[str, Any]],
    drama_id: int,
    source: Source,
    airings: Sequence[Airing],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Decimal]]:
    """Return the episodes that are new, those that changed, and the numbers that go away."""
    wanted = {
        airing.number: _values(drama_id, source, airing)
        for airing in airings
        if not _is_stronger(rows.get(airing.number), source)
    }
    new = [values for number, values in wanted.items() if number not in rows]
    changed = [
        values for number, values in wanted.items() if number in rows and rows[number] != values
    ]
    kept = {airing.number for airing in airings}
    gone = [n for n, row in rows.items() if row["source"] == source.value and n not in kept]
    return new, changed, gone


def _is_stronger(row: dict[str, Any] | None, source: Source) -> bool:
    return (
        row is not None and row["source"] is not None and Source(row["source"]).rank > source.rank
    )


def _values(drama_id: int, source: Source, airing: Airing) -> dict[str, Any]:
    return {
        "drama_id": drama_id,
        "number": airing.number.normalize(),
        "special": airing.special,
        "title": airing.title,
        "aired_on": airing.airs_on,
        "airs_at": airing.airs_at,
        "season": airing.season,
        "number_in_season": airing.number_in_season,
        "runtime": airing.runtime,
        "source": source.value,
    }
