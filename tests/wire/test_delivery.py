"""Ten thousand deliveries by a process that is killed again and again, with faults mixed in."""

from __future__ import annotations

import asyncio
import itertools
import signal
from collections import defaultdict
from contextlib import AsyncExitStack
from random import Random

import pytest
from sqlalchemy import func, insert, select

from bot.services.registry import Services
from data.engine import open_database
from data.tables import DeliveryRow, SubscriptionRow
from tests.support.announcing import post_review
from tests.support.dramas import stock
from tests.support.processes import daebak
from tests.wire import dying
from tests.wire.double import DiscordDouble
from tests.wire.faults import Fatal, Lost, RateLimited, Refused, Slow, Torn, Unreached
from tests.wire.limits import Limits
from tests.wire.payloads import TEXT, Guild

PER_S = 400
"""What the double allows and the bot keeps to, here: at Discord's 50 this would take minutes."""

KILLS = 50
REVIEWS = ("Signal", "Happiness", "Go Ahead", "Soundtrack #1", "Crash Landing on You")
POST = ("POST", "/channels/*/messages")
FAULTS = (
    Unreached(),
    Lost(),
    Torn(),
    Refused(500),
    Refused(503),
    RateLimited(0.1),
    Slow(2 * dying.PATIENCE_S),
)


class Station:
    """Discord and a database, with reviews that are on their way to many channels.

    Attributes:
        life: How many requests a bot may make at most before it dies.
    """

    def __init__(self, double, services, url, folder, life):
        self.double = double
        self.services = services
        self.random = Random(2026)  # noqa: S311
        self.life = life
        self._url = url
        self._folder = folder
        self.places = {}

    async def fill(self, channels, reviews):
        """Have reviews wait for so many text channels."""
        found = (
            (channel_id, guild.id)
            for guild in self.double.world.guilds
            for channel_id in guild.channel_ids
            if guild.channel(channel_id)["type"] == TEXT
        )
        self.places = dict(itertools.islice(found, channels))
        now = self.services.now()
        async with self.services.outbox.sessions.begin() as session:
            await session.execute(
                insert(SubscriptionRow),
                [
                    {
                        "guild_id": guild_id,
                        "channel_id": channel_id,
                        "filters": {},
                        "created_by": 1,
                        "created_at": now,
                    }
                    for channel_id, guild_id in self.places.items()
                ],
            )
        self.reviews = [
            await post_review(self.services, title, house="Drama Blog") for title in reviews
        ]

    def bot(self, **settings):
        """Start the bot as a process of its own."""
        settings = {
            "DATABASE_URL": self._url,
            "DISCORD_API_URL": self.double.api_url,
            "GATEWAY_URL": self.double.gateway_url,
            "DISCORD_TOKEN": self.double.world.token,
            "DISCORD_REQUESTS_PER_S": str(PER_S),
            **settings,
        }
        return daebak("run", cwd=self._folder, module="tests.wire.dying", **settings)

    async def open(self):
        """Count the deliveries that are not over; those not made yet count as well."""
        over = select(func.count()).where(DeliveryRow.state.in_(("sent", "failed", "dropped")))
        async with self.services.outbox.sessions() as session:
            done = await session.scalar(over)
        return len(self.places) * len(self.reviews) - done

    async def emptied(self, within):
        """Wait until every delivery is over."""
        async with asyncio.timeout(within):
            while await self.open():  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.5)

    async def check(self):
        """Make sure that every review is in every channel, once and in order, and noted there."""
        shown = defaultdict(list)
        for message in self.double.world.messages.values():
            shown[int(message["channel_id"])].append(int(message["id"]))
        noted = defaultdict(list)
        async with self.services.outbox.sessions() as session:
            for row in await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)):
                assert row.state == "sent", (row.id, row.state, row.error)
                noted[row.channel_id].append(row.message_id)
        lost = {place: len(self.reviews) - len(shown[place]) for place in self.places}
        assert not [place for place, missing in lost.items() if missing > 0], "lost"
        assert not [place for place, missing in lost.items() if missing < 0], "twice"
        assert shown == noted, "out of order, or noted elsewhere"
        assert self.double.api.limits.refusals == [], "429s of our own making"


