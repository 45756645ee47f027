"""How much of a post is understood, how the time grows with its length, and how fast it goes.

Run with ``uv run python -m benchmarks.reading``; ``--accuracy``, ``--growth`` and ``--speed`` run
one part. ``--show FIELD`` lists where a field differs from its label, in the posts that may be
looked at; with ``--held-out`` in the others.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from typing import Final

from benchmarks.reading_accuracy import Case, compare, shares
from benchmarks.reading_corpus import Post, load
from benchmarks.reading_speed import print_speed
from bot.domain.errors import InvalidInputError
from bot.reading.reader import read_post

REPEATED: Final = (
    "Aa ",
    "A a",
    "(",
    "Kim (",
    "Genre: ",
    "Episodes: 1 ",
    "1/",
    "★ ",
    "review ",
    "a. ",
    "I \n",
    "<p>x",
    "[caption",
    "[caption]<img>",
    "Kim Da Mi as ",
    "\t",
    "–",
    " - ",
    "사 ",
    "เ ",
    "11",
    "twenty ",
    "Season 1: 1 ",
    "one out of ",
    "spoil ",
    ": ",
    "x,",
    "my ",
    "Episode 1 to ",
    "# ",
)
"""Pieces that are slow to read when repeated, if a pattern is careless."""

LENGTH: Final = 60_000
_ORDINARY: Final = "She has a plan (Kim Da Mi) and he has none. Rating: 8/10\n\n"


def main() -> None:
    """Print what was asked for, or all parts."""
    asked = _arguments()
    posts = load()
    if asked.show:
        print_differences([p for p in posts if p.label.held_out == asked.held_out], asked.show)
        return
    parts = {name for name in ("accuracy", "growth", "speed") if getattr(asked, name)}
    if not parts or "accuracy" in parts:
        print_accuracy(posts)
    if not parts or "growth" in parts:
        print_growth()
    if not parts or "speed" in parts:
        print_speed(posts)


def print_accuracy(posts: list[Post]) -> None:
    """Print precision and recall of each field, of both parts of the corpus."""
    held_out = [post for post in posts if post.label.held_out]
    tuning = compare(post for post in posts if not post.label.held_out)
    others = compare(held_out)
    reviews = sum(post.label.is_review for post in posts)
    print(f"{len(posts)} posts, {reviews} of them reviews of one drama; {len(held_out)} held out\n")
    print("| | stated | precision | recall | held out: stated | precision | recall |")
    print("|---|---|---|---|---|---|---|")
    for field in tuning:
        print(f"| {field} | {_shown(tuning[field])} | {_shown(others.get(field, []))} |")
    f1 = (shares(cases["review or not"]).f1 for cases in (tuning, others))
    print("\nreview or not, F1: {:.3f}; held out {:.3f}\n".format(*f1))


def print_differences(posts: list[Post], field: str) -> None:
    """Print each post in which a field was not read as it is labelled."""
    cases = compare(posts)
    if field not in cases:
        print(f"No field {field!r}; there are: {', '.join(cases)}")
        return
    for case in cases[field]:
        if case.expected != case.read:
            missed = "; ".join(sorted(map(str, case.missed))) or "–"
            invented = "; ".join(sorted(map(str, case.invented))) or "–"
            print(f"{case.post}\n  missed: {missed}\n  invented: {invented}")


def print_growth() -> None:
    """Print the slowest pieces, and how their time grows when the input doubles.

    A pattern that backtracks shows as a growth well above 2 where the length doubles; an ordinary
    post is the baseline of the same run.
    """
    baseline = _seconds(_ORDINARY, LENGTH)
    print(f"an ordinary post of {LENGTH:,} characters: {baseline * 1e3:.0f} ms\n")
    print("| repeated | ms | times an ordinary post | growth when doubled |")
    print("|---|---|---|---|")
    rows = [(_seconds(piece, LENGTH), _seconds(piece, LENGTH // 2), piece) for piece in REPEATED]
    for whole, half, piece in sorted(rows, reverse=True)[:10]:
        print(f"| `{piece!r}` | {whole * 1e3:.0f} | {whole / baseline:.1f} | {whole / half:.1f} |")
    print()


def _seconds(piece: str, length: int) -> float:
    text = f"Review: Paper Key\n\n{piece * (length // len(piece))}"
    started = time.process_time()
    for media in ("text", "html"):
        with contextlib.suppress(InvalidInputError):
            read_post(text, media=media)
    return time.process_time() - started


def _shown(cases: list[Case]) -> str:
    total = shares(cases)
    return f"{total.stated} | {total.precision:.3f} | {total.recall:.3f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--accuracy", action="store_true", help="precision and recall a field")
    parser.add_argument("--growth", action="store_true", help="time against length")
    parser.add_argument("--speed", action="store_true", help="posts a second")
    parser.add_argument("--show", metavar="FIELD", help="where a field differs from its label")
    parser.add_argument("--held-out", action="store_true", help="with --show: the other posts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
