"""Feeds that no parser of XML should accept, and that readers of blogs expect to work."""

import gzip

import pytest

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.finding import Content, what_is
from tests.unit.reading.feeds.feeds import atom, item_of, read, rss

ITEM = "<title>사랑 review</title><description>&lt;p&gt;héllo&lt;/p&gt;</description>"


@pytest.mark.parametrize(
    "title",
    ["Tom & Jerry", "Tom &nbsp;&amp;&nbsp; Jerry", "Tom &#38; Jerry", "Tom &unknown & Jerry"],
)
def test_bare_ampersands_and_undefined_entities_are_read(title):
    assert item_of(rss(f"<title>{title}</title>")).title.startswith("Tom ")
    assert item_of(rss(f"<title>{title}</title>")).title.endswith(" Jerry")


def test_html_entities_become_their_characters():
    item = item_of(rss("<title>caf&eacute; &ndash; &hearts; &#146;s &#x1F600;</title>"))
    assert item.title == "café – ♥ ’s 😀"


def test_references_in_cdata_are_the_contents_own():
    item = item_of(rss("<content:encoded><![CDATA[a &nbsp; & b]]></content:encoded>"))
    assert item.html == "a &nbsp; & b"


@pytest.mark.parametrize(
    "before",
    [
        *("", "\n\n  ", "\ufeff", '\n<?xml version="1.0"?>', "<!-- cached -->\n"),
        '<br />\n<b>Warning</b>: in <b>/x.php</b> on line <b>3</b><br />\n<?xml version="1.0"?>',
        '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- <channel -->',
        '<?xml version="1.1" encoding="utf-8" standalone="yes"?>',
    ],
)
def test_what_stands_before_the_feed_does_not_matter(before):
    assert item_of(rss(ITEM, before=before)).title == "사랑 review"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "euc-kr", "us-ascii"),
        ("utf-8-sig", "utf-8", None),
        ("euc-kr", "euc-kr", None),
        ("euc-kr", "EUC-KR", "utf-8"),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", "utf-16-le"),
        ("euc-kr", None, "euc-kr"),
        ("utf-8", None, None),
        ("utf-8", "no-such-thing", "zlib"),
    ],
)
def test_any_encoding_is_decoded_whatever_is_declared(encoding, declared, charset):
    before = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    item = "<title>사랑 review</title>"
    body = rss(item, before=before).encode(encoding)
    assert item_of(body, **({"charset": charset} if charset else {})).title == "사랑 review"


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            "<b>unclosed",
            "stray</b>",
            "a < b",
            "<",
            "<3",
            "]]>",
            "\x00\x0b\x1f",
            "&#0;&#xD800;&#x8;",
        ),
        *('<a href=x y="1" y="2">', "<?php echo 1; ?>", "<!-- a -- b -->", "<foo:bar>x</foo:bar>"),
    ],
)
def test_what_is_malformed_in_one_item_does_not_lose_the_others(wrong):
    feed = read(rss("<title>A</title>", f"<title>B</title><description>{wrong}</description>"))
    assert [item.title for item in feed.items][:2] == ["A", "B"]
    after = read(rss(f"<title>B</title><x>{wrong}</x>", "<title>C</title>"))
    assert "B" in {item.title for item in after.items}


def test_prefixes_that_nobody_declared_are_understood():
    feed = read(
        "<rss><channel><item><content:encoded><![CDATA[<p>All.</p>]]></content:encoded>"
        "<dc:creator>Mina</dc:creator></item></channel></rss>"
    )
    assert (feed.items[0].html, feed.items[0].author) == ("<p>All.</p>", "Mina")


@pytest.mark.parametrize("make", [rss, atom])
def test_of_a_feed_that_was_cut_off_every_whole_item_is_read(make):
    whole = make(*(f"<title>Post {n}</title><id>{n}</id>" for n in range(5)))
    start = whole.index("Post 0")
    for end in range(whole.index("Post 1"), len(whole), 3):
        titles = [item.title for item in read(whole[:end]).items]
        assert titles == [f"Post {n}" for n in range(len(titles))]
    assert len(read(whole[: whole.index("Post 4")]).items) == 4
    with pytest.raises(InvalidInputError, match="too broken"):
        read(whole[:start])


def test_cut_off_in_the_middle_of_a_character_is_nothing_special():
    whole = rss(*(f"<title>사랑 {n}</title>" for n in range(5))).encode()
    cut = whole[: whole.rindex("랑".encode()) + 1]
    assert [item.title for item in read(cut).items] == [f"사랑 {n}" for n in range(4)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><body>Hi</body></html>", "page and no feed"),
        (b"just text", "no feed"),
        (b"", "no feed"),
        (b"<?xml version='1.0'?><opml/>", "no feed"),
        (b"<rss", "no feed"),
        (b"<rss><channel", "too broken"),
        (gzip.compress(b"<rss/>", mtime=0), "no feed"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "no feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(body, words):
    with pytest.raises(InvalidInputError, match=words):
        read(body)


@pytest.mark.parametrize(
    ("body", "content_type", "content"),
    [
        (b"<rss/>", "", Content.FEED),
        (b"<rss version='2.0'>", "text/html", Content.FEED),
        (b"\n\n<?xml version='1.0'?>\n<feed xmlns='x'>", "text/plain", Content.FEED),
        (b"<?xml version='1.0'?><a:RDF xmlns:a='x'>", "", Content.FEED),
        ("<rss >".encode("utf-16"), "", Content.FEED),
        (b"x", "application/rss+xml", Content.FEED),
        (b"<!doctype html><html><head>", "application/rss+xml", Content.PAGE),
        (b"<html><pre>&lt;rss ></pre><rss >", "", Content.PAGE),
        (b"Hi", "text/html", Content.PAGE),
        (b' {"version": "x"}', "text/plain", Content.JSON),
        (b"\xef\xbb\xbf[]", "application/json", Content.JSON),
        (b"Review: Goblin", "text/plain", Content.TEXT),
        (b"\x89PNG", "image/png", Content.OTHER),
    ],
)
def test_the_bytes_are_believed_more_than_what_the_site_calls_them(body, content_type, content):
    assert what_is(body, content_type) is content
