"""Which days of the schedule are read."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.airing import DAYS, day_in
from bot.services.import_state import Scope
from bot.services.schedules import week_of
from bot.services.show_reader import Run


class Timetable:
    """A provider on whose schedule nothing is; it remembers the days it was asked about."""

    def __init__(self):
        self.days = set()

    async def schedule(self, _country, day):
        self.days.add(day)
        return []

    web_schedule = schedule


class Held:
    async def renew(self):
        return None


@pytest.mark.parametrize("hour", [0, 6, 14, 15, 23])
@pytest.mark.parametrize("country", ["KR", "US"])
async def test_every_day_that_is_shown_is_read(hour, country):
    now, timetable = datetime(2026, 12, 29, hour, 30, tzinfo=UTC), Timetable()
    run = Run(Held(), lambda _: None, asyncio.Event())
    await week_of(timetable, Scope((country,), ("Scripted",)), now, run)
    today = day_in(country, now)
    assert {today + timedelta(days=each) for each in range(DAYS)} <= timetable.days
