"""Who plays whom, as brackets tell it: ``Role (Actor)``, or the other way round.

In prose ``A (B)`` is read as ``Role (Actor)``, as plots are told; the other way round only where
the post shows it: "actor" before A, "plays" behind the bracket, A named as an actor elsewhere, or B
is whom the plot goes on to call by the given name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import Mentions, loose
from bot.reading.model import CastMember, Fact
from bot.reading.names import (
    CAPITAL_PERSON,
    NAME,
    PERSON,
    are_one_person,
    has_surname,
    is_mononym,
    is_name,
    is_role,
    trimmed,
    without_office,
)
from bot.reading.words import NATIVE_CHAR, has_native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.reading.model import Known

MAX_PAIRS: Final = 80

_PAIR: Final = re.compile(
    rf"(?P<a>(?:[A-Z][a-z]+ of (?:the )?)?{NAME}(?:\s[a-z]{{2,5}}(?=\s?[(\[]))?)(?:[’']s)?\s*"
    r"(?:\((?P<round>[^()]{2,80})\)|\[(?P<square>[^\[\]]{2,60})\])"
)
# As in "her husband (Kim Tae Hoon)" and "the boy with the cello (Lee Shin Young)".
_COMMON: Final = re.compile(rf"{PERSON}\s*\((?:played by )?(?P<actor>{NAME})\)")
_ADJECTIVES: Final = r"(?:the |a |an )?(?:[a-z-]+ ){0,3}?(?:actor |actress |idol |singer )?"
_PLAYED_BY: Final = re.compile(
    r"(?:who(?:’s|'s| is| was) |is |was )?(?:wonderfully |brilliantly |superbly )?"
    r"(?:played|portrayed|acted|cameo|special appearance|guest appearance|voiced) by\s+"
    rf"{_ADJECTIVES}(?P<actor>{NAME})"
)
# As in "a younger woman (Chae Soo Bin as the other Yoon)".
_AS_INSIDE: Final = re.compile(rf"\((?P<actor>{NAME}) as (?:the )?(?P<role>\w[\w’' -]{{1,40}})\)")
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_GROUP_OF: Final = re.compile(r"^[\w.-]+[’']s\s+(?=[A-Z])")
_BEHIND: Final = re.compile(r"\s*(?:/|,|;|\s[–-]\s|\bfrom\b|\bof\b)\s*")
_ACTS: Final = re.compile(r"\s*(?:plays|portrays|delivers|shines|nails|gives|does a|did a)\b")
_ACTOR_BEFORE: Final = re.compile(
    r"\b(?:starring|stars|actors?|actress(?:es)?|cast|played by|veteran|newcomer)\s*:?\s*$"
)
# The role may be an actress herself: "meets top actress Cheon Song Yi (Jun Ji Hyun)".
_ROLE_ACTS: Final = re.compile(
    r"\b(?:an?|top|famous|popular|aspiring|rookie|former|struggling|superstar|his|her)\s+"
    r"(?:[a-z-]+\s+)?(?:actor|actress)\s*$"
)
_OTHER_WORK: Final = re.compile(r"\b(?:from|in|of)\s*$")
_LINE_START: Final = re.compile(r"(?:^|\n)[^\w\n]*(?:\d{1,2}[.)]\s*)?$")
_LINE_END: Final = re.compile(r"\s*(?:$|\n|[–—:|-])")


@dataclass(frozen=True, slots=True)
class _Pair:
    """``a (b)`` with what stands around it; ``in_list`` where it begins and fills a line."""

    a: str
    b: str
    before: str
    after: str
    source: str
    in_list: bool
    part: int


class Actors:
    """The names that the post has already told to be actors'."""

    def __init__(self, names: Iterable[str]) -> None:
        self._full: dict[str, str] = {}
        self._parts: dict[str, set[str]] = {}
        for name in names:
            words = loose(name).split()
            self._full[" ".join(words)] = name
            if len(words) > 1:
                for part in (words[0], words[-1], " ".join(words[1:])):
                    self._parts.setdefault(part, set()).add(name)

    def has(self, name: str) -> bool:
        """Tell whether the full name is one of them."""
        return loose(name) in self._full

    def called(self, name: str) -> str | None:
        """Return the one of whose name this is a part: "Hye-ri" of "Lee Hye-ri"."""
        names = self._parts.get(loose(name), set())
        return next(iter(names)) if len(names) == 1 else None


