"""Who plays whom, in the lines and labels of a cast list."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.cast_prose import latin_name
from bot.reading.mentions import loose
from bot.reading.model import CastMember, Fact
from bot.reading.names import (
    NAME,
    TOKEN,
    begins_with_surname,
    has_surname,
    is_mononym,
    is_name,
    is_role,
    trimmed,
    without_office,
)
from bot.reading.words import NATIVE_CHAR, has_native

MAX_CAST: Final = 40

_PLAYED_BY: Final = re.compile(
    r"^(?:who is |is |was )?(?:played|portrayed|acted) by\s+(?:actor |actress )?"
    rf"(?P<actor>{NAME})"
)
_AS: Final = re.compile(
    rf"(?P<actor>{NAME}|{NATIVE_CHAR}{{1,12}})(?:\s*\((?P<note>[^()]{{1,40}})\))?"
    r"(?:\s*\[[^\[\]]{1,12}\])?\s+as\s+(?:the |young |teen |old )*"
    rf"(?P<role>(?:\d{{1,2}}(?:st|nd|rd|th) )?{NAME}(?:(?<=[’']s) [a-z-]+(?: [a-z-]+)?)?)"
    rf"(?:\s+{NATIVE_CHAR}{{1,12}})?(?:\s*(?:[(/,&\[]|[–—-]\s).{{0,80}})?"
)
_LINE: Final = re.compile(
    r"^(?P<actor>[^()–—|:\t]{2,60}?)(?:\s*\((?P<note>[^()]{1,40})\))?"
    r"\s*(?:\s[–—-]\s|[–—]|:|\t|\sas\s|\s\.{2,}\s|…|\splays\s|\s?→\s?|\s?=\s?)\s*"
    r"(?P<role>[^|\t]{2,80}?)$"
)
_LINE_PAIR: Final = re.compile(r"^(?P<actor>[^()|:]{2,60}?)\s*\((?P<role>[^()]{2,60})\)$")
_SPLIT: Final = re.compile(
    r"\s*(?:[|;•·\n]|,(?![^()]*\))(?:\s*(?:and|&)\s)?|\s(?:and|&)\s(?=[A-Z])|&(?=[A-Z]))\s*"
)
# As in "Actresses – A, B; Actors – C, D".
_WHICH: Final = re.compile(
    r"^\W*(?:(?:male|female|main|lead|supporting)\s+)*(?:actors?|actress(?:es)?|leads?|cast|roles?)"
    r"\s*[:–—-]\s*",
    re.IGNORECASE,
)
_AS_ROLE: Final = re.compile(rf"[Aa]s (?:the )?(?P<role>{NAME})(?:\s*[(/,–—-].{{0,80}})?")
_ROLE_END: Final = re.compile(r"\s*[(,/]\s*|\s[–—-]\s")
_NAMES_APART: Final = re.compile(r"\s*[,|•·&]\s*|\s+and\s+")
_MAX_LINE: Final = 160


def cast_of_value(value: str) -> list[Fact[CastMember]]:
    """Read a cast label's value ("A | B | C", "A (Role), B (Role)", "A as B, C as D")."""
    unparted = _unparted(value)
    if unparted:
        return unparted
    found = []
    for part in _SPLIT.split(value):
        one = _WHICH.sub("", part)
        member = member_of_line(one) or _alone(one)
        if member is not None:
            found.append(member)
    return found


def name_alone(line: str) -> Fact[CastMember] | None:
    """Read a line of a cast list that is an actor's name and nothing else."""
    name = line.strip(" |•·*-–—.,\t")
    if not is_name(name, words=(2, 4)) or not has_surname(name):
        return None
    return Fact(CastMember(name, ""), line.strip())


def role_below(line: str, above: str) -> Fact[CastMember] | None:
    """Read "as Role" on a line of its own, below the actor's name."""
    match = _AS_ROLE.fullmatch(line.strip(" .")) if line[:3].lower() == "as " else None
    name = above.strip(" |•·*-–—.,:\t")
    if match is None or not is_name(name, words=(1, 4)) or not is_role(match["role"]):
        return None
    return Fact(CastMember(name, match["role"]), f"{name} {line.strip()}")


def _unparted(value: str) -> list[Fact[CastMember]]:
    """Read "Toda Erika Matsuda Shota", names that nothing but their number of words parts."""
    words = value.split()
    if len(words) < 4 or not re.fullmatch(rf"{TOKEN}(?:\s+{TOKEN})+", value.strip()):
        return []
    for size in (2, 3):
        names = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
        is_even = len(words) % size == 0 and all(is_name(name) for name in names)
        if is_even and 2 * sum(map(begins_with_surname, names)) > len(names):
            return [Fact(CastMember(name, ""), value.strip()) for name in names]
    return []


