"""`/help`, `/about`, and "Delete this response" for whoever asked for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import app_commands

from bot.domain.errors import ForbiddenError, NotFoundError
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.about import HelpCommand, about_card, help_card, mention_of
from bot.ui.replies import lang_of, send_card, whisper
from cogs._base import DaebakCog, everywhere, is_in_server, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

_PATIENCE_S: Final = 1.0  # for the commands' ids; names alone serve as well
_THREAD_ARCHIVED: Final = 50083
_UNKNOWN_MESSAGE: Final = 10008


class About(DaebakCog):
    """The way in, and the way out."""

    def __init__(self, bot: DaebakBot) -> None:
        super().__init__(bot)
        self._ids: dict[str, int] = {}
        self._menu = everywhere(
            app_commands.ContextMenu(name="Delete this response", callback=self.delete_response)
        )

    async def cog_load(self) -> None:
        """Start answering, the message menu included."""
        await super().cog_load()
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Stop answering."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        await super().cog_unload()

    @app_commands.command(name="help")
    @everywhere
    async def help(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """See what I can do and how to begin."""
        commands = await self._commands(interaction)
        await send_card(interaction, help_card(commands, lang_of(interaction)), private=True)

    @app_commands.command(name="about")
    @everywhere
    async def about(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """See my version, what I keep about you, and my sources."""
        await self._about(interaction, private=False)

    @on(ids.ABOUT_OPEN)
    async def press_about(self, interaction: Interaction) -> None:
        """Open it from another card."""
        await self._about(interaction, private=True)

    async def delete_response(
        self, interaction: discord.Interaction[DaebakBot], message: discord.Message
    ) -> None:
        """Delete an answer of ours for whoever asked for it, or for a moderator."""
        _check_deletable(interaction, message)
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await message.delete()
        except discord.HTTPException as error:
            log.info("response not deleted", code=error.code)
            raise _refused(interaction, error) from error
        await whisper(interaction, lang_of(interaction).say("It is deleted."))

    async def _about(self, interaction: Interaction, *, private: bool) -> None:
        lang = lang_of(interaction)
        found = [c for c in await self._commands(interaction) if c.name == "settings"]
        settings = mention_of(found[0] if found else HelpCommand("settings", ""), lang)
        await send_card(interaction, about_card(lang, settings=settings), private=private)

    async def _commands(self, interaction: Interaction) -> list[HelpCommand]:
        """List every slash command of the tree in its order, subcommands one by one."""
        numbers = await self._numbers()
        return [
            HelpCommand(
                command.qualified_name,
                command.description,
                numbers.get(root.name) if _can_use(interaction, root) else None,
            )
            for root in self._bot.tree.get_commands(type=discord.AppCommandType.chat_input)
            for command in ([root] if isinstance(root, app_commands.Command) else root.commands)
        ]

    async def _numbers(self) -> dict[str, int]:
        """Return Discord's ids of our commands, asked for once; none where it does not say."""
        if not self._ids:
            try:
                found = await asyncio.wait_for(self._bot.tree.fetch_commands(), _PATIENCE_S)
            except (discord.HTTPException, TimeoutError) as error:
                log.warning("command ids not known", error=str(error))
                return {}
            slash = discord.AppCommandType.chat_input
            self._ids = {command.name: command.id for command in found if command.type is slash}
        return self._ids


def _can_use(
    interaction: Interaction, root: app_commands.Command[Any, ..., Any] | app_commands.Group
) -> bool:
    """Tell whether a mention of a command would open it for the member, here."""
    where = root.allowed_contexts
    if where is not None and not is_in_server(interaction) and not where.dm_channel:
        return False
    needed = root.default_permissions
    return needed is None or interaction.permissions.is_superset(needed)


def _check_deletable(interaction: Interaction, message: discord.Message) -> None:
    ours = interaction.client.user
    if ours is None or message.author.id != ours.id:
        raise ForbiddenError(t("That is not a message of mine: I delete only my own."))
    asked = message.interaction_metadata
    is_asker = asked is not None and asked.user.id == interaction.user.id
    # What the bot sends into a direct message is for its one reader.
    is_own_dm = interaction.context.dm_channel
    if not (is_asker or is_own_dm or interaction.permissions.manage_messages):
        raise ForbiddenError(
            t(
                "Only who asked for that answer, or a member who may manage messages here, can "
                "delete it."
            )
        )


def _refused(interaction: Interaction, error: discord.HTTPException) -> Exception:
    """Return what to raise in the place of a failure to delete."""
    if error.code == _UNKNOWN_MESSAGE:
        return NotFoundError(t("That message is already gone."))
    if error.code == _THREAD_ARCHIVED:
        return ForbiddenError(t("This thread is archived. Post in it to open it, then try again."))
    if not isinstance(error, discord.Forbidden | discord.NotFound):
        return error
    if not (is_in_server(interaction) or interaction.context.dm_channel):
        return ForbiddenError(
            t(
                "I am not a member here, so Discord does not let me delete it. A moderator can "
                "delete it like any message."
            )
        )
    return ForbiddenError(
        t(
            "Discord does not let me delete it: I cannot see this channel. An admin can grant me "
            "View Channel in Edit Channel → Permissions."
        )
    )


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(About(bot))
