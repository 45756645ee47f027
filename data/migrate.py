"""Bringing a database to this version's schema, after keeping a copy of it.

Alembic is imported only where there is something to migrate, which is not at most starts.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from bot.domain.errors import UnavailableError
from bot.domain.texts import t
from data.engine import create_engine

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).parent / "migrations"

_LOCK_KEY: Final = 0xDAEBA  # of the advisory lock that keeps two processes from migrating at once


def alembic_config(url: str = "") -> Config:
    """Return Alembic's configuration; there is no ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


async def migrate(url: str, *, database_path: Path | None = None) -> Path | None:
    """Bring the database to the newest schema.

    Args:
        url: An SQLAlchemy URL with an async driver.
        database_path: The file of an SQLite database, copied before it is changed.

    Returns:
        The copy that was kept, or None where nothing had to be changed.

    Raises:
        sqlite3.Error: The file cannot be opened, or is no database.
        UnavailableError: The database was written by a newer version of Daebak.
    """
    if database_path is not None:
        _look_at(database_path)
    kept: Path | None = None

    def upgrade(connection: Connection) -> None:
        nonlocal kept
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})"))
        current = _current(connection)
        if current == revisions()[-1]:
            return
        if current is not None and current not in revisions():
            raise UnavailableError(
                t(
                    "This database was written by a newer version of Daebak (schema "
                    "{revision}). Update Daebak, or point DATABASE_URL at another database.",
                    revision=current,
                )
            )
        if current is not None and database_path is not None:
            kept = _copy(database_path, current)
        from alembic import command

        config = alembic_config(url)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    engine = create_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()
    return kept


def revisions() -> list[str]:
    """Return this version's revisions, oldest first: files are named after them, in order."""
    return sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _look_at(path: Path) -> None:
    """Open the file once by hand: a driver's thread cannot say as plainly what is wrong."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA schema_version")


def _copy(path: Path, revision: str) -> Path:
    """Copy with SQLite's own backup, which is right while others read and write."""
    kept = path.with_name(f"{path.name}.before-{revision}")
    with (
        contextlib.closing(sqlite3.connect(path)) as source,
        contextlib.closing(sqlite3.connect(kept)) as target,
    ):
        source.backup(target)
    return kept