@pytest.fixture
async def stations(tmp_path):
    async with AsyncExitStack() as stack:

        async def made(url, guilds, *, shards=1, life=0):
            double = await stack.enter_async_context(DiscordDouble(guilds=guilds, shards=shards))
            double.api.limits = Limits(PER_S)
            # As the bot's own window is here: not much longer than it counts on.
            double.world.nonce_window = dying.NONCE_WINDOW_S + 2 * dying.PATIENCE_S
            sessions = await stack.enter_async_context(open_database(url))
            services = Services.build(sessions)
            await stock(services.catalogue)
            return Station(double, services, url, tmp_path, life)

        yield made


async def die(station, number, **settings):
    """Let a bot live until one of its deaths: at a named step, or at any moment."""
    steps = (*dying.STEPS, "request lost", "answer lost", "at random", "at random")
    step = steps[number % len(steps)]
    requests = station.double.requests
    if step in dying.STEPS:
        each_one = step in {"before sending", "after the answer"}
        count = station.random.randint(0, station.life if each_one else 2)
        settings |= {"DIE_AT": step, "DIE_AFTER": str(count)}
    async with station.bot(**settings) as bot:
        if step.endswith("lost"):
            fault = Fatal(lambda: bot.process.send_signal(signal.SIGKILL), step == "answer lost")
            station.double.api.faults.add(*POST, fault)
        elif step == "at random":
            enough = len(requests) + station.random.randint(0, station.life)
            while len(requests) < enough:  # noqa: ASYNC110 - as above
                await asyncio.sleep(station.random.uniform(0.0, 0.02))
            bot.process.send_signal(signal.SIGKILL)
        try:
            assert await bot.ends(within=60.0) == -signal.SIGKILL
        except (AssertionError, TimeoutError):
            pytest.fail(f"it did not die {step}:\n{bot.output}")


async def lives(station, numbers, **settings):
    """Let one bot die after the other."""
    for number in numbers:
        await die(station, number, **settings)


async def test_ten_thousand_deliveries_survive_fifty_deaths(stations, sqlite_url):
    station = await stations(sqlite_url, [Guild(n, channels=68) for n in range(40)], life=400)
    await station.fill(2_000, REVIEWS)
    station.double.api.faults.scatter(*POST, FAULTS, share=0.02)
    # Two at a time, which also get in each other's way: one is up while the other one starts.
    half = {"DISCORD_REQUESTS_PER_S": str(PER_S / 2)}
    deaths = range(KILLS)
    await asyncio.gather(*(lives(station, deaths[lane::2], **half) for lane in range(2)))
    assert await station.open() > 0, "all was over before the last death"
    async with station.bot():
        await station.emptied(within=240.0)
    await station.check()


async def test_two_processes_of_one_bot_share_a_database_and_the_limit(stations, postgres_copies):
    url = await postgres_copies.new()
    station = await stations(url, [Guild(n, channels=28) for n in range(20)], shards=2, life=50)
    await station.fill(300, REVIEWS[:3])
    station.double.api.faults.scatter(*POST, FAULTS, share=0.02)
    halves = [{"SHARD_COUNT": "2", "SHARD_IDS": shard} for shard in ("0", "1")]
    await asyncio.gather(
        *(lives(station, range(lane, 8, 2), **half) for lane, half in enumerate(halves))
    )
    assert await station.open() > 0, "all was over before the last death"
    async with station.bot(**halves[0]), station.bot(**halves[1]):
        await station.emptied(within=120.0)
    await station.check()


async def test_who_stands_still_longer_than_a_claim_lasts_sends_nothing_twice(stations, sqlite_url):
    station = await stations(sqlite_url, [Guild(n, channels=28) for n in range(10)])
    await station.fill(150, REVIEWS[:2])
    slow = {"DISCORD_REQUESTS_PER_S": "50"}
    async with station.bot(**slow) as stopped:
        await station.double.api.recorder.wait_for(*POST, count=20, within=180.0)
        stopped.process.send_signal(signal.SIGSTOP)
        async with station.bot() as other:
            await station.emptied(within=180.0)
            station.double.world.nonce_window = 0.0  # what it had begun is long forgotten
            stopped.process.send_signal(signal.SIGCONT)
            station.reviews.append(await post_review(station.services, "Go Ahead", house="Blog"))
            await station.emptied(within=180.0)
            for bot in (stopped, other):
                bot.process.send_signal(signal.SIGTERM)
                assert await bot.ends(within=180.0) == 0, bot.output
    await station.check()
