from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dramas import Name, NameKind
from bot.providers import values
from bot.providers.waiting import LONGEST, retry_after

HOSTILE = st.text(alphabet=st.characters()) | st.text(alphabet="<>&;/pbr \n\u202e\u200b\x00가á")


@given(HOSTILE, st.integers(1, 300))
def test_a_line_is_short_and_has_no_character_that_is_not_seen(text, limit):
    found = values.line(text, limit)
    assert found is None or 0 < len(found) <= limit
    for char in found or "":
        assert char in "\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


@given(HOSTILE)
def test_prose_is_bounded_and_has_no_empty_lines(text):
    found = values.prose(text, 200)
    assert found is None or 0 < len(found) <= 200
    assert all(part for part in (found or "x").split("\n"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><b>Signal</b> is about a radio.</p>", "Signal is about a radio."),
        ("<p>One.</p><p>Two<br />three &amp; four</p>", "One.\nTwo\nthree & four"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a < b and b > a", "a < b and b > a"),
        ("&lt;b&gt; is markup", "<b> is markup"),
        ('<a href="https://x.example/?a=1&amp;b">here</a>', "here"),
        ("  <p>\t </p> ", None),
        (None, None),
        (7, None),
    ],
)
def test_a_summary_becomes_plain_text(html, text):
    assert values.prose(html) == text


def test_a_long_synopsis_is_cut_with_a_mark():
    found = values.prose("word " * 2_000)
    assert found is not None
    assert len(found) <= values.MAX_SYNOPSIS
    assert found.endswith("word…")


def test_hangul_written_in_jamo_is_composed():
    assert values.line(unicodedata.normalize("NFD", "시그널"), 10) == "시그널"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (16, 16),
        (0, None),
        (10_000, None),
        (True, None),
        ("16", None),
        (16.0, None),
        (None, None),
        ([16], None),
    ],
)
def test_only_whole_numbers_within_the_range_are_numbers(value, expected):
    assert values.whole(value, 1, 9_999) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (55, 55.0),
        (250, 100.0),
        (-1, 0.0),
        (float("inf"), 100.0),
        (float("nan"), 0.0),
        pytest.param(10**400, 100.0, id="huge"),
        ("55", 0.0),
        (None, 0.0),
    ],
)
def test_popularity_is_from_0_to_100_whatever_is_told(value, expected):
    assert values.share(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-01-22", date(2016, 1, 22)),
        ("2016-02-30", None),
        ("20160122", None),
        ("2016-W03-5", None),
        ("0001-01-01", None),
        ("", None),
        (20160122, None),
    ],
)
def test_only_calendar_days_of_this_age_are_days(value, expected):
    assert values.day(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-01-22T20:30:00+09:00", datetime(2016, 1, 22, 11, 30, tzinfo=UTC)),
        ("2016-01-22T11:30:00Z", datetime(2016, 1, 22, 11, 30, tzinfo=UTC)),
        ("2016-01-22T11:30:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("soon", None),
        (1453462200, None),
    ],
)
def test_a_moment_is_in_utc_and_says_its_offset(value, expected):
    found = values.moment(value)
    assert found == expected
    assert found is None or found.tzinfo is UTC


def test_a_unix_time_has_bounds():
    assert values.epoch(1_453_462_200) == datetime(2016, 1, 22, 11, 30, tzinfo=UTC)
    assert values.epoch(10**18) is None
    assert values.epoch(-1) is None


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://static.tvmaze.com/a.jpg", True),
        ("http://a.example/ä", True),
        ("javascript:alert(1)", False),
        ("ftp://a.example/", False),
        ("https://", False),
        ("//a.example/x", False),
        ("https://a.example/\n", False),
        ("https://a.example/a b", False),
        ("https://[x/", False),
        ("https://a.example/" + "x" * 2_000, False),
        ({"medium": "x"}, False),
    ],
)
def test_only_web_addresses_are_addresses(value, kept):
    assert values.address(value) == (value if kept else None)


def test_aliases_leave_out_what_is_known_and_come_once():
    def alias(text):
        return Name(text, NameKind.ALIAS)

    names = [alias("Signal"), alias("SIGNAL "), alias("시그널"), alias("信号"), alias("信号")]
    assert values.aliases(names, ("signal", "시그널")) == (alias("信号"),)
    assert len(values.aliases([alias(str(n)) for n in range(99)], ())) == 40


def test_a_wait_is_read_as_seconds_or_as_a_date():
    soon = datetime.now(UTC) + timedelta(seconds=90)
    assert retry_after("7") == 7.0
    assert retry_after("0.5") == 0.5
    written = soon.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after(written) == pytest.approx(90, abs=5)


@pytest.mark.parametrize("header", [None, "", "soon", "nan", "Mon, 99 Foo 2026 10:00:00 GMT"])
def test_no_wait_that_can_be_read_is_none(header):
    assert retry_after(header) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("-5", 0.0), ("1e300", LONGEST), ("inf", LONGEST), ("Wed, 01 Jan 2020 00:00:00 GMT", 0.0)],
)
def test_a_wait_is_never_negative_nor_over_an_hour(header, seconds):
    assert retry_after(header) == seconds


@given(st.text())
def test_any_wait_is_none_or_within_bounds(header):
    found = retry_after(header)
    assert found is None or 0 <= found <= LONGEST
