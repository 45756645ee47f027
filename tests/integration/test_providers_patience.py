"""The polite client's patience: how long it waits, how often it tries, who goes first."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import aiohttp
import pytest
from aiohttp import web

from bot.domain.errors import UnavailableError
from bot.providers import client as client_module
from bot.providers import exchange
from tests.support.fake_clock import FakeClock
from tests.support.loopback_host import (
    PACE,
    LoopbackHost,
    cut,
    loopback_host,
    never,
    polite_client,
    refuse,
    tear,
)


@pytest.fixture
async def host():
    async with loopback_host() as opened:
        yield opened


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def client(host, clock, session):
    return polite_client(host, clock, session)


async def test_too_many_requests_wait_as_long_as_they_are_told_to(host, client, clock):
    host.says(refuse(429, **{"Retry-After": "7"}), refuse(200))
    began = clock.now
    assert (await client.get("/")).body == {"status": 200}
    assert 7 <= clock.now - began <= 9.5


async def test_a_date_to_wait_for_is_understood_too(host, client, clock):
    until = datetime.now(UTC) + timedelta(seconds=30)
    host.says(
        refuse(503, **{"Retry-After": until.strftime("%a, %d %b %Y %H:%M:%S GMT")}), refuse(200)
    )
    began = clock.now
    await client.get("/")
    assert 28 <= clock.now - began <= 33


async def test_too_many_requests_wait_a_few_seconds_where_nobody_says_how_long(host, client, clock):
    host.says(refuse(429), refuse(200))
    began = clock.now
    await client.get("/")
    assert 3 <= clock.now - began <= 5.5


async def test_when_one_request_was_too_many_all_others_wait_as_well(host, client, clock):
    host.says(refuse(429, **{"Retry-After": "60"}), refuse(200))
    times = []

    async def timed():
        await client.get("/")
        times.append(clock.now)

    began = clock.now
    await asyncio.gather(*(timed() for _ in range(3)))
    assert min(times) - began >= 60


async def test_a_host_that_wants_to_be_left_alone_for_long_is_left_alone(host, client):
    host.says(refuse(429, **{"Retry-After": "86400"}))
    with pytest.raises(UnavailableError, match="TVmaze does not answer"):
        await client.get("/")
    with pytest.raises(UnavailableError):
        await client.get("/again")
    with pytest.raises(UnavailableError):
        await client.get("/urgent", urgent=True)
    assert len(host.seen) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        refuse(500),
        refuse(502),
        refuse(408),
        cut,
        tear,
        web.Response(text="<p>Be right back</p>", content_type="text/html"),
        web.Response(text='{"ok": tr', content_type="application/json"),
        web.Response(text="NaN", content_type="application/json"),
        web.Response(text="[" * 100_000, content_type="application/json"),
    ],
    ids=["500", "502", "408", "cut", "torn", "html", "half", "nan", "deep"],
)
async def test_what_failed_in_passing_is_tried_again_with_growing_waits(
    host, client, clock, trouble
):
    host.says(trouble, trouble, refuse(200))
    assert (await client.get("/")).body == {"status": 200}
    assert len(host.seen) == 3
    waits = [wait for wait in clock.slept if wait > PACE.interval]
    assert len(waits) == 2
    assert 1 <= waits[0] <= 2 <= waits[1] <= 3


@pytest.mark.parametrize("trouble", [refuse(500), refuse(429), cut, tear])
async def test_after_five_attempts_it_is_given_up_in_words_for_members(host, client, trouble):
    host.says(trouble)
    with pytest.raises(UnavailableError) as caught:
        await client.get("/")
    assert str(caught.value) == "TVmaze does not answer right now: try again in a few minutes."
    assert len(host.seen) == 5


async def test_lost_connections_never_make_more_requests_than_the_pace(host, client, clock):
    begun = []

    async def note(request):
        begun.append(clock.now)
        return await cut(request) if len(begun) % 2 else web.json_response([])

    host.says(note)
    for _ in range(20):
        await client.get("/")
    assert min(b - a for a, b in pairwise(begun)) >= PACE.interval - 1e-6


async def test_a_server_that_is_not_there_is_unavailable(clock, session, unused_tcp_port):
    nobody = LoopbackHost()
    nobody.url = f"http://127.0.0.1:{unused_tcp_port}"
    with pytest.raises(UnavailableError, match="does not answer"):
        await polite_client(nobody, clock, session).get("/")


async def test_a_server_that_never_answers_is_given_up(host, client, monkeypatch):
    monkeypatch.setattr(exchange, "TIMEOUT", 0.02)
    host.says(never)
    with pytest.raises(UnavailableError):
        await client.get("/")
    assert len(host.seen) == 5


async def test_somebody_who_waits_is_refused_in_time(host, client, clock, monkeypatch):
    clock.now += 1
    monkeypatch.setattr(client_module, "URGENT", 0.05)
    host.says(never)
    with pytest.raises(UnavailableError, match="does not answer"):
        await client.get("/", urgent=True)
    assert len(host.seen) == 1


async def test_somebody_who_waits_gets_no_retry_that_would_end_too_late(host, client, clock):
    host.says(refuse(429, **{"Retry-After": "15"}))
    began = clock.now
    with pytest.raises(UnavailableError):
        await client.get("/", urgent=True)
    assert len(host.seen) == 1
    assert clock.now - began < client_module.URGENT


async def test_several_requests_of_one_call_share_its_deadline(host, client, clock):
    deadline = client.deadline(urgent=True)
    host.says(refuse(500))
    clock.now += client_module.URGENT - 0.9
    with pytest.raises(UnavailableError):
        await client.get("/", urgent=True, deadline=deadline)
    assert len(host.seen) == 1


async def test_who_waits_goes_ahead_of_the_work_in_the_background(host, client):
    work = [asyncio.create_task(client.get(f"/tasks/{n}")) for n in range(5)]
    await asyncio.sleep(0)
    await client.get("/asked", urgent=True)
    await asyncio.gather(*work)
    assert host.seen[0].path == "/asked"


async def test_a_busy_answer_with_the_status_of_success_is_recognised(host, clock, session):
    def is_refusal(body):
        return body == {"error": {"code": "maxlag"}}

    client = polite_client(host, clock, session, is_refusal=is_refusal)
    lag = {"error": {"code": "maxlag"}}
    host.says(web.json_response(lag, headers={"Retry-After": "5"}), refuse(200))
    began = clock.now
    assert (await client.get("/")).body == {"status": 200}
    assert clock.now - began >= 5
