"""`/airing`: what airs this week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.airing import AiringDay, AiringFilter
from bot.domain.regions import region_of_locale
from bot.ui import custom_ids as ids
from bot.ui.cards.airing import AIRING_DAYS, ALL, MINE, WEEK, airing_card
from bot.ui.cards.dramas import drama_card
from bot.ui.replies import is_askers, lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on
from cogs._options import country_of

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction

_DAYS = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=day.value)
    for day, name in AIRING_DAYS.items()
]


class Airing(DaebakCog):
    """The coming week's episodes."""

    @app_commands.command(name="airing")
    @app_commands.describe(
        country="Only dramas of one country",
        day="Only one day of the coming seven",
        mine="Only dramas on my list; shows the answer only to me",
        private="Show the answer only to me, with what is on my list",
    )
    @app_commands.autocomplete(country=DaebakCog.suggest_countries)
    @app_commands.choices(day=_DAYS)
    @everywhere
    async def airing(
        self,
        interaction: discord.Interaction[DaebakBot],
        country: str | None = None,
        day: str | None = None,
        mine: bool = False,
        private: bool = False,
    ) -> None:
        """See which episodes air this week, and when in your own time."""
        code = country_of(country) if country else None
        chosen = AiringDay(day).after(self.services.airing.today(code)) if day else None
        private = private or mine
        card = await self._card(interaction, AiringFilter(code, chosen, mine), private=private)
        await send_card(interaction, card, private=private)

    @on(ids.AIRING_PAGE)
    async def press_page(
        self, interaction: Interaction, country: str, scope: str, day: str, page: str
    ) -> None:
        """Turn to another page, or switch between everything and the member's own list."""
        await self._turn(interaction, _filter(country, scope, day), int(page))

    @on(ids.AIRING_DAYS)
    async def pick_day(
        self, interaction: Interaction, country: str, scope: str, day: str, values: list[str]
    ) -> None:
        """Show one day, or the whole week."""
        await self._turn(interaction, _filter(country, scope, values[0]))

    @on(ids.AIRING_COUNTRIES)
    async def pick_country(
        self, interaction: Interaction, country: str, scope: str, day: str, values: list[str]
    ) -> None:
        """Show one country, or all."""
        await self._turn(interaction, _filter(values[0], scope, day))

    @on(ids.AIRING_OPEN)
    async def pick_drama(
        self,
        interaction: Interaction,
        country: str,
        scope: str,
        day: str,
        page: str,
        values: list[str],
    ) -> None:
        """Open the card of a drama that airs."""
        opened = await self.services.pages.drama_page(actor_of(interaction), int(values[0]))
        lang = lang_of(interaction)
        card = drama_card(opened, lang, in_server=is_in_server(interaction), private=True)
        await send_card(interaction, card, private=True)
        self.services.catalogue.lookups.note(interaction.user.id, opened.drama.id)

    async def _turn(self, interaction: Interaction, wanted: AiringFilter, page: int = 0) -> None:
        message = interaction.message
        shown_privately = message is not None and message.flags.ephemeral
        # What is on a member's list is theirs: it never goes into a message that others read.
        in_place = shown_privately or (is_askers(interaction) and not wanted.mine)
        private = shown_privately or not in_place
        card = await self._card(interaction, wanted, page, private=private)
        if in_place:
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)

    async def _card(
        self, interaction: Interaction, wanted: AiringFilter, page: int = 0, *, private: bool
    ) -> CardView:
        found = await self.services.airing.week(
            actor_of(interaction),
            wanted,
            page=page,
            private=private,
            region=region_of_locale(interaction.locale.value),
        )
        return airing_card(found, lang_of(interaction))


def _filter(country: str, scope: str, day: str) -> AiringFilter:
    return AiringFilter(
        None if country == ALL else country.upper(),
        None if day == WEEK else date.fromisoformat(day),
        mine=scope == MINE,
    )


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Airing(bot))
