"""Laying a long text out over several cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.ui.safe import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS: Final = re.compile(r"\s*\S+")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


def split_text(text: str, limit: int) -> list[str]:
    """Cut a text into escaped parts of at most ``limit`` characters, at paragraphs first.

    A blank text has no parts.
    """
    parts: list[str] = []
    held = ""
    for piece in _pieces(text, limit):
        joined = f"{held}\n\n{piece}" if held else piece
        if held and len(joined) > limit:
            parts.append(held)
            held = piece
        else:
            held = joined
    return [*parts, held] if held else parts


def _pieces(text: str, limit: int) -> Iterator[str]:
    for paragraph in _PARAGRAPHS.split(text):
        escaped = escape(paragraph)
        if len(escaped) <= limit:
            if escaped:
                yield escaped
            continue
        held = ""
        for word in _words(paragraph, limit):
            if held and len(escape(held + word)) > limit:
                yield escape(held)
                held = word.lstrip()
            else:
                held += word
        if escape(held):
            yield escape(held)


def _words(paragraph: str, limit: int) -> Iterator[str]:
    """Give the words with the space before them; one that is too long, in slices."""
    longest = max(1, limit // 2 - 2)  # escaping doubles a text at most
    for match in _WORDS.finditer(paragraph):
        word = match.group()
        if len(word) <= longest:
            yield word
        else:
            yield from (word[i : i + longest] for i in range(0, len(word), longest))
