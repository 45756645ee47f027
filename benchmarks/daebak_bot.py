"""Daebak as the benchmarks run it: the real bot on its own database, with the catalogue."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import DaebakBot
from bot.cli.logs import set_up_logs
from bot.services.registry import Services
from bot.settings import Settings
from data.engine import create_engine
from data.migrate import migrate

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


async def build(database_url: str = "") -> DaebakBot:
    """Return the bot, migrated and stocked, as ``daebak run`` starts it.

    Args:
        database_url: An SQLAlchemy URL; empty for a temporary SQLite file.
    """
    from sqlalchemy.ext.asyncio import async_sessionmaker

    set_up_logs("WARNING")
    if not database_url:
        folder = tempfile.TemporaryDirectory(prefix="daebak-bench-")
        atexit.register(folder.cleanup)
        database_url = f"sqlite+aiosqlite:///{Path(folder.name) / 'daebak.db'}"
    await migrate(database_url)
    engine: AsyncEngine = create_engine(database_url)
    path = Settings(database_url=database_url).index_path
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    services = Services.build(sessions, index_path=path)
    await services.catalogue.seed()
    await services.catalogue.refresh()
    return DaebakBot(services, shard_count=1)
