"""Sending what the outbox holds, as soon as something is in it and on a schedule.

What was published before and has changed since goes the same way.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord
import structlog
from discord.ext import commands, tasks

from bot.domain.announcing import Shards, Trouble
from bot.i18n import lang_for
from bot.ui.cards.announcing import announcement_card, is_announcement, stopped_card
from bot.ui.cards.published import renewed_card
from bot.ui.permissions import permission_name
from bot.ui.posting import (
    ChannelTroubleError,
    Place,
    RefusedError,
    change,
    find_place,
    find_posted,
    lacking,
    managers_places,
    may_attach,
    post,
    told_apart,
)
from bot.ui.replies import lang_of_guild
from bot.ui.terms import title_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from datetime import datetime

    from bot.app import DaebakBot
    from bot.domain.announcing import Delivery, Subscription
    from bot.domain.published import Overtaken
    from bot.ui.layout import CardView

log = structlog.get_logger(__name__)

Claimed = TypeVar("Claimed")

EVERY_S: Final = 15.0
AT_ONCE: Final = 5
PATIENCE_S: Final = 30.0
"""How long one attempt may take: less than the lease, so that nobody else takes it over."""

_PLACES_TRIED: Final = 3


class Outbox(commands.Cog):
    """Takes deliveries from the outbox to their channels."""

    def __init__(self, bot: DaebakBot) -> None:
        self._bot = bot
        self._outbox = bot.services.outbox
        self._published = bot.services.published
        self._catalogue = bot.services.catalogue
        self._draining: asyncio.Task[None] | None = None
        self._again = False
        self._closing = False

    async def cog_load(self) -> None:
        """Start the schedule."""
        _ = self.tick.start()

    async def cog_unload(self) -> None:
        """Take nothing new, and finish what is in hand."""
        self._closing = True
        self.tick.cancel()
        if self._draining is not None:
            await asyncio.wait([self._draining])

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Send what was left when the bot stopped."""
        await self.drain()

    @commands.Cog.listener()
    async def on_daebak_event(self) -> None:
        """Send what a cog has just put into the outbox."""
        await self.drain()

    @tasks.loop(seconds=EVERY_S)
    async def tick(self) -> None:
        """Send what failed before, and what another process put into the outbox."""
        await self.drain()

    async def drain(self) -> None:
        """Send all that is due; a call while another one sends makes that one look again."""
        if self._closing or not self._bot.is_ready():
            return
        self._again = True
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain(), name="outbox")
        # Whoever waits may be cancelled; what is being sent may not.
        await asyncio.shield(self._draining)

    async def _drain(self) -> None:
        while self._again and not self._closing:
            self._again = False
            try:
                await self._outbox.expand()
                for trouble in await asyncio.gather(
                    self._work_off(self._published.claim, self._renew),
                    self._work_off(self._outbox.claim, self._send),
                    return_exceptions=True,  # neither holds the other up
                ):
                    if trouble is not None:
                        log.warning("outbox not emptied", error=repr(trouble))
                for subscription in await self._outbox.untold(self._shards()):
                    await self._tell(subscription)
            except Exception as error:  # noqa: BLE001 - the next round tries again
                log.warning("outbox not emptied", error=repr(error))

    async def _work_off(
        self,
        claim: Callable[[int, Shards | None], Awaitable[Sequence[Claimed]]],
        send: Callable[[Claimed], Coroutine[Any, Any, None]],
    ) -> None:
        sending: set[asyncio.Task[None]] = set()
        while True:
            free = 0 if self._closing else AT_ONCE - len(sending)
            if free:
                for claimed in await claim(free, self._shards()):
                    sending.add(asyncio.create_task(send(claimed), name="outbox-send"))
            if not sending:
                return
            _, sending = await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)

    async def _renew(self, claimed: Overtaken) -> None:
        """Have a message show its review as it is now, or nothing of it if it was deleted."""
        message = claimed.message
        emptied = claimed.review_id is None
        try:
            async with asyncio.timeout(PATIENCE_S):
                reading = await self._published.reading(claimed)
                emptied = reading is None
                if reading and not may_attach(self._bot.get_channel(message.channel_id)):
                    reading = replace(reading, uploads={})
                guild = self._bot.get_guild(message.guild_id or 0)
                lang = lang_of_guild(guild) if guild else lang_for(message.language)
                card = renewed_card(message, reading, lang)
                await change(self._bot, message.channel_id, message.message_id, card)
            await self._published.note_shown(claimed, emptied=emptied)
        except (ChannelTroubleError, RefusedError) as error:
            gone = isinstance(error, ChannelTroubleError) and error.trouble is Trouble.GONE
            await self._published.note_refused(claimed, str(error), gone=gone, emptied=emptied)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            await self._published.note_failed(claimed, repr(error))

    async def _send(self, delivery: Delivery) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                channel_id, message_id = await self._post(delivery)
            # Found again, or told apart by its nonce: as it was when it was sent first.
            repeated = delivery.attempts > 1
            await self._outbox.note_sent(delivery, channel_id, message_id, repeated=repeated)
        except ChannelTroubleError as error:
            await self._outbox.note_trouble(delivery, error.trouble)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            lasting = isinstance(error, RefusedError)
            await self._outbox.note_failed(delivery, repr(error), lasting=lasting)

    async def _post(self, delivery: Delivery) -> tuple[int, int]:
        review = delivery.review
        await self._catalogue.refresh()  # an import may have brought the drama along
        drama = await self._catalogue.get(review.drama_id)
        place = await find_place(self._bot, delivery.subscription.channel_id)
        lang = lang_of_guild(place.guild)
        title = title_of(lang, drama)
        if self._may_be_there(delivery, place):
            fits = partial(is_announcement, review_id=review.id)
            found = await find_posted(place, title=title, fits=fits)
            if found is not None:
                return found
        # Pictures are not worth the announcement where they may not be attached.
        uploads = await self._bot.services.reviews.pictures(review) if may_attach(place) else {}
        card = announcement_card(drama, review, delivery.scale, lang, uploads=uploads)
        return await post(place, card, title=title, nonce=str(delivery.id))

    def _may_be_there(self, delivery: Delivery, place: Place) -> bool:
        """Tell whether an earlier attempt may have arrived without a nonce to tell it by."""
        if isinstance(place, discord.ForumChannel):
            return delivery.attempts > 1
        return delivery.may_be_forgotten(self._bot.services.now())

    async def _tell(self, subscription: Subscription) -> None:
        """Say once, where a server's managers read it, that announcements stopped and why."""
        guild = self._bot.get_guild(subscription.guild_id)
        if guild is not None:
            lang = lang_of_guild(guild)
            there = guild.get_channel_or_thread(subscription.channel_id)
            needed = lacking(there) if isinstance(there, Place) else []
            forum = isinstance(there, discord.ForumChannel)
            names = [permission_name(lang, name, in_forum=forum) for name in needed]
            for place in managers_places(guild, subscription.channel_id)[:_PLACES_TRIED]:
                card = stopped_card(subscription, lang, lacking=names)
                if await self._told(subscription, place, card):
                    return
            card = stopped_card(subscription, lang, lacking=names, in_server=False)
            if await self._told(subscription, discord.Object(subscription.created_by), card):
                return
        log.warning("managers not told", server=subscription.guild_id)
        await self._outbox.note_told(subscription)

    async def _told(
        self,
        subscription: Subscription,
        where: discord.TextChannel | discord.Object,
        card: CardView,
    ) -> bool:
        nonce = f"off-{subscription.id}-{_seconds(subscription.disabled_at)}"
        try:
            with told_apart():
                channel = (
                    await self._bot.create_dm(where) if isinstance(where, discord.Object) else where
                )
                await channel.send(view=card, nonce=nonce)
        except (ChannelTroubleError, RefusedError):
            return False
        await self._outbox.note_told(subscription)
        return True

    def _shards(self) -> Shards | None:
        """Return which servers this process speaks for, or None for all."""
        count, ours = self._bot.shard_count or 1, frozenset(self._bot.shards)
        return Shards(count, ours) if 0 < len(ours) < count else None


def _seconds(time: datetime | None) -> int:
    return int(time.timestamp()) if time else 0


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Outbox(bot))
