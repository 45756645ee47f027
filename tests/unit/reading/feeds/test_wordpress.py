from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.wordpress import WordPressSite, read_posts, read_site, total_pages

URL = "https://blog.example/wp-json/wp/v2/posts"
POST = {
    "id": 12,
    "type": "post",
    "status": "publish",
    "date": "2026-02-03T19:20:30",
    "date_gmt": "2026-02-03T10:20:30",
    "modified": "2026-02-04T19:20:30",
    "modified_gmt": "2026-02-04T10:20:30",
    "guid": {"rendered": "https://blog.example/?post_type=post&#038;p=12"},
    "link": "https://blog.example/paper-key/",
    "title": {"rendered": "Paper Key &#8211; a &#8220;review&#8221;"},
    "content": {"rendered": "<p>The whole text.</p>\n", "protected": False},
    "excerpt": {"rendered": "<p>The beginning [&hellip;]</p>\n", "protected": False},
    "jetpack_featured_media_url": "https://i0.wp.com/blog.example/a.jpg?fit=1200%2C630&ssl=1",
    "class_list": ["post-12", "category-reviews", "tag-slow-burn", "tag-%eb%a9%9c%eb%a1%9c"],
}


def posts_of(*posts, **options):
    return read_posts(orjson.dumps(posts), url=URL, **options)


def item_of(**changes):
    [item] = posts_of(POST | changes).items
    return item


def test_a_post_is_read_whole():
    item = item_of()
    assert item.guid == "https://blog.example/?post_type=post&p=12"
    assert (item.url, item.title) == ("https://blog.example/paper-key/", "Paper Key – a “review”")
    assert (item.html, item.summary) == ("<p>The whole text.</p>", "The beginning […]")
    assert item.published == datetime(2026, 2, 3, 10, 20, 30, tzinfo=UTC)
    assert item.updated == datetime(2026, 2, 4, 10, 20, 30, tzinfo=UTC)
    assert item.categories == ("reviews", "slow burn", "멜로")
    assert [picture.url for picture in item.pictures] == ["https://blog.example/a.jpg"]
    assert not item.is_excerpt


def test_an_empty_featured_picture_is_none():
    assert item_of(jetpack_featured_media_url="").pictures == ()


def test_a_post_without_utc_is_dated_by_the_blogs_clock():
    local = POST | {"date_gmt": None, "modified_gmt": "0000-00-00T00:00:00"}
    page = posts_of(local, utc_offset=timedelta(hours=-5))
    assert page.items[0].published == datetime(2026, 2, 4, 0, 20, 30, tzinfo=UTC)


def test_the_blogs_clock_is_seen_in_its_other_posts():
    item = posts_of(POST | {"date_gmt": None, "modified_gmt": None}, POST).items[0]
    assert item.published == datetime(2026, 2, 3, 10, 20, 30, tzinfo=UTC)
    assert item.updated == datetime(2026, 2, 4, 10, 20, 30, tzinfo=UTC)


def test_posts_behind_a_password_are_counted_and_left_out():
    page = posts_of(POST, POST | {"content": {"rendered": "", "protected": True}})
    assert (len(page.items), page.protected) == (1, 1)


@pytest.mark.parametrize("change", [{"status": "draft"}, {"type": "page"}])
def test_only_published_posts_are_taken(change):
    assert posts_of(POST | change).items == ()


def test_odd_values_are_left_out():
    odd = {name: [3] for name in POST if name not in {"type", "status"}}
    odd["class_list"] = {"1": "tag-a"}
    item = item_of(**odd)
    assert (item.url, item.published, item.categories) == (None, None, ("a",))


@pytest.mark.parametrize("body", [b'{"code": "rest_no_route"}', b"<html>", b"", b"3", b"[" * 9_000])
def test_what_is_no_page_of_posts_is_refused(body):
    with pytest.raises(InvalidInputError):
        read_posts(body, url=URL)


def test_the_oldest_posts_come_first_so_that_pages_stay_as_they_are():
    url = WordPressSite("https://blog.example/wp-json/").page_url(3)
    assert url.startswith("https://blog.example/wp-json/wp/v2/posts?page=3&per_page=100&")
    assert "orderby=date&order=asc" in url
    assert "_fields=id,type,status,guid,link,title,content,excerpt,date,date_gmt" in url
    assert "modified_after" not in url


def test_only_what_changed_since_a_moment_can_be_asked_for():
    moment = datetime(2026, 2, 3, 19, tzinfo=timezone(timedelta(hours=9)))
    url = WordPressSite("https://blog.example/wp-json").page_url(modified_after=moment)
    assert "modified_after=2026-02-03T10:00:00Z" in url


def test_a_blog_without_readable_addresses_keeps_its_paths_in_a_parameter():
    url = WordPressSite("https://blog.example/?rest_route=/").page_url(2, per_page=5)
    assert url.startswith("https://blog.example/?rest_route=%2Fwp%2Fv2%2Fposts&page=2&per_page=5&")


@pytest.mark.parametrize(
    ("stated", "offset"),
    [
        (9, timedelta(hours=9)),
        ("5.5", timedelta(hours=5.5)),
        ("-3", timedelta(hours=-3)),
        (None, None),
        ("", None),
        ("400", None),
        ("nan", None),
        ("1e400", None),
    ],
)
def test_a_blogs_clock_is_read(stated, offset):
    info = read_site(orjson.dumps({"name": "Late &amp; Nights", "home": URL, "gmt_offset": stated}))
    assert (info.title, info.url, info.utc_offset) == ("Late & Nights", URL, offset)


def test_what_is_no_interface_is_refused():
    with pytest.raises(InvalidInputError, match="WordPress"):
        read_site(b"[]")


@pytest.mark.parametrize(
    ("headers", "pages"),
    [
        ({"X-WP-TotalPages": "12"}, 12),
        ({"X-WP-TotalPages": "0"}, 1),
        ({"X-WP-TotalPages": "many"}, 1),
        ({"X-WP-TotalPages": "9" * 30}, 1),
        ({}, 1),
    ],
)
def test_pages_are_counted(headers, pages):
    assert total_pages(headers) == pages
