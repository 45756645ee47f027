"""Watchlists and progress."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.spoilers import Progress

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


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
