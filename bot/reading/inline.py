"""The lines of a block while its elements are walked: as plain text, and as Discord Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.domain.markdown import HIDDEN, STRONG, Run, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CELL: Final = Run("\t")
_BETWEEN_CELLS: Final = Run(" · ")


class Chunk(NamedTuple):
    """Lines with no empty one between them.

    Attributes:
        lines: As plain text, with a tab between the cells of a table's row.
        marked: The same lines as Markdown; empty where there is no markup.
        is_bold: Whether all of it is strong.
        is_hidden: Whether the author hides some of it as a spoiler.
    """

    lines: tuple[str, ...]
    marked: tuple[str, ...]
    is_bold: bool
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
        """Add text without line ends."""
        self._lines[-1].runs.append(run)

    def begin(self, prefix: Callable[[], str]) -> None:
        """Ask what the line begins with, as an item or quote, unless it has begun."""
        line = self._lines[-1]
        if line.prefix is None:
            line.prefix = prefix()

    def end_line(self) -> None:
        """Begin another line."""
        self._lines.append(_Line())

    def end_cell(self) -> None:
        """Begin another cell of a table's row."""
        self._lines[-1].runs.append(_CELL)

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


def _chunk(held: list[tuple[str, _Line]]) -> Chunk:
    is_marked, is_bold, is_hidden = False, True, False
    for _, line in held:
        is_marked = is_marked or bool(line.prefix)
        for run in line.runs:
            if run.style or run.link or run is _CELL:
                is_marked = True
                is_hidden = is_hidden or bool(run.style & HIDDEN)
            if is_bold and not run.style & STRONG and not run.text.isspace():
                is_bold = False
    marked = tuple(_marked(line) for _, line in held) if is_marked else ()
    return Chunk(tuple(text for text, _ in held), marked, is_bold, is_hidden)


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
        runs.append(run)
    return (line.prefix or "") + render(runs)
