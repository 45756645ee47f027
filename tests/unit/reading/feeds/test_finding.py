import pytest

from bot.reading.feeds.finding import common_places, find_feeds, find_wordpress
from bot.reading.feeds.wordpress import site_at

URL = "https://blog.example/"
PAGE = """<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" title="Late Nights &raquo; Comments Feed"
 href="https://blog.example/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Reviews" href="/category/reviews/feed/">
<link rel="alternate" hreflang="ko" href="https://blog.example/ko/">
<link rel="alternate" type="application/rss+xml; charset=utf-8" title="Late Nights &raquo; Feed"
 href="/feed/">
<link rel="ALTERNATE home" type="application/atom+xml" href="https://blog.example/feed/atom/">
<link rel="alternate" type="application/feed+json" title="Late Nights" href="feed.json">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/json+oembed" href="https://blog.example/oembed">
<link rel="https://api.w.org/" href="https://blog.example/wp-json/">
</head><body></body></html>"""


def test_the_blogs_own_feed_comes_first_and_comments_last():
    assert [feed.url for feed in find_feeds(PAGE, url=URL)] == [
        "https://blog.example/feed/",
        "https://blog.example/feed.json",
        "https://blog.example/feed/atom/",
        "https://blog.example/category/reviews/feed/",
        "https://blog.example/comments/feed/",
    ]
    assert find_feeds(PAGE, url=URL)[0].title == "Late Nights » Feed"


@pytest.mark.parametrize("html", ["", "no page", "<link rel=alternate>", "<div>" * 5_000])
def test_a_page_without_feeds_names_none(html):
    assert find_feeds(html, url=URL) == ()
    assert find_wordpress(html, url=URL) is None


def test_places_below_the_page_are_tried_before_those_below_the_host():
    places = common_places("https://host.example/mina/?page=2")
    assert places[0] == "https://host.example/mina/feed/"
    assert "https://host.example/mina/feeds/posts/default" in places
    assert "https://host.example/feed.json" in places
    assert len(common_places("https://host.example")) == len(places) / 2


def test_wordpress_says_where_its_interface_is():
    site = find_wordpress(PAGE, url=URL)
    assert site.root == "https://blog.example/wp-json/"
    assert site == site_at("https://blog.example/?x=1")


def test_blogs_that_wordpress_com_hosts_are_asked_there():
    site = find_wordpress("", url="https://late.wordpress.com/about")
    assert site.page_url(2).startswith(
        "https://public-api.wordpress.com/wp/v2/sites/late.wordpress.com/posts?page=2&per_page=100"
    )
    own_domain = '<meta name="generator" content="WordPress.com" />'
    assert find_wordpress(own_domain, url=URL).posts.endswith("/sites/blog.example/posts")
    assert site_at("https://late.wordpress.com/") == site
