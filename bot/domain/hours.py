"""Hours of a server's own day: when nothing is announced, and when a digest comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.announcing import Digest
from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

DIGEST_HOUR: Final = 9
DEFAULT_ZONE: Final = "UTC"
DAY_MIN: Final = 24 * 60

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A stretch of every day in which nothing is announced.

    Attributes:
        zone: The zone's name in the tz database.
        start: In minutes after midnight there, 0 to 1,439.
        end: Likewise; before ``start`` where the stretch goes on after midnight.
    """

    zone: str
    start: int
    end: int

    def over(self, now: datetime) -> datetime | None:
        """Return when the quiet hours that hold at a time are over, or None where none do."""
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        if not self._holds(local):
            return None
        day = local.date()
        if self.end <= local.hour * 60 + local.minute:
            day += _DAY
        end = datetime.combine(day, time(self.end // 60, self.end % 60), zone)
        over = end.astimezone(UTC)
        if over <= now:  # clocks were set back, and show this time for the second time
            over = end.replace(fold=1).astimezone(UTC)
        # A time that clocks leave out lies later than the moment they do.
        while over - _MINUTE > now and not self._holds((over - _MINUTE).astimezone(zone)):
            over -= _MINUTE
        return over

    def _holds(self, local: datetime) -> bool:
        minute = local.hour * 60 + local.minute
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def next_digest(digest: Digest, zone: str | None, after: datetime) -> datetime:
    """Return when the next digest comes: at nine in the morning, of Monday if it is weekly.

    Args:
        digest: How often.
        zone: The server's zone, or None where it chose none (UTC).
        after: It comes later than this.
    """
    tz = ZoneInfo(zone or DEFAULT_ZONE)
    day = after.astimezone(tz).date()
    while True:
        comes = datetime.combine(day, time(DIGEST_HOUR), tz).astimezone(UTC)
        if comes > after and (digest is Digest.DAILY or day.weekday() == 0):
            return comes
        day += _DAY


def minutes_of(typed: str) -> int:
    """Read a time of day as it is typed ("22:30", "22", "10 pm", "오후 10시").

    Returns:
        Minutes after midnight, 0 to 1,439.

    Raises:
        InvalidInputError: It is no time of day.
    """
    text = typed.strip().casefold()
    half = next((half for half, words in _HALVES.items() if any(w in text for w in words)), None)
    digits = "".join(letter if letter.isdecimal() else " " for letter in text).split()
    if 1 <= len(digits) <= 2 and all(len(each) <= 2 for each in digits):
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
        fits = 1 <= hour <= 12 if half is not None else 0 <= hour <= 24
        if fits and minute < 60:
            if half is not None:
                hour = hour % 12 + half
            return (hour * 60 + minute) % DAY_MIN
    raise InvalidInputError(
        t("“{typed}” is no time of day. Write it like 22:30, or like 10 pm.", typed=typed[:40])
    )


def shown_time(minutes: int) -> str:
    """Write a time of day, from minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


_HALVES: Final = {12: ("pm", "p.m", "오후"), 0: ("am", "a.m", "오전")}
