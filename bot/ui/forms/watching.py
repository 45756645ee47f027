"""The form that asks which episode a member is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.dramas import show_episode
from bot.domain.watching import read_episode
from bot.ui.forms.base import Form
from bot.ui.layout import option
from bot.ui.limits import OPTIONS
from bot.ui.safe import plain
from bot.ui.terms import title_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from decimal import Decimal

    import discord

    from bot.domain.dramas import Drama
    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], Decimal], Awaitable[None]]

_LONGEST: Final = 20


class EpisodeForm(Form):
    """Asks for an episode, as a select where all of them fit into one, and hands it on."""

    def __init__(
        self, drama: Drama, current: Decimal | None, lang: Lang, save: Save, typed: str = ""
    ) -> None:
        super().__init__(lang.say("Which episode are you on?"), lang)
        self._drama, self._current, self._save = drama, current, save
        episodes = _episodes(drama)
        self._field: ui.Select[Any] | ui.TextInput[Any]
        if len(episodes) <= OPTIONS and episodes:
            self._field = ui.Select(
                custom_id="episode",
                placeholder=lang.say("Pick an episode"),
                options=[
                    option(
                        lang.say("Episode {episode}", episode=show_episode(episode)),
                        show_episode(episode),
                        chosen=episode == current,
                    )
                    for episode in episodes
                ],
            )
        else:
            count = drama.facts.episodes
            if not typed and current is not None:
                typed = show_episode(current)
            self._field = ui.TextInput(
                custom_id="episode",
                placeholder=lang.say("A number from 1 to {count}", count=count)
                if count
                else lang.say("A number, such as 7"),
                default=typed or None,
                max_length=_LONGEST,
            )
        self.ask(
            lang.say("The last episode you watched"),
            self._field,
            description=plain(title_of(lang, drama)),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Save what was picked or typed."""
        await self._save(interaction, read_episode(self._said()))

    def reopened(self) -> Form:
        """Return the form again with what was typed."""
        return EpisodeForm(self._drama, self._current, self.lang, self._save, self._said())

    def _said(self) -> str:
        field = self._field
        return field.values[0] if isinstance(field, ui.Select) else field.value


def _episodes(drama: Drama) -> list[Decimal]:
    count = drama.facts.episodes
    if count is None or count > OPTIONS:
        return []
    regular = {drama.check_episode(number) for number in range(1, count + 1)}
    return sorted(regular | drama.special_episodes)
