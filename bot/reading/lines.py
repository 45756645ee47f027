"""What a lone short line is likely to be, where no markup says so."""

from __future__ import annotations

import re
from typing import Final

MAX_HEADING: Final = 90
MAX_HEADING_WORDS: Final = 14

_SENTENCE_END: Final = re.compile(r"[.。;,:]$")
_ANNOUNCES: Final = re.compile(r"[A-Z][^.;:|]*:")
_NO_HEADING: Final = re.compile(
    # Credits, bylines and categories; greetings and notes.
    r"\W*(?:published|posted|filed (?:in|under)|(?:written|reviewed|translated) by|source|via|"
    r"credits?|courtesy|note|joined|hi|hello|hey|welcome)\b.*|\*from\b.*|"
    # Labels that are no fact of the drama.
    r"(?:\w+ ){0,2}(?:title|languages?|episode)\s?(?:\([^()]*\))?:.*|"
    r"[^:?]{2,30}[:?] .*\b(?:19|20)\d\d|"
    # List items, parts of tables, exclamations, links cut off, figures.
    r"[•▪●].*|[-–*]\s.*[^-–*]|.*\||.*!!|.*\s(?:from|by|via)|\d[\d\W]*\([^()]*\)\W*|"
    # Sayings.
    r"[“\"][^“”\"]*(?:[.!?…]|(?:\s[^“”\"\s]+){8,})[”\"]\W*|[“\"][^“”\"]+[”\"]\s*[–—-].*",
    re.IGNORECASE,
)
_SHORT: Final = 6
# "still3.jpg", "vlcsnap-00012"
_FILE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp)$|^(?=\S*\d{2})(?=\S*[_a-z]{3})[\w-]{8,}$", re.IGNORECASE
)
_PICTURE_WORD: Final = re.compile(
    r"\b(?:poster|screenshot|screen ?cap|still ?cut|stills?|image|photo|gif)s?\b(?:\s*#?\d+)?$",
    re.IGNORECASE,
)
_HEADING_WORD: Final = re.compile(
    r"\b(?:review|recap|synopsis|plot|story|cast|characters?|episodes?|ending|explained|overall|"
    r"thoughts|verdict|spoilers?|music|ost|cinematography|acting|soundtrack list|rating|why|what|"
    r"how)\b",
    re.IGNORECASE,
)


def is_title_like(line: str) -> bool:
    """Tell whether a line may be a heading: short, and not a sentence, list or label."""
    if not line or "\n" in line or len(line) > MAX_HEADING:
        return False
    if len(line.split()) > MAX_HEADING_WORDS or not re.search(r"\w", line):
        return False
    if _NO_HEADING.fullmatch(line) and not (line.endswith("!!") and _HEADING_WORD.search(line)):
        return False
    if line.endswith(":"):
        return len(line.split()) <= _SHORT and bool(_ANNOUNCES.fullmatch(line))
    return not _SENTENCE_END.search(line) or line.endswith("...")


def is_caption_like(line: str, title: str | None = None) -> bool:
    """Tell whether a lone line is what is left of a picture: its caption or alternative text.

    Such lines begin with the drama's title, spelt loosely ("Soundtrack No1 Separation"), or end
    in a file name or a word for a picture.
    """
    if _FILE.search(line) or (_PICTURE_WORD.search(line) and len(line.split()) <= 8):
        return True
    if not title or _HEADING_WORD.search(_rest_after(line, title) or ""):
        return False
    return _rest_after(line, title) not in {None, ""} and is_title_like(line)


def _rest_after(line: str, title: str) -> str | None:
    """Return what follows the title at the start of the line, or None where it is not there."""
    words, wanted = _without_article(_loose(line)), _without_article(_loose(title))
    if not wanted or words[: len(wanted)] != wanted:
        return None
    return " ".join(words[len(wanted) :])


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in {"a", "an", "the"} else words


def _loose(text: str) -> list[str]:
    text = re.sub(r"(?:#|\bno\.?|\bnumber)\s*(?=\d)", " ", text.casefold())
    return re.findall(r"[^\W_]+", text.replace("’", "").replace("'", ""))
