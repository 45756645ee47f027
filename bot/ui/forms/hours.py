"""The form that asks for a server's quiet hours and its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.hours import minutes_of
from bot.ui.forms.base import Form
from bot.ui.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], str, tuple[int, int]], Awaitable[None]]

_LONGEST: Final = 60


class HoursForm(Form):
    """Asks from when to when nothing is to be announced, and where that is."""

    def __init__(self, lang: Lang, save: Save, zone: str, start: str, end: str) -> None:
        """Make the form.

        Args:
            lang: The member's language.
            save: Takes the zone's name, and both times in minutes after midnight.
            zone: What is filled in, as all of the following.
            start: When they begin.
            end: When they end.
        """
        super().__init__(lang.say("Quiet hours"), lang)
        self._save = save
        self._zone = self._field("zone", zone)
        self._start = self._field("start", start)
        self._end = self._field("end", end)
        self.ask(lang.say("Quiet from"), self._start, description=lang.say("Such as 22:30."))
        self.ask(lang.say("Until"), self._end, description=lang.say("Such as 8:00."))
        self.ask(
            lang.say("Time zone"),
            self._zone,
            description=lang.say("A large city in it, such as Seoul or New York."),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Save what was typed."""
        stretch = minutes_of(self._start.value), minutes_of(self._end.value)
        await self._save(interaction, zone_of(self._zone.value), stretch)

    def reopened(self) -> Form:
        """Return the form again with what was typed."""
        typed = self._zone.value, self._start.value, self._end.value
        return HoursForm(self.lang, self._save, *typed)

    def _field(self, name: str, typed: str) -> ui.TextInput[Any]:
        return ui.TextInput(custom_id=name, default=typed or None, max_length=_LONGEST)
