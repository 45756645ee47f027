"""One insert-or-update, and one insert-or-ignore, for both databases we support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.ext.asyncio import AsyncSession

    from data.tables import Base

    Insert = postgresql.Insert | sqlite.Insert


def upsert(
    session: AsyncSession, table: type[Base], *, key: dict[str, Any], values: dict[str, Any]
) -> Insert:
    """Insert ``key`` and ``values``, or set ``values`` where ``key`` already exists."""
    return _insert(session, table, key | values).on_conflict_do_update(
        index_elements=list(key), set_=values
    )


def insert_new(
    session: AsyncSession, table: type[Base], *, key: dict[str, Any], values: dict[str, Any]
) -> Insert:
    """Insert ``key`` and ``values``, or leave what is there where ``key`` already exists."""
    return _insert(session, table, key | values).on_conflict_do_nothing(index_elements=list(key))


def _insert(session: AsyncSession, table: type[Base], values: dict[str, Any]) -> Insert:
    # Each is imported where it is used: a dialect takes its time, and only one is needed.
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).values(values)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table).values(values)
