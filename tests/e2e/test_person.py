import asyncio
from dataclasses import replace

import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import CastMember, DramaFacts, Source
from bot.domain.watching import WatchStatus
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.dramas import HAPPINESS, HOSTILE, drama_id


@pytest.fixture
async def people(place, bot_services):
    """The index of names, ready."""
    await bot_services.people.refresh()
    return bot_services.people


async def watch(services, member, guild, title, status=WatchStatus.COMPLETED, *, private=False):
    actor = Actor(member.id, guild.id)
    drama = drama_id(services.catalogue, title)
    await services.watching.choose_status(actor, drama, status)
    await services.watching.choose_private(actor, drama, private=private)


async def busy(services, dramas):
    """Put somebody into many dramas; return their name."""
    for number in range(dramas):
        cast = (CastMember("Busy Bee", f"Role {number}", "바쁜 벌"),)
        facts = DramaFacts(f"Hive {number}", f"벌집 {number}", "ko", 1900 + number, "KR", cast=cast)
        await services.catalogue.save(f"hive-{number}", facts, Source.SEED)
    await services.people.refresh()
    return "Busy Bee"


async def test_somebody_is_looked_up_by_what_autocomplete_offers(place, people):
    choices = await place.mina.autocomplete(place.channel, "person", "name", "박형")
    assert choices[0]["name"] == "Park Hyung Sik · 박형식 (Soundtrack #1, 2022)"
    shown = await place.mina.slash(place.channel, "person", name=choices[0]["value"])
    said = texts(shown.response)
    assert said.startswith("## Park Hyung Sik\n**박형식** · In 2 dramas")
    assert said.index("Soundtrack") < said.index("Happiness")
    assert "as Han Sun Woo" in said
    assert not shown.ephemeral


async def test_before_the_index_is_ready_the_database_answers(place, bot_services):
    unready = replace_index(bot_services)
    choices = await place.mina.autocomplete(place.channel, "person", "name", "hyun b")
    assert [choice["name"] for choice in choices] == [
        "Hyun Bin · 현빈 (Crash Landing on You, 2019)"
    ]
    assert not unready.index.ready
    shown = await place.mina.slash(place.channel, "person", name=choices[0]["value"])
    assert texts(shown.response).startswith("## Hyun Bin")


def replace_index(services):
    """Have the bot's people be indexed by nobody."""
    people = services.people
    people.index = type(people.index)(people._sessions, services.now)
    people.index.refresh = asyncio.sleep.__get__(0)
    return people


async def test_nothing_typed_offers_the_leads_of_ones_own_dramas(place, people, bot_services):
    await watch(bot_services, place.mina, place.guild, "Signal", WatchStatus.WATCHING)
    choices = await place.mina.autocomplete(place.channel, "person", "name", "")
    assert [choice["name"] for choice in choices][:2] == [
        "Lee Je Hoon · 이제훈 (Signal, 2016)",
        "Kim Hye Soo · 김혜수 (Signal, 2016)",
    ]


async def test_koreans_read_the_korean_name_first(place, people):
    with speaking(place.env, "ko"):
        choices = await place.mina.autocomplete(place.channel, "person", "name", "park hyung")
        shown = await place.mina.slash(place.channel, "person", name="박형식")
    assert choices[0]["name"] == "박형식 · Park Hyung Sik (사운드트랙#1, 2022)"
    assert texts(shown.response).startswith("## 박형식\n**Park Hyung Sik**")


async def test_who_here_has_seen_them_names_no_private_list_and_nobody_who_left(
    place, people, bot_services
):
    left = place.env.create_user("hyeri")
    for title in ("Soundtrack #1", "Happiness"):
        await watch(bot_services, place.joon, place.guild, title)
        await watch(bot_services, place.sora, place.guild, title, private=True)
        await watch(bot_services, left, place.guild, title)
    await watch(bot_services, place.mina, place.guild, "Happiness", WatchStatus.PLANNED)
    shown = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    said = texts(shown.response)
    assert f"Who here has seen them**\n<@{place.joon.id}> 2 dramas" in said
    for other in (place.sora, place.mina, left):
        assert f"<@{other.id}>" not in said
    assert "more" not in said


async def test_a_public_card_tells_nothing_of_ones_own_list(place, people, bot_services):
    await watch(bot_services, place.mina, place.guild, "Happiness", WatchStatus.DROPPED)
    shown = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    assert "Dropped" not in texts(shown.response)
    own = await place.mina.slash(place.channel, "person", name="Park Hyung Sik", private=True)
    assert own.ephemeral
    assert "🗑️ Dropped" in texts(own.response)


async def test_in_a_direct_message_the_scores_are_everyones_and_nobody_is_named(
    place, people, bot_services
):
    await watch(bot_services, place.joon, place.guild, "Happiness")
    await place.joon.slash(place.channel, "rate", drama="Happiness", score=9)
    here = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    assert "this server’s scores" in texts(here.response)
    user = place.env.create_user("hana")
    shown = await user.slash("person", name="Park Hyung Sik")
    said = texts(shown.response)
    assert "⭐ **9.0/10** from 1 rating" in said
    assert "everyone’s scores" in said
    assert "Who here" not in said


