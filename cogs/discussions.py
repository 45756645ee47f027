"""`/discuss`, the Discuss button, and forgetting threads that are deleted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.discussions import Topic
from bot.ui import custom_ids as ids
from bot.ui.cards.discussions import WHOLE, episodes_card, opened_card
from bot.ui.replies import lang_of, send_card, update_card
from bot.ui.threads import DiscordThreads, missing_place
from cogs._base import DaebakCog, actor_of, guild_of, in_servers, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.dramas import Drama
    from bot.ui.layout import CardView
    from cogs._base import Interaction

_OFFERED: Final = 60  # episodes offered of a drama that does not say how many it has


class ThreadPlace(app_commands.Transformer):
    """A channel that a thread can be in, whether or not the bot can see it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord asks for."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        return [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]

    async def transform(
        self,
        _interaction: discord.Interaction[discord.Client],
        value: app_commands.AppCommandChannel,
        /,
    ) -> app_commands.AppCommandChannel:
        """Take it as it is: what is wrong with it is said later, in our words."""
        return value


class Discussions(DaebakCog):
    """One thread a server for each drama and episode."""

    @app_commands.command(name="discuss")
    @app_commands.describe(
        drama="Which drama",
        episode="Which episode; leave it out to talk about the whole drama",
        channel="Where to open the thread if there is none yet; here if left out",
    )
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas, episode=DaebakCog.suggest_episodes)
    @in_servers
    async def discuss(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        episode: float | None = None,
        channel: app_commands.Transform[app_commands.AppCommandChannel, ThreadPlace] | None = None,
    ) -> None:
        """Find or open this server’s thread about a drama or an episode."""
        guild = guild_of(interaction)
        chosen = await self.services.catalogue.resolve(drama)
        number = None if episode is None else chosen.check_episode(episode)
        place: object = interaction.channel
        if channel is not None:
            place = guild.get_channel(channel.id)
            if place is None:
                raise missing_place(channel.mention)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await send_card(
            interaction, await self._open(interaction, chosen, number, place), private=True
        )

    @on(ids.DRAMA_DISCUSS)
    async def press_discuss(self, interaction: Interaction, drama: str) -> None:
        """Ask which episode to talk about."""
        guild = guild_of(interaction)
        chosen = await self.services.catalogue.get(int(drama))
        discussed = await self.services.discussions.discussed(guild.id, chosen.id)
        card = episodes_card(chosen, _episodes_of(chosen), discussed, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @on(ids.DISCUSS_OPEN)
    async def pick_episode(
        self, interaction: Interaction, drama: str, page: str, values: list[str]
    ) -> None:
        """Open the thread of the episode that was picked."""
        guild_of(interaction)
        chosen = await self.services.catalogue.get(int(drama))
        number = None if values[0] == WHOLE else chosen.check_episode(Decimal(values[0]))
        await interaction.response.defer()
        card = await self._open(interaction, chosen, number, interaction.channel)
        await update_card(interaction, card)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Forget a thread that somebody deleted, so that the next one is made anew."""
        await self.services.forums.forget(payload.thread_id)

    async def _open(
        self, interaction: Interaction, drama: Drama, episode: Decimal | None, place: object
    ) -> CardView:
        guild, lang = guild_of(interaction), lang_of(interaction)
        # In a server, Discord sends the member along.
        member = interaction.user
        assert isinstance(member, discord.Member)  # noqa: S101
        parent = place.parent if isinstance(place, discord.Thread) else place
        opened = await self.services.discussions.open(
            actor_of(interaction),
            Topic(guild.id, drama.id, episode),
            DiscordThreads(
                guild,
                member,
                drama,
                episode,
                parent if isinstance(parent, discord.TextChannel | discord.ForumChannel) else None,
                getattr(place, "mention", "?"),
                lang,
            ),
        )
        found = opened.discussion
        return opened_card(
            episode,
            lang,
            opening=opened.opening,
            thread_id=found.thread_id,
            parent_id=found.parent_id,
            url=f"https://discord.com/channels/{guild.id}/{found.thread_id}",
        )


def _episodes_of(drama: Drama) -> list[Decimal]:
    regular = {Decimal(number) for number in range(1, (drama.facts.episodes or _OFFERED) + 1)}
    return sorted(regular | drama.special_episodes)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Discussions(bot))
