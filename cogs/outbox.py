"""Sending what the outbox holds, as soon as something is in it and on a schedule.

What was published before and has changed since goes the same way.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog
from discord.ext import commands, tasks

from bot.domain.announcing import Trouble
from bot.domain.delivering import Arrived, Barred, Dropped, Missed
from bot.i18n import lang_for
from bot.services.review_views import Reading
from bot.ui.cards.announcing import stopped_card
from bot.ui.cards.published import renewed_card
from bot.ui.pacing import forget_limits
from bot.ui.permissions import permission_name
from bot.ui.posting import (
    ChannelTroubleError,
    Place,
    RefusedError,
    change,
    lacking,
    may_attach,
)
from bot.ui.replies import lang_of_guild
from cogs._managers import tell_managers
from cogs._rounds import Conveyor, Round
from cogs._sending import DepartedError, Sender

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.app import DaebakBot
    from bot.domain.announcing import Delivery, Subscription
    from bot.domain.delivering import Outcome
    from bot.domain.published import Overtaken

log = structlog.get_logger(__name__)

EVERY_S: Final = 5.0
PATIENCE_S: Final = 15.0
"""How long one attempt may take: less than the lease, so that nobody else takes it over."""


class Outbox(commands.Cog):
    """Takes deliveries from the outbox to their channels."""

    def __init__(self, bot: DaebakBot) -> None:
        self._bot = bot
        self._outbox = bot.services.outbox
        self._published = bot.services.published
        self._catalogue = bot.services.catalogue
        self._sender = Sender(bot)
        self._closing = False
        deliveries = Conveyor(
            self._claim, self._send, self._note, bot.pace.per_s, lambda: self._closing
        )
        renewals = Conveyor(
            self._claim_overtaken, self._renew, self._renewed, bot.pace.per_s, lambda: self._closing
        )
        # Each goes on by itself: none waits for the many that another one may have to do.
        self._expanding = Round("outbox-expand", self._expand)
        self._delivering = Round("outbox-deliver", deliveries.run)
        self._renewing = Round("outbox-renew", renewals.run)
        self._telling = Round("outbox-tell", self._tell_all)

    async def cog_load(self) -> None:
        """Start the schedule."""
        _ = self.tick.start()

    async def cog_unload(self) -> None:
        """Take nothing new, and finish what is in hand."""
        self._closing = True
        self.tick.cancel()
        for each in (self._expanding, self._delivering, self._renewing, self._telling):
            await each.finish()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Send what was left when the bot stopped."""
        self._wake()

    @commands.Cog.listener()
    async def on_daebak_event(self) -> None:
        """Send what a cog has just put into the outbox."""
        self._wake()

    @tasks.loop(seconds=EVERY_S)
    async def tick(self) -> None:
        """Send what failed before, and what another process put into the outbox."""
        self._wake()

    async def drain(self) -> None:
        """Send all that is due, and return when nothing is."""
        if self._is_working():
            await self._expanding.run()
            await asyncio.gather(self._delivering.run(), self._renewing.run())
            await self._telling.run()

    def _wake(self) -> None:
        if self._is_working():
            for each in (self._expanding, self._delivering, self._renewing, self._telling):
                each.wake()

    def _is_working(self) -> bool:
        return self._bot.is_ready() and not self._closing

    async def _expand(self, _more: asyncio.Event) -> None:
        if await self._outbox.expand():
            self._delivering.wake()

    async def _claim(self, limit: int) -> Sequence[Delivery]:
        claimed = await self._outbox.claim(limit, self._bot.spoken_for())
        if claimed:
            await self._catalogue.refresh()  # an import may have brought the drama along
        return claimed

    async def _note(self, outcomes: Sequence[Outcome | None]) -> None:
        known = [outcome for outcome in outcomes if outcome is not None]
        await self._outbox.note(known)
        forget_limits(self._bot)
        if any(isinstance(outcome, Barred) for outcome in known):
            self._telling.wake()

    async def _claim_overtaken(self, limit: int) -> Sequence[Overtaken]:
        return await self._published.claim(limit, self._bot.spoken_for())

    async def _renewed(self, _outcomes: Sequence[None]) -> None:
        """Each change of a message has noted by itself how it went."""
        forget_limits(self._bot)

    async def _renew(self, claimed: Overtaken) -> None:
        """Have a message show its review as it is now, or nothing of it if it was deleted."""
        message = claimed.message
        emptied = claimed.review_id is None
        try:
            async with asyncio.timeout(PATIENCE_S):
                reading = await self._published.reading(claimed)
                emptied = reading is None
                guild = self._bot.get_guild(message.guild_id or 0)
                place = guild.get_channel_or_thread(message.channel_id) if guild else None
                if isinstance(reading, Reading) and not may_attach(place):
                    reading = replace(reading, uploads={})
                lang = lang_of_guild(guild) if guild else lang_for(message.language)
                card = renewed_card(message, reading, lang)
                await change(self._bot, message.channel_id, message.message_id, card)
            await self._published.note_shown(claimed, emptied=emptied)
        except (ChannelTroubleError, RefusedError) as error:
            gone = isinstance(error, ChannelTroubleError) and error.trouble is Trouble.GONE
            await self._published.note_refused(claimed, str(error), gone=gone, emptied=emptied)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            await self._published.note_failed(claimed, repr(error))

    async def _send(self, delivery: Delivery) -> Outcome | None:
        """Try a delivery once; None where it is no longer ours to try."""
        patience = timedelta(seconds=PATIENCE_S)
        if self._bot.services.now() > delivery.until - patience:
            return None  # this process stood still, and another one may have it by now
        try:
            async with asyncio.timeout(PATIENCE_S):
                channel_id, message_id = await self._sender.send(delivery)
        except ChannelTroubleError as error:
            return Barred(delivery, error.trouble)
        except DepartedError:
            return Dropped(delivery, "member-left")
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            return Missed(delivery, repr(error), lasting=isinstance(error, RefusedError))
        # Found again, or told apart by its nonce: as it was when it was sent first.
        return Arrived(delivery, channel_id, message_id, repeated=delivery.attempts > 1)

    async def _tell_all(self, _more: asyncio.Event) -> None:
        for subscription in await self._outbox.untold(self._bot.spoken_for()):
            await self._tell(subscription)

    async def _tell(self, subscription: Subscription) -> None:
        """Say once, where a server's managers read it, that announcements stopped and why."""
        guild = self._bot.get_guild(subscription.guild_id)
        if guild is None or not await self._told(subscription, guild):
            log.warning("managers not told", server=subscription.guild_id)
        await self._outbox.note_told(subscription)

    async def _told(self, subscription: Subscription, guild: discord.Guild) -> bool:
        lang = lang_of_guild(guild)
        there = guild.get_channel_or_thread(subscription.channel_id)
        needed = lacking(there) if isinstance(there, Place) else []
        forum = isinstance(there, discord.ForumChannel)
        names = [permission_name(lang, name, in_forum=forum) for name in needed]
        return await tell_managers(
            self._bot,
            guild,
            besides=subscription.channel_id,
            asker=subscription.created_by,
            nonce=f"off-{subscription.id}-{_seconds(subscription.disabled_at)}",
            make=lambda in_server: stopped_card(
                subscription, lang, lacking=names, in_server=in_server
            ),
        )


def _seconds(time: datetime | None) -> int:
    return int(time.timestamp()) if time else 0


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Outbox(bot))
