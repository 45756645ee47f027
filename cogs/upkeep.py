"""What the bot does by itself: keeping the catalogue up to date, and writing things down."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import structlog
from discord.ext import commands, tasks

from bot.domain.errors import ConflictError

if TYPE_CHECKING:
    from bot.app import DaebakBot

log = structlog.get_logger(__name__)

REFRESH_S = 10.0
FLUSH_S = 5.0
KEEP_UP_MIN = 10.0
SAVE_H = 1.0
_PATIENCE_S = 5.0


class Upkeep(commands.Cog):
    """Small work on a schedule."""

    def __init__(self, bot: DaebakBot) -> None:
        self._bot = bot
        self._catalogue = bot.services.catalogue
        self._imports = bot.services.imports
        self._stopping = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._failed = False

    async def cog_load(self) -> None:
        """Start the schedule."""
        _ = self.refresh_catalogue.start()
        _ = self.flush_lookups.start()
        _ = self.save_titles.start()
        if self._bot.services.shows.updates:
            _ = self.keep_up.start()

    async def cog_unload(self) -> None:
        """Stop the schedule, and write what is left."""
        self.refresh_catalogue.cancel()
        self.flush_lookups.cancel()
        self.save_titles.cancel()
        self._stopping.set()
        # It ends after the step in hand; the lease runs out by itself if it does not.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _PATIENCE_S)
        self.keep_up.cancel()
        await self._flush()

    @tasks.loop(seconds=FLUSH_S)
    async def flush_lookups(self) -> None:
        """Write down which dramas were looked up."""
        await self._flush()

    @tasks.loop(seconds=REFRESH_S)
    async def refresh_catalogue(self) -> None:
        """Take in dramas that another process imported."""
        try:
            if await self._catalogue.refresh():
                log.info("catalogue loaded", dramas=len(self._catalogue))
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("catalogue not refreshed", error=str(error))

    @tasks.loop(hours=SAVE_H)
    async def save_titles(self) -> None:
        """Keep the index of titles, so that the next start need not build it."""
        try:
            await self._catalogue.titles.save()
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("title index not saved", error=str(error))

    @save_titles.before_loop
    async def _wait_to_save(self) -> None:
        """Begin when the bot is ready: a start waits for nothing of this."""
        await self._bot.wait_until_ready()

    @tasks.loop(minutes=KEEP_UP_MIN)
    async def keep_up(self) -> None:
        """Take in what changed outside, where that is due."""
        self._idle.clear()
        try:
            for done, report in await self._imports.keep_up(stop=self._stopping):
                log.info("catalogue brought up to date", by=done, new=report.new, read=report.read)
            self._failed = False
        except ConflictError:
            log.debug("another process brings the catalogue up to date")
        except Exception as error:  # noqa: BLE001 - the next round tries again
            if not self._failed:  # once, however long it lasts
                log.warning("catalogue not brought up to date", error=str(error))
            self._failed = True
        finally:
            self._idle.set()

    @keep_up.before_loop
    async def _wait_to_keep_up(self) -> None:
        """Begin when the bot is ready: a start waits for nothing of this."""
        await self._bot.wait_until_ready()

    @save_titles.before_loop
    @keep_up.before_loop
    async def _wait(self) -> None:
        await self._bot.wait_until_ready()

    async def _flush(self) -> None:
        try:
            await self._catalogue.lookups.flush()
        except Exception as error:  # noqa: BLE001 - they are kept for the next round
            log.warning("look-ups not written", error=str(error))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Upkeep(bot))
