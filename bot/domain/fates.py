"""What became of a review's announcement in one server, for those who ask why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Outcome(StrEnum):
    """Whether a review was announced, or why not.

    Attributes:
        UNNOTED: It was stored without being announced, or announced somewhere else only.
        WAITING: It is on its way.
        QUIET: It waits for the end of the quiet hours.
        DIGEST: It waits for the next digest.
        SENT: It was announced, alone or in a digest.
        FAILED: Discord did not take it.
        OFF: Announcements are switched off there.
        LATE: The bot was away for more than a week.
        UNWANTED: No channel's filters let it through.
    """

    UNNOTED = "unnoted"
    WAITING = "waiting"
    QUIET = "quiet"
    DIGEST = "digest"
    SENT = "sent"
    FAILED = "failed"
    OFF = "off"
    LATE = "late"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of it.

    Attributes:
        channel_id: The channel it is about, where there is one.
        due_at: When it comes, if it waits.
    """

    outcome: Outcome
    channel_id: int | None = None
    due_at: datetime | None = None
