"""What airs in the coming days, by the broadcasters' own days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from bot.domain.dramas import DramaLine
    from bot.domain.watching import WatchStatus

DAYS: Final = 7
"""Days that are looked ahead, today included."""

HOME: Final = "KR"
"""The country whose day is meant where no country is chosen."""

_ZONES: Final = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "HK": "Asia/Hong_Kong",
    "ID": "Asia/Jakarta",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "PH": "Asia/Manila",
    "SG": "Asia/Singapore",
    "TH": "Asia/Bangkok",
    "TR": "Europe/Istanbul",
    "TW": "Asia/Taipei",
    "US": "America/New_York",
    "VN": "Asia/Ho_Chi_Minh",
}


class AiringDay(StrEnum):
    """A day as it is asked for: near ones, then weekdays, Monday first."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    def after(self, today: date) -> date:
        """Return which of the coming days it is, today included."""
        if self is AiringDay.TODAY:
            return today
        if self is AiringDay.TOMORROW:
            return today + timedelta(days=1)
        weekday = list(AiringDay).index(self) - list(AiringDay).index(AiringDay.MONDAY)
        return today + timedelta(days=(weekday - today.weekday()) % DAYS)


@dataclass(frozen=True, slots=True)
class AiringFilter:
    """What of the week is wanted.

    Attributes:
        country: ISO 3166-1 alpha-2, or None for all.
        day: One day, or None for all of them.
        mine: Only dramas on the reader's own list.
    """

    country: str | None = None
    day: date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class AiringEpisode:
    """An episode that airs; see ``bot.domain.shows.Airing``."""

    drama: DramaLine
    number: Decimal
    special: bool = False
    airs_on: date | None = None
    airs_at: datetime | None = None
    popularity: float = 0.0

    @property
    def day(self) -> date | None:
        """The day in its broadcaster's zone."""
        if self.airs_on is not None or self.airs_at is None:
            return self.airs_on
        return day_in(self.drama.country, self.airs_at)


@dataclass(frozen=True, slots=True)
class AiringLine:
    """A drama's episodes of one day.

    Attributes:
        day: In its broadcaster's zone.
        at: When the first of them airs, or None where only the day is known.
        numbers: Regular episodes.
        specials: How many specials.
        networks: Where it airs.
        services: Where else it can be watched, as far as is known.
        status: Where it stands on the reader's own list.
    """

    drama: DramaLine
    day: date
    at: datetime | None = None
    numbers: tuple[Decimal, ...] = ()
    specials: int = 0
    popularity: float = 0.0
    networks: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    status: WatchStatus | None = None


@cache
def zone_of(country: str | None) -> ZoneInfo:
    """Return the zone that a country's broadcasters announce their times in; UTC if unknown.

    Of countries with several it is that of their broadcasters' seat.
    """
    return ZoneInfo(_ZONES.get(country or "", "UTC"))


def day_in(country: str | None, moment: datetime) -> date:
    """Return the day it is in a country at a moment."""
    return moment.astimezone(zone_of(country)).date()


def by_day(
    episodes: Iterable[AiringEpisode], today: date, now: datetime, *, days: int = DAYS
) -> list[AiringLine]:
    """Put a drama's episodes of a day together, and all in the order they air.

    Where the broadcaster's day is still yesterday, what has not aired yet stays in; those
    without a known time come last in their day, better known dramas first among equals.
    """
    end = today + timedelta(days=days)
    found: dict[tuple[date, int], list[AiringEpisode]] = defaultdict(list)
    for episode in episodes:
        day = episode.day
        if day is None or day >= end:
            continue
        to_come = episode.airs_at is not None and episode.airs_at >= now
        if day >= today or to_come:
            found[day, episode.drama.id].append(episode)
    lines = [_line(day, together) for (day, _), together in found.items()]
    return sorted(lines, key=_place)


def _line(day: date, together: list[AiringEpisode]) -> AiringLine:
    first = together[0]
    moments = [episode.airs_at for episode in together if episode.airs_at is not None]
    return AiringLine(
        drama=first.drama,
        day=day,
        at=min(moments, default=None),
        numbers=tuple(sorted(episode.number for episode in together if not episode.special)),
        specials=sum(episode.special for episode in together),
        popularity=first.popularity,
    )


def _place(line: AiringLine) -> tuple[date, bool, datetime, float, str, int]:
    at = line.at or datetime.min.replace(tzinfo=UTC)
    return (line.day, line.at is None, at, -line.popularity, line.drama.title, line.drama.id)
