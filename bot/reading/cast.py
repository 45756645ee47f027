"""Who plays whom: in the cast's own lines, and in prose.

In prose ``A (B)`` is read as ``Role (Actor)``, as plots are told; the other way round only where
the post shows it (a cast list, "starring", "plays", or B is who the plot goes on about).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from bot.reading.model import CastMember, Fact
from bot.reading.names import NAME, TOKEN, has_surname, is_name, trimmed
from bot.reading.words import NATIVE_CHAR, has_native

MAX_CAST: Final = 40

_PAIR: Final = re.compile(rf"(?P<a>{NAME})\s*\((?P<inner>[^()]{{2,80}})\)")
_PLAYED_BY: Final = re.compile(
    r"^(?:who is |is )?(?:played|portrayed|acted) by\s+(?:actor |actress )?"
    rf"(?P<actor>{NAME})"
)
_COMMA_PLAYED: Final = re.compile(rf"(?P<role>{NAME}),? (?:played|portrayed) by (?P<actor>{NAME})")
_NOTE: Final = r"(?:\s*\((?P<note>[^()]{1,40})\))?"
_AS: Final = re.compile(
    rf"(?P<actor>{NAME}|{NATIVE_CHAR}{{1,12}}){_NOTE}\s+as\s+(?:the )?(?P<role>{NAME})"
)
_PLAYS: Final = re.compile(
    rf"(?P<actor>{NAME}){_NOTE}\s+(?:plays|portrays|stars as|takes on)\s+(?:the )?"
    rf"(?:(?:role|part|character) of\s+)?(?:the )?(?P<role>{TOKEN}(?:\s{TOKEN}){{0,3}})"
)
_LINE: Final = re.compile(
    r"^(?P<actor>[^()–—|:\t]{2,60}?)(?:\s*\((?P<note>[^()]{1,40})\))?"
    r"\s*(?:\s[–—-]\s|[–—]|:|\t|\sas\s|\s\.{2,}\s|…|\splays\s)\s*(?P<role>[^|\t]{2,80}?)$"
)
_LINE_PAIR: Final = re.compile(r"^(?P<actor>[^()|:]{2,60}?)\s*\((?P<role>[^()]{2,60})\)$")
_SPLIT: Final = re.compile(r"\s*(?:[|;•·\n]|,(?![^()]*\))|\s(?:and|&)\s(?=[A-Z]))\s*")


def cast_of_value(value: str) -> list[Fact[CastMember]]:
    """Read a cast label's value ("A | B | C", "A (Role), B (Role)", "A as B, C as D")."""
    found = []
    for part in _SPLIT.split(value):
        member = member_of_line(part) or _alone(part)
        if member is not None:
            found.append(member)
    return found


def member_of_line(line: str) -> Fact[CastMember] | None:
    """Read one line of a cast list: ``Actor – Role``, ``Actor as Role``, ``Actor (Role)``."""
    line = re.sub(r"^[^\w(]+", "", line.strip()).rstrip(" .,;")
    if len(line) > 160:
        return None
    pair = _LINE_PAIR.match(line)
    match = _LINE.match(line)
    if match is not None:
        actor, role = _latin(match["actor"].strip(), match["note"]), match["role"]
        role = re.split(r"\s*[(,]\s*|\s[–—-]\s", role)[0].strip()
    elif pair is not None:
        actor, role = pair["actor"].strip(), pair["role"].strip()
        played = _PLAYED_BY.match(role)
        if played:
            actor, role = played["actor"], actor
        elif has_native(role) or not is_name(role, words=(1, 4)):
            role = ""
    else:
        return None
    if not _is_person(actor) or (role and not re.match(r"[A-Z]", role) and not has_native(role)):
        return None
    return Fact(CastMember(actor, role[:100]), line)


def member_of_heading(heading: str) -> Fact[CastMember] | None:
    """Read a heading or line that is "Actor as Role" and nothing else."""
    text = re.sub(r"^[^\w(]+", "", heading.strip()).rstrip(" .:")
    match = _AS.fullmatch(text)
    if match is None:
        return None
    actor = _latin(match["actor"], match["note"])
    if not _is_person(actor) or not is_name(match["role"], words=(1, 4)):
        return None
    return Fact(CastMember(actor, match["role"]), heading.strip())


