"""The values behind labels: episodes, genres, networks, years, countries, native titles."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.words import (
    COUNTRIES,
    NATIVE_CHAR,
    NATIVE_RUN,
    NETWORKS,
    NUMBER,
    has_native,
    number_of,
)

MAX_EPISODES: Final = 999
# What episodes are called behind their number; "부작", "集" and "話" stand close to it.
_CLOSE: Final = "부작|화|회|집|集|话|話|回|ตอน"
_UNITS: Final = (
    r"(?:hour-long |half-hour )?(?:episodes?|eps?\.?)|episodios?|epis[oó]dios?|cap[ií]tulos?|"
    rf"[eé]pisodes?|episoden|folgen|puntate|{_CLOSE}"
)

_SEASON: Final = re.compile(
    rf"seasons?\s*\d{{1,2}}\s*[:(–—-]?\s*(?P<count>{NUMBER})(?:\s*(?:episodes?|eps?)\b)?",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    rf"(?:\d{{1,3}}\s*/\s*)?(?:(?:total(?: of)?|all|full|全|共|총|มี)\s*)?(?P<count>{NUMBER})"
    rf"(?:\b|(?={_CLOSE}))(?!\s*[-–]\s*\d|\s*%|\s*/)",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"(?:about|around|approx(?:imately|\.)?|~|only|just)\s*", re.IGNORECASE)
# "1-16" and "12 of 12 episodes seen" tell the last one, and all there are.
_RANGE: Final = re.compile(r"1\s*(?:-|–|to)\s*(?P<count>\d{1,3})(?!\d)")
_OF_ALL: Final = re.compile(r"\d{1,3}\s+(?:out )?of\s+(?P<count>\d{1,3})\b")
_BARE_COUNT: Final = re.compile(
    rf"(?:total(?: of)?\s+|approx\.? |about |all |only |全|共|총\s?)?(?P<count>{NUMBER})[\s-]*"
    rf"(?:total )?(?:{_UNITS})"
    r"(?:\s*\([^()]*\)|\s+(?:in )?total|\s*\+.{0,40})?(?:\s*[,|x@]\s*[^,|]{0,40})?"
    r"(?:\s+of (?:about |around |approx\.? |roughly )?\d{2,3} ?min\w*\.?(?: each)?)?",
    re.IGNORECASE,
)
# As in "16 x 77'" and "60 min × 16".
_TIMES: Final = re.compile(
    r"(?P<count>\d{1,3})\s*[x×*]\s*(?:c\.? ?|~)?\d{2,3}(?:[-–]\d{2,3})?\s*"
    r"(?:['’′]|m(?:in(?:ute)?s?)?\b\.?|분)|"
    r"\d{2,3}\s*(?:['’′]|m(?:in(?:ute)?s?)?\b\.?|분)\s*[x×*]\s*(?P<behind>\d{1,3})(?: ep\w*\.?)?",
    re.IGNORECASE,
)
_GLUED_COUNT: Final = re.compile(
    rf"(?P<count>\d{{1,3}})(?:\s*(?:[+(,|]|{_UNITS}).{{0,60}})?", re.IGNORECASE
)
_SEEN: Final = re.compile(r"\d{1,3} of (?P<count>\d{1,3}) episodes(?: seen)?", re.IGNORECASE)
_CURRENTLY: Final = re.compile(
    r"\((?:currently|so far|watched|as of|up to|\d+ (?:aired|so far|out))\b|\bongoing\b|"
    r"\bcurrently (?:airing|on)\b",
    re.IGNORECASE,
)
# "칼Episodes": the next label, without a break between them.
# With the marks of tones, as in "琅琊榜 Láng Yá Bǎng".
_LATIN_WORDS: Final = re.compile(r"[A-Za-zÀ-ɏ]{3}.*\s.*[A-Za-zÀ-ɏ]{3}")
_GLUED: Final = re.compile(rf"{NATIVE_CHAR}[A-Z][a-z]{{3}}")
_YEAR: Final = re.compile(r"(?<!\d)((?:19[5-9]|20\d)\d)(?!\d)")
# As in "10/21/05".
_SHORT_DATE: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d{2})(?![\d/])")
_NETWORK_LINE: Final = re.compile(
    rf"(?P<networks>(?:{NETWORKS})(?:\s*[,/&|+]\s*(?:{NETWORKS}))*)"
    r"(?:\s*[(,|•·-]*\s*(?P<year>(?:19[5-9]|20\d)\d)\)?)?"
    r"(?:\s*[,|•·-]*\s*(?P<count>\d{1,3})\s*(?:episodes?|eps)\.?)?",
    re.IGNORECASE,
)
_ON_NETWORK: Final = re.compile(
    rf"\d.*?(?:\bon |\(|[,|] ?)({NETWORKS})(?=\)|[,.|]|$)", re.IGNORECASE
)
_DAY: Final = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b|every\b|daily\b|\d",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\s+(?=(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|every\b|at \d|\d{1,2}[:.]\d\d)", re.IGNORECASE
)
_OWN_WORK: Final = re.compile(r"\s+(?:originals?|오리지널|自制|exclusive)$", re.IGNORECASE)
_NOT_NETWORK: Final = re.compile(
    r"\b(?:photo|image|credit|n/?a|unknown|tba|outside|international|internationally|worldwide|"
    r"globally|overseas|abroad)\b|https?:",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\s*(?:[,;/|•·、&]|\band\b|\s[+–—]\s)\s*")


def episodes_of(value: str) -> int | None:
    """Read how many episodes a label's value says; seasons that are listed are added up.

    In "16 (currently 4)" or "40 (46 in TV version)" the first number is the drama's.
    """
    seasons = [number_of(match["count"]) or 0 for match in _SEASON.finditer(value)]
    if seasons:
        return within(sum(seasons))
    value = _ABOUT.sub("", value.strip())
    match = _RANGE.match(value) or _OF_ALL.match(value) or _COUNT.match(value)
    return within(number_of(match["count"])) if match else None


def bare_episodes(line: str) -> int | None:
    """Read a line that is only a count ("15 episodes", "Season 1: 12 Episodes, Season 2: 12")."""
    if match := _SEEN.fullmatch(line.strip()):
        return within(int(match["count"]))
    if len(line) <= 120 and re.match(r"season\s*\d+\s*[:(–—-]\s*\d+\s*ep", line, re.IGNORECASE):
        return episodes_of(line)
    if times := _TIMES.fullmatch(line.strip()):
        return within(int(times["count"] or times["behind"]))
    match = _BARE_COUNT.fullmatch(line.strip(" .!()[]") if line[:1] in "([" else line.strip(" .!"))
    return within(number_of(match["count"])) if match else None


def episodes_within(value: str) -> int | None:
    """Read a count that other things stand around ("60 min x 16 episodes", "Done (16 eps)")."""
    match = re.search(rf"(?<![\d/-])(\d{{1,3}}) ?(?:episodes|eps|{_CLOSE})", value, re.IGNORECASE)
    if match is None and (times := _TIMES.search(value)):
        return within(int(times["count"] or times["behind"]))
    return within(int(match[1])) if match else None


def glued_count(value: str) -> int | None:
    """Read the count behind a label without a colon: "Episodes 16 + 2 specials"."""
    match = _GLUED_COUNT.fullmatch(value.strip())
    return within(int(match["count"])) if match else None


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
        name = " ".join(_WHEN.split(part)[0].split()).strip(" .:-–")
        name = _OWN_WORK.sub("", name)
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


def original_of(value: str) -> str | None:
    """Read whose own production it is ("Netflix original"), wherever it may be watched."""
    match = re.fullmatch(rf"({NETWORKS}) originals?(?: series| drama)?", value, re.IGNORECASE)
    return match[1] if match else None


def network_behind(value: str) -> tuple[str, ...]:
    """Read the network that a date names too ("Nov 2016 on tvN", "2005 (CTV)")."""
    match = _ON_NETWORK.search(value)
    return (match[1],) if match else ()


def year_of(value: str) -> int | None:
    """Return the first year from 1950 on in a date or period."""
    match = _YEAR.search(value)
    if match:
        return int(match[1])
    short = _SHORT_DATE.search(value)
    return (2000 if int(short[1]) < 50 else 1900) + int(short[1]) if short else None


def year_alone(value: str) -> bool:
    """Tell whether it is a year and nothing else."""
    return _YEAR.fullmatch(value.strip()) is not None


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
    # "킬미, 힐미" is one title; a comma parts it from one in Latin script only.
    apart = r"\s*[/|,;]\s*" if re.search(r"[A-Za-z]{2}", outside) else r"\s*[/|;]\s*"
    part = next((one for one in re.split(apart, outside) if has_native(one)), outside)
    part = " ".join(part.split()).strip(" .:-–—|\"“”'")
    if _GLUED.search(part) or _LATIN_WORDS.search(part):
        run = re.search(NATIVE_RUN, part)
        part = run[0].strip() if run else part
    return part if 0 < len(part) <= 120 else None


def latin_titles(value: str) -> tuple[str, ...]:
    """Split a label's value into the titles that are not in native script."""
    parts = (part.strip(" .\"“”'") for part in re.split(r"\s*[,;/|]\s*", value))
    return tuple(part for part in parts if 1 < len(part) <= 80 and not has_native(part))[:8]


def within(count: int | None) -> int | None:
    """Return a count of episodes that a drama can have; None for any other."""
    return count if count is not None and 1 <= count <= MAX_EPISODES else None
