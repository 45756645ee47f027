"""What the reviewed drama is called: by the page's data, a label, the title line, the prose.

A title line says more than the title ("Go Ahead is not your typical family story"); which part
of it is the title shows in the post, which goes on to speak of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.reading.casts.names import has_surname, is_name
from bot.reading.drama_names.named_prose import ProseTitles, quoted_in, same_words, tidy_title
from bot.reading.drama_names.native import bare_native, native_beside, native_in_prose
from bot.reading.drama_names.title_words import (
    is_headline,
    is_sentence_case,
    is_tagline,
    may_be_title,
    names_in_phrase,
    runs_in,
)
from bot.reading.drama_names.titles import parse_title
from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.lines import names_picture
from bot.reading.stated.labels import labels_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading.drama_names.titles import TitleParts
    from bot.reading.mentions import Mentions
    from bot.reading.model import Known
    from bot.reading.stated.gathered import Gathered

_PARTED: Final = re.compile(
    r"\s*[:：|•»]\s+|\s+[–—~-]+\s+|\s*[–—]\s*|-\s+|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)\s*[!?.]+\s+"
)
# What names a column and not a drama: "Drama Corner: …", "Drama Special’ …".
_COLUMN_ENDS: Final = (":", "–", "—", "-", "|", "’", "'", "»", "›", ">", "•", "·", "~", "/")
_POSSESSIVE: Final = re.compile(r"(?<=\w)[’']\s+(?=[A-Z0-9])")
# "Moonlit Ledger, the accountant in the palace": titles go on with capitals.
_GLOSS: Final = re.compile(r"(?<=[^\W\d_])(?:,|:|\s[–—|-]) [a-z][^A-Z]*$")
# What follows a title after a colon may be a part of it.
_PARTS: Final = re.compile(r",\s|\s*[–—|]|\s-")
# Titles that stand in one line.
_LISTED: Final = re.compile(r",\s+|\s+(?:or|aka|a\.k\.a\.|/)\s+")
_SHORTEST_CRY: Final = 4
_LONG_HEADLINE: Final = 5
_SAID: Final = 200
_MORE: Final = 8
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
# A table's cell with its label, and a song with its singer.
_IS_LABEL: Final = re.compile(
    r"\W*(?:\w+ )?(?:native|hangul|hangeul|hanja|kanji|title|name|original|korean|chinese|japanese|"
    r"thai)\b",
    re.IGNORECASE,
)
_BEHIND_SINGER: Final = re.compile(r"[A-Za-z].*\s[–—-]\s.*[^\x00-\u10ff]")
_LATIN: Final = re.compile(r"[A-Za-z]{3}")


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
        return self._prose().best(), ()

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
        others = tuple(fact.value for fact in facts if fact is not best)
        first, *listed = self._listed(best.value)
        return Fact(first, best.source), (*listed, *others)

    def _listed(self, names: str) -> list[str]:
        """Part "Healer, The Healer" if the post calls the drama by one of them."""
        parts = [part for part in _LISTED.split(names) if part]
        own = loose(self.parts.title or "")
        # The label itself is counted once.
        if len(parts) < 2 or self.body.of(names) > 1 or loose(names) == own:
            return [names]
        told = [part for part in parts if loose(part) == own or self.body.of(part) > 1]
        if not told or not all(part[:1].isupper() and may_be_title(part) for part in parts):
            return [names]
        return [told[0], *(part for part in parts if part != told[0])]

    def _chosen(self, title: str) -> str | None:
        """Return the part of a title line that is the drama's title."""
        if self.known is not None:
            named = [
                part
                for part in (*_parts(title), *runs_in(title))
                if self.known.is_title(part)
                and may_be_title(part)
                # "Nirvana in Fire 2" is another than the first.
                and not re.search(rf"{re.escape(part)} (?:\d|II)\b", title)
            ]
            if named:
                return max(named, key=lambda part: (self.body.of(part) > 0, len(part)))
        if self.body.of(title):
            return title
        if self._is_bare_headline(title):
            prose = self._prose()
            told = prose.defined() or (prose.announced() if is_sentence_case(title) else None)
            if told and not same_words(told, title):
                return told
        for other in self.parts.also:
            # "The One with the Accountant (Moonlit Ledger)".
            if self.body.of(other) and may_be_title(other):
                return other
        if len(title.split()) == 1:
            return title
        for quoted in (*quoted_in(title), *quoted_in(self.line)):
            if self.body.of(quoted) and may_be_title(quoted):
                return tidy_title(quoted)
        best = self._prose().best()
        in_prose = best.value if best else None
        part = self._told_part(title)
        if in_prose and re.match(rf"{re.escape(loose(in_prose))} (?:\d|ii)\b", loose(title)):
            # "Nirvana in Fire 2: …" is told of beside the first one.
            return tidy_title(title)
        if in_prose and loose(in_prose) in loose(title):
            return part if part and part.startswith(f"{in_prose}:") else in_prose
        if part and in_prose and " " not in part and loose(part) in loose(in_prose).split():
            return in_prose
        if part and not (in_prose and " " not in part and is_headline(title)):
            return part
        head = _PARTED.split(_GLOSS.sub("", title))[0]
        if len(head) > _SHORTEST_CRY and head.isupper() and not title.isupper():
            return tidy_title(head)
        if len(head) > 1 and (is_tagline(title[len(head) :]) or _GLOSS.search(title)):
            return tidy_title(head)
        cited = [one for one in quoted_in(self.line) if one[:1].isupper() and may_be_title(one)]
        if len(cited) == 1 and not in_prose:
            return tidy_title(cited[0])
        # A headline that is a sentence names its drama somewhere in the prose.
        in_prose = in_prose if is_headline(title) else None
        return in_prose or self._told_run(title) or tidy_title(title)

    def _prose(self) -> ProseTitles:
        headings = (b.text for b in self.found.prose[:_MORE] if b.kind is BlockKind.HEADING)
        return ProseTitles(self.paragraphs, self.body, tuple(headings), self.known)

    def _is_bare_headline(self, title: str) -> bool:
        """Tell a title line that is words only: neither a year, nor native script, nor a review."""
        parts = self.parts
        marked = parts.says_review or parts.year or parts.native or parts.also
        return not marked and loose(title) == loose(self.line.partition(" | ")[0])

    def _told_run(self, title: str) -> str | None:
        """Return the words of a headline that the post repeats as a name, if no person's."""
        if len(title.split()) < _LONG_HEADLINE:
            return None
        told = [run for run in runs_in(title) if self.body.of(run) > 1]
        told = [run for run in told if not (is_name(run) and has_surname(run))]
        return max(told, key=len, default=None)

    def _told_part(self, title: str) -> str | None:
        """Return the part of a headline that the post goes on to speak of."""
        told = [
            part
            for part in _parts(title)
            if part != title and self.body.of(part) and may_be_title(part)
        ]
        for part in sorted(told, key=lambda part: (-self._told_whole(part, told), -len(part))):
            before, _, behind = title.partition(part)
            rest = f"{before} {behind}".strip(" ,:;–—|-")
            parted = (
                _PARTS.match(behind)
                or (":" in part and behind.startswith(":"))
                or (not behind and before.rstrip().endswith(_COLUMN_ENDS))
                or (not before and len(rest.split()) > 2 and self.body.of(part) > 1)
            )
            is_more_told = self.body.of(part) > self.body.of(rest)
            if is_tagline(rest) or (" " in part and parted and is_more_told):
                return tidy_title(part)
        return None

    def _told_whole(self, part: str, told: list[str]) -> int:
        """Count how often a part is told of, as the beginning of a longer one not at all."""
        longer = any(one.startswith(f"{part}:") for one in told)
        return 0 if longer else self.body.of(part)

    def _native(self, title: Fact[str] | None) -> Fact[str] | None:
        """Take a labelled one, then what the title line or the prose has beside the title."""
        natives, aliases = self.found.natives, self.found.aliases
        told = [
            fact
            for fact in natives
            if labels_in(fact.source) or _IS_LABEL.match(fact.source) or self._names(title, fact)
        ]
        # Of "九家의書" and "구가의 서" the second is how Koreans write it.
        hangul = [
            fact for fact in told if _HANGUL.search(fact.value) and _HAN.search(told[0].value)
        ]
        for fact in (*hangul, *told):
            return Fact(bare_native(fact.value), fact.source)
        if self.parts.native:
            return Fact(bare_native(self.parts.native), self.line)
        plain = [fact for fact in natives if not _LATIN.search(fact.source)]
        names = (title.value, *self.parts.also) if title else ()
        texts = [block.text for block in self.found.prose[:_MORE] if block.text]
        for find in (native_beside, native_in_prose):
            if find is native_in_prose and plain:
                break
            for text in texts:
                native = next(filter(None, (find(text, name) for name in names)), None)
                if native:
                    return Fact(native, text[:_SAID])
        # "여우비 (Fox Rain)" behind a singer's name is a song.
        apart = [fact for fact in natives if not _BEHIND_SINGER.search(fact.source)]
        for fact in (*plain, *aliases, *apart):
            return Fact(bare_native(fact.value), fact.source)
        return None

    def _names(self, title: Fact[str] | None, fact: Fact[str]) -> bool:
        """Tell native script with the title beside it."""
        return title is not None and loose(title.value) in loose(fact.source)

    def _others(self, title: Fact[str] | None, also: tuple[str, ...]) -> tuple[Fact[str], ...]:
        if title is None:
            return ()
        told = (*(Fact(name, self.line) for name in also), *self.found.also)
        facts = [fact for fact in told if not names_picture(fact.value)]
        if not facts:
            return ()
        seen = {loose(title.value), ""}
        others = {loose(fact.value): fact for fact in reversed(facts)}
        return tuple(fact for key, fact in reversed(others.items()) if key not in seen)


def _parts(title: str) -> Iterator[str]:
    """Yield the title and every part of it that could be one."""
    yield title
    yield from (title[: match.start()] for match in _PARTED.finditer(title))
    yield from quoted_in(title)
    pieces = [piece for piece in _PARTED.split(title) if piece]
    yield from pieces
    yield from (piece.split(", ")[0] for piece in pieces if ", " in piece)
    yield from _POSSESSIVE.split(title)[1:]
    for piece in pieces:
        yield from names_in_phrase(piece)
