"""Feeds that are made to do harm: each ends, with an answer or a reason."""

import pytest

from bot.domain.errors import InvalidInputError
from bot.reading.feeds.model import MAX_BYTES
from tests.unit.reading.feeds.feeds import atom, item_of, read, rss


def declaring(entities, title):
    return rss(f"<title>{title}</title>", before=f"<!DOCTYPE rss [{entities}]>")


LAUGHS = '<!ENTITY l0 "lol">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    "feed",
    [
        declaring(LAUGHS, "&l9;"),
        declaring(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 10_000),
        declaring('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        declaring('<!ENTITY % a SYSTEM "http://169.254.169.254/">%a;', "x"),
        declaring('<!entity a "<rss >">', "x"),
    ],
)
def test_entities_of_the_feeds_own_are_refused(feed):
    with pytest.raises(InvalidInputError, match="declares entities"):
        read(feed)


def test_no_document_type_is_looked_up(monkeypatch):
    monkeypatch.setattr("socket.socket", None)
    item = item_of(rss("<title>A</title>", before='<!DOCTYPE rss SYSTEM "http://a.example/x.dtd">'))
    assert item.title == "A"


def test_nothing_is_included_from_elsewhere():
    item = item_of(
        rss(
            '<description xmlns:xi="http://www.w3.org/2001/XInclude">'
            '<xi:include href="file:///etc/passwd" parse="text"/></description>'
        )
    )
    assert "root:" not in item.html


def test_of_a_hundred_thousand_items_the_newest_are_taken_and_the_rest_counted():
    dated = [
        f"<title>{n}</title><pubDate>{1 + n % 28:02} Jan {2000 + n // 5_000} 00:00 GMT</pubDate>"
        for n in range(100_000)
    ]
    feed = read(rss(*dated))
    assert (len(feed.items), feed.left_out) == (500, 99_500)
    assert {item.published.year for item in feed.items} == {2019}
    numbers = [int(item.title) for item in feed.items]
    assert numbers == sorted(numbers)


def test_without_dates_the_first_items_are_the_newest():
    feed = read(rss(*(f"<title>{n}</title>" for n in range(3_000))))
    assert [item.title for item in feed.items] == [str(n) for n in range(500)]


def test_titles_and_names_of_any_length_are_cut():
    names = ("title", "author", "category", "description")
    item = item_of(rss("".join(f"<{name}>{'x' * 10_000}</{name}>" for name in names)))
    assert (len(item.title), len(item.author), len(item.categories[0])) == (300, 200, 100)
    assert len(item.summary) == 1_000
    assert item.title.endswith("…")


def test_thousands_of_categories_and_pictures_are_cut():
    item = item_of(
        rss(
            *(
                "".join(f"<category>{n}</category>" for n in range(5_000))
                + "".join(
                    f'<media:content url="https://a.example/{n}.jpg" medium="image"/>'
                    for n in range(5_000)
                ),
            )
        )
    )
    assert (len(item.categories), len(item.pictures)) == (50, 20)


def test_addresses_that_are_too_long_are_none():
    assert item_of(rss(f"<link>https://a.example/{'x' * 5_000}</link>")).url is None


@pytest.mark.parametrize("text", ["a\u202eb", "\u2066a\u2069b", "a\u200fb", "\u061ca\x01b"])
def test_characters_that_change_what_is_seen_are_left_out(text):
    item = item_of(
        rss(f"<title>{text}</title><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>")
    )
    assert (item.title, item.html) == ("ab", "<p>ab</p>")


def test_over_ten_megabytes_nothing_is_read():
    with pytest.raises(InvalidInputError, match="over 10 MB"):
        read(b"<rss>" + b" " * MAX_BYTES)


BIG = 2_000_000


@pytest.mark.parametrize(
    "body",
    [
        "<rss ><item><x>" * (BIG // 15),
        "<rss >" + "<a>" * (BIG // 3),
        "<rss >" + "<a b='" * (BIG // 6),
        "<rss ><a " + " ".join(f'a{n}="1"' for n in range(BIG // 12)) + "/></rss>",
        "<rss ><a " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(BIG // 20)) + "/></rss>",
        "<rss >" + "".join(f'<a xmlns:a{n}="u{n}">' for n in range(250)) + "<a/>" * (BIG // 4),
        "<rss >" + "&ab;" * (BIG // 4),
        "<rss >" + "&" * BIG,
        "<rss >" + "<" * BIG,
        "<" * BIG,
        "<rss " * (BIG // 5),
        "<rss >" + "<![CDATA[" * (BIG // 9),
        "<rss >" + "<![CDATA[]]>" * (BIG // 12),
        "<rss ><item><title>" + "<b>" * (BIG // 3),
        "<rss ><item><title>" + "&lt;b " * (BIG // 6),
        rss(*("<description>" + "&lt;p>" * 300 + "</description>" for _ in range(1_000))),
        rss(*("<description>" + "The post " * 200 + "</description>" for _ in range(1_000))),
        rss(*("<description>" + "&lt;a href='" * 150 + "</description>" for _ in range(1_000))),
        atom("<content type='xhtml'>" + "<div>" * 200 + "x" + "</div>" * 200 + "</content>"),
        '{"items": [' + "[" * BIG,
        '{"items": [' + '{"content_html": "' + "<p>" * 300_000 + '"}]}',
        '{"items": [' + '{"id": 1},' * 100_000 + "{}]}",
    ],
    ids=lambda body: body[:30].replace(" ", "_"),
)
def test_what_is_made_to_exhaust_a_parser_ends_in_an_answer_or_a_reason(body):
    try:
        feed = read(body)
    except InvalidInputError:
        return
    assert len(feed.items) <= 500
