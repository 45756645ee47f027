"""``daebak run``: the bot on Discord, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import discord
import structlog

from bot import __version__
from bot.app import DaebakBot
from bot.cli.opening import listen_for_stop, open_providers, open_services
from bot.web.getting import open_web

if TYPE_CHECKING:
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
    async with (
        open_providers(settings) as providers,
        open_web(contact=settings.provider_contact, allow_private=settings.fetch_private) as web,
        open_services(
            settings,
            providers=providers,
            updates=settings.catalogue_updates,
            web=web,
            polling=settings.feed_polling,
        ) as services,
    ):
        bot = DaebakBot(
            services,
            shard_count=settings.shard_count,
            shard_ids=settings.shard_ids or None,
            requests_per_s=settings.discord_requests_per_s,
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
