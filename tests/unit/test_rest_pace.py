from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from discord.http import HTTPClient

from bot.ui.pacing import Line, RestPace, forget_limits
from tests.support.fake_clock import FakeClock
from tests.support.pacing import begin, end, until


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def pace(clock):
    return RestPace(50.0, clock=clock, sleep=clock.sleep)


async def test_requests_begin_evenly_and_below_the_limit(pace, clock):
    began = clock.now
    for _ in range(100):
        await begin(pace)
    assert 2.0 < clock.now - began < 2.2


@pytest.mark.parametrize(
    ("path", "base"),
    [
        ("/interactions/1/token/callback", None),
        ("/webhooks/1/token/messages/@original", None),
        ("/", "wss://gateway.discord.gg"),
        ("/attachments/1/poster.png", "https://cdn.discordapp.com"),
    ],
)
async def test_answers_to_interactions_and_what_is_no_request_of_the_api_do_not_wait(
    pace, clock, path, base
):
    for _ in range(200):
        await begin(pace, path, base)
    assert clock.slept == []


async def test_what_people_wait_for_goes_before_a_line(pace):
    line, begun = Line(), []

    async def patient(number):
        async with line.joined():
            await begin(pace)
            begun.append(number)

    tasks = [asyncio.create_task(patient(number)) for number in range(20)]
    await asyncio.sleep(0)
    await begin(pace)
    begun.append("thread")
    await asyncio.gather(*tasks)
    assert begun.index("thread") <= 1
    assert [each for each in begun if each != "thread"] == list(range(20))


async def test_of_a_long_line_only_the_next_few_prepare_what_they_send(pace):
    line, prepared, most = Line(), 0, 0

    async def patient():
        nonlocal prepared, most
        async with line.joined():
            prepared += 1
            most = max(most, prepared)
            await begin(pace)
            prepared -= 1

    tasks = [asyncio.create_task(patient()) for _ in range(50)]
    await asyncio.sleep(0)
    assert line.waiting > 40
    await asyncio.gather(*tasks)
    assert most <= 5
    assert line.waiting == 0


async def test_who_hangs_after_the_turn_holds_nobody_up(pace):
    line, hang, done = Line(), asyncio.Event(), []

    async def patient(number):
        async with line.joined():
            await begin(pace)
            if number < 10:
                await hang.wait()
            done.append(number)

    tasks = [asyncio.create_task(patient(number)) for number in range(30)]
    await until(lambda: len(done) == 20)
    assert done == list(range(10, 30))
    hang.set()
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("said", [{"X-RateLimit-Scope": "global", "Via": "1.1 google"}, {}])
async def test_a_global_refusal_or_a_ban_holds_everything_for_as_long_as_it_says(pace, clock, said):
    await begin(pace)
    now = clock.now
    await end(pace, 429, {"Retry-After": "7"} | said)
    await begin(pace)
    assert clock.now - now >= 7


async def test_the_refusal_of_one_channel_holds_nothing(pace, clock):
    await begin(pace)
    now = clock.now
    said = {"X-RateLimit-Scope": "user", "Via": "1.1 google", "Retry-After": "7"}
    await end(pace, 429, said)
    await end(pace, 200)
    await begin(pace)
    assert clock.now - now < 1


async def test_limits_of_channels_are_forgotten_when_they_have_run_out():
    client = SimpleNamespace(http=HTTPClient(asyncio.get_running_loop()))
    spent, fresh, busy, unused = (client.http.get_ratelimit(name) for name in "abcd")
    now = asyncio.get_running_loop().time()
    spent.expires, fresh.expires, busy.expires = now - 1, now + 60, now - 1
    busy.outgoing = 1
    forget_limits(client)
    kept = {name: client.http.get_ratelimit(name) for name in "abcd"}
    assert kept["a"] is not spent
    assert (kept["b"], kept["c"], kept["d"]) == (fresh, busy, unused)
