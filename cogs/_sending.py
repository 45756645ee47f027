"""One delivery's way to where it goes: a channel, a drama's post in a forum, or a member."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.domain.announcing import Trouble
from bot.domain.digests import DigestReading
from bot.i18n import lang_for
from bot.services.digests import dramas_of
from bot.ui.cards.announcing import announcement_card, is_announcement
from bot.ui.cards.digests import digest_card, digest_title, is_digest
from bot.ui.permissions import missing
from bot.ui.posting import (
    ChannelTroubleError,
    Place,
    find_place,
    find_posted,
    may_attach,
    post,
    told_apart,
)
from bot.ui.replies import lang_of_guild
from bot.ui.terms import title_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app import DaebakBot
    from bot.domain.announcing import Delivery
    from bot.domain.digests import DigestPage
    from bot.domain.reviews import Review
    from bot.i18n import Lang
    from bot.ui.layout import CardView

    Make = Callable[[Place | discord.DMChannel], Awaitable[CardView]]


class DepartedError(Exception):
    """The member left the server that a review is from, and is not to read it any more."""


class Sender:
    """Posts what deliveries are about, once each, and tells where."""

    def __init__(self, bot: DaebakBot) -> None:
        self._bot = bot
        self._services = bot.services

    async def send(self, delivery: Delivery) -> tuple[int, int]:
        """Post a delivery, unless an earlier attempt arrived; return the channel and message.

        Raises:
            ChannelTroubleError: Nothing arrives there until people change something.
            RefusedError: Discord does not take the message.
            DepartedError: The member is not to get it any more.
        """
        subscription = delivery.subscription
        if delivery.digest is not None:
            place = await find_place(self._bot, subscription.channel_id, subscription.guild_id)
            return await self._send_digest(delivery, delivery.digest, place)
        review = delivery.review
        assert review is not None  # noqa: S101 - for mypy: what is no digest is a review
        if subscription.user_id is not None:
            return await self._send_direct(delivery, review, subscription.user_id)
        place = await find_place(self._bot, subscription.channel_id, subscription.guild_id)
        lang = lang_of_guild(place.guild)
        make = partial(self._announcement, delivery, review, lang)
        title = title_of(lang, await self._services.catalogue.get(review.drama_id))
        fits = partial(is_announcement, review_id=review.id)
        if isinstance(place, discord.ForumChannel):
            thread = await self._post_of_drama(place, review.drama_id)
            if thread is not None:
                return await self._post(delivery, thread, make, title, fits)
        return await self._post(delivery, place, make, title, fits)

    async def _send_direct(
        self, delivery: Delivery, review: Review, user_id: int
    ) -> tuple[int, int]:
        if review.guild_id is not None:
            await self._require_member(review.guild_id, user_id)
        with told_apart():
            channel = await self._bot.create_dm(discord.Object(user_id))
        lang = lang_for(delivery.subscription.language)
        make = partial(self._announcement, delivery, review, lang)
        fits = partial(is_announcement, review_id=review.id)
        return await self._post(delivery, channel, make, "", fits)

    async def _require_member(self, guild_id: int, user_id: int) -> None:
        # Whoever has the shard of that server, the answer is the same.
        try:
            await self._bot.http.get_member(guild_id, user_id)
        except (discord.NotFound, discord.Forbidden) as error:
            await self._services.follows.note_left(user_id, guild_id)
            raise DepartedError from error

    async def _send_digest(
        self, delivery: Delivery, digest: DigestPage, place: Place
    ) -> tuple[int, int]:
        lang, subscription = lang_of_guild(place.guild), delivery.subscription
        dramas = await dramas_of(self._services.catalogue, digest)

        async def make(_place: Place | discord.DMChannel) -> CardView:
            reading = DigestReading(digest, subscription, dramas, delivery.scale)
            return digest_card(reading, lang)

        fits = partial(is_digest, digest_id=digest.id)
        return await self._post(delivery, place, make, digest_title(digest, lang), fits)

    async def _announcement(
        self, delivery: Delivery, review: Review, lang: Lang, place: Place | discord.DMChannel
    ) -> CardView:
        subscription = delivery.subscription
        # Pictures are not worth the announcement where they may not be attached.
        uploads = await self._services.reviews.pictures(review) if may_attach(place) else {}
        return announcement_card(
            await self._services.catalogue.get(review.drama_id),
            review,
            delivery.scale,
            lang,
            uploads=uploads,
            role_id=subscription.role_id,
            direct=subscription.user_id is not None,
        )

    async def _post_of_drama(
        self, forum: discord.ForumChannel, drama_id: int
    ) -> discord.Thread | None:
        """Return the post in which a drama's reviews are, or None where there is none (any more).

        Raises:
            ChannelTroubleError: It was locked, or is hidden.
        """
        known = await self._services.forums.find(forum.id, drama_id)
        if known is None:
            return None
        try:
            thread = await find_place(self._bot, known, forum.guild.id)
        except ChannelTroubleError as error:
            if error.trouble is not Trouble.GONE:
                raise
            await self._services.forums.forget(known)
            return None
        if not isinstance(thread, discord.Thread):
            return None
        if thread.locked and missing(forum, forum.guild.me, ["manage_threads"]):
            raise ChannelTroubleError(Trouble.LOCKED)
        if thread.archived:
            with told_apart():
                await thread.edit(archived=False)
        return thread

    async def _post(
        self,
        delivery: Delivery,
        place: Place | discord.DMChannel,
        make: Make,
        title: str,
        fits: Callable[[discord.Message], bool],
    ) -> tuple[int, int]:
        if self._may_be_there(delivery, place):
            found = await find_posted(place, title=title, since=delivery.noted_at, fits=fits)
            if found is not None:
                return found
        return await post(
            place,
            await make(place),
            title=title,
            nonce=str(delivery.id),
            role_id=delivery.subscription.role_id,
        )

    def _may_be_there(self, delivery: Delivery, place: Place | discord.DMChannel) -> bool:
        """Tell whether an earlier attempt may have arrived without a nonce to tell it by."""
        if isinstance(place, discord.ForumChannel):
            return delivery.attempts > 1
        return delivery.may_be_forgotten(self._services.now())
