"""The polite client: what it asks for, and what it takes for an answer."""

from __future__ import annotations

import gzip
import logging

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot.domain.errors import UnavailableError
from bot.providers import client as client_module
from bot.providers import exchange
from bot.providers.client import RefusedError
from tests.support.fake_clock import FakeClock
from tests.support.loopback_host import (
    PACE,
    cut,
    loopback_host,
    never,
    polite_client,
    refuse,
    tear,
)

KEY = "5ecre7-5ecre7-5ecre7"


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


async def test_a_resource_is_asked_for_by_name_and_agent(host, client):
    answer = await client.get("/shows/7", params=[("embed[]", "a"), ("embed[]", "b")])
    assert answer is not None
    assert answer.body == {"ok": True}
    request = host.seen[0]
    assert request.path == "/shows/7"
    assert request.query.getall("embed[]") == ["a", "b"]
    assert request.headers["User-Agent"] == "daebak/0 (test)"
    assert "gzip" in request.headers["Accept-Encoding"]


async def test_a_compressed_answer_is_read(host, client):
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    host.says(web.Response(body=gzip.compress(b'{"n": 1}'), headers=packed))
    assert (await client.get("/")).body == {"n": 1}


@pytest.mark.parametrize("status", [404, 410])
async def test_what_is_not_there_is_none_and_not_asked_for_again(host, client, status):
    host.says(refuse(status))
    assert await client.get("/shows/1") is None
    assert len(host.seen) == 1


async def test_what_has_not_changed_is_said_to_be_unchanged(host, client):
    host.says(web.json_response({"n": 1}, headers={"ETag": 'W/"abc"'}), web.Response(status=304))
    first = await client.get("/shows/1")
    assert (first.body, first.etag, first.unchanged) == ({"n": 1}, 'W/"abc"', False)
    second = await client.get("/shows/1", etag=first.etag)
    assert (second.body, second.etag, second.unchanged) == (None, 'W/"abc"', True)
    assert [r.headers.get("If-None-Match") for r in host.seen] == [None, 'W/"abc"']


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "refused what I asked (status 400)"),
        (403, "refused what I asked (status 403)"),
        (401, "TVmaze does not accept my key"),
    ],
)
async def test_a_refusal_is_final_and_says_its_status(host, client, status, words):
    host.says(refuse(status))
    with pytest.raises(RefusedError) as caught:
        await client.get("/")
    assert caught.value.status == status
    assert words in str(caught.value)
    assert len(host.seen) == 1


async def test_a_redirect_is_followed_at_the_pace(host, client, clock):
    host.says(web.Response(status=301, headers={"Location": "/shows/2"}), refuse(200))
    began = clock.now
    assert (await client.get("/shows/1")).body == {"status": 200}
    assert [request.path for request in host.seen] == ["/shows/1", "/shows/2"]
    assert clock.now - began >= 2 * PACE.interval - 1e-6


@pytest.mark.parametrize(
    "target", ["http://elsewhere.example/", "https://127.0.0.1/", "//x.example/", "http://[x/"]
)
async def test_a_redirect_to_another_host_is_not_followed(host, client, target):
    host.says(web.Response(status=302, headers={"Location": target}))
    with pytest.raises(UnavailableError, match="cannot read"):
        await client.get("/")
    assert len(host.seen) == 1


async def test_redirects_in_a_circle_end(host, client):
    host.says(web.Response(status=302, headers={"Location": "/"}))
    with pytest.raises(UnavailableError, match="cannot read"):
        await client.get("/")
    assert len(host.seen) == client_module.MAX_REDIRECTS + 1


async def test_a_huge_answer_is_not_read_to_its_end(host, client):
    sent = 0

    async def huge(request):
        nonlocal sent
        stream = web.StreamResponse(headers={"Content-Type": "application/json"})
        await stream.prepare(request)
        for _ in range(50):
            await stream.write(b" " * 1_000_000)
            sent += 1
        return stream

    host.says(huge)
    with pytest.raises(UnavailableError, match="cannot read"):
        await client.get("/")
    assert len(host.seen) == 1
    assert sent < 50


async def test_a_small_answer_that_unpacks_to_a_huge_one_is_not_read_either(host, client):
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    host.says(web.Response(body=gzip.compress(b" " * 60_000_000), headers=packed))
    with pytest.raises(UnavailableError):
        await client.get("/")


@pytest.mark.parametrize("trouble", [refuse(500), refuse(401), refuse(429), cut, tear, never])
async def test_a_key_is_in_no_log_and_in_no_error(
    host, clock, session, trouble, caplog, monkeypatch
):
    monkeypatch.setattr(exchange, "TIMEOUT", 0.02)
    caplog.set_level(logging.DEBUG)
    client = polite_client(
        host,
        clock,
        session,
        secrets={"api_key": KEY},
        headers={"Authorization": f"Bearer {KEY}"},
    )
    host.says(trouble)
    with structlog.testing.capture_logs() as logs, pytest.raises(UnavailableError) as caught:
        await client.get("/tv/1", params=[("language", "en")])
    assert host.seen[0].query["api_key"] == KEY
    assert host.seen[0].headers["Authorization"] == f"Bearer {KEY}"
    told = [str(logs), caplog.text, repr(client)]
    error: BaseException | None = caught.value
    while error is not None:
        told += [str(error), repr(error)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert KEY not in "".join(told)


async def test_a_key_goes_along_on_a_redirect_within_the_host(host, clock, session):
    client = polite_client(host, clock, session, secrets={"api_key": KEY})
    host.says(web.Response(status=301, headers={"Location": "/tv/2?a=b"}), refuse(200))
    await client.get("/tv/1")
    assert dict(host.seen[1].query) == {"a": "b", "api_key": KEY}
