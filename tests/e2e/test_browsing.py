import pytest

from bot.domain.actors import Actor
from bot.domain.browsing import Filters, Sort, View, write_view
from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import InvalidInputError
from bot.domain.scores import Score
from bot.domain.watching import WatchStatus
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.browsing import fill_shelf
from tests.support.dramas import drama_id


@pytest.fixture
async def shelf(bot_services):
    return await fill_shelf(bot_services, 20)


@pytest.fixture
def signal(bot_services):
    return drama_id(bot_services.catalogue, "Signal")


def of(kind, errors):
    return [e for e in errors if isinstance(getattr(e, "original", e), kind)]


@pytest.mark.usefixtures("shelf")
async def test_a_list_is_turned_and_leads_to_cards(place, bot_services):
    soundtrack = drama_id(bot_services.catalogue, "Soundtrack #1")
    shown = await place.mina.slash(place.channel, "browse", sort="title")
    assert not shown.ephemeral
    said = texts(shown.response)
    assert "All dramas" in said
    assert "26 dramas · Page 1 of 4 · By title" in said
    listed = place.channel.last_message
    await place.mina.click(listed, label="Next")
    assert "Page 2 of 4" in texts(place.channel.last_message)
    await place.mina.click(place.channel.last_message, label="Last")
    last = texts(place.channel.last_message)
    assert "Page 4 of 4" in last
    assert "**26.**" in last
    opened = await place.joon.select(
        place.channel.last_message, [str(soundtrack)], custom_id="browse:open"
    )
    assert opened.ephemeral
    assert "사운드트랙#1" in texts(opened.response)
    await place.mina.click(place.channel.last_message, label="Previous")
    await place.mina.click(place.channel.last_message, label="First")
    assert "Page 1 of 4" in texts(place.channel.last_message)


async def test_filters_are_named_and_taken_off_with_one_click(place):
    shown = await place.mina.slash(
        place.channel, "browse", genre="romance", country="KR", year="2010s", length="normal"
    )
    said = texts(shown.response)
    assert "South Korea · 2010s · Romance · Normal: 9 to 24 episodes" in said
    assert "**Crash Landing on You** (2019)" in said
    assert "1 drama" in said
    await place.mina.click(place.channel.last_message, label="2010s")
    assert "**Happiness** (2021)" in texts(place.channel.last_message)
    await place.mina.click(place.channel.last_message, label="Normal: 9 to 24 episodes")
    assert "**Soundtrack #1** (2022)" in texts(place.channel.last_message)


@pytest.mark.usefixtures("shelf")
async def test_every_option_narrows_the_list_down(place):
    for options, expected in (
        ({"tag": "time travel"}, "10 dramas"),
        ({"network": "hunan tv"}, "8 dramas"),
        ({"status": "airing"}, "5 dramas"),
        ({"score": 9.0}, "at least 9.0/10"),
        ({"genre": "A genre of no list of ours"}, "6 dramas"),
        ({"country": "중국"}, "China"),
        ({"genre": "스릴러"}, "Thriller"),
    ):
        shown = await place.mina.slash(place.channel, "browse", private=True, **options)
        assert shown.ephemeral
        assert expected in texts(shown.response), options


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"year": "soon"}, "is no year I understand"),
        ({"year": "1066"}, "I know years from 1900"),
        ({"country": "Atlantis"}, "I know no country “Atlantis”"),
        ({"genre": "qqqqqq"}, "I have no genre “qqqqqq”"),
        ({"network": "||@everyone||"}, "Pick a network from the list"),
        ({"tag": "x" * 300}, "No drama I know has the tag"),
        ({"score": 8.3}, "half points"),
    ],
)
async def test_what_is_not_understood_is_refused_by_name(place, options, reason):
    refused = await place.mina.slash(place.channel, "browse", **options)
    assert refused.ephemeral
    assert reason in refused.response.content
    assert of(InvalidInputError, place.env.errors)


async def test_somebody_elses_list_is_turned_for_oneself(place, shelf):
    await place.mina.slash(place.channel, "browse")
    before = texts(place.channel.last_message)
    turned = await place.joon.click(place.channel.last_message, label="Next")
    assert turned.ephemeral
    assert "Page 2 of 4" in texts(turned.response)
    assert texts(place.channel.last_message) == before


