from __future__ import annotations

import pytest

from bot.reading.model import Picture
from bot.reading.reader import read_post

PAGE = "https://blog.example/2022/paper-key/"


def picture_of(img: str, source_url: str | None = PAGE):
    html = f"<h1>Review: Paper Key</h1><p>{img}</p><p>I liked the key.</p>"
    picture = read_post(html, media="html", source_url=source_url).featured_picture
    return picture.url if picture else None


@pytest.mark.parametrize(
    ("img", "url"),
    [
        ('<img src="https://a.example/k.jpg">', "https://a.example/k.jpg"),
        ('<img src="/files/k.jpg">', "https://blog.example/files/k.jpg"),
        ('<img src="//a.example/k.jpg">', "https://a.example/k.jpg"),
        (
            '<img src="https://a.example/k-300x200.jpg" data-orig-file="https://a.example/k.jpg">',
            "https://a.example/k.jpg",
        ),
        (
            '<a href="https://a.example/k.png"><img src="https://a.example/k-150x150.png"></a>',
            "https://a.example/k.png",
        ),
        (
            '<img src="https://a.example/k-1.jpg" srcset="https://a.example/k-2.jpg 2x, '
            'https://a.example/k-3.jpg 3x">',
            "https://a.example/k-3.jpg",
        ),
        (
            '<img src="data:image/gif;base64,R0lGOD" data-src="https://a.example/k.jpg">',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://a.example/blank.gif" class="lazy">'
            '<noscript><img src="https://a.example/k.jpg"></noscript>',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://static.wixstatic.com/media/k.jpg/v1/fill/w_49,h_27,blur_2/k.jpg">',
            "https://static.wixstatic.com/media/k.jpg",
        ),
        (
            '<amp-img src="https://a.example/k.jpg" width="600"></amp-img>',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://i2.wp.com/a.example/k.jpg?resize=300%2C200&amp;ssl=1">',
            "https://a.example/k.jpg",
        ),
        (
            '<img src="https://b.files.wordpress.com/k.jpg?w=300&amp;h=200">',
            "https://b.files.wordpress.com/k.jpg",
        ),
        ('<img src="https://pixel.wp.com/b.gif?host=x" width="1" height="1">', None),
        ('<img src="https://feeds.wordpress.com/1.0/x/">', None),
        ('<img src="https://0.gravatar.com/avatar/abc?s=96">', None),
        ('<img src="https://a.example/count.gif" width="1" height="1">', None),
        ('<img src="javascript:alert(1)">', None),
        ('<img src="http://[bad/k.jpg">', None),
        ("<img>", None),
    ],
)
def test_the_largest_real_picture_is_chosen(img, url):
    assert picture_of(img) == url


def test_relative_pictures_are_left_out_where_the_page_is_unknown():
    assert picture_of('<img src="/k.jpg">', source_url=None) is None


def test_captions_are_not_prose():
    read = read_post(
        '<h1>Review: Paper Key</h1><figure><img src="https://a.example/k.jpg" alt="a key">'
        "<figcaption>I took this <em>myself</em></figcaption></figure><p>A clerk.</p>"
    )
    assert (read.synopsis, read.opinion) == (("A clerk.",), ())
    assert read.featured_picture.caption == "I took this myself"


def test_a_caption_shortcode_of_raw_source_is_a_caption():
    read = read_post(
        '[caption id="x" width="3"]<img src="https://a.example/k.jpg" /> The key[/caption]\n\nHi.',
        title="Review: Paper Key",
    )
    assert read.featured_picture.caption == "The key"
    assert read.synopsis == ("Hi.",)


def test_entities_and_hard_spaces_are_read():
    read = read_post(
        "<h1>Review: Key &amp; Lock &#8211; A Tale</h1><p>Episodes:&nbsp;8</p>"
        "<p>He said &ldquo;no&rdquo; &hellip;</p>"
    )
    assert read.title.value == "Key & Lock – A Tale"
    assert read.episodes.value == 8
    assert read.synopsis == ("He said “no” …",)


def test_the_feeds_closing_line_is_left_out():
    read = read_post(
        "<p>I liked it.</p><p>The post <a href='x'>Review: Paper Key</a> appeared first on "
        "<a href='y'>Keys</a>.</p>",
        title="Review: Paper Key",
    )
    assert read.opinion == ("I liked it.",)


def test_an_open_graph_picture_is_featured_with_the_alternative_text_of_its_copy():
    read = read_post(
        '<head><meta property="og:image" content="https://a.example/k.jpg"></head>'
        "<h1>Review: Paper Key</h1><p>Hi.</p><h2>Door</h2>"
        '<img src="https://a.example/k-300x200.jpg" alt="the key">'
    )
    assert read.featured_picture == Picture("https://a.example/k.jpg", "", "the key")


def test_broken_structured_data_is_passed_over():
    for broken in (
        "{",
        "[" * 5000,
        '{"@type": ["Review", 3], "itemReviewed": 7, "author": []}',
        '{"@type":"Review","reviewRating":{"ratingValue":null}}',
        "NaN",
    ):
        read = read_post(
            f'<script type="application/ld+json">{broken}</script><h1>Review: Paper Key</h1>'
            "<p>Rating: 6/10</p>"
        )
        assert (read.title.value, read.score.value.half_points) == ("Paper Key", 12)


def test_bold_lines_are_headings_and_bold_labels_are_facts():
    read = read_post(
        "<h1>Review: Paper Key</h1><p><b>Episodes:</b> 8</p><p>A clerk.</p><p>Rating: 6/10</p>"
        "<p><b>The door</b></p><p>It opens.</p>"
    )
    assert read.episodes.value == 8
    assert [section.heading for section in read.sections] == ["The door"]
