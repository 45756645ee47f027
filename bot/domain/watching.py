"""Watchlists and progress."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError
from bot.domain.spoilers import Progress
from bot.domain.texts import t

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.dramas import Drama

_NUMBER: Final = re.compile(
    r"(?:episode|ep\.?|e|제)?\s*#?(\d{1,4}(?:[.,]\d)?)\s*(?:화|회|話|集)?", re.IGNORECASE
)


class WatchStatus(StrEnum):
    """Where a drama stands on a member's list."""

    WATCHING = "watching"
    COMPLETED = "completed"
    PLANNED = "planned"
    ON_HOLD = "on-hold"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """A drama on a member's list.

    Attributes:
        episode: The last episode watched, or None.
        private: Shown to nobody else.
    """

    drama_id: int
    status: WatchStatus
    episode: Decimal | None
    private: bool
    updated_at: datetime

    @property
    def progress(self) -> Progress:
        """How far the member is."""
        return Progress(self.episode, finished=self.status is WatchStatus.COMPLETED)


def has_finished(drama: Drama, episode: Decimal | None) -> bool:
    """Tell whether somebody who watched this episode has seen the whole drama."""
    count = drama.facts.episodes
    return episode is not None and count is not None and episode >= count


def next_episode(drama: Drama, episode: Decimal | None) -> Decimal | None:
    """Return the episode after this one, or the first; None after the last."""
    done = episode or Decimal(0)
    count = drama.facts.episodes
    if has_finished(drama, episode):
        return None
    after = [special for special in drama.special_episodes if special > done]
    following = Decimal(int(done) + 1)
    if count is None or following <= count:
        after.append(following)
    return min(after)


def read_episode(typed: str) -> Decimal:
    """Read an episode's number as people type it: ``7``, ``11.5``, ``ep 7``, ``7화``.

    Raises:
        InvalidInputError: It is no number.
    """
    found = _NUMBER.fullmatch(typed.strip())
    if found is None:
        shown = typed.strip()[:40]
        raise InvalidInputError(
            t("“{typed}” is no episode number. Write one such as 7.", typed=shown)
        )
    return Decimal(found[1].replace(",", ".")).normalize()
