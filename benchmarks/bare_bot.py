"""The yardstick: the least a discord.py bot can do for the same interactions."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

_CHOICES = [app_commands.Choice(name=f"Drama number {n}", value=str(n)) for n in range(25)]


@app_commands.command()
@app_commands.describe(title="Which drama")
async def drama(interaction: discord.Interaction[Any], title: str) -> None:
    """Look up a drama."""
    await interaction.response.send_message("Signal (2016) · 16 episodes · tvN")


@drama.autocomplete("title")
async def _titles(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    return _CHOICES


def build(database_url: str) -> commands.AutoShardedBot:
    """Return a bot with Daebak's intents and two constant answers; it has no database."""
    bot = commands.AutoShardedBot(
        command_prefix=commands.when_mentioned,
        help_command=None,
        intents=discord.Intents(guilds=True),
        allowed_mentions=discord.AllowedMentions.none(),
    )
    bot.tree.add_command(drama)
    return bot
