"""The inputs of the forms that a drama's facts are edited in: read and written.

``INPUTS`` reads a text into one or more fields, ``WRITERS`` writes the text that it reads.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from babel import Locale

from bot.domain.claims import MAX_ALIASES, MAX_CAST, MAX_LISTED
from bot.domain.content_warnings import ContentWarning
from bot.domain.dramas import MAX_TITLE, AirStatus, CastMember, Link, Name, NameKind
from bot.domain.genres import Genre
from bot.domain.names import fold_name
from bot.domain.texts import t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.dramas import DramaFacts
    from bot.domain.texts import Text

MAX_INPUT: Final = 4_000
MAX_PERSON: Final = 200
MAX_NETWORK: Final = 100
MAX_TAG: Final = 60
MAX_URL: Final = 2_000
LIMITS: Final = {"title": MAX_TITLE, "native_title": MAX_TITLE, "made": 100, "episodes": 10} | {
    "poster_url": MAX_URL
}
"""Characters that an input takes, where it is not ``MAX_INPUT``."""

_YEARS: Final = range(1900, 2101)
_MOST_EPISODES: Final = 9_999

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff]"
)
_ROLE: Final = re.compile(r"\s+[–—-]\s+")
_NATIVE: Final = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]$")
_COMMA: Final = re.compile(r"\s*[,、，;]\s*")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NO_COUNTRIES: Final = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_ALSO_CALLED: Final = {
    "korea": "KR",
    "usa": "US",
    "uk": "GB",
    "hongkong": "HK",
    "홍콩": "HK",
    "macau": "MO",
    "마카오": "MO",
}


class WrongInputError(Exception):
    """A text that is not what its input takes."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


def line_of(text: str) -> str:
    """Return a text on one line, with no control characters and no stray spaces."""
    return " ".join(_UNSEEN.sub("", text).split())


def country_of(name: str) -> str | None:
    """Return a country's ISO 3166-1 alpha-2 code for its code or its name; None if unknown."""
    return _countries().get(_folded(name))


def chosen(name: str, picked: Sequence[str], before: DramaFacts) -> dict[str, Any]:
    """Return what was picked in a select: keys that it does not offer stay, and so does order."""
    if name == "status":
        return {"status": AirStatus(picked[0]) if picked and picked[0] else None}
    offered = {key.value for key in (Genre if name == "genres" else ContentWarning)}
    old: tuple[str, ...] = getattr(before, name)
    kept = [key for key in old if key in picked or key not in offered]
    return {name: tuple(dict.fromkeys((*kept, *picked)))}


def _title(text: str, _: DramaFacts) -> dict[str, Any]:
    return {"title": _short(text, MAX_TITLE)}


def _native_title(text: str, _: DramaFacts) -> dict[str, Any]:
    return {"native_title": _short(text, MAX_TITLE) or None}


def _made(text: str, _: DramaFacts) -> dict[str, Any]:
    text = line_of(text)
    year = _YEAR.search(text)
    rest = text.replace(year.group(), " ", 1) if year else text
    rest = rest.strip(" ,、，;·/()")
    country = country_of(rest) if rest else None
    if (rest and country is None) or (year and int(year.group()) not in _YEARS):
        raise WrongInputError(
            t("write a year and a country, such as “2016, KR” or “2016, South Korea”.")
        )
    return {"year": int(year.group()) if year else None, "country": country}


def _episodes(text: str, _: DramaFacts) -> dict[str, Any]:
    text = line_of(text)
    if not text:
        return {"episodes": None}
    if not text.isdecimal() or not 0 < int(text[:9]) <= _MOST_EPISODES:
        raise WrongInputError(t("write a whole number from 1 to {most}.", most=_MOST_EPISODES))
    return {"episodes": int(text)}


def _aliases(text: str, before: DramaFacts) -> dict[str, Any]:
    known = {name.text: name for name in before.aliases}
    names = [
        known.get(line) or Name(_short(line, MAX_TITLE), NameKind.ALIAS) for line in _lines(text)
    ]
    names += before.aliases[_fitting([name.text for name in before.aliases]) :]
    return {"aliases": _unique(names, lambda name: name.text.casefold(), MAX_ALIASES)}


def _synopsis(text: str, _: DramaFacts) -> dict[str, Any]:
    return {"synopsis": _UNSEEN.sub("", text.replace("\r", "")).strip() or None}


def _poster_url(text: str, _: DramaFacts) -> dict[str, Any]:
    return {"poster_url": _address(text.strip()) if text.strip() else None}


def _networks(text: str, before: DramaFacts) -> dict[str, Any]:
    return {"networks": _words(text, before.networks, MAX_NETWORK)}


def _tags(text: str, before: DramaFacts) -> dict[str, Any]:
    return {"tags": _words(text, before.tags, MAX_TAG)}


def _cast(text: str, before: DramaFacts) -> dict[str, Any]:
    written = [cast_line(member) for member in before.cast]
    same = dict(zip(written, before.cast, strict=True))
    members = [same.get(line) or _member(line, before) for line in _lines(text)]
    members += before.cast[_fitting(written) :]
    if len(members) > MAX_CAST:
        raise WrongInputError(t("{most} people are the most I keep.", most=MAX_CAST))
    return {"cast": tuple(members)}


