"""Chinese characters: traditional and Japanese forms as the simplified one, and in pinyin."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_FORMS: Final = Path(__file__).with_name("han.txt")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Where the library has not the reading that titles have.
_READINGS: Final = {"地": "di", "拓": "tuo", "妳": "ni", "仔": "zai", "佛": "fo", "谁": "shui"}


def has_han(text: str) -> bool:
    """Tell whether there is any Chinese character."""
    return _HAN.search(text) is not None


def simplified(text: str) -> str:
    """Write every form of a character as the simplified one: 戰艦 and 戦艦 become 战舰."""
    return text.translate(_simplified_forms())


def is_simplified(character: str) -> bool:
    """Tell whether a character has no simpler form; so do all that are not Chinese."""
    return not character or ord(character) not in _simplified_forms()


def pinyin_of(text: str) -> str:
    """Write Chinese characters in pinyin without tones, each a word of its own."""
    return text.translate(_pinyin())


@cache
def _simplified_forms() -> dict[int, str]:
    lines = _FORMS.read_text(encoding="utf-8").splitlines()
    return {ord(form): line[0] for line in lines if line[0] != "#" for form in line[1:]}


@cache
def _pinyin() -> _Pinyin:
    from anyascii import anyascii  # not before there is Chinese to read

    return _Pinyin(anyascii)


class _Pinyin(dict[int, str]):
    """The readings met so far, by code point."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__({ord(character): f" {pinyin} " for character, pinyin in _READINGS.items()})
        self._read = read

    def __missing__(self, code: int) -> str:
        character = chr(code)
        known = f" {self._read(character).lower()} " if has_han(character) else character
        self[code] = known
        return known
