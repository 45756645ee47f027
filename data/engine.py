"""Opening the database, whichever one the URL names."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.engine.interfaces import DBAPIConnection as Connection

Sessions = async_sessionmaker[AsyncSession]

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite waits for another process's write before it says "locked"."""


def _tune_sqlite(connection: Connection, _record: object) -> None:
    try:
        cursor = connection.cursor()
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            # A catalogue of a hundred thousand dramas is about as large.
            "cache_size = -32768",
            "mmap_size = 268435456",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Exception:
        # The pool forgets a connection that fails here, and its thread would outlive the loop.
        connection.close()
        raise


def create_engine(url: str) -> AsyncEngine:
    """Make an engine with our settings for the database that ``url`` names."""
    on_sqlite = url.startswith("sqlite")
    engine = create_async_engine(url, pool_pre_ping=not on_sqlite)
    if on_sqlite:
        event.listen(engine.sync_engine, "connect", _tune_sqlite)
    return engine


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Sessions]:
    """Yield a session factory, and dispose of the pool afterwards."""
    engine = create_engine(url)
    try:
        yield async_sessionmaker(engine, expire_on_commit=False)
    finally:
        await engine.dispose()
