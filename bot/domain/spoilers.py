"""What a piece of text gives away, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Spoils(StrEnum):
    """How far a piece of text spoils its drama."""

    NOTHING = "nothing"
    THROUGH = "through"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class SpoilerBoundary:
    """Through which episode a text spoils; ``episode`` goes with ``THROUGH`` alone."""

    spoils: Spoils
    episode: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.spoils is Spoils.THROUGH) != (self.episode is not None):
            msg = "an episode goes with THROUGH, and with nothing else"
            raise ValueError(msg)

    @classmethod
    def nothing(cls) -> SpoilerBoundary:
        """Return the boundary of a text that is safe for everybody."""
        return cls(Spoils.NOTHING)

    @classmethod
    def through(cls, episode: Decimal | int) -> SpoilerBoundary:
        """Return the boundary of a text that spoils the episodes up to this one."""
        return cls(Spoils.THROUGH, Decimal(episode))

    @classmethod
    def everything(cls) -> SpoilerBoundary:
        """Return the boundary of a text that spoils the whole drama."""
        return cls(Spoils.EVERYTHING)

    def is_safe_for(self, progress: Progress) -> bool:
        """Tell whether a member who got this far has nothing left to be spoiled of."""
        if self.spoils is Spoils.NOTHING or progress.finished:
            return True
        if self.episode is None:
            return False
        return progress.episode is not None and progress.episode >= self.episode


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member is: the last episode watched, or the whole drama."""

    episode: Decimal | None = None
    finished: bool = False
