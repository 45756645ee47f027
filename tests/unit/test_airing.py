import dataclasses
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.airing import AiringDay, AiringEpisode, by_day, day_in, zone_of
from bot.domain.dramas import DramaLine

SIGNAL = DramaLine(1, "Signal", "시그널", "ko", 2016, "KR")
LOVE = DramaLine(2, "Love", "รัก", "th", 2026, "TH")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def episode(drama, number, *, day=None, moment=None, special=False, popularity=0.0):
    return AiringEpisode(
        drama,
        Decimal(number),
        special,
        date.fromisoformat(day) if day else None,
        at(moment) if moment else None,
        popularity,
    )


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("KR", "2026-01-01"),
        ("JP", "2026-01-01"),
        ("CN", "2025-12-31"),
        ("TW", "2025-12-31"),
        ("TH", "2025-12-31"),
        (None, "2025-12-31"),
        ("QQ", "2025-12-31"),
    ],
)
def test_a_new_year_begins_where_it_airs(country, day):
    assert day_in(country, at("2025-12-31T15:30")) == date.fromisoformat(day)


def test_daylight_saving_shifts_the_broadcasters_day():
    assert day_in("US", at("2026-07-01T03:30")) == date(2026, 6, 30)
    assert day_in("US", at("2026-07-01T04:30")) == date(2026, 7, 1)
    assert day_in("US", at("2026-01-01T04:30")) == date(2025, 12, 31)


def test_every_country_we_name_has_a_zone():
    assert zone_of("KR").utcoffset(at("2026-01-01T00:00").replace(tzinfo=None)) == timedelta(
        hours=9
    )
    assert zone_of("TH").key == "Asia/Bangkok"


def test_double_episodes_are_one_line_that_begins_with_the_first():
    [line] = by_day(
        [
            episode(SIGNAL, "12", day="2026-01-02", moment="2026-01-02T12:20"),
            episode(SIGNAL, "11", day="2026-01-02", moment="2026-01-02T11:20"),
            episode(SIGNAL, "12.5", day="2026-01-02", special=True),
        ],
        date(2026, 1, 2),
        at("2026-01-02T00:00"),
    )
    assert line.numbers == (Decimal(11), Decimal(12))
    assert line.specials == 1
    assert line.at == at("2026-01-02T11:20")


def test_a_day_is_in_the_order_it_airs_with_unknown_times_last():
    better, late = (dataclasses.replace(SIGNAL, id=number) for number in (7, 8))
    lines = by_day(
        [
            episode(SIGNAL, "1", day="2026-01-03"),
            episode(better, "1", day="2026-01-03", popularity=9),
            episode(LOVE, "1", day="2026-01-03", moment="2026-01-03T13:00"),
            episode(late, "1", day="2026-01-02", moment="2026-01-02T14:59"),
        ],
        date(2026, 1, 2),
        at("2026-01-02T00:00"),
    )
    assert [line.drama.id for line in lines] == [8, 2, 7, 1]


def test_the_week_ends_after_seven_days():
    days = [(date(2025, 12, 29) + timedelta(days=n)).isoformat() for n in range(12)]
    lines = by_day(
        [episode(SIGNAL, str(n + 1), day=day) for n, day in enumerate(days)],
        date(2025, 12, 30),
        at("2025-12-30T01:00"),
    )
    assert [line.day.isoformat() for line in lines] == days[1:8]


def test_what_is_still_to_come_yesterday_elsewhere_stays():
    """At half past midnight in Seoul it is half past ten at night in Bangkok."""
    now = at("2026-01-01T15:30")
    lines = by_day(
        [
            episode(LOVE, "1", day="2026-01-01", moment="2026-01-01T15:45"),
            episode(LOVE, "2", day="2025-12-31", moment="2025-12-31T15:45"),
            episode(SIGNAL, "1", day="2026-01-01", moment="2026-01-01T12:00"),
        ],
        day_in("KR", now),
        now,
    )
    assert [(line.drama.id, line.day) for line in lines] == [(2, date(2026, 1, 1))]


def test_a_moment_alone_tells_the_day_where_it_airs():
    assert episode(SIGNAL, "1", moment="2025-12-31T15:30").day == date(2026, 1, 1)
    assert episode(LOVE, "1", moment="2025-12-31T15:30").day == date(2025, 12, 31)
    assert episode(LOVE, "1").day is None


@pytest.mark.parametrize("today", [date(2025, 12, 28) + timedelta(days=n) for n in range(8)])
def test_every_day_that_can_be_asked_for_is_in_the_week(today):
    asked = {day: day.after(today) for day in AiringDay}
    assert all(timedelta(0) <= day - today < timedelta(days=7) for day in asked.values())
    assert asked[AiringDay.TODAY] == today
    assert [asked[day].weekday() for day in list(AiringDay)[2:]] == list(range(7))
