"""The form in which a drama's facts are written, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.domain.content_warnings import ContentWarning
from bot.domain.dramas import AirStatus
from bot.domain.editing import INPUTS_OF, Page, WrongFieldsError, read_page
from bot.domain.errors import InvalidInputError
from bot.domain.fact_inputs import LIMITS, MAX_INPUT
from bot.domain.genres import Genre
from bot.domain.texts import Text, t
from bot.ui.forms.base import Form
from bot.ui.layout import option
from bot.ui.limits import OPTIONS
from bot.ui.terms import FIELDS, air_status_name, genre_name, warning_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.dramas import DramaFacts
    from bot.domain.editing import Changes, Typed
    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], Changes], Awaitable[None]]
    SaveReason = Callable[[discord.Interaction[Any], str], Awaitable[None]]

PAGES: Final[dict[Page, Text]] = {
    Page.NAMES: t("Titles and numbers"),
    Page.ABOUT: t("What it is about"),
    Page.MORE: t("Genres, cast, trailers"),
}
_LABELS: Final[dict[str, Text]] = FIELDS | {"made": t("Year and country")}
_HINTS: Final[dict[str, Text]] = {
    "native_title": t("In its own script."),
    "made": t("Such as “2016, KR” or “2016, South Korea”."),
    "episodes": t("How many regular ones it has."),
    "aliases": t("Nicknames, former titles, romanised ones: one a line."),
    "synopsis": t("Without spoilers."),
    "poster_url": t("An address that begins with https://."),
    "networks": t("Where it was first shown, one a line."),
    "tags": t("What it is about in a word or two, one a line."),
    "cast": t("One a line: Actor (name in its own script) – Role."),
    "trailers": t("One a line: a title, then its address."),
}
_LONG: Final = frozenset({"aliases", "synopsis", "networks", "tags", "cast", "trailers"})
_LONGEST_REASON: Final = 300


class FactsForm(Form):
    """Asks for the facts of one page and hands on those that were changed.

    Args:
        heading: The form's title.
        page: Which page.
        before: The facts it is about.
        typed: What stands in its inputs.
        lang: The reader's language.
        on_save: Takes the changes; there may be none.
    """

    def __init__(
        self,
        heading: str,
        page: Page,
        before: DramaFacts,
        typed: Typed,
        lang: Lang,
        on_save: Save,
    ) -> None:
        super().__init__(heading, lang)
        self._again = (heading, page, before)
        self._before = before
        self._on_save = on_save
        self._texts: dict[str, ui.TextInput[Any]] = {}
        self._selects: dict[str, list[ui.Select[Any]]] = {}
        for name in INPUTS_OF[page]:
            value = typed.get(name, "")
            if isinstance(value, list) or name in ("status", "genres", "warnings"):
                self._offer(name, list(value))
            else:
                self._ask_text(name, value)

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the changes on.

        Raises:
            InvalidInputError: Names every field that cannot be read.
        """
        try:
            changes = read_page(self._filled(), self._before)
        except WrongFieldsError as error:
            raise InvalidInputError(_listed(error.wrong)) from error
        await self._on_save(interaction, changes)

    def reopened(self) -> Form:
        """Return the form with what was typed."""
        heading, page, before = self._again
        return FactsForm(heading, page, before, self._filled(), self.lang, self._on_save)

    def _filled(self) -> Typed:
        filled: Typed = {name: field.value for name, field in self._texts.items()}
        for name, selects in self._selects.items():
            filled[name] = [value for select in selects for value in select.values]
        return filled

    def _ask_text(self, name: str, value: str) -> None:
        limit = min(LIMITS.get(name, MAX_INPUT), MAX_INPUT)
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=name.replace("_", "-"),
            style=discord.TextStyle.paragraph if name in _LONG else discord.TextStyle.short,
            default=value[:limit] or None,
            max_length=limit,
            required=name == "title" and not self._before.title,
        )
        self._texts[name] = field
        hint = self.lang.render(_HINTS[name]) if name in _HINTS else None
        self.ask(self.lang.render(_LABELS[name]), field, description=hint)

    def _offer(self, name: str, picked: list[str]) -> None:
        label = self.lang.render(_LABELS[name])
        options = _options(name, self.lang)
        parts = [options]
        labels = [label]
        if len(options) > OPTIONS:
            half = -(-len(options) // 2)
            parts = [options[:half], options[half:]]
            labels.append(self.lang.say("More genres"))
        for number, (part, each) in enumerate(zip(parts, labels, strict=True), 1):
            select: ui.Select[Any] = ui.Select(
                custom_id=f"{name}-{number}",
                placeholder=self.lang.say("None picked"),
                options=[option(text, key, chosen=key in picked) for text, key in part],
                min_values=0,
                max_values=1 if name == "status" else len(part),
                required=False,
            )
            self._selects.setdefault(name, []).append(select)
            self.ask(each, select)


class ReasonForm(Form):
    """Asks why a suggestion is refused; the answer may stay empty."""

    def __init__(self, lang: Lang, on_save: SaveReason, typed: str = "") -> None:
        super().__init__(lang.say("Refuse the suggestion"), lang)
        self._on_save = on_save
        self._field: ui.TextInput[Any] = ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            default=typed or None,
            max_length=_LONGEST_REASON,
            required=False,
        )
        self.ask(
            lang.say("Reason"),
            self._field,
            description=lang.say("Whoever suggested it reads this. You may leave it empty."),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the reason on."""
        await self._on_save(interaction, self._field.value.strip())

    def reopened(self) -> Form:
        """Return the form with what was typed."""
        return ReasonForm(self.lang, self._on_save, self._field.value)


class SearchForm(Form):
    """Asks for a title to search for."""

    def __init__(self, lang: Lang, on_save: SaveReason, typed: str = "") -> None:
        super().__init__(lang.say("Search TVmaze"), lang)
        self._on_save = on_save
        self._field: ui.TextInput[Any] = ui.TextInput(
            custom_id="title", default=typed or None, max_length=100
        )
        self.ask(lang.say("Title"), self._field)

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Search for it."""
        await self._on_save(interaction, self._field.value)

    def reopened(self) -> Form:
        """Return the form with what was typed."""
        return SearchForm(self.lang, self._on_save, self._field.value)


def _options(name: str, lang: Lang) -> list[tuple[str, str]]:
    """Return what can be picked, by its name in the reader's language."""
    if name == "status":
        return [(air_status_name(lang, status), status.value) for status in AirStatus]
    if name == "genres":
        return sorted((genre_name(lang, key), key.value) for key in Genre)
    return [(warning_name(lang, key), key.value) for key in ContentWarning]


def _listed(wrong: dict[str, Text]) -> Text:
    """Put what is wrong with several fields into one text, a line for each."""
    lines = [t("**{field}**: {why}", field=_LABELS[name], why=why) for name, why in wrong.items()]
    text = lines[0]
    for line in lines[1:]:
        text = t("{one}\n{other}", one=text, other=line)
    return text
