"""TVmaze's provider against a TVmaze of our own."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from aiohttp import web

from bot.domain.dramas import Source
from bot.domain.errors import UnavailableError
from bot.providers.registry import Providers
from tests.support.fake_clock import FakeClock
from tests.support.loopback_host import loopback_host
from tests.support.tvmaze_double import TVmazeDouble

CONTACT = "https://daebak.example/contact"


@pytest.fixture
def clock():
    return FakeClock()


@asynccontextmanager
async def opened(url, clock):
    async with Providers.open(
        contact=CONTACT, tvmaze_url=url, clock=clock, sleep=clock.sleep
    ) as providers:
        yield providers.tvmaze


async def whole_index(tvmaze):
    shows, page = [], 0
    while (found := await tvmaze.index(page)) is not None:
        shows += found
        page += 1
    return shows


async def test_the_index_is_every_show_once_page_by_page(clock):
    async with TVmazeDouble(620, clock=clock) as double, opened(double.url, clock) as tvmaze:
        shows = await whole_index(tvmaze)
        assert [int(show.id) for show in shows] == double.world.ids
        assert {show.source for show in shows} == {Source.TVMAZE}
        assert all(seen.agent.endswith(f"contact: {CONTACT})") for seen in double.requests)


async def test_reading_everything_never_exceeds_what_tvmaze_allows(clock):
    async with TVmazeDouble(60, clock=clock) as double, opened(double.url, clock) as tvmaze:
        for show in await whole_index(tvmaze):
            assert (await tvmaze.show(show.id)).show is not None
        assert double.most_within(10.0) <= 20
        assert all(seen.status != 429 for seen in double.requests)


async def test_a_tvmaze_that_fails_and_throttles_is_read_to_its_end(clock):
    async with (
        TVmazeDouble(80, clock=clock, failing=0.15, allowed=14, seed=5) as double,
        opened(double.url, clock) as tvmaze,
    ):
        shows = await whole_index(tvmaze)
        read = [(await tvmaze.show(show.id)).show for show in shows]
        assert [int(show.id) for show in read if show] == double.world.ids
        assert {seen.status for seen in double.requests} >= {0, 200, 429, 500}


async def test_a_show_is_one_request_with_titles_cast_and_specials(clock):
    async with TVmazeDouble(30, clock=clock) as double, opened(double.url, clock) as tvmaze:
        show_id = next(i for i in double.world.ids if i % 3 == 0)
        found = (await tvmaze.show(str(show_id))).show
        assert found is not None
        assert len(double.requests) == 1
        cast = {entry["person"]["id"] for entry in double.world.cast(show_id)}
        assert {member.ref for member in found.facts.cast} == {f"tvmaze:{n}" for n in cast}
        regular = [airing for airing in found.airings if not airing.special]
        assert len(regular) == len(double.world.episodes(show_id, specials=False))
        assert found.airings[-1].special


async def test_where_specials_cannot_be_embedded_they_are_asked_for(clock):
    async with (
        TVmazeDouble(30, clock=clock, embeds_specials=False) as double,
        opened(double.url, clock) as tvmaze,
    ):
        ids = [i for i in double.world.ids if i % 3 == 0]
        for show_id in ids[:2]:
            found = (await tvmaze.show(str(show_id))).show
            assert found.airings[-1].special
        # It is tried once, and not again.
        assert [seen.status for seen in double.requests] == [400, 200, 200, 200, 200]
        assert len(double.asked(r"/shows/\d+/episodes\?specials=1")) == 2


async def test_a_show_that_has_not_changed_costs_one_answer_without_a_body(clock):
    async with TVmazeDouble(30, clock=clock) as double, opened(double.url, clock) as tvmaze:
        show_id = double.world.ids[4]
        first = await tvmaze.show(str(show_id))
        again = await tvmaze.show(str(show_id), etag=first.etag)
        assert (again.show, again.unchanged, again.etag) == (None, True, first.etag)
        double.world.now += 3_600
        while show_id not in double.change(5):
            pass
        changed = await tvmaze.show(str(show_id), etag=first.etag)
        assert not changed.unchanged
        assert changed.show.changed_at > first.show.changed_at
        assert changed.etag != first.etag


async def test_a_show_that_is_gone_is_none(clock):
    async with TVmazeDouble(30, clock=clock) as double, opened(double.url, clock) as tvmaze:
        (deleted,) = double.delete(1)
        found = await tvmaze.show(str(deleted))
        assert (found.show, found.unchanged) == (None, False)
        assert deleted not in [int(show.id) for show in await whole_index(tvmaze)]


@pytest.mark.parametrize("show_id", ["", "0", "-1", "7/../8", "seven", "٧", "1" * 40])
async def test_what_is_no_id_is_no_show_and_asked_of_nobody(clock, show_id):
    async with TVmazeDouble(5, clock=clock) as double, opened(double.url, clock) as tvmaze:
        assert (await tvmaze.show(show_id)).show is None
        assert double.requests == []


async def test_what_changed_since_is_told_with_its_moment(clock):
    async with TVmazeDouble(50, clock=clock) as double, opened(double.url, clock) as tvmaze:
        assert len(await tvmaze.changed()) == 50
        assert await tvmaze.changed("month") == {}
        changed = double.change(4)
        new = double.add(2)
        moment = datetime.fromtimestamp(double.world.now, UTC)
        assert await tvmaze.changed("day") == dict.fromkeys(map(str, [*changed, *new]), moment)
        double.world.now += 3 * 86_400
        assert await tvmaze.changed("day") == {}
        assert len(await tvmaze.changed("week")) == 6


async def test_a_search_finds_titles_of_every_script_the_right_year_first(clock):
    async with TVmazeDouble(300, clock=clock) as double, opened(double.url, clock) as tvmaze:
        akas = {i: double.world.akas(i) for i in double.world.ids}
        wanted = next(i for i, names in akas.items() if names)
        found = await tvmaze.search(akas[wanted][0]["name"])
        assert str(wanted) in [show.id for show in found]
        title = double.world.show(wanted)["name"]
        year = max(show.facts.year for show in await tvmaze.search(title))
        assert (await tvmaze.search(title, year=year))[0].facts.year == year
        assert len(await tvmaze.search(title, limit=1)) == 1


async def test_a_search_for_nothing_asks_nobody(clock):
    async with TVmazeDouble(5, clock=clock) as double, opened(double.url, clock) as tvmaze:
        assert await tvmaze.search(" \u200b\n ") == []
        assert double.requests == []
        assert await tvmaze.search("no drama is called this") == []


async def test_what_airs_in_a_country_comes_with_its_shows(clock):
    async with TVmazeDouble(200, clock=clock) as double, opened(double.url, clock) as tvmaze:
        shown = [i for i in double.world.ids if double.world.show(i)["network"]]
        show_id = next(
            i for i in shown if double.world.show(i)["network"]["country"]["code"] == "KR"
        )
        day = double.world.premiered(show_id)
        airing = {s.id: a for s, a in await tvmaze.schedule("KR", day)}
        assert (airing[str(show_id)].airs_on, airing[str(show_id)].number) == (day, 1)
        assert {s.facts.country for s, _ in await tvmaze.schedule("KR", day)} == {"KR"}


async def test_what_is_streamed_comes_with_its_shows_too(clock):
    async with TVmazeDouble(200, clock=clock) as double, opened(double.url, clock) as tvmaze:
        show_id = next(i for i in double.world.ids if double.world.show(i)["webChannel"])
        found = await tvmaze.web_schedule(None, double.world.premiered(show_id))
        (airing,) = [airing for show, airing in found if show.id == str(show_id)]
        assert (airing.number_in_season, airing.airs_at) == (1, None)
        await tvmaze.web_schedule("", date(2000, 1, 1))
        assert double.requests[-1].target.endswith("country=")


@pytest.mark.parametrize(
    "body", [None, {}, "text", 7, {"shows": []}], ids=["null", "object", "text", "number", "in"]
)
async def test_an_answer_of_another_shape_is_unreadable(clock, body):
    day = date(2026, 1, 1)
    async with loopback_host() as host, opened(host.url, clock) as tvmaze:
        host.says(web.json_response(body))
        for asked in (tvmaze.index(0), tvmaze.search("x"), tvmaze.schedule("KR", day)):
            with pytest.raises(UnavailableError, match="cannot read"):
                await asked
        with pytest.raises(UnavailableError, match="cannot read"):
            await tvmaze.show("7")


async def test_a_list_keeps_what_can_be_read_of_it(clock):
    async with loopback_host() as host, opened(host.url, clock) as tvmaze:
        host.says(web.json_response([None, {"id": 1}, {"id": 2, "name": "Two"}, [], "x"]))
        assert [show.id for show in await tvmaze.index(0)] == ["2"]
        host.says(web.json_response({"7": 1_700_000_000, "x": 1, "8": "soon", "9": None}))
        assert list(await tvmaze.changed()) == ["7"]


async def test_a_member_who_searches_is_not_kept_waiting_by_an_import(clock):
    async with TVmazeDouble(300, clock=clock) as double, opened(double.url, clock) as tvmaze:
        work = [asyncio.create_task(tvmaze.show(str(i))) for i in double.world.ids[:20]]
        await asyncio.sleep(0)
        await tvmaze.search("paper")
        await asyncio.gather(*work)
        assert double.requests[0].target.startswith("/search/shows")


async def test_the_double_refuses_what_is_too_much(clock):
    async with TVmazeDouble(5, clock=clock, allowed=3, retry_after=9) as double:
        async with opened(double.url, clock) as tvmaze:
            began = clock.now
            for _ in range(5):
                await tvmaze.index(0)
        assert [seen.status for seen in double.requests].count(429) >= 1
        assert clock.now - began >= 9
