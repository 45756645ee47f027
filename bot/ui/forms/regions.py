"""The form that asks for a country, by its name or its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.i18n import country_code
from bot.ui.forms.base import Form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], str], Awaitable[None]]

_LONGEST: Final = 60


class RegionForm(Form):
    """Asks for a country and hands its code on."""

    def __init__(self, lang: Lang, save: Save, typed: str = "") -> None:
        super().__init__(lang.say("Where do you watch?"), lang)
        self._save = save
        self._field: ui.TextInput[Any] = ui.TextInput(
            custom_id="country",
            placeholder=lang.say("Sweden or SE"),
            default=typed or None,
            max_length=_LONGEST,
        )
        self.ask(
            lang.say("Country"),
            self._field,
            description=lang.say("Its name, or its code of two letters."),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Save the country that was typed."""
        typed = self._field.value
        code = country_code(typed)
        if code is None:
            raise InvalidInputError(
                t(
                    "“{typed}” is no country that I know. Write its name, or its code of two "
                    "letters such as SE.",
                    typed=typed.strip()[:_LONGEST],
                )
            )
        await self._save(interaction, code)

    def reopened(self) -> Form:
        """Return the form again with what was typed."""
        return RegionForm(self.lang, self._save, self._field.value)
