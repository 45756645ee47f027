"""Digests: what was reviewed since the last one, and how a server's ranking moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.announcing import Subscription
    from bot.domain.dramas import Drama
    from bot.domain.reviews import Author
    from bot.domain.scores import Scale, Score, Tally

MAX_LINES: Final = 15
"""Reviews that a digest shows; the others are counted."""

RANKS_SHOWN: Final = 10
RANKS_KEPT: Final = 50
"""Places that are remembered, to say where a drama came from that rises into those shown."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A review in a digest.

    Attributes:
        score_text: The score in the author's own words, for house reviews.
        guild_id: Where a member wrote it.
    """

    review_id: int
    drama_id: int
    score: Score | None
    score_text: str | None
    verdict: str
    author: Author
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A drama's place in a server's ranking.

    Attributes:
        rank: From 1.
        before: Its place at the last digest, or None where it had none.
    """

    drama_id: int
    rank: int
    tally: Tally
    before: int | None = None


@dataclass(frozen=True, slots=True)
class DigestPage:
    """What a digest shows.

    Attributes:
        lines: Reviews, the best scores first.
        total: How many reviews there were, those not shown included.
        places: The server's ranking; empty where it moved nowhere.
        compared: There was a digest before, whose ranking this is compared with.
        subscription_id: Whose it is.
    """

    id: int
    from_at: datetime
    made_at: datetime
    lines: tuple[DigestLine, ...]
    total: int
    places: tuple[Place, ...] = ()
    compared: bool = False
    subscription_id: int = 0


@dataclass(frozen=True, slots=True)
class DigestReading:
    """A digest as its message has to show it now.

    Attributes:
        dramas: Those it names, by the ids it names them by.
        scale: The server's.
    """

    page: DigestPage
    subscription: Subscription
    dramas: Mapping[int, Drama]
    scale: Scale


def places_of(
    ranked: Sequence[tuple[int, Tally]], before: Mapping[int, int] | None
) -> tuple[Place, ...]:
    """Return a ranking with where each drama stood before.

    Args:
        ranked: Dramas' ids with their averages, the best first.
        before: Places at the last digest by drama, or None where there was none.
    """
    known = before or {}
    return tuple(
        Place(drama_id, rank, tally, known.get(drama_id))
        for rank, (drama_id, tally) in enumerate(ranked, 1)
    )
