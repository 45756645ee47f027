"""A blog's posts as a feed, an export or an interface gives them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reading.model import Picture

MAX_BYTES: Final = 10_000_000
MAX_ITEMS: Final = 500


class FeedKind(StrEnum):
    """What a blog's posts were read from."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One post. What is not stated is empty or None.

    Attributes:
        guid: The post's identity; what is longer than 500 characters is hashed.
        url: Its page, absolute.
        title: Plain text, at most 300 characters.
        html: The fullest text that is given.
        base_url: What relative addresses in ``html`` are relative to.
        summary: The beginning in plain text, at most 1,000 characters.
        author: A name, never an e-mail address.
        published: Aware, in UTC; a time without a zone is taken for UTC.
        updated: Likewise.
        categories: And tags; feeds do not tell one from the other.
        pictures: Those that the feed names beside the text, without avatars and counters.
        is_excerpt: Whether ``html`` is only the beginning, or nothing, of the post.
    """

    guid: str | None
    url: str | None
    title: str
    html: str
    base_url: str | None
    summary: str
    author: str | None
    published: datetime | None
    updated: datetime | None
    categories: tuple[str, ...]
    pictures: tuple[Picture, ...]
    is_excerpt: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A blog and its newest posts, in the feed's order.

    Attributes:
        title: Plain text; empty where none is given.
        site_url: The blog's page.
        self_url: Where the feed says that it lies.
        hub_url: Whom to ask to be told of news (WebSub).
        language: As stated, such as ``en-US``.
        items: At most 500, the newest.
        left_out: How many more there are; of 200,000 items, the rest are not even counted.
    """

    kind: FeedKind
    title: str
    site_url: str | None
    self_url: str | None
    hub_url: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    left_out: int
