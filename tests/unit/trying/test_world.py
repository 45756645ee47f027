from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from simcord import Env

from bot.trying import directory
from bot.trying.clock import SimulatedNow, catch_up, set_clock
from bot.trying.locale_seam import Languages, speaking
from bot.trying.world import build_world
from tests.unit.trying.stub_bot import StubBot

TODAY = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)


def make():
    now = SimulatedNow()
    bot = StubBot(now)
    env = Env(bot, check_errors=False)
    world = build_world(env)
    set_clock(env, TODAY)
    now.follow(env)
    return world


@pytest.fixture
async def world():
    made = make()
    load = made.env.bot.setup_hook

    async def load_and_sync():
        await load()
        await made.env.bot.tree.sync()

    made.env.bot.setup_hook = load_and_sync
    await made.env.start()
    yield made
    await made.env.shutdown()
    await made.env.bot.close()


def ids(world):
    backend = world.env.backend
    return {
        "users": sorted(backend.users),
        "channels": sorted(backend.channels),
        "roles": sorted(world.guild._guild.roles),
        "bot": backend.bot_user.id,
    }


async def test_people_and_channels_keep_their_ids_from_run_to_run():
    assert ids(make()) == ids(make())


async def test_messages_of_a_later_run_have_greater_ids(world):
    mina = world.people[0].member
    earlier = await mina.send(world.talk, "first run")
    later = make()
    set_clock(later.env, TODAY + timedelta(seconds=30))
    assert earlier.id < later.env.backend.snowflake()
    assert max(ids(later)["channels"]) < earlier.id


async def test_a_card_shows_the_real_date(world):
    mina = world.people[0].member
    answer = await mina.slash(world.talk, "date")
    assert answer.response.content.startswith("2031-05-06")


async def test_loops_of_the_bot_run_as_time_passes(world):
    before = world.env.bot.ticks
    await catch_up(world.env, lambda: TODAY + timedelta(seconds=5))
    assert world.env.bot.ticks >= before + 4
    assert world.env.now() == TODAY + timedelta(seconds=5)


async def test_time_never_goes_back(world):
    await catch_up(world.env, lambda: TODAY - timedelta(days=1))
    assert world.env.now() >= TODAY


async def test_a_member_speaks_the_language_they_chose_and_nobody_else(world):
    mina, joon, *_ = (person.member for person in world.people)
    with speaking(world.env, "ko", mina.id):
        hers = await mina.slash(world.talk, "date")
        his = await joon.slash(world.talk, "date")
    after = await mina.slash(world.talk, "date")
    spoken = [shown.response.content.split()[1] for shown in (hers, his, after)]
    assert spoken == ["ko", "en-US", "en-US"]


async def test_everybody_can_speak_a_language_at_once(world):
    with speaking(world.env, "ko"):
        answer = await world.people[1].member.slash(world.talk, "date")
    assert " ko " in answer.response.content


async def test_each_person_has_a_list_of_what_they_can_read(world):
    mina, joon, *_ = world.people
    forum = world.env.bot.get_channel(world.forum.id)
    assert forum is not None
    card = await mina.member.slash(world.talk, "drama", title="Signal")
    await mina.member.click(card.response.message, label="Discuss")
    hers = {item["name"]: item for item in directory.channels(world, mina)}
    assert [item["name"] for item in hers["discussions"]["threads"]] == ["Signal talk"]
    assert hers["Daebak"]["kind"] == "direct"
    # The answer that only Mina sees must not make the channel look unread to Joon.
    his = {item["name"]: item for item in directory.channels(world, joon)}
    assert int(his["drama-talk"]["last"]) < int(hers["drama-talk"]["last"])


async def test_the_page_knows_who_moderates_and_who_speaks_what(world):
    languages = Languages(world.env)
    languages.speak("ko", world.people[1].member.id)
    listed = directory.people(world, languages)
    assert [(item["name"], item["moderator"], item["language"]) for item in listed] == [
        ("Mina", False, "en-US"),
        ("Joon", False, "ko"),
        ("Sora", True, "en-US"),
        ("Hana", False, "en-US"),
    ]
    assert [item["name"] for item in listed if item["owner"]] == ["Hana"]
    assert len({item["colour"] for item in listed}) == len(listed)
    sora = world.guild._guild.members[world.people[2].member.id]
    assert sora is not None
    permissions = world.env.backend.compute_permissions(world.guild.id, sora.user_id)
    assert permissions & 0x20, "a moderator manages the server"
