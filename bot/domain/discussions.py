"""Discussion threads: what one is about, where it is, and whose turn it is to make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.spoilers import SpoilerBoundary

if TYPE_CHECKING:
    from decimal import Decimal

CLAIM_LIFE: Final = timedelta(seconds=30)
"""How long making a thread may take; after it whoever claimed it is taken to be gone."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a server has one thread about: a drama's episode, or (None) the drama as a whole."""

    guild_id: int
    drama_id: int
    episode: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Discussion:
    """A thread of Discord's and the channel it is in."""

    thread_id: int
    parent_id: int


class Turn(StrEnum):
    """Who makes a thread that is not there yet."""

    MINE = "mine"
    OTHERS = "others"


class Opening(StrEnum):
    """How a thread came to be open."""

    FOUND = "found"
    REOPENED = "reopened"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open thread, and how it came to be."""

    discussion: Discussion
    opening: Opening


def boundary_of(episode: Decimal | None) -> SpoilerBoundary:
    """Return what a thread spoils: through its episode, or the whole drama."""
    return SpoilerBoundary.everything() if episode is None else SpoilerBoundary.through(episode)
