"""What Discord's client makes of Markdown, by the patterns of its own parser.

The patterns are those of simple-markdown with Discord's changes: some know no escapes, which is
what text of ours must be safe from.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINK = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:[^\s\\]|\\.)*?)>?(?:\s+['\"](.*?)['\"])?\s*\)",
    re.DOTALL,
)
_EMPHASIS = re.compile(
    r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b"
    r"|\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)",
    re.ASCII,
)
_STRONG = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")
_UNDERLINE = re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")
_STRIKE = re.compile(r"~~([\s\S]+?)~~(?!_)")
_SPOILER = re.compile(r"\|\|([\s\S]+?)\|\|")
_CODE = re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_AUTOLINK = re.compile(r"<([^: >]+:/[^ >]+)>")
_ADDRESS = re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]")
_TEXT = re.compile(r"[\s\S]+?(?=[^0-9A-Za-z\s\u00c0-\uffff]|\n\n| {2,}\n|\w+:\S|$)", re.ASCII)
_MENTION = re.compile(r"<(?:@[!&]?|#|/|t:|a?:)[^>]*>|@everyone|@here")
_BLOCK = re.compile(r"(> )?( *(?:[-*] | {0,3}\d+\. )| +)?(#{1,3} |-# )?")


class Piece(NamedTuple):
    """A piece of what is seen, with what is done to it ("strong", "spoiler", a link's address)."""

    text: str
    ways: frozenset[str]


class UnexpectedMarkupError(AssertionError):
    """Something is shown as a mention or link that was meant to be text."""


def shown(markdown: str) -> list[Piece]:
    """Return what a reader sees of some lines, item and quote marks left out."""
    blocks: list[str] = []
    is_text = False
    for line in markdown.split("\n"):
        block = _BLOCK.match(line)
        prefix = block[0] if block else ""
        if is_text and line.strip() and not prefix.strip():
            blocks[-1] += "\n" + line
        else:
            blocks.append(line[len(prefix) :])
        is_text = bool(line.strip()) and not prefix.strip()
    pieces: list[Piece] = []
    for text in blocks:
        pieces += [*_inline(text, frozenset()), Piece("\n", frozenset())]
    return pieces[:-1]


def seen(markdown: str) -> str:
    """Return the words that a reader sees."""
    return "".join(piece.text for piece in shown(markdown))


def _inline(source: str, ways: frozenset[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    while at < len(source):
        rest = source[at:]
        step, found = _next(rest, ways)
        pieces += found
        at += step
    return pieces


def _next(rest: str, ways: frozenset[str]) -> tuple[int, list[Piece]]:
    if match := _ESCAPE.match(rest):
        return match.end(), [Piece(match[1], ways)]
    if match := _AUTOLINK.match(rest):
        return match.end(), [Piece(match[1], ways | {match[1]})]
    if match := _MENTION.match(rest):
        raise UnexpectedMarkupError(rest)
    if match := _ADDRESS.match(rest):
        return match.end(), [Piece(match[0], ways | {match[0]})]
    if match := _LINK.match(rest):
        return match.end(), _inline(match[1], ways | {match[2]})
    spans = [
        (match.end(), (match[1] or (match[2] if pattern is _EMPHASIS else "")), way)
        for pattern, way in ((_EMPHASIS, "em"), (_STRONG, "strong"), (_UNDERLINE, "u"))
        if (match := pattern.match(rest))
    ]
    if spans:
        end, inner, way = max(spans, key=lambda span: span[0])
        return end, _inline(inner, ways | {way})
    for pattern, way in ((_STRIKE, "s"), (_SPOILER, "spoiler")):
        if match := pattern.match(rest):
            return match.end(), _inline(match[1], ways | {way})
    if match := _CODE.match(rest):
        return match.end(), [Piece(match[2], ways | {"code"})]
    match = _TEXT.match(rest)
    end = match.end() if match else 1
    return end, [Piece(rest[:end], ways)]