async def test_an_empty_list_says_what_to_take_off(place):
    shown = await place.mina.slash(
        place.channel, "browse", country="CN", genre="romance", private=True
    )
    said = texts(shown.response)
    assert "No drama fits all of these filters." in said
    assert "Without “China” there would be 4." in said
    assert "Without “Romance” there would be 1." in said
    await place.mina.click(shown.response, label="Romance")
    assert "**Go Ahead**" in texts(shown.response)
    shown = await place.mina.slash(
        place.channel, "browse", country="CN", genre="romance", private=True
    )
    await place.mina.click(shown.response, label="Start over")
    assert "6 dramas" in texts(shown.response)


async def test_an_order_by_score_lists_what_is_rated(place, bot_services, signal):
    shown = await place.mina.slash(place.channel, "browse", sort="score", private=True)
    assert "Nobody has rated any of these yet." in texts(shown.response)
    await bot_services.ratings.rate(Actor(5), signal, Score.of_points(8))
    shown = await place.mina.slash(place.channel, "browse", sort="score", private=True)
    said = texts(shown.response)
    assert "everyone 8.0/10 (1) · weighted 8.00" in said
    assert "without those that nobody has rated" in said


async def test_filters_are_changed_in_the_panel(place):
    shown = await place.mina.slash(place.channel, "browse", private=True)
    panel = shown.response
    await place.mina.click(panel, label="Change filters")
    assert "None: every drama is listed." in texts(panel)
    empty = write_view(View())
    await place.mina.select(panel, ["KR"], custom_id=f"browse:{empty}:set:country")
    korean = write_view(View(Filters(country="KR")))
    await place.mina.select(panel, ["thriller"], custom_id=f"browse:{korean}:set:genre")
    assert "South Korea · Thriller\n-# 2 dramas" in texts(panel)
    both = write_view(View(Filters(country="KR", genre="thriller")))
    await place.mina.select(panel, ["newest"], custom_id=f"browse:{both}:set:sort")
    both = write_view(View(Filters(country="KR", genre="thriller"), Sort.NEWEST))
    form = await place.mina.click(panel, label="Year, genre, tag, network…")
    back = await place.mina.submit_modal(
        form, {"years": "soon", "genre": "thriller", "tag": "", "network": ""}
    )
    said = texts(back.response)
    assert "Not saved yet" in said
    assert "“soon” is no year I understand" in said
    again = await place.mina.click(back.response, label="Edit and try again")
    assert again.modal["components"][0]["component"]["value"] == "soon"
    form = await place.mina.click(panel, label="Year, genre, tag, network…")
    await place.mina.submit_modal(
        form, {"years": "2020-2022", "genre": "", "tag": "", "network": "tvn"}
    )
    assert "South Korea · 2020–2022 · tvN" in texts(panel)
    await place.mina.click(panel, label="Show the list")
    assert "**Happiness**" in texts(panel)
    assert "**Signal**" not in texts(panel)
    await place.mina.click(panel, label="Change filters")
    await place.mina.click(panel, label="Clear all")
    assert "6 dramas" in texts(panel)


async def test_the_least_score_is_chosen_in_the_panel_and_taken_off(place, bot_services, signal):
    await bot_services.ratings.rate(Actor(5), signal, Score.of_points(8))
    shown = await place.mina.slash(place.channel, "browse", private=True)
    await place.mina.click(shown.response, label="Change filters")
    empty = write_view(View())
    await place.mina.select(shown.response, ["16"], custom_id=f"browse:{empty}:set:least")
    assert "at least 8.0/10\n-# 1 drama" in texts(shown.response)
    least = write_view(View(Filters(least=16)))
    await place.mina.select(shown.response, ["any"], custom_id=f"browse:{least}:set:least")
    assert "6 dramas" in texts(shown.response)


