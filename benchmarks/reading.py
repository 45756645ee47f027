"""How the time to read a post grows with its length, for input made to be slow.

Run with ``uv run python -m benchmarks.reading``. A pattern that backtracks shows as a growth
well above 2 where the length doubles; an ordinary post is the baseline of the same run.
"""

from __future__ import annotations

import contextlib
import time
from typing import Final

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
    """Print the slowest pieces, and how their time grows when the input doubles."""
    baseline = _seconds(_ORDINARY, LENGTH)
    print(f"an ordinary post of {LENGTH:,} characters: {baseline * 1e3:.0f} ms\n")
    print("| repeated | ms | times an ordinary post | growth when doubled |")
    print("|---|---|---|---|")
    rows = [(_seconds(piece, LENGTH), _seconds(piece, LENGTH // 2), piece) for piece in REPEATED]
    for whole, half, piece in sorted(rows, reverse=True)[:10]:
        print(f"| `{piece!r}` | {whole * 1e3:.0f} | {whole / baseline:.1f} | {whole / half:.1f} |")


def _seconds(piece: str, length: int) -> float:
    text = f"Review: Paper Key\n\n{piece * (length // len(piece))}"
    started = time.process_time()
    for media in ("text", "html"):
        with contextlib.suppress(InvalidInputError):
            read_post(text, media=media)
    return time.process_time() - started


if __name__ == "__main__":
    main()
