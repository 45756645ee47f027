"""Lines that are a fact of the drama and have no label to say which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading import values
from bot.reading.atoms import atoms_of
from bot.reading.cast import names_alone
from bot.reading.model import Fact
from bot.reading.titles import genre_list
from bot.reading.words import COUNTRIES, genres_of

if TYPE_CHECKING:
    from bot.reading.gathered import Gathered

_COUNTED: Final = re.compile(
    r"(?P<label>[A-Za-z][\w -]{1,24}?)\s*:\s*(?P<value>\d{1,3} ep\w*.{0,40})", re.IGNORECASE
)
# As in "(Jul – Aug 2007)".
_PERIOD: Final = re.compile(
    r"\([A-Z][a-z]{2}[^()]{0,30}?\b(?P<year>(?:19[5-9]|20\d)\d)[^()]{0,20}\)"
)
_YEAR: Final = re.compile(r"(?:19[5-9]|20\d)\d")
_SIGNS: Final = re.compile("[\U0001f1e6-\U0001f1ff\ufe0f]")
_GROUP: Final = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")
_GROUPS: Final = re.compile(r"(?:\s*[(\[][^()\[\]]{3,80}[)\]])+\s*")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_LONGEST: Final = 120
_LONGEST_NATIVE: Final = 60


def take_bare(found: Gathered, line: str, *, in_facts: bool) -> bool:
    """Take a line such as "16 episodes", "tvN (2019)", "Thriller, Crime" or "종이 열쇠".

    Args:
        found: Where it is taken to.
        line: Without bullets.
        in_facts: Whether it stands below a heading such as "Details", or behind a pictograph.
    """
    atoms = atoms_of(line)
    if atoms is not None:
        found.take_atoms(atoms, line)
        return True
    if len(line) > _LONGEST:
        return False
    period = _PERIOD.fullmatch(line)
    if period:
        found.years.append(Fact(int(period["year"]), line))
        return True
    counted = _COUNTED.fullmatch(line)
    count = values.bare_episodes(line)
    if count is None and counted:
        count = values.bare_episodes(counted["value"])
    if count is not None:
        found.episodes.append(Fact(count, line))
        return True
    members = names_alone(line)
    if members:
        found.cast += members
        return True
    if in_facts:
        # The flag of "Thailand 🇹🇭" says nothing more.
        plain = _SIGNS.sub("", line).strip()
        if plain.lower() in COUNTRIES:
            found.countries.append(Fact(COUNTRIES[plain.lower()], line))
            return True
        if _YEAR.fullmatch(plain):
            found.years.append(Fact(int(plain), line))
            return True
    network = values.network_line(line)
    if network is not None:
        names, year, count = network
        found.networks += [Fact(name, line) for name in names]
        found.years += [Fact(year, line)] if year else []
        found.episodes += [Fact(count, line)] if count else []
        return True
    genres = genre_list(line)
    if len(genres) > 1 or (" " in line and genres_of(line)):
        found.genre_words += [Fact(word, line) for word in genres or (line,)]
        return True
    return _take_native(found, line)


def take_behind(found: Gathered, title: str, line: str) -> bool:
    """Take a line that is the title and facts in brackets: "Signal (2016) (16 Episodes)"."""
    groups = _GROUPS.fullmatch(line[len(title) :]) if line.startswith(title) else None
    if groups is None:
        return False
    for group in _GROUP.findall(groups[0]):
        atoms = atoms_of(group, least=1)
        if atoms is not None:
            found.take_atoms(atoms, line)
    return True


def _take_native(found: Gathered, line: str) -> bool:
    native = values.native_of(line) if len(line) <= _LONGEST_NATIVE else None
    if native is None or re.search(r"[A-Za-z]{2}", _BRACKETED.sub("", line)):
        return False
    found.natives.append(Fact(native, line))
    return True