async def test_lists_and_panels_work_after_a_restart(place, bot_services, shelf):
    shown = await place.mina.slash(
        place.channel, "browse", tag="time travel", network="TBS", sort="title", private=True
    )
    top = await place.mina.slash(place.channel, "top", private=True)
    pick = await place.mina.slash(place.channel, "random", tag="amnesia", private=True)
    await place.env.restart_bot(new_bot(bot_services))
    await place.mina.click(shown.response, label="time travel")
    assert "TBS" in texts(shown.response)
    await place.mina.click(shown.response, label="Change filters")
    assert "TBS" in texts(shown.response)
    await place.mina.click(top.response, label="By everyone")
    assert "Best rated by everyone" in texts(top.response)
    await place.mina.click(pick.response, label="Another")
    assert "from 10 dramas" in texts(pick.response)


async def test_a_filter_that_is_gone_is_told_with_the_way_out(place, bot_services, clock):
    facts = DramaFacts("Only", tags=("a passing fancy",))
    await bot_services.catalogue.save("only", facts, Source.SEED)
    shown = await place.mina.slash(place.channel, "browse", tag="a passing fancy", private=True)
    clock.advance(minutes=2)
    await bot_services.catalogue.save("only", DramaFacts("Only"), Source.SEED)
    refused = await place.mina.click(shown.response, label="Change filters")
    assert "Start over with /browse" in refused.response.content


async def rate_all(services, guild_id, signal, happiness):
    for user in range(50, 56):
        await services.ratings.rate(Actor(user, guild_id), signal, Score.of_points(9))
    await services.ratings.rate(Actor(60), happiness, Score.of_points(10))


async def test_the_best_rated_say_what_their_average_is(place, bot_services, signal):
    happiness = drama_id(bot_services.catalogue, "Happiness")
    await rate_all(bot_services, place.guild.id, signal, happiness)
    shown = await place.mina.slash(place.channel, "top")
    said = texts(shown.response)
    assert not shown.ephemeral
    assert "Best rated in this server" in said
    assert "counts as if 6 more members had given it 9.0/10" in said
    assert "**1.** **Signal** (2016) 시그널" in said
    assert "weighted **9.00** · ⭐ **9.0/10** from 6 ratings" in said
    assert "Happiness" not in said
    await place.mina.click(place.channel.last_message, label="By everyone")
    said = texts(place.channel.last_message)
    assert "**Happiness**" in said
    assert "few ratings yet" in said
    await place.mina.click(place.channel.last_message, label="In this server")
    assert "Best rated in this server" in texts(place.channel.last_message)


async def test_where_nothing_is_rated_the_best_rated_say_what_to_do(place):
    shown = await place.mina.slash(place.channel, "top", private=True)
    assert "Nobody in this server has rated a drama yet." in texts(shown.response)
    await place.mina.click(shown.response, label="By everyone")
    assert "Nobody has rated a drama yet. Be the first with /rate." in texts(shown.response)
    shown = await place.mina.slash(place.channel, "top", genre="food", private=True)
    assert "Take a filter off" in texts(shown.response)


async def test_chance_brings_one_and_another(place):
    shown = await place.mina.slash(place.channel, "random", genre="romance")
    first = texts(shown.response).splitlines()[0]
    for _ in range(5):
        await place.mina.click(place.channel.last_message, label="Another")
        second = texts(place.channel.last_message).splitlines()[0]
        assert second != first
        first = second
    assert "By chance, from 4 dramas · Romance" in texts(place.channel.last_message)
    before = texts(place.channel.last_message)
    own = await place.joon.click(place.channel.last_message, label="Another")
    assert own.ephemeral
    assert texts(place.channel.last_message) == before
    card = await place.joon.click(own.response, label="Drama card")
    assert card.ephemeral


async def test_a_pick_from_ones_list_hides_what_is_hidden(place, bot_services, signal):
    shown = await place.mina.slash(place.channel, "random", **{"from": "planned"})
    assert "You have nothing planned." in texts(shown.response)
    await place.mina.click(place.channel.last_message, label="From everything")
    assert "from 6 dramas" in texts(place.channel.last_message)
    mina = Actor(place.mina.id)
    await bot_services.watching.choose_status(mina, signal, WatchStatus.PLANNED)
    await bot_services.watching.choose_private(mina, signal, private=True)
    shown = await place.mina.slash(place.channel, "random", **{"from": "planned"})
    assert "Signal" not in texts(shown.response)
    shown = await place.mina.slash(place.channel, "random", **{"from": "planned", "private": True})
    assert "## 🎲 Signal" in texts(shown.response)
    assert "The only one there is" in texts(shown.response)
    shown = await place.mina.slash(
        place.channel, "random", **{"from": "list", "country": "CN", "private": True}
    )
    assert "Nothing on your list fits." in texts(shown.response)


