"""Lines and brackets that are nothing but facts: "South Korea, 2023 · TVING · 8 episodes"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.reading.stated import values
from bot.reading.stated.genre_names import genres_of
from bot.reading.words import COUNTRIES, NETWORKS, has_native

_APART: Final = re.compile(
    r"\s*[·•|;,/\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]\s*|\s+[–—-]\s+|\.\s+|\s*[()\[\]]\s*|\s+(?:and|&)\s+"
)
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)(?:\s?[–-]\s?\d{2,4})?\b")
_NETWORK: Final = re.compile(rf"(?:{NETWORKS})(?: original| drama)?", re.IGNORECASE)
# As in "SBS 20 Episodes" and "16 Total episodes": one fact after another with nothing between.
_HEAD: Final = re.compile(
    rf"(?P<fact>{NETWORKS}|\d{{1,3}}(?: total)? (?:episodes|eps)\.?)(?:\s+|$)(?P<rest>.*)",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(
    r"(?:tv |web |mini-?|limited )*(?:drama|series|show|movie|film|special)s?|completed?|finished|"
    r"(?:about |around |approx\.? |~)?\d{1,3}\s?(?:min(?:ute)?s?|hrs?|hours?|h)\.?"
    r"(?: each| per episode| long)?|originals?|\d seasons?|"
    r"\d{1,3} (?:aired|out|watched)(?: so far)?",
    re.IGNORECASE,
)
_COUNTRY: Final = re.compile(r"(?P<word>.+?)(?:[ -](?:web |tv )?(?:drama|series|bl|movie))?$")
_NAMED: Final = re.compile(r"([^()|·•;,/]+?)\s*\([^()]*(?:19|20)\d\d[^()]*\)")
_LONGEST: Final = 200
_LONGEST_PART: Final = 60
_MOST_WORDS: Final = 7


@dataclass(slots=True)
class Atoms:
    """The facts of one line, each part of which was one."""

    natives: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    episodes: list[int] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    plain: int = 0

    def take(self, part: str) -> bool:
        """Take one part; False where it is no fact."""
        year = _YEAR.search(part)
        if year:
            rest = (part[: year.start()] + part[year.end() :]).strip(" ,")
            if rest and not self.take(rest):
                return False
            self.years.append(int(year[1]))
            return True
        count = values.bare_episodes(part)
        head = _HEAD.fullmatch(part) if count is None else None
        if head and head["rest"]:
            # "34 episodes 2009 Taiwanese"
            return self.take(head["fact"]) and self.take(head["rest"])
        country = _COUNTRY.fullmatch(part.lower())
        code = COUNTRIES.get(part.lower()) or (COUNTRIES.get(country["word"]) if country else None)
        if count is not None:
            self.episodes.append(count)
        elif _NETWORK.fullmatch(part):
            self.networks.append(re.sub(r" (?:original|drama)$", "", part, flags=re.IGNORECASE))
        elif code is not None:
            self.countries.append(code)
        elif genres_of(part):
            self.genres.append(part)
        elif has_native(part) and not re.search(r"[A-Za-z]{2}", part):
            self.natives.append(part)
        elif _PLAIN.fullmatch(part):
            self.plain += 1
        else:
            return False
        return True


def atoms_of(text: str, *, least: int = 2, spare: int = 0) -> Atoms | None:
    """Read a line or bracket of which every part is a fact.

    Args:
        text: At most 200 characters.
        least: Of how many different kinds they have to be.
        spare: How many parts may be none, such as the title in front, a byline, or a genre of no
            list: fewer than the others, and short.
    """
    if len(text) > _LONGEST:
        return None
    named = _NAMED.fullmatch(text)
    if named and genres_of(named[1]):
        # "Life (JTBC, 2018)" is a drama called so.
        return None
    parts = [part.strip(" .:") for part in _APART.split(text)]
    if any(len(part) > _LONGEST_PART for part in parts):
        return None
    found = Atoms()
    others: list[str] = []
    for part in parts:
        if part and not found.take(part):
            others.append(part)
            if len(others) > spare:
                return None
    if others and not _are_beside(others, len(parts)):
        return None
    if len(found.natives) > 1 and not (found.years or found.networks or found.episodes):
        # A blog's menu.
        return None
    lists = (
        found.natives,
        found.years,
        found.countries,
        found.networks,
        found.episodes,
        found.genres,
    )
    return found if sum(map(bool, lists)) + bool(found.plain) >= least else None


def _are_beside(others: list[str], parts: int) -> bool:
    is_short = all(len(other.split()) <= _MOST_WORDS for other in others)
    return is_short and 2 * len(others) < parts
