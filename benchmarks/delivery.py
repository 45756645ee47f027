"""How fast one review reaches ten thousand channels, and what members notice of it meanwhile.

Run with ``uv run python -m benchmarks.delivery``; docs/performance.md says what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice
from time import monotonic
from typing import TYPE_CHECKING, Final

import uvloop
from sqlalchemy import func, insert, select

from benchmarks.child import pin_to
from benchmarks.processes import DAEBAK, DOUBLES_CORE, Bystanders, bot_process
from benchmarks.titles import TITLES
from bot.domain.reviews import Author, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary
from bot.services.registry import Services
from data.engine import open_database
from data.queries.events import save_event
from data.queries.reviews import save_review
from data.tables import DeliveryRow, SubscriptionRow
from tests.wire import interactions as act
from tests.wire.double import DiscordDouble
from tests.wire.limits import Limits
from tests.wire.payloads import MINA, TEXT, Guild, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.engine import Sessions
    from tests.wire.interactions import Sent

_CHANNELS: Final = 14  # of a server, ten of them for text
_MEMBERS: Final = [User(MINA.id + n, f"member{n}") for n in range(50)]
_OPENING: Final = "Two friends share a house for two weeks, and a song is written. " * 4


@dataclass(slots=True)
class Asking:
    """Members who use ``/drama`` at random moments, ``per_s`` times a second."""

    double: DiscordDouble
    values: list[str]
    per_s: float
    _random: random.Random = field(default_factory=lambda: random.Random(2026))  # noqa: S311
    _members: Iterator[User] = field(default_factory=lambda: cycle(_MEMBERS))

    async def run(self, until: asyncio.Event) -> list[float]:
        """Ask until an event is set; return the latencies."""
        underway: list[asyncio.Task[Sent]] = []
        due = monotonic()
        while not until.is_set():
            await asyncio.sleep(due - monotonic())
            data = act.command_data(
                self.double.world, "drama", {"title": self._random.choice(self.values)}
            )
            sent = await self.double.inject(act.COMMAND, data, user=next(self._members))
            underway.append(asyncio.create_task(sent.answered()))
            due += self._random.expovariate(self.per_s)
        return [sent.latency for sent in await asyncio.gather(*underway)]


async def measure(arguments: argparse.Namespace, folder: str) -> None:
    """Run the bot, let a review be announced everywhere, and print what there is to say."""
    url = arguments.database_url or f"sqlite+aiosqlite:///{folder}/daebak.db"
    guilds = [Guild(index, channels=_CHANNELS) for index in range(-(-arguments.deliveries // 10))]
    places = list(islice(_text_channels(guilds), arguments.deliveries))
    async with AsyncExitStack() as stack:
        double = await stack.enter_async_context(DiscordDouble(guilds=guilds))
        limits = double.api.limits = Limits(arguments.limit)
        bot = await stack.enter_async_context(bot_process(DAEBAK, double, database_url=url))
        await bot.seconds_until("ready")
        sessions = await stack.enter_async_context(open_database(url))
        services = Services.build(sessions)
        await services.catalogue.refresh()
        await _subscribe(services, places)
        gc.disable()
        asking = Asking(double, await _values(double), arguments.rate)
        await _asked_for(asking, arguments.warm_up)
        bystanders = Bystanders([bot])
        idle = await _asked_for(asking, arguments.idle)
        done = asyncio.Event()
        members = asyncio.create_task(asking.run(done))
        noted_at = monotonic()
        await _announce(services)
        await _until_sent(sessions, len(places))
        ended_at = monotonic()
        done.set()
        during = await members
        share = bystanders.share()
    posts = double.api.recorder.matching("POST", "/channels/*/messages")
    first, last = posts[0].at, posts[-1].at
    reached = Counter(m["channel_id"] for m in double.world.messages.values() if m.get("nonce"))
    print(f"\n{len(reached)} of {len(places)} channels reached, {sum(reached.values())} messages")
    print(
        f"{len(places) / (last - first):.1f} a second between the first and the last "
        f"({len(places) / (last - first) / arguments.limit:.1%} of {arguments.limit}/s); "
        f"{first - noted_at:.1f} s from the review to the first, {ended_at - noted_at:.1f} s in all"
    )
    print(f"429s: {len(limits.refusals)}; busiest second: {limits.busiest} requests")
    print("\n| /drama, ms | answers | median | p99 | worst |\n|---|---|---|---|---|")
    for name, found in (("idle", idle), ("meanwhile", during)):
        cells = (statistics.median(found), _p99(found), max(found))
        print(f"| {name} | {len(found)} | " + " | ".join(f"{1000 * c:.2f}" for c in cells) + " |")
    print(f"| ratio | | {statistics.median(during) / statistics.median(idle):.2f} ", end="")
    print(f"| {_p99(during) / _p99(idle):.2f} | |")
    if share is not None:
        print(f"\nother processes used {share:.0%} of one core meanwhile")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery")
    parser.add_argument("--database-url", help="default: a new SQLite file")
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--limit", type=int, default=50, help="requests a second in all")
    parser.add_argument("--rate", type=float, default=20.0, help="/drama a second")
    parser.add_argument("--warm-up", type=float, default=15.0, help="seconds, not counted")
    parser.add_argument("--idle", type=float, default=100.0, help="seconds before the review")
    arguments = parser.parse_args()
    pin_to(DOUBLES_CORE)
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(arguments, folder))


def _text_channels(guilds: list[Guild]) -> Iterator[tuple[int, int]]:
    for guild in guilds:
        for channel_id in guild.channel_ids:
            if guild.channel(channel_id)["type"] == TEXT:
                yield guild.id, channel_id


async def _subscribe(services: Services, places: list[tuple[int, int]]) -> None:
    now = services.now()
    async with services.outbox.sessions.begin() as session:
        await session.execute(
            insert(SubscriptionRow),
            [
                {
                    "guild_id": guild_id,
                    "channel_id": channel_id,
                    "filters": {},
                    "created_by": MINA.id,
                    "created_at": now,
                }
                for guild_id, channel_id in places
            ],
        )


async def _announce(services: Services) -> None:
    drama = await services.catalogue.resolve("Signal")
    now = services.now()
    text = ReviewText(
        Score.of_points(8.5),
        "beautiful",
        (
            Section("", _OPENING, SpoilerBoundary.nothing()),
            Section("The ending", _OPENING, SpoilerBoundary.through(4)),
        ),
    )
    async with services.outbox.sessions.begin() as session:
        review_id = await save_review(
            session,
            drama_id=drama.id,
            author=Author(house="Drama Blog"),
            text=text,
            now=now,
            source_url="https://blog.example/signal",
            source_key="blog:signal",
        )
        await save_event(session, review_id, now=now)


async def _until_sent(sessions: Sessions, count: int) -> None:
    query = select(func.count()).select_from(DeliveryRow).filter_by(state="sent")
    while True:
        async with sessions() as session:
            if (await session.scalar(query) or 0) >= count:
                return
        await asyncio.sleep(1.0)


async def _values(double: DiscordDouble) -> list[str]:
    """Return what autocomplete offers first for each title."""
    found = []
    for title in TITLES:
        sent = await double.autocomplete("drama", "title", title)
        found += [choice["value"] for choice in sent.choices[:1]]
    return found


async def _asked_for(asking: Asking, seconds: float) -> list[float]:
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, done.set)
    return await asking.run(done)


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
