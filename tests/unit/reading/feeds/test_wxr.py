import io
from datetime import UTC, datetime

import pytest

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.raw_posts import shown
from bot.reading.feeds.wxr import open_wxr

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file: <rss> -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Late Nights</title><link>https://blog.example</link><language>ko-KR</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[mina]]></wp:author_login>
<wp:author_email><![CDATA[mina@blog.example]]></wp:author_email>
<wp:author_display_name><![CDATA[Mina Park]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>2</wp:term_id><wp:cat_name><![CDATA[Reviews]]></wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>"


def item(number, *, kind="post", status="publish", password="", content="", extra="", gmt=None):
    gmt = gmt or "2026-02-03 10:20:30"
    return f"""<item><title><![CDATA[Paper Key & Lock {number}]]></title>
<link>https://blog.example/{number}/</link><pubDate>Tue, 03 Feb 2026 10:20:30 +0000</pubDate>
<dc:creator><![CDATA[mina]]></dc:creator>
<guid isPermaLink="false">https://blog.example/?p={number}</guid><description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[2026-02-03 19:20:30]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{gmt}]]></wp:post_date_gmt>
<wp:post_modified_gmt><![CDATA[2026-02-04 10:20:30]]></wp:post_modified_gmt>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type><![CDATA[{kind}]]></wp:post_type>
<wp:post_password><![CDATA[{password}]]></wp:post_password>
<category domain="category" nicename="reviews"><![CDATA[Reviews]]></category>
<category domain="post_tag" nicename="melo"><![CDATA[Melo &amp; more]]></category>{extra}</item>
"""


def upload(number, url, parent=0):
    return (
        f"<item><wp:post_id>{number}</wp:post_id><wp:post_parent>{parent}</wp:post_parent>"
        "<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url><![CDATA[{url}]]></wp:attachment_url></item>"
    )


def opened(*items, head=HEAD, tail=TAIL):
    return open_wxr(io.BytesIO((head + "".join(items) + tail).encode()))


def test_a_post_is_read_whole():
    thumbnail = (
        "<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value>"
        "</wp:postmeta><wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key>"
        "<wp:meta_value><![CDATA[30]]></wp:meta_value></wp:postmeta>"
    )
    export = opened(
        item(12, content="One line.\n\nTwo.", extra=thumbnail),
        upload(30, "https://blog.example/wp-content/a.jpg"),
    )
    assert (export.title, export.site_url, export.language, export.count) == (
        "Late Nights",
        "https://blog.example",
        "ko-KR",
        1,
    )
    [post] = export.posts()
    assert (post.guid, post.url) == ("https://blog.example/?p=12", "https://blog.example/12/")
    assert (post.title, post.author) == ("Paper Key & Lock 12", "Mina Park")
    assert post.html == "<p>One line.</p>\n<p>Two.</p>"
    assert post.summary == "One line. Two."
    assert post.published == datetime(2026, 2, 3, 10, 20, 30, tzinfo=UTC)
    assert post.updated == datetime(2026, 2, 4, 10, 20, 30, tzinfo=UTC)
    assert post.categories == ("Reviews", "Melo & more")
    assert [one.url for one in post.pictures] == ["https://blog.example/wp-content/a.jpg"]
    assert not post.is_excerpt


def test_only_published_posts_without_a_password_are_taken():
    export = opened(
        item(1),
        item(2, status="draft"),
        item(3, kind="page"),
        item(4, password="open sesame"),
        item(5, status="private"),
        item(6, kind="nav_menu_item"),
        item(7),
    )
    assert (export.count, export.protected) == (2, 1)
    assert [post.url for post in export.posts()] == [
        "https://blog.example/1/",
        "https://blog.example/7/",
    ]


def test_posts_can_be_read_again():
    export = opened(item(1), item(2))
    assert len(list(export.posts())) == len(list(export.posts())) == 2


def test_a_date_that_was_never_set_is_taken_from_elsewhere():
    [post] = opened(item(1, gmt="0000-00-00 00:00:00")).posts()
    assert post.published == datetime(2026, 2, 3, 10, 20, 30, tzinfo=UTC)


def test_galleries_show_the_files_that_they_name():
    [post] = opened(
        upload(30, "https://blog.example/a.jpg"),
        upload(31, "https://blog.example/b.jpg"),
        item(1, content='Look:\n\n[gallery type="tiled" ids="31,30,99"]'),
    ).posts()
    assert post.html == (
        '<p>Look:</p>\n<div class="gallery"><img src="https://blog.example/b.jpg">\n'
        '<img src="https://blog.example/a.jpg"></div>'
    )


def test_a_gallery_that_names_none_shows_what_was_uploaded_to_the_post():
    [post] = opened(
        upload(30, "https://blog.example/a.jpg", parent=1),
        upload(31, "https://blog.example/b.pdf", parent=1),
        upload(32, "https://blog.example/c.jpg", parent=2),
        item(1, content="[gallery]"),
    ).posts()
    assert post.html == '<div class="gallery"><img src="https://blog.example/a.jpg"></div>'


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("One\ntwo.\n\n\nThree.", "<p>One<br>\ntwo.</p>\n<p>Three.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("<h2>Head</h2>\nText.", "<h2>Head</h2>\n<p>Text.</p>"),
        ("Text.\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nMore.", None),
        ("<p>One.</p>\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("<strong>Genre:</strong> Romance\n<b>Episodes:</b> 16", None),
        ('<img src="a.jpg" />\n\nText.', '<p><img src="a.jpg" /></p>\n<p>Text.</p>'),
        ("", ""),
    ],
)
def test_the_classic_editors_lines_become_paragraphs(content, html):
    found = shown(content, attachments={})
    if html is None:
        assert found.count("<p>") == found.count("</p>") > 0
        assert "<br>\n</" not in found
    else:
        assert found == html


def test_blocks_lose_their_comments_and_keep_their_markup():
    content = (
        '<!-- wp:heading {"level":3} -->\n<h3>Plot</h3>\n<!-- /wp:heading -->\n\n'
        "<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->"
        '<!-- wp:latest-posts {"x":1} /--><!--more-->'
    )
    found = shown(content, attachments={})
    assert "wp:" not in found
    assert "<h3>Plot</h3>" in found
    assert "<p>One\ntwo.</p>" in found


def test_a_caption_in_an_attribute_moves_below_its_picture():
    old = '[caption id="a" align="left" caption="He &amp; she"]<img src="a.jpg">[/caption]'
    assert '[caption]<img src="a.jpg"> He &amp; she[/caption]' in shown(old, attachments={})
    new = '[caption id="a"]<img src="a.jpg"> He & she[/caption]'
    assert new in shown(new, attachments={})


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no WordPress export"),
        (b"<html>", "no WordPress export"),
        (b"<rss><channel><title>A</title><item><title>a</title></item></channel></rss>", "no Word"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss ><channel>', "declares entities"),
        (b"x" * 3_000_000, "no WordPress export"),
    ],
)
def test_what_is_no_export_is_refused(body, words):
    with pytest.raises(InvalidInputError, match=words):
        open_wxr(io.BytesIO(body))


