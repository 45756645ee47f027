from __future__ import annotations

import asyncio

import pytest

from bot.ui.pacing import RestPace
from cogs._rounds import AT_ONCE, NOTED_TOGETHER, Conveyor, Round
from tests.support.fake_clock import FakeClock
from tests.support.pacing import begin, until


class Belt:
    """Things that fall due, and a conveyor that works them off."""

    def __init__(self, count, per_s=50.0):
        self.due = list(range(count))
        self.claims = []
        self.noted = []
        self.hanging = {}
        self.closing = False
        self.failing = 0
        clock = FakeClock()
        self.pace = RestPace(clock=clock, sleep=clock.sleep)
        self.conveyor = Conveyor(self.claim, self.work, self.note, per_s, lambda: self.closing)
        self.round = Round("belt", self.conveyor.run)

    async def claim(self, limit):
        if self.failing:
            self.failing -= 1
            raise OSError("database is locked")
        claimed, self.due = self.due[:limit], self.due[limit:]
        self.claims.append(len(claimed))
        return claimed

    async def work(self, one):
        await begin(self.pace)
        if one in self.hanging:
            await self.hanging[one].wait()
        return one

    async def note(self, outcomes):
        self.noted.append(list(outcomes))

    @property
    def done(self):
        return sorted(one for outcomes in self.noted for one in outcomes)


async def test_everything_is_done_and_noted_once():
    belt = Belt(500)
    await belt.round.run()
    assert belt.done == list(range(500))
    assert max(belt.claims) <= 50
    assert max(len(outcomes) for outcomes in belt.noted) >= NOTED_TOGETHER


async def test_what_hangs_holds_nothing_up_and_what_comes_meanwhile_is_done():
    belt = Belt(100)
    belt.hanging = {one: asyncio.Event() for one in range(20)}
    running = asyncio.create_task(belt.round.run())
    await until(lambda: len(belt.done) == 80)
    belt.due = [1_000]
    belt.round.wake()
    await until(lambda: 1_000 in belt.done)
    assert not running.done()
    for event in belt.hanging.values():
        event.set()
    await running
    assert len(belt.done) == 101


async def test_no_more_is_in_hand_than_may_be():
    belt = Belt(2 * AT_ONCE)
    event = asyncio.Event()
    belt.hanging = dict.fromkeys(range(2 * AT_ONCE), event)
    running = asyncio.create_task(belt.round.run())
    await until(lambda: sum(belt.claims) == AT_ONCE)
    event.set()
    await running
    assert len(belt.done) == 2 * AT_ONCE


async def test_closing_finishes_what_is_in_hand_and_claims_nothing_more():
    belt = Belt(100, per_s=10.0)
    belt.hanging = {0: asyncio.Event()}
    running = asyncio.create_task(belt.round.run())
    await until(lambda: belt.claims)
    belt.closing = True
    belt.hanging[0].set()
    await running
    await belt.round.finish()
    assert belt.done == list(range(10))


async def test_a_claim_that_fails_loses_nothing_that_is_in_hand_and_is_made_again():
    belt = Belt(10, per_s=10.0)
    belt.hanging = {0: asyncio.Event()}
    running = asyncio.create_task(belt.round.run())
    await until(lambda: not belt.due)
    belt.due, belt.failing = [100], 1
    belt.round.wake()
    await until(lambda: not belt.failing)
    belt.hanging[0].set()
    await running
    assert belt.done == list(range(10))
    await belt.round.run()
    assert belt.done == [*range(10), 100]


async def test_outcomes_that_could_not_be_noted_are_noted_at_the_end():
    belt = Belt(3)
    noted, failures = [], [OSError("database is locked")]

    async def note(outcomes):
        if failures:
            raise failures.pop()
        noted.extend(outcomes)

    belt.conveyor.note = note
    await belt.round.run()
    assert sorted(noted) == [0, 1, 2]


@pytest.mark.parametrize("callers", [1, 5])
async def test_a_round_is_run_by_one_at_a_time(callers):
    running = most = 0

    async def work(_more):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    once = Round("once", work)
    await asyncio.gather(*(once.run() for _ in range(callers)))
    assert most == 1
