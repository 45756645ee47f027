"""What the reviewed drama is called: by the page's data, a label, the title line, the prose.

A title line says more than the title ("Go Ahead is not your typical family story"); which part
of it is the title shows in the post, which goes on to speak of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.names import is_name, is_role
from bot.reading.title_words import (
    CAPITALISED_RUN,
    is_headline,
    is_tagline,
    may_be_title,
    names_in_phrase,
)
from bot.reading.titles import MAX_TITLE, parse_title
from bot.reading.words import NATIVE_RUN, NETWORKS, has_native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading.gathered import Gathered
    from bot.reading.mentions import Mentions
    from bot.reading.model import Known
    from bot.reading.titles import TitleParts

_QUOTED: Final = re.compile(
    r"[“\"‘「『《](?P<a>[^“”\"‘’「」『』《》]{2,80}(?:’[a-z]{1,2}\b[^“”\"‘’]*)?)[”\"’‘」』》]"
)
_PLAIN_QUOTED: Final = re.compile(r"(?<!\w)'(?P<a>[A-Z0-9].{2,80}?)'(?!\w)")
_PARTED: Final = re.compile(r"\s*[:：|•»]\s+|\s+[–—~-]+\s+|\s*[–—]\s*|\s*[!?.]+\s+")
_SUBJECT: Final = re.compile(
    rf"(?:^|(?<=[.!?”\"]\s)|"
    rf"(?<=\n))[“\"‘']?(?P<a>{CAPITALISED_RUN})[”\"’']?\s*(?:\((?P<note>[^()]{{1,60}})\)\s*)?"
    r"(?:is|was)\s+(?:a|an|the)\s+(?:[\w’'–-]+,?\s+){0,5}?"
    r"(?:drama|dramas|k-?drama|c-?drama|j-?drama|series|show|sitcom|adaptation)\b"
)
_WATCHED: Final = re.compile(
    rf"\b(?:finished|watched|watching|completed|binged|reviewing|review (?:of|on|for)|"
    rf"review the (?:[kcj]-?)?(?:drama|series|show)|drama titled|drama called|series titled|"
    rf"series called|thoughts on|obsessed with)\s+(?:was\s+)?"
    rf"(?:the (?:[kcj]-?)?(?:drama|series)\s+)?[“\"‘']?(?P<a>{CAPITALISED_RUN})"
)
_DATED: Final = re.compile(
    rf"(?:\b(?:{NETWORKS})(?:[’']s)?\s+(?:drama\s+|series\s+)?)?[“\"‘']?(?P<a>{CAPITALISED_RUN})[”\"’']?\s*"
    r"\((?:[^()]{0,40}\b)?(?:19[5-9]|20\d)\d(?:[^()]{0,40})?\)"
)
# What names a column and not a drama: "Drama Corner: …", "Drama Special’ …".
_COLUMN_ENDS: Final = (":", "–", "—", "-", "|", "’", "'")
_POSSESSIVE: Final = re.compile(r"(?<=\w)[’']\s+(?=[A-Z0-9])")
# "Moonlit Ledger, the accountant in the palace": titles go on with capitals.
_GLOSS: Final = re.compile(r"(?<=[^\W\d_])(?:,|:|\s[–—|-]) [a-z][^A-Z]*$")
# What follows a title after a colon may be a part of it.
_PARTS: Final = re.compile(r",\s|\s*[–—|]|\s-")
_CALLED: Final = re.compile(
    rf"\b(?:drama|series|[kcj]-?drama|show)s?,?\s+(?:called\s+|"
    rf"titled\s+)?[“\"‘']?(?P<a>{CAPITALISED_RUN})[”\"’']?\s+"
    r"(?:is|was|began|aired|tells|follows|starts|premiered|ran|has|provided|centers|revolves)\b"
)
# As in "It Started with a Kiss (惡作劇之吻)".
_IN_SCRIPT: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN})[”\"’']?\s*[(（](?:[A-Za-z ]{{2,12}}:\s*)?{NATIVE_RUN}"
)
# The prose may use a shorter title: "W (Hangul: 더블유)" of "W Two Worlds".
_LABELLED: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN})[”\"’']?\s*[(（](?:Hangul|Hanja|Kanji|Korean|Chinese|Japanese|Thai)"
    rf"[ \w]{{0,12}}:\s*(?P<native>{NATIVE_RUN})"
)
_IS_DRAMA: Final = re.compile(
    r"[)）],? (?:(?:is|was) )?(?:a|an|the) (?:[\w-]+ ){0,4}(?:drama|series|show)\b"
)
_NEAR: Final = 60
_SAID: Final = 200
_LEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A drama's names.

    Attributes:
        also: Other titles in Latin script.
    """

    title: Fact[str] | None
    native: Fact[str] | None
    also: tuple[Fact[str], ...]


