"""A title line as it was typed or linked to the words it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.pages.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESS: Final = r"(?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?"
_LINK: Final = re.compile(
    rf"(?P<picture>!)?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*{_ADDRESS}\s*\)"
)
_BARE_LINK: Final = re.compile(r"<?\bhttps?://[^\s<>()\[\]]+>?", re.IGNORECASE)
_PAIRED: Final = re.compile(r"(\*\*|__|~~|\|\||`)(?=\S)(.+?)(?<=\S)\1")
# Around words only: "M*A*S*H" is a title.
_SINGLE: Final = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_MAX_MARKUP: Final = 2_000
_MAX_LINE: Final = 400


def shown_words(line: str, is_label: Callable[[str], bool]) -> str:
    """Leave of links what they show, of emphasis the words, and of pictures nothing.

    Args:
        line: As it was typed.
        is_label: Whether a link's words are no title ("Review"): they stay in brackets, so that
            they can be told apart from one.
    """

    def shown(link: re.Match[str]) -> str:
        if link["picture"]:
            return " "
        return f"[{link['text']}]" if is_label(link["text"]) else link["text"]

    line = " ".join(visible(line[:_MAX_MARKUP]).split())
    if "[" in line or "http" in line:
        line = _BARE_LINK.sub(" ", _LINK.sub(shown, line))
    for pattern in (_PAIRED, _SINGLE):
        line = pattern.sub(r"\2", line)
    return " ".join(line.split())[:_MAX_LINE]
