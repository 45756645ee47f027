"""The buttons of the catalogue's forms and suggestions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog

from bot.domain.editing import Page
from bot.domain.errors import ConflictError, NotFoundError
from bot.i18n import lang_for
from bot.services.editing import NamesakesError
from bot.ui import custom_ids as ids
from bot.ui.cards.catalogue import note_card
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.suggestions import decided_card, tray_card
from bot.ui.forms.catalogue import ReasonForm
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, is_in_server, on
from cogs._editing import editor_of, open_edit, open_suggestion, send_draft

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.suggestions import Suggestion
    from bot.i18n import Lang
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

_PATIENCE_S = 5.0


class Suggestions(DaebakCog):
    """Deciding on what members suggest."""

    @on(ids.EDIT_PAGE)
    async def press_page(self, interaction: Interaction, drama: str, page: str) -> None:
        """Open another page of a drama's form."""
        chosen = await self.services.catalogue.get(int(drama))
        await open_edit(interaction, self.services, chosen, Page(page))

    @on(ids.SUGGESTION_PAGE)
    async def press_suggestion(self, interaction: Interaction, suggestion: str, page: str) -> None:
        """Open another page of what the member suggested."""
        own = await self.services.suggestions.own(interaction.user.id, int(suggestion))
        await open_suggestion(interaction, self.services, own, Page(page))

    @on(ids.SUGGESTION_SEND)
    async def press_send(self, interaction: Interaction, suggestion: str) -> None:
        """Add or suggest a drama although it has a namesake."""
        await send_draft(interaction, self.services, int(suggestion))

    @on(ids.SUGGESTION_WITHDRAW)
    async def press_withdraw(self, interaction: Interaction, suggestion: str) -> None:
        """Take a suggestion back."""
        await self.services.suggestions.withdraw(interaction.user.id, int(suggestion))
        lang = lang_of(interaction)
        await update_card(interaction, note_card(lang.say("It is taken back.")))

    @on(ids.NAMESAKES_OPEN)
    async def pick_namesake(self, interaction: Interaction, values: list[str]) -> None:
        """Open the drama that was meant."""
        page = await self.services.pages.drama_page(actor_of(interaction), int(values[0]))
        here = is_in_server(interaction)
        card = drama_card(page, lang_of(interaction), in_server=here, private=True)
        await send_card(interaction, card, private=True)

    @on(ids.SUGGESTIONS_AT)
    async def press_at(self, interaction: Interaction, scope: str, at: str) -> None:
        """Turn to another suggestion."""
        await self._show(interaction, int(at), mine=scope == "mine")

    @on(ids.SUGGESTION_APPROVE)
    async def press_approve(
        self, interaction: Interaction, suggestion: str, seen: str, at: str
    ) -> None:
        """Do what was suggested."""
        editor, lang = await editor_of(interaction, self.services), lang_of(interaction)
        found = await self.services.suggestions.get(int(suggestion))
        try:
            drama = await self.services.suggestions.approve(editor, int(suggestion), seen)
        except NamesakesError:
            drama = None
        except (ConflictError, NotFoundError) as error:  # decided on, or taken back, meanwhile
            await self._show(interaction, int(at), note="⚠️ " + lang.render(error.text))
            return
        if drama is None:
            await self._show(interaction, int(at), note=_changed(lang))
            return
        await self._show(interaction, int(at), note="✅ " + lang.say("Approved."))
        await self._tell(found, drama.id)

    @on(ids.SUGGESTION_REFUSE)
    async def press_refuse(
        self, interaction: Interaction, suggestion: str, seen: str, at: str
    ) -> None:
        """Ask for a reason, and turn the suggestion down."""

        async def save(sent: Interaction, reason: str) -> None:
            editor, lang = await editor_of(sent, self.services), lang_of(sent)
            try:
                refused = await self.services.suggestions.refuse(
                    editor, int(suggestion), seen, reason
                )
            except (ConflictError, NotFoundError) as error:
                await self._show(sent, int(at), note="⚠️ " + lang.render(error.text))
                return
            if refused is None:
                await self._show(sent, int(at), note=_changed(lang))
                return
            await self._show(sent, int(at), note=lang.say("Refused."))
            await self._tell(refused, None)

        await interaction.response.send_modal(ReasonForm(lang_of(interaction), save))

    async def _show(
        self, interaction: Interaction, at: int, *, mine: bool = False, note: str = ""
    ) -> None:
        editor = await editor_of(interaction, self.services)
        tray = await self.services.suggestions.tray(editor, at, mine=mine)
        await update_card(interaction, tray_card(tray, lang_of(interaction), note=note))

    async def _tell(self, suggestion: Suggestion, drama_id: int | None) -> None:
        """Write to who made a suggestion; it is decided on whether or not that can be."""
        card = decided_card(suggestion, drama_id, lang_for(suggestion.language))
        try:
            async with asyncio.timeout(_PATIENCE_S):
                author = await self._bot.fetch_user(suggestion.user_id)
                await author.send(view=card)
        except (discord.HTTPException, TimeoutError) as error:
            log.info("the author of a suggestion was not told", error=str(error))


def _changed(lang: Lang) -> str:
    note = lang.say("That changed since you opened it. Look at it again before you decide.")
    return f"⚠️ {note}"


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Suggestions(bot))