@dataclass(slots=True)
class Naming:
    """Weighs what a post may mean by its title.

    Attributes:
        line: The title line as it stands.
        body: The post without the title line.
        paragraphs: Its prose in order.
    """

    reviewed: str | None
    found: Gathered
    parts: TitleParts
    line: str
    body: Mentions
    paragraphs: tuple[str, ...]
    known: Known | None = None

    def names(self) -> Named:
        """Return the names with their sources."""
        title, also = self._title()
        return Named(title, self._native(title), self._others(title, also))

    def _title(self) -> tuple[Fact[str] | None, tuple[str, ...]]:
        if self.reviewed:
            parts = parse_title(self.reviewed)
            if parts.title:
                return Fact(parts.title, self.reviewed), parts.also
        if self.found.titles:
            return self._labelled()
        if self.parts.title:
            chosen = self._chosen(self.parts.title)
            if chosen:
                return Fact(chosen, self.line), self.parts.also
        return self._in_prose(), ()

    def _labelled(self) -> tuple[Fact[str] | None, tuple[str, ...]]:
        """Of several labelled titles take the one that the title line or the prose uses."""
        facts = self.found.titles
        line = loose(self.line)
        best = max(
            facts,
            key=lambda fact: (
                loose(fact.value) in line if line else False,
                min(1, self.body.of(fact.value) - 1),
            ),
        )
        return best, tuple(fact.value for fact in facts if fact is not best)

    def _chosen(self, title: str) -> str | None:
        """Return the part of a title line that is the drama's title."""
        if self.known is not None:
            named = [part for part in _parts(title) if self.known.is_title(part)]
            if named:
                return max(named, key=lambda part: (self.body.of(part) > 0, len(part)))
        if self.body.of(title) or len(title.split()) == 1:
            return title
        for quoted in _quoted(title):
            if self.body.of(quoted) and may_be_title(quoted):
                return _tidy(quoted)
        in_prose = self._prose_title()
        if in_prose and loose(in_prose) in loose(title):
            return in_prose
        part = self._told_part(title)
        if part and in_prose and " " not in part and loose(part) in loose(in_prose).split():
            return in_prose
        if part and not (in_prose and " " not in part and is_headline(title)):
            return part
        head = _PARTED.split(_GLOSS.sub("", title))[0]
        if len(head) > 1 and (is_tagline(title[len(head) :]) or _GLOSS.search(title)):
            return _tidy(head)
        # A headline that is a sentence names its drama somewhere in the prose.
        return (in_prose or _tidy(title)) if is_headline(title) else _tidy(title)

    def _told_part(self, title: str) -> str | None:
        """Return the part of a headline that the post goes on to speak of."""
        told = [
            part
            for part in _parts(title)
            if part != title and self.body.of(part) and may_be_title(part)
        ]
        for part in sorted(told, key=lambda part: (-self.body.of(part), -len(part))):
            before, _, behind = title.partition(part)
            rest = f"{before} {behind}".strip(" ,:;–—|-")
            parted = (
                _PARTS.match(behind)
                or (not behind and before.rstrip().endswith(_COLUMN_ENDS))
                or (not before and len(rest.split()) > 2 and self.body.of(part) > 1)
            )
            if is_tagline(rest) or (" " in part and parted and not self.body.of(rest)):
                return _tidy(part)
        return None

    def _in_prose(self) -> Fact[str] | None:
        for text in self.paragraphs[:_LEAD]:
            name = self._named_in(text)
            if name:
                return Fact(name, text[:_SAID])
        return self._repeated()

    def _prose_title(self) -> str | None:
        fact = self._in_prose()
        return fact.value if fact else None

    def _named_in(self, text: str) -> str | None:
        if self.known is not None:
            runs: set[str] = set(re.findall(CAPITALISED_RUN, text[:1_000]))
            named = [run for run in runs if self.known.is_title(run)]
            if named:
                return max(named, key=lambda run: (self.body.of(run), len(run)))
        for pattern in (_SUBJECT, _WATCHED, _DATED, _CALLED):
            if pattern is _DATED and "(" not in text:
                continue
            match = pattern.search(text[:1_500])
            note = match.groupdict().get("note") if match else None
            if note and is_name(note):
                # A character with the actor in brackets.
                continue
            if match and may_be_title(match["a"]) and not is_name(_tidy(match["a"]), words=(3, 3)):
                return _tidy(match["a"])
        scripted = _IN_SCRIPT.search(text[:1_000]) if has_native(text[:1_000]) else None
        if scripted and may_be_title(scripted["a"]):
            behind = text[scripted.end() : scripted.end() + _NEAR]
            if not is_name(_tidy(scripted["a"])) or _IS_DRAMA.match(behind):
                return _tidy(scripted["a"])
        quoted = [part for part in _quoted(text[:1_000]) if may_be_title(part)]
        quoted = [part for part in quoted if self.body.of(part) > 1]
        return _tidy(quoted[0]) if quoted and quoted[0][:1].isupper() else None

    def _repeated(self) -> Fact[str] | None:
        """Return the capitalised words that the prose says over and over, if they are no name."""
        lead = "\n".join(self.paragraphs[: 2 * _LEAD])[:4_000]
        runs = {_tidy(run) for run in re.findall(CAPITALISED_RUN, lead)}
        wanted = [run for run in runs if " " in run and may_be_title(run)]
        told = [
            (self.body.of(run), len(run), run)
            for run in wanted
            if not is_name(run) and (len(run.split()) > 2 or not is_role(run))
        ]
        count, _, best = max(told, default=(0, 0, ""))
        return Fact(best, best) if count > 2 else None

    def _native(self, title: Fact[str] | None) -> Fact[str] | None:
        if self.found.natives:
            return self.found.natives[0]
        if self.parts.native:
            return Fact(self.parts.native, self.line)
        for text in self.paragraphs[:_LEAD]:
            native = native_in_prose(text, title.value) if title else None
            if native:
                return Fact(native, text[:_SAID])
        return self.found.aliases[0] if self.found.aliases else None

    def _others(self, title: Fact[str] | None, also: tuple[str, ...]) -> tuple[Fact[str], ...]:
        if title is None:
            return ()
        facts = [*(Fact(name, self.line) for name in also), *self.found.also]
        if not facts:
            return ()
        seen = {loose(title.value), ""}
        others = {loose(fact.value): fact for fact in reversed(facts)}
        return tuple(fact for key, fact in reversed(others.items()) if key not in seen)


