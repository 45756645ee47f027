"""TMDB's and Wikidata's providers over the wire, and how they are opened."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.domain.dramas import Source
from bot.domain.errors import UnavailableError
from bot.domain.shows import Relation, ShowId
from bot.providers.client import RefusedError
from bot.providers.credits import CREDITS, JUSTWATCH
from bot.providers.registry import Providers, user_agent
from tests.support.fake_clock import FakeClock
from tests.support.loopback_host import loopback_host
from tests.unit.providers.test_tmdb_shows import GOBLIN
from tests.unit.providers.wikidata_samples import NOVEL, SIGNAL, item, to_item

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.signed"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def host():
    async with loopback_host() as started:
        yield started


@asynccontextmanager
async def opened(host, clock, tmdb_key=KEY):
    async with Providers.open(
        contact="me@daebak.example",
        tmdb_key=tmdb_key,
        tmdb_url=f"{host.url}/3",
        wikidata_url=host.url,
        clock=clock,
        sleep=clock.sleep,
    ) as providers:
        yield providers


def found_by_search(*numbers):
    return web.json_response({"query": {"search": [{"ns": 0, "title": n} for n in numbers]}})


def entities(*raws):
    return web.json_response({"entities": {raw["id"]: raw for raw in raws}, "success": 1})


@pytest.mark.parametrize("key", [None, "", " \n"])
async def test_without_a_key_there_is_no_tmdb(host, clock, key):
    async with opened(host, clock, tmdb_key=key) as providers:
        assert providers.tmdb is None
        assert [each.source for each in providers.all()] == [Source.TVMAZE, Source.WIKIDATA]
        assert providers.of(Source.TMDB) is None
        assert providers.of(Source.WIKIDATA) is providers.wikidata


async def test_every_provider_says_whom_to_credit(host, clock):
    async with opened(host, clock) as providers:
        for each in providers.all():
            assert each.credit is CREDITS[each.source]
            assert each.credit.url.startswith("https://")
            assert str(each.credit.notice)
        assert providers.tmdb.watch_credit is JUSTWATCH


def test_we_say_who_we_are_and_how_to_reach_us():
    assert "contact: https://a.example/)" in user_agent("https://a.example/")
    assert user_agent(None).startswith("daebak/")
    assert "contact" not in user_agent("")
    assert "\n" not in user_agent("a\nX-Evil: b\u202e")


async def test_a_series_of_tmdb_is_one_request_with_all_its_parts(host, clock):
    host.says(web.json_response(GOBLIN, headers={"ETag": 'W/"1"'}), web.Response(status=304))
    async with opened(host, clock) as providers:
        fetched = await providers.tmdb.show("67915")
        assert fetched.show.facts.title == "Goblin"
        assert (await providers.tmdb.show("67915", etag=fetched.etag)).unchanged
    request = host.seen[0]
    assert request.path == "/3/tv/67915"
    parts = request.query["append_to_response"].split(",")
    assert {"translations", "watch/providers", "external_ids", "aggregate_credits"} <= set(parts)
    assert len(parts) <= 20
    assert "ko" in request.query["include_video_language"].split(",")


@pytest.mark.parametrize(
    ("key", "query", "header"),
    [(KEY, KEY, None), (TOKEN, None, f"Bearer {TOKEN}"), (f" {TOKEN}\n", None, f"Bearer {TOKEN}")],
)
async def test_both_kinds_of_key_are_understood(host, clock, key, query, header):
    host.says(web.json_response({"results": []}))
    async with opened(host, clock, tmdb_key=key) as providers:
        assert await providers.tmdb.search("goblin") == []
    assert host.seen[0].query.get("api_key") == query
    assert host.seen[0].headers.get("Authorization") == header


async def test_a_key_is_sent_to_tmdb_alone(host, clock):
    host.says(found_by_search())
    async with opened(host, clock, tmdb_key=TOKEN) as providers:
        await providers.wikidata.search("signal")
    assert "Authorization" not in host.seen[0].headers


async def test_a_wrong_key_is_said_to_be_wrong_and_never_shown(host, clock, caplog):
    caplog.set_level(logging.DEBUG)
    host.says(web.json_response({"status_code": 7, "success": False}, status=401))
    async with opened(host, clock) as providers:
        with pytest.raises(RefusedError, match="TMDB does not accept my key") as caught:
            await providers.tmdb.show("1")
    assert KEY not in caplog.text + str(caught.value)


async def test_a_search_on_tmdb_puts_the_right_year_first(host, clock):
    results = [
        {"id": 1, "name": "Signal", "first_air_date": "2021-01-01"},
        {"id": 2, "name": "Signal", "first_air_date": "2016-01-22"},
        {"id": 3, "name": None},
    ]
    host.says(web.json_response({"results": results}))
    async with opened(host, clock) as providers:
        found = await providers.tmdb.search("signal", year=2016)
    assert [show.id for show in found] == ["2", "1"]
    assert host.seen[0].query["query"] == "signal"


@pytest.mark.parametrize("body", [[], {}, None, {"results": {}}])
async def test_an_answer_of_tmdb_of_another_shape_is_unreadable(host, clock, body):
    host.says(web.json_response(body))
    async with opened(host, clock) as providers:
        with pytest.raises(UnavailableError, match="cannot read"):
            await providers.tmdb.search("x")
        with pytest.raises(UnavailableError, match="cannot read"):
            await providers.tmdb.show("1")


async def test_what_is_no_id_is_asked_of_nobody(host, clock):
    async with opened(host, clock) as providers:
        for odd in ("", "0", "../3", "Q1|Q2", "tt1"):
            assert (await providers.tmdb.show(odd)).show is None
            assert (await providers.wikidata.show(odd)).show is None
        assert host.seen == []


async def test_an_item_comes_with_its_remakes_in_three_requests_a_second_apart(host, clock):
    remake = item("Q5", "Signal: Long-Term Unsolved Case", P144=to_item(SIGNAL["id"]))
    host.says(entities(SIGNAL), found_by_search("Q5", SIGNAL["id"]), entities(remake))
    async with opened(host, clock) as providers:
        began = clock.now
        fetched = await providers.wikidata.show(SIGNAL["id"])
    assert [(r.relation, r.title) for r in fetched.show.related] == [
        (Relation.REMAKE, "Signal: Long-Term Unsolved Case")
    ]
    assert clock.now - began >= 2.999
    assert [r.query["action"] for r in host.seen] == ["wbgetentities", "query", "wbgetentities"]
    assert "P144=Q21655573" in host.seen[1].query["srsearch"]
    assert host.seen[2].query["ids"] == "Q5"
    assert {r.query["maxlag"] for r in host.seen} == {"5"}
    assert all("me@daebak.example" in r.headers["User-Agent"] for r in host.seen)


async def test_dramas_of_the_same_novel_are_looked_for_too(host, clock):
    drama = item("Q1", "Boys over Flowers", P144=to_item("Q9"))
    host.says(entities(drama), found_by_search(), entities(item("Q9", "Novel", kind=NOVEL)))
    async with opened(host, clock) as providers:
        assert (await providers.wikidata.show("Q1")).show.related == ()
    assert "haswbstatement:P144=Q1|P144=Q9 " in host.seen[1].query["srsearch"]
    assert host.seen[2].query["ids"] == "Q9"


async def test_an_unchanged_item_costs_one_request(host, clock):
    host.says(entities(SIGNAL))
    async with opened(host, clock) as providers:
        fetched = await providers.wikidata.show(SIGNAL["id"], etag=str(SIGNAL["lastrevid"]))
    assert (fetched.show, fetched.unchanged) == (None, True)
    assert len(host.seen) == 1


async def test_an_item_that_was_merged_is_read_under_its_new_number(host, clock):
    host.says(entities(SIGNAL), found_by_search())
    async with opened(host, clock) as providers:
        assert (await providers.wikidata.show("Q77")).show.id == SIGNAL["id"]


@pytest.mark.parametrize(
    "answer",
    [
        {"entities": {"Q1": {"id": "Q1", "missing": ""}}},
        {"error": {"code": "no-such-entity", "info": "…"}},
    ],
)
async def test_an_item_that_is_not_there_is_none(host, clock, answer):
    host.says(web.json_response(answer))
    async with opened(host, clock) as providers:
        assert (await providers.wikidata.show("Q1")).show is None


async def test_an_item_is_found_by_what_it_is_called_elsewhere(host, clock):
    host.says(found_by_search("Q21655573"))
    ids = [ShowId("tvmaze", "13187"), ShowId("imdb", "tt5332206"), ShowId("blog", "7")]
    async with opened(host, clock) as providers:
        assert await providers.wikidata.find(ids) == "Q21655573"
        assert host.seen[0].query["srsearch"] == "haswbstatement:P8600=13187|P345=tt5332206"
        host.says(found_by_search())
        assert await providers.wikidata.find(ids[:1]) is None


async def test_ids_that_could_be_more_than_ids_are_not_looked_for(host, clock):
    odd = [ShowId("tvmaze", "1|P31=Q5"), ShowId("imdb", "tt1 OR x"), ShowId("tmdb", "-1")]
    async with opened(host, clock) as providers:
        assert await providers.wikidata.find(odd) is None
    assert host.seen == []


async def test_a_search_on_wikidata_is_for_series_and_takes_signs_literally(host, clock):
    host.says(found_by_search("Q21655573", "P31", "Q1"), entities(SIGNAL))
    async with opened(host, clock) as providers:
        found = await providers.wikidata.search('signal" -haswbstatement:P31 |', urgent=True)
    assert [show.id for show in found] == ["Q21655573"]
    query = host.seen[0].query["srsearch"]
    assert query.startswith("signal haswbstatement P31 haswbstatement:P31=Q")
    # Somebody waits for it: that is not work to be put off.
    assert "maxlag" not in host.seen[0].query
    assert host.seen[1].query["ids"] == "Q21655573|Q1"


async def test_a_lagging_wikidata_is_waited_for(host, clock):
    lag = {"error": {"code": "maxlag", "info": "Waiting for a database"}}
    host.says(
        web.json_response(lag, headers={"Retry-After": "5"}), entities(SIGNAL), found_by_search()
    )
    async with opened(host, clock) as providers:
        began = clock.now
        assert (await providers.wikidata.show(SIGNAL["id"])).show is not None
        assert clock.now - began >= 5


@pytest.mark.parametrize("body", [[], {}, None, {"entities": []}, {"query": {"search": {}}}])
async def test_an_answer_of_wikidata_of_another_shape_is_unreadable(host, clock, body):
    host.says(web.json_response(body))
    async with opened(host, clock) as providers:
        with pytest.raises(UnavailableError, match="cannot read"):
            await providers.wikidata.search("x")
        with pytest.raises(UnavailableError, match="cannot read"):
            await providers.wikidata.show("Q1")
