"""What a review is, whoever wrote it, and the rules that hold wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError
from bot.domain.spoilers import SpoilerBoundary, Spoils
from bot.domain.texts import t

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.scores import Score

MAX_VERDICT: Final = 120
MAX_BODY: Final = 1_800
MAX_SPOILER_PART: Final = 1_200


class Place(StrEnum):
    """Where a member's picture is shown: openly, with the spoilers, or no more."""

    OPEN = "open"
    HIDDEN = "hidden"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a review: an address, or an upload that we keep.

    Attributes:
        url: Where it lies, for pictures of house reviews.
        upload_id: Our own copy of a member's upload.
        caption: What the author writes below it.
        alt: What it shows, for those who cannot see it.
        hidden: The author shows it only to those who ask, whatever its section spoils.
    """

    url: str | None = None
    upload_id: int | None = None
    caption: str = ""
    alt: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a review, with its own spoiler boundary."""

    heading: str
    body: str
    boundary: SpoilerBoundary
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a review: a member, or a house (a review blog) by name."""

    user_id: int | None = None
    house: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What a version of a review says.

    Attributes:
        score_text: The score in the author's own words ("5/5"), for house reviews.
        sections: In order; the first one of a member's review has no heading.
        markup: The sections' bodies are Discord Markdown that we made; else plain text.
    """

    score: Score | None
    verdict: str
    sections: tuple[Section, ...]
    score_text: str | None = None
    markup: bool = False

    @property
    def boundary(self) -> SpoilerBoundary | None:
        """What the first part that spoils anything spoils, or None where nothing does."""
        for section in self.sections:
            if section.boundary.spoils is not Spoils.NOTHING:
                return section.boundary
        return None


@dataclass(frozen=True, slots=True)
class Review:
    """One author's review of one drama, in its newest version."""

    id: int
    drama_id: int
    author: Author
    text: ReviewText
    version: int
    written_at: datetime
    edited_at: datetime | None = None
    source_url: str | None = None
    first_impression: bool = False
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that a member uploaded, as we keep it."""

    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What a member typed into the review form."""

    score: Score | None
    verdict: str
    body: str
    spoiler_part: str = ""
    boundary: SpoilerBoundary = field(default_factory=SpoilerBoundary.nothing)
    picture: Upload | None = None

    def checked(self) -> ReviewDraft:
        """Return the draft with its ends trimmed.

        Raises:
            InvalidInputError: Empty, or over a limit, which is named.
        """
        verdict, body, part = self.verdict.strip(), self.body.strip(), self.spoiler_part.strip()
        if not body:
            raise InvalidInputError(t("Your review is empty: write at least a sentence."))
        for text, limit, over in (
            (
                verdict,
                MAX_VERDICT,
                t("The verdict line is over {limit} characters.", limit=MAX_VERDICT),
            ),
            (body, MAX_BODY, t("The review is over {limit} characters.", limit=MAX_BODY)),
            (
                part,
                MAX_SPOILER_PART,
                t("The spoiler part is over {limit} characters.", limit=MAX_SPOILER_PART),
            ),
        ):
            if len(text) > limit:
                raise InvalidInputError(over)
        boundary = self.boundary if part else SpoilerBoundary.nothing()
        return ReviewDraft(self.score, verdict, body, part, boundary, self.picture)
