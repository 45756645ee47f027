import dataclasses

import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import CastMember, DramaFacts, Link, Source
from bot.domain.errors import InvalidInputError
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.details import FULL, PAGE, stock_full
from tests.support.dramas import HOSTILE


@pytest.fixture
async def fairy(bot_services):
    return await stock_full(bot_services, bot_services.details.sessions)


@pytest.fixture
async def card(place, fairy):
    """The drama's public card, that Sora asked for."""
    shown = await place.sora.slash(place.channel, "drama", title=FULL.title)
    assert not shown.ephemeral
    return shown.response


async def opened(member, card):
    """Press Details; return the private message."""
    pressed = await member.click(card.message, label="Details")
    assert pressed.ephemeral
    return pressed.response.message


async def go(member, message, part):
    """Go from one part to another; return what the message says then."""
    select = next(i for i in ids_of(message) if i.startswith("details:") and ":part:" in i)
    done = await member.select(message, [part], custom_id=select)
    return done.response


def walk(components):
    for component in components:
        raw = component if isinstance(component, dict) else component.to_dict()
        yield raw
        yield from walk(raw.get("components") or [])
        if raw.get("accessory"):
            yield raw["accessory"]


def ids_of(message):
    return [raw["custom_id"] for raw in walk(message.components) if raw.get("custom_id")]


async def test_the_card_says_when_it_aired_and_credits_its_sources(card):
    said = texts(card)
    assert "Aired Nov 16, 2016 to Jan 11, 2017" in said
    assert f"-# Facts: [TVmaze]({PAGE}) ([CC BY-SA 4.0](" in said
    assert "[TMDB](https://www.themoviedb.org/)" in said


async def test_a_card_with_no_one_to_credit_credits_no_one(place):
    shown = await place.mina.slash(place.channel, "drama", title="Signal")
    assert "Facts:" not in texts(shown.response)


async def test_the_card_keeps_to_two_rows_of_buttons(place, card):
    rows = [raw for raw in walk(card.components) if raw["type"] == 1]
    assert len(rows) == 2


async def test_details_open_for_one_member_and_go_from_part_to_part(place, card):
    message = await opened(place.mina, card)
    assert "24 episodes · 60 minutes each" in texts(message)
    for part, told in (
        ("cast", "as Role 000"),
        ("watch", "United States"),
        ("episodes", "||Secret 01||"),
        ("related", "Lifting Girl"),
        ("trailers", "Trailer 1"),
        ("content", "Bullying"),
        ("sources", "not endorsed"),
        ("overview", "Weightlifting Fairy Kim Bok Joo"),
    ):
        shown = await go(place.mina, message, part)
        assert shown.id == message.id
        assert told in texts(shown), part
        message = shown.message


async def test_the_cast_is_paged_to_its_end_over_a_restart(place, bot_services, card):
    message = (await go(place.mina, await opened(place.mina, card), "cast")).message
    seen = [i for i in ids_of(message) if i.startswith("person:")]
    await place.env.restart_bot(new_bot(bot_services))
    turned = await place.mina.click(message, label="Next")
    assert "Actor 005" in texts(turned.response)
    seen += [i for i in ids_of(turned.response) if i.startswith("person:")]
    last = await place.mina.click(message, label="Last")
    assert "Actor 199" in texts(last.response)
    assert "Page 40 of 40" in texts(last.response)
    assert len(set(seen)) == 10


async def test_somebody_of_the_cast_is_a_press_away(place, card):
    cast = await go(place.mina, await opened(place.mina, card), "cast")
    pressed = await place.mina.click(cast.message, label="Actor 003")
    assert pressed.ephemeral
    assert "Actor 003" in texts(pressed.response)


async def test_a_country_is_chosen_where_it_is_needed_and_kept(place, bot_services, card):
    message = (await go(place.mina, await opened(place.mina, card), "watch")).message
    assert "Viki" in texts(message)
    assert "Is it right?" in texts(message)
    chosen = await place.mina.select(
        message, ["KR"], custom_id=next(i for i in ids_of(message) if ":region:" in i)
    )
    said = texts(chosen.response)
    assert "Your country: **South Korea**" in said
    assert "Wavve" in said
    assert "Is it right?" not in said
    assert (await bot_services.settings.preferences(Actor(place.mina.id))).region == "KR"
    again = (await go(place.mina, await opened(place.mina, card), "content")).message
    assert "South Korea: **15** ·" in texts(again)


