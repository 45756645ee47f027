"""What a site gave us, and where a blog's feed is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.wording import address, line
from bot.reading.feeds.wordpress import WordPressSite, site_of_host
from bot.reading.pages.guard import MAX_BYTES, check_nesting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode


class Content(StrEnum):
    """What some bytes are."""

    FEED = "feed"
    JSON = "json"
    PAGE = "page"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names.

    Attributes:
        url: Absolute.
        title: As the page has it, such as "My blog » Comments Feed".
    """

    url: str
    title: str


COMMON_PLACES: Final = (
    *("feed/", "rss", "atom.xml", "feeds/posts/default", "index.xml", "rss.xml", "feed.xml"),
    "feed.json",
)
"""Where blogs' programs put their feeds, below the blog's address."""

_TYPES: Final = frozenset(
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"]
)
_LOOKED_AT: Final = 4_096
_FEED: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>/]", re.IGNORECASE)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"comment|replies|댓글|コメント", re.IGNORECASE)
_PART: Final = re.compile(r"/(?:category|tag|author|search|series|label)s?/", re.IGNORECASE)


def what_is(body: bytes, content_type: str = "") -> Content:
    """Tell what some bytes are; they are believed more than what the site calls them.

    Args:
        body: Of which the beginning is looked at.
        content_type: Without parameters.
    """
    head = body[:_LOOKED_AT].replace(b"\x00", b"")
    feed, page = _FEED.search(head), _PAGE.search(head)
    if feed and (page is None or feed.start() < page.start()):
        return Content.FEED
    if page:
        return Content.PAGE
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")) and "html" not in content_type:
        return Content.JSON
    if content_type in _TYPES or start.startswith(b"<?xml"):
        return Content.FEED
    if "html" in content_type:
        return Content.PAGE
    return Content.TEXT if content_type.startswith("text/") else Content.OTHER


def find_feeds(html: str, *, url: str) -> tuple[FoundFeed, ...]:
    """Return the feeds that a page names, the blog's own first, comments' and categories' last.

    Args:
        html: A page, at most 2 MB of it.
        url: Where it lies.
    """
    found: dict[str, FoundFeed] = {}
    for node in _links(html):
        relation = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in relation or kind not in _TYPES:
            continue
        feed = address(node.attributes.get("href"), url)
        if feed is not None:
            found.setdefault(feed, FoundFeed(feed, line(node.attributes.get("title"))))
    return tuple(sorted(found.values(), key=_rank))


def common_places(url: str) -> tuple[str, ...]:
    """Return where a blog's feed may be if its page names none, the likeliest first.

    Args:
        url: A page of the blog's: tried are places below it, then below its host.
    """
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    here = root.rstrip("/") + parts.path.rstrip("/") + "/"
    bases = [here, root] if here != root else [root]
    return tuple(urljoin(base, place) for base in bases for place in COMMON_PLACES)


def find_wordpress(html: str, *, url: str) -> WordPressSite | None:
    """Return a blog's interface, if the page says that WordPress made it.

    Args:
        html: A page, at most 2 MB of it.
        url: Where it lies.
    """
    host = urlsplit(url).hostname or ""
    if host.endswith(".wordpress.com"):
        return site_of_host(host)
    is_hosted = False
    for node in _links(html):
        if node.tag == "link" and node.attributes.get("rel") == "https://api.w.org/":
            root = address(node.attributes.get("href"), url)
            if root is not None:
                return WordPressSite(root)
        generator = node.attributes.get("content") or ""
        is_hosted = is_hosted or generator.strip().lower() == "wordpress.com"
    return site_of_host(host) if is_hosted and host else None


def _links(html: str) -> Iterator[LexborNode]:
    html = html[:MAX_BYTES]
    try:
        check_nesting(html)
        tree = LexborHTMLParser(html)
    except (InvalidInputError, SelectolaxError):
        return
    yield from tree.css("link[rel][href], meta[name=generator]")


def _rank(feed: FoundFeed) -> tuple[bool, bool, int]:
    path = urlsplit(feed.url).path
    is_comments = bool(_COMMENTS.search(feed.title) or _COMMENTS.search(path))
    is_part = bool(_PART.search(path))
    return (is_comments, is_part, path.rstrip("/").count("/"))
