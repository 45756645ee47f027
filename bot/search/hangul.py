"""Hangul as it is typed, as its initial consonants, and as it is romanised.

All functions take any text, several lines too, and leave alone what is not Hangul.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import Final


def _row(parts: str) -> list[str]:
    return ["" if part == "-" else part for part in parts.split()]


# The two-set (dubeolsik) layout, KS X 5002; what Shift makes of a key is that key here.
_INITIAL_KEYS: Final = _row("r r s e e f a q q t t d w w c z x v g")
_VOWEL_KEYS: Final = _row("k o i o j p u p h hk ho hl y n nj np nl b m ml l")
_FINAL_KEYS: Final = _row("- r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g")
_ALONE_KEYS: Final = _row(
    "r r rt s sw sg e e f fr fa fq ft fx fv fg a q q qt t t d w w c z x v g "
    "k o i o j p u p h hk ho hl y n nj np nl b m ml l"
)

# Revised Romanisation of Korean (Ministry of Culture and Tourism, 2000).
_INITIALS: Final = _row("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS: Final = _row("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS: Final = _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
# What a final consonant keeps, and what moves over, before a syllable that begins with a vowel.
_LIAISONS: Final = _row(
    "| |g |kk k|s |n n|j |n |d |r l|g l|m l|b l|s l|t l|p |r |m |b p|s |s |ss ng| |j |ch |k |t |p |"
)
_FINAL_H: Final = 27

_CONJOINING: Final = (0x1100, 0x1161, 0x11A7)
_COMPATIBILITY: Final = 0x3131  # ㄱ, the first of the letters that keyboards type alone

_HANGUL: Final = re.compile("[\u1100-\u11ff\u3131-\u3163\uac00-\ud7a3]")
_CONSONANT: Final = re.compile("[\u3131-\u314e]")
_MORE_THAN_CONSONANTS: Final = re.compile("[\u1100-\u11ff\u314f-\u3163\uac00-\ud7a3]")
_PALATAL: Final = str.maketrans({"\u11ae": "\u11bd", "\u11c0": "\u11be"})
_BEFORE_I: Final = re.compile("[\u11ae\u11c0](?=\u110b\u1175)")
_MEETING: Final = re.compile("([\u11a8-\u11c2])([\u1100-\u1112])")


def has_hangul(text: str) -> bool:
    """Tell whether there is any Hangul, syllables or single letters."""
    return _HANGUL.search(text) is not None


def is_initials(text: str) -> bool:
    """Tell whether all Hangul in a text is single consonants, like ㅅㄹㅇ ㅂㅅㅊ."""
    return bool(_CONSONANT.search(text)) and not _MORE_THAN_CONSONANTS.search(text)


def keystrokes(text: str) -> str:
    """Write Hangul as the Latin keys that type it, without Shift: 사랑 becomes tkfkd.

    So an unfinished syllable begins like the finished one, a slip of one letter changes one
    letter, and a text typed in the wrong keyboard layout is the text meant.
    """
    return _composed(_decomposed(text).translate(_KEYSTROKES))


def initials(text: str) -> str:
    """Write each syllable as the key of its first consonant: 사랑의 becomes tfd."""
    return _composed(_decomposed(text).translate(_FIRST_KEYS))


def romanised(text: str) -> str:
    """Write Hangul in Latin letters by the rules of the Revised Romanisation.

    Sounds that change where syllables meet are written as they are spoken (신라: silla).
    """
    jamo = _decomposed(text)
    jamo = _BEFORE_I.sub(lambda found: found[0].translate(_PALATAL), jamo)
    return _composed(_MEETING.sub(_spoken, jamo).translate(_LATIN))


def _decomposed(text: str) -> str:
    # Not NFKD, which would turn letters that stand alone into parts of a syllable.
    return unicodedata.normalize("NFD", text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _spoken(found: re.Match[str]) -> str:
    return _MEETINGS[found[0]]


def _meetings() -> dict[str, str]:
    """Return how each final consonant and the initial after it are spoken."""
    finals, initials_ = enumerate(_FINALS[1:], 1), tuple(enumerate(_INITIALS))
    return {
        chr(_CONJOINING[2] + at) + chr(_CONJOINING[0] + to): _meeting(at, final, initial)
        for (at, final), (to, initial) in product(finals, initials_)
    }


def _meeting(at: int, final: str, initial: str) -> str:
    if initial == "":
        return _LIAISONS[at].replace("|", "")
    if initial in {"n", "m"} and final in {"k", "t", "p"}:
        return {"k": "ng", "t": "n", "p": "m"}[final] + initial
    if final + initial in {"ln", "lr", "nr"}:
        return "ll"
    if initial == "r":
        return {"k": "ngn", "t": "nn", "p": "mn"}.get(final, f"{final}n")
    if at == _FINAL_H and initial in {"g", "d", "j"}:
        return {"g": "k", "d": "t", "j": "ch"}[initial]
    return final + initial


def _conjoining(*columns: list[str]) -> dict[int, str]:
    return {
        start + at: written
        for start, column in zip(_CONJOINING, columns, strict=True)
        for at, written in enumerate(column)
    }


_MEETINGS: Final = _meetings()
_LATIN: Final = _conjoining(_INITIALS, _VOWELS, _FINALS)
_ALONE: Final = {_COMPATIBILITY + at: key for at, key in enumerate(_ALONE_KEYS)}
_KEYSTROKES: Final = _ALONE | _conjoining(_INITIAL_KEYS, _VOWEL_KEYS, _FINAL_KEYS)
_FIRST_KEYS: Final = _ALONE | _conjoining(
    _INITIAL_KEYS, [""] * len(_VOWEL_KEYS), [""] * len(_FINAL_KEYS)
)
