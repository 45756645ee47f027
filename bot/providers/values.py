"""Reading JSON that others wrote: what is not as documented counts as not told."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.dramas import Name

MAX_NAME: Final = 200
MAX_TITLE: Final = 300
MAX_SYNOPSIS: Final = 4_000
MAX_URL: Final = 2_000
MAX_CAST: Final = 200
MAX_ALIASES: Final = 40
MAX_NETWORK: Final = 100
MAX_TAG: Final = 60
MAX_TAGS: Final = 40
MAX_MINUTES: Final = 24 * 60

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs"})
# Emoji of several parts, and the letters of some scripts, are joined by these.
_JOINERS: Final = frozenset("\u200c\u200d")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_BREAK: Final = re.compile(r"<\s*br\b[^<>]{0,100}>|</\s*(?:p|div|li|ul|ol)\s*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_LINES: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def record(value: object) -> Mapping[str, object]:
    """Return a JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def records(value: object, limit: int = 10_000) -> list[Mapping[str, object]]:
    """Return the objects of a JSON list, the first ``limit`` entries of it."""
    if not isinstance(value, list):
        return []
    return [entry for entry in value[:limit] if isinstance(entry, dict)]


def line(value: object, limit: int) -> str | None:
    """Return text on one line without hidden characters, cut at ``limit``; None if empty."""
    if not isinstance(value, str):
        return None
    # Cut first as well: cleaning looks at every character.
    seen = _visible(value[: 4 * limit])
    return " ".join(seen.split())[:limit].strip() or None


def prose(value: object, limit: int = MAX_SYNOPSIS) -> str | None:
    """Return the plain text of simple HTML (paragraphs, breaks, emphasis); None if empty."""
    if not isinstance(value, str):
        return None
    bare = _TAG.sub("", _BREAK.sub("\n", value[: 4 * limit]))
    seen = _visible(_LINES.sub("\n", html.unescape(bare)))
    lines = (" ".join(part.split()) for part in seen.split("\n"))
    text = "\n".join(part for part in lines if part)
    if len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    return text or None


def whole(value: object, low: int, high: int) -> int | None:
    """Return a whole number that is within its range."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if low <= value <= high else None


def share(value: object) -> float:
    """Return a number from 0 to 100, the nearest there is; 0 where none was told."""
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
        return 0.0  # what is not equal to itself is not a number
    return float(min(max(value, 0), 100))


def day(value: object) -> date | None:
    """Return a date written ``2024-03-09``, from 1900 on."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def moment(value: object) -> datetime | None:
    """Return an ISO 8601 moment that names its offset, in UTC."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None or not 1900 <= found.year <= 2200:
            return None
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def epoch(value: object) -> datetime | None:
    """Return the moment of a Unix time in seconds, up to the year 2200."""
    seconds = whole(value, 0, 7_258_118_400)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def address(value: object) -> str | None:
    """Return a web address, as it was written."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_URL:
        return None
    if any(char.isspace() or unicodedata.category(char) in _HIDDEN for char in value):
        return None
    try:
        parsed = URL(value)
    except ValueError:
        return None
    return value if parsed.scheme in {"http", "https"} and parsed.host else None


def country(value: object) -> str | None:
    """Return an ISO 3166-1 alpha-2 code in capitals."""
    if not isinstance(value, str) or not _COUNTRY.fullmatch(value):
        return None
    return value.upper()


def once(texts: Iterable[str | None], limit: int) -> tuple[str, ...]:
    """Return each text once, whatever its case, without the missing ones, at most ``limit``."""
    found: dict[str, str] = {}
    for text in texts:
        if text is not None:
            found.setdefault(text.casefold(), text)
    return tuple(list(found.values())[:limit])


def aliases(names: Iterable[Name], taken: Iterable[str | None]) -> tuple[Name, ...]:
    """Return the names that are not among those ``taken``, each once, at most 40."""
    known = {text.casefold().strip() for text in taken if text}
    found = []
    for name in names:
        folded = name.text.casefold().strip()
        if folded not in known:
            known.add(folded)
            found.append(name)
    return tuple(found[:MAX_ALIASES])


def _visible(text: str) -> str:
    """Leave out control, format and direction characters; line ends and tabs are spaces."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    return "".join(char for char in map(_space, composed) if _is_seen(char))


def _space(char: str) -> str:
    return " " if char == "\t" else char


def _is_seen(char: str) -> bool:
    return char == "\n" or char in _JOINERS or unicodedata.category(char) not in _HIDDEN
