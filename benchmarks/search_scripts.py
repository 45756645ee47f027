"""Names in the scripts and keyboard layouts of Asia as people type them.

Made without the search's own code; with pypinyin and OpenCC where those are installed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Row = dict[str, Any]

HANGUL: Final = re.compile("[가-힣]")
"""Finds a syllable of Hangul."""


def parts_of(parts: str) -> list[str]:
    """Split at spaces; a dash stands for nothing."""
    return ["" if part == "-" else part for part in parts.split()]


_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_INITIAL_KEYS: Final = parts_of("r R s e E f a q Q t T d w W c z x v g")
_VOWEL_KEYS: Final = parts_of("k o i O j p u P h hk ho hl y n nj np nl b m ml l")
_FINAL_KEYS: Final = parts_of("- r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g")
_LATIN_INITIALS: Final = parts_of("g kk n d tt r m b pp s ss - j jj ch k t p h")
_LATIN_VOWELS: Final = parts_of("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_LATIN_FINALS: Final = parts_of("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_LINKED_FINALS: Final = parts_of(
    "- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -"
)
_LOOSE: Final = tuple(
    pair.split("=") for pair in parts_of("ae=e eo=o eo=u eu=u ui=e oe=we kk=k tt=t pp=p ss=s jj=j")
)


def unfinished(name: str, row: Row, chance: random.Random) -> list[str]:
    """Leave a syllable after the first one unfinished."""
    at = chance.choice([found.start() for found in HANGUL.finditer(name)][1:])
    initial, vowel, _ = _jamo(name[at])
    last = chance.choice((_INITIALS[initial], chr(0xAC00 + (initial * 21 + vowel) * 28)))
    return [name[:at] + last]


def hangul_typo(name: str, row: Row, chance: random.Random) -> list[str]:
    """Change a letter of a syllable, or leave a syllable out."""
    places = [found.start() for found in HANGUL.finditer(name)]
    if len(places) < 3:
        return []
    at = chance.choice(places)
    parts = list(_jamo(name[at]))
    slot = chance.randrange(4)
    if slot == 3:
        return [name[:at] + name[at + 1 :]]
    parts[slot] = chance.randrange((19, 21, 28)[slot])
    return [name[:at] + chr(0xAC00 + (parts[0] * 21 + parts[1]) * 28 + parts[2]) + name[at + 1 :]]


def choseong(name: str, row: Row, chance: random.Random) -> list[str]:
    """Type the initial consonants, of all words or of the first ones."""
    words = re.sub(r"[^가-힣 ]", "", name).split()
    words = words[: chance.randint(1, len(words))] if chance.random() < 0.4 else words
    text = " ".join(words) if chance.random() < 0.5 else "".join(words)
    text = HANGUL.sub(lambda found: _INITIALS[_jamo(found[0])[0]], text)
    return [text] if len(text) > 2 else []


def wrong_layout(name: str, row: Row, chance: random.Random) -> list[str]:
    """Type Hangul with the keyboard in English."""
    columns = _INITIAL_KEYS, _VOWEL_KEYS, _FINAL_KEYS
    text = re.sub(r"[^가-힣a-zA-Z0-9 ]", "", name)
    keys = HANGUL.sub(
        lambda found: "".join(
            column[at] for column, at in zip(columns, _jamo(found[0]), strict=True)
        ),
        text,
    )
    return [keys] if len(HANGUL.findall(text)) > 1 else []


def latin_in_hangul_layout(name: str, row: Row, chance: random.Random) -> list[str]:
    """Type Latin letters with the keyboard in Korean."""
    # Letter by letter; an input method would compose them, which comes to the same keys.
    letters = dict(zip(_INITIAL_KEYS, _INITIALS, strict=True))
    letters |= {key: vowel for key, vowel in zip(_VOWEL_KEYS, _VOWELS, strict=True) if len(key) < 2}
    text = re.sub("[^a-z ]", "", name.lower())
    return ["".join(letters.get(letter, letter) for letter in text)] if len(text) > 5 else []


def romanised(name: str, row: Row, chance: random.Random) -> list[str]:
    """Write Hangul in Latin letters by the rules, with the simplest of sound changes."""
    text = re.sub(r"[^가-힣0-9 ]", "", name)
    written = ""
    for letter, after in zip(text, [*text[1:], " "], strict=True):
        if not HANGUL.match(letter):
            written += letter
            continue
        initial, vowel, final = _jamo(letter)
        linked = HANGUL.match(after) is not None and _jamo(after)[0] == _INITIALS.index("ㅇ")
        finals = _LINKED_FINALS if linked else _LATIN_FINALS
        written += _LATIN_INITIALS[initial] + _LATIN_VOWELS[vowel] + finals[final]
    written = written.replace("lr", "ll")
    return [written if chance.random() < 0.5 else written.replace(" ", "")]


def loosely_romanised(name: str, row: Row, chance: random.Random) -> list[str]:
    """Write Hangul in Latin letters as one hears it."""
    text = romanised(name, row, chance)[0]
    for written, heard in chance.sample(_LOOSE, 7):
        text = text.replace(written, heard)
    return [text]


def pinyin(name: str, row: Row, chance: random.Random) -> list[str]:
    """Write Chinese in pinyin, with spaces or without."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return [chance.choice(("", " ")).join(lazy_pinyin(name))]


def traditional(name: str, row: Row, chance: random.Random) -> list[str]:
    """Write simplified characters in the traditional form."""
    try:
        convert = _converter()
    except ImportError:
        return []
    other = convert(name)
    return [other] if other != name else []


def other_kana(name: str, row: Row, chance: random.Random) -> list[str]:
    """Write katakana as hiragana, or else the reverse."""

    def swapped(letter: str) -> str:
        if "ァ" <= letter <= "ヶ":
            return chr(ord(letter) - 0x60)
        return chr(ord(letter) + 0x60) if to_katakana and "ぁ" <= letter <= "ゖ" else letter

    to_katakana = not re.search("[ァ-ヶ]", name)
    return ["".join(map(swapped, name))]


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def _jamo(syllable: str) -> tuple[int, int, int]:
    at = ord(syllable) - 0xAC00
    return at // 588, at // 28 % 21, at % 28
