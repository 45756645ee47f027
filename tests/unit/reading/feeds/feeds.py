"""Feeds as blogs' programs write them, around what a test is about."""

from __future__ import annotations

from bot.reading.feeds.reading import read_feed

URL = "https://blog.example/feed/"
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(*items: str, head: str = "", before: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """RSS 2 with the items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    head = head or "<title>Late Nights</title><link>https://blog.example</link>"
    return f'{before}<rss version="2.0" {_NAMESPACES}><channel>{head}{inner}</channel></rss>'


def atom(*entries: str, head: str = "<title>Late Nights</title>", attributes: str = "") -> str:
    """Atom with the entries."""
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {attributes}>'
        f"{head}{inner}</feed>"
    )


def read(feed: str | bytes, **options: str):
    """The feed as it is read."""
    body = feed.encode() if isinstance(feed, str) else feed
    return read_feed(body, url=options.pop("url", URL), **options)


def item_of(feed: str | bytes, **options: str):
    """Its only item."""
    [item] = read(feed, **options).items
    return item
