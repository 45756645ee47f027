"""Facts that a post tells in a sentence: episodes, year, network, country."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.stated.genre_names import genres_in_phrase
from bot.reading.stated.told_counts import episodes_told
from bot.reading.stated.values import network_names
from bot.reading.words import COUNTRIES, NETWORKS, STREAMING

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR: Final = r"(?P<year>(?:19[5-9]|20\d)\d)"
_YEAR_TOO: Final = _YEAR.replace("year", "too")
_YEAR_AGAIN: Final = _YEAR.replace("year", "again")
_IS_OF: Final = re.compile(
    rf"(?:\b(?:is|was)|[,–—(]) ?(?:a|an|the) {_YEAR}(?:\s?[–-]\s?\d{{2,4}})?\b|"
    rf"\b(?:drama|series|show|it(?:['’]s| is| was)) from {_YEAR_TOO}\b|"
    rf"\bthis {_YEAR_AGAIN}\b",
    re.IGNORECASE,
)
_AIRED: Final = re.compile(
    r"\b(?:aired|airs|airing|premiered|broadcast(?:ed)?|released|came out|ran|debuted|shown|"
    r"started airing|began (?:airing )?on|started on|"
    rf"began airing|(?:is|was) (?:a|an))\b[^.!?]{{0,90}}?\b{_YEAR}\b",
    re.IGNORECASE,
)
_THE_YEAR: Final = re.compile(
    rf"\bthe {_YEAR} (?:[\w-]+ ){{0,4}}(?:drama|k-?drama|c-?drama|series|show)\b", re.IGNORECASE
)
_ON: Final = re.compile(
    r"\b(?:aired|airs|airing|premiered|broadcast(?:ed|s|ing)?|released|debuted|shown|ran|runs|"
    rf"televised|went out)\b[^.!?]{{0,70}}?\b(?:on|by|through|via)\s+(?:the\s+)?"
    rf"(?:network |channel |cable channel )?"
    rf"(?P<networks>(?:{NETWORKS})(?:\s*(?:,|and|&)\s*(?:{NETWORKS}))*)(?!\w)",
    re.IGNORECASE,
)
_MADE_BY: Final = re.compile(
    r"\b(?:drama|series|show|produced) (?:by|from|on) (?:the )?(?:[\w-]+ ){0,4}?"
    rf"(?P<networks>{NETWORKS})(?!\w)",
    re.IGNORECASE,
)
_NETWORK_OWN: Final = re.compile(
    r"(?:(?:\b(?:is|was)|[,–—(]|^) ?(?:a|an|the|it['’]s a|also|another)|\bthis) (?:[\w–-]+ ){0,4}"
    rf"(?P<networks>{NETWORKS})"
    r"(?:['’]s)? (?:[\w-]+ ){0,4}"
    r"(?:drama|series|show|comedy|rom-?com|thriller|melodrama|original)\b",
    re.IGNORECASE,
)
# "NHK’s The Weight of Snow", "the tvN drama Signal"
_OWNED: Final = re.compile(
    rf"\b(?P<networks>(?i:{NETWORKS}))(?:[’']s?)?\s+"
    rf"(?:(?:[a-z-]+|Korean|Chinese|Japanese|Thai|Taiwanese|BL) ){{0,4}}(?=[“\"‘'A-Z0-9])"
)
# "MBC’s latest youth drama premiered in a fresh vibe"
_NETWORK_NEW: Final = re.compile(
    rf"\W*(?:the )?(?P<networks>{NETWORKS})['’]s? (?:new|newest|latest|recent|current|hit|upcoming|"
    r"first|own|popular|highly[- ]\w+|much[- ]\w+|acclaimed|weekend|[A-Z][a-z]{2}[-/][A-Z][a-z]+)\b"
    r"(?: [\w-]+){0,4}? (?:drama|series|show|comedy|rom-?com|thriller|melodrama|k-?drama)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:available|streaming|streams?|internationally|watch|also|worldwide|globally)\b",
    re.IGNORECASE,
)
_IS_A: Final = re.compile(
    r"\b(?:is|was|it['’]s|this)\s+(?:(?:such |also |basically |really |essentially |just |simply )*"
    r"an?|the|one)\s+(?P<words>[^.;:()!?]{3,110})",
    re.IGNORECASE,
)
_COUNTRY_WORDS: Final = (
    "south korean|korean|mainland chinese|chinese|japanese|taiwanese|taiwan|thai|hong kong|"
    "k-?drama|kdrama|c-?drama|cdrama|j-?drama|jdrama|j-?dorama|tw-?drama|lakorn"
)
_COUNTRY: Final = re.compile(
    rf"\b(?:is|was|this|the|a)\s+(?:(?:a|an|the)\s+)?(?:[\w’'–,-]+ ){{0,4}}?(?P<c>{_COUNTRY_WORDS})"
    r"(?:[ -](?:[\w-]+ ){0,5}(?:drama|series|show|bl)\b|(?<=drama)\b|(?<=lakorn)\b)",
    re.IGNORECASE,
)
_AIRED_IN: Final = re.compile(
    r"\b(?:aired|airing|broadcast(?:ed)?|released|premiered|produced|made)\b[^.!?]{0,50}?\bin "
    r"(?P<c>(?:south )?korea|japan|(?:mainland )?china|taiwan|thailand|hong kong)\b",
    re.IGNORECASE,
)
# A year or country before the word for a drama, wherever the beginning has it.
_ANY_COUNTRY: Final = re.compile(
    rf"\b(?P<c>{_COUNTRY_WORDS})(?P<kind>[ -](?:[\w-]+ ){{0,3}}?"
    r"(?:drama|series|show|bl|program(?:me)?|comedy|rom-?com|thriller|romance|melodrama)(?P<s>s)?\b|"
    r"(?<=drama)(?P<z>s)?\b|(?<=dorama)\b|(?<=lakorn)\b)",
    re.IGNORECASE,
)
_OTHER: Final = frozenset({"other", "another", "many", "most", "all", "unlike", "every", "first"})
_ONE_OF: Final = re.compile(r"\bone of (?:the|my) [^.,;]*$", re.IGNORECASE)
_YEAR_AND_COUNTRY: Final = re.compile(
    rf"(?:^|\b(?:a|an|this|the) ){_YEAR} (?:{_COUNTRY_WORDS})\b|"
    rf"\breview of (?:a|the|this) [^.!?]{{0,50}}(?:aired|released|broadcast)"
    rf"[^.!?]{{0,25}}\b{_YEAR_TOO}\b|"
    rf"\bit (?:came out|aired|premiered|was (?:released|aired)) (?:back )?in {_YEAR_AGAIN}\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bDr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bvs\.)\s+(?=[A-Z“\"‘'(])|\n"
)
_SUBJECT: Final = re.compile(
    r"^\W*(?:it|this|the (?:[\w-]+ ){0,5}?(?:drama|series|show|k-?drama|c-?drama|j-?drama|"
    r"first season)|that|an? (?:[\w-]+ ){0,4}?(?:drama|series|show|thriller|mystery|comedy|"
    r"rom-?com|romance|melodrama))\b",
    re.IGNORECASE,
)
_LEAD: Final = 8
_FIRST: Final = 2
_FIRST_WORDS: Final = 1_200
_MAX_SENTENCES: Final = 60


class Told:
    """A post's sentences about its drama, asked for one fact after another."""

    def __init__(self, paragraphs: tuple[str, ...], title: str, line: str = "") -> None:
        self._paragraphs = paragraphs
        # The last part of a title line is the site's name.
        self._line = re.sub(r"\s[–—|-]\s[^–—|]*$", "", line)
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
                year = next(filter(None, match.groupdict().values())) if match else ""
                # "Reply 1988" did not air then.
                if not match or year in self._title.split():
                    continue
                if pattern is not _THE_YEAR or self._title in loose(sentence):
                    return Fact(int(year), match[0])
        for text in self._paragraphs[:_FIRST]:
            match = _YEAR_AND_COUNTRY.search(text[:_FIRST_WORDS])
            year = (match["year"] or match["too"] or match["again"]) if match else None
            if match and year and year not in self._title.split():
                return Fact(int(year), match[0])
        return None

    def networks(self) -> tuple[Fact[str], ...]:
        """Read the network: "it aired on tvN"."""
        for sentence in self._about:
            for pattern in (_ON, _NETWORK_OWN, _MADE_BY):
                match = pattern.search(sentence)
                is_elsewhere = match and (
                    _ELSEWHERE.search(match[0])
                    or (pattern is _MADE_BY and STREAMING.match(match["networks"]))
                )
                if match and not is_elsewhere:
                    return tuple(Fact(n, match[0]) for n in network_names(match["networks"]))
            match = _OWNED.search(sentence)
            if match and self._title and loose(sentence[match.end() :]).startswith(self._title):
                return tuple(Fact(n, sentence) for n in network_names(match["networks"]))
        for text in self._paragraphs[:_LEAD]:
            match = _NETWORK_NEW.match(text)
            if match:
                return tuple(Fact(n, match[0]) for n in network_names(match["networks"]))
        return ()

    def genres(self) -> tuple[Fact[str], ...]:
        """Read the genres: "it is a crime thriller", "a romantic comedy series"."""
        for sentence in self._about:
            match = _IS_A.search(sentence)
            words = genres_in_phrase(match["words"]) if match else ()
            if match and words:
                return tuple(Fact(word, match[0]) for word in words)
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
        for text in self._paragraphs[:_LEAD]:
            match = _AIRED_IN.search(text[:_FIRST_WORDS])
            if match:
                return Fact(COUNTRIES[match["c"].lower().removeprefix("mainland ")], match[0])
        return self._only_country()

    def _only_country(self) -> Fact[str] | None:
        """Read the one country of dramas that the beginning speaks of, if it is only one."""
        found: dict[str, str] = {}
        is_told = False
        for text in (self._line, *self._paragraphs[:_LEAD]):
            for match in islice(_ANY_COUNTRY.finditer(text[:_FIRST_WORDS]), _LEAD):
                word = match["c"].lower().removeprefix("mainland ")
                code = COUNTRIES.get(word) or COUNTRIES.get(word.replace("-", ""))
                if code is None or _is_of_a_name(text, match):
                    continue
                found.setdefault(code, match[0].strip())
                before = _word_before(text, match).lower()
                if before == "this":
                    return Fact(code, match[0].strip())
                is_many = bool(match["s"] or match["z"])
                is_one = _ONE_OF.search(text[: match.start()][-60:]) is not None
                is_own = before in {"favorite", "favourite"} or is_one
                is_told |= is_own or not (is_many or before in _OTHER)
        if len(found) != 1 or not is_told:
            return None
        [(code, words)] = found.items()
        return Fact(code, words)


def _word_before(text: str, match: re.Match[str]) -> str:
    words = text[max(0, match.start() - 20) : match.start()]
    return words.split()[-1] if words.endswith(" ") and words.strip() else ""


def _is_of_a_name(text: str, match: re.Match[str]) -> bool:
    """Tell "K-Drama Korner" and "Old School K-Drama": a site is called so."""
    before = _word_before(text, match)
    behind = text[match.end() : match.end() + 2].strip()
    is_capital = before[:1].isupper() and before.lower() not in {"this", "the", "a", "an", "my"}
    return "-" in match["c"] and (behind.isupper() or is_capital)


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
