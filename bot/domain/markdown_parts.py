"""Discord Markdown of ours cut to a limit, or parted within one.

What a part leaves open is closed in it and opened again in the next one, and so are lists and
quotes. Everything takes time in proportion to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.markdown import AS_IS, HIDDEN, Run, escape_words, marks_of, render
from bot.domain.markdown_lines import FLAGS, PARAGRAPHS, Line, read_line, spaced, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELLIPSIS: Final = "…"
_SENTENCE_END: Final = re.compile(r"[.!?…。！？]+[\"'”’)\]]*$")


def split(markdown: str, limit: int) -> list[str]:
    """Part a text at paragraphs, then lines, then sentences, then words.

    Args:
        markdown: Of ours; a blank one has no parts.
        limit: The most characters a part may have, at least 20.
    """
    parts: list[str] = []
    held = ""
    for piece, gap in _pieces(markdown, limit):
        joined = f"{held}{gap}{piece}"
        if held and gap and len(joined) <= limit:
            held = joined
            continue
        if held:
            parts.append(held)
        held = piece
    return [*parts, held] if held else parts


def clip(markdown: str, limit: int) -> str:
    """Cut a text to ``limit`` characters, at a word, leaving nothing open."""
    if len(markdown) <= limit:
        return markdown
    kept: list[str] = []
    room = limit - len(_ELLIPSIS)
    opened: tuple[str, ...] = ()
    for line in markdown.split("\n"):
        read = read_line(line, opened)
        taken = len(line) + bool(kept)
        if taken + _closing_size(read.still_open) > room:
            left = room - _closing_size(opened) - bool(kept)
            cut = _cut(read, left, opened, sliced=not kept)
            if cut:
                kept.append(cut)
            break
        kept.append(line)
        room -= taken
        opened = read.still_open
    while kept and not read_line(kept[-1]).runs:
        kept.pop()
    return "\n".join(kept) + _ELLIPSIS + "".join(reversed(opened)) if kept else ""


def _pieces(markdown: str, limit: int) -> Iterator[tuple[str, str]]:
    """Give pieces within the limit, each with what parts it from the one before if they fit."""
    for paragraph in PARAGRAPHS.split(markdown.strip("\n")):
        if not paragraph.strip():
            continue
        if len(paragraph) <= limit:
            yield paragraph, "\n\n"
            continue
        gap = "\n\n"
        opened: tuple[str, ...] = ()
        for line in paragraph.split("\n"):
            read = read_line(line, opened)
            is_balanced = not opened and not read.still_open
            opened = read.still_open
            if is_balanced and len(line) <= limit:
                if line.strip():
                    yield line, gap
                gap = "\n"
                continue
            for part in _chunks(read, limit):
                yield part, gap
                gap = ""
            gap = "\n"


@dataclass(slots=True)
class _Filling:
    """Words that are put together until they take ``room`` characters when written."""

    room: int
    words: list[list[Run]] = field(default_factory=list)
    size: int = 0
    _last: tuple[int, str | None] = (0, None)

    def fits(self, word: list[Run]) -> bool:
        return self.size + self._cost(word) <= self.room

    def add(self, word: list[Run]) -> None:
        self.size += self._cost(word)
        self.words.append(word)
        self._last = word[-1].style, word[-1].link

    def _cost(self, word: list[Run]) -> int:
        last = self._last
        cost = int(bool(self.words))
        for run in word:
            cost += len(run.text if run.style & AS_IS else escape_words(run.text))
            if (run.style, run.link) != last:
                cost += marks_of(run)
                last = run.style, run.link
        return cost


def _chunks(line: Line, limit: int) -> Iterator[str]:
    prefix = line.prefix if len(line.prefix) <= limit // 2 else ""
    room = limit - len(prefix) - 1  # for the backslash before what would begin a list
    filling = _Filling(room)
    for word in words_in(line.runs):
        for part in _short_enough(word, room):
            if not filling.fits(part) and filling.words:
                words, rest = _at_sentence(filling.words)
                yield prefix + render(spaced(words))
                filling = _Filling(room)
                for one in rest:
                    filling.add(one)
                if not filling.fits(part) and filling.words:
                    yield prefix + render(spaced(filling.words))
                    filling = _Filling(room)
            filling.add(part)
    text = render(spaced(filling.words))
    if text:
        yield prefix + text


def _cut(line: Line, room: int, opened: tuple[str, ...], *, sliced: bool) -> str:
    """Return as many of a line's words as fit; the marks opened before it stay open."""
    around = sum({FLAGS[mark] for mark in opened})
    room -= len(line.prefix) + 1
    filling = _Filling(room)
    for word in words_in(line.runs):
        runs = [run._replace(style=run.style & ~around) for run in word]
        if not filling.fits(runs):
            if sliced and not filling.words and room > 0:
                part = next(iter(_short_enough(runs, room)))
                if filling.fits(part):
                    filling.add(part)
            break
        filling.add(runs)
    text = render(spaced(filling.words))
    return line.prefix + text if text else ""


def _short_enough(word: list[Run], room: int) -> Iterator[list[Run]]:
    """Give a word whole, or in slices if it is longer than a whole part."""
    if _Filling(room).fits(word):
        yield word
        return
    for run in word:
        if run.style & AS_IS:
            run = Run(run.text.strip("<>"), run.style & HIDDEN)  # half a mention is none
        marks = marks_of(run)
        if marks > room // 2:
            run = Run(run.text, run.style & HIDDEN)
            marks = marks_of(run)
        width = max(1, (room - marks - 1) // 2)
        for start in range(0, len(run.text), width):
            yield [run._replace(text=run.text[start : start + width])]


def _at_sentence(words: list[list[Run]]) -> tuple[list[list[Run]], list[list[Run]]]:
    """Part words at the last sentence's end in their second half, or after all of them."""
    for number in range(len(words), len(words) // 2, -1):
        if _SENTENCE_END.search(words[number - 1][-1].text):
            return words[:number], words[number:]
    return words, []


def _closing_size(opened: tuple[str, ...]) -> int:
    return sum(map(len, opened))
