"""Forms that could not be saved, or that a restart has orphaned: the text is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.ui import custom_ids as ids
from bot.ui.forms.base import answer_orphan, is_orphan, reopen_draft
from cogs._base import DaebakCog, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from cogs._base import Interaction


class Forms(DaebakCog):
    """Looks after what people typed."""

    @on(ids.DRAFT_REOPEN)
    async def press_reopen(self, interaction: Interaction, token: str) -> None:
        """Open a form whose save failed once more."""
        await reopen_draft(interaction, token)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Give back what was typed into a form that was opened before a restart."""
        data: Any = interaction.data or {}
        is_form = interaction.type is discord.InteractionType.modal_submit
        if is_form and is_orphan(str(data.get("custom_id", ""))):
            await answer_orphan(interaction)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Forms(bot))