async def test_nothing_to_choose_from_leads_to_what_would_fit(place):
    shown = await place.mina.slash(
        place.channel, "random", genre="romance", country="CN", private=True
    )
    assert "No drama fits all of these filters." in texts(shown.response)
    await place.mina.click(shown.response, label="See what would fit")
    assert "Without “China” there would be 4." in texts(shown.response)


async def test_lists_work_in_a_direct_message_in_korean(place, bot_services, signal):
    hana = place.env.create_user("hana")
    await bot_services.ratings.rate(Actor(5), signal, Score.of_points(8))
    with speaking(place.env, "ko"):
        listed = await hana.slash("browse", genre="스릴러", country="한국")
        top = await hana.slash("top")
        pick = await hana.slash("random", genre="crime")
    assert "**시그널** (2016) Signal" in texts(listed.response)
    assert "대한민국" in texts(listed.response)
    assert "**시그널**" in texts(top.response)
    assert "## 🎲 시그널" in texts(pick.response)


async def options(place, command, option, typed="", **filled):
    member = place.sora if command.startswith("announce") else place.mina
    return await member.autocomplete(place.channel, command, option, typed, **filled)


@pytest.mark.usefixtures("shelf")
async def test_filters_are_completed_in_both_languages_and_with_slips(place):
    genres = await options(place, "browse", "genre", "thri")
    assert genres[0] == {"name": "Thriller", "value": "thriller"}
    assert (await options(place, "announce here", "genre", "스릴"))[0]["value"] == "thriller"
    assert (await options(place, "browse", "country", "korea"))[0]["value"] == "KR"
    assert {c["value"] for c in await options(place, "browse", "country")} >= {"KR", "CN"}
    assert (await options(place, "browse", "network", "hunna tv"))[0]["value"] == "Hunan TV"
    assert (await options(place, "announce here", "network", "tvn"))[0]["value"] == "tvN"
    assert (await options(place, "top", "tag", "travel"))[0]["value"] == "time travel"
    years = await options(place, "random", "year", "2015-20")
    assert all("2015-20" not in c["value"] for c in years)
    assert (await options(place, "browse", "year", "2015~2019"))[0]["value"] == "2015-2019"
    assert (await options(place, "browse", "year", "199"))[0]["name"] == "1990s"
    with speaking(place.env, "ko"):
        assert (await options(place, "browse", "genre", "로맨"))[0]["name"] == "로맨스"


async def test_episodes_are_completed_for_the_chosen_drama(place, bot_services, signal):
    assert await options(place, "progress", "episode") == []
    offered = await options(place, "progress", "episode", drama="Signal")
    assert [c["value"] for c in offered] == [float(n) for n in range(1, 17)]
    await bot_services.watching.reach(Actor(place.mina.id), signal, 6)
    offered = await options(place, "progress", "episode", drama="Signal")
    assert [c["name"] for c in offered[:3]] == [
        "Episode 7 · next for you",
        "Episode 6 · where you are",
        "Episode 8",
    ]
    offered = await options(place, "discuss", "episode", "1", drama="Signal")
    assert [c["value"] for c in offered] == [1.0, *(float(n) for n in range(10, 17))]
    offered = await options(place, "review write", "spoils_through", drama="Signal")
    assert offered[0]["value"] == 7.0
    assert await options(place, "progress", "episode", drama="zzzz qqqq") == []


async def test_a_completion_that_fails_offers_nothing(place, bot_services, monkeypatch):
    async def broken(kind, typed, limit):
        raise RuntimeError

    monkeypatch.setattr(bot_services.words, "suggest", broken)
    assert await options(place, "browse", "tag", "x") == []
