"""The forms in which names and queries are compared."""

from __future__ import annotations

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def words_of(text: str) -> str:
    """Fold case, width and accents, and turn runs of anything but letters into one space.

    Hangul stays composed: its syllables are letters of their own here.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not _is_latin_mark(c))
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", bare)).strip()


def compact(words: str) -> str:
    """Leave the spaces out, since people do."""
    return words.replace(" ", "")


def _is_latin_mark(character: str) -> bool:
    # The combining marks of Latin letters; those of Thai or kana carry meaning.
    return "\u0300" <= character <= "\u036f"
