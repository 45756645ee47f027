"""Feeds as the service gives them to those who manage them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.fates import Outcome
from bot.domain.feeds import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.announcing import Subscription
    from bot.domain.dramas import DramaLine
    from bot.domain.fates import Fate
    from bot.domain.feeds import FeedPost, Follow, Tally


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed as a server follows it.

    Attributes:
        channels: Where its reviews are announced.
    """

    follow: Follow
    channels: Sequence[Subscription]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a feed came to.

    Attributes:
        was_followed: This server followed it before.
        still_reading: It is not read to its end yet.
    """

    view: FeedView
    was_followed: bool
    still_reading: bool


_NOT_THERE: Final = frozenset(
    {Outcome.UNNOTED, Outcome.FAILED, Outcome.OFF, Outcome.LATE, Outcome.UNWANTED}
)


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post of a feed, and what became of it in a server.

    Attributes:
        fate: Of its announcement here, where it is a review.
        dramas: Those it may be about, where that is unclear.
    """

    post: FeedPost
    why: Why
    fate: Fate | None = None
    dramas: Sequence[DramaLine] = ()

    @property
    def may_be_announced(self) -> bool:
        """Whether a manager may have it announced now."""
        if self.post.review_id is None or self.why is Why.WITHDRAWN:
            return False
        return self.why is not Why.FATE or (
            self.fate is not None and self.fate.outcome in _NOT_THERE
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """The last posts of a feed, the newest first."""

    view: FeedView
    posts: Sequence[CheckedPost]
    page: int
    pages: int
