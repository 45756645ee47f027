"""Who plays whom, as a post's sentences tell it.

In prose ``A (B)`` is read as ``Role (Actor)``, as plots are told; the other way round only where
the post shows it: "actor" before A, "plays" behind the bracket, A in the catalogue, or B is whom
the plot goes on to call by the given name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import Mentions
from bot.reading.model import CastMember, Fact
from bot.reading.names import (
    NAME,
    has_surname,
    is_actor_name,
    is_mononym,
    is_name,
    is_role,
    trimmed,
    without_office,
)
from bot.reading.words import NATIVE_CHAR, has_native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading.model import Known

MAX_PAIRS: Final = 80

_PAIR: Final = re.compile(
    rf"(?P<a>{NAME}(?:\s[a-z]{{2,5}}(?=\s?[(\[]))?)(?P<whose>[’']s)?\s*"
    r"(?:\((?P<round>[^()]{2,80})\)|\[(?P<square>[^\[\]]{2,60})\])"
)
_ADJECTIVES: Final = r"(?:the |a |an )?(?:[a-z-]+ ){0,3}?(?:actor |actress |idol |singer )?"
_PLAYED_BY: Final = re.compile(
    r"(?:who(?:’s|'s| is| was) |is |was )?(?:wonderfully |brilliantly |superbly )?"
    r"(?:played|portrayed|acted|cameo|special appearance|guest appearance|voiced) by\s+"
    rf"{_ADJECTIVES}(?P<actor>{NAME})"
)
_BY_COMMA: Final = re.compile(
    rf"(?P<role>{NAME})(?:,? (?:who )?(?:is|was)|,)?\s*(?:[a-z]+ly )?(?:played|portrayed|acted) by "
    rf"{_ADJECTIVES}(?P<actor>{NAME})"
)
_NOTE: Final = r"(?:\s*\((?P<note>[^()]{1,40})\))?"
_AS: Final = re.compile(
    rf"(?P<actor>{NAME}|{NATIVE_CHAR}{{1,12}}){_NOTE}\s+as\s+(?:the )?(?P<role>{NAME})"
)
_PLAYS: Final = re.compile(
    rf"(?P<actor>{NAME}){_NOTE}\s+(?:plays|played|portrays|portrayed|stars as|takes on)\s+(?:the )?"
    rf"(?:(?P<said>(?:role|part|character) of\s+)|(?:an? |"
    rf"the )?(?:[a-z-]+ ){{1,4}}?(?<!of )(?<!to )"
    rf"(?<!in )(?<!with )(?<!for )(?<!by ))?(?:the )?(?P<role>{NAME})"
)
# Each with the words without which it need not be tried.
_IS: Final = re.compile(
    rf"(?:^|(?<=[.!?]\s))(?P<actor>{NAME}) is (?P<role>{NAME}),\s(?:an?|the|who)\b"
)
_SAYING: Final = (
    (_IS, (" is ",)),
    (_AS, (" as ",)),
    (_PLAYS, (" play", " portray", " takes on ", " stars as ")),
    (_BY_COMMA, ("ed by ",)),
)
_STARS: Final = re.compile(
    r"\b[Ss]tar(?:s|ring|red)(?: actors?| actresses?)?\s+(?P<names>[A-Z][^.;:!?\n]{4,200})"
)
_LIST: Final = re.compile(r"\s*,?\s+(?:and|&|with)\s+|\s*,\s*|\s*&\s*")
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_GROUP_OF: Final = re.compile(r"^[\w.-]+[’']s\s+(?=[A-Z])")
_BEHIND: Final = re.compile(r"\s*(?:/|,|;|\s[–-]\s|\bfrom\b|\bof\b)\s*")
_ACTS: Final = re.compile(r"\s*(?:plays|portrays|delivers|shines|nails|gives|does a|did a)\b")
_ACTOR_BEFORE: Final = re.compile(
    r"\b(?:starring|stars|actors?|actress(?:es)?|cast|played by|veteran|newcomer)\s*:?\s*$"
)
_INTRODUCED: Final = re.compile(
    r"\b(?:with|and|stars?|starring|featuring|features|cast|sees|has|by|actors?|actress)\s*:?\s*$|"
    r"[,;]\s*$"
)
_OTHER_WORK: Final = re.compile(r"\b(?:from|in|of)\s*$")


@dataclass(frozen=True, slots=True)
class _Pair:
    """``a (b)`` with what stands around it."""

    a: str
    b: str
    before: str
    after: str
    source: str
    square: bool


def cast_in_prose(
    paragraphs: tuple[str, ...], known: Known | None = None
) -> list[Fact[CastMember]]:
    """Read the pairs of role and actor that stand in the post's sentences."""
    found: list[Fact[CastMember]] = []
    for text in paragraphs:
        for pattern, hints in _SAYING:
            if not any(hint in text for hint in hints):
                continue
            matches = islice(pattern.finditer(text), MAX_PAIRS)
            found += [fact for match in matches if (fact := _said(match, known))]
    # Each pair is looked for in the whole text: more of them than any cast has cost too much.
    pairs = list(islice((pair for text in paragraphs for pair in _pairs(text)), MAX_PAIRS))
    if pairs:
        found += _of_pairs(pairs, "\n".join(paragraphs), known)
    for text in paragraphs:
        for match in islice(_STARS.finditer(text), 4):
            found += _starring(match["names"], match[0])
    return found


