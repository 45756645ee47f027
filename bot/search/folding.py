"""Names and queries in the letters they are compared in."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.search.han import has_han, simplified
from bot.search.hangul import has_hangul, keystrokes
from bot.search.kana import hiragana_of

_LATIN_MARKS: Final = re.compile("[\u0300-\u036f]+")
_INSIDE_WORDS: Final = re.compile("['’‘`´ʼ]+")  # It's, Doctor`s
# Vowel signs of Indic and Southeast Asian scripts are marks, which \w leaves out.
_GAPS: Final = re.compile(
    "(?:[^\\w\n\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|[_\u0640])+"
)
_LINE_ENDS: Final = re.compile(" ?\n ?")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_PRIVATE: Final = range(0xE000, 0xF900)
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def folded(text: str) -> str:
    """Write text as words of plain letters with one space between; lines are kept.

    Case, width, accents and punctuation go; Hangul becomes keystrokes, katakana hiragana,
    and Chinese characters take their simplified form. Every letter is one UTF-16 unit.
    """
    text = text.casefold()
    if not text.isascii():
        text = _without_scripts(text)
    text = _INSIDE_WORDS.sub("", text)
    text = _ASTRAL.sub(_in_the_plane, _GAPS.sub(" ", text))
    return _LINE_ENDS.sub("\n", text).strip(" ")


def _without_scripts(text: str) -> str:
    if has_hangul(text):
        text = keystrokes(text)  # before NFKD, which would make ㅅ a part of a syllable
    text = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    text = hiragana_of(text)
    if has_han(text):
        text = simplified(text)
    return text


def _in_the_plane(found: re.Match[str]) -> str:
    """Return a private letter for a rare one: names are kept as UTF-16 units."""
    return chr(_PRIVATE.start + ord(found[0]) % len(_PRIVATE))
