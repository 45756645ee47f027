"""The spellings that a name is found by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from bot.search.folding import folded
from bot.search.han import has_han, is_simplified, pinyin_of
from bot.search.hangul import has_hangul, initials, romanised
from bot.search.kana import has_kana, has_katakana, romaji_of
from bot.search.sounds import loosened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Spelt: TypeAlias = list[tuple[int, str]]

_GAPS: Final = re.compile(r"(?:[^\w\n]|_)+")
_NOT_HANGUL: Final = re.compile("[^\u1100-\u11ff\u3131-\u3163\uac00-\ud7a3]+")
_LINE_ENDS: Final = re.compile(" ?\n ?")
_SHORTEST_ACRONYM: Final = 3


PLAIN: Final = 0
"""A name's first letter is one that folding leaves as it is."""
HANGUL: Final = 1
"""It becomes keystrokes, which Latin letters may also be."""
VARIANT: Final = 2
"""It is katakana or a traditional character, and another sign when folded."""


@dataclass(slots=True)
class Spellings:
    """The spellings of some names; a name's number here is its place among them.

    Attributes:
        words: Of each name, folded.
        scripts: Of each name.
        sounds: Names in Asian scripts in Latin letters, loosely spelt.
        initials: First consonants of Hangul.
        acronyms: First letters of words, or of pinyin syllables.
    """

    words: list[str]
    scripts: list[int]
    sounds: Spelt = field(default_factory=list)
    initials: Spelt = field(default_factory=list)
    acronyms: Spelt = field(default_factory=list)


def spellings_of(names: Sequence[str]) -> Spellings:
    """Spell some names; many at once take a tenth of the time."""
    names = [" ".join(name.split("\n")) for name in names]
    latin = [at for at, name in enumerate(names) if name.isascii()]
    others = [at for at, name in enumerate(names) if not name.isascii()]
    hangul = [at for at in others if has_hangul(names[at])]
    kana = [at for at in others if has_kana(names[at])]
    han = [at for at in others if has_han(names[at])]
    chinese = sorted(set(han).difference(hangul, kana))
    spelt = Spellings([""] * len(names), [PLAIN] * len(names))
    for some in (latin, others):
        for at, words in _each(folded, names, some):
            spelt.words[at] = words
    for at in others:
        spelt.scripts[at] = script_of(names[at])
    pinyin = _each(pinyin_of, names, chinese)
    # Latin letters and digits between the Hangul are typed, or they are not.
    pure = [_NOT_HANGUL.sub(" ", name) if not name.isascii() else name for name in names]
    spelt.initials = _once(*(_each(_initials, some, hangul) for some in (names, pure)))
    spelt.sounds = [
        *_once(*(_each(_spoken_korean, some, hangul) for some in (names, pure))),
        *_each(_spoken_japanese, spelt.words, sorted(set(kana).difference(hangul, han))),
        *((at, loosened(syllables.casefold())) for at, syllables in pinyin),
    ]
    for at, words in (*((at, spelt.words[at]) for at in latin), *pinyin):
        acronym = "".join(word[0] for word in words.split())
        if len(acronym) >= _SHORTEST_ACRONYM:
            spelt.acronyms.append((at, acronym))
    return spelt


def script_of(text: str) -> int:
    """Return the script of a text's first letter."""
    letter = next(filter(str.isalnum, text), "")
    if has_hangul(letter):
        return HANGUL
    return VARIANT if has_katakana(letter) or not is_simplified(letter) else PLAIN


def _each(spell: Callable[[str], str], names: Sequence[str], some: list[int]) -> Spelt:
    """Spell the names of some places, which is done with all of them in one text."""
    spelt = spell("\n".join([names[at] for at in some])).split("\n")
    return list(zip(some, spelt, strict=True)) if some else []


def _once(*spelt: Spelt) -> Spelt:
    return list(dict.fromkeys(chain(*spelt)))


def _initials(names: str) -> str:
    return _LINE_ENDS.sub("\n", _GAPS.sub(" ", initials(names.casefold()))).strip(" ")


def _spoken_korean(names: str) -> str:
    return loosened(romanised(names.casefold()))


def _spoken_japanese(words: str) -> str:
    return loosened(romaji_of(words))
