"""Facts that a post tells in a sentence: episodes, year, network, country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.values import network_names, within
from bot.reading.words import COUNTRIES, NETWORKS, NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND: Final = (
    r"(?:k-?|c-?|j-?|korean |chinese |japanese |taiwanese |thai |mini-?|web |romance |tv |bl |"
    r"xianxia |wuxia |historical |fantasy |long )*(?:dramas?|k-?dramas?|series|show|run|story)"
)
_EPISODES: Final = re.compile(
    rf"\b(?P<a>{NUMBER})[- ]episodes?[- ](?:long )?(?:[\w-]+ )?{_KIND}\b|"
    rf"\b(?P<b>{NUMBER})\s+(?:(?:hour|half-hour|\d{{2}}[- ]minute)s?[- ]long)\s+episodes\b|"
    rf"\b(?P<d>{NUMBER})\s+episodes[- ]long\b|"
    rf"(?:^|(?<=[.!?]\s))(?P<f>{NUMBER})\s+episodes(?=[,.;:])|"
    rf"\b(?P<e>{NUMBER})\s+\d{{2}}[- ]minutes?(?:[- ]long)?\s+episodes\b|"
    rf"\b(?:has|have|consists? of|consisting of|composed of|made up of|spans?|spanning|runs? for|"
    rf"comprises|told (?:in|over)|spread over|a total of|total of|with|for|there(?:’|')?s|there is|"
    rf"there are|across|all|in|air|aired|airing|(?:drama|series|show|story) of|the whole|"
    rf"the entire|"
    rf"throughout (?:the|its)|\(of|only)\s+"
    rf"(?:its |only |just |a total of |a mere |a grand total of |the )*(?P<c>{NUMBER})\s+"
    r"(?:short |long |whole |full )?(?:episodes|eps)\b"
    r"(?!\s+(?:left|to go|a week|per|every|in\b(?! total)|of\b(?! \d)|out|more|ago|that|were|where|"
    r"before|"
    r"later|straight|a day|so far|already|i\b|and i\b))",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(
    r"\b(?:first|last|next|final|past|another|other|after|until|every|within|these|those|about|"
    r"cover(?:s|ing)?|watched|left)\s+(?:the\s+)?(?:first\s+)?$",
    re.IGNORECASE,
)
_YEAR: Final = r"(?P<year>(?:19[5-9]|20\d)\d)"
_IS_OF: Final = re.compile(
    rf"\b(?:is|was) (?:a|an|the) {_YEAR}(?:\s?[–-]\s?\d{{2,4}})?\b", re.IGNORECASE
)
_AIRED: Final = re.compile(
    r"\b(?:aired|airs|premiered|broadcast(?:ed)?|released|came out|ran|debuted|started airing|"
    r"began (?:airing )?on|started on|"
    rf"began airing|(?:is|was) (?:a|an))\b[^.!?]{{0,60}}?\b{_YEAR}\b",
    re.IGNORECASE,
)
_THE_YEAR: Final = re.compile(
    rf"\bthe {_YEAR} (?:[\w-]+ ){{0,4}}(?:drama|k-?drama|c-?drama|series|show)\b", re.IGNORECASE
)
_ON: Final = re.compile(
    r"\b(?:aired|airs|airing|premiered|broadcast(?:ed|s|ing)?|released|debuted|shown|ran)\b"
    rf"[^.!?]{{0,70}}?\b(?:on|by|through|via)\s+(?:the\s+)?(?:network |channel |cable channel )?"
    rf"(?P<networks>(?:{NETWORKS})(?:\s*(?:,|and|&)\s*(?:{NETWORKS}))*)(?!\w)",
    re.IGNORECASE,
)
_MADE_BY: Final = re.compile(
    r"\b(?:drama|series|show) (?:by|from|on) (?:the )?(?:[\w-]+ ){0,4}?"
    rf"(?P<networks>{NETWORKS})(?!\w)",
    re.IGNORECASE,
)
_NETWORK_OWN: Final = re.compile(
    rf"\b(?:is|was) (?:a|an|the) (?:[\w–-]+ ){{0,4}}(?P<networks>{NETWORKS})(?:['’]s)? "
    r"(?:[\w-]+ ){0,3}(?:drama|series|show)\b",
    re.IGNORECASE,
)
# "NHK’s The Weight of Snow", "the tvN drama Signal"
_OWNED: Final = re.compile(
    rf"\b(?P<networks>{NETWORKS})(?:[’']s)?\s+(?:new |original |korean |drama |"
    rf"series )*(?=[“\"‘'A-Z0-9])",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:available|streaming|streams?|internationally|watch|also|worldwide|globally)\b",
    re.IGNORECASE,
)
_COUNTRY_WORDS: Final = (
    "south korean|korean|mainland chinese|chinese|japanese|taiwanese|taiwan|thai|hong kong|"
    "k-?drama|kdrama|c-?drama|cdrama|j-?drama|jdrama|lakorn"
)
_COUNTRY: Final = re.compile(
    rf"\b(?:is|was|this|the|a)\s+(?:(?:a|an|the)\s+)?(?:[\w’'–,-]+ ){{0,4}}?(?P<c>{_COUNTRY_WORDS})"
    r"(?:[ -](?:[\w-]+ ){0,3}(?:drama|series|show|bl)\b|(?<=drama)\b|(?<=lakorn)\b)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bDr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bvs\.)\s+(?=[A-Z“\"‘'(])|\n"
)
_SUBJECT: Final = re.compile(
    r"^\W*(?:it|this|the (?:drama|series|show|k-?drama|first season)|that)\b", re.IGNORECASE
)
_LEAD: Final = 8
_MAX_SENTENCES: Final = 60


def episodes_told(paragraphs: tuple[str, ...]) -> Fact[int] | None:
    """Read "a 16-episode drama" or "thirteen hour-long episodes", with the words read.

    The number that is told most often is taken, the first of those that are told equally often.
    """
    found: dict[int, tuple[int, str]] = {}
    for text in paragraphs:
        if "epis" not in text.casefold() and "eps" not in text.casefold():
            continue
        for match in _EPISODES.finditer(text):
            groups = match.groupdict()
            count = within(number_of(next(value for value in groups.values() if value)))
            start = match.start("c") if match["c"] else match.start()
            before = text[max(0, start - 24) : start]
            if count is None or count < 2 or _PARTLY.search(before):
                continue
            times, words = found.get(count, (0, match[0]))
            found[count] = (times + (2 if match["c"] is None else 1), words)
    if not found:
        return None
    best = max(found, key=lambda count: found[count][0])
    return Fact(best, found[best][1])


class Told:
    """A post's sentences about its drama, asked for one fact after another."""

    def __init__(self, paragraphs: tuple[str, ...], title: str) -> None:
        self._paragraphs = paragraphs
        self._title = loose(title)
        self._about = tuple(_about(paragraphs, self._title))

    def episodes(self) -> Fact[int] | None:
        """Read how many episodes there are."""
        return episodes_told(self._paragraphs)

    def year(self) -> Fact[int] | None:
        """Read the year: "aired from June to July, 2018"."""
        for sentence in self._about:
            for pattern in (_IS_OF, _AIRED, _THE_YEAR):
                match = pattern.search(sentence)
                # "Reply 1988" did not air then.
                if not match or match["year"] in self._title.split():
                    continue
                if pattern is not _THE_YEAR or self._title in loose(sentence):
                    return Fact(int(match["year"]), match[0])
        return None

    def networks(self) -> tuple[Fact[str], ...]:
        """Read the network: "it aired on tvN"."""
        for sentence in self._about:
            for pattern in (_ON, _NETWORK_OWN, _MADE_BY):
                match = pattern.search(sentence)
                if match and not _ELSEWHERE.search(match[0]):
                    return tuple(Fact(n, match[0]) for n in network_names(match["networks"]))
            match = _OWNED.search(sentence)
            if match and self._title and loose(sentence[match.end() :]).startswith(self._title):
                return tuple(Fact(n, sentence) for n in network_names(match["networks"]))
        return ()

    def country(self) -> Fact[str] | None:
        """Read the country: "a 2018 South Korean series"."""
        for sentence in self._about:
            match = _COUNTRY.search(sentence)
            if match:
                word = match["c"].lower().removeprefix("mainland ")
                code = COUNTRIES.get(word) or COUNTRIES.get(word.replace("-", ""))
                if code:
                    return Fact(code, match[0])
        return None


def _about(paragraphs: tuple[str, ...], name: str) -> Iterator[str]:
    """Yield the first sentences that speak of the drama: by its title, or as "it"."""
    seen, first = 0, name.partition(" ")[0]
    for text in paragraphs[:_LEAD]:
        for sentence in _SENTENCE.split(text[:3_000]):
            seen += 1
            if seen > _MAX_SENTENCES:
                return
            told = bool(name) and first in sentence.casefold() and name in loose(sentence)
            if told or _SUBJECT.match(sentence):
                yield sentence[:600]
