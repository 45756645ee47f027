"""Other ways to search titles, measured beside ours."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final, Protocol

from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.search import TitleEntry

MOST: Final = 25
_RANKED_AGAIN: Final = 100


class Rival(Protocol):
    """A way to search."""

    name: str
    share: float
    """Of the queries that it is tried with, since some take half a second for each."""

    def search(self, typed: str) -> list[int]:
        """Return the ids of up to 25 entries, the best first."""
        ...


class EveryName:
    """RapidFuzz over every name, as a bot with a list of titles does it."""

    def __init__(
        self, entries: Sequence[TitleEntry], scorer: Callable[..., float], share: float
    ) -> None:
        self.name = f"RapidFuzz {scorer.__name__}, all names"
        self.share = share
        self._scorer = scorer
        pairs = [(name, entry.id) for entry in entries for name in _names(entry)]
        self._names = [utils.default_process(name) for name, _ in pairs]
        self._ids = [id_ for _, id_ in pairs]

    def search(self, typed: str) -> list[int]:
        """Compare all names; of equals, the better known comes first."""
        best = process.extract(
            utils.default_process(typed), self._names, scorer=self._scorer, limit=4 * MOST
        )
        return _first(self._ids[at] for _, _, at in best)


class Like:
    """``LIKE '%typed%'`` on the titles in SQLite, the best known first: what most bots do."""

    name = "SQLite LIKE '%q%', titles"
    share = 1.0

    def __init__(self, entries: Sequence[TitleEntry]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE TABLE dramas (id INTEGER, title TEXT)")
        rows = ((entry.id, entry.title) for entry in entries)
        self._database.executemany("INSERT INTO dramas VALUES (?, ?)", rows)

    def search(self, typed: str) -> list[int]:
        """Look for what was typed within the titles."""
        found = self._database.execute(
            "SELECT id FROM dramas WHERE title LIKE ? LIMIT ?", (f"%{typed}%", MOST)
        )
        return [id_ for (id_,) in found]


class ByFame:
    """What begins with what was typed, letter for letter, the best known first.

    Titles and native titles come before other names. Of few letters nothing better can be
    made: it is the ceiling for beginnings.
    """

    name = "beginnings by popularity"
    share = 1.0

    def __init__(self, entries: Sequence[TitleEntry]) -> None:
        self._names = sorted(
            (name.lower(), at > bool(entry.native), place, entry.id)
            for place, entry in enumerate(entries)
            for at, name in enumerate(_names(entry))
        )

    def search(self, typed: str) -> list[int]:
        """Take the names that begin so."""
        begin = bisect_left(self._names, (typed.lower(),))
        end = bisect_left(self._names, (typed.lower() + "\uffff",))
        found = sorted((alias, place, id_) for _, alias, place, id_ in self._names[begin:end])
        return _first(id_ for _, _, id_ in found)


class FullText:
    """SQLite's FTS5 with pieces of three letters, ranked by BM25."""

    name = "SQLite FTS5 trigram, all names"
    share = 1.0

    def __init__(self, entries: Sequence[TitleEntry]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE names USING fts5(id UNINDEXED, name, tokenize='trigram')"
        )
        rows = ((entry.id, name) for entry in entries for name in _names(entry))
        self._database.executemany("INSERT INTO names VALUES (?, ?)", rows)

    def search(self, typed: str) -> list[int]:
        """Look for the words; fewer than three letters have no pieces and find nothing."""
        words = " ".join('"{}"'.format(word.replace('"', '""')) for word in typed.split())
        found = self._database.execute(
            "SELECT id FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (words, 4 * MOST)
        )
        return _first(id_ for (id_,) in found)


class Tantivy:
    """Tantivy with pieces of two and three letters, its hundred best ranked by RapidFuzz."""

    name = "tantivy 2-3-grams, RapidFuzz"
    share = 0.5

    def __init__(self, entries: Sequence[TitleEntry]) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("at", stored=True)
        builder.add_text_field("names", tokenizer_name="pieces")
        self._index = tantivy.Index(builder.build())
        pieces = tantivy.Tokenizer.ngram(min_gram=2, max_gram=3, prefix_only=False)
        analyzer = tantivy.TextAnalyzerBuilder(pieces).filter(tantivy.Filter.lowercase()).build()
        self._analyzer = analyzer
        self._index.register_tokenizer("pieces", analyzer)
        self._names = [[utils.default_process(name) for name in _names(e)] for e in entries]
        self._ids = [entry.id for entry in entries]
        writer = self._index.writer(heap_size=100_000_000)
        for at, entry in enumerate(entries):
            writer.add_document(tantivy.Document(at=at, names=_names(entry)))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, typed: str) -> list[int]:
        """Ask for any of the pieces, and compare what has the most of them."""
        pieces = set(self._analyzer.analyze(typed))
        schema = self._index.schema
        parts: list[Any] = [
            (
                self._tantivy.Occur.Should,
                self._tantivy.Query.term_query(schema, "names", piece, index_option="freq"),
            )
            for piece in pieces
        ]
        if not parts:
            return []
        query = self._tantivy.Query.boolean_query(parts)
        best = self._searcher.search(query, _RANKED_AGAIN).hits
        folded = utils.default_process(typed)
        scored = []
        for _, address in best:
            at = self._searcher.doc(address)["at"][0]
            score = max(fuzz.WRatio(folded, name) for name in self._names[at])
            scored.append((-score, at))
        return [self._ids[at] for _, at in sorted(scored)[:MOST]]


def rivals(entries: Sequence[TitleEntry]) -> Iterable[Rival]:
    """Yield each way to search, made when it is asked for."""
    yield Like(entries)
    yield FullText(entries)
    try:
        yield Tantivy(entries)
    except ImportError:
        print("tantivy is not installed: left out.")
    yield EveryName(entries, fuzz.ratio, 0.1)
    yield EveryName(entries, fuzz.WRatio, 0.02)


def _names(entry: TitleEntry) -> list[str]:
    return [name for name in (entry.title, entry.native, *entry.aliases) if name]


def _first(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))[:MOST]
