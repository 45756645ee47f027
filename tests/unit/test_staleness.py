from datetime import UTC, datetime, timedelta

from bot.ui.staleness import Staleness

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def ago(seconds):
    return NOW - timedelta(seconds=seconds)


def test_a_fresh_event_is_answered_and_an_old_one_is_not():
    staleness = Staleness()
    assert not staleness.is_too_old(ago(0.05), NOW)
    assert staleness.is_too_old(ago(3.1), NOW)
    assert not staleness.is_too_old(ago(0.2), NOW)


def test_a_clock_that_runs_ahead_does_not_silence_the_bot():
    staleness = Staleness()
    assert not staleness.is_too_old(ago(60.05), NOW)
    assert not staleness.is_too_old(ago(60.3), NOW)
    assert staleness.is_too_old(ago(63.5), NOW)


def test_a_clock_that_runs_behind_still_sees_what_is_late():
    staleness = Staleness()
    assert not staleness.is_too_old(ago(-5), NOW)
    assert staleness.is_too_old(ago(-1), NOW)
