"""`/person`, and the index of people's names."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
import structlog
from discord import app_commands
from discord.ext import tasks

from bot.domain.people import PersonOrder
from bot.ui import custom_ids as ids
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.people import person_card
from bot.ui.replies import is_askers, lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.services.people import PersonPage
    from bot.ui.layout import CardView
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

REFRESH_S = 10.0
_PATIENCE_S = 1.5  # of the three seconds that Discord waits for the first answer


class People(DaebakCog):
    """Looking people up."""

    async def cog_load(self) -> None:
        """Start answering, and begin to index names."""
        await super().cog_load()
        _ = self.refresh_people.start()

    async def cog_unload(self) -> None:
        """Stop both."""
        self.refresh_people.cancel()
        await super().cog_unload()

    @tasks.loop(seconds=REFRESH_S)
    async def refresh_people(self) -> None:
        """Take in people that an import, here or elsewhere, brought."""
        try:
            await self.services.people.refresh()
        except Exception as error:  # noqa: BLE001 - the next round tries again
            log.warning("people not refreshed", error=str(error))

    @refresh_people.before_loop
    async def _wait(self) -> None:
        """Begin when the bot is ready: a start waits for nothing of this."""
        await self._bot.wait_until_ready()

    @app_commands.command(name="person")
    @app_commands.describe(
        name="An actor’s name, in English or in its own script",
        private="Show the card only to me",
    )
    @app_commands.autocomplete(name=DaebakCog.suggest_people)
    @everywhere
    async def person(
        self, interaction: discord.Interaction[DaebakBot], name: str, private: bool = False
    ) -> None:
        """See what somebody is in, and who here has seen it."""
        person = await self.services.people.resolve(name)
        card = await self._card(interaction, person.id, private=private)
        await send_card(interaction, card, private=private)

    @on(ids.PERSON_OPEN)
    async def press_person(self, interaction: Interaction, person: str) -> None:
        """Show the card of somebody that another card names."""
        card = await self._card(interaction, int(person), private=True)
        await send_card(interaction, card, private=True)

    @on(ids.PERSON_PAGE)
    async def press_page(
        self, interaction: Interaction, person: str, order: str, page: str
    ) -> None:
        """Turn to another page, or order the dramas otherwise."""
        own = is_askers(interaction)
        message = interaction.message
        private = not own or (message is not None and message.flags.ephemeral)
        card = await self._card(
            interaction, int(person), PersonOrder(order), int(page), private=private
        )
        if own:
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)

    @on(ids.PERSON_DRAMA)
    async def pick_drama(
        self, interaction: Interaction, person: str, page: str, values: list[str]
    ) -> None:
        """Open the card of one of their dramas."""
        opened = await self.services.pages.drama_page(actor_of(interaction), int(values[0]))
        lang = lang_of(interaction)
        card = drama_card(opened, lang, in_server=is_in_server(interaction), private=True)
        await send_card(interaction, card, private=True)
        self.services.catalogue.lookups.note(interaction.user.id, opened.drama.id)

    async def _card(
        self,
        interaction: Interaction,
        person_id: int,
        order: PersonOrder = PersonOrder.NEWEST,
        page: int = 0,
        *,
        private: bool,
    ) -> CardView:
        found = await self.services.people.page(
            actor_of(interaction), person_id, order=order, page=page
        )
        if found.viewers and interaction.guild is not None:
            found = await _with_who_is_here(found, interaction.guild)
        return person_card(found, lang_of(interaction), private=private)


async def _with_who_is_here(page: PersonPage, guild: discord.Guild) -> PersonPage:
    """Leave out viewers who left the server; where Discord does not tell, leave out all."""
    viewers = page.viewers or ()
    try:
        async with asyncio.timeout(_PATIENCE_S):
            present = await guild.query_members(
                user_ids=[viewer.user_id for viewer in viewers], limit=len(viewers), cache=False
            )
    except (TimeoutError, discord.DiscordException):
        log.warning("members not asked for", guild=guild.id)
        return replace(page, viewers=None)
    here = {member.id for member in present}
    still = tuple(viewer for viewer in viewers if viewer.user_id in here)
    total = page.viewers_total - (len(viewers) - len(still))
    return replace(page, viewers=still, viewers_total=total)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(People(bot))
