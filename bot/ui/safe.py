"""Making other people's text safe to show: no markup, no mentions, no broken spoilers."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"([\\*_~|`\[\]<>@])")
_LINE_START: Final = re.compile(r"^(\s*)(#{1,3}|-#|-|\+|\d+[.)])(?=\s)", re.MULTILINE)
# Control characters but tab and newline, lone surrogates, and marks that turn the reading
# direction round.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_ELLIPSIS: Final = "…"


def plain(text: str) -> str:
    """Return one line with no control or direction characters, for labels and choices.

    No markup shows there, so a spoiler's bars would hide nothing: they are drawn as one sign.
    """
    return _one_line(text).replace("||", "‖")


def escape(text: str) -> str:
    """Return a text that shows as written: no markup, mention or link of its own.

    May be up to twice as long as the text.
    """
    escaped = _MARKUP.sub(r"\\\1", _clean(text)).replace("://", "\\://")
    return _BLANK_LINES.sub("\n\n", _LINE_START.sub(r"\1\\\2", escaped)).strip()


def escape_line(text: str, limit: int | None = None) -> str:
    """Escape a text that must stay on one line, such as a title, cut before to ``limit``."""
    line = _one_line(text)
    return escape(line if limit is None else clip(line, limit))


def spoiler(escaped: str) -> str:
    """Hide an escaped text behind a spoiler mark; each paragraph gets its own."""
    parts = [part for part in escaped.split("\n\n") if part.strip()]
    return "\n\n".join(f"||{part}||" for part in parts)


def clip(text: str, limit: int) -> str:
    """Cut a plain text to ``limit`` characters, at a word where there is one."""
    if len(text) <= limit:
        return text
    if limit <= 0:
        return ""
    kept = text[: limit - 1]
    space = kept.rfind(" ")
    if space > limit * 0.6:
        kept = kept[:space]
    return kept.rstrip() + _ELLIPSIS


def clip_markup(text: str, limit: int) -> str:
    """Cut a text with markup of ours, leaving no escape, spoiler or emphasis open."""
    if len(text) <= limit:
        return text
    kept = clip(text, max(limit - 6, 0)).removesuffix(_ELLIPSIS)
    kept = kept[: len(kept) - _trailing_backslashes(kept) % 2]
    # A cut right inside a two-character mark leaves half of it.
    closing = "".join(
        mark for mark in ("**", "||") if len(re.findall(_unescaped(mark), kept)) % 2 == 1
    )
    if closing and kept.endswith(closing):
        kept, closing = kept[: -len(closing)], ""
    return (kept.rstrip() + _ELLIPSIS + closing)[:limit] if kept else ""


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _unescaped(mark: str) -> str:
    # An even number of backslashes before it escapes nothing but themselves.
    return rf"(?<!\\)(?:\\\\)*{re.escape(mark)}"


def _trailing_backslashes(text: str) -> int:
    return len(text) - len(text.rstrip("\\"))


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
