"""Who plays whom, in the lines and labels of a cast list."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.casts.cast_prose import latin_name
from bot.reading.casts.names import (
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
from bot.reading.model import CastMember, Fact
from bot.reading.words import NATIVE_CHAR, has_native

_PLAYED_BY: Final = re.compile(
    r"^(?:who is |is |was )?(?:played|portrayed|acted) by\s+(?:actor |actress )?"
    rf"(?P<actor>{NAME})"
)
_AS: Final = re.compile(
    rf"(?P<actor>{NAME}|"
    rf"{NATIVE_CHAR}{{1,12}})(?:(?<![A-Z])\s?{NATIVE_CHAR}{{2,5}})?(?:\s*\((?P<note>[^()]{{1,40}})\))?"
    r"(?:\s*\[[^\[\]]{1,12}\])?\s+as\s+(?:the |young |teen |old )*"
    r"(?:an? |the |her |his )?(?:(?!(?:of|from|in|at|to|with|for|by|and|or)\b)[a-z-]+,? ){0,4}?"
    rf"(?P<role>(?:\d{{1,2}}(?:st|nd|rd|th) (?:[a-z]+ )?)?{NAME}"
    r"(?:(?<=[’']s) [a-z-]+(?: [a-z-]+)?)?)"
    rf"(?:\s+{NATIVE_CHAR}{{1,12}})?(?:\s*(?:[(/,&\[]|[–—-]\s|\b(?:later|aka|or|and)\b).{{0,80}})?"
)
_LINE: Final = re.compile(
    r"^(?P<actor>[^()–—|:\t]{2,60}?)(?:\s*\((?P<note>[^()]{1,40})\))?"
    r"\s*(?:\s[–—/-]\s|[–—]|:|\t|\s(?:as|como|sebagai|is|in the role of|as the character|stars as|"
    r"is playing)\s|"
    r"\s\.{2,}\s|…|\s(?:plays|portrays|playing)(?: as| the role of)?\s|\s?→\s?|\s?=\s?)\s*"
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
_DASHED: Final = re.compile(
    rf"\W*({NAME})\s*(?:\s[–—/|-]\s|\.{{2,}}|…|\s(?:→|=|como|sebagai|is|"
    rf"in the role of)\s)\s*({NAME})\W*"
)
_COLONED: Final = re.compile(rf"({NAME})\s*:\s({NAME})(?:,.{{0,100}})?$")
# "as the singer Yoon Do-ah"
_WHAT: Final = re.compile(
    r"^(?:an? |the |her |his )?(?:(?!(?:of|from|in|at|to|with|for|by|and|or)\b)[a-z-]+ ){1,4}"
    rf"(?={NAME}$)"
)
_STATED: Final = re.compile(r"(?<=[\w)])[.;]\s+(?=[A-Z])")
_ROLE_END: Final = re.compile(r"\s*[(,/]\s*|\s[–—-]\s")
_NAMES_APART: Final = re.compile(r"\s*[,|•·&]\s*|\s+and\s+")
# "Kim Ji-yeon (WJSN’s Bona)" has a singer's other name in brackets.
_OF_GROUP: Final = re.compile(r"(?:[A-Z\d]{2,}\w*|[A-Z][\w’' ]+)[’']s?\s+[A-Z]")
_LEAST_NAMES: Final = 3
# As in "Signal Cast" and "The Cast of Signal".
_CAST_OF: Final = re.compile(
    r".{2,60}\s(?:main |supporting )?[Cc]ast:?|(?:The )?[Cc]ast of .{2,60}"
)
_MAX_LINE: Final = 160


def cast_of_value(value: str) -> list[Fact[CastMember]]:
    """Read a cast label's value ("A | B | C", "A (Role), B (Role)", "A as B, C as D")."""
    unparted = _unparted(value)
    if unparted:
        return unparted
    found = []
    slashed = [part.strip() for part in value.split("/")]
    if len(slashed) > 2 and all(is_name(part, words=(1, 3)) for part in slashed):
        return [Fact(CastMember(part, ""), value.strip()) for part in slashed]
    for part in _SPLIT.split(value):
        one = _WHICH.sub("", part)
        member = member_of_line(one) or _alone(one)
        if member is not None:
            found.append(member)
    # "Cast – What can go wrong with Lee Jong Suk and ...": a sentence is no list.
    is_told = re.search(r"[.!?]\s+[A-Z]", value) and 3 * len(found) < len(_SPLIT.split(value))
    return [] if is_told else found


def name_alone(line: str) -> Fact[CastMember] | None:
    """Read a line of a cast list that is an actor's name and nothing else."""
    name = line.strip(" |•·*-–—.,\t")
    if not is_name(name, words=(2, 4)) or not has_surname(name):
        return None
    return Fact(CastMember(name, ""), line.strip())


def members_of_row(line: str, *, is_open: bool) -> list[Fact[CastMember]]:
    """Read a line of a cast list: a pair, or one or several names.

    Args:
        line: As it stands.
        is_open: Whether nothing but the list has followed its heading, so that a name is enough.
    """
    row = line.strip("| ")
    member = member_of_line(row.replace(" | ", "\t") if row.count("|") == 1 else row)
    if member is None and is_open:
        member = name_alone(line)
    return [member] if member is not None else names_listed(line)


