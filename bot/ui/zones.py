"""Time zones by what people call them: a city, a country, or the zone's own name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.i18n import LANGUAGES, lang_for
from bot.search import TitleEntry, TitleIndex

if TYPE_CHECKING:
    from bot.i18n import Lang

_SHOWN: Final = 60
_FIRST: Final = (
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Bangkok",
    "Asia/Manila",
    "Asia/Jakarta",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Mexico_City",
    "Australia/Sydney",
    "UTC",
)
"""Where most dramas and most of their viewers are, for those who have typed nothing yet."""

_ALSO: Final = {"Asia/Seoul": ("KST",), "Asia/Tokyo": ("JST",), "UTC": ("GMT", "Etc/UTC")}


def suggest_zones(typed: str, lang: Lang, limit: int) -> list[tuple[str, str]]:
    """Return (label, zone's name) for what was typed; for nothing, the likeliest."""
    keys, index = _index()
    found = [keys[hit.id] for hit in index.search(typed, limit)] if typed.strip() else list(_FIRST)
    return [(_label(key, lang), key) for key in found]


def zone_of(typed: str) -> str:
    """Return the name of the zone that was chosen or typed.

    Raises:
        InvalidInputError: It is none, or may be several.
    """
    keys, index = _index()
    wanted = typed.strip().casefold()
    for key in available_timezones():
        if key.casefold() == wanted:
            return key
    meant = index.meant(typed)
    if meant is not None:
        return keys[meant]
    near = [keys[hit.id] for hit in index.search(typed, 3)] if wanted else []
    if near:
        raise InvalidInputError(
            t(
                "“{typed}” may be several time zones. Did you mean {zones}? Name a city, such as "
                "Seoul or New York.",
                typed=typed.strip()[:_SHOWN],
                zones=", ".join(near),
            )
        )
    raise InvalidInputError(
        t(
            "I know no time zone “{typed}”. Name a large city in it, such as Seoul or New York.",
            typed=typed.strip()[:_SHOWN],
        )
    )


@cache
def _index() -> tuple[list[str], TitleIndex]:
    territories: Any = get_global("zone_territories")
    known = available_timezones() & set(territories) - {"Etc/UTC"}
    keys = [*_FIRST, *sorted(known - set(_FIRST))]
    earlier: dict[str, list[str]] = {}
    aliases: Any = get_global("zone_aliases")
    for alias, key in aliases.items():
        earlier.setdefault(key, []).append(_city(alias, None))
    locales = [Locale.parse(code) for code in LANGUAGES]
    entries = []
    for place, key in enumerate(keys):
        country = territories.get(key)
        called = [
            *(_city(key, locale) for locale in locales),
            *([lang_for(code).country(country) for code in LANGUAGES] if country else []),
            *_ALSO.get(key, ()),
            *earlier.get(key, ()),
            key,
        ]
        popularity = float(len(_FIRST) - place) if place < len(_FIRST) else 0.0
        entries.append(
            TitleEntry(place, _city(key, None), aliases=tuple(called), popularity=popularity)
        )
    return keys, TitleIndex.build(entries)


def _city(key: str, locale: Locale | None) -> str:
    known: Any = locale.time_zones.get(key, {}) if locale else {}
    return known.get("city") or key.rpartition("/")[2].replace("_", " ")


def _label(key: str, lang: Lang) -> str:
    city = _city(key, Locale.parse(lang.code))
    return f"{city} ({key})" if key != "UTC" else key
