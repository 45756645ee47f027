"""What every cog shares: who acts, what is offered, and buttons that answer for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.actors import Actor
from bot.domain.errors import ForbiddenError
from bot.domain.texts import t
from bot.ui.actions import dynamic_item
from cogs._suggest import Suggestions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app import DaebakBot
    from bot.ui.custom_ids import CustomId

    Interaction = discord.Interaction[DaebakBot]

Method = TypeVar("Method", bound="Callable[..., Awaitable[None]]")

EVERYWHERE_INSTALLS = app_commands.allowed_installs(guilds=True, users=True)
EVERYWHERE_CONTEXTS = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)


def everywhere(command: Any) -> Any:  # noqa: ANN401 - as discord.py's own decorators
    """Let a command be used in servers, in direct messages and installed to a user."""
    return EVERYWHERE_INSTALLS(EVERYWHERE_CONTEXTS(command))


def in_servers(command: Any) -> Any:  # noqa: ANN401 - as discord.py's own decorators
    """Keep a command to servers that the bot is a member of."""
    return app_commands.allowed_installs(guilds=True, users=False)(
        app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    )


def on(custom_id: CustomId) -> Callable[[Method], Method]:
    """Have a method of a cog answer every button or select with custom ids of a form."""

    def mark(method: Method) -> Method:
        method.__answers__ = custom_id  # type: ignore[attr-defined]  # read by DaebakCog
        return method

    return mark


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Return who acts, and in which server the bot is a member of."""
    return Actor(interaction.user.id, interaction.guild_id if is_in_server(interaction) else None)


def is_in_server(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether this happens in a server where the bot itself is (not only its user)."""
    # discord.py makes up a guild object for servers the bot is not a member of.
    guild_id = interaction.guild_id
    return guild_id is not None and interaction.client.get_guild(guild_id) is not None


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Return the server this happens in.

    Raises:
        ForbiddenError: A direct message, or a server where the bot is not a member.
    """
    if interaction.guild is None or not is_in_server(interaction):
        raise ForbiddenError(
            t("That needs a server that I am a member of. Ask a server admin to invite me.")
        )
    return interaction.guild


class DaebakCog(Suggestions, commands.Cog):
    """A cog with the bot's services, whose marked methods answer buttons and selects."""

    def __init__(self, bot: DaebakBot) -> None:
        self.services = bot.services
        self._bot = bot
        methods = (getattr(self, name) for name in dir(type(self)) if not name.startswith("__"))
        self._items = [
            dynamic_item(method.__answers__, method, unwelcome=bot.is_unwelcome)
            for method in methods
            if hasattr(method, "__answers__")
        ]

    async def cog_load(self) -> None:
        """Start answering."""
        self._bot.add_dynamic_items(*self._items)

    async def cog_unload(self) -> None:
        """Stop answering."""
        self._bot.remove_dynamic_items(*self._items)
