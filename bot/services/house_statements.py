"""What an author says of spoilers before a section: our cards say it in a line of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.spoilers import Spoils
from bot.reading.headings import stated_boundary

if TYPE_CHECKING:
    from bot.domain.spoilers import SpoilerBoundary

_LONGEST: Final = 100  # characters
# The end of a line, or of a sentence; the "2" of "ep. 2" belongs to the same one.
_END: Final = re.compile(r"[ \t]*\n|[.!:…]+[)\]\"”*]*(?=[ \t]+[^\s\d]|\s*$)|\s*$")
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_SPOIL: Final = re.compile(r"spoil(?:er)?s?", re.IGNORECASE)
_PLAIN: Final = re.compile(
    r"spoil(?:er)?s?|warning|alert|ahead|below|following|follows?|contain(?:s|ing)?|there|are|has|"
    r"this|the|part|section|paragraph|whole|entire|full|all|drama|series|show|through|thru|up|to|"
    r"until|till?|for|of|from|and|including|inclusive|episodes?|eps?|\d+",
    re.IGNORECASE,
)
"""Words of which a sentence is made that states a boundary and says nothing else."""


def without_statement(text: str, boundary: SpoilerBoundary) -> str:
    """Return a section's text without a first sentence that only states the section's boundary.

    A sentence that says more, or something else, stays.
    """
    if boundary.spoils is Spoils.NOTHING:
        return text
    start = text[:_LONGEST]
    for match in _END.finditer(start):
        said = start[: match.end()]
        words = _WORD.findall(said)
        if match.end() == _LONGEST < len(text) or not all(map(_PLAIN.fullmatch, words)):
            break
        if _states(said, words, boundary):
            return text[match.end() :].lstrip()
    return text


def _states(said: str, words: list[str], boundary: SpoilerBoundary) -> bool:
    if not any(map(_SPOIL.fullmatch, words)) or stated_boundary(said, heading=True) != boundary:
        return False
    # An episode that we could not make sense of is more than our line says.
    return boundary.episode is not None or not any(word.isdigit() for word in words)
