"""`/announce`: where a server has new reviews announced, and which ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.errors import ForbiddenError, InvalidInputError
from bot.domain.hours import DEFAULT_ZONE, minutes_of
from bot.domain.scores import Score
from bot.domain.texts import t
from bot.services.announcements import Wish
from bot.ui import custom_ids as ids
from bot.ui.cards.announcement_terms import quiet_line
from bot.ui.cards.announcements import (
    subscriptions_card,
)
from bot.ui.cards.announcing import announcement_card, made_up, why_not
from bot.ui.place_option import Chosen, PlaceOption
from bot.ui.posting import (
    ChannelTroubleError,
    may_attach,
    post,
    require_postable,
)
from bot.ui.replies import lang_of, lang_of_guild, send_card, update_card, whisper
from bot.ui.terms import title_of
from bot.ui.zones import zone_of
from cogs._announcing import (
    RHYTHMS,
    own,
    place_of,
    reach,
    require_manager,
    rhythm_of,
    role_of,
    settings_of,
)
from cogs._base import DaebakCog, actor_of, guild_of, on
from cogs._options import blog_of, country_of, genre_of, network_of

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
        country="Only dramas from this country, besides those chosen before",
        drama="Only this drama, besides those chosen before",
        blog="Only reviews from this blog, besides those chosen before",
        reviewer="Only reviews by this member, besides those chosen before",
        least_score="Only reviews with this score or more, from 0.5 to 10",
        role="A role to mention with each announcement",
        digest="Have reviews come together instead of one by one",
    )
    @app_commands.choices(digest=RHYTHMS)
    @app_commands.autocomplete(
        genre=DaebakCog.suggest_genres,
        network=DaebakCog.suggest_networks,
        country=DaebakCog.suggest_countries,
        drama=DaebakCog.suggest_dramas,
        blog=DaebakCog.suggest_blogs,
    )
    async def here(
        self,
        interaction: discord.Interaction[DaebakBot],
        channel: Channel | None = None,
        genre: str | None = None,
        network: str | None = None,
        country: str | None = None,
        drama: str | None = None,
        blog: str | None = None,
        reviewer: discord.User | None = None,
        least_score: app_commands.Range[float, 0.5, 10.0] | None = None,
        role: discord.Role | None = None,
        digest: app_commands.Choice[str] | None = None,
    ) -> None:
        """Announce new reviews in a channel, thread or forum, or change which ones."""
        require_manager(interaction)
        actor, services = actor_of(interaction), self.services
        place = await place_of(interaction, channel)
        wish = Wish(
            genre=await genre_of(services, genre, ours=True) if genre else None,
            network=await network_of(services, network) if network else None,
            country=country_of(country) if country else None,
            drama=(await services.catalogue.resolve(drama)).id if drama else None,
            feed=await blog_of(services, actor, blog) if blog else None,
            reviewer=reviewer.id if reviewer else None,
            least=Score.of_points(least_score) if least_score is not None else None,
            role_id=role_of(interaction, role, place) if role else None,
        )
        subscription = await services.announcements.subscribe(actor, place.id, wish)
        if digest is not None:
            rhythm = rhythm_of(digest.value)
            subscription = await services.announcements.change_rhythm(
                actor, subscription.id, rhythm
            )
        await send_card(
            interaction, await settings_of(interaction, self.services, subscription), private=True
        )

    @announce.command(name="quiet")
    @app_commands.describe(
        start="When quiet hours begin, such as 22:30",
        end="When they end, such as 8:00",
        zone="The server’s time zone: a large city in it, such as Seoul or New York",
        off="Have no quiet hours any more",
    )
    @app_commands.autocomplete(zone=DaebakCog.suggest_zones)
    async def quiet(
        self,
        interaction: discord.Interaction[DaebakBot],
        start: str | None = None,
        end: str | None = None,
        zone: str | None = None,
        off: bool = False,
    ) -> None:
        """See or set hours of the night in which nothing is announced here."""
        require_manager(interaction)
        guild, hours = guild_of(interaction), self.services.hours
        if (start is None) != (end is None):
            raise InvalidInputError(
                t("Quiet hours need both ends: say from when and to when, such as 22:30 and 8:00.")
            )
        stretch = (minutes_of(start), minutes_of(end)) if start and end and not off else None
        key = zone_of(zone) if zone else None
        day = await (hours.end(guild.id) if off else hours.find(guild.id))
        if key is not None or stretch is not None:
            day = await hours.choose(guild.id, zone=key, quiet=stretch)
        lang = lang_of(interaction)
        told = lang.say("Time zone of this server: {zone}", zone=day.zone or DEFAULT_ZONE)
        await whisper(interaction, f"{quiet_line(day.quiet, lang)}\n-# {told}")
        interaction.client.dispatch("daebak_event")  # what waited may be due

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
        require_manager(interaction)
        channel_id = channel.id if channel else interaction.channel_id or 0
        for found in await self.services.announcements.in_channel(
            actor_of(interaction), channel_id
        ):
            await self.services.announcements.remove(actor_of(interaction), found.id)
        await self._say_removed(interaction, channel_id)

    @announce.command(name="test")
    @app_commands.describe(channel="Where to try it; this channel unless you say")
    async def test(
        self, interaction: discord.Interaction[DaebakBot], channel: Channel | None = None
    ) -> None:
        """Post a sample announcement, to see that it arrives and what it looks like."""
        require_manager(interaction)
        channel_id = channel.id if channel else interaction.channel_id or 0
        found = await self.services.announcements.in_channel(actor_of(interaction), channel_id)
        await self._test(interaction, found[0])

    @on(ids.ANNOUNCE_LIST)
    async def press_list(self, interaction: Interaction, page: str) -> None:
        """Show a page of the list in the card's place."""
        await update_card(interaction, await self._list(interaction, int(page)))

    @on(ids.ANNOUNCE_ON)
    async def press_on(self, interaction: Interaction, subscription: str) -> None:
        """Turn announcements back on, if they would arrive now."""
        found = await own(interaction, self.services, subscription)
        require_postable(await reach(interaction, found.channel_id), lang_of(interaction))
        changed = await self.services.announcements.switch_on(actor_of(interaction), found.id)
        await send_card(
            interaction, await settings_of(interaction, self.services, changed), private=True
        )

    @on(ids.ANNOUNCE_TEST)
    async def press_test(self, interaction: Interaction, subscription: str) -> None:
        """Post a sample announcement where the card is about."""
        await self._test(interaction, await own(interaction, self.services, subscription))

    @on(ids.ANNOUNCE_REMOVE)
    async def press_remove(self, interaction: Interaction, subscription: str) -> None:
        """Stop announcing there."""
        found = await own(interaction, self.services, subscription)
        await self.services.announcements.remove(actor_of(interaction), found.id)
        await self._say_removed(interaction, found.channel_id)

    async def _say_removed(self, interaction: Interaction, channel_id: int) -> None:
        lang, channel = lang_of(interaction), f"<#{channel_id}>"
        text = lang.say("New reviews are not announced in {channel} any more.", channel=channel)
        await whisper(interaction, text)

    async def _test(self, interaction: Interaction, subscription: Subscription) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await reach(interaction, subscription.channel_id)
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
        shown = await settings_of(interaction, self.services, subscription, note=f"✅ {note}")
        await send_card(interaction, shown, private=True)

    async def _list(self, interaction: Interaction, page: int) -> CardView:
        require_manager(interaction)
        service = self.services.announcements
        found = await service.of_server(actor_of(interaction))
        return subscriptions_card(found, await service.names(found), page, lang_of(interaction))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Announcements(bot))
