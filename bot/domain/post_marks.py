"""What a post is told by: its names, what it says, and how alike two of them are."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from datetime import datetime

SKETCH: Final = 48
"""How many values a sketch has at most; likeness is known to about a tenth with them."""

TELLING: Final = 12
"""How many values the sketch of a text has at least that is no mere phrase of a blog's theme."""

_TITLES_ALIKE: Final = 0.6
_LONGEST: Final = 100_000  # characters of a text that are looked at
_MAX_TITLE: Final = 200
# Scripts without spaces are taken sign by sign.
_WORD: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W_\u3040-\u30ff\u3400-\u9fff]+"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a post from others.

    Attributes:
        guid: The feed's own name for it, or "".
        address: Its address in canonical form, or "".
        title: As ``title_key`` makes it.
        fingerprint: Of title and text, as ``fingerprint_of`` makes it.
        sketch: Of the text's words, as ``sketch_of`` makes it.
        published: When it says that it was published.
    """

    guid: str
    address: str
    title: str
    fingerprint: str
    sketch: tuple[int, ...] = ()
    published: datetime | None = None

    @property
    def is_telling(self) -> bool:
        """Whether its text is enough to know it by."""
        return len(self.sketch) >= TELLING


def title_key(title: str) -> str:
    """Return the form of a title in which case, signs and white space do not count."""
    return " ".join(_words(title))[:_MAX_TITLE]


def fingerprint_of(title: str, text: str) -> str:
    """Return a hash of what a post says, in which white space does not count.

    Args:
        title: As people read it.
        text: All of it that counts, with the addresses of its pictures.
    """
    said = "\n".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in (title, text))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def sketch_of(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's words in threes, by which likeness is measured."""
    words = _words(text)
    threes = zip(words, words[1:], words[2:], strict=False)
    return tuple(
        sorted({crc32(" ".join(three).encode("utf-8", "replace")) for three in threes})[:SKETCH]
    )


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimate which share of two texts' words in threes they have in common, from 0 to 1."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[: max(len(one), len(other))]
    common = set(one) & set(other)
    return sum(value in common for value in smallest) / len(smallest)


def are_similar(one: str, other: str) -> bool:
    """Tell whether two titles, as ``title_key`` makes them, may be one that was edited."""
    if one == other:
        return True
    if not one or not other:
        return False
    numbers = [re.findall(r"\d+", title) for title in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False  # "… episode 3" and "… episode 4" are much alike, and two posts
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _TITLES_ALIKE and matcher.ratio() >= _TITLES_ALIKE


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    return _WORD.findall(folded)
