"""How many posts a second are read, beside an extraction that finds the text alone.

Both get the same HTML strings in one process and take turns, and the medians of the rounds count,
so that what else the machine does falls on both.
"""

from __future__ import annotations

import statistics
from time import process_time
from typing import TYPE_CHECKING, Final

import trafilatura

from bot.reading.reader import read_post

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.reading_corpus import Post

ROUNDS: Final = 15


def print_speed(posts: list[Post]) -> None:
    """Print posts a second of each way, the median of the rounds with their range."""
    pages = [post for post in posts if post.media == "html"]
    size = sum(len(post.text.encode()) for post in pages)
    ways: dict[str, Callable[[Post], object]] = {
        "`read_post`": lambda post: read_post(
            post.text, media="html", source_url=post.label.url, title=post.label.headline
        ),
        "trafilatura": lambda post: trafilatura.extract(post.text, url=post.label.url),
        "trafilatura, fast": lambda post: trafilatura.extract(
            post.text, url=post.label.url, fast=True
        ),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        _seconds(way, pages)
    for _ in range(ROUNDS):
        for name, way in ways.items():
            taken[name].append(_seconds(way, pages))
    print(
        f"{len(pages)} HTML posts, {size / len(pages) / 1e3:.1f} kB on average; {ROUNDS} rounds\n"
    )
    print("| | posts a second | slowest and fastest round | ms a post |")
    print("|---|---|---|---|")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        rates = f"{len(pages) / max(seconds):.0f}–{len(pages) / min(seconds):.0f}"
        shown = f"{len(pages) / middle:.0f} | {rates} | {middle / len(pages) * 1e3:.2f}"
        print(f"| {name} | {shown} |")


def _seconds(way: Callable[[Post], object], pages: list[Post]) -> float:
    started = process_time()
    for post in pages:
        way(post)
    return process_time() - started
