"""Making other people's text safe to show: no markup, no mentions, no broken spoilers."""

from __future__ import annotations

from typing import Final

from bot.domain.markdown import clean, escape
from bot.domain.markdown_lines import hide as spoiler
from bot.domain.markdown_parts import clip as clip_markup

__all__ = ["clip", "clip_markup", "escape", "escape_line", "plain", "spoiler"]

_ELLIPSIS: Final = "…"


def plain(text: str) -> str:
    """Return one line with no control or direction characters, for labels and choices.

    No markup shows there, so a spoiler's bars would hide nothing: they are drawn as one sign.
    """
    return _one_line(text).replace("||", "‖")


def escape_line(text: str, limit: int | None = None) -> str:
    """Escape a text that must stay on one line, such as a title, cut before to ``limit``."""
    line = _one_line(text)
    return escape(line if limit is None else clip(line, limit))


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


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
