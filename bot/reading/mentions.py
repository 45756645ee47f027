"""How often a post names something, however it spells hyphens, quotes and capitals."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[\W_]+")
_LONG_NAME: Final = 6


def loose(text: str) -> str:
    """Return the words alone, in lower case, parted by single spaces."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


class Mentions:
    """A post's words, made ready once for many questions."""

    def __init__(self, text: str) -> None:
        # Two spaces, so that neighbours that are the same can both be counted.
        self._words = f" {loose(text)} ".replace(" ", "  ")

    def of(self, name: str) -> int:
        """Count how often the name stands in the text as whole words."""
        words = loose(name)
        return self._words.count(f" {words} ".replace(" ", "  ")[1:-1]) if words else 0

    def alone(self, name: str) -> int:
        """Count how often a person is called by the given name only ("Da Mi" of "Kim Da Mi").

        Plots call their people so; actors are named in full.
        """
        family, _, given = loose(name).partition(" ")
        # A single syllable is a part of many names.
        if " " not in given and len(given) < _LONG_NAME:
            return 0
        return self.of(given) - self.of(f"{family} {given}")
