"""Lines that are a fact of the drama and have no label to say which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast import names_alone
from bot.reading.drama_names.titles import genre_list, parse_title
from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.scored.scores import score_at_start
from bot.reading.stated import values
from bot.reading.stated.atoms import atoms_of
from bot.reading.stated.genre_names import genres_of
from bot.reading.stated.labels import labels_in
from bot.reading.words import COUNTRIES, NATIVE_CHAR, has_native

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.reading.stated.atoms import Atoms
    from bot.reading.stated.gathered import Gathered
    from bot.reading.stated.labels import Labelled

_COUNTED: Final = re.compile(
    r"(?P<label>[A-Za-z][\w -]{1,24}?)\s*:\s*(?P<value>\d{1,3} ep\w*.{0,40})", re.IGNORECASE
)
# As in "(Jul – Aug 2007)".
_PERIOD: Final = re.compile(
    r"\([A-Z][a-z]{2}[^()]{0,30}?\b(?P<year>(?:19[5-9]|20\d)\d)[^()]{0,20}\)|"
    r"(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?"
    r"(?:,? (?P<first>(?:19[5-9]|20\d)\d))?\s*[–—~-]\s*(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?"
    r",? (?P<last>(?:19[5-9]|20\d)\d)"
)
# As in "tvN (2016) 16 Episodes, Grade: B+".
_GRADED: Final = re.compile(
    r"(?P<facts>.{4,80}?)\s*[,|•·;/–-]\s*(?:my |our |overall |final )*(?:grade|rating|score)"
    r"\s*[:=]\s*(?P<score>\S.{0,20})",
    re.IGNORECASE,
)
# As in "Information: China • TV Drama • 2015 • 54 episodes".
_INFORMATION: Final = re.compile(
    r"(?:(?:general|basic|drama|quick|show|series) )?(?:info(?:rmation)?|details?|facts?|stats)\s*"
    r"[:–—-]\s*(?P<facts>.+)",
    re.IGNORECASE,
)
# As in "Midnight Diner 2 | 2011 | 10 episodes".
_NAMED: Final = re.compile(r"[^|•·]{2,60}\s[|•·]\s(?P<facts>[^|•·]+\s[|•·]\s.+)")
_YEAR: Final = re.compile(r"(?:19[5-9]|20\d)\d")
_BARS: Final = re.compile(r"\s+[|•·]\s+")
_PARTED: Final = re.compile(r"\s[–—/|•·-]\s")
_RATES: Final = re.compile(r"grade|rating|score", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\d|\bepisodes\b")
_LEAST_PARTS: Final = 3
_LEAST_KINDS: Final = 3
_SIGNS: Final = re.compile("[\U0001f1e6-\U0001f1ff\ufe0f]")
_GROUP: Final = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")
_GROUPS: Final = re.compile(r"(?:\s*[(\[][^()\[\]]{3,80}[)\]])+\s*")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
# As in "풀하우스 / Pul Hauseu".
_ROMANISED: Final = re.compile(
    rf"(?<={NATIVE_CHAR})\s*[/|;,–-]\s*[A-Za-z][A-Za-z’' /-]{{1,50}}$|"
    rf"^[A-Za-z][A-Za-z’' -]{{1,50}}\s*[/|;–]\s*(?={NATIVE_CHAR})"
)
_LONGEST: Final = 120
_LONGEST_NATIVE: Final = 60
_SHORT: Final = 50
_MAX_ECHO: Final = 160


def take_bare(found: Gathered, line: str, *, in_facts: bool) -> bool:
    """Take a line such as "16 episodes", "tvN (2019)", "Thriller, Crime" or "종이 열쇠".

    Args:
        found: Where it is taken to.
        line: Without bullets.
        in_facts: Whether it stands below a heading such as "Details", or behind a pictograph.
    """
    if (
        len(line) > _SHORT
        and line[-1] in ".!?"
        and line.count(",") < 2
        and not _NUMBERED.search(line)
    ):
        # A sentence.
        return False
    graded = _GRADED.fullmatch(line) if _RATES.search(line) else None
    score = score_at_start(graded["score"]) if graded else None
    if graded and score and take_bare(found, graded["facts"], in_facts=True):
        found.add_score(score[0], line, "", 1)
        return True
    told = _INFORMATION.fullmatch(line) or _NAMED.fullmatch(line)
    atoms = atoms_of(line) or (atoms_of(told["facts"]) if told else None)
    # The title may stand in front: "Signal (시그널), Korea, 2016, tvN, 16 episodes."
    if atoms is None and _NUMBERED.search(line):
        atoms = atoms_of(line, least=_LEAST_KINDS, spare=2)
    atoms = atoms or _genres_alone(line)
    if atoms is not None:
        is_named = _NAMED.fullmatch(line) and not _INFORMATION.fullmatch(line)
        first, second, *_ = (*_BARS.split(line), "")
        # A title in two scripts is surely one; other words there may be anything.
        name = first if has_native(first) else f"{first} / {second}"
        named = parse_title(name) if is_named and has_native(name) else None
        if named and named.title and not has_native(named.title) and not found.titles:
            # As in "Run On (런 온) | South Korea | JTBC | 2020".
            found.titles.append(Fact(named.title, line))
            found.take_parts(named, line)
        found.take_atoms(atoms, line)
        return True
    if len(line) > _LONGEST:
        return False
    period = _PERIOD.fullmatch(line)
    if period:
        year = period["year"] or period["first"] or period["last"]
        found.years.append(Fact(int(year), line))
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
    if _YEAR.fullmatch(line.strip("()[]")) and line[:1] in "([":
        found.years.append(Fact(int(line.strip("()[]")), line))
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
    if len(genres) > 1 or ((in_facts or " " in line) and genres_of(line)):
        found.genre_words += [Fact(word, line) for word in genres or (line,)]
        return True
    return _take_native(found, line)


def _genres_alone(line: str) -> Atoms | None:
    """Read "romance - comedy - coming of age/youth"."""
    atoms = atoms_of(line, least=1) if _PARTED.search(line) else None
    return atoms if atoms is not None and len(atoms.genres) > 1 else None


def take_parted(found: Gathered, line: str, take_all: Callable[[list[Labelled]], bool]) -> bool:
    """Take a line of facts parted by bars, some with a label and some without.

    As in "J-drama | Native title: 初恋 | Netflix | nine episodes | Romance".
    """
    is_parted = len(line) <= 2 * _LONGEST and any(sign in line for sign in "|•·")
    parts = _BARS.split(line.strip()) if is_parted else []
    if len(parts) < _LEAST_PARTS:
        return False
    read = [(labels_in(part), atoms_of(part, least=1)) for part in parts]
    told = [bool(labelled) for labelled, _ in read]
    if not any(told) or all(told) or not all(labelled or atoms for labelled, atoms in read):
        return False
    for part, (labelled, atoms) in zip(parts, read, strict=True):
        if labelled:
            take_all(labelled)
        elif atoms is not None:
            found.take_atoms(atoms, part)
    return True


def take_behind(found: Gathered, title: str, line: str) -> bool:
    """Take a line that is the title and facts in brackets: "Signal (2016) (16 Episodes)"."""
    groups = _GROUPS.fullmatch(line[len(title) :]) if line.startswith(title) else None
    if groups is None:
        rest = line[len(title) :] if line.startswith(title) and len(line) <= _LONGEST else ""
        # As in "The Bad Kids (隐秘的角落) · China · iQIYI · 2020 · 12 episodes".
        behind = atoms_of(rest) if re.match(r"\s*[(\[·•|–—,-]", rest) else None
        if behind is not None:
            found.take_atoms(behind, line)
        return behind is not None
    for group in _GROUP.findall(groups[0]):
        atoms = atoms_of(group, least=1)
        if atoms is not None:
            found.take_atoms(atoms, line)
    return True


def take_echo(found: Gathered, name: str | None, line: str, *, is_ahead: bool) -> bool:
    """Take a line that repeats the title, for what it says besides.

    Args:
        found: Where it is taken to.
        name: The title as the title line has it.
        line: As it stands.
        is_ahead: Whether hardly any prose stands before it.
    """
    if name is None or len(line) > _MAX_ECHO:
        return False
    if take_behind(found, name, line):
        return True
    title = loose(name)
    is_far = not is_ahead or not title or title.split()[0] not in line.casefold()
    if is_far or title not in loose(line):
        return False
    parts = parse_title(line)
    if loose(parts.title or "") != title:
        return False
    found.take_parts(parts, line)
    return True


def _take_native(found: Gathered, line: str) -> bool:
    native = values.native_of(line) if len(line) <= _LONGEST_NATIVE else None
    beside = _ROMANISED.sub("", _BRACKETED.sub("", line))
    if native is None or re.search(r"[A-Za-z]{2}", beside):
        return False
    found.natives.append(Fact(native, line))
    return True
