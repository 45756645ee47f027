"""The rating form: one select of half points, and a way to take a rating back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from discord import ui

from bot.domain.scores import MAX_HALF_POINTS, MIN_HALF_POINTS, Scale, Score
from bot.ui.forms.base import Form
from bot.ui.layout import option
from bot.ui.safe import plain
from bot.ui.terms import show_score, title_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from bot.domain.dramas import Drama
    from bot.i18n import Lang

    Save = Callable[[discord.Interaction[Any], Score | None], Awaitable[None]]

REMOVE: Final = "remove"


def score_options(
    lang: Lang, scale: Scale, current: Score | None, *, removable: bool = False
) -> list[discord.SelectOption]:
    """Return every score as a select's options, the best first, the current one chosen."""
    scores = [Score(points) for points in range(MAX_HALF_POINTS, MIN_HALF_POINTS - 1, -1)]
    options = [
        option(_label(lang, score, scale), str(score.half_points), chosen=score == current)
        for score in scores
    ]
    if removable:
        options.append(option(lang.say("Remove my rating"), REMOVE, emoji="🗑️"))
    return options


class RatingForm(Form):
    """Asks for a score and hands it to ``save``; None takes the rating back."""

    def __init__(
        self, drama: Drama, current: Score | None, scale: Scale, lang: Lang, save: Save
    ) -> None:
        super().__init__(lang.say("Rate {title}", title=plain(title_of(lang, drama))), lang)
        self._again = (drama, current, scale, lang, save)
        self._save = save
        self._score: ui.Select[Any] = ui.Select(
            custom_id="score",
            placeholder=lang.say("Pick a score"),
            options=score_options(lang, scale, current, removable=current is not None),
        )
        self.ask(
            lang.say("Your score"),
            self._score,
            description=lang.say("You can change it or take it back at any time."),
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Save what was picked."""
        picked = self._score.values[0]
        await self._save(interaction, None if picked == REMOVE else Score(int(picked)))

    def reopened(self) -> Form:
        """Return the same form again."""
        return RatingForm(*self._again)


def _label(lang: Lang, score: Score, scale: Scale) -> str:
    ten = show_score(lang, score)
    return ten if scale is Scale.TEN else f"{show_score(lang, score, scale)} · {ten}"
