"""The form that asks through which episode a section spoils."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.watching import read_episode
from bot.ui.forms.base import Form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from decimal import Decimal

    import discord

    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], Decimal], Awaitable[None]]

_LONGEST: Final = 20


class SectionEpisodeForm(Form):
    """Asks for an episode and hands it on."""

    def __init__(self, lang: Lang, save: Save, typed: str = "") -> None:
        super().__init__(lang.say("What does this section spoil?"), lang)
        self._lang, self._save = lang, save
        self._field: ui.TextInput[Any] = ui.TextInput(
            custom_id="episode", max_length=_LONGEST, default=typed or None
        )
        self.ask(
            lang.say("Through which episode?"),
            self._field,
            description=lang.say("Who has seen that far may read it."),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Hand on what was typed."""
        await self._save(interaction, read_episode(self._field.value))

    def reopened(self) -> Form:
        """Return the form with what was typed."""
        return SectionEpisodeForm(self._lang, self._save, self._field.value)
