"""The form for filters that are typed: years, and words of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.browsing import Field
from bot.domain.scores import Scale
from bot.ui.filter_terms import FIELDS, filter_name
from bot.ui.forms.base import Form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import discord

    from bot.domain.browsing import View
    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], Mapping[Field, str]], Awaitable[None]]

TYPED: Final = (Field.YEARS, Field.GENRE, Field.TAG, Field.NETWORK)
_LONGEST: Final = 100


class FilterForm(Form):
    """Asks for filters and hands on what was typed of each; "" takes a filter off."""

    def __init__(
        self, view: View, lang: Lang, save: Save, typed: Mapping[Field, str] | None = None
    ) -> None:
        super().__init__(lang.say("Filters"), lang)
        self._view, self._save = view, save
        told = {
            Field.YEARS: lang.say("Such as 2016, 2010s, 2015-2020 or before 2000"),
            Field.GENRE: lang.say("Its name, in English or your language"),
            Field.TAG: lang.say("What it is about, such as time travel"),
            Field.NETWORK: lang.say("Where it first ran, such as tvN or Netflix"),
        }
        self._fields: dict[Field, ui.TextInput[Any]] = {}
        for each in TYPED:
            if typed is not None:
                default = typed.get(each, "")
            elif getattr(view.filters, each.value) is not None:
                default = _typed_as(view, each, lang)
            else:
                default = ""
            self._fields[each] = ui.TextInput(
                custom_id=each.value,
                required=False,
                default=default or None,
                max_length=_LONGEST,
            )
            self.ask(lang.render(FIELDS[each]), self._fields[each], description=told[each])

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Hand on what was typed."""
        await self._save(interaction, self._said())

    def reopened(self) -> Form:
        """Return the form again with what was typed."""
        return FilterForm(self._view, self.lang, self._save, self._said())

    def _said(self) -> dict[Field, str]:
        return {each: field.value.strip() for each, field in self._fields.items()}


def _typed_as(view: View, field: Field, lang: Lang) -> str:
    """Write a filter as it may be typed."""
    filters = view.filters
    match field:
        case Field.TAG:
            return filters.tag or ""
        case Field.NETWORK:
            return filters.network or ""
        case Field.YEARS if filters.years is not None:
            return filters.years.written
        case _:
            return filter_name(lang, filters, field, Scale.TEN)
