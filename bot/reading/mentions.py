"""How often a post names something, however it spells hyphens, quotes and capitals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_BETWEEN: Final = re.compile(r"[\W_]+")
_NAMES_OF_A_POST: Final = 256
_LONG_NAME: Final = 6
_SYLLABLE: Final = 2


@lru_cache(maxsize=_NAMES_OF_A_POST)
def loose(text: str) -> str:
    """Return the words alone, in lower case, parted by single spaces."""
    return _BETWEEN.sub(" ", text.casefold().replace("&", " and ")).strip()


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
        # A single syllable is a part of many names; "Maki" and "Nanami" have more.
        is_short = len(given) < (_LONG_NAME if given[-1:] not in "aeiou" else _LONG_NAME - 2)
        if " " not in given and is_short:
            return 0
        return self.of(given) - self.of(f"{family} {given}")

    def by_part(self, name: str) -> int:
        """Count how often any longer part of the name stands without the rest of it."""
        parts = [part for part in loose(name).split() if len(part) > _SYLLABLE]
        return max((self.of(part) for part in parts), default=0) - self.of(name)