class Brackets:
    """Reads all brackets of a post; which of both names is the actor is settled for it all."""

    def __init__(
        self, everything: tuple[str, ...], actors: Actors, known: Known | None, title: str
    ) -> None:
        self._actors = actors
        self._known = known
        self._title = loose(title)
        paragraphs = tuple(text for text in everything if "(" in text or "[" in text)
        # Each pair is looked for in the whole text: more than any cast has cost too much.
        pairs = (pair for at, text in enumerate(paragraphs) for pair in _pairs(text, at))
        self._pairs = list(islice(pairs, MAX_PAIRS))
        self._common = list(
            islice((m for text in paragraphs for m in _COMMON.finditer(text)), MAX_PAIRS)
        )
        self._inside = [
            match
            for text in paragraphs
            if " as " in text
            for match in islice(_AS_INSIDE.finditer(text), MAX_PAIRS)
        ]
        first: dict[tuple[str, str], int] = {}
        for at, pair in enumerate(self._pairs):
            first.setdefault((loose(pair.a), loose(pair.b)), at)
        # The plot has "Ha Rin (Da Mi)", what is thought of it "Da Mi (Ha Rin)".
        self._turned = [
            pair
            for at, pair in enumerate(self._pairs)
            if first.get((loose(pair.b), loose(pair.a)), at) < at
        ]
        whole = "\n".join(everything) if self._pairs or self._common else ""
        self._outside = Mentions(_IN_BRACKETS.sub(" ", whole))

    def members(self) -> Iterator[Fact[CastMember]]:
        """Yield the pairs of actor and role."""
        wanted = [pair for pair in self._pairs if self._are_role_and_actor(pair)]
        listed = [pair for pair in wanted if pair.in_list]
        told = [pair for pair in wanted if not pair.in_list]
        turned = {pair.part for pair in self._turned}
        role_first = sum(self._vote(pair) for pair in told if pair.part not in turned) >= 0
        parts: dict[int, int] = {}
        for pair in told:
            parts[pair.part] = parts.get(pair.part, 0) + self._own_order(pair)
        list_vote = sum(map(self._vote, listed))
        # Prose names the role first, a list the actor.
        list_role_first = list_vote > 0 if len(listed) > 1 else list_vote >= 0
        for pair in self._pairs:
            played = _PLAYED_BY.match(pair.b)
            if played:
                actor = trimmed(played["actor"])
                if is_name(actor, words=(1, 4)):
                    yield Fact(CastMember(actor, without_office(pair.a)), pair.source)
            elif pair in wanted:
                own = self._own_order(pair) or parts.get(pair.part, 0)
                is_role_first = own > 0 if own else list_role_first if pair.in_list else role_first
                actor, role = (pair.b, pair.a) if is_role_first else (pair.a, pair.b)
                yield Fact(
                    CastMember(self._in_full(actor), without_office(role)), pair.source.strip()
                )
        for match in self._inside:
            if has_surname(match["actor"]):
                yield Fact(CastMember(match["actor"], match["role"]), match[0].strip("()"))
        yield from self._with_common_nouns(sure=bool(told) and role_first)

    def _in_full(self, actor: str) -> str:
        return actor if has_surname(actor) else self._actors.called(actor) or actor

    def _with_common_nouns(self, *, sure: bool) -> Iterator[Fact[CastMember]]:
        roles = {loose(pair.a) for pair in self._pairs}
        for match in self._common:
            actor = trimmed(match["actor"])
            is_said = "played by" in match[0] or self._actors.has(actor)
            is_called = self._outside.alone(actor) > 0 or loose(actor) in roles
            # "A poor girl (Nam Jung Eun)" has the girl's own name in brackets.
            is_definite = match["which"].lower() not in {"a", "an"}
            if is_said or (sure and is_definite and has_surname(actor) and not is_called):
                yield Fact(CastMember(actor, " ".join(match["person"].split())), match[0])

    def _are_role_and_actor(self, pair: _Pair) -> bool:
        a, b = pair.a, pair.b
        if is_mononym(a) and pair.in_list and is_role(b):
            return True
        is_titled = loose(a) == self._title
        if is_mononym(a) or not (is_titled or _is_role(a)) or are_one_person(a, b):
            return False
        if self._actors.called(b) and not self._actors.has(a):
            return True
        if is_mononym(b):
            return True
        if self._actors.has(a) and is_role(b):
            return not _OTHER_WORK.search(pair.before) and has_surname(b)
        if not is_name(b):
            # "Kang Chul (Rowoon)" apart, one word is too little to go by.
            return False
        if self._known is not None and self._known.actor(b):
            return True
        if is_titled:
            # Another title in brackets may look like a name; three words seldom do.
            return has_surname(b) and len(b.split()) > 2
        if has_surname(b):
            return True
        if has_surname(a):
            # An actor with another drama in brackets looks the same, but is not named again.
            seen = self._outside.of(b) + self._outside.alone(b)
            return seen >= 2 and not _OTHER_WORK.search(pair.before)
        return True

    def _own_order(self, pair: _Pair) -> int:
        """Tell what is sure of one pair: above 0 that A is the role, below 0 the actor."""
        if _ROLE_ACTS.search(pair.before):
            return 1
        if pair in self._turned:
            return -1
        has_a, has_b = (
            self._actors.has(name) or is_mononym(name) or bool(self._actors.called(name))
            for name in (pair.a, pair.b)
        )
        if has_a != has_b:
            return 1 if has_b else -1
        if _ACTOR_BEFORE.search(pair.before) or _ACTS.match(pair.after):
            return -1
        return 0

    def _vote(self, pair: _Pair) -> int:
        """Tell for ``A (B)``: above 0 that A is the role, below 0 that A is the actor."""
        own = self._own_order(pair)
        if own:
            return 3 * own
        if self._known is not None:
            is_a, is_b = (self._known.actor(name) is not None for name in (pair.a, pair.b))
            if is_a != is_b:
                return 3 if is_b else -3
        called_a, called_b = self._outside.alone(pair.a), self._outside.alone(pair.b)
        return (called_a > called_b) - (called_a < called_b)


