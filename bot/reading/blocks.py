"""A post between its markup and its meaning: headings, paragraphs and pictures in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reading.model import Picture


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PICTURE = "picture"


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
        level: Of a heading, 1 (outermost) to 6; 7 for a heading that is only bold or short.
    """

    kind: BlockKind
    text: str = ""
    picture: Picture | None = None
    level: int = 0
    role: Role = Role.NONE


@dataclass(frozen=True, slots=True)
class Structured:
    """What a page says of itself to machines (JSON-LD, Open Graph)."""

    reviewed: str | None = None
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
    """A post's title line and blocks, furniture gone."""

    title: str | None
    blocks: tuple[Block, ...]
    structured: Structured = field(default_factory=Structured)


def heading(text: str, level: int = 7) -> Block:
    """Make a heading."""
    return Block(BlockKind.HEADING, text, level=level)


def paragraph(text: str, role: Role = Role.NONE) -> Block:
    """Make a paragraph."""
    return Block(BlockKind.PARAGRAPH, text, role=role)


def shown(picture: Picture) -> Block:
    """Make a picture's block."""
    return Block(BlockKind.PICTURE, picture=picture)
