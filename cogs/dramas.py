"""`/drama` and the review card's own buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.services.near import UnclearTitleError
from bot.ui import custom_ids as ids
from bot.ui.cards.dramas import drama_card, likes_card
from bot.ui.replies import lang_of, send_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on
from cogs._searching import offer_search

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from cogs._base import Interaction


class Dramas(DaebakCog):
    """Looking dramas up."""

    @app_commands.command(name="drama")
    @app_commands.describe(
        title="Its title in English, in its own script, or a nickname",
        private="Show the card only to me",
    )
    @app_commands.autocomplete(title=DaebakCog.suggest_dramas)
    @everywhere
    async def drama(
        self, interaction: discord.Interaction[DaebakBot], title: str, private: bool = False
    ) -> None:
        """Look up a drama’s review card."""
        try:
            drama = await self.services.catalogue.resolve(title)
        except UnclearTitleError as error:
            await offer_search(interaction, self.services, error.typed, private=private)
            return
        await self._show(interaction, drama.id, private=private)

    @on(ids.DRAMA_CARD)
    async def press_card(self, interaction: Interaction, drama: str) -> None:
        """Show the card of a drama that another message names."""
        await self._show(interaction, int(drama), private=True)

    @on(ids.DRAMA_LIKE)
    async def press_like(self, interaction: Interaction, drama: str) -> None:
        """Show dramas like this one."""
        likes = await self.services.catalogue.like(int(drama))
        shown = await self.services.catalogue.get(int(drama))
        await send_card(interaction, likes_card(shown, likes, lang_of(interaction)), private=True)

    @on(ids.LIKE_OPEN)
    async def pick_like(self, interaction: Interaction, drama: str, values: list[str]) -> None:
        """Open the card of one of them."""
        await self._show(interaction, int(values[0]), private=True)

    async def _show(self, interaction: Interaction, drama_id: int, *, private: bool) -> None:
        page = await self.services.pages.drama_page(actor_of(interaction), drama_id)
        card = drama_card(
            page, lang_of(interaction), in_server=is_in_server(interaction), private=private
        )
        await send_card(interaction, card, private=private)
        self.services.catalogue.lookups.note(interaction.user.id, page.drama.id)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Dramas(bot))