def _of_pairs(pairs: list[_Pair], whole: str, known: Known | None) -> Iterator[Fact[CastMember]]:
    outside = Mentions(_IN_BRACKETS.sub(" ", whole))
    wanted = [pair for pair in pairs if _are_role_and_actor(pair, outside, known)]
    votes = sum(_vote(pair, outside, known) for pair in wanted)
    for pair in pairs:
        played = _PLAYED_BY.match(pair.b)
        if played:
            actor = trimmed(played["actor"])
            if is_name(actor, words=(1, 4)):
                yield Fact(CastMember(actor, without_office(pair.a)), pair.source)
        elif pair in wanted:
            own = _stated_order(pair)
            is_role_first = own > 0 if own else votes >= 0
            actor, role = (pair.b, pair.a) if is_role_first else (pair.a, pair.b)
            yield Fact(CastMember(actor, without_office(role)), pair.source)


def _pairs(text: str) -> Iterator[_Pair]:
    for match in _PAIR.finditer(text):
        a = trimmed(match["a"])
        inner = (match["round"] or match["square"]).strip()
        if not _PLAYED_BY.match(inner):
            inner = _BEHIND.split(_GROUP_OF.sub("", inner))[0].strip()
        start = match.start("a") + len(match["a"]) - len(a)
        yield _Pair(
            a,
            inner,
            text[max(0, start - 40) : start],
            text[match.end() : match.end() + 30],
            match[0],
            match["square"] is not None,
        )


def _are_role_and_actor(pair: _Pair, outside: Mentions, known: Known | None) -> bool:
    a, b = pair.a, pair.b
    if is_mononym(a) or not _is_role(a):
        return False
    if is_mononym(b):
        return True
    if not is_name(b):
        # "Kang Chul (Rowoon)" apart, one word is too little to go by.
        return False
    if has_surname(b) or (known is not None and known.actor(b)):
        return True
    if has_surname(a):
        # An actor with another drama in brackets looks the same, but its title is not taken up.
        return outside.of(b) + outside.alone(b) >= 2 and not _OTHER_WORK.search(pair.before)
    return True


def _is_role(text: str) -> bool:
    return is_role(text) or _ends_small(text)


def _ends_small(text: str) -> bool:
    """Tell "Kim Bok joo": a name whose last syllable is written small."""
    head, _, last = text.rpartition(" ")
    return last.islower() and has_surname(head)


def _stated_order(pair: _Pair) -> int:
    """Tell what the words around one pair say: above 0 that A is the role, below 0 the actor."""
    if _ACTOR_BEFORE.search(pair.before) or _ACTS.match(pair.after):
        return -1
    return 0


def _vote(pair: _Pair, outside: Mentions, known: Known | None) -> int:
    """Tell for ``A (B)``: above 0 that A is the role, below 0 that A is the actor."""
    if _stated_order(pair):
        return 3 * _stated_order(pair)
    if known is not None:
        is_a, is_b = known.actor(pair.a) is not None, known.actor(pair.b) is not None
        if is_a != is_b:
            return 3 if is_b else -3
    called_a, called_b = outside.alone(pair.a), outside.alone(pair.b)
    return (called_a > called_b) - (called_a < called_b)


def _said(match: re.Match[str], known: Known | None) -> Fact[CastMember] | None:
    groups = match.groupdict()
    note = groups.get("note")
    actor, role = latin_name(trimmed(groups["actor"]), note), trimmed(groups["role"])
    if not is_role(role) or role.casefold() == actor.casefold():
        return None
    role = without_office(role)
    if has_native(groups["actor"]) and note and actor == note.strip():
        return Fact(CastMember(actor, role), match[0])
    if not is_actor_name(actor):
        return None
    is_sure = bool(groups.get("said")) or match.re is not _AS or is_mononym(actor)
    is_sure = is_sure or has_surname(actor) or has_surname(role)
    is_sure = is_sure or bool(_INTRODUCED.search(match.string[: match.start()][-24:]))
    if match.re is _IS and not (has_surname(actor) and has_surname(role)):
        return None
    if not is_sure and (known is None or known.actor(actor) is None):
        return None
    return Fact(CastMember(actor, role), match[0])


def _starring(names: str, source: str) -> list[Fact[CastMember]]:
    """Read "stars A, B, and C" as far as names go; with a role each, they are read elsewhere."""
    found: list[Fact[CastMember]] = []
    for part in _LIST.split(_IN_BRACKETS.sub(" ", names)):
        words = part.split()
        name = " ".join(words)
        while words and not is_name(name) and len(words) > 2:
            # "Lee Ji-eun in the title role", "Park Ho-san, who": the name is in front.
            words.pop()
            name = " ".join(words)
        if not is_name(name) or not (has_surname(name) or found):
            break
        found.append(Fact(CastMember(name, ""), source[:150]))
        if name != part.strip():
            break
    return found


def latin_name(actor: str, note: str | None) -> str:
    """Of "한글 (Roman)" and "Roman (한글)" return the romanised name."""
    if has_native(actor) and note and re.match(r"[A-Z]", note.strip()):
        return note.strip()
    return actor
