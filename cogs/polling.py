"""Reading blogs' feeds when they are due, and telling managers when one fails for good."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

import structlog
from discord.ext import commands, tasks

from bot.ui.cards.feeds import health_card
from bot.ui.replies import lang_of_guild
from cogs._managers import tell_managers

if TYPE_CHECKING:
    from datetime import datetime

    import discord

    from bot.app import DaebakBot
    from bot.domain.feeds import Follow

log = structlog.get_logger(__name__)

EVERY_S: Final = 15.0
_PATIENCE_S: Final = 5.0


class Polling(commands.Cog):
    """Reads feeds on a schedule."""

    def __init__(self, bot: DaebakBot) -> None:
        self._bot = bot
        self._feeds = bot.services.feeds
        self._stopping = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def cog_load(self) -> None:
        """Start the schedule."""
        if self._feeds.polling:
            _ = self.read.start()
        _ = self.tell.start()

    async def cog_unload(self) -> None:
        """Begin nothing new, and finish what is in hand if that is soon."""
        self._stopping.set()
        self.tell.cancel()
        # A claim that is left behind runs out by itself.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await self._idle.wait()
                await self._feeds.close()
        self.read.cancel()

    @tasks.loop(seconds=EVERY_S)
    async def read(self) -> None:
        """Read the feeds that are due."""
        self._idle.clear()
        try:
            if await self._feeds.poll_due(self._stopping):
                self._bot.dispatch("daebak_event")
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("feeds not read", error=repr(error))
        finally:
            self._idle.set()

    @tasks.loop(seconds=EVERY_S)
    async def tell(self) -> None:
        """Tell managers which feeds were given up, and which work again."""
        try:
            for follow in await self._feeds.untold(self._bot.spoken_for()):
                await self._tell(follow)
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("managers not told of feeds", error=repr(error))

    @read.before_loop
    async def _wait_to_read(self) -> None:
        await self._bot.wait_until_ready()

    @tell.before_loop
    async def _wait_to_tell(self) -> None:
        await self._bot.wait_until_ready()

    async def _tell(self, follow: Follow) -> None:
        guild = self._bot.get_guild(follow.guild_id)
        if guild is None or not await self._told(follow, guild):
            log.warning("managers not told", server=follow.guild_id, feed=follow.feed.id)
        await self._feeds.note_told(follow)

    async def _told(self, follow: Follow, guild: discord.Guild) -> bool:
        feed, lang = follow.feed, lang_of_guild(guild)
        return await tell_managers(
            self._bot,
            guild,
            besides=0,
            asker=follow.added_by,
            nonce=f"feed-{feed.id}-{_seconds(feed.paused_at or feed.read_at)}",
            make=lambda in_server: health_card(follow, lang, in_server=in_server),
        )


def _seconds(time: datetime | None) -> int:
    return int(time.timestamp()) if time else 0


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Polling(bot))
