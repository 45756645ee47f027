"""What a server wants announced, and how a delivery is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.domain.digests import DigestPage
    from bot.domain.reviews import Review
    from bot.domain.scores import Scale, Score

LEASE: Final = timedelta(seconds=60)
"""How long a claimed delivery is left alone; one whose sender died falls due again then."""

NONCE_WINDOW: Final = timedelta(minutes=2)
"""For how long we count on Discord to drop a repeated nonce; it promises "a few minutes"."""

MAX_ATTEMPTS: Final = 100
"""After a day of them, at most a quarter of an hour apart, nobody waits for it any more."""

MAX_SUBSCRIPTIONS: Final = 25
"""How many channels of one server may have reviews announced."""

MAX_FOLLOWS: Final = 100
"""How much one member may follow."""

MAX_CHOSEN: Final = 25
"""How many countries, dramas, blogs and reviewers together may be chosen for a channel."""

STALE: Final = timedelta(days=7)
"""A review that is first seen to after so long is not announced any more, but in digests."""

_FIRST_WAIT_S: Final = 2.0
_LONGEST_WAIT_S: Final = 15 * 60.0


class Trouble(StrEnum):
    """Why a channel takes no announcements; only people can mend it."""

    GONE = "gone"
    HIDDEN = "hidden"
    FORBIDDEN = "forbidden"
    LOCKED = "locked"
    CLOSED = "closed"
    """The member takes no direct messages of ours."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a new review tells that filters ask for.

    Attributes:
        dramas: The drama's id, and those of dramas that were merged into it.
        feed: Of the blog's feed that brought it, or None.
        author: The member who wrote it, or None for a blog's.
        people: Ids of the drama's cast.
        half_points: The score, or None.
    """

    dramas: frozenset[int]
    genres: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    country: str | None = None
    feed: int | None = None
    author: int | None = None
    people: frozenset[int] = frozenset()
    half_points: int | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reviews somebody wants; an empty filter lets everything through.

    A review has to pass every filter, for which one of its values is enough.

    Attributes:
        genres: Keys of ``Genre``.
        networks: Names of original networks.
        countries: ISO 3166-1 alpha-2.
        dramas: Ids.
        feeds: Ids of blogs' feeds.
        reviewers: Members' ids.
        people: Ids of actors in the drama's cast.
        least: The least score; a review without a score does not reach any.
    """

    genres: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    dramas: tuple[int, ...] = ()
    feeds: tuple[int, ...] = ()
    reviewers: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    least: Score | None = None

    def match(self, told: Told) -> bool:
        """Tell whether a review is wanted."""
        return (
            _one_of(self.genres, told.genres)
            and _one_of(self.networks, told.networks)
            and _one_of(self.dramas, told.dramas)
            and _one_of(self.people, told.people)
            and (not self.countries or told.country in self.countries)
            and (not self.feeds or told.feed in self.feeds)
            and (not self.reviewers or told.author in self.reviewers)
            and (
                self.least is None
                or (told.half_points is not None and told.half_points >= self.least.half_points)
            )
        )


class Digest(StrEnum):
    """How often reviews are told of together, instead of one by one."""

    DAILY = "daily"
    WEEKLY = "weekly"


REVIEWS: Final = "reviews"
FEEDS: Final = "feeds"
"""The kinds of a channel's subscription: to everybody's reviews, or to those of some blogs."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where new reviews are announced: in a channel, thread or forum, or to a member.

    Attributes:
        guild_id: The server, or 0 for a member's.
        channel_id: The channel, or 0 for a member's.
        created_by: The member who asked for it.
        trouble: Why it was switched off, or None while it works.
        user_id: The member who is told by direct message, or None for a channel's.
        kind: See ``REVIEWS`` and ``FEEDS``; of a member's, the thing they follow ("drama:12").
        role_id: A role that is mentioned with each announcement, or None.
        digest: How often they come together, or None for one by one.
        language: The member's, as a code; None for a channel's, which its server has.
    """

    id: int
    guild_id: int
    channel_id: int
    filters: Filters
    created_by: int
    created_at: datetime
    trouble: Trouble | None = None
    disabled_at: datetime | None = None
    user_id: int | None = None
    kind: str = REVIEWS
    role_id: int | None = None
    digest: Digest | None = None
    next_digest_at: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One review or digest on its way to one channel or member, claimed by whoever holds this.

    Attributes:
        review: What is announced, or None for a digest.
        attempts: How often it was claimed, this time included.
        scale: The server's, to show the score in.
        noted_at: When the review was noted for announcing.
        until: When the claim runs out.
        digest: What a digest tells, or None for a review.
    """

    id: int
    subscription: Subscription
    review: Review | None
    scale: Scale
    attempts: int
    noted_at: datetime
    until: datetime
    digest: DigestPage | None = None

    def may_be_forgotten(self, now: datetime) -> bool:
        """Tell whether an earlier attempt may be older than Discord remembers nonces.

        A time before it was noted tells that clocks differ, and so nothing.
        """
        known = timedelta(0) <= now - self.noted_at <= NONCE_WINDOW
        return self.attempts > 1 and not known


@dataclass(frozen=True, slots=True)
class Shards:
    """Which servers a process speaks for, by Discord's own rule ``(id >> 22) % count``."""

    count: int
    ids: frozenset[int]


def wait_after(attempts: int, jitter: float) -> timedelta:
    """Return how long to wait after an attempt that failed: 2 s doubling up to 15 min.

    Args:
        attempts: How many there were, from 1.
        jitter: From 0 to 1; takes up to half of the wait off, so that many spread out.
    """
    seconds = min(_FIRST_WAIT_S * 2 ** (attempts - 1), _LONGEST_WAIT_S)
    return timedelta(seconds=seconds * (1 - jitter / 2))


def _one_of(wanted: Collection[object], told: frozenset[int] | frozenset[str]) -> bool:
    return not wanted or not told.isdisjoint(wanted)
