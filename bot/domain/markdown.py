"""Discord Markdown of ours: text in styles, written so that nothing in it is half open.

Every line is balanced in itself, so that lines can be taken, left out and parted freely. Styles
nest in one order (spoiler, link, strike, underline, strong, emphasis), which is the one that
Discord's own patterns read without doubt; where two marks would run into each other, the less
important one is left out.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EMPHASIS: Final = 1
STRONG: Final = 2
UNDERLINE: Final = 4
STRIKE: Final = 8
HIDDEN: Final = 16
CODE: Final = 32
AS_IS: Final = 64
"""Of a run that is Markdown already, such as a mention of ours: it is neither escaped nor cut."""

_MARKS: Final = {STRIKE: "~~", UNDERLINE: "__", STRONG: "**"}
_NESTING: Final = (HIDDEN, 0, STRIKE, UNDERLINE, STRONG, EMPHASIS)
_MARKUP: Final = re.compile(r"[\\*_~|`\[\]<>@]")
_ESCAPES: Final = {ord(char): f"\\{char}" for char in "\\*_~|`[]<>@"}
_LINE_START: Final = re.compile(r"^(\s*)(?:(#{1,3}|-#|[-+])|(\d+)([.)]))(?=\s|$)", re.MULTILINE)
# Control characters but tab and newline, lone surrogates, and marks that turn the reading
# direction round.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_ADDRESS: Final = re.compile(
    r"://|\bwww\.|[\w-]{2}\.(?:com|net|org|info|io|co|tv|me|gg|app|dev|xyz|link|site|blog|kr|jp|cn|"
    r"tw|th|hk|uk|us|eu|de|fr|ru|ly|to|be)\b",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\]")
_UNBALANCED: Final = re.compile(r"[\[\]]")
_EMPHASISED: Final = re.compile("\x00([^\x00\x01]*)\x01")


class Run(NamedTuple):
    """Text in one style.

    Attributes:
        text: As it is to be read, not escaped, on one line.
        style: ``EMPHASIS``, ``STRONG`` and so on, or-ed together.
        link: Where the text leads, ready for Markdown: ``bot.reading.pages.marking.target_of``.
    """

    text: str
    style: int = 0
    link: str | None = None


def clean(text: str) -> str:
    """Return a text without control and direction characters, its lines parted by line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isprintable() else _CONTROLS.sub("", text)


def escape(text: str) -> str:
    """Return a text that shows as written: no markup, mention or link of its own.

    May be up to twice as long as the text.
    """
    escaped = _LINE_START.sub(_escaped_start, escape_words(clean(text)))
    return _BLANK_LINES.sub("\n\n", escaped).strip()


def escape_words(text: str) -> str:
    """Escape text that stands inside a line, where a number or dash makes no list."""
    escaped = text.translate(_ESCAPES) if _MARKUP.search(text) else text
    escaped = escaped.replace("://", "\\://")
    # A link before it would go on to here: its pattern knows no escapes.
    return escaped.replace("](", "]\\(")


def render(runs: Iterable[Run]) -> str:
    """Write one line of Markdown, balanced, without white space at its ends.

    Emphasis never stands around white space alone, and pieces that are emphasised alike are
    joined over it. A link whose text looks like an address shows its real address instead.
    """
    joined = _readable(_joined(runs))
    if not joined:
        return ""
    if len(joined) == 1 and not joined[0].style and joined[0].link is None:
        line = escape_words(joined[0].text)
    else:
        line = _nested(joined, 0)
        if "\x00" in line:
            line = _EMPHASISED.sub(_emphasised, line)
    return _LINE_START.sub(_escaped_start, line)


def plain_of(runs: Sequence[Run]) -> str:
    """Return what a reader sees of the runs."""
    return "".join(run.text for run in runs)


def marks_of(run: Run) -> int:
    """Return the most characters that a run's style and link may add to its text."""
    marks = 2 * sum(len(mark) for flag, mark in _MARKS.items() if run.style & flag)
    marks += 5 if run.style & HIDDEN else 0
    marks += 2 * bool(run.style & (EMPHASIS | CODE))
    return marks + (len(run.link) + 4 if run.link else 0)


