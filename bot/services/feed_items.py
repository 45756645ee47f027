"""An item of a feed as it is known by, and as it is read; everything here takes its time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from bot.domain.post_marks import Mark, fingerprint_of, sketch_of, title_key
from bot.reading.reader import read_post
from bot.services.house_posts import MAX_KEY, canonical_url, web_address

if TYPE_CHECKING:
    from bot.reading.feeds.model import FeedItem
    from bot.reading.model import Known, ReadReview
    from bot.web.posts import FetchedPost

_SHORT: Final = 800  # characters; hardly a whole review
_FEED_KINDS: Final = re.compile(r"/(?:feed|rss)(?:/(?:rss2?|rdf|atom))?$")


def mark_of(item: FeedItem) -> Mark:
    """Return what an item is known by."""
    text, pictures = _text_of(item.html or item.summary)
    return Mark(
        guid=(item.guid or "")[:MAX_KEY],
        address=post_key(item.url),
        title=title_key(item.title),
        fingerprint=fingerprint_of(item.title, f"{text}\n{pictures}"),
        sketch=sketch_of(text),
        published=item.published,
    )


def is_whole(item: FeedItem) -> bool:
    """Tell whether a feed gives a post whole, so that its page need not be fetched."""
    return bool(item.html) and not item.is_excerpt


def read_item(item: FeedItem, known: Known | None = None) -> ReadReview:
    """Read a post that its feed gives whole.

    Args:
        item: The post.
        known: The catalogue's names.

    Raises:
        InvalidInputError: There is nothing to read in it, or it is made to harm.
    """
    read = read_post(
        item.html,
        media="html",
        source_url=item.url,
        title=item.title or None,
        base=item.base_url,
        known=known,
    )
    return _dated(read, item)


def read_page(page: FetchedPost, item: FeedItem | None, known: Known | None = None) -> ReadReview:
    """Read a post from its page.

    Args:
        page: As it was fetched.
        item: The post in its feed, if it is still there.
        known: The catalogue's names.

    Raises:
        InvalidInputError: There is nothing to read in it, or it is made to harm.
    """
    title = item.title if item else None
    read = read_post(
        page.text, media=page.media, source_url=page.url, title=title or None, known=known
    )
    return _dated(read, item) if item else read


def is_cut_short(item: FeedItem) -> bool:
    """Tell whether an item that reads as no review may be the beginning of one."""
    return len(_text_of(item.html)[0]) < _SHORT


def post_key(url: str | None) -> str:
    """Return what a post's address is known by; "" for a blog's front page and for none."""
    address = web_address(url)
    if address is None:
        return ""
    key = _bare(canonical_url(address))
    return key[:MAX_KEY] if key.count("/") > 2 or "?" in key else ""


def feed_key(url: str) -> str:
    """Return what a feed is known by, in whichever spelling its address was given."""
    key = _bare(canonical_url(url))
    base, _, query = key.partition("?")
    if query in {"feed=rss2", "feed=rss", "feed=atom"}:
        base, query = f"{base}/feed", ""
    base = _FEED_KINDS.sub(lambda found: f"/{found[0].split('/')[1]}", base)
    return (f"{base}?{query}" if query else base)[:MAX_KEY]


def _dated(read: ReadReview, item: FeedItem) -> ReadReview:
    picture = read.featured_picture or next(iter(item.pictures), None)
    return replace(
        read,
        published=item.published or read.published,
        author=read.author or item.author,
        featured_picture=picture,
    )


def _bare(address: str) -> str:
    return address.replace("://www.", "://", 1)


def _text_of(html: str) -> tuple[str, str]:
    """Return a post's words, and the names of its pictures; both tell whether it was edited."""
    if "<" not in html and "&" not in html:
        return html, ""
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, noscript"):
        node.decompose()
    pictures = []
    for node in tree.css("img"):
        source = node.attributes.get("data-orig-file") or node.attributes.get("src") or ""
        # Sizes and hosts of a picture change with the theme, and counters with each request.
        name = urlsplit(source[:2_000]).path.rsplit("/", 1)[-1] if "." in source else ""
        pictures.append(name)
    root = tree.body or tree.root
    return (root.text(separator=" ") if root else ""), " ".join(pictures)
