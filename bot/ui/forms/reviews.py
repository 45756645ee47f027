"""The form a review is written and edited in.

A modal takes five fields, and a review has six things to say. Through which episode the
spoiler part spoils is the one with a good guess (the member's own progress), so it is
asked afterwards, where one click changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.reviews import MAX_BODY, MAX_SPOILER_PART, MAX_VERDICT, ReviewDraft
from bot.domain.scores import MAX_HALF_POINTS, MIN_HALF_POINTS, Scale, Score
from bot.domain.spoilers import Spoils
from bot.ui.forms.base import Form
from bot.ui.layout import option
from bot.ui.safe import clip, plain
from bot.ui.terms import show_score, title_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.reviews import Review, Upload
    from bot.domain.spoilers import SpoilerBoundary
    from bot.i18n import Lang
    from bot.services.review_views import Desk

    Save = Callable[[discord.Interaction[Any], "ReviewForm"], Awaitable[None]]


class ReviewForm(Form):
    """Asks for a score, a verdict line, the review, a spoiler part and a picture.

    Attributes:
        picture: The picture once it is taken in; it survives a failed save.
    """

    def __init__(
        self,
        desk: Desk,
        boundary: SpoilerBoundary,
        lang: Lang,
        on_save: Save,
        *,
        draft: ReviewDraft | None = None,
    ) -> None:
        title = lang.say("Review of {title}", title=plain(title_of(lang, desk.drama)))
        super().__init__(title, lang)
        self.desk = desk
        self._boundary = boundary
        self._on_save = on_save
        draft = draft or _draft_of(desk.review, desk.score)
        self.picture: Upload | None = draft.picture
        self._score: ui.Select[Any] = ui.Select(
            custom_id="score",
            placeholder=lang.say("No score"),
            options=_score_options(draft.score, desk.scale, lang),
            required=False,
            min_values=0,
        )
        self._verdict = _text_field("verdict", draft.verdict, MAX_VERDICT, required=False)
        self._body = _text_field("body", draft.body, MAX_BODY, long=True)
        self._part = _text_field(
            "spoiler_part", draft.spoiler_part, MAX_SPOILER_PART, long=True, required=False
        )
        self._upload: ui.FileUpload[Any] = ui.FileUpload(custom_id="picture", required=False)
        self.ask(
            lang.say("Score"),
            self._score,
            description=lang.say("It becomes your rating of the drama as well."),
        )
        self.ask(lang.say("Verdict in one line"), self._verdict)
        self.ask(
            lang.say("Review"),
            self._body,
            description=lang.say("Everybody sees it: no spoilers. It is shown as typed."),
        )
        self.ask(
            lang.say("Spoiler part"),
            self._part,
            description=lang.say("Opens only for those who ask for it."),
        )
        self.ask(lang.say("Picture"), self._upload, description=self._about_picture())

    @property
    def attachment(self) -> discord.Attachment | None:
        """The file that was sent along."""
        return self._upload.values[0] if self._upload.values else None

    @property
    def draft(self) -> ReviewDraft:
        """What was typed."""
        chosen = self._score.values
        return ReviewDraft(
            Score(int(chosen[0])) if chosen else None,
            self._verdict.value,
            self._body.value,
            self._part.value,
            self._boundary,
            self.picture,
        )

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over to who publishes it."""
        await self._on_save(interaction, self)

    def reopened(self) -> Form:
        """Return a fresh form with the same texts, and the picture if it was good."""
        return ReviewForm(self.desk, self._boundary, self.lang, self._on_save, draft=self.draft)

    def _about_picture(self) -> str:
        if self.picture is not None:
            return self.lang.say("The one you sent is kept; a new one takes its place.")
        if self.desk.review and any(s.pictures for s in self.desk.review.text.sections):
            return self.lang.say("A new one takes the place of the one it has.")
        return self.lang.say("Shown with your review.")


def _draft_of(review: Review | None, score: Score | None) -> ReviewDraft:
    if review is None:
        return ReviewDraft(score, "", "")
    hidden = [s for s in review.text.sections if s.boundary.spoils is not Spoils.NOTHING]
    shown = [s for s in review.text.sections if s.boundary.spoils is Spoils.NOTHING]
    return ReviewDraft(
        score,
        review.text.verdict,
        "\n\n".join(section.body for section in shown),
        "\n\n".join(section.body for section in hidden),
    )


def _score_options(current: Score | None, scale: Scale, lang: Lang) -> list[discord.SelectOption]:
    return [
        option(
            show_score(lang, score),
            str(half_points),
            description=show_score(lang, score, scale) if scale is not Scale.TEN else None,
            chosen=score == current,
        )
        for half_points in range(MAX_HALF_POINTS, MIN_HALF_POINTS - 1, -1)
        for score in (Score(half_points),)
    ]


def _text_field(
    name: str, value: str, limit: int, *, long: bool = False, required: bool = True
) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=clip(value, limit) or None,
        max_length=limit,
        required=required,
    )
