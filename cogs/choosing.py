"""`/top` and `/random`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.browsing import Field, Filters, Scope, Shelf, read_view
from bot.ui import custom_ids as ids
from bot.ui.cards.browsing import top_card
from bot.ui.cards.picking import nothing_card, pick_card
from bot.ui.replies import is_askers, lang_of, send_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on
from cogs._filters import LeastScore, filtered, filters_of, place_of, turn

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction

_SCOPES = [
    app_commands.Choice(name=app_commands.locale_str("This server"), value=Scope.HERE.value),
    app_commands.Choice(name=app_commands.locale_str("Everyone"), value=Scope.EVERYONE.value),
]
_SHELVES = [
    app_commands.Choice(
        name=app_commands.locale_str("My plan to watch"), value=Shelf.PLANNED.value
    ),
    app_commands.Choice(name=app_commands.locale_str("All of my list"), value=Shelf.LIST.value),
    app_commands.Choice(name=app_commands.locale_str("Everything"), value=Shelf.ALL.value),
]


class Choosing(DaebakCog):
    """What to watch next: the best rated, or whatever chance brings."""

    @app_commands.command(name="top")
    @app_commands.describe(scope="Whose scores: this server’s or everyone’s")
    @app_commands.choices(scope=_SCOPES)
    @filtered
    @everywhere
    async def top(
        self,
        interaction: discord.Interaction[DaebakBot],
        scope: str | None = None,
        country: str | None = None,
        year: str | None = None,
        genre: str | None = None,
        tag: str | None = None,
        network: str | None = None,
        status: str | None = None,
        length: str | None = None,
        score: LeastScore | None = None,
        private: bool = False,
    ) -> None:
        """See the best rated dramas, in this server or by everyone."""
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
        wanted = Scope(scope) if scope else Scope.HERE
        card = await self._top(interaction, filters, wanted, 0)
        await send_card(interaction, card, private=private)

    @app_commands.command(name="random")
    @app_commands.rename(shelf="from")
    @app_commands.describe(shelf="From your list, or from everything")
    @app_commands.choices(shelf=_SHELVES)
    @filtered
    @everywhere
    async def random(
        self,
        interaction: discord.Interaction[DaebakBot],
        shelf: str | None = None,
        country: str | None = None,
        year: str | None = None,
        genre: str | None = None,
        tag: str | None = None,
        network: str | None = None,
        status: str | None = None,
        length: str | None = None,
        score: LeastScore | None = None,
        private: bool = False,
    ) -> None:
        """Have a drama chosen for you by chance, from your list or from everything."""
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
        taken = Shelf(shelf) if shelf else Shelf.ALL
        card = await self._pick(interaction, filters, taken, None, private=private)
        await send_card(interaction, card, private=private)

    @on(ids.TOP_PAGE)
    async def press_top(self, interaction: Interaction, scope: str, view: str, page: str) -> None:
        """Show another page of the best rated, or the other scope's."""
        filters = await self._filters(view)
        wanted = Scope.HERE if scope == Scope.HERE else Scope.EVERYONE
        await turn(interaction, await self._top(interaction, filters, wanted, place_of(page)))

    @on(ids.RANDOM_AGAIN)
    async def press_again(
        self, interaction: Interaction, shelf: str, view: str, drama: str
    ) -> None:
        """Choose another drama; from a list, it is the list of whoever asks."""
        filters = await self._filters(view)
        taken = Shelf(shelf) if shelf in set(Shelf) else Shelf.ALL
        message = interaction.message
        private = not is_askers(interaction) or message is None or message.flags.ephemeral
        card = await self._pick(interaction, filters, taken, int(drama), private=private)
        await turn(interaction, card)

    async def _top(
        self, interaction: Interaction, filters: Filters, scope: Scope, page: int
    ) -> CardView:
        found = await self.services.browsing.top(actor_of(interaction), filters, page, scope)
        return top_card(found, lang_of(interaction), in_server=is_in_server(interaction))

    async def _pick(
        self,
        interaction: Interaction,
        filters: Filters,
        shelf: Shelf,
        besides: int | None,
        *,
        private: bool,
    ) -> CardView:
        actor, lang = actor_of(interaction), lang_of(interaction)
        pick = await self.services.browsing.pick(
            actor, filters, shelf, besides=besides, with_private=private
        )
        if pick is None:
            return nothing_card(filters, shelf, lang)
        return pick_card(pick, filters, shelf, lang)

    async def _filters(self, view: str) -> Filters:
        return read_view(view, await self.services.vocabulary.words()).filters


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Choosing(bot))
