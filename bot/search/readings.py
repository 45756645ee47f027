"""What a typed text may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.search.folding import folded
from bot.search.han import pinyin_of
from bot.search.hangul import initials, is_initials, romanised
from bot.search.kana import hiragana_of, romaji_of
from bot.search.sounds import loosened
from bot.search.spellings import script_of

LONGEST_QUERY: Final = 100
"""How many characters of a typed text count."""

_LONGEST_FOLDED: Final = 250  # a syllable of Hangul is two or three keystrokes

_NOISE: Final = re.compile(
    r"""\b(?:
        watch | online | free | full | hd | raw | stream(?:ing)?
      | eng(?:lish)?[ ]sub(?:s|bed|titles?)? | (?:sub(?:bed|titles?|s)?|dub(?:bed)?)
      | ep(?:isode)?s?\.?[ ]?\d+(?:-\d+)? | (?:all|full)[ ]episodes?
      | [kcjt]-?dramas? | (?:korean|chinese|japanese|thai|taiwanese|asian)[ ](?:drama|series|show)s?
      | drama | netflix | viki | wetv | iqiyi
    )\b
    | 드라마 | 한드 | 중드 | 일드 | 자막 | 다시보기 | \d+화 | 电视剧 | 電視劇 | 中字 | 字幕 | ドラマ
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEASON: Final = re.compile(r"\b(?:season[ ]?\d+|s\d{1,2}(?:e\d+)?)\b|시즌 ?\d+", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)\(?(19[3-9]\d|20[0-4]\d)\)?(?!\d)")
_LETTER: Final = re.compile(r"\w")
_ASIAN: Final = re.compile("[\u3041-\u30f6\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_LEFT_OUT: Final = 3.0  # what a reading is worth less for each kind of words left out


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed text.

    Attributes:
        text: As it was typed, or some of it.
        words: The text folded.
        close: The same without spaces.
        script: Of the first letter.
        initials: As first consonants, where it is nothing else; else empty.
        sounds: As a romanised title, where it is in Latin letters; else empty.
        letters: How much was typed, in Latin letters; a syllable or sign counts as two.
        year: Typed with it, and no part of the words.
        handicap: How much less it is worth than the text as it stands.
    """

    text: str
    words: str
    close: str
    script: int
    initials: str
    sounds: str
    letters: int
    year: int | None = None
    handicap: float = 0.0


def readings_of(typed: str) -> list[Reading]:
    """Return the ways to read a typed text, as it stands first; none without a letter."""
    typed = typed[:LONGEST_QUERY]
    readings = [_reading(typed)]
    year = next((int(found[1]) for found in _YEAR.finditer(typed)), None)
    left = typed
    for number, pattern in enumerate((_YEAR, _NOISE, _SEASON), 1):
        shorter = pattern.sub(" ", left)
        if shorter != left and _LETTER.search(shorter):
            left = shorter
            readings.append(_reading(left, year, _LEFT_OUT * number))
    return [reading for reading in readings if reading.close]


def in_latin(reading: Reading) -> Reading | None:
    """Return a reading in Latin letters of what is typed in Asian ones; None for what is not.

    Some dramas are known by nothing else.
    """
    if reading.text.isascii() or not _ASIAN.search(reading.text):
        return None
    latin = romanised(romaji_of(hiragana_of(pinyin_of(reading.text))))
    return _reading(latin, reading.year, reading.handicap + _LEFT_OUT)


def _reading(text: str, year: int | None = None, handicap: float = 0.0) -> Reading:
    words = folded(text)[:_LONGEST_FOLDED]
    close = words.replace(" ", "")
    return Reading(
        text.strip(),
        words,
        close,
        script_of(text),
        folded(initials(text)) if is_initials(text) else "",
        loosened(words) if text.isascii() else "",
        sum(1 if letter.isascii() else 2 for letter in text if letter.isalnum()),
        year,
        handicap,
    )
