import io
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.reading.feeds.finding import find_feeds, find_wordpress, what_is
from bot.reading.feeds.reading import read_feed
from bot.reading.feeds.wordpress import read_posts, read_site
from bot.reading.feeds.wxr import open_wxr
from bot.reading.pages.visible import visible
from tests.unit.reading.feeds.feeds import atom, rss

PIECES = st.sampled_from(
    [
        *("<rss >", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>"),
        *(
            "<feed >",
            "<entry>",
            "</entry>",
            '<link href="',
            '"/>',
            "<guid>",
            "</guid>",
            "<pubDate>",
        ),
        *("<content:encoded>", "</content:encoded>", "<![CDATA[", "]]>", "&lt;p&gt;", "&amp;", "&"),
        *("<description>", "</description>", "<rdf:RDF >", "https://a.example/", "2026-02-03", "<"),
        *("<wp:post_type>post</wp:post_type>", "<wp:status>publish</wp:status>", "[gallery]", "]"),
        *('{"items": [', '{"id": ', '"title": "', '"', "}", "]", "{", "[", ":", ",", "null", "1"),
        *("\u202e", "\x00", "\ud55c", "\U0001f600", " ", "\n", "<!DOCTYPE rss [", "<?xml ?>"),
    ]
)
BODIES = st.binary(max_size=400) | st.lists(PIECES | st.text(max_size=8), max_size=40).map(
    "".join
).map(lambda text: text.encode("utf-8", "replace"))


def readers(body):
    yield lambda: read_feed(body, url="https://a.example/feed/")
    yield lambda: read_feed(body, url="https://a.example/", content_type="x", charset="utf-16")
    yield lambda: read_posts(body, url="https://a.example/wp-json/")
    yield lambda: read_site(body)
    yield lambda: list(open_wxr(io.BytesIO(body)).posts())
    text = body.decode("utf-8", "replace")
    yield lambda: find_feeds(text, url="https://a.example/")
    yield lambda: find_wordpress(text, url="https://a.example/")
    yield lambda: what_is(body)


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_any_bytes_are_read_or_refused_with_a_reason(body):
    for read in readers(body):
        with suppress(UserError):
            read()


FRAGMENT = st.lists(PIECES | st.text(max_size=20), max_size=15).map("".join)


@settings(max_examples=150, deadline=None)
@given(FRAGMENT, FRAGMENT, FRAGMENT)
def test_whatever_an_item_holds_what_is_read_can_be_shown_and_stored(title, link, content):
    entry = f"<title>{title}</title><link>{link}</link><guid>{link}</guid>"
    for feed in (
        rss(f"{entry}<category>{title}</category><description>{content}</description>"),
        atom(f'{entry}<id>{link}</id><content type="html">{content}</content>'),
    ):
        try:
            found = read_feed(feed.encode("utf-8", "replace"), url="https://a.example/")
        except UserError:
            continue
        for item in found.items:
            shown = (item.title, item.summary, item.guid or "", item.author or "", item.url or "")
            for text in (*shown, *item.categories):
                assert visible(text) == text
                assert "\n" not in text or text == item.guid
            assert len(item.title) <= 300
            assert len(item.summary) <= 1_000
            assert item.url is None or item.url.startswith(("http://", "https://"))
            item.html.encode()
