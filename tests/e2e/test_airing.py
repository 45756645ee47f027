from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import DramaFacts, Source
from bot.domain.watching import WatchStatus
from bot.trying.locale_seam import speaking
from data.tables import EpisodeRow
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.dramas import drama_id

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def airs(services, title, number, at, *, known=True):
    async with services.airing.sessions.begin() as session:
        session.add(
            EpisodeRow(
                drama_id=drama_id(services.catalogue, title),
                number=Decimal(number),
                title="He was the killer",
                aired_on=at.date(),
                airs_at=at if known else None,
                source="tvmaze",
            )
        )


@pytest.fixture
async def week(bot_services):
    """Signal twice today, Happiness tomorrow without a time, Go Ahead in three days."""
    await airs(bot_services, "Signal", 11, NOON)
    await airs(bot_services, "Signal", 12, NOON + timedelta(hours=1))
    await airs(bot_services, "Happiness", 3, NOON + timedelta(days=1), known=False)
    await airs(bot_services, "Go Ahead", 1, NOON + timedelta(days=3))


async def follow(services, member, title):
    drama = drama_id(services.catalogue, title)
    await services.watching.choose_status(Actor(member.id), drama, WatchStatus.WATCHING)


async def test_the_week_is_shown_by_day_in_the_viewers_time_without_titles_of_episodes(place, week):
    shown = await place.mina.slash(place.channel, "airing")
    said = texts(shown.response)
    assert not shown.ephemeral
    assert (
        f"**Fri, Jan 2**\n- <t:{int(NOON.timestamp())}:t> "
        "**Signal** 시그널 · episodes 11 & 12 · tvN"
    ) in said
    assert "**Sat, Jan 3**\n- Sat, Jan 3, time not known: **Happiness**" in said
    assert "**Mon, Jan 5**" in said
    assert "killer" not in said


async def test_a_country_and_a_day_are_chosen_in_the_command(place, week):
    choices = await place.mina.autocomplete(place.channel, "airing", "country", "")
    assert [choice["name"] for choice in choices] == ["South Korea", "China"]
    shown = await place.mina.slash(place.channel, "airing", country="china")
    assert "Airing this week · China" in texts(shown.response)
    assert "**Signal**" not in texts(shown.response)
    shown = await place.mina.slash(place.channel, "airing", country="KR", day="saturday")
    assert "**Happiness**" in texts(shown.response)
    assert "**Signal**" not in texts(shown.response)


async def test_a_country_that_is_none_is_refused_with_the_way_out(place, week):
    refused = await place.mina.slash(place.channel, "airing", country="Narnia")
    assert refused.ephemeral
    assert "I know no country “Narnia”" in refused.response.content
    assert place.env.errors


async def test_only_my_list_is_answered_privately_with_marks(place, week, bot_services):
    await follow(bot_services, place.mina, "Signal")
    shown = await place.mina.slash(place.channel, "airing", mine=True)
    assert shown.ephemeral
    said = texts(shown.response)
    assert "episodes 11 & 12 · tvN · ✅" in said
    assert "**Happiness**" not in said


async def test_a_public_week_stays_public_when_its_asker_wants_their_own_list(
    place, week, bot_services
):
    await follow(bot_services, place.mina, "Signal")
    shown = await place.mina.slash(place.channel, "airing")
    assert "✅" not in texts(shown.response)
    answer = await place.mina.click(shown.response.message, label="Only my list")
    assert answer.ephemeral
    assert "From your list this week" in texts(answer.response)
    assert "✅" not in texts(place.channel.last_message)
    assert "**Happiness**" in texts(place.channel.last_message)


async def test_days_countries_and_cards_are_chosen_after_a_restart(place, week, bot_services):
    shown = await place.mina.slash(place.channel, "airing")
    await place.env.restart_bot(new_bot(bot_services))
    message = shown.response.message
    await place.mina.select(message, ["2026-01-03"], custom_id="airing:all:all:week:days")
    said = texts(place.channel.last_message)
    assert "**Happiness**" in said
    assert "**Signal**" not in said
    message = place.channel.last_message
    countries = "airing:all:all:2026-01-03:countries"
    await place.mina.select(message, ["cn"], custom_id=countries)
    assert "Nothing airs then" in texts(place.channel.last_message)
    message = place.channel.last_message
    await place.mina.select(message, ["week"], custom_id="airing:cn:all:2026-01-03:days")
    assert "**Go Ahead**" in texts(place.channel.last_message)
    picked = [str(drama_id(bot_services.catalogue, "Go Ahead"))]
    message = place.channel.last_message
    opened = await place.joon.select(message, picked, custom_id="airing:cn:all:week:open:0")
    assert opened.ephemeral
    assert texts(opened.response).startswith("## Go Ahead")


async def test_an_old_message_turns_to_the_week_it_is_now(place, week, clock):
    shown = await place.mina.slash(place.channel, "airing", day="today")
    assert "**Signal**" in texts(shown.response)
    clock.advance(days=3)
    answer = await place.joon.select(
        shown.response.message, ["2026-01-02"], custom_id="airing:all:all:2026-01-02:days"
    )
    assert answer.ephemeral
    assert "**Mon, Jan 5**" in texts(answer.response)
    assert "**Go Ahead**" in texts(answer.response)


async def test_sixty_in_a_day_are_paged(place, bot_services):
    for number in range(60):
        title = f"Daily {number:02}"
        await bot_services.catalogue.save(title, DramaFacts(title, country="JP"), Source.SEED)
        await airs(bot_services, title, 1, NOON + timedelta(minutes=number))
    shown = await place.mina.slash(place.channel, "airing", country="JP", day="today")
    assert "Page 1 of 6" in texts(shown.response)
    await place.mina.click(shown.response.message, label="Next")
    assert "Page 2 of 6" in texts(place.channel.last_message)
    assert "**Daily 10**" in texts(place.channel.last_message)


async def test_where_nothing_is_known_the_way_out_is_told(place):
    shown = await place.mina.slash(place.channel, "airing")
    said = texts(shown.response)
    assert "I know of nothing that airs this week." in said
    assert "CATALOGUE_UPDATES" in said


async def test_in_a_direct_message_and_in_korean(place, week):
    user = place.env.create_user("hana")
    with speaking(place.env, "ko"):
        shown = await user.slash("airing", country="대한민국", private=True)
    said = texts(shown.response)
    assert "**시그널**(Signal)" in said
    assert "1월 2일 (금)" in said
