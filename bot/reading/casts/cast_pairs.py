"""Who plays whom, as brackets tell it: ``Role (Actor)``, or the other way round.

In prose ``A (B)`` is read as ``Role (Actor)``, as plots are told; the other way round only where
the post shows it: "actor" before A, "plays" behind the bracket, A named as an actor elsewhere, or B
is whom the plot goes on to call by the given name.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.casts.bracketed import AS_INSIDE, AS_ROLE, PLAYED_BY, Pair, in_runs, pairs_in
from bot.reading.casts.names import (
    CAPITAL_PERSON,
    NAME,
    PERSON,
    are_one_person,
    has_surname,
    is_actor_name,
    is_full_nickname,
    is_mononym,
    is_name,
    is_role,
    trimmed,
    without_office,
)
from bot.reading.mentions import Mentions, loose
from bot.reading.model import CastMember, Fact
from bot.reading.words import has_native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.reading.model import Known

MAX_PAIRS: Final = 80
_SHORT: Final = 2

# As in "her husband (Kim Tae Hoon)" and "the boy with the cello (Lee Shin Young)".
_COMMON: Final = re.compile(rf"{PERSON}\s*\((?:played by )?(?P<actor>{NAME})\)")
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ACTS: Final = re.compile(r"\s*(?:plays|portrays|delivers|shines|nails|gives|does a|did a)\b")
# "A (B), with her pearl earrings, gives the performance of the year": A is an actor.
_PERFORMS: Final = re.compile(
    r"[^.!?\n(]{0,70}?\b(?:performances?|the (?:\w+ )?(?:role|part)|portray\w*|acting|"
    r"brings the|does more|steals the|shines|is given|is back)\b"
)
_ACTOR_BEFORE: Final = re.compile(
    r"\b(?:starring|stars|actors?|actress(?:es)?|cast|played by|veteran|newcomer)\s*:?\s*$"
)
# The role may be an actress herself: "meets top actress Cheon Song Yi (Jun Ji Hyun)".
_ROLE_ACTS: Final = re.compile(
    r"\b(?:an?|top|famous|popular|aspiring|rookie|former|struggling|superstar|his|her)\s+"
    r"(?:[a-z-]+\s+)?(?:actor|actress)\s*$"
)
_OTHER_WORK: Final = re.compile(r"\b(?:from|in|of)\s*$")
_OF_WORK: Final = re.compile(
    r"((?:[A-Z][\w-]*|of|the|in|and|to)(?: (?:[A-Z][\w-]*|of|the|in|and|"
    r"to))+)[’'‘]s?"
    r"(?: [A-Z][\w’'-]*){1,4}$"
)


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
        pairs = (pair for at, text in enumerate(paragraphs) for pair in pairs_in(text, at))
        self._pairs = in_runs(list(islice(pairs, MAX_PAIRS)))
        self._common = list(
            islice((m for text in paragraphs for m in _COMMON.finditer(text)), MAX_PAIRS)
        )
        self._inside = [
            match
            for text in paragraphs
            if " as " in text
            for match in islice(AS_INSIDE.finditer(text), MAX_PAIRS)
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
        parts: dict[int, int] = {}
        for pair in told:
            said = 2 * self._own_order(pair) or -bool(_PERFORMS.match(pair.after))
            parts[pair.part] = parts.get(pair.part, 0) + said
        # A paragraph that shows its own order says nothing of the others'.
        role_first = sum(self._vote(pair) for pair in told if not parts[pair.part]) >= 0
        list_vote = sum(map(self._vote, listed))
        # Prose names the role first, a list the actor.
        list_role_first = list_vote > 0 if len(listed) > 1 else list_vote >= 0
        for pair in self._pairs:
            played, as_role = PLAYED_BY.match(pair.b), AS_ROLE.fullmatch(pair.b)
            if as_role and is_actor_name(pair.a):
                yield Fact(CastMember(pair.a, without_office(as_role[1])), pair.source)
            elif played:
                actor = trimmed(played["actor"])
                if has_native(actor) or is_name(actor, words=(1, 4)):
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

    def _are_role_and_actor(self, pair: Pair) -> bool:
        a, b = pair.a, pair.b
        work = _OF_WORK.search(f"{pair.before}{a}")
        if work and not loose(work[1]).endswith(self._title):
            # "Fantasy Couple’s Na Sang Shil (Han Ye Seul)" is of another drama.
            return False
        is_listed = pair.in_list or pair.in_run
        if is_mononym(a) and is_listed and is_role(b):
            return True
        if pair.in_run and has_surname(a) and is_role(b) and not is_name(b):
            # "Lee Jae-wook (Jang Uk), Jung So-min (Mu-deok), ...": a list in a sentence.
            return True
        if is_full_nickname(a) and is_role(b):
            return True
        is_titled = loose(a) == self._title
        if (
            not is_titled
            and loose(pair.before + a).endswith(self._title)
            and self._title.endswith(f" {loose(a)}")
        ):
            # "Nirvana in Fire (Lang Ya Bang)" has another title in brackets.
            return False
        if is_mononym(a) or not (is_titled or _is_role(a)) or are_one_person(a, b):
            return False
        if self._actors.called(b) and not self._actors.has(a):
            return True
        if is_mononym(b):
            return True
        if self._actors.has(a) and is_role(b):
            return not _OTHER_WORK.search(pair.before) and has_surname(b)
        if not is_name(b):
            # "Kang Chul (Rowoon)" apart, one word is too little to go by, unless it is the name
            # that the post calls somebody by.
            return self._is_called(pair)
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

    def _is_called(self, pair: Pair) -> bool:
        """Tell "Satoh Takeru (Harumichi)", whose Harumichi the post speaks of."""
        is_told = has_surname(pair.a) and is_role(pair.b) and len(pair.b) > _SHORT
        return is_told and self._outside.of(pair.b) > 0 and not _OTHER_WORK.search(pair.before)

    def _own_order(self, pair: Pair) -> int:
        """Tell what is sure of one pair: above 0 that A is the role, below 0 the actor."""
        if not is_name(pair.b) and not is_mononym(pair.b) and self._is_called(pair):
            return -1
        if _ROLE_ACTS.search(pair.before):
            return 1
        if pair.is_led or pair in self._turned:
            return -1
        has_a, has_b = (
            self._actors.has(name) or is_mononym(name) or bool(self._actors.called(name))
            for name in (pair.a, pair.b)
        )
        if has_a != has_b:
            return 1 if has_b else -1
        if is_full_nickname(pair.a) or _ACTOR_BEFORE.search(pair.before) or _ACTS.match(pair.after):
            return -1
        return 0

    def _vote(self, pair: Pair) -> int:
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


def _is_role(text: str) -> bool:
    return is_role(text) or _ends_small(text) or CAPITAL_PERSON.fullmatch(text) is not None


def _ends_small(text: str) -> bool:
    """Tell "Kim Bok joo": a name whose last syllable is written small."""
    head, _, last = text.rpartition(" ")
    return last.islower() and has_surname(head)
