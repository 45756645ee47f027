"""`/settings`: a member's preferences and data, and a server's preferences."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.domain.errors import ForbiddenError
from bot.domain.hours import shown_time
from bot.domain.scores import Scale
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.regions import picked_region
from bot.ui.cards.settings import (
    NO_SCALE,
    ask_forget_card,
    export_card,
    forgotten_card,
    settings_card,
)
from bot.ui.forms.hours import HoursForm
from bot.ui.forms.regions import RegionForm
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, everywhere, guild_of, is_in_server, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction

_LARGEST_FILE: Final = 8_000_000  # bytes; Discord takes 10 MiB from everybody


class Settings(DaebakCog):
    """One private panel."""

    @app_commands.command(name="settings")
    @everywhere
    async def settings(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """Choose your score scale and country, and see or delete your data."""
        await send_card(interaction, await self._panel(interaction), private=True)

    @on(ids.SETTINGS_OPEN)
    async def press_open(self, interaction: Interaction) -> None:
        """Open the panel from another card."""
        await send_card(interaction, await self._panel(interaction), private=True)

    @on(ids.SETTINGS_BACK)
    async def press_back(self, interaction: Interaction) -> None:
        """Go back to the panel."""
        await update_card(interaction, await self._panel(interaction))

    @on(ids.SETTINGS_SCALE)
    async def pick_scale(self, interaction: Interaction, values: list[str]) -> None:
        """Set the member's own scale, or leave it to the servers."""
        scale = None if values[0] == NO_SCALE else Scale(values[0])
        await self.services.settings.choose_scale(actor_of(interaction), scale)
        await update_card(interaction, await self._panel(interaction))

    @on(ids.SETTINGS_REGION)
    async def pick_region(self, interaction: Interaction, shown: str, values: list[str]) -> None:
        """Set the country the member watches in, or leave it to their language."""
        await self._move(interaction, picked_region(values[0]))

    @on(ids.SETTINGS_COUNTRY)
    async def press_country(self, interaction: Interaction) -> None:
        """Ask for a country that the select does not have."""
        await interaction.response.send_modal(RegionForm(lang_of(interaction), self._move))

    @on(ids.SETTINGS_GUILD_SCALE)
    async def pick_guild_scale(self, interaction: Interaction, values: list[str]) -> None:
        """Set the server's scale; only for those who manage the server."""
        guild = _managed(interaction)
        await self.services.settings.choose_guild_scale(guild.id, Scale(values[0]))
        await update_card(interaction, await self._panel(interaction))

    @on(ids.SETTINGS_HOURS)
    async def press_hours(self, interaction: Interaction) -> None:
        """Ask for the server's quiet hours; only those who manage it."""
        day = await self.services.hours.find(_managed(interaction).id)
        quiet = day.quiet
        start, end = (shown_time(quiet.start), shown_time(quiet.end)) if quiet else ("", "")
        lang = lang_of(interaction)
        form = HoursForm(lang, self._set_hours, day.zone or "", start, end)
        await interaction.response.send_modal(form)

    @on(ids.SETTINGS_NO_HOURS)
    async def press_no_hours(self, interaction: Interaction) -> None:
        """Have no quiet hours any more; only for those who manage the server."""
        await self.services.hours.end(_managed(interaction).id)
        await update_card(interaction, await self._panel(interaction))
        interaction.client.dispatch("daebak_event")  # what waited is due

    @on(ids.SETTINGS_COUNTED)
    async def press_counted(self, interaction: Interaction, to: str) -> None:
        """Count the member in this server's averages, or leave them out."""
        guild_of(interaction)
        await self.services.settings.choose_counted(actor_of(interaction), counted=to == "yes")
        await update_card(interaction, await self._panel(interaction))

    @on(ids.SETTINGS_EXPORT)
    async def press_export(self, interaction: Interaction) -> None:
        """Hand over what is kept of the member."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        content = await self.services.settings.export(interaction.user.id)
        name = "daebak-data.json"
        if len(content) > _LARGEST_FILE:
            content, name = gzip.compress(content), f"{name}.gz"
        await send_card(interaction, export_card(content, name, lang_of(interaction)), private=True)

    @on(ids.SETTINGS_FORGET)
    async def press_forget(self, interaction: Interaction) -> None:
        """Ask before deleting what is kept of the member."""
        kept = await self.services.settings.kept(interaction.user.id)
        await update_card(interaction, ask_forget_card(kept, lang_of(interaction)))

    @on(ids.SETTINGS_FORGET_YES)
    async def press_forget_yes(self, interaction: Interaction) -> None:
        """Delete it."""
        kept = await self.services.settings.forget(interaction.user.id)
        await update_card(interaction, forgotten_card(kept, lang_of(interaction)))
        interaction.client.dispatch("daebak_event")  # reviews are taken out of their channels

    async def _move(self, interaction: Interaction, region: str | None) -> None:
        await self.services.settings.choose_region(actor_of(interaction), region)
        await update_card(interaction, await self._panel(interaction))

    async def _set_hours(
        self, interaction: discord.Interaction[Any], zone: str, quiet: tuple[int, int]
    ) -> None:
        await self.services.hours.choose(_managed(interaction).id, zone=zone, quiet=quiet)
        await update_card(interaction, await self._panel(interaction))
        interaction.client.dispatch("daebak_event")  # what waited may be due

    async def _panel(self, interaction: Interaction) -> CardView:
        preferences = await self.services.settings.preferences(actor_of(interaction))
        day = None
        if _manages(interaction):
            day = await self.services.hours.find(guild_of(interaction).id)
        return settings_card(preferences, lang_of(interaction), day=day)


def _manages(interaction: discord.Interaction[Any]) -> bool:
    return is_in_server(interaction) and interaction.permissions.manage_guild


def _managed(interaction: discord.Interaction[Any]) -> discord.Guild:
    guild = guild_of(interaction)
    if not _manages(interaction):
        raise ForbiddenError(t("Only members who may manage this server can change its settings."))
    return guild


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Settings(bot))
