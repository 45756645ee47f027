"""What the bot does by itself: keeping the catalogue in step, writing look-ups down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from discord.ext import commands, tasks

if TYPE_CHECKING:
    from bot.app import DaebakBot

log = structlog.get_logger(__name__)

REFRESH_S = 10.0
FLUSH_S = 5.0


class Upkeep(commands.Cog):
    """Small work on a schedule."""

    def __init__(self, bot: DaebakBot) -> None:
        self._catalogue = bot.services.catalogue

    async def cog_load(self) -> None:
        """Start the schedule."""
        _ = self.refresh_catalogue.start()
        _ = self.flush_lookups.start()

    async def cog_unload(self) -> None:
        """Stop the schedule, and write what is left."""
        self.refresh_catalogue.cancel()
        self.flush_lookups.cancel()
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

    async def _flush(self) -> None:
        try:
            await self._catalogue.lookups.flush()
        except Exception as error:  # noqa: BLE001 - they are kept for the next round
            log.warning("look-ups not written", error=str(error))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Upkeep(bot))
