"""A title nobody has: opening a near one, searching TVmaze, suggesting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import NotFoundError, UnavailableError
from bot.ui import custom_ids as ids
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.searching import MINE, results_card, taken_card, unavailable_card
from bot.ui.failures import told
from bot.ui.forms.catalogue import SearchForm
from bot.ui.packing import unpack
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, is_in_server, on
from cogs._editing import open_add

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction


class Searching(DaebakCog):
    """Finding dramas outside the catalogue."""

    @on(ids.SEARCH_OPEN)
    async def pick_near(self, interaction: Interaction, scope: str, values: list[str]) -> None:
        """Show the drama that was meant."""
        private = scope == MINE
        card = await self._drama_card(interaction, int(values[0]), private=private)
        await send_card(interaction, card, private=private)

    @on(ids.SEARCH_TVMAZE)
    async def press_search(self, interaction: Interaction, scope: str, typed: str) -> None:
        """Search for what was typed."""
        await self._search(interaction, scope, unpack(typed))

    @on(ids.SEARCH_ASK)
    async def press_ask(self, interaction: Interaction, scope: str, typed: str) -> None:
        """Ask for a title to search for."""

        async def save(sent: Interaction, title: str) -> None:
            await self._search(sent, scope, title)

        form = SearchForm(lang_of(interaction), save, unpack(typed))
        await interaction.response.send_modal(form)

    @on(ids.SEARCH_ADD)
    async def pick_found(self, interaction: Interaction, scope: str, values: list[str]) -> None:
        """Add the show that was picked, and show its card."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        lang = lang_of(interaction)
        source, _, show_id = values[0].partition(".")
        try:
            drama = await self.services.shows.add(source, show_id)
        except (UnavailableError, NotFoundError) as error:
            # The results are still there, above: another click tries again.
            await update_card(interaction, unavailable_card(told(error, lang), lang))
            return
        private = scope == MINE
        card = await self._drama_card(interaction, drama.id, private=private)
        if not private:
            await update_card(interaction, taken_card(drama, lang))
            await send_card(interaction, card)
        else:
            await update_card(interaction, card)

    @on(ids.SEARCH_SUGGEST)
    async def press_suggest(self, interaction: Interaction, typed: str) -> None:
        """Open the form for a drama that nobody has."""
        await open_add(interaction, self.services, unpack(typed))

    async def _search(self, interaction: Interaction, scope: str, typed: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        lang = lang_of(interaction)
        try:
            found = await self.services.shows.search(typed)
        except UnavailableError as error:
            card = unavailable_card(told(error, lang), lang, typed=typed, scope=scope)
        else:
            card = results_card(typed, found[:10], scope, lang)
        await update_card(interaction, card)

    async def _drama_card(
        self, interaction: Interaction, drama_id: int, *, private: bool
    ) -> CardView:
        page = await self.services.pages.drama_page(actor_of(interaction), drama_id)
        self.services.catalogue.lookups.note(interaction.user.id, page.drama.id)
        here = is_in_server(interaction)
        return drama_card(page, lang_of(interaction), in_server=here, private=private)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Searching(bot))
