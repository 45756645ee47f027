"""The words that bloggers pack around a title, as in "Korean Drama Review: … (Finished)"."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.casts.names import is_name
from bot.reading.words import COUNTRIES, NETWORKS

_CORE: Final = (
    r"reviews?|first impressions?|first looks?|initial (?:impressions?|thoughts)|early thoughts|"
    r"(?:(?:first|final|closing|some|early|initial|quick|overall|random|brief|more) )?"
    r"(?:impressions?|thoughts)|recaps?|mini-?reviews?|reviewed|"
    r"(?:now|currently|just) (?:watching|watched|finished)|"
    # Other languages' words for a review.
    r"rese[nñ]as?|cr[ií]ticas?|critiques?|ulasan|resensi|rezension|recensione|resenha|리뷰|후기|감상(?:평|문)?|レビュー|感想|劇評|剧评|心得|รีวิว"
)
_TYPE: Final = (
    r"(?:k|c|j|tw?|th|hk)[- ]?do?ramas?|(?:south )?korean?|chin(?:ese|a)|japan(?:ese)?|"
    r"taiwan(?:ese)?|thai(?:land)?|asian|foreign|lakorn|dramas?|doramas?|tv|shows?|series|movie|"
    r"film|bl|web|dramaland|r[eé]tro|throwback|"
    r"netflix"
)
_MANNER: Final = (
    r"a|an|my|our|the|full|quick|short|brief|honest|mini|flash|final|in-depth|spoilers?[- ]free|"
    r"un-?spoiled|non[- ]spoilers?|no[- ]spoilers?|some|and|&|of|on|season|finale|series|review|"
    r"ratings?|summary|guide|analysis|discussion|rant|ramblings?|with|spoilers?|"
    r"(?:re)?watch(?:ed)?|"
    r"completed?|complete|updated?|year|edition|mid(?:-?season|-?way)?|currently watching|"
    r"unofficial|personal|"
    r"to (?:(?:maybe )?watch|miss|skip|binge)|new|just|finished|dropped|recommendation|"
    r"recs?|time|wrap|corner|korner|diar(?:y|ies)|journal|log|club|talk|chat|spotlight|chronicles|marathon|"
    r"of the (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
)
_EPISODES: Final = (
    r"\(?\s*(?:episodes?|eps?\.?)\s*:?\s*\d+(?:\s*(?:-|–|&|to|and)\s*\d+)?\s*(?:episodes?)?\s*\)?"
)
_NOISE: Final = rf"(?:{_CORE}|{_TYPE}|{_MANNER}|{_EPISODES})"
_NOISES: Final = rf"{_NOISE}(?:[\s/+:,!-]+{_NOISE}){{0,8}}"
_PREFIX: Final = re.compile(
    rf"^[^\w#]*(?P<noise>{_NOISES})\s*(?:#\d+\s*)?"
    rf"(?:\s*:?[/\\\\]{{2,}}|\s?[:|–—~\[\]{{}}》】»>•!]+|\s[/\\\\+=·]+(?=\s)|\s-+|-+\s|\)\s*:?|(?=\s?[“\"‘《「]))\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_PREFIX_OF: Final = re.compile(
    rf"^(?:{_NOISE}\s+){{0,5}}(?:reviews?\s+(?:of|on|for)|impressions?\s+(?:of|on)|preview of|"
    rf"thoughts\s+(?:on|about|of)|reviewing)\s*:?\s+"
    rf"(?:the (?=(?:{_TYPE})\s))?(?:(?:{_TYPE})\s+)*(?P<rest>\S.*)$|"
    r"^(?:[kcj]-?d|[kcj]do|tw-?d)rama\s+(?P<rest4>(?!reviews?|to )\w.*)$|"
    r"^\w+['’]s? (?:[\w-]+ ){0,2}(?:reviews?|(?:[kcj]-?)?dramas?)\s*(?:[:|–—~]|\s-)\s*"
    r"(?P<rest3>\S.*)$|"
    # A site's name before the kind of post: "Green Tea Drama Review: Healer (2014)".
    r"^\S.{1,40} reviews?\s*(?:[:|–—~]|\s-)\s*(?P<rest5>\S.*\((?:19|20)\d\d\))$|"
    # A column's name: "Classic Corner: Meteor Garden", "4 Episode Test: Healer".
    r"^(?:[\w'’]+ ){0,3}(?:corner|column|club|test|challenge|diar(?:y|ies)|journal|files|"
    r"spotlight|throwback|rewind|classics?|revisited|rewatch|talk|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day|month|week|"
    r"obsession|watch ?list|binge)\]?\s*(?:[:|–—~\]]|\s-)\s*(?P<rest10>\S.*)$|"
    # A column and its number: "K-dramatized [1]: Healer".
    r"^\S.{1,30}?(?:\s*\[\d+\]|drama\S*\s*#\d+)\s*:\s+(?P<rest9>\S.*)$|"
    r"^(?:just |currently )?(?:watch(?:ed|ing)|finished|completed|dropped)\s?[:–—|!]\s*"
    r"(?P<rest7>\S.*)$|"
    r"^review\s+(?P<rest8>[A-Z“‘\"]\w.*)$|"
    r"^(?:\w+!\s+)?(?:reviews?|ulasan|sinopsis|resensi)\s+(?:film |drama )+"
    r"(?:(?:korea|jepang|china|cina|thailand|taiwan)\s+)?(?P<rest6>[A-Z0-9].*)$|"
    r"^(?:(?:korean |chinese |japanese )?(?:[kcj]-?)?drama|series|tv)\s+reviews?\s+"
    r"(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    rf"^(?P<rest>.*?\S)(?:\s*[:|–—~(\[,-]\s*|\s+)(?P<noise>(?:{_NOISE}[\s/+,-]+){{0,8}}"
    rf"(?:{_CORE})(?:[\s/+,&-]+(?:{_NOISE}|part (?:\d+|[ivx]+))){{0,4}})[)\]]?\s*"
    r"(?:[:|–—~(\[!-].*|\sby\s.{1,30})?[.!]*$",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    rf"\s*(?:[-–—|:,]\s*|\s)(?:{_EPISODES}|\d{{1,3}} (?:episodes|eps)|"
    r"(?:spring|summer|autumn|fall|winter) (?:19|20)\d\d|"
    r"(?:(?:a |new )*(?:19|20)\d\d )?(?:(?:south )?korean?|chinese|japanese|taiwanese|thai)"
    r"(?: tv)?(?: drama| series)?|"
    r"seasons \d+(?:\s*[-–&,]\s*\d+)+|"
    r"overall(?: (?:thoughts|impressions?|opinion))?|(?<!\bof )(?<!\bmy )(?:[kcj]-?)?drama|"
    r"[\d.]+\s*(?:/|\|\|)\s*\d+|[★☆⭐✩❤♥ ]+)[\s.!*]*$",
    re.IGNORECASE,
)
_PERSON: Final = r"[A-Z][\w-]+(?: [A-Z][\w-]+){1,2}"
# "… by Jane Doe", "… with Hu Ge, Liu Tao and Wang Kai".
_BY: Final = re.compile(
    r"(?P<rest>.+?\S),? (?:by|with|starring|feat\.?|featuring|ft\.?) "
    rf"(?P<who>{_PERSON}(?:(?:, and |, | and | & ){_PERSON})*)"
)
_COUNTED: Final = re.compile(r"^(?:#?\d{1,4}\.\s+(?=\D)|#\d{1,4}\s*[:.–-]\s*|#\d{1,4}\s+(?=[A-Z]))")
# Sentences that are a title's frame: "Is Healer worth watching?", "Let's talk about Healer".
_FRAME: Final = re.compile(
    r"^(?:let['’]?s (?:talk|chat)(?: about)?\s?:?\s+|"
    r"(?:why )?(?:you should|should (?:you|i)) watch\s+|"
    r"(?:\d+ )?reasons (?:why you should|to) watch\s+)(?P<a>\S.*?)\??$|"
    r"^is (?P<b>\S.*?) worth (?:watching|it|your time|the hype|the watch)\??$",
    re.IGNORECASE,
)
_NETWORKS_OWN: Final = re.compile(rf"^(?:{NETWORKS})['’]s?\s+(?=\S)", re.IGNORECASE)
_CORE_ANYWHERE: Final = re.compile(rf"\b(?:{_CORE})\b", re.IGNORECASE)
_TYPE_ANYWHERE: Final = re.compile(
    rf"\b(?:{_TYPE}|to (?:(?:maybe )?watch|miss|skip|binge))\b", re.IGNORECASE
)
_NOISE_ALONE: Final = re.compile(
    rf"(?:{_NOISES}|complete[d]?|ongoing|finished|dropped|spoilers?(?: alert)?|recommended|"
    r"episode guide|(?:korean|chinese|japanese|thai|taiwanese) (?:version|remake|adaptation|drama)|"
    r"\d{1,3} (?:episodes?|eps)|season \d+|s\d+|[\d.]+\s?/\s?\d+)[\s!.*]*",
    re.IGNORECASE,
)


def is_only_noise(line: str) -> bool:
    """Tell whether a line holds no title, only words such as "Korean Drama Review"."""
    return is_noise(line.strip(" |–—:;,-~»>•"))


def without_noise(line: str) -> str:
    """Leave out what stands before and behind a title: "Drama review:", "first impressions"."""
    line = _NETWORKS_OWN.sub("", _COUNTED.sub("", line))
    framed = _FRAME.match(line)
    if framed:
        return framed["a"] or framed["b"]
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
    named = all(map(is_name, re.split(r", and |, | and | & ", match["who"]))) if match else False
    return match["rest"] if match and named else rest


def is_noise(words: str) -> bool:
    """Tell whether words are all of the kind that stands around titles."""
    return bool(_NOISE_ALONE.fullmatch(words)) or words.lower() in COUNTRIES


def says_review(line: str) -> bool:
    """Tell whether a title line calls itself a review or impressions."""
    return bool(_CORE_ANYWHERE.search(line))
