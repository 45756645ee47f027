import pytest

from bot.reading.feeds.excerpts import is_excerpt, without_credit

URL = "https://blog.example/paper-key/"
POST = "<p>All of it.</p>"


@pytest.mark.parametrize(
    "credit",
    [
        '<p>The post <a href="{url}">Paper Key</a> appeared first on <a href="{blog}">Us</a>.</p>',
        '\n<p>The post <a href="{url}">Paper</a> first appeared on <a href="{blog}">Us</a>.</p>\n',
        '<p>Der Beitrag <a rel="nofollow" href="{url}">Paper Key</a> erschien zuerst auf '
        '<a rel="nofollow" href="{blog}">Us</a>.</p>',
        "<p><a href='{url}?utm_source=rss'>Paper Key</a> was on <a href='{blog}'>Us</a></p>",
        "<p>The post Paper Key appeared first on Us.</p>",
        "\nThe post Paper Key: a review appeared first on Late Nights.",
    ],
)
def test_the_credit_at_the_end_is_left_out(credit):
    credit = credit.format(url=URL, blog="https://blog.example")
    assert without_credit(POST + credit, url=URL) == POST


@pytest.mark.parametrize(
    "end",
    [
        '<p>Watch <a href="https://a.example/">here</a> or <a href="https://b.example/">there</a></p>',
        f'<p>As I said <a href="{URL}">above</a>.</p>',
        "<p>The actor appeared first on television.</p>",
        "<p>The post office was where she appeared.</p>",
        "",
    ],
)
def test_an_ordinary_last_paragraph_stays(end):
    assert without_credit(POST + end, url=URL) == POST + end


@pytest.mark.parametrize(
    "html",
    [
        *("", "Too short to be a post.", "It began well [&#8230;]", "It began well [&hellip;]"),
        *("<p>It began well […]</p>", "<p>It began well &hellip;</p>", "<p>It began well…</p>"),
        '<p>It began.</p><p><a href="/a">Continue reading <span>Paper Key</span></a></p>',
        '<p>It began.</p><a class="more-link" href="/a">…</a>',
        '<p>It began.</p><a href="/a#more-12">Los</a>',
        '<p>It began. <a href="/a">Read more</a></p>',
    ],
)
def test_descriptions_that_are_only_the_beginning_are_told(html):
    assert is_excerpt(html, is_content=False)


@pytest.mark.parametrize("html", [POST, "word " * 400, "<div>One</div><br/>Two"])
def test_descriptions_that_are_whole_are_told(html):
    assert not is_excerpt(html, is_content=False)


@pytest.mark.parametrize(
    "html",
    [
        '<p>It began.</p><a class="more-link" href="/a">Weiter</a>',
        '<p>It began.</p> <p><a href="/a#more-12">(more…)</a></p>',
        '<p>It began. <a href="/a">Continue reading &rarr;</a></p>',
        "<p>It began [&hellip;]</p>",
    ],
)
def test_content_that_is_only_the_beginning_is_told(html):
    assert is_excerpt(html, is_content=True)


@pytest.mark.parametrize(
    "html",
    [
        "A short one.",
        "<p>And then she left…</p>",
        "<p>I could not keep reading.</p>",
        '<p>You can read more <a href="/b">about her here</a>.</p>',
        '<img src="a.jpg">',
    ],
)
def test_whole_content_may_end_as_it_likes(html):
    assert not is_excerpt(html, is_content=True)