def member_of_line(line: str) -> Fact[CastMember] | None:
    """Read one line of a cast list: ``Actor – Role``, ``Actor as Role``, ``Actor (Role)``."""
    line = re.sub(r"^[^\w(]+", "", line.strip()).rstrip(" .,;")
    if len(line) > _MAX_LINE:
        return None
    pair = _LINE_PAIR.match(line)
    match = _LINE.match(line)
    if match is not None:
        actor, role = latin_name(match["actor"].strip(), match["note"]), match["role"]
        role = _ROLE_END.split(role)[0].strip()
        if " " not in actor and line[match.end("actor") :].lstrip().startswith(":"):
            # "Music: C" is no actor's part.
            return None
    elif pair is not None:
        actor, role = _of_pair(pair["actor"].strip(), pair["role"].strip())
    else:
        return None
    if not _is_person(actor) or (role and not re.match(r"[A-Z]", role) and not has_native(role)):
        return None
    return Fact(CastMember(actor, without_office(_latin_part(role)[:100])), line)


def member_of_heading(heading: str) -> Fact[CastMember] | None:
    """Read a heading or line that is "Actor as Role" and nothing else."""
    text = re.sub(r"^[^\w(]+", "", heading.strip()).rstrip(" .:,;")
    match = _AS.fullmatch(text)
    if match is None:
        return None
    actor = latin_name(match["actor"], match["note"])
    role = match["role"]
    is_named = is_role(re.sub(r"^\d+\w+ |(?<=[’']s) [a-z -]+$", "", role)) or has_surname(actor)
    if not _is_person(actor) or not is_named:
        return None
    return Fact(CastMember(actor, without_office(role)), heading.strip())


def members_of_list(line: str) -> list[Fact[CastMember]]:
    """Read a line that is a list of "A as B" and nothing else, whatever label it has."""
    if line.count(" as ") < 2 or len(line) > 4 * _MAX_LINE:
        return []
    parts = _SPLIT.split(line.partition(":")[2].strip() or line.strip())
    found = [member_of_heading(part) for part in parts if part]
    # One that does not fit is forgiven: notes, fathers of somebody.
    members = [member for member in found if member is not None]
    return members if len(members) >= max(2, len(found) - 1) else []


def names_alone(line: str) -> list[Fact[CastMember]]:
    """Read a line that is only names of actors, two or more."""
    if len(line) > _MAX_LINE:
        return []
    parts = [part.strip(" .") for part in _NAMES_APART.split(line) if part.strip(" .")]
    if len(parts) < 2 or not all(is_name(part, words=(2, 3)) for part in parts):
        return []
    known = sum(has_surname(part) for part in parts)
    return [Fact(CastMember(part, ""), line) for part in parts] if 2 * known > len(parts) else []


def without_repeats(cast: list[Fact[CastMember]]) -> tuple[Fact[CastMember], ...]:
    """Keep one entry for each actor, the first one that names a role."""
    kept: dict[str, Fact[CastMember]] = {}
    for fact in cast:
        key = re.sub(r"\W", "", fact.value.actor).casefold()
        if key not in kept or (fact.value.role and not kept[key].value.role):
            kept[key] = fact
    played: dict[str, str] = {}
    members = []
    for fact in kept.values():
        actor, role = loose(fact.value.actor), loose(fact.value.role)
        # "A (B)" and "B (A)" in one post: the first one told which is which.
        if role and played.get(actor) == role:
            continue
        played.setdefault(role, actor)
        members.append(fact)
    roles = {loose(fact.value.role) for fact in members}
    return tuple(
        fact for fact in members if fact.value.role or loose(fact.value.actor) not in roles
    )[:MAX_CAST]


def _of_pair(outer: str, inner: str) -> tuple[str, str]:
    played = _PLAYED_BY.match(inner)
    if played:
        return played["actor"], outer
    # A comma parts the titles of other works: "Gong Yoo (One Fine Day, Spy Girl)".
    inner = re.sub(r"^the ", "", inner).partition("/")[0].strip()
    if has_native(outer) and is_name(inner, words=(1, 4)):
        return inner, ""
    if has_native(inner) or not is_role(inner):
        return outer, ""
    if has_surname(inner) and not has_surname(outer) and not is_mononym(outer):
        # A list may also name the role first: "Healer (Ji Chang Wook)".
        return inner, outer
    return outer, inner


def _latin_part(role: str) -> str:
    """Of "Lin Yu Jing 林雨菁" keep what is not native script, unless it is all of it."""
    latin = re.sub(rf"\s*{NATIVE_CHAR}+\s*", " ", role).strip()
    return latin if re.search(r"[A-Za-z]", latin) else role


def _alone(part: str) -> Fact[CastMember] | None:
    name = trimmed(re.sub(r"\s*\([^()]*\)|\s+etc\b.*", "", part).strip(" ."))
    if not _is_person(name):
        return None
    return Fact(CastMember(name, ""), part.strip())


def _is_person(name: str) -> bool:
    if has_native(name):
        return len(name) <= 12
    return is_name(name, words=(1, 4)) or (name.isupper() and name.isalpha() and 1 < len(name) <= 5)