def _trailers(text: str, before: DramaFacts) -> dict[str, Any]:
    written = [_trailer_line(link) for link in before.trailers]
    same = dict(zip(written, before.trailers, strict=True))
    links = [same.get(line) or _trailer(line) for line in _lines(text)]
    links += before.trailers[_fitting(written) :]
    return {"trailers": _unique(links, lambda link: link.url, MAX_LISTED)}


INPUTS: Final[dict[str, Callable[[str, DramaFacts], dict[str, Any]]]] = {
    "title": _title,
    "native_title": _native_title,
    "made": _made,
    "episodes": _episodes,
    "aliases": _aliases,
    "synopsis": _synopsis,
    "poster_url": _poster_url,
    "networks": _networks,
    "tags": _tags,
    "cast": _cast,
    "trailers": _trailers,
}

WRITERS: Final[dict[str, Callable[[DramaFacts], str | list[str]]]] = {
    "title": lambda facts: facts.title,
    "native_title": lambda facts: facts.native_title or "",
    "made": lambda facts: ", ".join(
        str(part) for part in (facts.year, facts.country) if part is not None
    ),
    "episodes": lambda facts: str(facts.episodes or ""),
    "aliases": lambda facts: _fill([name.text for name in facts.aliases]),
    "synopsis": lambda facts: facts.synopsis or "",
    "poster_url": lambda facts: facts.poster_url or "",
    "networks": lambda facts: _fill(list(facts.networks)),
    "tags": lambda facts: _fill(list(facts.tags)),
    "status": lambda facts: [facts.status.value] if facts.status else [],
    "genres": lambda facts: list(facts.genres),
    "warnings": lambda facts: list(facts.warnings),
    "cast": lambda facts: _fill([cast_line(member) for member in facts.cast]),
    "trailers": lambda facts: _fill([_trailer_line(link) for link in facts.trailers]),
}


def cast_line(member: CastMember) -> str:
    """Write somebody as a line: ``Lee Je Hoon (이제훈) – Park Hae Young``."""
    actor = line_of(member.actor)
    if member.native_name:
        actor = f"{actor} ({line_of(member.native_name)})"
    return f"{actor} – {line_of(member.role)}" if member.role else actor


def _member(line: str, before: DramaFacts) -> CastMember:
    who, role = _ROLE.split(line, maxsplit=1) if _ROLE.search(line) else (line, "")
    native = None
    if found := _NATIVE.match(who):
        who, native = found.groups()
    for text in (who, role, native or ""):
        _short(text, MAX_PERSON)
    known = next((m for m in before.cast if fold_name(m.actor) == fold_name(who)), None)
    if known is None:
        return CastMember(who, role, native)
    return CastMember(who, role, native or known.native_name, known.photo_url, known.ref)


def _trailer(line: str) -> Link:
    *title, url = line.split()
    address = _address(url)
    return Link(_short(" ".join(title), MAX_NETWORK) or (urlsplit(address).hostname or ""), address)


def _trailer_line(link: Link) -> str:
    return f"{line_of(link.title)} {link.url}".strip()


def _address(text: str) -> str:
    wrong = WrongInputError(t("write an address that begins with https://."))
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise wrong from None
    if parts.scheme != "https" or not host or "." not in host or len(text) > MAX_URL:
        raise wrong
    if re.search(r"[\s<>\"\\]", text) or _UNSEEN.search(text) or parts.username:
        raise wrong
    return text


def _short(text: str, limit: int) -> str:
    line = line_of(text)
    if len(line) > limit:
        raise WrongInputError(t("a line of it is longer than {limit} characters.", limit=limit))
    return line


def _words(text: str, before: tuple[str, ...], limit: int) -> tuple[str, ...]:
    lines = _lines(text)
    if len(lines) == 1 and lines[0] not in before:
        lines = [word for word in _COMMA.split(lines[0]) if word]
    words = [_short(line, limit) for line in lines]
    words += before[_fitting(list(before)) :]
    return _unique(words, str.casefold, max(MAX_LISTED, len(before)))


def _unique(values: Sequence[Any], key: Callable[[Any], str], most: int) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(key(value), value)
    if len(found) > most:
        raise WrongInputError(t("{most} lines are the most I keep.", most=most))
    return tuple(found.values())


def _lines(text: str) -> list[str]:
    return [line for line in map(line_of, text.splitlines()) if line]


def _fitting(lines: Sequence[str]) -> int:
    """Return how many lines an input can hold."""
    used = 0
    for at, line in enumerate(lines):
        used += len(line) + 1
        if used > MAX_INPUT:
            return at
    return len(lines)


def _fill(lines: Sequence[str]) -> str:
    return "\n".join(lines[: _fitting(lines)])


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("en", "ko"):
        for code, name in Locale.parse(language).territories.items():
            if code.isalpha() and code not in _NO_COUNTRIES:
                names[_folded(name)] = names[_folded(code)] = code
    return names | _ALSO_CALLED