def native_in_prose(text: str, title: str) -> str | None:
    """Return native script that stands in brackets right after the title, or a lone Thai run."""
    if not has_native(text):
        return None
    gap = r"[\s”\"’',]*(?:a\.?k\.?a\.?\s*|or\s+|also known as\s+)?"
    match = re.search(
        rf"{re.escape(title)}{gap}[(（/]?\s*(?:[A-Za-z ]{{2,12}}:\s*)?(?P<native>{NATIVE_RUN})",
        text,
        re.IGNORECASE,
    )
    labelled = _LABELLED.search(text) if match is None else None
    if labelled and loose(title).startswith(loose(labelled["a"])):
        match = labelled
    if match:
        return re.split(r"[,;]", match["native"])[0].strip()
    runs = {run.strip() for run in re.findall(r"[\u0e00-\u0e7f][\u0e00-\u0e7f ]{2,60}", text)}
    return runs.pop() if len(runs) == 1 else None


def _parts(title: str) -> Iterator[str]:
    """Yield the title and every part of it that could be one."""
    yield title
    yield from _quoted(title)
    pieces = [piece for piece in _PARTED.split(title) if piece]
    yield from pieces
    yield from (piece.split(", ")[0] for piece in pieces if ", " in piece)
    yield from _POSSESSIVE.split(title)[1:]
    for piece in pieces:
        yield from names_in_phrase(piece)


def _quoted(text: str) -> list[str]:
    found = (*_QUOTED.finditer(text), *_PLAIN_QUOTED.finditer(text))
    return [match["a"].strip(" ,.") for match in found]


def _tidy(text: str) -> str:
    return re.sub(r"[’']s$", "", text.strip(' ,.:;–—|“”"‘').rstrip("’'"))[:MAX_TITLE]
