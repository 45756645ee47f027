from datetime import UTC, datetime

import pytest

from bot.reading.feeds.model import FeedKind
from tests.unit.reading.feeds.feeds import URL, atom, item_of, read, rss

WORDPRESS = """
<title>Review: Paper Key &#8217;n&#8217; Lock</title>
<link>https://blog.example/2026/02/paper-key/</link>
<dc:creator><![CDATA[Mina]]></dc:creator>
<pubDate>Tue, 03 Feb 2026 10:20:30 +0900</pubDate>
<category><![CDATA[Reviews]]></category><category><![CDATA[R&amp;R]]></category>
<category><![CDATA[Reviews]]></category>
<guid isPermaLink="false">https://blog.example/?p=12</guid>
<description><![CDATA[A short beginning [&#8230;]
The post Review: Paper Key appeared first on Late Nights.]]></description>
<content:encoded><![CDATA[<p>The whole text.</p><pre>a[b[0]]&gt; c</pre>
<p>The post <a href="https://blog.example/2026/02/paper-key/">Review</a> appeared first on
<a href="https://blog.example">Late Nights</a>.</p>
]]></content:encoded>"""


def test_a_wordpress_post_is_read_whole():
    item = item_of(rss(WORDPRESS))
    assert item.guid == "https://blog.example/?p=12"
    assert item.url == "https://blog.example/2026/02/paper-key/"
    assert item.title == "Review: Paper Key ’n’ Lock"
    assert item.html == "<p>The whole text.</p><pre>a[b[0]]&gt; c</pre>"
    assert item.summary == "A short beginning […]"
    assert item.author == "Mina"
    assert item.published == datetime(2026, 2, 3, 1, 20, 30, tzinfo=UTC)
    assert item.categories == ("Reviews", "R&R")
    assert not item.is_excerpt


def test_what_the_feed_says_of_the_blog_is_read():
    head = (
        "<title>Late &amp;amp; Nights</title><link>https://blog.example</link>"
        '<atom:link href="https://blog.example/feed/" rel="self" type="application/rss+xml" />'
        '<atom:link rel="hub" href="https://hub.example/"/><language>en-US</language>'
    )
    feed = read(rss(head=head))
    assert (feed.kind, feed.title, feed.language) == (FeedKind.RSS, "Late & Nights", "en-US")
    assert (feed.site_url, feed.self_url, feed.hub_url) == (
        "https://blog.example",
        "https://blog.example/feed/",
        "https://hub.example/",
    )
    assert (feed.items, feed.left_out) == ((), 0)


def test_a_feed_with_excerpts_alone_says_so():
    item = item_of(rss("<description><![CDATA[Only this much [&#8230;]]]></description>"))
    assert item.is_excerpt
    assert item.html == "Only this much [&#8230;]"


def test_a_description_with_the_whole_text_is_whole():
    item = item_of(rss("<description>&lt;p&gt;All of it.&lt;/p&gt;</description>"))
    assert (item.html, item.is_excerpt) == ("<p>All of it.</p>", False)


def test_markup_that_was_not_escaped_is_taken_as_markup():
    item = item_of(rss('<description><p>All <b>of</b> it <img src="/a.jpg"/></p></description>'))
    assert item.html == '<p>All <b>of</b> it <img src="/a.jpg"></p>'


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("<![CDATA[Tom &#038; Jerry]]>", "Tom & Jerry"),
        ("Tom &amp;#038; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;i&gt;Goblin&lt;/i&gt; review", "Goblin review"),
        ("<i>Goblin</i> review", "Goblin review"),
        ("&lt;Goblin&gt; review", "<Goblin> review"),
        ("I &lt;3 Goblin", "I <3 Goblin"),
        ("  two\n lines ", "two lines"),
        ("&lt;![CDATA[Goblin]]&gt;", "Goblin"),
        ("Soundtrack #1", "Soundtrack #1"),
        ("a\u202eb\u200ec\u0007", "abc"),
        ("a&#x202E;b&#7;c", "abc"),
        ("", ""),
    ],
)
def test_titles_are_read_as_a_page_shows_them(title, read_as):
    assert item_of(rss(f"<title>{title}</title>")).title == read_as


def test_the_guid_is_the_link_where_it_says_so():
    item = item_of(rss("<guid>https://blog.example/a</guid>"))
    assert (item.guid, item.url) == ("https://blog.example/a", "https://blog.example/a")
    item = item_of(rss('<guid isPermaLink="false">https://blog.example/?p=1</guid>'))
    assert (item.guid, item.url) == ("https://blog.example/?p=1", None)


def test_a_guid_too_long_to_store_is_still_the_same_one_each_time():
    one, same, other = (
        item_of(rss(f'<guid isPermaLink="false">{text}</guid>')).guid
        for text in ("x" * 5_000, "x" * 5_000, "x" * 5_001)
    )
    assert one == same != other
    assert len(one) < 100


def test_feedburner_tells_the_real_link():
    item = item_of(
        rss(
            "<link>https://feedproxy.example/~r/1</link>"
            "<feedburner:origLink>https://blog.example/a</feedburner:origLink>"
        )
    )
    assert item.url == "https://blog.example/a"


def test_relative_links_are_made_absolute():
    assert item_of(rss("<link>/a/?p=1</link>")).url == "https://blog.example/a/?p=1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.example/", "mailto:a@b.example"])
def test_what_is_no_web_address_is_no_link(link):
    assert item_of(rss(f"<link>{link}</link>")).url is None


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("<author>mina@blog.example (Mina Park)</author>", "Mina Park"),
        ("<author>mina@blog.example</author>", None),
        ("<author>Mina</author>", "Mina"),
        ("<dc:creator>Mina</dc:creator><author>x@y.example</author>", "Mina"),
        ("", None),
    ],
)
def test_an_author_is_a_name_and_no_email_address(author, name):
    assert item_of(rss(author)).author == name


