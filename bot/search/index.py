"""A title index in memory: exact, prefix, word and fuzzy matches, the best first."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator
    from pathlib import Path

_EXACT: Final = 100.0
_PREFIX: Final = 95.0
_WORDS: Final = 88.0
_INSIDE: Final = 84.0
_FUZZY: Final = 0.8  # of the similarity: a guess never outranks what was typed right
_FUZZY_LEAST: Final = 65.0
_FUZZY_NEAR: Final = 0.9  # of the best similarity: what is less like it is another drama
_UNFINISHED: Final = 0.95  # of the similarity to a part of a name
_CLEAR: Final = 0.5  # of a name: with less of it typed, another drama may be meant
_LONGEST_QUERY: Final = 100
_END: Final = "\n"
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A drama as the index sees it; ``popularity`` breaks ties, the greater first."""

    id: int
    title: str
    native: str | None = None
    aliases: tuple[str, ...] = ()
    year: int | None = None
    country: str | None = None
    popularity: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A drama found; ``score`` runs from 0 to 100."""

    id: int
    score: float
    matched_name: str


@dataclass(frozen=True, slots=True)
class _Key:
    """One name of an entry in the forms it is compared in."""

    entry: int
    name: str
    words: str
    compact: str
    is_title: bool


class TitleIndex:
    """Names of dramas, searched as they are typed.

    All names stand in one long string, so that finding what was typed is one pass in C;
    only the names it stands in are looked at one by one.
    """

    def __init__(self) -> None:
        self._entries: dict[int, TitleEntry] = {}
        self._keys: dict[int, tuple[_Key, ...]] = {}
        self._flat: list[_Key] = []
        self._compact = _Names(())
        self._words = _Names(())
        self._tails: list[tuple[int, str]] = []

    @classmethod
    def build(cls, entries: Iterable[TitleEntry]) -> TitleIndex:
        """Index many entries at once."""
        index = cls()
        for entry in entries:
            index._put(entry)
        index._flatten()
        return index

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._entries

    def entry(self, entry_id: int) -> TitleEntry | None:
        """Return an entry, or None where there is none of that id."""
        return self._entries.get(entry_id)

    def named(self, name: str) -> list[int]:
        """Return the entries that have exactly this name, as names are compared."""
        wanted = compact(words_of(name))
        return list(
            dict.fromkeys(key.entry for key in self._flat if wanted and key.compact == wanted)
        )

    def searching(
        self, query: str, limit: int = 25, *, prefer: Collection[int] = ()
    ) -> Generator[None, None, list[Hit]]:
        """Search in steps, for a caller that has other work between them."""
        yield
        return self.search(query, limit, prefer=prefer)

    def save(self, path: Path, *, stamp: str) -> None:
        """Write the index to a file."""

    @classmethod
    def load(cls, path: Path, *, stamp: str) -> TitleIndex | None:
        """Read an index that was saved, or return None."""
        return None

    def add(self, entry: TitleEntry) -> None:
        """Add an entry, or replace the one with its id."""
        self._put(entry)
        self._flatten()

    update = add

    def remove(self, entry_id: int) -> None:
        """Forget an entry; one that is not there is nothing to forget."""
        if self._entries.pop(entry_id, None):
            del self._keys[entry_id]
            self._flatten()

    def search(self, query: str, limit: int = 25, *, prefer: Collection[int] = ()) -> list[Hit]:
        """Return the entries that fit what was typed, the best first.

        Names that hold what was typed, or every word of it, come before names that are
        merely like it; those are looked for only where there are none of the first kind.

        Args:
            query: As typed, possibly unfinished; only its first 100 characters count.
            limit: How many to return at most.
            prefer: Entries that come first among equals, such as a member's own list.
        """
        words = words_of(query[:_LONGEST_QUERY])
        if not words:
            return []
        best: dict[int, Hit] = {}
        for key, score in (*self._holding(words), *self._with_every_word(words)):
            _keep_best(best, key, score)
        if not best:
            for key, score in self._like(words, limit):
                _keep_best(best, key, score)
        return sorted(best.values(), key=lambda hit: self._rank(hit, prefer))[:limit]

    def meant(self, typed: str) -> int | None:
        """Return the one entry that a typed name can only mean; None where there is any doubt.

        That is the entry of that name, or else the only one of which a name begins with, or
        has the words of, what was typed; half of that name has to be typed, and its numbers.
        """
        words = words_of(typed)
        if not words:
            return None
        query = compact(words)
        exact: set[int] = set()
        fitting: set[int] = set()
        clear: set[int] = set()
        for key, score in (*self._holding(words), *self._with_every_word(words)):
            if key.compact == query:
                exact.add(key.entry)
            elif score >= _WORDS - 1 or not query.isascii():
                # Han, kana and Hangul are written without spaces: there, inside is a word too.
                fitting.add(key.entry)
                if _says_enough(key, words):
                    clear.add(key.entry)
        if exact:
            return next(iter(exact)) if len(exact) == 1 else None
        return next(iter(clear)) if len(fitting) == len(clear) == 1 else None

    def _rank(self, hit: Hit, prefer: Collection[int]) -> tuple[float, bool, float, str]:
        entry = self._entries[hit.id]
        return (-hit.score, hit.id not in prefer, -entry.popularity, entry.title)

    def _holding(self, words: str) -> Iterator[tuple[_Key, float]]:
        query = compact(words)
        inside_counts = len(query) > 1 or not query.isascii()
        for position in self._compact.holding(query):
            key = self._flat[position]
            # The more of a name is typed, the likelier; and titles are better known than aliases.
            share = len(query) / len(key.compact) + key.is_title
            if key.compact == query:
                yield key, _EXACT
            elif key.compact.startswith(query):
                yield key, _PREFIX + share + key.words.startswith(f"{words} ")
            elif f" {words}" in key.words:
                yield key, _WORDS + share
            elif inside_counts:
                yield key, _INSIDE + share

    def _with_every_word(self, words: str) -> Iterator[tuple[_Key, float]]:
        typed = words.split()
        if len(typed) < 2:
            return
        rarest = max(typed, key=len)
        for position in self._words.holding(f" {rarest}"):
            key = self._flat[position]
            if all(f" {word}" in f" {key.words}" for word in typed):
                yield key, _WORDS - 1

    def _like(self, words: str, limit: int) -> Iterator[tuple[_Key, float]]:
        query = compact(words)
        if len(query) < 3 and query.isascii():
            return
        length = len(query)
        most = 4 * limit  # since several names may be one drama's
        whole = process.extract(
            query, self._compact.names, scorer=fuzz.ratio, limit=most, score_cutoff=_FUZZY_LEAST
        )
        likeness = {position: similarity for _, similarity, position in whole}
        for _, similarity, at in process.extract(
            query,
            [tail[:length] for _, tail in self._tails],
            scorer=fuzz.ratio,
            limit=most,
            score_cutoff=_FUZZY_LEAST / _UNFINISHED,
        ):
            position = self._tails[at][0]
            likeness[position] = max(likeness.get(position, 0.0), similarity * _UNFINISHED)
        least = _FUZZY_NEAR * max(likeness.values(), default=0.0)
        for position, similarity in likeness.items():
            if similarity >= least:
                yield self._flat[position], similarity * _FUZZY

    def _put(self, entry: TitleEntry) -> None:
        self._entries[entry.id] = entry
        names = (entry.title, *((entry.native,) if entry.native else ()), *entry.aliases)
        keys = []
        for name in dict.fromkeys(names):
            words = words_of(name)
            if words:
                keys.append(_Key(entry.id, name, words, compact(words), name == entry.title))
        self._keys[entry.id] = tuple(keys)

    def _flatten(self) -> None:
        self._flat = [key for keys in self._keys.values() for key in keys]
        self._compact = _Names(key.compact for key in self._flat)
        self._words = _Names(f" {key.words}" for key in self._flat)
        self._tails = [
            (position, tail) for position, key in enumerate(self._flat) for tail in _tails(key)
        ]


class _Names:
    """Names in one string, each at a known place."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._text = _END.join(self.names)
        self._starts: list[int] = []
        at = 0
        for name in self.names:
            self._starts.append(at)
            at += len(name) + 1

    def holding(self, part: str) -> Iterator[int]:
        """Yield the position of every name that holds a text, once each."""
        at = self._text.find(part)
        while at >= 0:
            position = bisect_right(self._starts, at) - 1
            yield position
            at = self._text.find(part, self._starts[position] + len(self.names[position]))


def _keep_best(best: dict[int, Hit], key: _Key, score: float) -> None:
    known = best.get(key.entry)
    if known is None or known.score < score:
        best[key.entry] = Hit(key.entry, score, key.name)


def _tails(key: _Key) -> Iterator[str]:
    """Yield the name from each of its words on, for what is typed of its middle."""
    words = key.words.split()
    return ("".join(words[at:]) for at in range(len(words)))


def _says_enough(key: _Key, words: str) -> bool:
    """Tell whether what was typed says most of a name that it begins, or has words of."""
    query = compact(words)
    if len(query) < _CLEAR * len(key.compact) or _numbers(words) != _numbers(key.words):
        return False
    typed = words.split()
    in_a_row = key.compact.startswith(query) or f" {words} " in f" {key.words} "
    whole = len(set(typed)) == len(typed) and set(typed) <= set(key.words.split())
    return in_a_row or whole or not query.isascii()


def _numbers(words: str) -> list[str]:
    # A sequel's number, or a year: without it, or with another one, another drama is meant.
    return sorted(_NUMBER.findall(words))
