from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.pages.html import read_html
from bot.reading.pages.images import real_url
from bot.reading.reader import read_post

if TYPE_CHECKING:
    from bot.reading.model import Picture

PAGE = "https://blog.example/2022/paper-key/"


def pictures_of(html: str) -> list[Picture]:
    blocks = read_html(f"<div><p>Hi.</p>{html}</div>", base=PAGE).blocks
    return [block.picture for block in blocks if block.picture]


def urls_of(html: str) -> list[str | None]:
    return [picture.url for picture in pictures_of(html)]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            '<img src="https://a.example/k-300x200.jpg" data-large-file="https://a.example/k-1024x683.jpg"'
            ' data-orig-file="https://a.example/k.jpg">',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://a.example/k.jpg" srcset="https://a.example/k-300x200.jpg 300w,'
            'https://a.example/k-768x512.jpg 768w">',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="/s.jpg" srcset="/s.jpg 1x,/b.jpg 2x">',
            "https://blog.example/b.jpg",
        ),
        (
            '<img src="https://a.example/k.jpg?w=640" alt="">'.replace(
                "/k", "/wp-content/uploads/k"
            ),
            "https://a.example/wp-content/uploads/k.jpg",
        ),
        (
            '<img src="https://i0.wp.com/a.example/k.jpg?resize=300%2C200">',
            "https://i0.wp.com/a.example/k.jpg",
        ),
        (
            '<img src="https://1.bp.blogspot.com/-x/AAA/s320/k.jpg">',
            "https://1.bp.blogspot.com/-x/AAA/s1600/k.jpg",
        ),
        (
            '<img src="https://lh3.googleusercontent.com/abc=w400-h300">',
            "https://lh3.googleusercontent.com/abc=s1600",
        ),
        (
            '<picture><source type="image/avif" srcset="/k.avif 900w"><source '
            'srcset="/k.webp 900w, /l.webp 1800w"><img src="data:image/gif;base64,R0"></picture>',
            "https://blog.example/l.webp",
        ),
        (
            '<img src="https://a.example/logo.svg" data-src="https://a.example/k.png">',
            "https://a.example/k.png",
        ),
        (
            '<img data-url="https://a.example/k.jpg" src="https://i1.wp.com/a.example/k.jpg?w=3&amp;ssl=1">',
            "https://a.example/k.jpg",
        ),
        (
            '<a href="https://w.example/wiki/File:k.jpg"><img src="https://a.example/k.jpg"></a>',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://a.example/clear-blue-sky.jpg">',
            "https://a.example/clear-blue-sky.jpg",
        ),
    ],
)
def test_the_largest_shown_source_is_chosen(html, url):
    assert urls_of(html) == [url]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://a.example/k.svg">',
        '<img src="https://a.example/k.tiff">',
        '<img src="https://a.example/lazy-placeholder.png">',
        '<img src="https://a.example/1x1.png">',
        '<img src="https://a.example/facebook-icon.png">',
        '<img src="https://a.example/sprites.png">',
        '<img src="https://a.example/k.png" width="16" height="16">',
        '<img class="avatar photo" src="https://a.example/k.jpg">',
        '<a href="https://social.example/intent/post?u=x"><img src="https://a.example/k.jpg"></a>',
        '<img src="https://b.scorecardresearch.com/p.jpg">',
        '<img src="https://user:word@a.example/k.jpg">',
    ],
)
def test_what_is_no_picture_of_the_post_is_left_out(html):
    assert urls_of(html) == []


def test_sizes_of_one_picture_are_shown_once_in_the_largest():
    assert urls_of(
        '<img src="https://a.example/k-150x150.jpg" alt="the key">'
        '<img src="https://www.a.example/k-scaled.jpg"><img src="http://a.example/k.jpg">'
        '<noscript><img src="https://i2.wp.com/a.example/k.jpg?w=300"></noscript>'
    ) == ["http://a.example/k.jpg"]


def test_a_script_s_pictures_differ_by_what_it_is_asked_for():
    assert len(urls_of('<img src="/image?id=1"><img src="/image?id=2">')) == 2


def test_captions_and_alternative_texts_are_kept_without_hidden_characters():
    (picture,) = pictures_of(
        '<figure><img src="/k.jpg" alt="the\u202e  key"><figcaption>The <b>key</b>&#x202e;, '
        "at last</figcaption></figure>"
    )
    assert (picture.caption, picture.alt) == ("The key, at last", "the key")


def test_a_picture_in_the_author_s_spoiler_is_hidden_and_not_featured():
    html = (
        "<h1>Review: Paper Key</h1><p>I liked it.</p><details><summary>Death</summary>"
        '<img src="/k.jpg"></details><p>Rating: 6/10</p><h3>End</h3><details><img src="/l.jpg">'
    )
    assert [picture.hidden for picture in pictures_of(html)] == [True, True]
    read = read_post(html, source_url=PAGE)
    assert read.featured_picture is None
    assert [picture.hidden for picture in read.sections[0].pictures] == [True]


@pytest.mark.parametrize(
    ("img", "text"),
    [
        ('<img class="emoji" alt="🥰" src="https://a.example/x.png">', "🥰"),
        ('<img alt="🥰" src="https://static.example/images/emoji.php/v9/x.png">', "🥰"),
        ('<img alt="★★★★☆" height="20" src="https://a.example/x.png">', "★★★★☆"),
    ],
)
def test_pictures_of_signs_are_text(img, text):
    (block,) = read_html(f"<p>Well, {img} then.</p>", base=PAGE).blocks
    assert block.text == f"Well, {text} then."


@settings(max_examples=500, deadline=None)
@given(st.text() | st.text(st.sampled_from("https:/.wpcom?&=ijpg-0123x,% ")))
def test_any_address_is_read_or_left_out(text):
    url = real_url(text, base=PAGE)
    assert url is None or url.startswith(("https://", "http://"))
    for name in ("src", "srcset", "data-orig-file"):
        for url in urls_of(f'<img {name}="{text.replace(chr(34), "")}">'):
            assert url
            assert url.startswith(("https://", "http://"))


def test_the_blogs_sign_is_no_picture_of_the_post():
    sign = '<div><a href="https://blog.example/"><img src="/theme/sign.png" width="220"></a></div>'
    page = f"<body>{sign}<h1>Review: Paper Key</h1><p>Overall: 8/10</p></body>"
    assert (
        read_post(page, media="html", source_url="https://blog.example/a").featured_picture is None
    )


def test_the_picture_for_twitter_is_featured_where_no_other_is_named():
    head = '<head><meta name="twitter:image" content="https://blog.example/key.jpg"></head>'
    page = f"<html>{head}<body><h1>Review: Paper Key</h1><p>Overall: 8/10</p></body></html>"
    featured = read_post(page, media="html").featured_picture
    assert featured is not None
    assert featured.url == "https://blog.example/key.jpg"