def test_pictures_are_real_ones():
    item = item_of(
        rss(
            '<link>https://blog.example/a/</link><media:thumbnail url="/small.jpg"/>'
            '<media:content url="https://1.gravatar.com/avatar/9?s=96" medium="image"/>'
            '<media:content url="https://x.files.wordpress.com/a.jpg?w=300" medium="image"/>'
            '<media:content url="https://x.files.wordpress.com/a.jpg?w=900" medium="image"/>'
            '<media:content url="https://video.example/a.mp4" type="video/mp4"/>'
            '<media:group><media:content url="https://blog.example/b.png"/></media:group>'
            '<enclosure url="https://blog.example/c.jpg" type="image/jpeg" length="1"/>'
            '<enclosure url="https://blog.example/d.mp3" type="audio/mpeg" length="1"/>'
            '<itunes:image href="https://blog.example/e.jpg"/>'
        )
    )
    assert [picture.url for picture in item.pictures] == [
        "https://blog.example/small.jpg",
        "https://x.files.wordpress.com/a.jpg",
        "https://blog.example/c.jpg",
        "https://blog.example/e.jpg",
        "https://blog.example/b.png",
    ]


def test_rss_1_keeps_its_items_beside_the_channel():
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://blog.example/"><title>Late Nights</title>'
        "<link>https://blog.example/</link><items/></channel>"
        '<item rdf:about="https://blog.example/a"><title>A</title>'
        "<link>https://blog.example/a</link><dc:date>2026-02-03T10:00:00+09:00</dc:date>"
        "<dc:subject>Reviews</dc:subject></item></rdf:RDF>"
    )
    [item] = feed.items
    assert (feed.title, feed.site_url) == ("Late Nights", "https://blog.example/")
    assert (item.guid, item.title, item.categories) == ("https://blog.example/a", "A", ("Reviews",))
    assert item.published == datetime(2026, 2, 3, 1, tzinfo=UTC)


def test_rss_0_91_with_its_document_type_is_read():
    document_type = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    )
    assert item_of(rss("<title>A</title>", before=document_type)).title == "A"


# Atom


ENTRY = """
<title type="html">Review: &lt;b&gt;Paper&lt;/b&gt; Key &amp;amp; Lock</title>
<link rel="replies" href="https://blog.example/comments"/>
<link rel="alternate" type="application/json" href="https://blog.example/a.json"/>
<link rel="alternate" type="text/html" href="/a"/>
<id>tag:blog.example,2026:post-7</id>
<published>2026-02-03T10:20:30.123-08:00</published><updated>2026-02-04T00:00:00Z</updated>
<author><name>Mina</name><uri>https://blog.example/mina</uri></author>
<category term="reviews" label="Reviews"/><category term="melo"/>
<summary>The beginning</summary>
<content type="html" xml:base="https://blog.example/posts/">
&lt;p&gt;The whole text.&lt;/p&gt;</content>"""


def test_an_atom_entry_is_read_whole():
    feed = read(atom(ENTRY, attributes='xml:lang="ko"'))
    [item] = feed.items
    assert (feed.kind, feed.title, feed.language) == (FeedKind.ATOM, "Late Nights", "ko")
    assert item.guid == "tag:blog.example,2026:post-7"
    assert item.url == "https://blog.example/a"
    assert item.base_url == "https://blog.example/posts/"
    assert item.title == "Review: Paper Key & Lock"
    assert (item.html, item.is_excerpt) == ("<p>The whole text.</p>", False)
    assert item.summary == "The beginning"
    assert item.author == "Mina"
    assert item.published == datetime(2026, 2, 3, 18, 20, 30, tzinfo=UTC)
    assert item.updated == datetime(2026, 2, 4, tzinfo=UTC)
    assert item.categories == ("Reviews", "melo")


def test_xhtml_in_atom_becomes_html():
    item = item_of(
        atom(
            '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">'
            '<x:p>a &lt; b<x:br/>c</x:p><x:img src="a.jpg" data-orig-file="b.jpg"/></x:div>'
            "</content>"
        )
    )
    assert item.html == ('<div><p>a &lt; b<br>c</p><img src="a.jpg" data-orig-file="b.jpg"></div>')


def test_plain_text_in_atom_is_no_markup():
    item = item_of(atom('<content type="text">a &lt; b and more</content>'))
    assert item.html == "a &lt; b and more"


def test_content_that_lies_elsewhere_has_to_be_fetched():
    item = item_of(atom('<content type="text/html" src="https://blog.example/a"/>'))
    assert (item.html, item.is_excerpt) == ("", True)


def test_bases_of_the_feed_are_followed():
    feed = read(
        atom(
            '<link href="a/b"/>',
            head='<link rel="alternate" href="./"/>',
            attributes='xml:base="https://other.example/blog/"',
        )
    )
    assert feed.site_url == "https://other.example/blog/"
    assert feed.items[0].url == "https://other.example/blog/a/b"


def test_atom_0_3_is_read():
    feed = read(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry>'
        "<title>A</title><id>7</id><issued>2006-02-03T10:00:00Z</issued>"
        '<content type="text/html" mode="escaped">&lt;p&gt;Old text&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    assert (feed.title, feed.items[0].html) == ("Old", "<p>Old text</p>")
    assert feed.items[0].published == datetime(2006, 2, 3, 10, tzinfo=UTC)


def test_the_data_attributes_of_pictures_survive():
    html = '&lt;img src="x.gif" data-orig-file="https://blog.example/a.jpg"&gt;'
    assert "data-orig-file" in item_of(atom(f'<content type="html">{html}</content>'), url=URL).html
