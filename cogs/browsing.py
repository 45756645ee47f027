"""`/browse`, and the panel where filters are changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.domain.browsing import Field, Sort, View, read_view
from bot.ui import custom_ids as ids
from bot.ui.cards.browsing import browse_card
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.picking import ANY, SORT, PanelWords, panel_card
from bot.ui.filter_terms import SORTS
from bot.ui.forms.browsing import FilterForm
from bot.ui.replies import lang_of, send_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on
from cogs._filters import LeastScore, filtered, filters_of, place_of, turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction

_SORTS = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=sort.value)
    for sort, name in SORTS.items()
]


class Browsing(DaebakCog):
    """Lists of the catalogue."""

    @app_commands.command(name="browse")
    @app_commands.describe(sort="In which order")
    @app_commands.choices(sort=_SORTS)
    @filtered
    @everywhere
    async def browse(
        self,
        interaction: discord.Interaction[DaebakBot],
        country: str | None = None,
        year: str | None = None,
        genre: str | None = None,
        tag: str | None = None,
        network: str | None = None,
        status: str | None = None,
        length: str | None = None,
        score: LeastScore | None = None,
        sort: str | None = None,
        private: bool = False,
    ) -> None:
        """List dramas by country, year, genre, tag, network, status, length or score."""
        filters = await filters_of(
            self.services,
            {
                Field.COUNTRY: country,
                Field.YEARS: year,
                Field.GENRE: genre,
                Field.TAG: tag,
                Field.NETWORK: network,
                Field.STATUS: status,
                Field.LENGTH: length,
                Field.LEAST: score,
            },
        )
        view = View(filters, Sort(sort) if sort else Sort.POPULAR)
        await send_card(interaction, await self._list(interaction, view, 0), private=private)

    @on(ids.BROWSE_PAGE)
    async def press_page(self, interaction: Interaction, view: str, page: str) -> None:
        """Show another page, or a list with other filters."""
        card = await self._list(interaction, await self._read(view), place_of(page))
        await turn(interaction, card)

    @on(ids.BROWSE_OPEN)
    async def pick_open(self, interaction: Interaction, values: list[str]) -> None:
        """Open the card of a drama of a list."""
        page = await self.services.pages.drama_page(actor_of(interaction), int(values[0]))
        here = is_in_server(interaction)
        card = drama_card(page, lang_of(interaction), in_server=here, private=True)
        await send_card(interaction, card, private=True)
        self.services.catalogue.lookups.note(interaction.user.id, page.drama.id)

    @on(ids.BROWSE_PANEL)
    async def press_panel(self, interaction: Interaction, view: str) -> None:
        """Show the filters of a list in its place."""
        await turn(interaction, await self._panel(interaction, await self._read(view)))

    @on(ids.BROWSE_SET)
    async def pick_filter(
        self, interaction: Interaction, view: str, field: str, values: list[str]
    ) -> None:
        """Take over what was chosen in the panel."""
        changed, chosen = await self._read(view), values[0]
        if field == SORT:
            changed = replace(changed, sort=Sort(chosen))
        elif chosen == ANY:
            changed = replace(changed, filters=changed.filters.without(Field(field)))
        else:
            # Scores are chosen as half points, but typed as points of ten.
            picked = int(chosen) / 2 if Field(field) is Field.LEAST else chosen
            filters = await filters_of(self.services, {Field(field): picked}, changed.filters)
            changed = replace(changed, filters=filters)
        await turn(interaction, await self._panel(interaction, changed))

    @on(ids.BROWSE_TYPE)
    async def press_type(self, interaction: Interaction, view: str) -> None:
        """Open the form for filters that are typed."""
        before = await self._read(view)

        async def save(sent: discord.Interaction[Any], typed: Mapping[Field, str]) -> None:
            filters = before.filters
            for each, said in typed.items():
                filters = filters.without(each)
                if said:
                    filters = await filters_of(self.services, {each: said}, filters)
            await turn(sent, await self._panel(sent, replace(before, filters=filters)))

        await interaction.response.send_modal(FilterForm(before, lang_of(interaction), save))

    async def _read(self, written: str) -> View:
        return read_view(written, await self.services.vocabulary.words())

    async def _list(self, interaction: Interaction, view: View, page: int) -> CardView:
        found = await self.services.browsing.page(actor_of(interaction), view, page)
        return browse_card(found, lang_of(interaction))

    async def _panel(self, interaction: Interaction, view: View) -> CardView:
        vocabulary = self.services.vocabulary
        words = PanelWords(await vocabulary.countries(), await vocabulary.genres())
        count = await self.services.browsing.count(view)
        return panel_card(view, count, words, lang_of(interaction))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Browsing(bot))
