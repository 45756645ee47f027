"""Two dramas that turn out to be one: what members have of both is put together, and back.

What is moved is written down in a journal of JSON values. A row that loses against another
one of the same member is kept there whole; what belongs to no member and has no place in the
other drama stays where it is, out of sight, as does a second thread about the same episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date, delete, insert, select, update

from bot.domain.watching import WatchStatus
from data.tables import (
    EpisodeRatingRow,
    EpisodeRow,
    LookupRow,
    RatingRow,
    RegisterRow,
    RelationRow,
    ThreadRow,
    WatchOptionRow,
    WatchRow,
)
from data.tables.base import EpisodeNumber, UTCDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.ext.asyncio import AsyncSession

    from data.tables import Base

Row = dict[str, Any]
Key = tuple[Any, ...]
Journal = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table whose rows are members', one for each key and drama."""

    table: type[Base]
    key: tuple[str, ...]
    weight: Callable[[Row], Any]


_FURTHER: Final = {
    status.value: place
    for place, status in enumerate(
        (
            WatchStatus.PLANNED,
            WatchStatus.ON_HOLD,
            WatchStatus.DROPPED,
            WatchStatus.WATCHING,
            WatchStatus.COMPLETED,
        )
    )
}

_KINDS: Final[dict[str, _Kind]] = {
    "ratings": _Kind(RatingRow, ("user_id",), lambda row: row["updated_at"]),
    "episode_ratings": _Kind(
        EpisodeRatingRow, ("episode", "user_id"), lambda row: row["updated_at"]
    ),
    "watch_entries": _Kind(WatchRow, ("user_id",), lambda row: _how_far(row)),
    "lookups": _Kind(LookupRow, ("user_id",), lambda row: row["looked_up_at"]),
}
"""The heavier of a member's two rows stays."""

_PARTS: Final[dict[str, tuple[type[Base], tuple[str, ...]]]] = {
    "episodes": (EpisodeRow, ("number",)),
    "watch_options": (WatchOptionRow, ("source",)),
    "relations": (RelationRow, ("source",)),
    "threads": (ThreadRow, ("guild_id", "episode")),
    "registers": (RegisterRow, ("register",)),
}
"""What moves where the other drama has nothing of the same key."""


async def move_members(session: AsyncSession, old: int, new: int) -> Journal:
    """Give what members have of one drama to another; return what was done."""
    journal: Journal = {}
    for name, kind in _KINDS.items():
        mine = await _rows(session, kind.table, old)
        if not mine:
            continue
        theirs = {_key(row, kind.key): row for row in await _rows(session, kind.table, new)}
        entries: list[Row] = []
        for row in mine:
            other = theirs.get(_key(row, kind.key))
            if other is None:
                await _move(session, kind, row, new)
                entries.append({"moved": _plain(row)})
            elif kind.weight(row) > kind.weight(other):
                await _delete(session, kind, other)
                await _move(session, kind, row, new)
                entries.append({"moved": _plain(row), "lost": _plain(other)})
            else:
                await _delete(session, kind, row)
                entries.append({"stood": _plain(other), "lost": _plain(row)})
        journal[name] = entries
    return journal


async def move_members_back(
    session: AsyncSession, journal: Journal, old: int, new: int
) -> dict[str, int]:
    """Undo ``move_members`` as far as nobody changed a row since.

    Returns:
        How many rows could not go back, by kind.
    """
    stayed: dict[str, int] = {}
    for name, kind in _KINDS.items():
        entries = journal.get(name, [])
        if not entries:
            continue
        now = {_key(row, kind.key): row for row in await _rows(session, kind.table, new)}
        there = {_key(row, kind.key) for row in await _rows(session, kind.table, old)}
        for entry in entries:
            moved = _restored(kind.table, entry["moved"]) if "moved" in entry else None
            lost = _restored(kind.table, entry["lost"]) if "lost" in entry else None
            known = moved or lost
            if known is None:
                continue
            key = _key(known, kind.key)
            current = now.get(key)
            changed = current is None or (moved is not None and not _same(current, moved))
            if key in there or changed:  # they have one there again, or changed or removed theirs
                stayed[name] = stayed.get(name, 0) + 1
                continue
            if current is not None and moved is not None:
                await _move(session, kind, current, old)
            if lost is not None:
                await session.execute(insert(kind.table).values(lost))
    return stayed


