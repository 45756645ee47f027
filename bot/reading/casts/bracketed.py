"""Pairs of names that brackets make: ``a (b)``, with what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.reading.casts.names import NAME, has_surname, is_name, trimmed
from bot.reading.words import NATIVE_CHAR, has_native

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADJECTIVES: Final = r"(?:the |a |an )?(?:[a-z-]+ ){0,3}?(?:actor |actress |idol |singer )?"
_PAIR: Final = re.compile(
    rf"(?P<a>(?:[A-Z][a-z]+ of (?:the )?)?{NAME}(?:\s[a-z]{{2,5}}(?=\s?[(\[]))?)(?:[’']s)?\s*"
    r"(?:\((?P<round>[^()]{2,80})\)|\[(?P<square>[^\[\]]{2,60})\])"
)
# As in "a younger woman (Chae Soo Bin as the other Yoon)".
AS_INSIDE: Final = re.compile(rf"\((?P<actor>{NAME}) as (?:the )?(?P<role>\w[\w’' -]{{1,40}})\)")
PLAYED_BY: Final = re.compile(
    r"(?:who(?:’s|'s| is| was) |is |was )?(?:wonderfully |brilliantly |superbly )?"
    r"(?:(?:played|portrayed|acted)(?: \w+ly)?|cameo|(?:special|guest) appearance|voiced) by\s+"
    rf"{_ADJECTIVES}(?P<actor>{NAME}|{NATIVE_CHAR}{{2,8}})"
)
# As in "Hyun Bin (playing Kim Joo-won)" and "Yoon Sang-hyun (who plays Oska)".
AS_ROLE: Final = re.compile(
    rf"(?:as|(?:who |he |she )?(?:is )?(?:play(?:s|ed|ing)|portray(?:s|ed|ing))(?: as)?"
    rf"(?: the (?:role|part|character) of)?)\s+(?:the )?({NAME})(?:[,;].*)?"
)
# As in "Park Saeroyi (Park Seojoon who just picks hit after hit)".
_WITH_CLAUSE: Final = re.compile(
    rf"({NAME}),?\s+(?:who|whom|from|of|in|last seen|best known|known|you|he|she|i|aka|is|was)\b.*"
)
_GROUP_OF: Final = re.compile(r"^[\w.-]+[’']s\s+(?=[A-Z])")
_BEHIND: Final = re.compile(r"\s*(?:/|,|;|\s[–-]\s|\bfrom\b|\bof\b)\s*")
_LED: Final = re.compile(
    r"(?:(?:^|\n)\s*with|\b(?:starring|stars|featuring|cast|actors))\s*:?\s*$", re.IGNORECASE
)
_LINE_START: Final = re.compile(r"(?:^|\n)[^\w\n]*(?:\d{1,2}[.)]\s*)?$")
_LINE_END: Final = re.compile(r"\s*(?:$|\n|[–—:|-])")
_COMMA: Final = re.compile(r"\s*[,;|·•]?\s*(?:and |& |with )?\s*")
# "(which I cannot stomach because of ...)" names nobody.
_CLAUSE: Final = re.compile(r"(?:which|who|that|where|because|but|and|even|yes|no)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """``a (b)`` with what stands around it.

    Attributes:
        in_list: Whether it begins and fills a line.
        part: In which paragraph it stands.
        in_run: Whether it is one of several that only commas part.
        is_led: Whether such a word as "starring" stands before the first of them.
    """

    a: str
    b: str
    before: str
    after: str
    source: str
    in_list: bool
    part: int
    in_run: bool = False
    is_led: bool = False


def in_runs(pairs: list[Pair]) -> list[Pair]:
    """Mark those that follow one another, three or more, with nothing but a comma between."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        last = runs[-1][-1] if runs else None
        joined = last and last.part == pair.part and _COMMA.match(last.after)
        if last and joined and last.after[joined.end() :].startswith(pair.source[:20]):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [
        replace(pair, in_run=True, is_led=bool(_LED.search(run[0].before)))
        if len(run) > 2
        else pair
        for run in runs
        for pair in run
    ]


def pairs_in(text: str, part: int) -> Iterator[Pair]:
    """Yield the pairs of a paragraph, which is the post's ``part``-th."""
    for match in _PAIR.finditer(text):
        a = trimmed(match["a"])
        inner = (match["round"] or match["square"]).strip()
        if AS_INSIDE.fullmatch(f"({inner})"):
            continue
        told = _WITH_CLAUSE.fullmatch(inner)
        if told and not PLAYED_BY.match(inner):
            inner = told[1]
        if _CLAUSE.match(inner) and not PLAYED_BY.match(inner) and not AS_ROLE.fullmatch(inner):
            continue
        if not PLAYED_BY.match(inner) and not AS_ROLE.fullmatch(inner):
            inner = _latin_of(_BEHIND.split(_GROUP_OF.sub("", inner)))
        start = match.start("a") + len(match["a"]) - len(a)
        before, after = text[max(0, start - 40) : start], text[match.end() : match.end() + 90]
        is_line = bool(_LINE_START.search(before) and _LINE_END.match(after))
        yield Pair(a, inner, before, after, match[0], is_line, part)


def _latin_of(parts: list[str]) -> str:
    """Of "박민영 / Park Min Young" and "Park Min Young 박민영" return the romanised name."""
    latin = [part for part in parts if not has_native(part)] or parts
    # As in "(Korea’s Grandmother, Kim Young-ok)".
    first = next((part for part in latin if is_name(part) and has_surname(part)), latin[0])
    return re.sub(rf"\s*{NATIVE_CHAR}+\s*", " ", first).strip() or first.strip()
