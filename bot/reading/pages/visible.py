"""Other people's text without the characters that nobody sees and that change what is seen."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs"})
# Emoji of several parts, and the letters of some scripts, are joined by these.
_JOINERS: Final = frozenset("\u200c\u200d")
_KEPT: Final = frozenset("\n")
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def visible(text: str) -> str:
    """Leave out control, format and direction characters; line ends stay, tabs become spaces.

    The categories are Unicode's: Cc and Cf, and lone halves of surrogate pairs (Cs).
    """
    if text.isprintable():
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return "".join(char for char in text if _is_seen(char))


def _is_seen(char: str) -> bool:
    return char in _KEPT or char in _JOINERS or unicodedata.category(char) not in _HIDDEN
