from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.feeds.dates import read_date

MOMENT = datetime(2026, 2, 5, 1, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("Thu, 05 Feb 2026 01:20:30 +0000", "Thu, 05 Feb 2026 01:20:30 GMT"),
        *("Thu, 5 Feb 2026 10:20:30 +0900", "5 Feb 2026 10:20:30 +0900"),
        *("Thu, 05 Feb 2026 10:20:30 KST", "Thu, 05 Feb 2026 10:20:30 +09:00"),
        *("Wed, 04 Feb 2026 20:20:30 EST", "Wed, 04 Feb 2026 17:20:30 PST"),
        *("Wed, 4 Feb 26 20:20:30 EST", "THU, 05 FEB 2026 01:20:30 Z"),
        *("Thu,  05  Feb  2026  01:20:30  +0000 ", "Thu, 05 February 2026 01:20:30 UTC"),
        *("2026-02-05T01:20:30Z", "2026-02-05T10:20:30+09:00", "2026-02-05T10:20:30+0900"),
        *("2026-02-05T01:20:30.123Z", "2026-02-05 01:20:30", "2026-02-05T01:20:30"),
        *("2026-02-05t01:20:30z", "2026-02-04T17:20:30.000-08:00", "2026-02-05 01:20:30 UTC"),
        *("2026-02-05T10:20:30+09", "2026-02-05 10:20:30 KST", "2026/02/05 01:20:30"),
        *("Thu Feb 05 10:20:30 KST 2026", "Thu Feb 05 01:20:30 UTC 2026"),
        *("February 5, 2026 01:20:30", "Feb 5, 2026, 01:20:30", "Thu, 05 Feb 2026 02:20:30 CET"),
        "Thu, 05 Feb 2026 01:20:30 XYZ",
    ],
)
def test_dates_in_all_their_forms_are_the_same_moment(text):
    assert read_date(text) == MOMENT


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-05", datetime(2026, 2, 5, tzinfo=UTC)),
        ("05 Feb 2026", datetime(2026, 2, 5, tzinfo=UTC)),
        ("February 5, 2026", datetime(2026, 2, 5, tzinfo=UTC)),
        ("2026-02-05T01:20Z", datetime(2026, 2, 5, 1, 20, tzinfo=UTC)),
        ("2026-02-05T24:00:00Z", datetime(2026, 2, 6, tzinfo=UTC)),
        ("2026-02-05T23:59:60Z", datetime(2026, 2, 6, tzinfo=UTC)),
    ],
)
def test_dates_that_leave_something_out_are_read(text, moment):
    assert read_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", " ", "yesterday", "0000-00-00 00:00:00", "2026-02-30", "2026-13-01T00:00:00Z"),
        *("Mon, 30 Nov -0001 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000", "0001-01-01"),
        *("9999-12-31T23:59:59Z", "1770000000", "Thu, 35 Feb 2026 01:20:30 +0000", "x" * 5_000),
        *("Thu, 05 Feb 2026 25:70:30 +0000", "2026-02-05T01:20:30+99:99", "5" * 70),
    ],
)
def test_nonsense_is_no_date(text):
    assert read_date(text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=90) | st.from_regex(r"[0-9a-zA-Z:+,./ -]{0,40}", fullmatch=True))
def test_any_text_is_a_moment_in_utc_or_none(text):
    found = read_date(text)
    assert found is None or (found.utcoffset() == timedelta(0) and 1990 <= found.year <= 2100)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_what_programs_write_is_read_back(moment):
    moment = moment.replace(microsecond=0)
    if moment.utcoffset().total_seconds() % 60:
        return
    # Of a local time that a clock skips, Python says that it equals no other.
    in_utc = moment.astimezone(UTC)
    assert read_date(moment.isoformat()) == in_utc
    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S %z")) == in_utc
