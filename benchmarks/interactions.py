"""How fast autocomplete and the drama card are answered, beside a bare discord.py bot.

Run with ``uv run python -m benchmarks.interactions``; docs/performance.md says what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from time import monotonic
from typing import TYPE_CHECKING, Final

import uvloop

from benchmarks.child import pin_to
from benchmarks.processes import BARE, DAEBAK, DOUBLES_CORE, Bystanders, bot_process
from benchmarks.titles import TITLES
from tests.wire import interactions as act
from tests.wire.double import DiscordDouble
from tests.wire.payloads import MINA, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.interactions import Sent
    from tests.wire.payloads import Json

COMMAND: Final = "drama"
OPTION: Final = "title"

_BLOCK: Final = 100
_MEMBERS: Final = [User(MINA.id + n, f"member{n}") for n in range(50)]
_MESSAGE: Final = 4
_EPHEMERAL: Final = 1 << 6


@dataclass(slots=True)
class Subject:
    """A bot under test with the double it talks to, and what was measured, in seconds."""

    name: str
    double: DiscordDouble
    random: random.Random = field(default_factory=lambda: random.Random(2016))  # noqa: S311
    values: list[str] = field(default_factory=list)
    autocomplete: list[float] = field(default_factory=list)
    card: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    odd: int = 0
    _members: Iterator[User] = field(default_factory=lambda: cycle(_MEMBERS))

    async def collect_values(self) -> None:
        """Type every title and keep the value of its first choice, for the card calls.

        Raises:
            RuntimeError: No title brought a choice.
        """
        for title in TITLES:
            sent = await self.double.autocomplete(COMMAND, OPTION, title)
            self.values += [choice["value"] for choice in sent.choices[:1]]
        if not self.values:
            msg = f"{self.name} offers no choices: is its catalogue loaded?"
            raise RuntimeError(msg)
        print(f"{self.name}: {len(self.values)} of {len(TITLES)} titles brought choices")

    async def one(self, *, card: bool) -> Sent:
        """Send one interaction of a kind, with a title and a member of its own."""
        world = self.double.world
        member = next(self._members)
        if card:
            options = {OPTION: self.random.choice(self.values)}
            data = act.command_data(world, COMMAND, options)
            return await self.double.inject(act.COMMAND, data, user=member)
        title = self.random.choice(TITLES)
        typed = title[: self.random.randint(1, len(title))]
        data = act.command_data(world, COMMAND, {OPTION: typed}, focused=OPTION)
        return await self.double.inject(act.AUTOCOMPLETE, data, user=member)

    async def sequence(self, count: int, *, card: bool) -> list[float]:
        """Send ``count`` interactions, each after the answer to the one before."""
        found = []
        for _ in range(count):
            sent = await (await self.one(card=card)).answered()
            found.append(sent.latency)
            self._check(sent.payload)
        self._forget()
        return found

    async def load(self, rate: float, seconds: float) -> None:
        """Send both kinds by turns at random moments (Poisson), whether or not answers came."""
        underway: list[asyncio.Task[Sent]] = []
        due = start = monotonic()
        card = False
        while due < start + seconds:
            await asyncio.sleep(due - monotonic())
            sent = await self.one(card=card)
            self.late.append(max(0.0, sent.sent_at - due))
            underway.append(asyncio.create_task(sent.answered()))
            due += self.random.expovariate(rate)
            card = not card
        for sent in await asyncio.gather(*underway):
            self.loaded.append(sent.latency)
            self._check(sent.payload)
        self._forget()

    def _check(self, payload: Json) -> None:
        flags = (payload.get("data") or {}).get("flags") or 0
        shown = payload["type"] == _MESSAGE and not flags & _EPHEMERAL
        self.odd += not (shown or (payload.get("data") or {}).get("choices"))

    def _forget(self) -> None:
        """Keep the double from growing: it has no collector running."""
        self.double.world.interactions.clear()
        self.double.world.messages.clear()
        self.double.requests.clear()


async def measure(arguments: argparse.Namespace, folder: str) -> list[Subject]:
    """Run every bot and return what was measured, the bare bot first."""
    targets = {"bare discord.py": BARE}
    if arguments.bot:
        targets["Daebak"] = arguments.bot
    url = arguments.database_url or f"sqlite+aiosqlite:///{folder}/daebak.db"
    async with AsyncExitStack() as stack:
        subjects, processes = [], []
        for name, target in targets.items():
            double = await stack.enter_async_context(DiscordDouble())
            process = await stack.enter_async_context(bot_process(target, double, database_url=url))
            await process.seconds_until("ready")
            subjects.append(Subject(name, double))
            processes.append(process)
        gc.disable()
        for subject in subjects:
            await subject.collect_values()
            for card in (False, True):
                await subject.sequence(arguments.warm_up, card=card)
        bystanders = Bystanders(processes)
        # By turns, so that whatever else the machine does meets every bot alike.
        for _ in range(arguments.count // _BLOCK):
            for subject in subjects:
                subject.autocomplete += await subject.sequence(_BLOCK, card=False)
                subject.card += await subject.sequence(_BLOCK, card=True)
        for subject in subjects:
            await subject.load(arguments.rate, arguments.seconds)
        if (share := bystanders.share()) is not None:
            print(f"other processes used {share:.0%} of one core meanwhile")
    return subjects


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interactions")
    parser.add_argument("--bot", default=DAEBAK, help="module:function; empty: only the bare one")
    parser.add_argument("--database-url", help="default: a new SQLite file")
    parser.add_argument("--count", type=int, default=2000, help="interactions of each kind")
    parser.add_argument("--warm-up", type=int, default=300, help="of each kind, not counted")
    parser.add_argument("--rate", type=float, default=200.0, help="interactions a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long at that rate")
    arguments = parser.parse_args()
    pin_to(DOUBLES_CORE)
    with tempfile.TemporaryDirectory() as folder:
        subjects = uvloop.run(measure(arguments, folder))
    bare = subjects[0]
    rate = f"at {arguments.rate:.0f}/s"
    print(f"\n| ms | autocomplete median | p99 | card median | p99 | both, {rate}: p99 |")
    print("|---|---|---|---|---|---|")
    for s in subjects:
        cells = [*_pair(s.autocomplete), *_pair(s.card), _p99(s.loaded)]
        print(f"| {s.name} | " + " | ".join(f"{1000 * cell:.2f}" for cell in cells) + " |")
    for s in subjects[1:]:
        ours = [*_pair(s.autocomplete), *_pair(s.card), _p99(s.loaded)]
        floor = [*_pair(bare.autocomplete), *_pair(bare.card), _p99(bare.loaded)]
        ratios = (f"{a / b:.2f}" for a, b in zip(ours, floor, strict=True))
        print("| ratio | " + " | ".join(ratios) + " |")
    for s in subjects:
        print(f"\n{s.name}: {len(s.loaded)} sent {rate}, {1000 * _p99(s.late):.2f} ms late (p99)")
        if s.odd:
            print(f"{s.name}: {s.odd} answers were neither choices nor a message everyone sees")


def _pair(seconds: list[float]) -> tuple[float, float]:
    return statistics.median(seconds), _p99(seconds)


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
