"""Romanised Asian titles in one loose spelling, since everyone spells them another way."""

from __future__ import annotations

import re
from typing import Final

# Each of these hears as one what people write in several ways; the later ones build upon the
# earlier ones. The comments give an example of two spellings that meet.
_RULES: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"[^a-z0-9\n]+", ""),
        (r"sh", "s"),
        (r"[cz]h|ts|[zqj]", "j"),  # zhang, chang
        (r"(?<=[nl])v", "u"),  # nv, nü
        (r"ui", "e"),
        (r"(?:e[ou])+", "o"),  # seo, so
        (r"ae|ee", "e"),  # dae, de
        (r"oe", "we"),  # choego, chwego
        (r"[ou]+", "o"),  # so, soo, su
        (r"wo", "o"),  # woo, u
        (r"yi", "i"),
        (r"(?<=.)h", ""),  # yuhok, yuok
        (r"ng", "n"),
        (r"x", "s"),
    )
)
_ALIKE: Final = str.maketrans("gdbvfrc", "ktppplk")
_NASAL: Final = re.compile(r"[ktp](?=[nm])")  # eopneun, eomneun
_LIQUID: Final = re.compile(r"nl|ln")  # sinra, silla
_DOUBLED: Final = re.compile(r"([a-z])\1+")


def loosened(romanised: str) -> str:
    """Return lower-case Latin text as it sounds, roughly and without spaces; lines are kept."""
    for pattern, written in _RULES:
        romanised = pattern.sub(written, romanised)
    sound = _NASAL.sub(_nasal, romanised.translate(_ALIKE))
    return _DOUBLED.sub(r"\1", _LIQUID.sub("l", sound))


def _nasal(found: re.Match[str]) -> str:
    return {"k": "n", "t": "n", "p": "m"}[found[0]]
