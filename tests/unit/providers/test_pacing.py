from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.pacing import Pace, Pacer
from bot.providers.tvmaze.provider import TVmaze
from tests.support.fake_clock import FakeClock

TOLERANCE = 1e-6


@pytest.fixture
def clock():
    return FakeClock()


def pacer_on(clock, pace=TVmaze.PACE):
    return Pacer(pace, clock=clock, sleep=clock.sleep)


async def take(pacer, clock, begun, name="", *, urgent=False):
    async with pacer.turn(urgent=urgent):
        begun.append((clock.now, name))
        await asyncio.sleep(0)


def most_within(seconds, times):
    return max(sum(1 for t in times if start <= t <= start + seconds) for start in times)


async def test_no_ten_seconds_hold_more_requests_than_tvmaze_allows(clock):
    pacer, begun = pacer_on(clock), []
    await asyncio.gather(*(take(pacer, clock, begun) for _ in range(100)))
    times = [at for at, _ in begun]
    assert most_within(10.0, times) <= 20
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) >= TVmaze.PACE.interval - TOLERANCE


async def test_a_process_that_restarts_before_every_request_keeps_the_pace_too(clock):
    begun = []
    for _ in range(60):
        await take(pacer_on(clock), clock, begun)
    assert most_within(10.0, [at for at, _ in begun]) <= 20


@given(
    pauses=st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=40),
    allowed=st.integers(1, 40),
)
def test_whenever_requests_come_no_window_holds_more_than_one_above_the_pace(pauses, allowed):
    async def run():
        clock = FakeClock()
        pacer, begun = pacer_on(clock, Pace(allowed, 10.0)), []
        for pause in pauses:
            clock.now += pause
            await take(pacer, clock, begun)
        return [at for at, _ in begun]

    assert most_within(10.0 - TOLERANCE, asyncio.run(run())) <= allowed


async def test_who_may_catch_up_keeps_the_pace_in_the_long_run(clock):
    pace = Pace(50, 1.0, catch_up=0.02)
    pacer, begun, began = pacer_on(clock, pace), [], clock.now
    for _ in range(500):
        await take(pacer, clock, begun)
        clock.now += 0.005  # each sleeps a little too long
    assert clock.now - began < 500 * pace.interval + 1
    assert most_within(1.0 - TOLERANCE, [at for at, _ in begun]) <= 51


async def test_after_a_pause_nothing_is_made_up_for_but_a_little(clock):
    pacer, begun = pacer_on(clock, Pace(50, 1.0, catch_up=0.02)), []
    clock.now += 60
    for _ in range(100):
        await take(pacer, clock, begun)
    assert most_within(1.0 - TOLERANCE, [at for at, _ in begun]) <= 51


async def test_what_is_urgent_goes_ahead_of_all_that_already_waits(clock):
    pacer, begun = pacer_on(clock), []
    waiting = [asyncio.create_task(take(pacer, clock, begun, f"b{n}")) for n in range(3)]
    await asyncio.sleep(0)
    await take(pacer, clock, begun, "urgent", urgent=True)
    await asyncio.gather(*waiting)
    assert [name for _, name in begun] == ["urgent", "b0", "b1", "b2"]


async def test_one_request_at_a_time(clock):
    pacer, running, most = pacer_on(clock), 0, 0

    async def busy():
        nonlocal running, most
        async with pacer.turn():
            running += 1
            most = max(most, running)
            await clock.sleep(5)
            running -= 1

    await asyncio.gather(*(busy() for _ in range(4)))
    assert most == 1


async def test_two_at_a_time_where_that_is_documented(clock):
    pacer, running, most = pacer_on(clock, Pace(10, 1.0, at_once=2)), 0, 0

    async def busy():
        nonlocal running, most
        async with pacer.turn():
            running += 1
            most = max(most, running)
            for _ in range(20):
                await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(busy() for _ in range(6)))
    assert most == 2


async def test_a_hold_keeps_everybody_waiting_and_then_ends(clock):
    pacer, begun = pacer_on(clock), []
    pacer.hold(30)
    assert pacer.held_for() == pytest.approx(30)
    await asyncio.gather(*(take(pacer, clock, begun) for _ in range(3)))
    assert begun[0][0] >= 1_030 - TOLERANCE


async def test_whoever_gives_up_waiting_leaves_their_turn_to_the_next(clock):
    pacer, begun, gate = pacer_on(clock), [], asyncio.Event()

    async def hold_the_line():
        async with pacer.turn():
            await gate.wait()

    first = asyncio.create_task(hold_the_line())
    for _ in range(5):
        await asyncio.sleep(0)
    given_up = asyncio.create_task(take(pacer, clock, begun, "given up"))
    patient = asyncio.create_task(take(pacer, clock, begun, "patient"))
    for _ in range(5):
        await asyncio.sleep(0)
    given_up.cancel()
    gate.set()
    await asyncio.gather(first, patient)
    assert [name for _, name in begun] == ["patient"]


async def test_a_request_that_fails_frees_the_line(clock):
    pacer, begun = pacer_on(clock), []
    with pytest.raises(ValueError, match="broken"):
        async with pacer.turn():
            raise ValueError("broken")
    await take(pacer, clock, begun, "next")
    assert [name for _, name in begun] == ["next"]
