"""``daebak run``: the bot on Discord, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

import discord
import structlog

from bot import __version__
from bot.app import DaebakBot
from bot.services.registry import Services, utc_now
from data.engine import open_database
from data.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.settings import Settings

log = structlog.get_logger(__name__)


async def run_bot(settings: Settings) -> None:
    """Connect and stay until SIGINT or SIGTERM.

    Raises:
        discord.LoginFailure: The token was refused.
        SQLAlchemyError: The database cannot be used.
        UnavailableError: The database was written by a newer version.
    """
    token = settings.discord_token
    if token is None:
        msg = "run_bot needs a token"
        raise ValueError(msg)
    if settings.discord_api_url is not None:
        # There is no documented way to name another host; a rate-limit proxy needs one.
        discord.http.Route.BASE = str(settings.discord_api_url).rstrip("/")
    log.info("starting", version=__version__, data=settings.database_label)
    async with open_services(settings) as services:
        bot = DaebakBot(
            services, shard_count=settings.shard_count, shard_ids=settings.shard_ids or None
        )
        async with bot:
            stopping = asyncio.Event()
            listen_for_stop(stopping.set)
            running = asyncio.create_task(bot.start(token.get_secret_value()))
            told = asyncio.create_task(stopping.wait())
            await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                told.cancel()
                await running
                return
            log.info("stopping")
            await bot.close()
            with contextlib.suppress(asyncio.CancelledError):
                await running
    log.info("stopped")


@contextlib.asynccontextmanager
async def open_services(
    settings: Settings, now: Callable[[], datetime] | None = None
) -> AsyncIterator[Services]:
    """Bring the database up to date, load the catalogue, and yield the services."""
    kept = await migrate(settings.database_url, database_path=settings.database_path)
    if kept is not None:
        log.info("database migrated", copy_kept=str(kept))
    async with open_database(settings.database_url) as sessions:
        services = Services.build(sessions, now or utc_now, index_path=settings.index_path)
        added = await services.catalogue.seed()
        if added:
            log.info("starter catalogue loaded", dramas=added)
        await services.catalogue.refresh()
        yield services
        await services.catalogue.titles.save()


def listen_for_stop(stop: Callable[[], None]) -> None:
    """Call ``stop`` on Ctrl-C and on SIGTERM."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows' loops have none
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
