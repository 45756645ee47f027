"""How well and how fast titles are found, beside other ways to search, in the same run.

Run with ``uv run python -m benchmarks.search`` (``--quick`` for an eighth of the queries);
docs/performance.md says what is measured. It needs ``../shared/data/search`` and says so where
that is absent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks import search_data
from benchmarks.search_rivals import MOST, ByFame, rivals
from bot.search import TitleIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.search_queries import Query

DEPTHS: Final = (1, 10, 25)
SCRIPTS: Final = frozenset(
    (
        "hangul_partial",
        "choseong",
        "kbd_layout",
        "kbd_reverse",
        "roman_ko",
        "roman_loose",
        "pinyin_zh",
        "trad_simp",
        "kana_swap",
        "acronym",
    )
)
PREFIXES: Final = frozenset({"prefix_en", "prefix_native"})
_QUICK: Final = 8
_WARM: Final = ("signal", "사랑", "ㅅㄹ", "庆余年", "crahs landing", "sarangui", "t")


@dataclass(slots=True)
class Outcome:
    """What came of some queries.

    Attributes:
        hits: For each kind, of each query, whether it was found at each depth.
        wall: Milliseconds that passed, of each query.
        worked: Milliseconds of this thread's work, which other processes lengthen less.
    """

    hits: dict[str, list[list[bool]]] = field(default_factory=lambda: defaultdict(list))
    wall: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def recall(self, kinds: Sequence[str] | None = None) -> list[float]:
        """Return the share of queries found at each depth."""
        kinds = list(self.hits) if kinds is None else kinds
        found = [one for kind in kinds for one in self.hits[kind]]
        return np.mean(found, axis=0).tolist() if found else [float("nan")] * len(DEPTHS)


def try_queries(search: Callable[[str], list[int]], queries: Sequence[Query]) -> Outcome:
    """Search for each query."""
    outcome = Outcome()
    for query in queries:
        started, worked = perf_counter(), thread_time()
        ids = search(query.text)
        outcome.worked.append((thread_time() - worked) * 1e3)
        outcome.wall.append((perf_counter() - started) * 1e3)
        place = next((at for at, id_ in enumerate(ids) if id_ in query.accept), MOST)
        outcome.hits[query.kind].append([place < depth for depth in DEPTHS])
    return outcome


def print_kinds(outcome: Outcome) -> None:
    """Print the recall of each kind, the worst first, and of groups of kinds."""
    print("| kind of query | queries | recall@1 | recall@10 | recall@25 |")
    print("|---|---|---|---|---|")
    for kind in sorted(outcome.hits, key=lambda kind: outcome.recall([kind])[1:]):
        shown = " | ".join(f"{share:.3f}" for share in outcome.recall([kind]))
        print(f"| {kind} | {len(outcome.hits[kind])} | {shown} |")
    ordinary = [kind for kind in outcome.hits if kind not in SCRIPTS | PREFIXES]
    scripts = [kind for kind in outcome.hits if kind in SCRIPTS]
    for name, kinds in (("ordinary", ordinary), ("script and keyboard", scripts)):
        means = np.mean([outcome.recall([kind]) for kind in kinds], axis=0)
        print(f"| **mean of {name} kinds** | | {' | '.join(f'{x:.3f}' for x in means)} |")
    shown = " | ".join(f"{share:.4f}" for share in outcome.recall())
    print(f"| **all** | {len(outcome.wall)} | {shown} |\n")


def print_ceiling(ceiling: ByFame, outcome: Outcome, queries: Sequence[Query]) -> None:
    """Print how near the beginnings of names come to what popularity allows."""
    beginnings = [query for query in queries if query.kind in PREFIXES]
    most = try_queries(ceiling.search, beginnings)
    for kind in sorted(PREFIXES):
        reached, possible = (some.recall([kind])[1:] for some in (outcome, most))
        print(
            f"- {kind}: recall@10 {reached[0]:.3f} of {possible[0]:.3f} that popularity allows, "
            f"recall@25 {reached[1]:.3f} of {possible[1]:.3f}"
        )
    print()


def row_of(name: str, outcome: Outcome) -> str:
    """Return a line of the table that compares."""
    scripts = [kind for kind in outcome.hits if kind in SCRIPTS]
    shares = [*outcome.recall(), outcome.recall(scripts)[1]]
    times = np.array(outcome.wall)
    spread = (np.median(times), np.percentile(times, 99), times.max())
    shown = " | ".join([f"{x:.3f}" for x in shares] + [f"{x:.2f}" for x in spread])
    return f"| {name} | {len(times):,} | {shown} |"


def print_cost(path: Path) -> None:
    """Print what building, holding, loading and adding cost, each in a fresh process."""
    for how in ("build", "load"):
        command = [sys.executable, "-m", "benchmarks.search_cost", how, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        cost = json.loads(done.stdout)
        print(
            f"- {how}: {cost['seconds']:.2f} s ({cost['cpu_seconds']:.2f} s of work), "
            f"{cost['mib']:.0f} MiB held, file {cost['file_mib']:.0f} MiB; "
            f"one drama added: {cost['add_median_ms']:.2f} ms, {cost['add_max_ms']:.2f} at most"
        )
    print()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--quick", action="store_true", help="an eighth of the queries")
    parser.add_argument("--no-rivals", action="store_true", help="only ours")
    parser.add_argument("--seed", type=int, default=1, help="of the queries made here")
    arguments = parser.parse_args()
    if not search_data.is_there():
        print("../shared/data/search is not here: nothing to measure with.")
        return
    step = _QUICK if arguments.quick else 1
    given = search_data.given_queries()[::step]
    made = search_data.made_queries(arguments.seed)[::step]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.index"
        print_cost(path)
        index = TitleIndex.load(path, stamp=search_data.STAMP)
    assert index is not None
    for typed in _WARM:
        index.search(typed)

    def ours(typed: str) -> list[int]:
        return [hit.id for hit in index.search(typed)]

    outcome = try_queries(ours, given)
    print("Given queries:\n")
    print_kinds(outcome)
    entries = list(search_data.entries())
    print_ceiling(ByFame(entries), outcome, given)
    print(f"Queries made here with other titles (seed {arguments.seed}):\n")
    outcome_made = try_queries(ours, made)
    print_kinds(outcome_made)
    print_ceiling(ByFame(entries), outcome_made, made)
    worked = np.array(outcome.worked)
    print(
        f"Work of ours for the given queries: median {np.median(worked):.2f} ms, "
        f"p99 {np.percentile(worked, 99):.2f} ms, longest {worked.max():.2f} ms.\n"
    )
    print(
        "| way to search | queries | recall@1 | recall@10 | recall@25 | scripts@10 "
        "| median, ms | p99 | longest |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    print(row_of("Daebak", outcome))
    if not arguments.no_rivals:
        for rival in rivals(entries):
            some = given[:: max(1, round(1 / rival.share))]
            print(row_of(rival.name, try_queries(rival.search, some)), flush=True)


if __name__ == "__main__":
    main()
