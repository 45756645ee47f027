"""Sending cards as answers: first answer, follow-up or edit, whichever is due."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import discord

from bot.i18n import Lang, lang_for
from bot.ui.limits import CONTENT
from bot.ui.safe import clip_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.ui.layout import CardView


def lang_of(interaction: discord.Interaction[Any]) -> Lang:
    """Return the language of the member who acted."""
    return lang_for(interaction.locale.value)


def lang_of_guild(guild: discord.Guild) -> Lang:
    """Return the language of a server, for what everybody there reads."""
    return lang_for(guild.preferred_locale.value)


async def send_card(
    interaction: discord.Interaction[Any], card: CardView, *, private: bool = False
) -> None:
    """Answer with a card, or follow up with it where an answer was already given."""
    if interaction.response.is_done():
        await interaction.followup.send(view=card, files=card.files, ephemeral=private)
    else:
        await interaction.response.send_message(view=card, files=card.files, ephemeral=private)


async def update_card(interaction: discord.Interaction[Any], card: CardView) -> None:
    """Put a card in the place of the one whose button or select was used."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card, attachments=card.files)
    else:
        await interaction.response.edit_message(view=card, attachments=card.files)


async def whisper(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell the member something that nobody else sees."""
    text = clip_markup(text, CONTENT)
    # The member left, or Discord gave up waiting: there is nobody to tell.
    with contextlib.suppress(discord.NotFound):
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)


def is_askers(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the member asked for this message, so that it may change under them."""
    message = interaction.message
    if message is None or message.flags.ephemeral or message.interaction_metadata is None:
        return True
    return message.interaction_metadata.user.id == interaction.user.id


def shows(message: discord.Message, custom_id: str) -> bool:
    """Tell whether a message has a button or select with this custom id."""
    return any(
        getattr(component, "custom_id", None) == custom_id
        for component in _walk(message.components)
    )


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            yield accessory
