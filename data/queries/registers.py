"""What dramas are called in registers (TVmaze, TMDB, IMDb …), and how far each was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from bot.domain.shows import ShowId
from data.tables import DramaRow, RegisterRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

MAX_ATTEMPTS: Final = 5
"""Failures after which a show is left out until it changes or everything is read anew."""

_AT_ONCE: Final = 200  # ids in one statement


@dataclass(frozen=True, slots=True)
class Registered:
    """A drama's entry in a register.

    Attributes:
        drama_id: Its drama; for one that was merged, the drama it was merged into.
        aside: Its drama was merged into one that has an entry of its own in this register: that
            one is believed, and this one waits until the merge is undone.
    """

    id: ShowId
    drama_id: int
    changed_at: datetime | None
    read_at: datetime | None
    etag: str | None
    attempts: int
    gone: bool
    aside: bool = False


async def find_registered(session: AsyncSession, ids: Iterable[ShowId]) -> dict[ShowId, Registered]:
    """Return the entries of those ids that are in the catalogue."""
    wanted = [(each.register, each.id) for each in dict.fromkeys(ids)]
    found: dict[ShowId, Registered] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        batch = wanted[start : start + _AT_ONCE]
        rows = await session.execute(
            _entries().where(tuple_(RegisterRow.register, RegisterRow.external_id).in_(batch))
        )
        for row, drama_id in rows:
            entry = _registered(row, drama_id)
            found[entry.id] = entry
    return found


async def list_registers(
    session: AsyncSession, drama_ids: Collection[int], register: str
) -> dict[int, list[Registered]]:
    """Return the entries that dramas have in a register, by drama."""
    rows = await session.execute(
        _entries().where(RegisterRow.register == register, RegisterRow.drama_id.in_(drama_ids))
    )
    found: dict[int, list[Registered]] = {}
    for row, drama_id in rows:
        found.setdefault(drama_id, []).append(_registered(row, drama_id))
    return found


async def list_unmet(
    session: AsyncSession, register: str, after: int, *, before: datetime, limit: int
) -> list[int]:
    """Return dramas that a register was not asked about since ``before``, by id from ``after``."""
    met = (
        exists()
        .where(RegisterRow.drama_id == DramaRow.id)
        .where(RegisterRow.register == register)
        .where(or_(RegisterRow.read_at > before, RegisterRow.gone_at.is_not(None)))
    )
    rows = await session.scalars(
        select(DramaRow.id)
        .where(DramaRow.id > after, DramaRow.merged_into.is_(None), ~met)
        .order_by(DramaRow.id)
        .limit(limit)
    )
    return list(rows)


async def list_ids_of(session: AsyncSession, drama_id: int) -> list[Registered]:
    """Return all that a drama is called elsewhere, but where it is gone."""
    rows = await session.execute(
        _entries().where(RegisterRow.drama_id == drama_id, RegisterRow.gone_at.is_(None))
    )
    return [_registered(row, each) for row, each in rows]


async def save_ids(session: AsyncSession, drama_id: int, ids: Iterable[ShowId]) -> None:
    """Note what a drama is called elsewhere; an id that another drama has stays there."""
    for each in ids:
        key = {"register": each.register, "external_id": each.id}
        await session.execute(
            insert_new(session, RegisterRow, key=key, values={"drama_id": drama_id})
        )


async def save_register(
    session: AsyncSession, show_id: ShowId, drama_id: int, **values: datetime | str | int | None
) -> None:
    """Note a drama's entry in a register, with those of its columns that are given.

    One that is there stays with its drama: only merging and undoing that move it.
    """
    key = {"register": show_id.register, "external_id": show_id.id}
    first = {"drama_id": drama_id} | values
    await session.execute(insert_new(session, RegisterRow, key=key, values=first))
    if values:
        await session.execute(update(RegisterRow).where(_is(show_id)).values(values))


async def save_new_registers(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert entries that are not there yet."""
    if rows:
        await session.execute(insert(RegisterRow), [dict(row) for row in rows])


async def list_unread(
    session: AsyncSession,
    register: str,
    *,
    limit: int,
    passed: Collection[str] = (),
    among: Collection[str] | None = None,
) -> list[Registered]:
    """Return entries that the provider has something new to tell of, the most popular first.

    Args:
        session: The transaction.
        register: Whose.
        limit: How many at most.
        passed: Ids that are left out.
        among: Only these ids.
    """
    query = (
        _entries()
        .where(_is_unread(register), RegisterRow.attempts < MAX_ATTEMPTS)
        .order_by(RegisterRow.attempts, DramaRow.popularity.desc(), RegisterRow.external_id.desc())
        .limit(limit)
    )
    if passed:
        query = query.where(RegisterRow.external_id.not_in(passed))
    if among is not None:
        query = query.where(RegisterRow.external_id.in_(among))
    return [_registered(row, drama_id) for row, drama_id in await session.execute(query)]


