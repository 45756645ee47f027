"""The histogram of a drama's ratings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.pictures.typesetting import family_for, legible, typeset

WIDTH: Final = 1200
HEIGHT: Final = 630
BINS: Final = 20
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class DistributionChart:
    """What the picture says, in words that are already translated.

    Attributes:
        counts: Twenty counts, from 0.5 to 10 in half points.
        heading: What is counted, such as "Everyone's ratings".
        summary: The counts in words, such as "8.4 average of 132 ratings"; where nobody
            rated it stands in place of the bars.
        scale_labels: The names of equal steps up to the highest score, such as "1" to "10"
            or five numbers of stars; their number divides twenty.
    """

    title: str
    native_title: str
    counts: tuple[int, ...]
    heading: str
    summary: str
    dark: bool = True
    scale_labels: tuple[str, ...] = tuple(str(points) for points in range(1, 11))

    def __post_init__(self) -> None:
        if len(self.counts) != BINS or min(self.counts) < 0:
            raise ValueError(f"{BINS} counts from 0 up are needed, not {self.counts}")
        if not self.scale_labels or BINS % len(self.scale_labels):
            raise ValueError(f"{len(self.scale_labels)} labels do not divide {BINS} bins")


def draw_distribution(chart: DistributionChart) -> bytes:
    """Draw the chart as PNG, 1200 by 630 pixels: bars, or dots for fewer than five ratings."""
    title, native = legible(chart.title), legible(chart.native_title)
    if native == title:
        native = ""
    return typeset(
        "distribution.typ",
        {
            "title": title or native,
            "title_family": family_for(title or native),
            "native_title": native if title else "",
            "native_family": family_for(native),
            "counts": chart.counts,
            "count_labels": [_short(count) for count in chart.counts],
            "heading": legible(chart.heading),
            "summary": legible(chart.summary),
            "scale_labels": [legible(label) for label in chart.scale_labels],
            "dark": chart.dark,
            "few": FEW,
        },
    )


def _short(count: int) -> str:
    # A column has room for four characters.
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            thousands = count / size
            return f"{thousands:.1f}{letter}" if thousands < 9.95 else f"{thousands:.0f}{letter}"
    return str(count)
