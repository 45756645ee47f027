"""The words that bloggers pack around a title, as in "Korean Drama Review: … (Finished)"."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.words import COUNTRIES

_CORE: Final = (
    r"reviews?|first impressions?|first looks?|initial (?:impressions?|thoughts)|early thoughts|"
    r"(?:final |closing |some )?(?:impressions?|thoughts)|recaps?|mini-?reviews?|reviewed|(?:now|"
    r"currently|just) (?:watching|watched|finished)"
)
_TYPE: Final = (
    r"(?:k|c|j|tw?|th|hk)[- ]?do?ramas?|(?:south )?korean?|chin(?:ese|a)|japan(?:ese)?|"
    r"taiwan(?:ese)?|thai(?:land)?|asian|foreign|lakorn|dramas?|doramas?|tv|shows?|series|movie|"
    r"film|bl|web|"
    r"netflix"
)
_MANNER: Final = (
    r"a|an|my|our|the|full|quick|short|brief|honest|mini|flash|final|in-depth|spoilers?[- ]free|"
    r"un-?spoiled|non[- ]spoilers?|no[- ]spoilers?|some|and|&|of|on|season|finale|series|review|"
    r"ratings?|summary|guide|analysis|discussion|rant|ramblings?|with|spoilers?|"
    r"(?:re)?watch(?:ed)?|"
    r"completed?|complete|updated?|year|edition|mid(?:-?season|-?way)?|currently watching|"
    r"unofficial|personal|"
    r"to (?:(?:maybe )?watch|miss|skip|binge)|new|just|finished|dropped|recommendation"
)
_EPISODES: Final = (
    r"\(?\s*(?:episodes?|eps?\.?)\s*:?\s*\d+(?:\s*(?:-|–|&|to|and)\s*\d+)?\s*(?:episodes?)?\s*\)?"
)
_NOISE: Final = rf"(?:{_CORE}|{_TYPE}|{_MANNER}|{_EPISODES})"
_NOISES: Final = rf"{_NOISE}(?:[\s/+:,!-]+{_NOISE}){{0,8}}"
_PREFIX: Final = re.compile(
    rf"^[^\w#]*(?P<noise>{_NOISES})\s*(?:#\d+\s*)?"
    rf"(?:[:|–—~\[\]》】»>•]+|\s-+|\)\s*:?|(?=\s?[“\"‘《「]))\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_PREFIX_OF: Final = re.compile(
    rf"^(?:{_NOISE}\s+){{0,5}}(?:reviews?\s+(?:of|on|for)|impressions?\s+(?:of|on)|preview of|"
    rf"thoughts\s+(?:on|about|of)|reviewing)\s*:?\s+(?:the )?(?:(?:{_TYPE})\s+)*(?P<rest>\S.*)$|"
    r"^(?:[kcj]-?d|[kcj]do|tw-?d)rama\s+(?P<rest4>(?!reviews?|to )\w.*)$|"
    r"^\w+['’]s? (?:[\w-]+ ){0,2}reviews?\s*(?:[:|–—~]|\s-)\s*(?P<rest3>\S.*)$|"
    r"^(?:(?:korean |chinese |japanese )?(?:[kcj]-?)?drama|series|tv)\s+reviews?\s+"
    r"(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    rf"^(?P<rest>.*?\S)(?:\s*[:|–—~(\[,-]\s*|\s+)(?P<noise>(?:{_NOISE}[\s/+,-]+){{0,8}}"
    rf"(?:{_CORE})(?:[\s/+,&-]+(?:{_NOISE}|part (?:\d+|[ivx]+))){{0,4}})[)\]]?\s*"
    r"(?:[:|–—~(\[!-].*)?[.!]*$",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    rf"\s*(?:[-–—|:,]\s*|\s)(?:{_EPISODES}|(?:spring|summer|autumn|fall|winter) (?:19|20)\d\d|"
    r"(?:(?:south )?korean?|chinese|japanese|taiwanese|thai)(?: tv)?(?: drama| series)?|"
    r"seasons \d+(?:\s*[-–&,]\s*\d+)+|"
    r"[\d.]+\s*(?:/|\|\|)\s*\d+|[★☆⭐✩❤♥ ]+)[\s.!*]*$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?P<rest>.+?\S) by [A-Z][\w-]+ [A-Z][\w-]+")
_COUNTED: Final = re.compile(r"^(?:#?\d{1,4}\.\s+(?=\D)|#\d{1,4}\s*[:.–-]\s*)")
_CORE_ANYWHERE: Final = re.compile(rf"\b(?:{_CORE})\b", re.IGNORECASE)
_TYPE_ANYWHERE: Final = re.compile(
    rf"\b(?:{_TYPE}|to (?:(?:maybe )?watch|miss|skip|binge))\b", re.IGNORECASE
)
_NOISE_ALONE: Final = re.compile(
    rf"(?:{_NOISES}|complete[d]?|ongoing|finished|dropped|spoilers?(?: alert)?|recommended|"
    r"\d{1,3} (?:episodes?|eps)|season \d+|s\d+|[\d.]+\s?/\s?\d+)[\s!.*]*",
    re.IGNORECASE,
)


def is_only_noise(line: str) -> bool:
    """Tell whether a line holds no title, only words such as "Korean Drama Review"."""
    return is_noise(line.strip(" |–—:;,-~»>•"))


def without_noise(line: str) -> str:
    """Leave out what stands before and behind a title: "Drama review:", "first impressions"."""
    line = _COUNTED.sub("", line)
    for _ in range(3):
        shorter = _without_prefix(line)
        if shorter == line:
            break
        line = shorter
    match = _SUFFIX.match(line)
    return match["rest"] if match else line


def _without_prefix(line: str) -> str:
    for pattern in (_PREFIX, _PREFIX_OF):
        match = pattern.match(line)
        if match is None:
            continue
        noise = match.groupdict().get("noise")
        if noise is not None and not (_CORE_ANYWHERE.search(noise) or _TYPE_ANYWHERE.search(noise)):
            continue
        return next(match[name] for name in match.groupdict() if name != "noise" and match[name])
    return line


def without_trail(rest: str) -> str:
    """Leave out what trails a title: episodes, a season, a country, a score."""
    while (match := _TRAILING.search(rest)) and match.start():
        rest = rest[: match.start()].rstrip(" |–—:;,-~")
    match = _BY.fullmatch(rest)
    return match["rest"] if match else rest


def is_noise(words: str) -> bool:
    """Tell whether words are all of the kind that stands around titles."""
    return bool(_NOISE_ALONE.fullmatch(words)) or words.lower() in COUNTRIES


def says_review(line: str) -> bool:
    """Tell whether a title line calls itself a review or impressions."""
    return bool(_CORE_ANYWHERE.search(line))
