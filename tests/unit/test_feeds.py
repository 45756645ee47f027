from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import (
    LATEST,
    SOONEST,
    interval_of,
    is_given_up,
    is_old,
    wait_after_failure,
)
from bot.domain.texts import t, tn
from bot.services.feed_items import feed_key, post_key
from data.queries.texts import stored_text, text_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def every(gap, *, since=timedelta(hours=2), posts=12):
    return [NOW - since - gap * i for i in range(posts)]


@pytest.mark.parametrize(
    ("gap", "since", "wait"),
    [
        (DAY, 2 * HOUR, HOUR),
        (7 * DAY, 2 * HOUR, 7 * HOUR),
        (HOUR, 2 * HOUR, SOONEST),
        (90 * DAY, 2 * HOUR, LATEST),
        (DAY, timedelta(minutes=20), SOONEST),
        (DAY, 6 * DAY, 6 * HOUR),
        (DAY, 300 * DAY, LATEST),
    ],
    ids=["daily", "weekly", "hourly", "rarely", "just posted", "silent", "asleep"],
)
def test_a_blog_is_read_as_often_as_its_posts_make_sense_of(gap, since, wait):
    assert interval_of(every(gap, since=since), NOW) == wait


def test_one_early_burst_does_not_make_a_blog_a_busy_one():
    burst = [NOW - DAY - timedelta(minutes=i) for i in range(3)]
    assert interval_of([*burst, *every(7 * DAY, since=8 * DAY)], NOW) == 7 * HOUR


@given(st.lists(st.datetimes(timezones=st.just(UTC))), st.datetimes(timezones=st.just(UTC)))
def test_whatever_the_dates_the_interval_is_within_its_bounds(dates, now):
    assert SOONEST <= interval_of(dates, now) <= LATEST


def test_failures_wait_longer_each_time_up_to_half_a_day():
    waits = [wait_after_failure(n, 0) for n in range(1, 12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=5), 12 * HOUR)
    assert wait_after_failure(1, 1) == timedelta(minutes=4)


def test_a_feed_is_given_up_after_many_failures_over_a_day_and_not_before():
    assert is_given_up(8, NOW - DAY, NOW)
    assert not is_given_up(7, NOW - 9 * DAY, NOW)
    assert not is_given_up(80, NOW - 23 * HOUR, NOW)


def test_posts_of_the_last_month_and_without_a_date_may_be_announced():
    assert is_old(NOW - 31 * DAY, NOW)
    assert not is_old(NOW - 29 * DAY, NOW)
    assert not is_old(NOW + 5 * DAY, NOW)
    assert not is_old(None, NOW)


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example/feed",
        "http://blog.example/feed/",
        "https://www.blog.example/feed/?utm_source=x",
        "https://blog.example/feed/rss2/",
        "https://blog.example/feed/atom",
        "https://blog.example/?feed=rss2",
        "HTTPS://BLOG.EXAMPLE:443/feed/",
    ],
)
def test_one_feed_has_one_key_in_whatever_spelling(url):
    assert feed_key(url) == "https://blog.example/feed"


def test_feeds_of_parts_of_a_blog_are_others():
    assert feed_key("https://blog.example/category/kdrama/feed/") != feed_key(
        "https://blog.example/feed/"
    )


def test_a_front_page_is_no_posts_address():
    assert post_key("https://www.blog.example/") == ""
    assert post_key(None) == post_key("mailto:x@blog.example") == ""
    assert post_key("http://blog.example/?p=7") == "https://blog.example?p=7"
    assert post_key("http://www.blog.example/a/") == "https://blog.example/a"


@pytest.mark.parametrize(
    "text",
    [
        t("Nothing."),
        t("“{title}” may be {other}.", title="Signal", other=t("{count} years", count=3)),
        tn("{count} post of {blog}", "{count} posts of {blog}", 5, blog="Letters"),
    ],
)
def test_a_text_is_the_same_after_it_was_stored(text):
    assert text_of(stored_text(text)) == text
