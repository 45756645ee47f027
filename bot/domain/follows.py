"""What a member follows: new reviews of it come to them as direct messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from bot.domain.announcing import Filters

if TYPE_CHECKING:
    from bot.domain.announcing import Told


class Kind(StrEnum):
    """What can be followed."""

    DRAMA = "drama"
    REVIEWER = "reviewer"
    HOUSE = "house"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed.

    Attributes:
        id: The drama's, the member's, the blog's feed's or the actor's.
    """

    kind: Kind
    id: int

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read what ``key`` wrote.

        Raises:
            ValueError: It did not write that.
        """
        kind, _, number = key.partition(":")
        return cls(Kind(kind), int(number))

    @property
    def key(self) -> str:
        """The ``Subscription.kind`` of whoever follows it."""
        return f"{self.kind}:{self.id}"

    @property
    def filters(self) -> Filters:
        """What lets through the reviews that are meant."""
        only = (self.id,)
        if self.kind is Kind.DRAMA:
            return Filters(dramas=only)
        if self.kind is Kind.REVIEWER:
            return Filters(reviewers=only)
        if self.kind is Kind.HOUSE:
            return Filters(feeds=only)
        return Filters(people=only)


def followed_by(told: Told) -> list[Followed]:
    """List everything whose followers want to hear of a review."""
    return [
        *(Followed(Kind.DRAMA, drama) for drama in sorted(told.dramas)),
        *(Followed(Kind.ACTOR, person) for person in sorted(told.people)),
        *([Followed(Kind.REVIEWER, told.author)] if told.author is not None else []),
        *([Followed(Kind.HOUSE, told.feed)] if told.feed is not None else []),
    ]
