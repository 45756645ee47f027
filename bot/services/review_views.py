"""Reviews as the service gives them to those who write and read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.dramas import Drama
    from bot.domain.reviews import Review, ReviewText, Upload
    from bot.domain.scores import Scale, Score
    from bot.domain.spoilers import Progress, SpoilerBoundary

PAGE: Final = 5
"""Reviews on a page of a drama's list."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the review form starts from.

    Attributes:
        review: The review the member already wrote, to be edited.
        score: Their current score.
        boundary: What a new spoiler part is taken to spoil.
    """

    drama: Drama
    review: Review | None
    score: Score | None
    scale: Scale
    boundary: SpoilerBoundary


@dataclass(frozen=True, slots=True)
class Reading:
    """A review as one member reads it.

    Attributes:
        uploads: The pictures of ours that it shows, by id.
        own: The reader wrote it.
        changed: Sections, by index, of which this server's moderators said what they spoil.
        role_id: The role that its announcement mentions, or None.
    """

    drama: Drama
    review: Review
    scale: Scale
    progress: Progress
    uploads: Mapping[int, Upload]
    own: bool = False
    changed: frozenset[int] = frozenset()
    role_id: int | None = None

    def may_open(self, boundary: SpoilerBoundary) -> bool:
        """Tell whether a part with this boundary can be opened without asking."""
        return self.own or boundary.is_safe_for(self.progress)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of a drama's reviews.

    Attributes:
        page: Which page this is, from 0.
        total: How many reviews there are on all pages.
    """

    drama: Drama
    reviews: Sequence[Review]
    page: int
    total: int
    scale: Scale

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class OldVersion:
    """One version of a review.

    Attributes:
        version: Its number, from 1 to ``versions``.
    """

    drama: Drama
    review: Review
    text: ReviewText
    version: int
    versions: int
    written_at: datetime
    scale: Scale
