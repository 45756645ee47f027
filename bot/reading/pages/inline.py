"""The lines of a block while its elements are walked: as plain text, and as Discord Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.domain.markdown import HIDDEN, STRONG, Run, render
from bot.reading.pages.marking import LARGE
from bot.reading.pages.shapes import key_of
from bot.reading.stated.labels import label_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CELL: Final = Run("\t")
_BETWEEN_CELLS: Final = Run(" · ")
_ENDS_LABEL: Final = re.compile(r"\s*[:：;,.(–—=-]")
_LONGEST_FACT: Final = 120
_ROWS: Final = 2


class Chunk(NamedTuple):
    """Lines with no empty one between them.

    Attributes:
        lines: As plain text, with a tab between the cells of a table's row.
        marked: The same lines as Markdown; empty where there is no markup.
        is_bold: Whether all of it is strong, or larger than the rest.
        is_headed: Whether its first line alone is.
        is_hidden: Whether the author hides some of it as a spoiler.
    """

    lines: tuple[str, ...]
    marked: tuple[str, ...]
    is_bold: bool
    is_headed: bool
    is_hidden: bool


@dataclass(slots=True)
class _Line:
    prefix: str | None = None
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Inline:
    """Collects text in styles until the block ends."""

    _lines: list[_Line] = field(default_factory=lambda: [_Line()])

    def add(self, run: Run) -> None:
        """Add text without line ends; white space alone only behind something else."""
        runs = self._lines[-1].runs
        if run.text.isspace() and (not runs or runs[-1] is _CELL or runs[-1].text.isspace()):
            return
        runs.append(run)

    def begin(self, prefix: Callable[[], str]) -> None:
        """Ask what the line begins with, as an item or quote, unless it has begun."""
        line = self._lines[-1]
        if line.prefix is None:
            line.prefix = prefix()

    def end_line(self) -> None:
        """Begin another line."""
        self._lines.append(_Line())

    def break_line(self) -> None:
        """Begin another line, unless nothing stands on this one."""
        if self.is_begun():
            self.end_line()

    def is_begun(self) -> bool:
        """Tell whether anything stands on this line, in this cell of it."""
        for run in reversed(self._lines[-1].runs):
            if run is _CELL:
                return False
            if not run.text.isspace():
                return True
        return False

    def end_cell(self) -> None:
        """Begin another cell of a table's row."""
        self._lines[-1].runs.append(_CELL)

    def join(self, between: str) -> None:
        """Go on in the same cell, where the markup breaks it."""
        if not self.is_begun():
            return
        before = self._lines[-1].runs[-1].text.rstrip()
        self.add(Run(" " if before[-1:] in ",;/|·-–:" else between))

    def take(self) -> Iterable[Chunk]:
        """Give what was collected, and begin anew."""
        lines = self._lines
        if len(lines) == 1 and not lines[0].runs:
            return ()
        self._lines = [_Line()]
        return self._chunks(lines)

    @staticmethod
    def _chunks(lines: list[_Line]) -> Iterator[Chunk]:
        held: list[tuple[str, _Line]] = []
        for line in lines:
            _part_label(line.runs)
            text = "".join([run.text for run in line.runs]).strip(" \t")
            if text:
                held.append((_tidy(text), line))
            elif held:
                yield _chunk(held)
                held = []
        if held:
            yield _chunk(held)


def _tidy(text: str) -> str:
    if "\t" in text:
        text = re.sub(r" *\t *", "\t", text)
    return re.sub(r" {2,}", " ", text) if "  " in text else text


def _part_label(runs: list[Run]) -> None:
    """Part a strong label from the value behind it, where no colon does."""
    if not runs or not runs[0].style & STRONG or len(runs) > _LONGEST_FACT:
        return
    at = next((i for i, run in enumerate(runs) if not run.style & STRONG), len(runs))
    rest = "".join([run.text for run in runs[at:]])
    if (
        not rest.strip()
        or rest.lstrip(" ").startswith("\t")
        or len(rest) > _LONGEST_FACT
        or _ENDS_LABEL.match(rest)
    ):
        return
    label = "".join([run.text for run in runs[:at]]).strip()
    if not label.endswith(":") and label_alone(label) is not None:
        runs.insert(at, _CELL)


def _chunk(held: list[tuple[str, _Line]]) -> Chunk:
    is_marked, is_bold, is_headed, is_hidden = False, True, False, False
    for number, (_, line) in enumerate(held):
        is_marked = is_marked or bool(line.prefix)
        for run in line.runs:
            if run.style & ~LARGE or run.link or run is _CELL:
                is_marked = True
                is_hidden = is_hidden or bool(run.style & HIDDEN)
            if is_bold and not run.style & (STRONG | LARGE) and not run.text.isspace():
                is_bold = False
        is_headed = is_headed or (is_bold and not number)
    marked = tuple(_marked(line) for _, line in held) if is_marked else ()
    lines = tuple(text for text, _ in held)
    turned = _turned(lines)
    if turned:
        return Chunk(turned, (), is_bold=False, is_headed=False, is_hidden=is_hidden)
    return Chunk(lines, marked, is_bold, is_headed and not is_bold, is_hidden)


def _turned(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Turn a table of two rows, labels above their values, on its side; empty for others."""
    if len(lines) != _ROWS or lines[0].count("\t") < _ROWS:
        return ()
    labels, values = (line.split("\t") for line in lines)
    if len(labels) != len(values) or not all(map(key_of, labels)):
        return ()
    return tuple(f"{label}\t{value}" for label, value in zip(labels, values, strict=True))


def _marked(line: _Line) -> str:
    runs: list[Run] = []
    is_begun = is_parted = False
    for run in line.runs:
        if run is _CELL:
            is_parted = is_begun
            continue
        if is_parted and not run.text.isspace():
            runs.append(_BETWEEN_CELLS)
            is_parted = False
        is_begun = is_begun or not run.text.isspace()
        runs.append(run._replace(style=run.style & ~LARGE) if run.style & LARGE else run)
    return (line.prefix or "") + render(runs)
