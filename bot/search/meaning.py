"""The one drama that a typed name can only mean: a rating must not go to one that was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.search.folding import folded
from bot.search.grams import inner_pieces_of
from bot.search.normalise import compact, words_of
from bot.search.postings import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bot.search.entries import Entries
    from bot.search.names import Names

_CLEAR: Final = 0.5  # of a name: with less of it typed, another drama may be meant
_MOST: Final = 2_000  # names to look at: with so many that may fit, one is not meant
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared here: Hangul in syllables, kana and characters as written."""

    words: str
    compact: str


def meant(typed: str, entries: Entries, names: Names) -> int | None:
    """Return the number of the one entry that is meant; None where there is any doubt.

    That is the entry of that name, or else the only one of which a name begins with, or
    has the words of, what was typed; half of that name has to be typed, and its numbers.
    """
    words = words_of(typed)
    query = compact(words)
    if not words:
        return None
    same = set(exactly_named(typed, entries, names, spaces_count=False))
    if same:
        return same.pop() if len(same) == 1 else None
    candidates = _may_fit(typed, entries, names)
    if len(candidates) > _MOST:
        return None
    fitting: set[int] = set()
    clear: set[int] = set()
    for entry, name in _compared(candidates, entries):
        if _fits(name, words, query):
            fitting.add(entry)
            if _says_enough(name, words, query):
                clear.add(entry)
        if len(fitting) > 1:
            return None
    return clear.pop() if clear else None


def exactly_named(
    typed: str, entries: Entries, names: Names, *, spaces_count: bool = True
) -> list[int]:
    """Return the numbers of the entries that have a name, the most popular one first."""
    words = words_of(typed)
    if not words:
        return []
    same = names.words.equal_to(folded(typed).replace(" ", ""))
    found = {
        entry
        for entry, name in _compared(same, entries)
        if name.words == words or (not spaces_count and name.compact == compact(words))
    }
    return sorted(found, key=lambda entry: (-entries.popularity[entry], entry))


def _may_fit(typed: str, entries: Entries, names: Names) -> npt.NDArray[np.uint32]:
    """Return all names that may begin with, or have the words of, what was typed."""
    words = folded(typed)
    close = words.replace(" ", "")
    inside = inner_pieces_of(close)
    if not inside:  # a letter or two say nothing but themselves
        return np.zeros(0, np.uint32)
    found = [names.words.beginning_with(close), names.word_grams.with_all(inside)]
    in_words = {piece for word in words.split() for piece in inner_pieces_of(word)}
    if " " in words and in_words:
        found.append(names.word_grams.with_all(in_words))
    numbers = distinct(np.concatenate(found))
    return numbers[entries.alive[entries.owners[numbers]]]


def _compared(numbers: npt.NDArray[np.uint32], entries: Entries) -> Iterator[tuple[int, _Name]]:
    for number in numbers.tolist():
        entry = int(entries.owners[number])
        if entries.alive[entry]:
            words = words_of(entries.name(number))
            yield entry, _Name(words, compact(words))


def _fits(name: _Name, words: str, query: str) -> bool:
    if name.compact.startswith(query) or f" {words}" in name.words:
        return True
    typed = words.split()
    if len(typed) > 1 and all(f" {word}" in f" {name.words}" for word in typed):
        return True
    # Han, kana and Hangul are written without spaces: there, inside is a word too.
    return not query.isascii() and query in name.compact


def _says_enough(name: _Name, words: str, query: str) -> bool:
    """Tell whether what was typed says most of a name that it begins, or has words of."""
    if len(query) < _CLEAR * len(name.compact) or _numbers(words) != _numbers(name.words):
        return False
    typed = words.split()
    in_a_row = name.compact.startswith(query) or f" {words} " in f" {name.words} "
    whole = len(set(typed)) == len(typed) and set(typed) <= set(name.words.split())
    return in_a_row or whole or not query.isascii()


def _numbers(words: str) -> list[str]:
    # A sequel's number, or a year: without it, or with another one, another drama is meant.
    return sorted(_NUMBER.findall(words))
