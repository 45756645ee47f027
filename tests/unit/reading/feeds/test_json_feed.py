from datetime import UTC, datetime

import orjson
import pytest

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.model import FeedKind
from tests.unit.reading.feeds.feeds import item_of, read

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Late Nights",
    "home_page_url": "https://blog.example/",
    "feed_url": "https://blog.example/feed.json",
    "language": "en",
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
}
ITEM = {
    "id": 7,
    "url": "/a",
    "title": "Paper &amp; Key",
    "content_html": "<p>The whole text.</p>",
    "summary": "The beginning",
    "date_published": "2026-02-03T10:00:00+09:00",
    "date_modified": "2026-02-04T10:00:00Z",
    "authors": [{"name": "Mina"}],
    "tags": ["Reviews", "melo", "Reviews", 3],
    "image": "https://blog.example/a.jpg",
    "attachments": [{"url": "https://blog.example/b.jpg", "mime_type": "image/jpeg"}],
}


def written(*items, **head):
    return orjson.dumps(FEED | head | {"items": list(items)})


def test_a_json_feed_is_read_whole():
    feed = read(written(ITEM))
    [item] = feed.items
    assert (feed.kind, feed.title, feed.language) == (FeedKind.JSON, "Late Nights", "en")
    assert (feed.site_url, feed.self_url, feed.hub_url) == (
        "https://blog.example/",
        "https://blog.example/feed.json",
        "https://hub.example/",
    )
    assert (item.guid, item.url, item.title) == ("7", "https://blog.example/a", "Paper & Key")
    assert (item.html, item.summary) == ("<p>The whole text.</p>", "The beginning")
    assert item.published == datetime(2026, 2, 3, 1, tzinfo=UTC)
    assert item.updated == datetime(2026, 2, 4, 10, tzinfo=UTC)
    assert (item.author, item.categories) == ("Mina", ("Reviews", "melo"))
    assert [picture.url for picture in item.pictures] == [
        "https://blog.example/a.jpg",
        "https://blog.example/b.jpg",
    ]
    assert not item.is_excerpt


def test_plain_text_becomes_paragraphs():
    item = item_of(written({"id": "1", "content_text": "One < two.\n\nThree."}))
    assert item.html == "<p>One &lt; two.</p>\n<p>Three.</p>"


def test_version_1_names_one_author_and_the_feed_may_name_it():
    assert item_of(written({"id": "1", "author": {"name": "Mina"}})).author == "Mina"
    assert item_of(written({"id": "1"}, authors=[{"name": "Mina"}])).author == "Mina"


def test_a_summary_alone_is_an_excerpt():
    assert item_of(written({"id": "1", "summary": "Only this"})).is_excerpt


@pytest.mark.parametrize(
    "body", [b"{}", b'{"items": 3}', b"[1]", b'{"items": [', b'{"items": [1, null, "x", []]', b"{"]
)
def test_other_json_is_refused(body):
    with pytest.raises(InvalidInputError):
        read(body, content_type="application/json")


def test_values_of_other_types_are_left_out():
    odd = {"id": {"a": 1}, "url": 3, "title": ["x"], "tags": "x", "authors": "y", "image": True}
    item = item_of(written(odd | {"attachments": [1], "content_html": 3.5}))
    assert (item.guid, item.title, item.categories, item.pictures) == (None, "", (), ())
