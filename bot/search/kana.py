"""Kana: both kinds as one, and in Latin letters."""

from __future__ import annotations

import re
from typing import Final

# Hepburn romanisation.
_ROWS: Final = (
    ("あいうえお", "a i u e o"),
    ("かきくけこ", "ka ki ku ke ko"),
    ("がぎぐげご", "ga gi gu ge go"),
    ("さしすせそ", "sa shi su se so"),
    ("ざじずぜぞ", "za ji zu ze zo"),
    ("たちつてと", "ta chi tsu te to"),
    ("だぢづでど", "da ji zu de do"),
    ("なにぬねの", "na ni nu ne no"),
    ("はひふへほ", "ha hi fu he ho"),
    ("ばびぶべぼ", "ba bi bu be bo"),
    ("ぱぴぷぺぽ", "pa pi pu pe po"),
    ("まみむめも", "ma mi mu me mo"),
    ("やゆよゔん", "ya yu yo vu n"),
    ("らりるれろ", "ra ri ru re ro"),
    ("わゐゑをー", "wa i e o "),
    ("ぁぃぅぇぉ", "a i u e o"),
    ("ゃゅょゎっ", "ya yu yo wa "),
)
_WRITTEN: Final = {
    letter: latin
    for letters, row in _ROWS
    for letter, latin in zip(letters, row.split(" "), strict=True)
}
_JOINED: Final = re.compile(
    "([いきぎしじちぢにひびぴみりうゔすずつてでとどふ])([ぁぃぅぇぉゃゅょ])"
)
_DOUBLED: Final = re.compile("っ(?=([b-df-hj-np-tv-z]))")
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30f6]")
_KATAKANA: Final = re.compile("[\u30a1-\u30f6]")


def has_kana(text: str) -> bool:
    """Tell whether there is any kana of either kind."""
    return _KANA.search(text) is not None


def has_katakana(text: str) -> bool:
    """Tell whether there is any katakana."""
    return _KATAKANA.search(text) is not None


def hiragana_of(text: str) -> str:
    """Write katakana as hiragana."""
    return text.translate(_TO_HIRAGANA)


def romaji_of(text: str) -> str:
    """Write hiragana in Latin letters; long vowels that are only marked (ー) are left short."""
    text = _JOINED.sub(_with_small, text)
    text = "".join(_WRITTEN.get(letter, letter) if letter != "っ" else letter for letter in text)
    return _DOUBLED.sub(r"\1", text).replace("っ", "")


def _with_small(found: re.Match[str]) -> str:
    """Join a small letter to the one before it: きゃ is kya, ふぁ is fa."""
    stem = _WRITTEN[found[1]][:-1] or "w"
    small = _WRITTEN[found[2]]
    return stem + (small.removeprefix("y") if stem[-1] in "hj" else small)
