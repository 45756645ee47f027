"""The country that a title line states."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.words import COUNTRIES

_BRACKETED: Final = re.compile(r"[(（]([^()（）]*)[)）]|\[([^\[\]]*)\]|【([^【】]*)】")
_COUNTRY: Final = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})s?\b"
    r"(?! war)\W*(?P<after>\w*)",
    re.IGNORECASE,
)
_DRAMAS: Final = frozenset({"drama", "series", "bl", "tv", "web"})


def country_in_title(line: str) -> str | None:
    """Return the code of the country that a title line states: "K-drama review", "(Japan)"."""
    trailing = re.search(r"[)\]-]\s*([A-Za-z]+)\s*$", line)
    if trailing and trailing[1].lower() in COUNTRIES:
        return COUNTRIES[trailing[1].lower()]
    for group in _BRACKETED.finditer(line):
        inside = next(part for part in group.groups() if part is not None).strip().lower()
        if inside in COUNTRIES:
            return COUNTRIES[inside]
    for match in _COUNTRY.finditer(line):
        word = match["word"].lower()
        is_drama_word = "drama" in word or word in {"lakorn", "dorama"}
        if is_drama_word or match["after"].lower() in _DRAMAS:
            return COUNTRIES[word]
    return None