def heads_cast(heading: str) -> bool:
    """Tell a heading such as "Signal Cast"."""
    return _CAST_OF.fullmatch(heading) is not None


def role_below(line: str, above: str) -> Fact[CastMember] | None:
    """Read "as Role" on a line of its own, below the actor's name."""
    match = _AS_ROLE.fullmatch(line.strip(" .")) if line[:3].lower() == "as " else None
    # "Jung Ji-hoon / Bi / Rain": the first of the names is taken.
    name = above.strip(" |•·*-–—.,:\t").partition("/")[0].strip()
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
        # Names of two and of three words may come out even too: "Choi Kang | Hee Ji | Sung Hero".
        if is_even and 4 * sum(map(begins_with_surname, names)) >= 3 * len(names):
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
        role = _WHAT.sub("", _ROLE_END.split(role)[0].strip())
        if line[match.end("actor") :].lstrip().startswith(":") and not (
            has_surname(actor) or has_surname(role) or has_native(actor) or len(actor.split()) > 2
        ):
            # "Music: C" and "Join Date: August 22" are no actor's part.
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
    is_named = is_role(
        re.sub(r"^\d+\w+ (?:[a-z]+ )?|(?<=[’']s) [a-z -]+$", "", role)
    ) or has_surname(actor)
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


def is_cast_list(lines: list[str]) -> bool:
    """Tell whether all lines are actors' names, or "Actor – Role" with two people's full names."""
    if len(lines) < 2:
        return False
    told = [line.strip(" |•·*-–—.,\t") for line in lines if line.strip()]
    if len(told) >= _LEAST_NAMES and all(is_name(name, words=(2, 3)) for name in told):
        return 3 * sum(map(has_surname, told)) >= 2 * len(told)
    pairs = [_DASHED.fullmatch(line.strip()) for line in lines if line.strip()]
    if all(_COLONED.match(line) for line in told):
        # As in "Kim Min-seo: Yoon Do-ah, a singer".
        pairs = [_COLONED.match(line) for line in told]
        return all(pair and has_surname(pair[1]) and has_surname(pair[2]) for pair in pairs)
    named = [(pair[1], pair[2]) for pair in pairs if pair]
    if len(named) < max(2, len(pairs)) or not all(is_role(role) for _, role in named):
        return False
    if all(has_surname(actor) for actor, _ in named):
        return True
    # "Young Eun-soo – Shin Hye-sun": a long list may have roles first, and odd names among them.
    surnamed = sum(has_surname(actor) or has_surname(role) for actor, role in named)
    return len(named) >= _LEAST_NAMES and 3 * surnamed >= 2 * len(named)


def members_told(line: str) -> list[Fact[CastMember]]:
    """Read a line of nothing but sentences such as "Teh is Billkin Putthipong.", two or more."""
    if " is " not in line or len(line) > 4 * _MAX_LINE:
        return []
    parts = _STATED.split(line.strip(" ."))
    if _DASHED.fullmatch(parts[0]) is None:
        return []
    pairs = [_DASHED.fullmatch(part) for part in parts]
    if len(pairs) < 2 or not all(pair and is_role(pair[1]) and is_role(pair[2]) for pair in pairs):
        return []
    return [
        Fact(CastMember(pair[1], pair[2]), part)
        for pair, part in zip(pairs, parts, strict=True)
        if pair
    ]


def names_listed(line: str) -> list[Fact[CastMember]]:
    """Read a line of a cast list that names several, single stage names among them."""
    parts = [part.strip(" .") for part in _NAMES_APART.split(line) if part.strip(" .")]
    if len(line) > _MAX_LINE or len(parts) < 2 or not all(is_name(p, words=(1, 3)) for p in parts):
        return []
    known = sum(has_surname(part) for part in parts)
    return [Fact(CastMember(part, ""), line) for part in parts] if 2 * known >= len(parts) else []


def names_alone(line: str) -> list[Fact[CastMember]]:
    """Read a line that is only names of actors, two or more."""
    if len(line) > _MAX_LINE:
        return []
    parts = [part.strip(" .") for part in _NAMES_APART.split(line) if part.strip(" .")]
    if len(parts) < 2 or not all(is_name(part, words=(2, 3)) for part in parts):
        return []
    known = sum(has_surname(part) for part in parts)
    return [Fact(CastMember(part, ""), line) for part in parts] if 2 * known > len(parts) else []


def _of_pair(outer: str, inner: str) -> tuple[str, str]:
    played = _PLAYED_BY.match(inner)
    if played:
        return played["actor"], outer
    # A comma parts the titles of other works: "Gong Yoo (One Fine Day, Spy Girl)".
    inner = re.sub(r"^the |….*|\.{3}.*|\s+and \d.*", "", inner).partition("/")[0].strip()
    if _OF_GROUP.match(inner):
        return outer, ""
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
    name = trimmed(re.sub(r"\s*\([^()]*\)|\s+etc\b.*|/\s.*", "", part).strip(" ."))
    if not _is_person(name):
        return None
    return Fact(CastMember(name, ""), part.strip())


def _is_person(name: str) -> bool:
    if has_native(name):
        return len(name) <= 12
    return is_name(name, words=(1, 4)) or (name.isupper() and name.isalpha() and 1 < len(name) <= 5)
