"""Telling interactions that Discord has already given up on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.limits import EVENT_TOO_OLD_S

if TYPE_CHECKING:
    from datetime import datetime


class Staleness:
    """Measures how old events are although our clock may not agree with Discord's.

    The youngest event seen so far tells how far the clocks are apart: an event is as old
    as it looks beyond that.
    """

    def __init__(self) -> None:
        self._skew: float | None = None

    def is_too_old(self, created_at: datetime, now: datetime) -> bool:
        """Tell whether Discord has stopped waiting for the answer to an event."""
        apparent = (now - created_at).total_seconds()
        self._skew = apparent if self._skew is None else min(self._skew, apparent)
        return apparent - self._skew > EVENT_TOO_OLD_S
