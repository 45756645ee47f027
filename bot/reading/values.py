"""The values behind labels: episodes, genres, networks, years, countries, native titles."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.words import (
    COUNTRIES,
    NATIVE_RUN,
    NETWORKS,
    NUMBER,
    has_native,
    number_of,
)

MAX_EPISODES: Final = 999

_SEASON: Final = re.compile(
    rf"seasons?\s*\d{{1,2}}\s*[:(–—-]?\s*(?P<count>{NUMBER})(?:\s*(?:episodes?|eps?)\b)?",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    rf"(?:\d{{1,3}}\s*/\s*)?(?:total(?: of)?\s*)?(?P<count>{NUMBER})\b(?!\s*[-–]\s*\d|\s*%|\s*/)",
    re.IGNORECASE,
)
_BARE_COUNT: Final = re.compile(
    rf"(?:total(?: of)?\s+)?(?P<count>{NUMBER})[\s-]*(?:episodes?|eps\.?)"
    r"(?:\s*\([^()]*\)|\s+total)?(?:\s*[,|]\s*[^,|]{0,40})?",
    re.IGNORECASE,
)
_IN_PROSE: Final = re.compile(
    rf"\b(?P<a>{NUMBER})[- ]episodes?[- ](?:long )?(?:k-?|c-?|j-?|korean |chinese |japanese |thai |"
    r"mini-?|web |romance |tv )*(?:dramas?|series|show|run|story)\b|"
    rf"\b(?P<b>{NUMBER})\s+(?:(?:hour|half-hour|\d{{2}}[- ]minute)[- ]long)\s+episodes\b|"
    rf"\b(?:has|consists? of|consisting of|made up of|spans?|runs? for|comprises|told (?:in|over)|"
    rf"spread over|a total of|with)\s+(?:only |just |a total of |a mere )?(?P<c>{NUMBER})\s+"
    r"(?:short |long )?episodes\b(?!\s+(?:left|to go|a week|per|every|in\b|of|out|more))",
    re.IGNORECASE,
)
_CURRENTLY: Final = re.compile(
    r"\((?:currently|so far|watched|as of|up to|\d+ (?:aired|so far|out))\b|\bongoing\b|"
    r"\bcurrently (?:airing|on)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19[5-9]|20\d)\d)(?!\d)")
_NETWORK_LINE: Final = re.compile(
    rf"(?P<networks>(?:{NETWORKS})(?:\s*[,/&|+]\s*(?:{NETWORKS}))*)"
    r"(?:\s*[(,|•·-]*\s*(?P<year>(?:19[5-9]|20\d)\d)\)?)?"
    r"(?:\s*[,|•·-]*\s*(?P<count>\d{1,3})\s*(?:episodes?|eps)\.?)?",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b|every\b|daily\b|\d",
    re.IGNORECASE,
)
_NOT_NETWORK: Final = re.compile(
    r"\b(?:photo|image|credit|n/?a|unknown|tba)\b|https?:", re.IGNORECASE
)
_LIST: Final = re.compile(r"\s*(?:[,;/|•·、&]|\band\b|\s\+\s)\s*")


def episodes_of(value: str) -> int | None:
    """Read how many episodes a label's value says; seasons that are listed are added up.

    In "16 (currently 4)" or "40 (46 in TV version)" the first number is the drama's.
    """
    seasons = [number_of(match["count"]) or 0 for match in _SEASON.finditer(value)]
    if seasons:
        return _within(sum(seasons))
    match = _COUNT.match(value.strip())
    return _within(number_of(match["count"])) if match else None


def bare_episodes(line: str) -> int | None:
    """Read a line that is only a count ("15 episodes", "Season 1: 12 Episodes, Season 2: 12")."""
    if len(line) <= 120 and re.match(r"season\s*\d+\s*[:(–—-]\s*\d+\s*ep", line, re.IGNORECASE):
        return episodes_of(line)
    match = _BARE_COUNT.fullmatch(line.strip(" .!"))
    return _within(number_of(match["count"])) if match else None


def episodes_in_prose(text: str) -> tuple[int, str] | None:
    """Read "a 16-episode drama" or "thirteen hour-long episodes", with the words read."""
    for match in _IN_PROSE.finditer(text):
        count = _within(number_of(match["a"] or match["b"] or match["c"]))
        before = text[max(0, match.start() - 12) : match.start()].lower()
        if count and not re.search(r"\b(?:first|last|next|final|past)\s+$", before):
            return count, match[0]
    return None


def says_unfinished(value: str) -> bool:
    """Tell whether a value says that the drama or the watching is not over."""
    return bool(_CURRENTLY.search(value))


def genre_words(value: str) -> tuple[str, ...]:
    """Split a genre label's value into the post's own words."""
    value = re.split(r"\s{2,}|\t|\. ", value.strip())[0]
    parts = (part.strip(" .()[]") for part in _LIST.split(value))
    return tuple(dict.fromkeys(part for part in parts if part and len(part) <= 40))[:20]


def network_names(value: str) -> tuple[str, ...]:
    """Split a network label's value into names, without days, years and notes in brackets."""
    if len(value) > 120:
        return ()
    names = []
    for part in _LIST.split(re.sub(r"\([^()]*\)", " ", value)):
        name = " ".join(part.split()).strip(" .:-–")
        if name and len(name) <= 40 and not _DAY.match(name) and not _NOT_NETWORK.search(name):
            names.append(name)
    return tuple(dict.fromkeys(names))[:8]


def network_line(line: str) -> tuple[tuple[str, ...], int | None, int | None] | None:
    """Read a bare line such as "tvN (2019) 16 Episodes": networks, year, episodes."""
    match = _NETWORK_LINE.fullmatch(line.strip())
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return network_names(match["networks"]), year, episodes_of(match["count"] or "")


def year_of(value: str) -> int | None:
    """Return the first year from 1950 on in a date or period."""
    match = _YEAR.search(value)
    return int(match[1]) if match else None


def country_of(value: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's name."""
    return COUNTRIES.get(re.split(r"[,/(|]", value)[0].strip(" .").lower())


def native_of(value: str) -> str | None:
    """Return the part of a value that is in native script, without its romanisation."""
    if not has_native(value):
        return None
    outside = re.sub(r"\s*[(（\[][^()（）\[\]]*[)）\]]", " ", value)
    if not has_native(outside):
        outside = value
    part = next((one for one in re.split(r"\s*[/|,;]\s*", outside) if has_native(one)), outside)
    part = " ".join(part.split()).strip(" .:-–—|\"“”'")
    if re.search(r"[A-Za-z]{3}.*\s.*[A-Za-z]{3}", part):
        run = re.search(NATIVE_RUN, part)
        part = run[0].strip() if run else part
    return part if 0 < len(part) <= 120 else None


def native_in_prose(text: str, title: str) -> str | None:
    """Return native script that stands in brackets right after the title, or a lone Thai run."""
    loose = r"[\s”\"’']*"
    match = re.search(
        rf"{re.escape(title)}{loose}[(（/]\s*(?:[A-Za-z ]{{2,12}}:\s*)?(?P<native>{NATIVE_RUN})",
        text,
        re.IGNORECASE,
    )
    if match:
        return match["native"].strip()
    runs = {run.strip() for run in re.findall(r"[\u0e00-\u0e7f][\u0e00-\u0e7f ]{2,60}", text)}
    return runs.pop() if len(runs) == 1 else None


def _within(count: int | None) -> int | None:
    return count if count is not None and 1 <= count <= MAX_EPISODES else None
