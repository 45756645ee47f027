"""What a server wants announced, and how a delivery is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.reviews import Review
    from bot.domain.scores import Scale, Score

LEASE: Final = timedelta(seconds=60)
"""How long a claimed delivery is left alone; one whose sender died falls due again then."""

NONCE_WINDOW: Final = timedelta(minutes=2)
"""For how long we count on Discord to drop a repeated nonce; it promises "a few minutes"."""

MAX_ATTEMPTS: Final = 12
MAX_SUBSCRIPTIONS: Final = 25
"""How many channels of one server may have reviews announced."""

_FIRST_WAIT_S: Final = 2.0
_LONGEST_WAIT_S: Final = 15 * 60.0


class Trouble(StrEnum):
    """Why a channel takes no announcements; only people can mend it."""

    GONE = "gone"
    HIDDEN = "hidden"
    FORBIDDEN = "forbidden"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reviews a channel wants; an empty filter lets everything through.

    Attributes:
        genres: Keys of ``Genre``; a drama needs one of them.
        networks: Names of original networks; a drama needs one of them.
        least: The least score; a review without a score does not reach any.
    """

    genres: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    least: Score | None = None

    def match(
        self, genres: Iterable[str], networks: Iterable[str], half_points: int | None
    ) -> bool:
        """Tell whether a review with this score of such a drama is wanted."""
        return (
            (not self.genres or not set(self.genres).isdisjoint(genres))
            and (not self.networks or not set(self.networks).isdisjoint(networks))
            and (
                self.least is None
                or (half_points is not None and half_points >= self.least.half_points)
            )
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel, thread or forum in which new reviews are announced.

    Attributes:
        created_by: The member who asked for it.
        trouble: Why it was switched off, or None while it works.
    """

    id: int
    guild_id: int
    channel_id: int
    filters: Filters
    created_by: int
    created_at: datetime
    trouble: Trouble | None = None
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One review on its way to one channel, claimed by whoever holds this.

    Attributes:
        attempts: How often it was claimed, this time included.
        scale: The server's, to show the score in.
        noted_at: When the review was noted for announcing.
    """

    id: int
    subscription: Subscription
    review: Review
    scale: Scale
    attempts: int
    noted_at: datetime

    def may_be_forgotten(self, now: datetime) -> bool:
        """Tell whether an earlier attempt may be older than Discord remembers nonces."""
        return self.attempts > 1 and now - self.noted_at > NONCE_WINDOW


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
