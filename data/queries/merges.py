"""The merges themselves: who became whom, what it concerns, and the journals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from data.queries.contributions import unsigned
from data.queries.merging import without
from data.tables import (
    DramaRow,
    EpisodeRatingRow,
    EpisodeRow,
    MergeRow,
    RatingRow,
    ReviewRow,
    ThreadRow,
    WatchRow,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from data.tables import Base

_COUNTED: Final[dict[str, tuple[type[Base], tuple[str, ...]]]] = {
    "ratings": (RatingRow, ("user_id",)),
    "reviews": (ReviewRow, ("author_id",)),
    "watch_entries": (WatchRow, ("user_id",)),
    "threads": (ThreadRow, ("guild_id", "episode")),
    "episode_ratings": (EpisodeRatingRow, ("user_id", "episode")),
    "episodes": (EpisodeRow, ("number",)),
}


@dataclass(frozen=True, slots=True)
class Merge:
    """One drama that became another."""

    id: int
    source_id: int
    source_title: str
    target_id: int
    target_title: str
    merged_at: datetime


async def count_both(
    session: AsyncSession, old: int, new: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Count what a drama has, by kind, and of how many of them another one has its own."""
    counts, both = {}, {}
    for name, (table, key) in _COUNTED.items():
        mine: Any = aliased(table)
        theirs: Any = aliased(table)
        there = [mine.drama_id == old]
        same = [getattr(mine, each) == getattr(theirs, each) for each in key]
        if table is ReviewRow:
            there.append(mine.deleted_at.is_(None))
            same.append(theirs.deleted_at.is_(None))
        counted: Any = select(func.count()).select_from(mine).where(*there)
        counts[name] = await session.scalar(counted) or 0
        shared = counted.join(theirs, and_(theirs.drama_id == new, *same))
        both[name] = await session.scalar(shared) or 0
    return counts, both


async def lock_dramas(session: AsyncSession, *ids: int) -> bool:
    """Hold dramas until the transaction ends; tell whether all are there, none merged."""
    rows = await session.execute(
        select(DramaRow.id, DramaRow.merged_into)
        .where(DramaRow.id.in_(ids))
        .order_by(DramaRow.id)
        .with_for_update()
    )
    found = {row.id: row.merged_into for row in rows}
    return len(found) == len(ids) and not any(found.values())


async def save_merged(
    session: AsyncSession, old: int, new: int, *, revision: int
) -> dict[str, Any]:
    """Let a drama be another one from now on, with all that were merged into it before."""
    along = list(await session.scalars(select(DramaRow.id).where(DramaRow.merged_into == old)))
    known = {
        row.id: row.popularity
        for row in await session.execute(
            select(DramaRow.id, DramaRow.popularity).where(DramaRow.id.in_((old, new)))
        )
    }
    most = max(known.values())
    await _set(session, [old, *along], merged_into=new, changed=revision)
    await _set(session, [new], popularity=most, changed=revision)
    return {"along": along, "popularity": known[new], "most": most}


async def save_apart(
    session: AsyncSession, merge: Merge, journal: dict[str, Any], *, revision: int, now: datetime
) -> None:
    """Let a drama be one of its own again, and empty the merge's journal."""
    old, new = merge.source_id, merge.target_id
    await _set(session, [old], merged_into=None, changed=revision)
    along = await session.scalars(
        select(DramaRow.id).where(
            DramaRow.id.in_(journal.get("along", [])), DramaRow.merged_into == new
        )
    )
    await _set(session, list(along), merged_into=old, changed=revision)
    if "most" in journal:
        same = await session.scalar(select(DramaRow.popularity).where(DramaRow.id == new))
        if same == journal["most"]:
            await _set(session, [new], popularity=journal["popularity"])
    await session.execute(
        update(MergeRow).where(MergeRow.id == merge.id).values(undone_at=now, journal={})
    )


