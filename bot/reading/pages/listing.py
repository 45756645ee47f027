"""What the lines of lists and quotations begin with, as Discord Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

_DEEPEST: Final = 3  # levels of lists that Discord shows apart


@dataclass(slots=True)
class _Listed:
    """A list that is open."""

    number: int | None
    marker: str = ""


@dataclass(slots=True)
class Listing:
    """The lists and quotations around where the walk is.

    Attributes:
        quotes: How many quotations are open.
    """

    quotes: int = 0
    _lists: list[_Listed] = field(default_factory=list)

    def is_open(self) -> bool:
        """Tell whether there is any."""
        return bool(self._lists or self.quotes)

    def open_list(self, tag: str, start: str | None) -> None:
        """Begin an ``ol`` or ``ul``; the number of the first item is as written."""
        start = start or "1"
        number = int(start) if start.isdecimal() and len(start) < 4 else 1
        self._lists.append(_Listed(number if tag == "ol" else None))

    def close_list(self) -> None:
        """End the innermost list."""
        if self._lists:
            self._lists.pop()

    def open_item(self) -> None:
        """Begin an item of the innermost list."""
        if not self._lists:
            return
        last = self._lists[-1]
        last.marker = "- " if last.number is None else f"{last.number}. "
        if last.number is not None:
            last.number += 1

    def close_item(self) -> None:
        """End the item."""
        if self._lists:
            self._lists[-1].marker = ""

    def prefix(self) -> str:
        """Return what a line here begins with; an item's mark stands before its first line."""
        prefix = "> " if self.quotes else ""
        if self._lists:
            depth = min(len(self._lists), _DEEPEST)
            marker, self._lists[-1].marker = self._lists[-1].marker, ""
            prefix += "  " * (depth - 1) + marker if marker else "  " * depth
        return prefix
