"""Scores: half points from 0.5 to 10, kept as whole half points (1 to 20)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

MIN_HALF_POINTS: Final = 1
MAX_HALF_POINTS: Final = 20


class Scale(StrEnum):
    """The scale a member or server likes to see scores in."""

    TEN = "ten"
    STARS = "stars"
    HUNDRED = "hundred"


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """One member's score of one drama.

    Attributes:
        half_points: From 1 (0.5 of 10) to 20 (10 of 10).
    """

    half_points: int

    def __post_init__(self) -> None:
        if not MIN_HALF_POINTS <= self.half_points <= MAX_HALF_POINTS:
            raise InvalidInputError(
                t("A score goes from 0.5 to 10 in half points: 8, 8.5, 9 and so on.")
            )

    @property
    def points(self) -> float:
        """The score on the ten-point scale, 0.5 to 10."""
        return self.half_points / 2

    @classmethod
    def of_points(cls, points: float) -> Score:
        """Read a score on the ten-point scale.

        Raises:
            InvalidInputError: Not a half point, or outside 0.5 to 10.
        """
        doubled = Decimal(str(points)) * 2
        if not doubled.is_finite() or doubled != doubled.to_integral_value():
            raise InvalidInputError(
                t("A score goes from 0.5 to 10 in half points: 8, 8.5, 9 and so on.")
            )
        return cls(int(doubled))


@dataclass(frozen=True, slots=True)
class Tally:
    """How a group of members rates a drama.

    Attributes:
        count: How many rated.
        mean: The average on the ten-point scale, or None where nobody rated.
    """

    count: int = 0
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many members gave each score.

    Attributes:
        counts: Twenty counts, from 0.5 to 10 in half points.
    """

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many members rated."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The average on the ten-point scale, or None where nobody rated."""
        if not self.total:
            return None
        return sum(n * i for i, n in enumerate(self.counts, 1)) / self.total / 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A drama's scores as one member sees them on its card.

    Completed and dropped viewers are averaged apart: ``server`` and ``everyone`` leave out
    the scores of members who dropped the drama, ``dropped`` is over those alone.
    """

    mine: Score | None = None
    server: Tally | None = None
    everyone: Tally = Tally()
    dropped: Tally = Tally()
