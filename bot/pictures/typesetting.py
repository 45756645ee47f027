"""Setting type: templates and values to PNG, in fonts that are known to have the letters.

Values reach a template as JSON in ``sys.inputs`` and are shown as strings: nothing that
people wrote is ever parsed as markup. Safe in several threads at once: a compiler belongs
to one call, and the fonts, which are shared, do not change.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import noto_cjk
import typst
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Mapping

SANS: Final = "Noto Sans CJK KR"
_JAPANESE: Final = "Noto Sans CJK JP"
_CHINESE: Final = "Noto Sans CJK SC"

_LONGEST_WORD: Final = 14
_ZERO_WIDTH_SPACE: Final = "\u200b"
_NO_CHARACTER: Final = "\U0010ffff"


def typeset(template: str, data: Mapping[str, object]) -> bytes:
    """Draw a template of this package with ``data``, as PNG, one pixel a point."""
    compiler = typst.Compiler(font_paths=_fonts())
    drawn = compiler.compile(
        _source(template),
        format="png",
        ppi=72,
        sys_inputs={"data": json.dumps({"family": SANS, **data})},
    )
    if not isinstance(drawn, bytes):
        raise TypeError(f"{template} is not one page")
    return drawn


def legible(text: str) -> str:
    """Return ``text`` on one line with nothing in it that would be drawn as an empty box.

    Signs without a glyph (emoji, mostly) are left out. Where a letter has none the answer
    is empty: part of a name would be another name.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    kept: list[str] = []
    for sign in line:
        kind = unicodedata.category(sign)
        if kind[0] == "C":
            continue
        if has_glyph(sign):
            kept.append(sign)
        elif kind[0] in "LMN":
            return ""
    return " ".join(_breakable(word) for word in "".join(kept).split())


def family_for(text: str) -> str:
    """Name the family whose Han characters are shaped as the text's language shapes them."""
    names = [unicodedata.name(sign, "") for sign in text]
    if any(name.startswith(("HIRAGANA", "KATAKANA")) for name in names):
        return _JAPANESE
    if any(name.startswith("HANGUL") for name in names):
        return SANS
    return _CHINESE if any(name.startswith("CJK UNIFIED") for name in names) else SANS


@lru_cache(maxsize=8192)
def has_glyph(sign: str) -> bool:
    """Whether the bundled font or, failing that, a font of this system has the character."""
    if _draws(str(noto_cjk.otc_path("sans")), 0, sign):
        return True
    return any(
        _draws(font.path, font.index, sign) for font in _fonts().fonts() if font.path is not None
    )


@cache
def _fonts() -> typst.Fonts:
    # The system's fonts come second, for scripts that the collection lacks (Thai).
    folder = Path(noto_cjk.otc_path("sans")).parent
    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(folder)]
    )


@cache
def _source(template: str) -> bytes:
    folder = resources.files("bot.pictures")
    return (folder / "lettering.typ").read_bytes() + (folder / template).read_bytes()


def _draws(path: str, index: int, sign: str) -> bool:
    try:
        font, nothing = _face(path, index)
        return bytes(font.getmask(sign)) != nothing
    except OSError:
        # Bitmap fonts have no such size.
        return False


@lru_cache(maxsize=64)
def _face(path: str, index: int) -> tuple[ImageFont.FreeTypeFont, bytes]:
    font = ImageFont.truetype(path, 20, index=index, layout_engine=ImageFont.Layout.BASIC)
    return font, bytes(font.getmask(_NO_CHARACTER))


def _breakable(word: str) -> str:
    # A line breaks between words only; a word wider than the picture would run out of it.
    if len(word) <= _LONGEST_WORD:
        return word
    parts = (word[i : i + _LONGEST_WORD] for i in range(0, len(word), _LONGEST_WORD))
    return _ZERO_WIDTH_SPACE.join(parts)
