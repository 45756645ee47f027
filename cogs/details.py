"""The Details button of a drama's card, and all that opens behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.details import DetailPart
from bot.ui import custom_ids as ids
from bot.ui.cards.details import details_card
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.regions import picked_region
from bot.ui.forms.regions import RegionForm
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, is_in_server, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction


class Details(DaebakCog):
    """What there is to know of a drama, for one member at a time."""

    @on(ids.DRAMA_DETAILS)
    async def press_details(self, interaction: Interaction, drama: str) -> None:
        """Open them."""
        card = await self._card(interaction, int(drama), DetailPart.OVERVIEW)
        await send_card(interaction, card, private=True)

    @on(ids.DETAILS_PART)
    async def pick_part(
        self, interaction: Interaction, drama: str, shown: str, values: list[str]
    ) -> None:
        """Go to another part."""
        card = await self._card(interaction, int(drama), DetailPart(values[0]))
        await update_card(interaction, card)

    @on(ids.DETAILS_PAGE)
    async def press_page(self, interaction: Interaction, drama: str, part: str, page: str) -> None:
        """Turn to another page of a part."""
        card = await self._card(interaction, int(drama), DetailPart(part), int(page))
        await update_card(interaction, card)

    @on(ids.DETAILS_REGION)
    async def pick_region(
        self, interaction: Interaction, drama: str, shown: str, values: list[str]
    ) -> None:
        """Watch in another country."""
        await self._move(interaction, int(drama), picked_region(values[0]))

    @on(ids.DETAILS_COUNTRY)
    async def press_country(self, interaction: Interaction, drama: str) -> None:
        """Ask for a country that the select does not have."""

        async def save(submitted: Interaction, region: str) -> None:
            await self._move(submitted, int(drama), region)

        await interaction.response.send_modal(RegionForm(lang_of(interaction), save))

    @on(ids.DETAILS_OPEN)
    async def pick_related(
        self, interaction: Interaction, drama: str, page: str, values: list[str]
    ) -> None:
        """Open the card of a related drama."""
        opened = await self.services.pages.drama_page(actor_of(interaction), int(values[0]))
        lang = lang_of(interaction)
        card = drama_card(opened, lang, in_server=is_in_server(interaction), private=True)
        await send_card(interaction, card, private=True)
        self.services.catalogue.lookups.note(interaction.user.id, opened.drama.id)

    async def _move(self, interaction: Interaction, drama_id: int, region: str | None) -> None:
        await self.services.settings.choose_region(actor_of(interaction), region)
        await update_card(interaction, await self._card(interaction, drama_id, DetailPart.WATCH))

    async def _card(
        self, interaction: Interaction, drama_id: int, part: DetailPart, page: int | None = None
    ) -> CardView:
        details = await self.services.details.details(
            actor_of(interaction), drama_id, part, page=page, locale=interaction.locale.value
        )
        return details_card(details, lang_of(interaction))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Details(bot))
