"""JSON Feed 1 and 1.1 to a feed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import orjson

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.feeds.dates import read_date
from bot.reading.feeds.excerpts import is_excerpt, without_credit
from bot.reading.feeds.markup import UNFIT
from bot.reading.feeds.model import MAX_ITEMS, Feed, FeedItem, FeedKind
from bot.reading.feeds.newest import Newest
from bot.reading.feeds.wording import address, beginning, identity, line, person
from bot.reading.model import Picture
from bot.reading.pages.images import real_url, same_file

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_json(body: bytes, *, url: str) -> Feed:
    """Read a JSON Feed.

    Args:
        body: At most 10 MB.
        url: Where it lies.

    Raises:
        InvalidInputError: It is none.
    """
    feed = load_json(body)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise InvalidInputError(
            t("There is no feed at that link: give me the blog’s address, or that of its feed.")
        )
    site = address(text_in(feed, "home_page_url"), url)
    newest: Newest[dict[str, Any]] = Newest(MAX_ITEMS)
    for item in feed["items"]:
        if isinstance(item, dict):
            newest.add(item, read_date(text_in(item, "date_published")))
    hubs = feed.get("hubs")
    hub = hubs[0] if isinstance(hubs, list) and hubs and isinstance(hubs[0], dict) else {}
    authors = _author(feed)
    return Feed(
        kind=FeedKind.JSON,
        title=line(text_in(feed, "title")),
        site_url=site,
        self_url=address(text_in(feed, "feed_url"), url),
        hub_url=address(text_in(hub, "url"), url),
        language=line(text_in(feed, "language"), 35) or None,
        items=tuple(_item(item, site or url, authors) for item in newest.in_order()),
        left_out=newest.left_out,
    )


def load_json(body: bytes) -> object:
    """Return what a site's JSON holds.

    Raises:
        InvalidInputError: It is no JSON.
    """
    try:
        return orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise InvalidInputError(
            t("That site’s answer is cut off or broken: try again later, or give me another link.")
        ) from error


def text_in(values: dict[str, Any], name: str) -> str:
    """Return a value as text without unfit characters; empty where it is none."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return UNFIT.sub("", str(value)).strip()


def _item(item: dict[str, Any], base: str, author: str | None) -> FeedItem:
    url = address(text_in(item, "url"), base)
    plain = text_in(item, "content_text")
    content = without_credit(text_in(item, "content_html") or _paragraphs(plain), url=url)
    summary = text_in(item, "summary")
    html = content or escape(summary, quote=False)
    updated = read_date(text_in(item, "date_modified"))
    tags = item.get("tags")
    names = (line(tag, 100) for tag in (tags if isinstance(tags, list) else [])[:50] if _is(tag))
    return FeedItem(
        guid=identity(text_in(item, "id")),
        url=url or address(text_in(item, "external_url"), base),
        title=line(text_in(item, "title")),
        html=html,
        base_url=url or base,
        summary=beginning(escape(summary, quote=False) or content),
        author=_author(item) or author,
        published=read_date(text_in(item, "date_published")) or updated,
        updated=updated,
        categories=tuple(dict.fromkeys(name for name in names if name)),
        pictures=_pictures(item, url or base),
        is_excerpt=is_excerpt(html, is_content=bool(content)),
    )


def _is(value: object) -> bool:
    return isinstance(value, str)


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in text.split("\n\n"))
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)


def _author(values: dict[str, Any]) -> str | None:
    authors = values.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else values.get("author")
    return person(text_in(first, "name")) if isinstance(first, dict) else None


def _pictures(item: dict[str, Any], base: str) -> tuple[Picture, ...]:
    found: dict[str, Picture] = {}
    for candidate in _candidates(item):
        url = real_url(candidate, base=base)
        if url is not None:
            found.setdefault(same_file(url), Picture(url, "", ""))
    return tuple(found.values())


def _candidates(item: dict[str, Any]) -> Iterator[str]:
    yield text_in(item, "image")
    yield text_in(item, "banner_image")
    attachments = item.get("attachments")
    for attachment in (attachments if isinstance(attachments, list) else [])[:20]:
        if isinstance(attachment, dict) and text_in(attachment, "mime_type").startswith("image"):
            yield text_in(attachment, "url")
