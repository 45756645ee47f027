"""How well names fit what was typed: the one place where that is decided.

A quality runs from 0 to 100. What a name is worth for being well known comes on top of it.
The numbers below were found by trying, with the queries of ``benchmarks.search``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.search.spellings import HANGUL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from bot.search.readings import Reading

    Qualities = npt.NDArray[np.float64]

FAME: Final = 6.0
"""What the best known entry has more than an unknown one."""
BEGINNING: Final = 90.0
"""A name that begins with what was typed."""
ALIAS: Final = 2.5
"""What an alias is worth less than a title."""
VARIANT: Final = 4.0
"""What a name is worth less that is written with other signs for the same letters."""
YEAR: Final = 3.0
"""What a drama of the typed year is worth more."""
WHOLE_INITIALS: Final = 2.5
"""What all initials of a name are worth more than the first ones."""
SPACED_INITIALS: Final = 2.0
"""What initials are worth more that have their spaces where the name has them."""
ACRONYM: Final = 88.0
SHORT_ACRONYM: Final = 80.0
ACRONYM_BEGINNING: Final = 79.0

_BEST: Final = 100.0
_WHOLE_LEAST: Final = 1.65
_WHOLE_EACH: Final = 0.4  # for each letter typed
_WHOLE_WORDS: Final = 0.25
_NOT_LITERAL: Final = 2.0
_ARTICLES: Final = ("the ", "a ", "an ")
_WITHOUT_ARTICLE: Final = 89.0
_BEGINNING_WITHOUT_ARTICLE: Final = 87.0
_WORDS_IN_A_ROW: Final = 86.0
_WORDS_BEGUN_IN_A_ROW: Final = 84.0
_INSIDE: Final = 80.0
_SHORTEST_INSIDE: Final = 4
_ALL_WORDS: Final = 78.0
_ALL_WORDS_SHARE: Final = 10.0
_SOME_WORDS: Final = 58.0
_SOME_WORDS_SHARE: Final = 16.0
_SOME_WORDS_TYPED: Final = 12.0
_WHOLE_WITH_TYPOS: Final = 92.0
_BEGINNING_WITH_TYPOS: Final = 89.0
_INSIDE_WITH_TYPOS: Final = 82.0
_ORDER_WITH_TYPOS: Final = 90.0
_FAR_SHORTER: Final = 0.8  # of what was typed: that is not inside such a name
_KEYSTROKE: Final = 0.75  # of a letter: two or three of them are a syllable
_RATIO_TYPOS: Final = 1.3  # typos for each letter that is not alike; a wrong one is two of them
_SOUND: Final = 84.0
_SOUND_BEGINNING: Final = 72.0
_SURE_SOUNDS: Final = 12  # letters that can hardly be alike by chance


def whole_quality(letters: int) -> float:
    """Return what a name that is all of what was typed is worth, by how much was typed.

    With few letters, the beginning of a far better known name may be meant as well.
    """
    return min(BEGINNING + max(_WHOLE_LEAST, _WHOLE_EACH * letters), _BEST)


def begun_quality(*, literal: bool, whole_words: bool) -> float:
    """Return what a name is worth that begins with what was typed.

    Args:
        literal: Written with the same spaces, or the same syllables.
        whole_words: The typed words are whole ones.
    """
    return BEGINNING + (_WHOLE_WORDS if whole_words else 0.0 if literal else -_NOT_LITERAL)


def layout_cost(letters: int) -> float:
    """Return what a name is worth less that was typed in the wrong keyboard layout.

    With few letters, that is mere chance.
    """
    return 3.0 if letters > 5 else 12.0


def qualities(reading: Reading, keys: Sequence[str]) -> Qualities:
    """Return how well folded names fit, whatever they have in common with what was typed."""
    typed, size = reading.close, len(reading.close)
    close = [key.replace(" ", "") for key in keys]
    found = _with_typos(reading, keys, close).tolist()
    inner = f" {reading.words}"
    for at, (key, name) in enumerate(zip(keys, close, strict=True)):
        if name.startswith(typed):
            found[at] = whole_quality(reading.letters) if len(name) == size else BEGINNING
        elif inner in key:
            found[at] = _in_a_row(inner, key)
        elif typed in name and size >= _SHORTEST_INSIDE and found[at] < _INSIDE:
            found[at] = _INSIDE
    if " " in reading.words:
        _count_words(reading.words.split(), keys, found)
    return np.array(found)


def sound_quality(size: int, *, whole: bool) -> float:
    """Return what a name is worth that sounds like, or begins with, so many letters."""
    sure = min(size, _SURE_SOUNDS)
    return _SOUND + sure / 2 if whole else _SOUND_BEGINNING + sure


def sound_qualities(typed: str, sounds: Sequence[str]) -> Qualities:
    """Return how well romanised names fit a romanised title."""
    size = len(typed)
    whole = process.cdist([typed], sounds, scorer=OSA.distance, dtype=np.int32)[0]
    begun = _begun_distance(typed, sounds)
    best: Qualities = np.maximum(
        sound_quality(size, whole=True) - whole * (4.0 + 30.0 / size),
        sound_quality(size, whole=False) - begun * (5.0 + 30.0 / size),
    )
    return best


def _with_typos(reading: Reading, keys: Sequence[str], close: Sequence[str]) -> Qualities:
    typed, size = reading.close, len(reading.close)
    typo = 3.0 + 25.0 / max(size, 4)  # the shorter, the likelier is it another name
    if reading.script == HANGUL:
        typo *= _KEYSTROKE
    whole = process.cdist([typed], close, scorer=OSA.distance, dtype=np.int32)[0]
    begun = _begun_distance(typed, close)
    inside = process.cdist([typed], close, scorer=fuzz.partial_ratio, dtype=np.float32)[0]
    sizes = np.array([len(name) for name in close])
    long_enough = (sizes >= size * _FAR_SHORTER) & (size >= _SHORTEST_INSIDE)
    typos_inside = size * (1.0 - inside / 100.0) * _RATIO_TYPOS
    best: Qualities = np.maximum(
        _WHOLE_WITH_TYPOS - typo * whole, _BEGINNING_WITH_TYPOS - typo * begun
    )
    best = np.maximum(best, long_enough * (_INSIDE_WITH_TYPOS - typo * typos_inside))
    if " " in reading.words:
        alike = process.cdist(
            [reading.words], keys, scorer=fuzz.token_sort_ratio, dtype=np.float32
        )[0]
        typos = (size + sizes) / 2 * (1.0 - alike / 100.0) * _RATIO_TYPOS
        best = np.maximum(best, _ORDER_WITH_TYPOS - typo * typos)
    return best


def _begun_distance(typed: str, names: Sequence[str]) -> npt.NDArray[np.int32]:
    """Return how many typos turn the beginning of each name into what was typed."""
    size = len(typed)
    beginnings = [name[:cut] for cut in (size - 1, size, size + 1) for name in names]
    distances = process.cdist([typed], beginnings, scorer=OSA.distance, dtype=np.int32)[0]
    nearest: npt.NDArray[np.int32] = distances.reshape(3, -1).min(axis=0)
    return nearest


def _in_a_row(inner: str, key: str) -> float:
    """Return what a name is worth that has the typed words in a row, but not at its start."""
    if key.find(inner) == key.find(" ") and key.startswith(_ARTICLES):
        return _WITHOUT_ARTICLE if key.endswith(inner) else _BEGINNING_WITHOUT_ARTICLE
    return _WORDS_IN_A_ROW if f"{inner} " in f"{key} " else _WORDS_BEGUN_IN_A_ROW


def _count_words(typed: Sequence[str], keys: Sequence[str], found: list[float]) -> None:
    """Raise the qualities of names that have the typed words in any order, or most of them."""
    each, last = frozenset(typed), typed[-1]
    all_typed = sum(map(len, each))
    for at, key in enumerate(keys):
        words = key.split()
        common = each.intersection(words)
        matched, missing = sum(map(len, common)), len(each) - len(common)
        if missing and last not in common and f" {last}" in f" {key}":
            matched, missing = matched + len(last), missing - 1
        if 2 * matched < all_typed:
            continue
        share = matched / max(len(key) - len(words) + 1, matched)
        quality = (
            _SOME_WORDS
            + (_SOME_WORDS_SHARE * share + _SOME_WORDS_TYPED) * (matched / all_typed) ** 2
            if missing
            else _ALL_WORDS + _ALL_WORDS_SHARE * share
        )
        if quality > found[at]:
            found[at] = quality
