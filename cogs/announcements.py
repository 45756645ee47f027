"""`/announce`: where a server has new reviews announced, and which ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.domain.errors import ForbiddenError, InvalidInputError
from bot.domain.scores import Score
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.announcements import ANY_SCORE, GENRE_PARTS, settings_card, subscriptions_card
from bot.ui.cards.announcing import announcement_card, made_up, why_not
from bot.ui.posting import (
    ChannelTroubleError,
    Chosen,
    Place,
    PlaceOption,
    find_place,
    may_attach,
    post,
    require_postable,
)
from bot.ui.replies import lang_of, lang_of_guild, send_card, update_card, whisper
from bot.ui.terms import GENRES, title_of
from cogs._base import DaebakCog, actor_of, guild_of, on
from cogs._options import genre_of, network_of

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.announcing import Subscription
    from bot.ui.layout import CardView
    from cogs._base import Interaction

Channel = app_commands.Transform[Chosen, PlaceOption]


class Announcements(DaebakCog):
    """Announcing new reviews in channels, threads and forums."""

    announce = app_commands.Group(
        name="announce",
        description="Announce new reviews in a channel",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
    )

    @announce.command(name="here")
    @app_commands.describe(
        channel="Where: a channel, thread or forum; this one unless you say",
        genre="Only dramas of this genre; more can be chosen afterwards",
        network="Only dramas of this network; more can be chosen afterwards",
        least_score="Only reviews with this score or more, from 0.5 to 10",
    )
    @app_commands.autocomplete(genre=DaebakCog.suggest_genres, network=DaebakCog.suggest_networks)
    async def here(
        self,
        interaction: discord.Interaction[DaebakBot],
        channel: Channel | None = None,
        genre: str | None = None,
        network: str | None = None,
        least_score: app_commands.Range[float, 0.5, 10.0] | None = None,
    ) -> None:
        """Announce new reviews in a channel, thread or forum, or change which ones."""
        _require_manager(interaction)
        place = await self._place(interaction, channel)
        require_postable(place, lang_of(interaction))
        subscription = await self.services.announcements.subscribe(
            actor_of(interaction),
            place.id,
            genre=await genre_of(self.services, genre, ours=True) if genre else None,
            network=await network_of(self.services, network) if network else None,
            least=Score.of_points(least_score) if least_score is not None else None,
        )
        await send_card(interaction, await self._settings(interaction, subscription), private=True)

    @announce.command(name="list")
    async def list_all(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """Show where new reviews are announced, and whether that works."""
        await send_card(interaction, await self._list(interaction, 0), private=True)

    @announce.command(name="remove")
    @app_commands.describe(channel="Where to stop; this channel unless you say")
    async def remove(
        self, interaction: discord.Interaction[DaebakBot], channel: Channel | None = None
    ) -> None:
        """Stop announcing new reviews in a channel, thread or forum."""
        _require_manager(interaction)
        channel_id = channel.id if channel else interaction.channel_id or 0
        found = await self.services.announcements.in_channel(actor_of(interaction), channel_id)
        await self._remove(interaction, found.id)

    @announce.command(name="test")
    @app_commands.describe(channel="Where to try it; this channel unless you say")
    async def test(
        self, interaction: discord.Interaction[DaebakBot], channel: Channel | None = None
    ) -> None:
        """Post a sample announcement, to see that it arrives and what it looks like."""
        _require_manager(interaction)
        channel_id = channel.id if channel else interaction.channel_id or 0
        found = await self.services.announcements.in_channel(actor_of(interaction), channel_id)
        await self._test(interaction, found)

    @on(ids.ANNOUNCE_LIST)
    async def press_list(self, interaction: Interaction, page: str) -> None:
        """Show a page of the list in the card's place."""
        await update_card(interaction, await self._list(interaction, int(page)))

    @on(ids.ANNOUNCE_EDIT)
    async def press_edit(self, interaction: Interaction, subscription: str) -> None:
        """Show the settings of one in the list's place."""
        found = await self._own(interaction, subscription)
        await update_card(interaction, await self._settings(interaction, found))

    @on(ids.ANNOUNCE_GENRES)
    async def pick_genres(
        self, interaction: Interaction, subscription: str, part: str, values: list[str]
    ) -> None:
        """Take over the genres chosen in one of the two selects, leaving the other's alone."""
        found = await self._own(interaction, subscription)
        here = GENRE_PARTS[int(part) % len(GENRE_PARTS)]
        chosen = {key for key in found.filters.genres if key not in here} | set(values)
        changed = await self.services.announcements.change(
            actor_of(interaction), found.id, genres=tuple(key for key in GENRES if key in chosen)
        )
        await update_card(interaction, await self._settings(interaction, changed))

    @on(ids.ANNOUNCE_NETWORKS)
    async def pick_networks(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Take over the networks chosen."""
        found = await self._own(interaction, subscription)
        changed = await self.services.announcements.change(
            actor_of(interaction), found.id, networks=tuple(values)
        )
        await update_card(interaction, await self._settings(interaction, changed))

    @on(ids.ANNOUNCE_SCORE)
    async def pick_score(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Take over the least score chosen."""
        found = await self._own(interaction, subscription)
        least = None if values[0] == ANY_SCORE else Score(int(values[0]))
        changed = await self.services.announcements.change_least(
            actor_of(interaction), found.id, least
        )
        await update_card(interaction, await self._settings(interaction, changed))

    @on(ids.ANNOUNCE_ON)
    async def press_on(self, interaction: Interaction, subscription: str) -> None:
        """Turn announcements back on, if they would arrive now."""
        found = await self._own(interaction, subscription)
        require_postable(await self._reach(found.channel_id), lang_of(interaction))
        changed = await self.services.announcements.switch_on(actor_of(interaction), found.id)
        await send_card(interaction, await self._settings(interaction, changed), private=True)

    @on(ids.ANNOUNCE_TEST)
    async def press_test(self, interaction: Interaction, subscription: str) -> None:
        """Post a sample announcement where the card is about."""
        await self._test(interaction, await self._own(interaction, subscription))

    @on(ids.ANNOUNCE_REMOVE)
    async def press_remove(self, interaction: Interaction, subscription: str) -> None:
        """Stop announcing there."""
        await self._remove(interaction, (await self._own(interaction, subscription)).id)

    async def _own(self, interaction: Interaction, subscription: str) -> Subscription:
        _require_manager(interaction)
        return await self.services.announcements.get(actor_of(interaction), int(subscription))

    async def _remove(self, interaction: Interaction, subscription_id: int) -> None:
        found = await self.services.announcements.remove(actor_of(interaction), subscription_id)
        lang, channel = lang_of(interaction), f"<#{found.channel_id}>"
        text = lang.say("New reviews are not announced in {channel} any more.", channel=channel)
        await whisper(interaction, text)

    async def _test(self, interaction: Interaction, subscription: Subscription) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await self._reach(subscription.channel_id)
        guild, catalogue = guild_of(interaction), self.services.catalogue
        lang, mine = lang_of_guild(guild), lang_of(interaction)
        require_postable(place, mine)
        review, scale = await self.services.outbox.sample(guild.id)
        if review is None:
            user_id, now = interaction.user.id, self.services.now()
            drama, review = made_up(await catalogue.best_known(), user_id, now, lang)
        else:
            drama = await catalogue.get(review.drama_id)
        uploads = await self.services.reviews.pictures(review) if may_attach(place) else {}
        card = announcement_card(drama, review, scale, lang, uploads=uploads, test=True)
        try:
            posted = await post(place, card, title=title_of(lang, drama), nonce=str(interaction.id))
        except ChannelTroubleError as error:
            raise ForbiddenError(why_not(error.trouble)) from error
        await self.services.outbox.note_test(guild.id, review, *posted)
        note = mine.say("Posted a test in {channel}: it works.", channel=f"<#{posted[0]}>")
        shown = await self._settings(interaction, subscription, note=f"✅ {note}")
        await send_card(interaction, shown, private=True)

    async def _list(self, interaction: Interaction, page: int) -> CardView:
        _require_manager(interaction)
        found = await self.services.announcements.of_server(actor_of(interaction))
        return subscriptions_card(found, page, lang_of(interaction))

    async def _settings(
        self, interaction: Interaction, subscription: Subscription, *, note: str = ""
    ) -> CardView:
        networks = await self.services.vocabulary.networks()
        return settings_card(subscription, networks, lang_of(interaction), note=note)

    async def _place(self, interaction: Interaction, channel: Chosen | None) -> Place:
        place = await self._reach(channel.id) if channel else interaction.channel
        if not isinstance(place, Place):
            raise InvalidInputError(
                t("I announce in text channels, threads and forums: choose one as the channel.")
            )
        return place

    async def _reach(self, channel_id: int) -> Place:
        try:
            return await find_place(self._bot, channel_id)
        except ChannelTroubleError as error:
            raise ForbiddenError(why_not(error.trouble)) from error


def _require_manager(interaction: discord.Interaction[Any]) -> None:
    # Discord hides the commands from others, but a server may be set to show them.
    guild_of(interaction)
    if not interaction.permissions.manage_guild:
        raise ForbiddenError(
            t(
                "You need the permission Manage Server for that. A server admin can grant it in "
                "Server Settings → Roles."
            )
        )


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Announcements(bot))