def _pairs(text: str, part: int) -> Iterator[_Pair]:
    for match in _PAIR.finditer(text):
        a = trimmed(match["a"])
        inner = (match["round"] or match["square"]).strip()
        if _AS_INSIDE.fullmatch(f"({inner})"):
            continue
        if not _PLAYED_BY.match(inner):
            inner = _latin_of(_BEHIND.split(_GROUP_OF.sub("", inner)))
        start = match.start("a") + len(match["a"]) - len(a)
        before, after = text[max(0, start - 40) : start], text[match.end() : match.end() + 30]
        is_line = bool(_LINE_START.search(before) and _LINE_END.match(after))
        yield _Pair(a, inner, before, after, match[0], is_line, part)


def _latin_of(parts: list[str]) -> str:
    """Of "박민영 / Park Min Young" and "Park Min Young 박민영" return the romanised name."""
    first = next((part for part in parts if not has_native(part)), parts[0])
    return re.sub(rf"\s*{NATIVE_CHAR}+\s*", " ", first).strip() or first.strip()


def _is_role(text: str) -> bool:
    return is_role(text) or _ends_small(text) or CAPITAL_PERSON.fullmatch(text) is not None


def _ends_small(text: str) -> bool:
    """Tell "Kim Bok joo": a name whose last syllable is written small."""
    head, _, last = text.rpartition(" ")
    return last.islower() and has_surname(head)
