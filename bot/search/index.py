"""A title index in memory: exact, prefix, word and fuzzy matches, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_EXACT: Final = 100.0
_PREFIX: Final = 95.0
_WORDS: Final = 88.0
_INSIDE: Final = 84.0
_FUZZY_LEAST: Final = 60.0
_LONGEST_QUERY: Final = 100


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
    entry: int
    name: str
    words: str
    compact: str


class TitleIndex:
    """Names of dramas, searched as they are typed."""

    def __init__(self) -> None:
        self._entries: dict[int, TitleEntry] = {}
        self._keys: dict[int, tuple[_Key, ...]] = {}
        self._flat: list[_Key] = []
        self._compact: list[str] = []

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

        Args:
            query: As typed, possibly unfinished; only its first 100 characters count.
            limit: How many to return at most.
            prefer: Entries that come first among equals, such as a member's own list.
        """
        words = words_of(query[:_LONGEST_QUERY])
        if not words:
            return []
        best: dict[int, Hit] = {}
        for key in self._flat:
            score = _direct_score(words, key)
            if score and (key.entry not in best or best[key.entry].score < score):
                best[key.entry] = Hit(key.entry, score, key.name)
        if len(best) < limit:
            self._add_fuzzy(words, limit, best)
        return sorted(best.values(), key=lambda hit: self._rank(hit, prefer))[:limit]

    def _rank(self, hit: Hit, prefer: Collection[int]) -> tuple[float, bool, float, str]:
        entry = self._entries[hit.id]
        return (-hit.score, hit.id not in prefer, -entry.popularity, entry.title)

    def _add_fuzzy(self, words: str, limit: int, best: dict[int, Hit]) -> None:
        query = compact(words)
        if len(query) < 3 and query.isascii():
            return
        scorer = fuzz.ratio if len(query) < 5 else fuzz.WRatio
        found = process.extract(
            query, self._compact, scorer=scorer, limit=limit * 4, score_cutoff=_FUZZY_LEAST
        )
        for _, similarity, position in found:
            key = self._flat[position]
            # A fuzzy match never outranks one that was typed right.
            score = similarity * 0.8
            if key.entry not in best or best[key.entry].score < score:
                best[key.entry] = Hit(key.entry, score, key.name)

    def _put(self, entry: TitleEntry) -> None:
        self._entries[entry.id] = entry
        names = (entry.title, *((entry.native,) if entry.native else ()), *entry.aliases)
        keys = []
        for name in dict.fromkeys(names):
            words = words_of(name)
            if words:
                keys.append(_Key(entry.id, name, words, compact(words)))
        self._keys[entry.id] = tuple(keys)

    def _flatten(self) -> None:
        self._flat = [key for keys in self._keys.values() for key in keys]
        self._compact = [key.compact for key in self._flat]


def _direct_score(words: str, key: _Key) -> float:
    """Score a name that holds what was typed, letter for letter; 0 where it does not."""
    query = compact(words)
    if query not in key.compact:
        typed = words.split()
        if len(typed) > 1 and all(_starts_a_word(word, key.words) for word in typed):
            return _WORDS - 1
        return 0.0
    if key.compact == query:
        return _EXACT
    share = len(query) / len(key.compact)  # the more of the name is typed, the likelier it is
    if key.compact.startswith(query):
        return _PREFIX + share
    if _starts_a_word(words, key.words):
        return _WORDS + share
    return _INSIDE + share if len(query) > 1 or not query.isascii() else 0.0


def _starts_a_word(part: str, words: str) -> bool:
    return f" {words}".find(f" {part}") >= 0
