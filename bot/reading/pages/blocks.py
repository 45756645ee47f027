"""A post between its markup and its meaning: headings, paragraphs and pictures in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.reading.model import Picture


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PICTURE = "picture"


UNMARKED: Final = 7
"""The level of a heading that only its place and form tell."""


class Role(StrEnum):
    """What a heading or label says of the text below it."""

    NONE = ""
    SYNOPSIS = "synopsis"
    OPINION = "opinion"
    CAST = "cast"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a post.

    Attributes:
        text: Of a heading or paragraph; lines are parted by a line feed.
        marked: The same lines as Discord Markdown, one for each line of ``text`` and each
            balanced in itself; empty where the text has no markup. ``markdown`` gives both.
        level: Of a heading, 1 (outermost) to 6; 7 for a heading that is only bold or short.
    """

    kind: BlockKind
    text: str = ""
    picture: Picture | None = None
    level: int = 0
    role: Role = Role.NONE
    marked: tuple[str, ...] = ()

    @property
    def markdown(self) -> tuple[str, ...]:
        """The lines as Discord Markdown; a text without markup is escaped."""
        return self.marked or tuple(escape(line) for line in self.text.split("\n"))

    def only(self, kept: Sequence[int]) -> Block:
        """Return a block of some of the lines, given by their numbers from 0."""
        lines = self.text.split("\n")
        if len(kept) == len(lines):
            return self
        text = "\n".join(lines[i] for i in kept)
        return replace(self, text=text, marked=tuple(self.marked[i] for i in kept if self.marked))


@dataclass(frozen=True, slots=True)
class Structured:
    """What a page says of itself to machines (JSON-LD, Open Graph).

    Attributes:
        reviewed: The title of what the page reviews; ``also`` has its other titles.
    """

    reviewed: str | None = None
    also: tuple[str, ...] = ()
    headline: str | None = None
    rating: str | None = None
    episodes: int | None = None
    genres: tuple[str, ...] = ()
    image: str | None = None
    author: str | None = None
    site_name: str | None = None
    published: datetime | None = None
    url: str | None = None
    rated_by_many: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A post's title line and blocks, furniture gone.

    Attributes:
        excerpts: How many of its parts end in a link to the rest of them ("Continue reading").
    """

    title: str | None
    blocks: tuple[Block, ...]
    structured: Structured = field(default_factory=Structured)
    excerpts: int = 0


def heading(text: str, level: int = UNMARKED, marked: tuple[str, ...] = ()) -> Block:
    """Make a heading."""
    return Block(BlockKind.HEADING, text, level=level, marked=marked)


def paragraph(text: str, role: Role = Role.NONE, marked: tuple[str, ...] = ()) -> Block:
    """Make a paragraph."""
    return Block(BlockKind.PARAGRAPH, text, role=role, marked=marked)


def shown(picture: Picture) -> Block:
    """Make a picture's block."""
    return Block(BlockKind.PICTURE, picture=picture)
