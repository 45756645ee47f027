"""A server's day: quiet hours and digests, over changes of the clocks."""

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcing import Digest
from bot.domain.errors import InvalidInputError
from bot.domain.hours import QuietHours, minutes_of, next_digest, shown_time

BERLIN = "Europe/Berlin"
ZONES = st.sampled_from([BERLIN, "America/New_York", "Asia/Seoul", "Australia/Lord_Howe", "UTC"])
TIMES = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTES = st.integers(0, 24 * 60 - 1)


def at(text):
    return datetime.fromisoformat(text)


def is_quiet(start, end, local):
    minute = local.hour * 60 + local.minute
    return start <= minute < end if start < end else minute >= start or minute < end


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("2026-01-02T22:29+01:00", None),
        ("2026-01-02T22:30+01:00", "2026-01-03T08:00+01:00"),
        ("2026-01-03T07:59+01:00", "2026-01-03T08:00+01:00"),
        ("2026-01-03T08:00+01:00", None),
    ],
)
def test_quiet_hours_go_over_midnight(now, over):
    quiet = QuietHours(BERLIN, 22 * 60 + 30, 8 * 60)
    assert quiet.over(at(now)) == (at(over) if over else None)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        # Clocks go from 2:00 to 3:00: half past two is left out.
        ("2026-03-29T00:30+01:00", "2026-03-29T03:00+02:00"),
        # Clocks go from 3:00 back to 2:00: half past two comes twice.
        ("2026-10-25T00:30+02:00", "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:10+01:00", "2026-10-25T02:30+01:00"),
    ],
)
def test_quiet_hours_end_by_the_clock_when_clocks_change(now, over):
    assert QuietHours(BERLIN, 23 * 60, 2 * 60 + 30).over(at(now)) == at(over)


@given(ZONES, MINUTES, MINUTES, TIMES)
def test_they_are_over_at_the_first_moment_that_is_not_quiet(zone, start, end, now):
    tz = ZoneInfo(zone)
    over = QuietHours(zone, start, end).over(now) if start != end else None
    if start == end:
        return
    if over is None:
        assert not is_quiet(start, end, now.astimezone(tz))
        return
    assert now < over <= now + timedelta(days=1, hours=2)
    assert not is_quiet(start, end, over.astimezone(tz))
    step = now
    while step < over:
        assert is_quiet(start, end, step.astimezone(tz))
        step += timedelta(minutes=7)


@given(ZONES, st.sampled_from(Digest), TIMES)
def test_a_digest_comes_at_nine_and_never_twice_a_day(zone, digest, now):
    tz = ZoneInfo(zone)
    comes = next_digest(digest, zone, now)
    local = comes.astimezone(tz)
    assert comes > now
    assert (local.hour, local.minute) == (9, 0)
    assert digest is Digest.DAILY or local.weekday() == 0
    following = next_digest(digest, zone, comes)
    assert (following.astimezone(tz).date() - local.date()).days == (
        1 if digest is Digest.DAILY else 7
    )


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("22:30", 1350),
        ("22.30", 1350),
        ("8", 480),
        ("24:00", 0),
        ("10 pm", 1320),
        ("10:15PM", 1335),
        ("12 am", 0),
        ("12 p.m.", 720),
        ("오후 10시 30분", 1350),
        ("오전 12시", 0),
        ("22시", 1320),
    ],
)
def test_times_are_read_as_people_write_them(typed, minutes):
    assert minutes_of(typed) == minutes


@pytest.mark.parametrize("typed", ["", "late", "25:00", "8:60", "13 pm", "0 am", "1:2:3", "800"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(InvalidInputError, match="no time of day"):
        minutes_of(typed)


@given(st.text(max_size=50))
def test_whatever_is_typed_is_a_time_or_refused(typed):
    with contextlib.suppress(InvalidInputError):
        assert 0 <= minutes_of(typed) < 24 * 60


@given(MINUTES)
def test_times_are_written_as_they_are_read(minutes):
    assert minutes_of(shown_time(minutes)) == minutes
