"""Lines and brackets that are nothing but facts: "South Korea, 2023 · TVING · 8 episodes"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.reading import values
from bot.reading.words import COUNTRIES, NETWORKS, genres_of, has_native

_APART: Final = re.compile(r"\s*[·•|;,/]\s*|\s+[–—-]\s+|\.\s+|\s*[()\[\]]\s*|\s+(?:and|&)\s+")
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)(?:\s?[–-]\s?\d{2,4})?\b")
_NETWORK: Final = re.compile(rf"(?:{NETWORKS})(?: original| drama)?", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"(?P<count>\d{1,3}) (?:episodes|eps\.?)\s+(?P<rest>\w.*)", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    r"(?:tv |web |mini-?|limited )*(?:drama|series|show|movie|film|special)s?|completed?|finished|"
    r"(?:about |around |approx\.? |~)?\d{1,3}\s?(?:min(?:ute)?s?|hrs?|hours?|h)\.?"
    r"(?: each| per episode| long)?|originals?|\d seasons?|"
    r"\d{1,3} (?:aired|out|watched)(?: so far)?",
    re.IGNORECASE,
)
_COUNTRY: Final = re.compile(r"(?P<word>.+?)(?:[ -](?:web |tv )?(?:drama|series|bl|movie))?$")
_LONGEST: Final = 200


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
            self.years.append(int(year[1]))
            part = (part[: year.start()] + part[year.end() :]).strip(" ,")
            if not part:
                return True
        counted = _COUNTED.fullmatch(part)
        if counted:
            # "34 episodes 2009 Taiwanese"
            self.episodes.append(int(counted["count"]))
            return self.take(counted["rest"])
        count = values.bare_episodes(part)
        country = _COUNTRY.fullmatch(part.lower())
        code = COUNTRIES.get(country["word"]) if country else None
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


def atoms_of(text: str, *, least: int = 2) -> Atoms | None:
    """Read a line or bracket of which every part is a fact.

    Args:
        text: At most 200 characters.
        least: Of how many different kinds they have to be.
    """
    if len(text) > _LONGEST:
        return None
    parts = [part.strip(" .:") for part in _APART.split(text)]
    found = Atoms()
    if not all(found.take(part) for part in parts if part):
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
