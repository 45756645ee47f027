"""Databases for tests: migrated once, then copied for every test."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from data.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

_numbers = itertools.count(1)


def run_apart(work: Coroutine[Any, Any, object]) -> None:
    """Run something to its end in a thread: a fixture may be made inside a running loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


class SQLiteCopies:
    """Copies of one migrated SQLite file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        run_apart(migrate(f"sqlite+aiosqlite:///{self._template}"))

    def new(self, folder: Path) -> str:
        path = folder / "test.db"
        shutil.copyfile(self._template, path)
        return f"sqlite+aiosqlite:///{path}"


class PostgresCopies:
    """Databases made from one migrated template of an embedded PostgreSQL."""

    def __init__(self, uri: str) -> None:
        # As the package gives it: a socket folder in the query, no port.
        self._url = uri.replace("postgresql://", "postgresql+asyncpg://")
        self._made: list[str] = []
        run_apart(self._run("CREATE DATABASE template_daebak"))
        run_apart(migrate(self._url_of("template_daebak")))

    async def new(self) -> str:
        name = f"test_{next(_numbers)}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE template_daebak")
        return self._url_of(name)

    async def drop(self, url: str) -> None:
        name = url.split("?")[0].rsplit("/", 1)[1]
        await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url_of(self, name: str) -> str:
        head, _, query = self._url.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")

    async def _run(self, statement: str) -> None:
        engine = create_async_engine(self._url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()
