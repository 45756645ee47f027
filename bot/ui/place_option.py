"""The option of commands that names a channel, thread or forum."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

Chosen = app_commands.AppCommandChannel | app_commands.AppCommandThread


class PlaceOption(app_commands.Transformer):
    """A command's option for a channel, thread or forum, whether or not the bot can see it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord asks for."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers."""
        kinds = discord.ChannelType
        threads = [kinds.news_thread, kinds.public_thread, kinds.private_thread]
        return [kinds.text, kinds.news, kinds.forum, *threads]

    async def transform(self, _interaction: discord.Interaction[Any], value: Chosen, /) -> Chosen:
        """Take it as it is: what is wrong with it is said later, in our words."""
        return value