async def save_merge(
    session: AsyncSession, old: int, new: int, journal: dict[str, Any], *, by: int, now: datetime
) -> int:
    """Keep a merge; return its id."""
    row = MergeRow(from_id=old, into_id=new, merged_by=by, merged_at=now, journal=journal)
    session.add(row)
    await session.flush()
    return row.id


async def find_merge(session: AsyncSession, merge_id: int) -> tuple[Merge, dict[str, Any]] | None:
    """Return a merge that was not undone, and its journal; else None."""
    row = (await session.execute(_merges(MergeRow.journal).where(MergeRow.id == merge_id))).first()
    return (_merge(row), row.journal) if row is not None else None


async def find_later(session: AsyncSession, merge: Merge) -> Merge | None:
    """Return the latest merge that built on this one, or None."""
    concerned = (merge.source_id, merge.target_id)
    row = (
        await session.execute(
            _merges()
            .where(
                MergeRow.id > merge.id,
                or_(MergeRow.into_id.in_(concerned), MergeRow.from_id.in_(concerned)),
            )
            .order_by(MergeRow.id.desc())
            .limit(1)
        )
    ).first()
    return _merge(row) if row is not None else None


async def list_recent(session: AsyncSession, *, since: datetime) -> list[int]:
    """Return the merges since a time whose target was not merged itself."""
    query = (
        select(MergeRow.id)
        .join(DramaRow, DramaRow.id == MergeRow.into_id)
        .where(
            MergeRow.undone_at.is_(None),
            MergeRow.merged_at >= since,
            DramaRow.merged_into.is_(None),
        )
        .order_by(MergeRow.id)
    )
    return list(await session.scalars(query))


async def save_journal(session: AsyncSession, merge_id: int, journal: dict[str, Any]) -> None:
    """Keep what was moved after a merge as well."""
    await session.execute(update(MergeRow).where(MergeRow.id == merge_id).values(journal=journal))


async def count_merges(session: AsyncSession) -> int:
    """Count the merges that were not undone."""
    query = select(func.count()).select_from(MergeRow).where(MergeRow.undone_at.is_(None))
    return await session.scalar(query) or 0


async def list_merges(session: AsyncSession, *, offset: int, limit: int) -> list[Merge]:
    """Return merges that were not undone, the latest first."""
    query = _merges().order_by(MergeRow.id.desc()).offset(offset).limit(limit)
    return [_merge(row) for row in await session.execute(query)]


async def delete_from_journals(session: AsyncSession, user_id: int) -> None:
    """Keep no rows of a member in any journal."""
    rows = await session.scalars(
        select(MergeRow).where(MergeRow.undone_at.is_(None)).with_for_update()
    )
    for row in rows:
        kept = row.journal | {"members": without(row.journal.get("members", {}), user_id)}
        claims = kept.get("claims", {})
        added = {name: unsigned(said, user_id) for name, said in claims.get("added", {}).items()}
        kept["claims"] = claims | {"added": added}
        if kept != row.journal:
            row.journal = kept
    await session.flush()


def _merges(*columns: Any) -> Select[Any]:  # noqa: ANN401 - whatever is read along
    source, target = aliased(DramaRow), aliased(DramaRow)
    return (
        select(
            MergeRow.id,
            MergeRow.from_id,
            source.title.label("source_title"),
            MergeRow.into_id,
            target.title.label("target_title"),
            MergeRow.merged_at,
            *columns,
        )
        .join(source, source.id == MergeRow.from_id)
        .join(target, target.id == MergeRow.into_id)
        .where(MergeRow.undone_at.is_(None))
    )


def _merge(row: Any) -> Merge:  # noqa: ANN401 - a row of ``_merges``
    return Merge(
        row.id, row.from_id, row.source_title, row.into_id, row.target_title, row.merged_at
    )


async def _set(session: AsyncSession, ids: list[int], **values: Any) -> None:  # noqa: ANN401
    await session.execute(
        update(DramaRow)
        .where(DramaRow.id.in_(ids))
        .values(values)
        .execution_options(synchronize_session=False)
    )