def cast_in_prose(paragraphs: tuple[str, ...]) -> list[Fact[CastMember]]:
    """Read the pairs of role and actor that stand in the post's sentences."""
    found: list[Fact[CastMember]] = []
    for text in paragraphs:
        for pattern in (_AS, _PLAYS, _COMMA_PLAYED):
            found += [fact for match in pattern.finditer(text) if (fact := _said(match))]
    # Each pair is looked for in the whole text: more of them than any cast has cost too much.
    pairs = list(islice((pair for text in paragraphs for pair in _pairs(text)), 2 * MAX_CAST))
    whole = "\n".join(paragraphs)
    outside = re.sub(r"\([^()]*\)", " ", whole)
    votes = sum(_vote(a, b, before, after, outside) for a, b, before, after, _ in pairs)
    for a, b, before, _, source in pairs:
        played = _PLAYED_BY.match(b)
        if played:
            if is_name(played["actor"], words=(1, 4)):
                found.append(Fact(CastMember(played["actor"], a), source))
            continue
        if not _are_role_and_actor(a, b, outside, before):
            continue
        actor, role = (a, b) if votes < 0 else (b, a)
        found.append(Fact(CastMember(actor, role), source))
    return found


def without_repeats(cast: list[Fact[CastMember]]) -> tuple[Fact[CastMember], ...]:
    """Keep one entry for each actor, the first one that names a role."""
    kept: dict[str, Fact[CastMember]] = {}
    for fact in cast:
        key = re.sub(r"\W", "", fact.value.actor).casefold()
        if key not in kept or (fact.value.role and not kept[key].value.role):
            kept[key] = fact
    roles = {fact.value.role.casefold() for fact in kept.values()}
    return tuple(
        fact
        for fact in kept.values()
        if fact.value.role or fact.value.actor.casefold() not in roles
    )[:MAX_CAST]


def _pairs(text: str) -> list[tuple[str, str, str, str, str]]:
    found = []
    for match in _PAIR.finditer(text):
        a = trimmed(match["a"])
        inner = match["inner"].strip()
        before = text[max(0, match.start() - 40) : match.start("a") + len(match["a"]) - len(a)]
        found.append((a, inner, before, text[match.end() : match.end() + 30], match[0]))
    return found


def _are_role_and_actor(a: str, b: str, outside: str, before: str) -> bool:
    if not is_name(a, words=(1, 4)) or not is_name(b):
        # "Kang Chul (Rowoon)", "IU (Lee Ji Eun)": one word is too little to go by.
        return False
    if has_surname(b):
        return True
    if has_surname(a):
        # An actor with another drama in brackets looks the same, but its title is not taken up.
        return _mentions(b, outside) >= 2 and not re.search(r"\bfrom\b|\bin\b", before[-8:])
    return True


def _vote(a: str, b: str, before: str, after: str, outside: str) -> int:
    """Tell for ``A (B)``: above 0 that A is the role, below 0 that A is the actor."""
    vote = 0
    if re.search(r"\b(?:starring|stars|actors?|actress(?:es)?|cast|played by)\s*:?\s*$", before):
        vote -= 3
    if re.match(r"\s*(?:plays|portrays|delivers|shines|nails|gives)\b", after):
        vote -= 3
    if is_name(a, words=(1, 4)) and is_name(b):
        told_a, told_b = _mentions(a, outside) - 1, _mentions(b, outside)
        vote += (told_a > told_b) - (told_a < told_b)
    return vote


def _mentions(name: str, text: str) -> int:
    """Count how often the name stands in the text, whole or without its first or last word."""
    words = name.split()
    forms = {name, " ".join(words[1:]), " ".join(words[:-1])} - {""}
    return max(len(re.findall(rf"\b{re.escape(form)}\b", text)) for form in forms)


def _said(match: re.Match[str]) -> Fact[CastMember] | None:
    groups = match.groupdict()
    actor = _latin(trimmed(groups["actor"]), groups.get("note"))
    role = trimmed(groups["role"])
    one_word_role = is_name(role, words=(1, 4))
    if not is_name(actor) or not one_word_role or not (has_surname(actor) or has_surname(role)):
        return None
    return Fact(CastMember(actor, role), match[0])


def _latin(actor: str, note: str | None) -> str:
    """Of "한글 (Roman)" and "Roman (한글)" return the romanised name."""
    if has_native(actor) and note and re.match(r"[A-Z]", note.strip()):
        return note.strip()
    return actor


def _alone(part: str) -> Fact[CastMember] | None:
    name = re.sub(r"\s*\([^()]*\)", "", part).strip(" .")
    if not _is_person(name):
        return None
    return Fact(CastMember(name, ""), part.strip())


def _is_person(name: str) -> bool:
    if has_native(name):
        return len(name) <= 12
    return is_name(name, words=(1, 4)) or (name.isupper() and name.isalpha() and len(name) <= 5)