def test_control_characters_and_bad_bytes_do_not_end_an_export():
    whole = HEAD + item(1, content="a\x0b\x1fb") + item(2) + TAIL
    body = whole.encode().replace(b"Lock 2", b"Lock \xff 2")
    posts = list(open_wxr(io.BytesIO(body)).posts())
    assert [post.html for post in posts] == ["<p>ab</p>", ""]
    assert posts[1].title == "Paper Key & Lock \ufffd 2"


def test_other_character_sets_are_read():
    body = (HEAD.replace("UTF-8", "EUC-KR") + item(1, content="사랑") + TAIL).encode("euc-kr")
    [post] = open_wxr(io.BytesIO(body)).posts()
    assert post.html == "<p>사랑</p>"


def test_of_an_export_that_was_cut_off_the_whole_posts_are_read():
    body = (HEAD + item(1) + item(2))[:-600]
    assert [post.url for post in opened(body, head="", tail="").posts()] == [
        "https://blog.example/1/"
    ]


def test_posts_are_read_from_the_file_as_they_are_taken():
    body = io.BytesIO((HEAD + item(1, content="A long line. " * 500) * 300 + TAIL).encode())
    posts = open_wxr(body).posts()
    next(posts)
    assert body.tell() < len(body.getbuffer()) / 5
    assert sum(1 for _ in posts) == 299