async def count_registered(session: AsyncSession, register: str) -> int:
    """Return how many entries of a register there are that are not gone."""
    query = select(func.count()).where(
        RegisterRow.register == register, RegisterRow.gone_at.is_(None)
    )
    return await session.scalar(query) or 0


async def count_unread(session: AsyncSession, register: str) -> int:
    """Return how many entries the provider has something new to tell of."""
    query = select(func.count()).where(_is_unread(register), RegisterRow.attempts < MAX_ATTEMPTS)
    return await session.scalar(query) or 0


async def list_failing(session: AsyncSession, register: str) -> list[tuple[str, str]]:
    """Return (id, title) of what was given up after too many failures."""
    rows = await session.execute(
        select(RegisterRow.external_id, DramaRow.title)
        .join(DramaRow, DramaRow.id == RegisterRow.drama_id)
        .where(_is_unread(register), RegisterRow.attempts >= MAX_ATTEMPTS)
        .order_by(DramaRow.popularity.desc(), RegisterRow.external_id)
    )
    return [(row.external_id, row.title) for row in rows]


async def save_attempt(session: AsyncSession, show_id: ShowId) -> None:
    """Count one more failure to read an entry."""
    await session.execute(
        update(RegisterRow).where(_is(show_id)).values(attempts=RegisterRow.attempts + 1)
    )


async def save_gone(session: AsyncSession, show_id: ShowId, *, now: datetime) -> None:
    """Note that the provider has it no more; the drama stays."""
    await session.execute(
        update(RegisterRow).where(_is(show_id)).values(gone_at=now, read_at=now, attempts=0)
    )


async def forget_attempts(session: AsyncSession, register: str) -> None:
    """Let what was given up be tried again."""
    await session.execute(
        update(RegisterRow)
        .where(RegisterRow.register == register, RegisterRow.attempts > 0)
        .values(attempts=0)
    )


async def save_changes(
    session: AsyncSession, register: str, changes: Mapping[str, datetime]
) -> int:
    """Note when shows of a register changed; return how many of ours did since we knew."""
    ids = [ShowId(register, each) for each in changes]
    known = await find_registered(session, ids)
    moved = [
        {
            "register": register,
            "external_id": each.id.id,
            "changed_at": changes[each.id.id],
            "attempts": 0,
            "gone_at": None,
        }
        for each in known.values()
        if each.changed_at is None or each.changed_at < changes[each.id.id]
    ]
    if moved:
        await session.execute(update(RegisterRow), moved)
    return len(moved)


async def list_absent(session: AsyncSession, register: str, there: Collection[str]) -> list[str]:
    """Return the ids of a register that are in the catalogue, but not among those given."""
    rows = await session.scalars(
        select(RegisterRow.external_id).where(
            RegisterRow.register == register, RegisterRow.gone_at.is_(None)
        )
    )
    given = frozenset(there)
    return [each for each in rows if each not in given]


async def unread_again(session: AsyncSession, register: str, ids: Sequence[str]) -> None:
    """Have entries read anew whatever is known of their changes."""
    for start in range(0, len(ids), _AT_ONCE):
        await session.execute(
            update(RegisterRow)
            .where(
                RegisterRow.register == register,
                RegisterRow.external_id.in_(ids[start : start + _AT_ONCE]),
            )
            .values(read_at=None, etag=None, attempts=0)
        )


def _entries() -> Any:  # noqa: ANN401 - a select of a row and a number
    return select(RegisterRow, func.coalesce(DramaRow.merged_into, RegisterRow.drama_id)).join(
        DramaRow, DramaRow.id == RegisterRow.drama_id
    )


def _is(show_id: ShowId) -> ColumnElement[bool]:
    return and_(RegisterRow.register == show_id.register, RegisterRow.external_id == show_id.id)


def _is_unread(register: str) -> ColumnElement[bool]:
    merged = aliased(DramaRow)
    return and_(
        RegisterRow.register == register,
        RegisterRow.gone_at.is_(None),
        or_(RegisterRow.read_at.is_(None), RegisterRow.changed_at > RegisterRow.read_at),
        RegisterRow.drama_id.not_in(select(merged.id).where(merged.merged_into.is_not(None))),
    )


def _registered(row: RegisterRow, drama_id: int) -> Registered:
    return Registered(
        ShowId(row.register, row.external_id),
        drama_id,
        row.changed_at,
        row.read_at,
        row.etag,
        row.attempts,
        row.gone_at is not None,
        aside=row.drama_id != drama_id,
    )
