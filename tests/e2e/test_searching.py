"""A title nobody has: near ones, a search outside, adding what is found."""

from __future__ import annotations

import pytest

from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import UnavailableError
from bot.domain.shows import Show, ShowId
from bot.domain.texts import t
from bot.services.shows import FoundShow
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.e2e.test_catalogue import as_shown
from tests.e2e.test_reviews import labels, walk
from tests.support.dramas import HOSTILE, drama_id


class FakeShows:
    """TVmaze as a test wants it."""

    def __init__(self, catalogue):
        self.catalogue = catalogue
        self.on, self.updates = True, False
        self.down = False
        self.asked = []
        self.known = {
            "1": DramaFacts("Misaeng", "미생", "ko", 2014, "KR", networks=("tvN",)),
            "2": DramaFacts("Hope", None, None, 2016, "JP", networks=("Fuji TV",)),
        }

    def show(self, number):
        return Show(
            Source.TVMAZE,
            number,
            f"https://tvmaze.example/{number}",
            self.known[number],
            (ShowId("tvmaze", number),),
        )

    async def search(self, title, *, year=None, limit=10):
        self.asked.append(title)
        if self.down:
            raise UnavailableError(t("TVmaze does not answer just now. Try again in a minute."))
        return [FoundShow(self.show(number)) for number in self.known]

    async def add(self, source, show_id):
        if self.down:
            raise UnavailableError(t("TVmaze does not answer just now. Try again in a minute."))
        return await self.catalogue.save(f"tvmaze-{show_id}", self.known[show_id], Source(source))


@pytest.fixture
def shows(bot_services):
    fake = FakeShows(bot_services.catalogue)
    object.__setattr__(bot_services, "shows", fake)
    return fake


@pytest.fixture
def simcord_bot(bot_services, shows):
    return new_bot(bot_services)


async def test_near_dramas_are_offered_privately_and_opened_for_all(place, bot_services):
    asked = await place.mina.slash(place.channel, "drama", title="hapiness")
    assert asked.ephemeral
    assert "Which drama is “hapiness”?" in texts(asked.response)
    happiness = str(drama_id(bot_services.catalogue, "Happiness"))
    opened = await place.mina.select(asked.response, [happiness])
    assert "해피니스" in texts(opened.response)
    assert not opened.ephemeral


async def test_who_looks_privately_is_shown_privately(place, bot_services):
    asked = await place.mina.slash(place.channel, "drama", title="hapiness", private=True)
    happiness = str(drama_id(bot_services.catalogue, "Happiness"))
    opened = await place.mina.select(asked.response, [happiness])
    assert opened.ephemeral


async def test_a_drama_nobody_has_is_searched_added_and_shown(place, shows, bot_services):
    asked = await place.mina.slash(place.channel, "drama", title="미생 2014")
    assert "I don’t know “미생 2014”" in texts(asked.response)
    await place.env.restart_bot(new_bot(bot_services))
    found = await place.mina.click(asked.response, label="Search TVmaze")
    assert shows.asked == ["미생 2014"]
    said = texts(found.response)
    assert found.ephemeral
    assert "Misaeng · 미생 (2014, South Korea)" in said
    assert "Hope (2016, Japan)" in said
    added = await place.mina.select(found.response, ["tvmaze.1"])
    assert "Misaeng** is in the catalogue" in texts(added.response)
    assert added.ephemeral
    (card,) = added.followups
    assert not card.ephemeral
    assert "미생" in texts(card)
    again = await place.joon.slash(place.channel, "drama", title="미생")
    assert "Misaeng" in texts(again.response)


async def test_two_who_add_it_at_once_get_one_drama(place, shows, bot_services):
    found = []
    for who in (place.mina, place.joon):
        asked = await who.slash(place.channel, "drama", title="misaeng", private=True)
        found.append((await who.click(asked.response, label="Search TVmaze")).response)
    for who, card in zip((place.mina, place.joon), found, strict=True):
        added = await who.select(card, ["tvmaze.1"])
        assert "미생" in texts(added.response)
        assert added.ephemeral
    assert len(bot_services.catalogue.titles.named("Misaeng")) == 1


async def test_where_tvmaze_is_down_there_is_a_way_out(place, shows):
    shows.down = True
    asked = await place.mina.slash(place.channel, "drama", title="misaeng")
    told = await place.mina.click(asked.response, label="Search TVmaze")
    assert "does not answer" in texts(told.response)
    assert labels(told.response) == ["Try again", "Suggest it"]
    shows.down = False
    found = await place.mina.click(told.response, label="Try again")
    assert "Misaeng" in texts(found.response)
    shows.down = True
    failed = await place.mina.select(found.response, ["tvmaze.1"])
    assert "does not answer" in texts(failed.response)


async def test_nothing_found_can_be_suggested(place, shows, bot_services):
    shows.known = {}
    asked = await place.mina.slash(place.channel, "drama", title="쀍뚫 세계")
    nothing = await place.mina.click(asked.response, label="Search TVmaze")
    assert "TVmaze has nothing called “쀍뚫 세계”" in texts(nothing.response)
    form = await place.mina.click(nothing.response, label="Suggest it")
    assert as_shown(form)["native-title"] == "쀍뚫 세계"
    sent = await place.mina.submit_modal(form, as_shown(form))
    assert "your suggestion waits" in texts(sent.response or nothing.response)


async def test_a_title_too_long_for_a_button_is_asked_for_once_more(place, shows):
    title = "아주 " * 40 + "긴 제목"
    asked = await place.mina.slash(place.channel, "drama", title=title)
    form = await place.mina.click(asked.response, label="Search TVmaze")
    assert as_shown(form)["title"].startswith("아주 아주 아주")
    found = await place.mina.submit_modal(form, {"title": "misaeng"})
    assert shows.asked == ["misaeng"]
    assert "Misaeng" in texts(found.response)


async def test_without_providers_there_is_nothing_to_search(place, shows):
    shows.on = False
    asked = await place.mina.slash(place.channel, "drama", title="misaeng")
    assert labels(asked.response) == ["Suggest it"]


async def test_other_commands_name_drama_as_the_way_out(place):
    refused = await place.mina.slash(place.channel, "rate", drama="no such thing at all", score=8)
    assert "with /drama" in texts(refused.response)
    assert place.env.errors


async def test_it_works_in_direct_messages_and_in_korean(place, shows):
    mina = place.mina.user
    with speaking(place.env, "ko"):
        asked = await mina.slash("drama", title="미생")
        search = next(c for c in walk(asked.response.components) if c.get("type") == 2)
        found = await mina.click(asked.response, custom_id=search["custom_id"])
        added = await mina.select(found.response, ["tvmaze.1"])
    assert "미생" in texts(added.followups[0])
    assert "미생 · Misaeng (2014, 대한민국)" in texts(found.response)


@pytest.mark.parametrize("title", ["||@everyone||", "`x` **y** <@1>", "\u202eabc", "🇰🇷" * 30, "."])
async def test_any_title_is_searched_for_as_it_was_typed(place, shows, title):
    shows.known["9"] = HOSTILE
    asked = await place.mina.slash(place.channel, "drama", title=title)
    found = await place.mina.click(asked.response, label="Search TVmaze")
    if found.modal:
        found = await place.mina.submit_modal(found, as_shown(found))
    assert shows.asked[0] in title
    assert "Misaeng" in texts(found.response)
