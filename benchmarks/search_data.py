"""The titles and queries to measure the search with; they lie beside the project, not in it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.search_queries import Query, make_queries
from bot.search import TitleEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parents[2] / "shared" / "data" / "search"
STAMP: Final = "benchmark"
_CATALOGUE: Final = FOLDER / "catalogue.jsonl.gz"
_QUERIES: Final = FOLDER / "queries.jsonl"


def is_there() -> bool:
    """Tell whether there is anything to measure with."""
    return _CATALOGUE.exists() and _QUERIES.exists()


def rows() -> Iterator[dict[str, Any]]:
    """Yield the catalogue's rows, the most popular first."""
    with gzip.open(_CATALOGUE, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def entries() -> Iterator[TitleEntry]:
    """Yield the catalogue's entries."""
    for row in rows():
        yield TitleEntry(
            row["id"],
            row["title"],
            row["native"] or None,
            tuple(row["aliases"]),
            row["year"],
            row["country"],
            row["pop"],
        )


def given_queries() -> list[Query]:
    """Return the queries that lie beside the catalogue."""
    with _QUERIES.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [Query(row["cat"], row["q"], frozenset(row["accept"])) for row in read]


def made_queries(seed: int) -> list[Query]:
    """Return queries made of other titles than the given ones are."""
    given = {id_ for query in given_queries() for id_ in query.accept}
    return make_queries(list(rows()), seed, without=given)
