"""One insert-or-update, and one insert-or-ignore, for both databases we support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def upsert_many(
    session: AsyncSession, table: type[Base], *, key: Sequence[str], values: Sequence[str]
) -> Insert:
    """Insert each of the rows this is executed with, or set its ``values`` where it exists."""
    insert = _insert(session, table)
    return insert.on_conflict_do_update(
        index_elements=key, set_={name: insert.excluded[name] for name in values}
    )


def insert_new(
    session: AsyncSession, table: type[Base], *, key: dict[str, Any], values: dict[str, Any]
) -> Insert:
    """Insert ``key`` and ``values``, or leave what is there where ``key`` already exists."""
    return _insert(session, table, key | values).on_conflict_do_nothing(index_elements=list(key))


def _insert(
    session: AsyncSession, table: type[Base], values: dict[str, Any] | None = None
) -> Insert:
    # Each is imported where it is used: a dialect takes its time, and only one is needed.
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        insert: Insert = postgresql.insert(table)
        return insert.values(values) if values else insert
    from sqlalchemy.dialects import sqlite

    insert = sqlite.insert(table)
    return insert.values(values) if values else insert