async def move_parts(session: AsyncSession, old: int, new: int) -> Journal:
    """Give a drama what belongs to another and it lacks: episodes, threads and the like."""
    journal: Journal = {}
    for name, (table, key) in _PARTS.items():
        # An entry that is gone from its register is none that another one would stand back for.
        has = {_key(row, key) for row in await _rows(session, table, new) if not row.get("gone_at")}
        entries = []
        for row in await _rows(session, table, old):
            if _key(row, key) not in has:
                await _set_drama(session, table, row, new)
                entries.append(_plain(row))
        if entries:
            journal[name] = entries
    return journal


async def move_parts_back(
    session: AsyncSession, journal: Journal, old: int, new: int
) -> dict[str, int]:
    """Undo ``move_parts``; return how many of each kind are not there any more."""
    stayed: dict[str, int] = {}
    for name, (table, _) in _PARTS.items():
        entries = journal.get(name, [])
        if not entries:
            continue
        primary = [column.key for column in table.__table__.primary_key if column.key != "drama_id"]
        now = {_key(row, primary): row for row in await _rows(session, table, new)}
        there = {_key(row, primary) for row in await _rows(session, table, old)}
        for entry in entries:
            row = _restored(table, entry)
            current = now.get(_key(row, primary))
            # What tells of a drama is read anew by imports: newer facts go back as well.
            if current is None or _key(row, primary) in there:
                stayed[name] = stayed.get(name, 0) + 1
            else:
                await _set_drama(session, table, current, old)
    return stayed


def added_to(journal: Journal, members: Journal, reviews: Journal) -> Journal:
    """Return a merge's journal with what was moved later.

    A row that came later takes the place of what was noted of the same member: that has been
    superseded, as it would have been had everybody known of the merge.
    """
    before, kept = journal.get("members", {}), dict(journal.get("members", {}))
    for name, entries in members.items():
        key = _KINDS[name].key
        new = {_noted(entry, key) for entry in entries}
        old = [entry for entry in before.get(name, []) if _noted(entry, key) not in new]
        kept[name] = old + entries
    known = journal.get("reviews") or {"moved": {}, "away": [], "at": reviews["at"]}
    moved = known["moved"] | reviews["moved"]
    return journal | {"members": kept, "reviews": known | {"moved": moved}}


def _noted(entry: Row, key: tuple[str, ...]) -> Key:
    return _key(entry.get("moved") or entry["lost"], key)


def without(journal: Journal, user_id: int) -> Journal:
    """Return a journal that keeps no rows of a member."""
    kept = dict(journal)
    for name in _KINDS:
        if name in kept:
            kept[name] = [
                entry
                for entry in kept[name]
                if all(row.get("user_id") != user_id for row in entry.values())
            ]
    return kept


def _how_far(row: Row) -> tuple[Any, ...]:
    finished = row["status"] == WatchStatus.COMPLETED.value
    episode = row["episode"] if row["episode"] is not None else Decimal(-1)
    return (finished, episode, _FURTHER.get(row["status"], 0), row["updated_at"])


async def _rows(session: AsyncSession, table: type[Base], drama_id: int) -> list[Row]:
    columns = table.__table__.columns
    query = select(*columns).where(columns["drama_id"] == drama_id).with_for_update()
    return [dict(row) for row in (await session.execute(query)).mappings()]


async def _move(session: AsyncSession, kind: _Kind, row: Row, drama_id: int) -> None:
    await _set_drama(session, kind.table, row, drama_id)


async def _set_drama(session: AsyncSession, table: type[Base], row: Row, drama_id: int) -> None:
    statement = update(table).where(*_is(table, row)).values(drama_id=drama_id)
    await session.execute(statement.execution_options(synchronize_session=False))


async def _delete(session: AsyncSession, kind: _Kind, row: Row) -> None:
    statement = delete(kind.table).where(*_is(kind.table, row))
    await session.execute(statement.execution_options(synchronize_session=False))


def _is(table: type[Base], row: Row) -> list[Any]:
    return [column == row[column.key] for column in table.__table__.primary_key]


def _key(row: Row, names: Iterable[str]) -> Key:
    return tuple(row[name] for name in names)


def _same(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in other if name != "drama_id")


def _plain(row: Row) -> Row:
    return {name: _written(value) for name, value in row.items()}


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _restored(table: type[Base], stored: Row) -> Row:
    """Read a row of the journal back as its columns' values."""
    values: Row = {}
    for column in table.__table__.columns:
        value = stored.get(column.key)
        if isinstance(value, str):
            if isinstance(column.type, UTCDateTime):
                value = datetime.fromisoformat(value)
            elif isinstance(column.type, EpisodeNumber):
                value = Decimal(value)
            elif isinstance(column.type, Date):
                value = date.fromisoformat(value)
        values[column.key] = value
    return values