async def test_any_country_can_be_typed_and_what_is_none_is_given_back(place, bot_services, card):
    message = (await go(place.mina, await opened(place.mina, card), "watch")).message
    form = await place.mina.click(message, label="Another country…")
    refused = await place.mina.submit_modal(form, {"country": "Atlantis"})
    assert refused.ephemeral
    assert "“Atlantis” is no country that I know" in texts(refused.response)
    again = await place.mina.click(refused.response.message, label="Edit and try again")
    assert again.modal["components"][0]["component"]["value"] == "Atlantis"
    form = await place.mina.click(message, label="Another country…")
    done = await place.mina.submit_modal(form, {"country": " sweden "})
    assert "Your country: **Sweden**" in texts(done.response)
    assert "Kocowa" in texts(done.response)
    assert (await bot_services.settings.preferences(Actor(place.mina.id))).region == "SE"
    assert [e for e in place.env.errors if not isinstance(e, InvalidInputError)] == []


async def test_progress_opens_titles_of_episodes_for_oneself_alone(place, card):
    await place.mina.slash(place.channel, "progress", drama=FULL.title, episode=2)
    mine = texts(await go(place.mina, await opened(place.mina, card), "episodes"))
    assert "**2** · S1 E2 · Secret 02" in mine or "**2** · Secret 02" in mine
    assert "||Secret 03||" in mine
    theirs = texts(await go(place.joon, await opened(place.joon, card), "episodes"))
    assert "||Secret 02||" in theirs


async def test_a_related_drama_opens_its_own_card(place, card):
    message = (await go(place.mina, await opened(place.mina, card), "related")).message
    opens = next(i for i in ids_of(message) if ":open:" in i and i.startswith("details"))
    values = next(
        [option["value"] for option in raw["options"]]
        for raw in walk(message.components)
        if raw.get("custom_id") == opens
    )
    shown = await place.mina.select(message, values, custom_id=opens)
    assert shown.ephemeral
    assert "## Lifting Girl" in texts(shown.response)


async def test_koreans_read_the_cast_in_korean_and_watch_in_korea(place, card):
    with speaking(place.env, "ko"):
        message = (await place.mina.click(card.message, custom_id=details_id(card))).response
        cast = await go(place.mina, message.message, "cast")
        assert "**배우 000**" in texts(cast)
        watch = await go(place.mina, cast.message, "watch")
        assert "대한민국" in texts(watch)
        assert "Wavve" in texts(watch)


def details_id(card):
    return next(i for i in ids_of(card) if i.endswith(":details"))


async def test_details_work_in_a_direct_message(place, fairy):
    hana = place.env.create_user("hana")
    shown = await hana.slash("drama", title=FULL.title)
    pressed = await hana.click(shown.response.message, label="Details")
    watch = await go(hana, pressed.response.message, "watch")
    form = await hana.click(watch.message, label="Another country…")
    done = await hana.submit_modal(form, {"country": "KR"})
    assert "Wavve" in texts(done.response)


async def test_of_a_hostile_drama_every_part_is_shown_safely(place, bot_services):
    evil = dataclasses.replace(
        HOSTILE,
        cast=(CastMember(HOSTILE.title, HOSTILE.title, "||x||", "https://a.test/p.png"),) * 3,
        tags=(HOSTILE.title[:40],),
        networks=(HOSTILE.title[:100],),
        trailers=(Link(HOSTILE.title, "https://a.test/(x)"),),
        age_ratings=(("KR", "||15||"),),
    )
    drama = await bot_services.catalogue.save("hostile", evil, Source.TVMAZE)
    shown = await place.mina.slash(place.channel, "drama", title=f"drama:{drama.id}")
    message = await opened(place.mina, shown.response)
    for part in ("cast", "watch", "trailers", "content", "sources", "overview"):
        shown = await go(place.mina, message, part)
        assert "||**@everyone" not in texts(shown)
        message = shown.message


async def test_the_settings_hold_the_country_too(place, bot_services):
    shown = await place.mina.slash(place.channel, "settings")
    assert "My country" in texts(shown.response)
    message = shown.response.message
    await place.env.restart_bot(new_bot(bot_services))
    picked = await place.mina.select(message, ["PH"], custom_id="settings:region:auto")
    assert "settings:region:ph" in ids_of(picked.response)
    form = await place.mina.click(message, label="Another country…")
    typed = await place.mina.submit_modal(form, {"country": "스웨덴"})
    assert "settings:region:se" in ids_of(typed.response)
    assert (await bot_services.settings.preferences(Actor(place.mina.id))).region == "SE"
    back = await place.mina.select(message, ["auto"], custom_id="settings:region:se")
    assert "settings:region:auto" in ids_of(back.response)
    assert (await bot_services.settings.preferences(Actor(place.mina.id))).region is None


async def test_a_drama_without_anything_has_details_that_say_so(place, bot_services):
    await bot_services.catalogue.save("bare", DramaFacts("Bare Facts"), Source.SEED)
    shown = await place.mina.slash(place.channel, "drama", title="Bare Facts")
    message = await opened(place.mina, shown.response)
    assert "Nothing more is known" in texts(message)
    assert "I do not know yet" in texts(await go(place.mina, message, "watch"))
