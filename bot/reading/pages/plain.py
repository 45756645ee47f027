"""Plain text to a page of blocks: which lines are headings, which are left over of pictures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast import member_of_heading
from bot.reading.drama_names.lead import find_title, is_above_post, is_sentence
from bot.reading.drama_names.titles import parse_title
from bot.reading.headings import is_long_warning, marks_part, role_of, tells_episodes
from bot.reading.mentions import loose
from bot.reading.model import Picture
from bot.reading.pages.blocks import UNMARKED, BlockKind, Page, Role, heading, paragraph, shown
from bot.reading.pages.furniture import ends_post, is_furniture
from bot.reading.pages.lines import begins_with_title, is_caption_like, is_title_like
from bot.reading.stated.labels import is_fact_line

if TYPE_CHECKING:
    from bot.reading.pages.blocks import Block

_MARKDOWN: Final = re.compile(r"(#{1,6})\s+(?=\S)(.+)")
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?![\s*_])(.+?)\1")
_EXCERPT: Final = re.compile(
    r"(?:(?:continue reading(?! below)|read (?:more|the rest of this entry))\b|"
    r"(?:\.\.\.|…) more\b).{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
# "Rewatch factor: very high" beside other facts.
_STATED: Final = re.compile(r"[A-Z][\w ’'/-]{2,24}:\s[^:]{1,30}")
# Words of menus that head parts of a post as well.
_HEADS: Final = re.compile(
    r"\b(?:reviews?|about|recommendations?|recap|entertainment|friends)\b", re.IGNORECASE
)
# Below it text has the titles and dates of other posts, without any markup to tell them by.
_RELATED: Final = re.compile(r"related:?", re.IGNORECASE)
_WRAPPED: Final = range(45, 100)
_LONG: Final = 120


def read_plain(text: str) -> Page:
    """Read a post that was copied or sent as text.

    Its first line is its title as a rule (``find_title``). A lone short line is a caption if it
    begins with the drama's title or names a picture, else a heading.
    """
    chunks = [_tidy(chunk) for chunk in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.strip())]
    title, chunks = _take_title([chunk for chunk in chunks if chunk])
    name = parse_title(title).title if title else None
    blocks: list[Block] = []
    is_told = False
    for chunk in chunks:
        kept: list[str] = []
        over = False
        for line in chunk:
            if ends_post(line) or _RELATED.fullmatch(line):
                if not blocks and not kept:
                    # "Leave a comment" right below the title is a link to the form.
                    continue
                over = True
                break
            if not is_furniture(line):
                kept.append(line)
        is_told = is_told or any(block.kind is BlockKind.PARAGRAPH for block in blocks)
        blocks.extend(_blocks_of(kept, name, is_told=is_told))
        if over:
            break
    _part_captions(blocks, name)
    while blocks and blocks[-1].level:
        # A heading with nothing below it ends no post: it is a line like "The end".
        last = blocks.pop()
        blocks.append(paragraph(last.text))
    return Page(title, tuple(blocks), excerpts=len(_EXCERPT.findall(text)))


def _part_captions(blocks: list[Block], name: str | None) -> None:
    """Take a line with the title right below a heading for the caption that it is.

    "The exhibition" and "Nevertheless Ending" may each head a part, but not both the same.
    """
    for at, (above, block) in enumerate(pairwise(blocks), 1):
        is_below = above.level and block.level == UNMARKED and role_of(block.text) is Role.NONE
        if name and is_below and begins_with_title(block.text, name):
            blocks[at] = shown(Picture(None, block.text, ""))


def _tidy(chunk: str) -> list[str]:
    lines = (re.sub(r"[^\S\n\t]+", " ", line).strip() for line in chunk.split("\n"))
    return [_EMPHASIS.sub(r"\2", line) for line in lines if line]


def _take_title(chunks: list[list[str]]) -> tuple[str | None, list[list[str]]]:
    """Take the title's line out, and what stands above it away."""
    marked = [_MARKDOWN.fullmatch(line) for chunk in chunks for line in chunk]
    lines = [line for chunk in chunks for line in chunk]
    shown = [match[2] if match else line for match, line in zip(marked, lines, strict=True)]
    at = find_title(shown)
    if at is None:
        return None, chunks
    name = loose(parse_title(shown[at]).title or "")
    echoes = [line for line in shown[:at] if name and loose(parse_title(line).title or "") == name]
    return shown[at], [[line] for line in echoes] + _after(chunks, at)


def _after(chunks: list[list[str]], at: int) -> list[list[str]]:
    """Return the chunks behind a line, counted over all of them."""
    for index, chunk in enumerate(chunks):
        if at < len(chunk):
            return [rest for rest in (chunk[at + 1 :], *chunks[index + 1 :]) if rest]
        at -= len(chunk)
    return []


def _blocks_of(lines: list[str], name: str | None, *, is_told: bool) -> list[Block]:
    if len(lines) == 1:
        return [_lone(lines[0], name, is_told=is_told)]
    if not lines:
        return []
    marked = _MARKDOWN.fullmatch(lines[0])
    if marked:
        rest = _blocks_of(lines[1:], name, is_told=is_told)
        return [_lone(lines[0], name, is_told=is_told), *rest]
    if any(len(line) > _LONG for line in lines):
        # Copied text without empty lines: each line is a paragraph, heading or caption.
        joined = _unbroken(lines)
        return [
            paragraph(line)
            if _STATED.fullmatch(line) and _is_among_facts(joined, at)
            else _lone(line, name, is_told=is_told)
            for at, line in enumerate(joined)
        ]
    wrapped = all(len(line) in _WRAPPED for line in lines[:-1])
    if wrapped and not any(is_fact_line(line) or member_of_heading(line) for line in lines):
        return [paragraph(" ".join(lines))]
    return [paragraph("\n".join(lines))]


def _is_among_facts(lines: list[str], at: int) -> bool:
    return any(is_fact_line(line) for line in lines[max(0, at - 1) : at + 2])


def _unbroken(lines: list[str]) -> list[str]:
    """Join lines that were broken within a sentence."""
    joined: list[str] = []
    for line in lines:
        goes_on = line[:1].islower() and joined and len(joined[-1]) >= _WRAPPED.start
        if goes_on and not re.search(r"[.!?:;…”\")]$", joined[-1]):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_above(line: str) -> bool:
    """Tell a date or byline, which is dropped as a heading above the post."""
    return bool(re.search(r"\w", line)) and is_above_post(line)


def _lone(line: str, name: str | None, *, is_told: bool) -> Block:
    marked = _MARKDOWN.fullmatch(line)
    if marked:
        return heading(marked[2], len(marked[1]))
    if marks_part(line):
        return heading(line)
    if (is_fact_line(line) and not tells_episodes(line)) or is_long_warning(line):
        return paragraph(line)
    if is_told and _is_above(line) and not (role_of(line) or _HEADS.search(line)):
        return paragraph(line)
    if is_sentence(line) or not (is_title_like(line) or (_is_above(line) and not is_told)):
        return paragraph(line)
    if name and loose(parse_title(line).title or "") == loose(name):
        return heading(line)
    if is_caption_like(line, name):
        return shown(Picture(None, line, ""))
    if re.search(r"[!?]$", line) and len(line.split()) > 6:
        return paragraph(line)
    return heading(line)
