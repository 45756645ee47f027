"""What editing the catalogue shares: who may, the form's pages, and what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.dramas import DramaFacts, language_of
from bot.domain.editing import Page, facts_with, write_page
from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.services.editing import NamesakesError
from bot.ui.cards.catalogue import added_card, edited_card, namesakes_card, note_card
from bot.ui.cards.suggestions import suggested_card
from bot.ui.forms.catalogue import FactsForm
from bot.ui.replies import lang_of, send_card, update_card
from bot.ui.safe import plain
from bot.ui.terms import title_of
from cogs._base import actor_of, is_in_server

if TYPE_CHECKING:
    import discord

    from bot.domain.dramas import Drama
    from bot.domain.editing import Changes, Editor
    from bot.domain.suggestions import Suggestion
    from bot.services.registry import Services
    from bot.ui.layout import CardView
    from cogs._base import Interaction


async def editor_of(interaction: Interaction, services: Services) -> Editor:
    """Return what the member may do to the catalogue."""
    return await services.editing.editor(
        actor_of(interaction),
        owner=await interaction.client.is_owner(interaction.user),
        manager=is_in_server(interaction) and interaction.permissions.manage_guild,
    )


async def answer(interaction: discord.Interaction[Any], card: CardView) -> None:
    """Answer privately: in the place of the private card that was used, or anew."""
    source = interaction.message
    if source is not None and source.flags.ephemeral:
        await update_card(interaction, card)
    else:
        await send_card(interaction, card, private=True)


async def open_edit(
    interaction: Interaction, services: Services, drama: Drama, page: Page = Page.NAMES
) -> None:
    """Open a page of the form for a drama's facts."""
    lang = lang_of(interaction)

    async def save(sent: Interaction, changes: Changes) -> None:
        await _save_edit(sent, services, drama, page, changes)

    heading = lang.say("Edit {title}", title=plain(title_of(lang, drama)))
    typed = write_page(page, drama.facts)
    await interaction.response.send_modal(FactsForm(heading, page, drama.facts, typed, lang, save))


async def open_add(interaction: Interaction, services: Services, title: str = "") -> None:
    """Open the form for a drama that is not there."""
    lang = lang_of(interaction)
    nothing = DramaFacts(title="")

    async def save(sent: Interaction, changes: Changes) -> None:
        await _save_new(sent, services, changes)

    typed = write_page(Page.NAMES, nothing) | {"title": title}
    if language_of(title):
        typed["native_title"] = title
    await interaction.response.send_modal(
        FactsForm(lang.say("Add a drama"), Page.NAMES, nothing, typed, lang, save)
    )


async def open_suggestion(
    interaction: Interaction, services: Services, suggestion: Suggestion, page: Page
) -> None:
    """Open a page of the form for what a member suggested."""
    lang = lang_of(interaction)
    base = suggestion.drama.facts if suggestion.drama else DramaFacts(title="")
    shown = facts_with(base, suggestion.changes)

    async def save(sent: Interaction, changes: Changes) -> None:
        amended = await services.suggestions.amend(sent.user.id, suggestion.id, changes)
        await answer(sent, suggested_card(amended, lang_of(sent), page=page, private=_alone(sent)))

    heading = lang.say("Your suggestion")
    await interaction.response.send_modal(
        FactsForm(heading, page, shown, write_page(page, shown), lang, save)
    )


async def send_draft(interaction: Interaction, services: Services, suggestion_id: int) -> None:
    """Add, or suggest, a drama although there is one of its name."""
    user_id, lang = interaction.user.id, lang_of(interaction)
    editor = await editor_of(interaction, services)
    draft = await services.suggestions.own(user_id, suggestion_id)
    if not editor.may_edit:
        sent = await services.suggestions.send(user_id, suggestion_id)
        await answer(interaction, suggested_card(sent, lang, private=_alone(interaction)))
        return
    drama = await services.editing.add(editor, draft.changes, sure=True)
    await services.suggestions.withdraw(user_id, suggestion_id)
    await answer(interaction, added_card(drama, lang))


async def _save_edit(
    interaction: Interaction, services: Services, drama: Drama, page: Page, changes: Changes
) -> None:
    lang = lang_of(interaction)
    if not changes:
        await answer(
            interaction, note_card(lang.say("You changed nothing, so nothing is changed."))
        )
        return
    editor = await editor_of(interaction, services)
    if editor.may_edit:
        edited = await services.editing.edit(editor, drama.id, changes)
        await answer(interaction, edited_card(edited, lang, page=page))
        return
    suggestion = await services.suggestions.suggest(
        actor_of(interaction), drama, changes, language=interaction.locale.value
    )
    await answer(
        interaction, suggested_card(suggestion, lang, page=page, private=_alone(interaction))
    )


async def _save_new(interaction: Interaction, services: Services, changes: Changes) -> None:
    if not changes.get("title"):
        raise InvalidInputError(t("A drama needs a title."))
    editor, lang = await editor_of(interaction, services), lang_of(interaction)
    actor, spoken = actor_of(interaction), interaction.locale.value
    near = await services.editing.namesakes(changes)
    if not near and editor.may_edit:
        try:
            drama = await services.editing.add(editor, changes)
        except NamesakesError as error:
            near = error.lines
        else:
            await answer(interaction, added_card(drama, lang))
            return
    suggestion = await services.suggestions.suggest(
        actor, None, changes, language=spoken, draft=bool(near)
    )
    if near:
        card = namesakes_card(suggestion, near, lang, may_edit=editor.may_edit)
    else:
        private = _alone(interaction)
        card = suggested_card(suggestion, lang, page=Page.NAMES, private=private)
    await answer(interaction, card)


def _alone(interaction: Interaction) -> bool:
    """Tell whether there are no moderators to decide."""
    return not is_in_server(interaction)
