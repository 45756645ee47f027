"""The outbox against the loopback Discord: answers that are lost, processes that are killed."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager

import discord
import pytest

from bot.domain.actors import Actor
from bot.domain.reviews import ReviewDraft
from bot.services.registry import Services
from data.engine import open_database
from data.migrate import migrate
from tests.conftest import new_bot
from tests.support.announcing import deliveries, post_review
from tests.support.dramas import drama_id, stock
from tests.support.processes import daebak
from tests.wire.double import DiscordDouble
from tests.wire.faults import Held, Lost, RateLimited, Refused, Slow, Torn, Unreached
from tests.wire.limits import Limits
from tests.wire.payloads import TEXT, Guild

POST = ("POST", "/channels/*/messages")
POST_IN_FORUM = ("POST", "/channels/*/threads")


@pytest.fixture
def guild(double):
    return double.world.guilds[0]


@pytest.fixture
def news(guild):
    return guild.channel_ids[0]


@pytest.fixture
def forum(guild):
    return guild.channel_ids[1]


@asynccontextmanager
async def running(double, services):
    bot = new_bot(services)
    async with double.running(bot):
        await bot.wait_until_ready()
        yield bot


async def subscribe(services, guild, channel_id):
    await services.announcements.subscribe(Actor(1, guild.id), channel_id)


async def drain(bot):
    await bot.get_cog("Outbox").drain()


@pytest.mark.parametrize("fault", [Lost(), Torn(), Unreached(), Refused(503), Refused(500)])
async def test_an_answer_that_is_lost_makes_no_second_message(
    double, bot_services, guild, news, clock, fault
):
    await subscribe(bot_services, guild, news)
    async with running(double, bot_services) as bot:
        # discord.py itself tries a 500 five times; more than that is left to the outbox.
        double.api.faults.add(*POST, fault, times=1)
        review = await post_review(bot_services, guild_id=guild.id)
        await drain(bot)
        clock.advance(seconds=3)
        await drain(bot)
    (message,) = double.world.history(news)
    calls = double.api.recorder.matching(*POST)
    (row,) = await deliveries(bot_services, review)
    assert {call.json["nonce"] for call in calls} == {str(row.id)}
    assert all(call.json["enforce_nonce"] for call in calls)
    assert (row.state, row.message_id) == ("sent", int(message["id"]))
    assert len(calls) == 2


async def test_an_announcement_whose_answer_was_lost_shows_what_was_edited_since(
    double, bot_services, guild, news, clock
):
    await subscribe(bot_services, guild, news)
    async with running(double, bot_services) as bot:
        double.api.faults.add(*POST, Lost(), times=1)
        await post_review(bot_services, guild_id=guild.id, author=42)
        await drain(bot)
        drama = drama_id(bot_services.catalogue, "Soundtrack #1")
        draft = ReviewDraft(None, "", "Second thoughts.")
        await bot_services.reviews.post(Actor(42, guild.id), drama, draft)
        clock.advance(seconds=3)
        await drain(bot)
        await drain(bot)
    (message,) = double.world.history(news)
    assert "Second thoughts." in str(message["components"])


async def test_a_forum_post_whose_answer_is_lost_is_found_and_not_repeated(
    double, bot_services, guild, forum, clock
):
    await subscribe(bot_services, guild, forum)
    async with running(double, bot_services) as bot:
        double.api.faults.add(*POST_IN_FORUM, Lost())
        review = await post_review(bot_services, guild_id=guild.id)
        await drain(bot)
        clock.advance(seconds=3)
        await drain(bot)
    assert len(double.api.recorder.matching(*POST_IN_FORUM)) == 1
    (thread,) = double.world.channels.values()
    (row,) = await deliveries(bot_services, review)
    assert (row.state, row.channel_id) == ("sent", int(thread["id"]))


async def test_a_rate_limit_is_waited_out_in_one_attempt(double, bot_services, guild, news):
    await subscribe(bot_services, guild, news)
    async with running(double, bot_services) as bot:
        double.api.faults.add(*POST, RateLimited(0.05), times=2)
        review = await post_review(bot_services, guild_id=guild.id)
        await drain(bot)
    assert len(double.world.history(news)) == 1
    assert [row.attempts for row in await deliveries(bot_services, review)] == [1]


async def test_nothing_is_sent_again_while_discord_does_not_say_what_is_there(
    double, bot_services, guild, news, clock
):
    await subscribe(bot_services, guild, news)
    async with running(double, bot_services) as bot:
        double.api.faults.add(*POST, Lost())
        double.api.faults.add("GET", "/channels/*/messages", Refused(503))
        review = await post_review(bot_services, guild_id=guild.id)
        await drain(bot)
        clock.advance(minutes=3)
        await drain(bot)
        assert [row.state for row in await deliveries(bot_services, review)] == ["pending"]
        clock.advance(minutes=3)
        await drain(bot)
    assert len(double.api.recorder.matching(*POST)) == 1
    assert [row.state for row in await deliveries(bot_services, review)] == ["sent"]


async def test_channels_that_hang_or_have_to_wait_hold_no_other_up(bot_services):
    guilds = [Guild(index, channels=18) for index in range(4)]
    let_go = asyncio.Event()
    async with DiscordDouble(guilds=guilds) as double:
        double.api.limits = Limits()
        homes = {c: g for g in guilds for c in g.channel_ids if g.channel(c)["type"] == TEXT}
        for place, home in homes.items():
            await subscribe(bot_services, home, place)
        texts = list(homes)
        hanging, waiting = set(texts[:12]), texts[-1]
        async with running(double, bot_services) as bot:
            # All that the channel takes in five seconds; discord.py then waits them out.
            channel = bot.get_channel(waiting)
            busy = [asyncio.create_task(channel.send("busy")) for _ in range(5)]
            await double.api.recorder.wait_for(*POST, count=5)
            for place in hanging:
                double.api.faults.add("POST", f"/channels/{place}/messages", Held(let_go))
            review = await post_review(bot_services, house="Drama Blog")
            bot.dispatch("daebak_event")
            while True:
                rows = await deliveries(bot_services, review)
                late = {texts[n] for n, row in enumerate(rows) if row.state != "sent"}
                if rows and late <= hanging | {waiting}:
                    break
            assert late == hanging | {waiting}
            let_go.set()
            await asyncio.gather(*busy, drain(bot))
        assert {row.state for row in await deliveries(bot_services, review)} == {"sent"}
        assert double.api.limits.refusals == []


async def test_closing_finishes_what_is_being_sent(double, bot_services, guild, news):
    await subscribe(bot_services, guild, news)
    double.api.faults.add(*POST, Slow(0.3))
    async with running(double, bot_services) as bot:
        review = await post_review(bot_services, guild_id=guild.id)
        bot.dispatch("daebak_event")
        await double.api.recorder.wait_for(*POST)
    assert [row.state for row in await deliveries(bot_services, review)] == ["sent"]


async def test_what_a_killed_process_was_sending_arrives_once_after_its_lease(
    double, guild, news, tmp_path, clock
):
    database = tmp_path / "daebak.db"
    url = f"sqlite+aiosqlite:///{database}"
    await migrate(url)
    async with open_database(url) as sessions:
        services = Services.build(sessions)
        await stock(services.catalogue)
        await subscribe(services, guild, news)
        double.api.faults.add(*POST, Slow(30.0))
        settings = {
            "DATABASE_URL": f"sqlite:///{database}",
            "DISCORD_API_URL": double.api_url,
            "DISCORD_TOKEN": double.world.token,
        }
        async with daebak("run", cwd=tmp_path, **settings) as bot:
            await bot.says("ready")
            review = await post_review(services, guild_id=guild.id)
            await double.api.recorder.wait_for(*POST, within=30.0)
            bot.process.send_signal(signal.SIGKILL)
            await bot.ends()
        assert [row.state for row in await deliveries(services, review)] == ["sending"]
        double.api.faults.clear()

        clock.time = discord.utils.utcnow()
        later = Services.build(sessions, clock)
        await later.catalogue.refresh()
        async with running(double, later) as again:
            await drain(again)
            assert len(double.api.recorder.matching(*POST)) == 1
            clock.advance(seconds=61)
            await drain(again)
        assert len(double.api.recorder.matching(*POST)) == 2
        assert len(double.world.history(news)) == 1
        assert [row.state for row in await deliveries(services, review)] == ["sent"]
