"""A title nobody has, found on a loopback TVmaze by the real client and taken in."""

from __future__ import annotations

import asyncio

import pytest

from bot.providers.pacing import Pace
from bot.providers.registry import Providers
from bot.services.registry import Services
from data.engine import open_database
from tests.e2e.conftest import texts
from tests.support.tvmaze_double import TVmazeDouble


async def at_once(_seconds):
    await asyncio.sleep(0)


@pytest.fixture
async def double():
    async with TVmazeDouble(150, allowed=100_000) as running:
        yield running


@pytest.fixture
async def bot_services(sqlite_url, clock, double):
    pace = Pace(100_000, 1.0)
    async with (
        Providers.open(tvmaze_url=double.url, tvmaze_pace=pace, sleep=at_once) as providers,
        open_database(sqlite_url) as opened,
    ):
        yield Services.build(opened, clock, providers=providers)


async def test_a_drama_of_tvmaze_is_added_in_the_flow_of_looking_it_up(place, double, bot_services):
    show = next(
        found
        for found in map(double.world.show, double.world.ids)
        if found["language"] == "Korean" and found["network"] and found["type"] == "Scripted"
    )
    asked = await place.mina.slash(place.channel, "drama", title=show["name"])
    found = await place.mina.click(asked.response, label="Search TVmaze")
    assert show["name"] in texts(found.response)
    added = await place.mina.select(found.response, [f"tvmaze.{show['id']}"])
    (card,) = added.followups
    assert show["name"] in texts(card)
    again = await place.joon.slash(place.channel, "drama", title=show["name"])
    assert show["name"] in texts(again.response)
    assert len(bot_services.catalogue.titles.named(show["name"])) == 1
