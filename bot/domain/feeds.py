"""Blogs' feeds: what became of their posts, how often they are read, and when they are given up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.post_marks import Mark
    from bot.domain.texts import Text

MAX_FEEDS: Final = 25
"""How many feeds one server may follow."""

MOST_ANNOUNCED: Final = 5
"""How many new reviews of one reading are announced; what is beyond is a backlog."""

MOST_LOOKED_AT: Final = 25
"""How many new posts of one reading may be announced, should they turn out to be reviews."""

FRESH_FOR: Final = timedelta(days=30)
"""How old a post may be to be announced."""

SOONEST: Final = timedelta(minutes=10)
LATEST: Final = timedelta(hours=12)
MAX_TRIES: Final = 6
"""How often a post's page is asked for, once a reading."""

GONE_TWICE_AFTER: Final = timedelta(hours=6)
"""How long after a post was found to be gone it has to be gone still."""

LOOKED_FOR_AGAIN: Final = timedelta(days=1)
"""After how long a post that left its feed, but not its blog, is looked for again."""

_GAPS: Final = 10
_SHARE: Final = 24  # of the time between two posts
_JUST_POSTED: Final = timedelta(hours=1)
_FIRST_WAIT: Final = timedelta(minutes=5)
_LEAST_FAILURES: Final = 8
_LEAST_FAILING: Final = timedelta(hours=24)


class PostOutcome(StrEnum):
    """What became of a post.

    Members:
        WAITING: It has not been read yet, or its page could not be got.
        STORED: A review, which was not announced; ``Held`` says why.
        ANNOUNCED: A review, announced to those who follow the feed.
        NOT_REVIEW: No review of one drama.
        UNCLEAR: A review that may be of several dramas of ours.
        FAILED: It could not be read, and is not tried again.
        WITHDRAWN: A review that is gone from its blog.
    """

    WAITING = "waiting"
    STORED = "stored"
    ANNOUNCED = "announced"
    NOT_REVIEW = "not-review"
    UNCLEAR = "unclear"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Held(StrEnum):
    """Why a post is not announced, whatever it turns out to be."""

    FIRST_RUN = "first-run"
    OLD = "old"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Feed:
    """A blog's feed, read once for all servers that follow it.

    Attributes:
        house: The blog's name.
        first_run_at: When what it held was noted for the first time, or None before.
        interval: Between two readings.
        failures: How many readings failed in a row, the first of them at ``failing_since``.
        error: What the last reading failed with, or None.
        paused_at: When it was given up until somebody resumes it, or None.
    """

    id: int
    key: str
    url: str
    site_url: str | None
    house: str
    first_run_at: datetime | None
    etag: str | None
    last_modified: str | None
    read_at: datetime | None
    due_at: datetime | None
    interval: timedelta
    failures: int
    failing_since: datetime | None
    error: Text | None
    paused_at: datetime | None


class Why(StrEnum):
    """Why a post was announced in a server, or was not; what its fate does not tell."""

    FATE = "fate"
    WAITING = "waiting"
    NOT_REVIEW = "not-review"
    UNCLEAR = "unclear"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    FIRST_RUN = "first-run"
    OLD = "old"
    MANY = "many"
    BEFORE = "before"
    PAUSED = "paused"


class Health(StrEnum):
    """What a server's managers were told of a feed last.

    Members:
        WORKS: Nothing, or that it works again.
        PAUSED: That it was given up.
        RESUMED: That it was given up; since then somebody had it tried again.
    """

    WORKS = "works"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed as one server follows it.

    Attributes:
        paused_at: Since when its managers want none of it announced, or None.
    """

    guild_id: int
    feed: Feed
    added_by: int
    added_at: datetime
    paused_at: datetime | None = None
    told: Health = Health.WORKS


@dataclass(frozen=True, slots=True)
class FeedPost:
    """A post that was seen in a feed.

    Attributes:
        held: Why it is not announced, or None where it is, once it turns out to be a review.
        reason: Why it is no review of ours, or what went wrong.
        dramas: Ids of those it may be about, where that is unclear.
        attempts: How often its page could not be got.
        checked_at: When its page was last looked for, because it is missing in the feed.
        gone_at: When its page was found to be gone for the first time.
    """

    id: int
    feed_id: int
    mark: Mark
    url: str | None
    title: str
    outcome: PostOutcome
    first_seen_at: datetime
    held: Held | None = None
    review_id: int | None = None
    reason: Text | None = None
    dramas: tuple[int, ...] = field(default=())
    attempts: int = 0
    checked_at: datetime | None = None
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many posts of a feed there are of each kind.

    Attributes:
        waiting: That were not read yet.
        newest_at: When the newest review was published, or seen.
    """

    posts: int
    reviews: int
    waiting: int
    newest_at: datetime | None = None


def interval_of(published: Sequence[datetime], now: datetime) -> timedelta:
    """Return how long to wait until a feed is read again, from 10 minutes to 12 hours.

    A 24th of the median time between its last 11 posts: hourly for a blog with a post a day. A
    blog that has been silent for longer than usual counts as one that posts that seldom; for an
    hour after a post, when posts are mended or come in pairs, it is 10 minutes.

    Args:
        published: When its posts were, in any order; none is taken for a post a week.
        now: The time.
    """
    dates = sorted((date for date in published if date <= now), reverse=True)[: _GAPS + 1]
    if not dates:
        return _within(timedelta(days=7) / _SHARE)
    silent = now - dates[0]
    if silent < _JUST_POSTED:
        return SOONEST
    gaps = [later - earlier for later, earlier in pairwise(dates)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else silent
    return _within(max(usual, silent) / _SHARE)


def wait_after_failure(failures: int, jitter: float) -> timedelta:
    """Return how long to leave a feed alone that failed: 5 minutes doubling up to 12 hours.

    Args:
        failures: How many there were in a row, from 1.
        jitter: From 0 to 1; takes up to a fifth of the wait off, so that many spread out.
    """
    doubled: int = 2 ** min(failures - 1, 10)
    return min(_FIRST_WAIT * doubled, LATEST) * (1 - jitter / 5)


def is_given_up(failures: int, failing_since: datetime, now: datetime) -> bool:
    """Tell whether a feed failed often and long enough to be paused."""
    return failures >= _LEAST_FAILURES and now - failing_since >= _LEAST_FAILING


def is_old(published: datetime | None, now: datetime) -> bool:
    """Tell whether a post is too old to be announced; one without a date is not."""
    return published is not None and now - published > FRESH_FOR


def _within(interval: timedelta) -> timedelta:
    return max(SOONEST, min(interval, LATEST))
