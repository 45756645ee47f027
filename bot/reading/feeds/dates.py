"""Dates in every form that feeds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import Final

_MAX_LENGTH: Final = 80
# What lies outside is a placeholder or a mistake: nobody kept a blog before.
_YEARS: Final = range(1990, 2101)

# Hours from UTC. The first are in RFC 822, and known to the standard library.
_ZONES: Final = {
    "KST": 9,
    "JST": 9,
    "CST-CHINA": 8,
    "HKT": 8,
    "SGT": 8,
    "MYT": 8,
    "PHT": 8,
    "ICT": 7,
    "WIB": 7,
    "IST": 5.5,
    "MSK": 3,
    "EET": 2,
    "EEST": 3,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "AEST": 10,
    "AEDT": 11,
    "ACST": 9.5,
    "AWST": 8,
    "NZST": 12,
    "NZDT": 13,
}
_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Z]{2,5})?",
    re.IGNORECASE,
)
# What Java makes of a date: Thu Feb 05 10:20:30 KST 2026.
_JAVA: Final = re.compile(
    r"[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([a-z]{2,5}) (\d{4})", re.IGNORECASE
)
_MONTH_FIRST: Final = re.compile(
    r"(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(.*)", re.IGNORECASE
)
_NO_TIME: Final = re.compile(r"(?:[a-z]{3,9},? )?\d{1,2} [a-z]{3,9} \d{4}", re.IGNORECASE)
# WordPress's date of what was never published: 30 Nov -0001.
_NO_YEAR: Final = re.compile(r"[a-z] -\d", re.IGNORECASE)
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})?")
_COLON_OFFSET: Final = re.compile(r"([+-]\d{2}):(\d{2})$")
_LAST_WORD: Final = re.compile(r"\b([A-Z]{2,5})$", re.IGNORECASE)


def read_date(text: str | None) -> datetime | None:
    """Return a moment in UTC, or None where the text is no date.

    RFC 822 and ISO 8601 are known, with the liberties that people take with them. A zone that
    is left out or not known is taken for UTC.
    """
    text = " ".join((text or "")[: _MAX_LENGTH + 1].split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        moment = _iso(text) or _rfc822(text)
        if moment is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    start = datetime(year, month, day, tzinfo=_zone(found[7] or ""))
    # The day's last moment is written 24:00, and a leap second 60.
    if hour > 24 or minute > 59 or second > 60:
        return None
    return start + timedelta(hours=hour, minutes=minute, seconds=second)


def _rfc822(text: str) -> datetime | None:
    if java := _JAVA.fullmatch(text):
        text = f"{java[2]} {java[1]} {java[5]} {java[3]} {java[4]}"
    elif named := _MONTH_FIRST.fullmatch(text):
        text = f"{named[2]} {named[1][:3]} {named[3]} {named[4].strip(' ,') or '00:00'}"
    elif _NO_TIME.fullmatch(text):
        text = f"{text} 00:00"
    if _NO_YEAR.search(text):
        return None
    text = _COLON_OFFSET.sub(r"\1\2", text)
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    offset = parsed[9]
    word = _LAST_WORD.search(text)
    zone = (
        _zone(word[1])
        if word and word[1].upper() in _ZONES
        else timezone(timedelta(seconds=offset or 0))
    )
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)


def _zone(name: str) -> timezone:
    if offset := _OFFSET.fullmatch(name):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    return timezone(timedelta(hours=_ZONES.get(name.upper(), 0)))