async def test_the_cards_buttons_work_after_a_restart(place, bot_services):
    name = await busy(bot_services, 20)
    shown = await place.mina.slash(place.channel, "person", name=name)
    assert "Page 1 of 3 · Newest first" in texts(shown.response)
    await place.env.restart_bot(new_bot(bot_services))
    await place.mina.click(shown.response.message, label="Next")
    turned = texts(place.channel.last_message)
    assert "Page 2 of 3" in turned
    assert "Hive 11" in turned
    await place.mina.click(place.channel.last_message, label="Best known first")
    assert "Page 1 of 3 · Best known first" in texts(place.channel.last_message)


async def test_another_member_turns_pages_for_themselves_only(place, bot_services):
    name = await busy(bot_services, 9)
    shown = await place.mina.slash(place.channel, "person", name=name)
    answer = await place.joon.click(shown.response.message, label="Next")
    assert answer.ephemeral
    assert "Page 2 of 2" in texts(answer.response)
    assert "Page 1 of 2" in texts(place.channel.last_message)


async def test_a_drama_is_opened_from_the_card(place, people, bot_services):
    shown = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    picked = str(drama_id(bot_services.catalogue, "Happiness"))
    select = next(s for s in selects(shown.response.message) if ":drama:" in s)
    answer = await place.joon.select(shown.response.message, [picked], custom_id=select)
    assert answer.ephemeral
    assert texts(answer.response).startswith("## Happiness")


def selects(message):
    found = []

    def walk(components):
        for component in components:
            raw = component if isinstance(component, dict) else component.to_dict()
            if raw.get("type") == 3:
                found.append(raw["custom_id"])
            walk(raw.get("components", ()))

    walk(message.components)
    return found


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Lee", "Did you mean Lee Je Hoon? Pick them from the list"),
        ("zzzz qqqq", "I don’t know anybody called “zzzz qqqq”"),
        ("person:999999", "not in the catalogue any more"),
        ("@everyone ||x||", "I don’t know anybody called"),
    ],
)
async def test_a_name_in_doubt_is_asked_about(place, people, typed, told):
    refused = await place.mina.slash(place.channel, "person", name=typed)
    assert refused.ephemeral
    assert told in refused.response.content
    assert place.env.errors


async def test_namesakes_are_told_apart(place, bot_services):
    twin = (CastMember("Park Hyung Sik", "Somebody", "박형직"),)
    await bot_services.catalogue.save(
        "other", DramaFacts("Other", year=1999, cast=twin), Source.SEED
    )
    await bot_services.people.refresh()
    choices = await place.mina.autocomplete(place.channel, "person", "name", "park hyung sik")
    assert {choice["name"] for choice in choices} == {
        "Park Hyung Sik · 박형식 (Soundtrack #1, 2022)",
        "Park Hyung Sik · 박형직 (Other, 1999)",
    }
    assert len({choice["value"] for choice in choices}) == 2
    refused = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    assert "(Other)" in refused.response.content
    assert "(Soundtrack" in refused.response.content
    assert place.env.errors
    for choice in choices:
        shown = await place.mina.slash(place.channel, "person", name=choice["value"])
        assert not shown.ephemeral


async def test_a_hostile_name_neither_pings_nor_breaks_the_card(place, bot_services):
    cast = (CastMember(HOSTILE.title[:200], HOSTILE.title[:200], "||가|| #나"),)
    await bot_services.catalogue.save("trap", replace(HAPPINESS, cast=cast), Source.SEED)
    await bot_services.people.refresh()
    choices = await place.mina.autocomplete(place.channel, "person", "name", "everyone")
    shown = await place.mina.slash(place.channel, "person", name=choices[0]["value"])
    assert "||**@everyone" not in texts(shown.response)


async def test_the_cast_of_a_drama_leads_to_its_people(place, people, bot_services):
    drama = drama_id(bot_services.catalogue, "Soundtrack #1")
    card = await place.mina.slash(place.channel, "drama", title="Soundtrack #1")
    details = await place.mina.click(card.response.message, label="Details")
    part = next(s for s in selects(details.response.message) if s.startswith(f"details:{drama}:"))
    cast = await place.mina.select(details.response.message, ["cast"], custom_id=part)
    message = (cast.response or details.response).message
    shown = await place.mina.click(message, label="Park Hyung Sik")
    assert shown.ephemeral
    assert texts(shown.response).startswith("## Park Hyung Sik")


async def test_where_discord_does_not_say_who_is_here_nobody_is_named(
    place, people, bot_services, monkeypatch
):
    import discord

    async def silent(*_, **__):
        raise TimeoutError

    await watch(bot_services, place.joon, place.guild, "Happiness")
    monkeypatch.setattr(discord.Guild, "query_members", silent)
    shown = await place.mina.slash(place.channel, "person", name="Park Hyung Sik")
    said = texts(shown.response)
    assert said.startswith("## Park Hyung Sik")
    assert "Who here" not in said
    assert "<@" not in said
