"""Discord Markdown of ours read again: its lines, taken apart, joined and hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.markdown import (
    AS_IS,
    CODE,
    EMPHASIS,
    HIDDEN,
    STRIKE,
    STRONG,
    UNDERLINE,
    Run,
    render,
    spoiler_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FLAGS: Final = {
    "**": STRONG,
    "*": EMPHASIS,
    "_": EMPHASIS,
    "__": UNDERLINE,
    "~~": STRIKE,
    "||": HIDDEN,
}
PARAGRAPHS: Final = re.compile(r"\n(?:[ \t]*\n)+")
_PREFIX: Final = re.compile(r"(?:> )?(?: *(?:- |\d+\. )| +(?=\S))?(?:#{1,3} |-# )?")
_ITEM: Final = re.compile(r"(?:> )?(?: *(?:- |\d+\. )| {2,})")
_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[^\w\s]|_)"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<mark>\*\*|\*|__|_|~~|\|\|)"
    r"|\]\((?P<link>[^\s()]+)\)"
    r"|(?P<open>\[)"
    r"|(?P<as_is><[^\s<>][^<>\n]*>|https?://[^\s<>]+)"
    r"|(?P<text>(?:(?!https?://)[^\\`*_~|\[\]<])+|.)",
    re.DOTALL,
)


@dataclass(slots=True)
class Line:
    """A line taken apart.

    Attributes:
        prefix: What makes it a quote, an item of a list or a heading, or indents it.
        runs: The rest.
        still_open: The marks that a later line closes, in the order they were opened in.
    """

    prefix: str
    runs: list[Run] = field(default_factory=list)
    still_open: tuple[str, ...] = ()


def read_line(line: str, opened: tuple[str, ...] = ()) -> Line:
    """Take a line apart.

    Args:
        line: Of Markdown of ours.
        opened: The marks that earlier lines left open.
    """
    prefix = _PREFIX.match(line)
    read = Line(prefix[0] if prefix else "")
    marks = list(opened)
    style = sum({FLAGS[mark] for mark in marks})
    held: list[str] = []
    link_from: int | None = None

    def end_run() -> None:
        if held:
            read.runs.append(Run("".join(held), style))
            held.clear()

    for token in _TOKEN.finditer(line, len(read.prefix)):
        kind, text = token.lastgroup, token[token.lastgroup or 0]
        if kind in {"text", "escaped"}:
            held.append(text)
            continue
        end_run()
        if kind == "mark":
            style ^= FLAGS[text]
            if text in marks:
                marks.remove(text)
            else:
                marks.append(text)
        elif kind == "open":
            link_from = len(read.runs)
        elif kind == "link" and link_from is not None:
            read.runs[link_from:] = [run._replace(link=text) for run in read.runs[link_from:]]
            link_from = None
        elif kind == "code":
            read.runs.append(Run(text, style | CODE))
        else:
            read.runs.append(Run(token[0], style | AS_IS))
    end_run()
    read.still_open = tuple(marks)
    return read


def join(paragraphs: Iterable[str]) -> str:
    """Join paragraphs of Markdown; those of one list or quote follow each other closely."""
    parts: list[str] = []
    last = ""
    for paragraph in paragraphs:
        if not paragraph.strip():
            continue
        if last:
            is_list = _ITEM.match(last) and _ITEM.match(paragraph)
            is_quote = last.startswith("> ") and paragraph.startswith("> ")
            parts.append("\n" if is_list else "\n> \n" if is_quote else "\n\n")
        parts.append(paragraph)
        last = paragraph[paragraph.rfind("\n") + 1 :]
    return "".join(parts)


def hide(markdown: str) -> str:
    """Hide all of a text behind spoiler marks: one for each paragraph, item and heading."""
    hidden = (_hidden(paragraph) for paragraph in PARAGRAPHS.split(markdown))
    return "\n\n".join(part for part in hidden if part)


def without_words(markdown: str, count: int) -> str:
    """Leave out the first ``count`` words that a reader sees."""
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        read = read_line(line)
        words = list(words_in(read.runs))
        if count < len(words):
            kept = read.prefix + render(spaced(words[count:]))
            return "\n".join([kept if count else line, *lines[number + 1 :]]).strip("\n")
        count -= len(words)
    return ""


def words_in(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Give the words, each in as many runs as it has styles."""
    word: list[Run] = []
    for run in runs:
        if run.style & AS_IS:
            word.append(run)
            continue
        for piece in re.split(r"(\s+)", run.text):
            if piece and not piece.isspace():
                word.append(run._replace(text=piece))
            elif piece and word:
                yield word
                word = []
    if word:
        yield word


def spaced(words: Iterable[Sequence[Run]]) -> Iterator[Run]:
    """Put words together again, a space between them."""
    for number, word in enumerate(words):
        if number:
            yield Run(" ")
        yield from word


def _hidden(paragraph: str) -> str:
    """Hide a paragraph; a mark around items of a list or quotes would end their being such."""
    hidden: list[str] = []
    held: list[str] = []
    opened: tuple[str, ...] = ()
    for line in paragraph.split("\n"):
        read = read_line(line, opened)
        opened = read.still_open
        runs = [run._replace(style=run.style & ~(HIDDEN | CODE)) for run in read.runs]
        text = render(runs)
        if not read.prefix.strip():
            held += [text] if text else []
            continue
        if held:
            hidden.append(spoiler_of("\n".join(held)))
            held = []
        if text:
            hidden.append(read.prefix + spoiler_of(text))
    if held:
        hidden.append(spoiler_of("\n".join(held)))
    return "\n".join(hidden)