def _escaped_start(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[1]}\\{match[2]}"
    # A backslash before a digit would be shown.
    return f"{match[1]}{match[3]}\\{match[4]}"


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join what is styled alike; white space belongs to what stands on both sides of it."""
    joined: list[Run] = []
    words: list[str] = []  # of the last one: joined once, however many there are
    gap = False
    for run in runs:
        style, link = run.style, run.link
        text = run.text if style & AS_IS else clean(run.text)
        said = text if style & AS_IS else " ".join(text.split())
        if not said:
            gap = gap or bool(text)
            continue
        style = _allowed(said, style, link)
        if joined:
            last = joined[-1]
            gap = gap or text[0].isspace()
            alike = (last.style, last.link) == (style, link)
            if alike and not (gap and style & (CODE | AS_IS)):
                words += (" ", said) if gap else (said,)
                gap = text[-1].isspace()
                continue
            joined[-1] = last._replace(text="".join(words))
            if gap:
                joined.append(_gap(last, style, link))
        joined.append(Run(said, style, link))
        words = [said]
        gap = text[-1].isspace()
    if joined:
        joined[-1] = joined[-1]._replace(text="".join(words))
    return joined


def _readable(runs: list[Run]) -> list[Run]:
    """Leave out links and strikes that Discord would not read as such."""
    readable: list[Run] = []
    for _, group in groupby(runs, lambda run: (run.style & HIDDEN, run.link)):
        linked = list(group)
        if linked[0].link and _UNBALANCED.search(_BRACKETED.sub("", plain_of(linked))):
            linked = [run._replace(link=None) for run in linked]
        readable += linked
    for i in range(len(readable) - 1, 0, -1):
        # No strike may be followed by an underscore.
        if readable[i].style & (STRIKE | UNDERLINE) == UNDERLINE and readable[i - 1].style & STRIKE:
            for j in range(i - 1, -1, -1):
                if not readable[j].style & STRIKE:
                    break
                readable[j] = readable[j]._replace(style=readable[j].style & ~STRIKE)
    return _joined(readable) if readable != runs else runs


def _allowed(text: str, style: int, link: str | None) -> int:
    """Leave out what Discord would misread: code is only code where nothing in it is markup."""
    if style & CODE and (style != CODE or link or _MARKUP.search(text) or "://" in text):
        style &= ~CODE
    if style & STRIKE and "~" in text:
        style &= ~STRIKE
    return style


def _gap(last: Run, style: int, link: str | None) -> Run:
    """Return the space between two runs, in as many of their outer styles as they share."""
    shared = 0
    for flag in _NESTING:
        if flag:
            if (last.style ^ style) & flag:
                return Run(" ", shared, None if flag == HIDDEN else link)
            shared |= style & flag
        elif last.link != link:
            return Run(" ", shared)
    return Run(" ", shared, link)


def _nested(runs: list[Run], level: int) -> str:
    """Write the runs in the styles from ``level`` of the nesting on inwards."""
    if level == len(_NESTING):
        return "".join(map(_innermost, runs))
    flag = _NESTING[level]
    if not any(run.style & flag if flag else run.link for run in runs):
        return _nested(runs, level + 1)
    parts: list[str] = []
    for key, group in groupby(runs, lambda run: run.style & flag if flag else run.link):
        grouped = list(group)
        inner = _nested(grouped, level + 1)
        parts.append(_wrapped(inner, flag, key, grouped) if key else inner)
    return "".join(parts)


def _wrapped(inner: str, flag: int, key: int | str, runs: list[Run]) -> str:
    if isinstance(key, str):
        return _linked(inner, key, plain_of(runs))
    if flag == HIDDEN:
        return spoiler_of(inner)
    if flag == EMPHASIS:
        return f"\x00{inner}\x01"
    mark = _MARKS[flag]
    return f"{mark}{inner}{mark}"


def spoiler_of(markdown: str) -> str:
    """Hide Markdown without spoilers of its own behind one mark."""
    # An escaped bar right before the closing mark would be taken for a part of it.
    return f"||{markdown} ||" if markdown.endswith("|") else f"||{markdown}||"


def _linked(inner: str, link: str, shown: str) -> str:
    if _ADDRESS.search(shown):
        return f"<{link}>"
    return f"[{inner}]({link})"


def _innermost(run: Run) -> str:
    if run.style & AS_IS:
        return run.text
    return f"`{run.text}`" if run.style & CODE else escape_words(run.text)


def _emphasised(match: re.Match[str]) -> str:
    """Choose the mark that its neighbours leave unambiguous, or none."""
    line, inner = match.string, match[1]
    around = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    if not any(char.isalnum() or char in set("_~\x00\x01") for char in around):
        return f"_{inner}_"
    if not any(char in set("*\x00\x01") for char in around):
        return f"*{inner}*"
    return inner
