"""Artwork of our own, for the page people try the bot on: no third party's pictures."""

from __future__ import annotations

import math
import random
from typing import Final

from bot.pictures.typesetting import family_for, legible, typeset

POSTER_SIZE: Final = (600, 900)
STILL_SIZE: Final = (1200, 675)

# From the top of the sky to its foot, then what shines.
_PALETTES: Final = (
    ("#2a1045", "#7b1e5c", "#e0496f", "#ffb35c"),
    ("#0e1c3f", "#2f4a8a", "#c76b98", "#ffc38a"),
    ("#10303a", "#1f6b73", "#e5767c", "#ffd08a"),
)
_SCENES: Final = 3
_WAVE_BARS: Final = 42


def draw_poster(title: str, native_title: str, year: int, palette_seed: int) -> bytes:
    """Draw a poster as PNG, 600 by 900 pixels: a record over a city, the native title large."""
    dice = random.Random(palette_seed)  # noqa: S311 -- decoration that must repeat
    title, native = legible(title), legible(native_title)
    main = native or title
    sub = title if native and title != native else ""
    return typeset(
        "poster.typ",
        {
            "palette": _palette(palette_seed),
            "over": str(year),
            "main": main,
            "main_family": family_for(main),
            "sub": sub,
            "sub_family": family_for(sub),
            "stars": _specks(dice, 46),
            "far": _houses(dice, tallest=250, widths=(46, 88)),
            "near": _houses(dice, tallest=130, widths=(58, 112)),
            "wave": [_level(dice, index) for index in range(_WAVE_BARS)],
        },
    )


def draw_still(caption: str, seed: int) -> bytes:
    """Draw a scene as PNG, 1200 by 675 pixels; seeds go round street, studio and airport."""
    dice = random.Random(seed)  # noqa: S311 -- decoration that must repeat
    return typeset(
        "still.typ",
        {
            "palette": _palette(seed),
            "scene": seed % _SCENES,
            "caption": legible(caption),
            "specks": _specks(dice, 34),
            "snow": [(*spot, size * 1.5) for *spot, size in _specks(dice, 70)],
            "blocks": [house["box"] for house in _houses(dice, 300, (90, 170), width=1200)],
            "lights": [(dice.random(), dice.random()) for _ in range(9)],
        },
    )


def _palette(seed: int) -> tuple[str, ...]:
    return _PALETTES[seed % len(_PALETTES)]


def _specks(dice: random.Random, count: int) -> list[tuple[float, float, float]]:
    return [(dice.random(), dice.random(), dice.uniform(0.8, 2.4)) for _ in range(count)]


def _houses(
    dice: random.Random, tallest: int, widths: tuple[int, int], width: int = 600
) -> list[dict[str, list[tuple[int, ...]] | tuple[int, ...]]]:
    houses: list[dict[str, list[tuple[int, ...]] | tuple[int, ...]]] = []
    x = -dice.randrange(30)
    while x < width:
        wide = dice.randint(*widths)
        # Lower towards the middle, where the picture's subject is.
        aside = min(1.0, abs(x + wide / 2 - width / 2) / (width / 2))
        tall = int(dice.randint(tallest // 2, tallest) * (0.5 + 0.5 * aside))
        windows: list[tuple[int, ...]] = [
            (left, top)
            for left in range(10, wide - 14, 16)
            for top in range(14, tall, 20)
            if dice.random() < 0.28
        ]
        houses.append({"box": (x, wide, tall), "windows": windows})
        x += wide + dice.randrange(8)
    return houses


def _level(dice: random.Random, index: int) -> float:
    # Loud in the middle, quiet at both ends.
    loudness = math.sin(math.pi * (index + 0.5) / _WAVE_BARS)
    return math.pow(loudness, 1.4) * dice.uniform(0.25, 1)
