"""How long the start takes and how much memory is held, beside a bare discord.py bot.

Run with ``uv run python -m benchmarks.footprint`` on Linux; docs/performance.md says what is
measured.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from dataclasses import dataclass
from typing import Final

import uvloop

from benchmarks.child import pin_to
from benchmarks.processes import BARE, DAEBAK, DOUBLES_CORE, bot_process
from tests.wire.double import DiscordDouble
from tests.wire.payloads import Guild

CHANNELS: Final = 30
ROLES: Final = 20
SETTLE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """Of one start: seconds until READY was handled, and MiB ``SETTLE_SECONDS`` later."""

    start: float
    resident: float


async def start_once(target: str, database_url: str, guilds: int) -> Footprint:
    """Start a bot in so many guilds and measure it."""
    world = [Guild(n, CHANNELS, ROLES) for n in range(guilds)]
    async with (
        DiscordDouble(guilds=world) as double,
        bot_process(target, double, database_url=database_url) as process,
    ):
        start = await process.seconds_until("connect")
        # Two seconds after the last guild: discord.py's way to know that it was the last.
        await process.seconds_until("ready")
        await asyncio.sleep(SETTLE_SECONDS)
        return Footprint(start, process.resident_mib())


async def measure(arguments: argparse.Namespace, folder: str) -> None:
    """Start each bot with one guild, then with many, and print a table."""
    targets = {"bare discord.py": BARE}
    if arguments.bot:
        targets["Daebak"] = arguments.bot
    url = arguments.database_url or f"sqlite+aiosqlite:///{folder}/daebak.db"
    thousands = arguments.guilds / 1000
    print("| | start to READY, s | resident when idle, MiB | for every 1,000 servers, MiB |")
    print("|---|---|---|---|")
    for name, target in targets.items():
        # The first start may have to make the database, and finds nothing in the disk cache.
        await start_once(target, url, 1)
        small = [await start_once(target, url, 1) for _ in range(arguments.rounds)]
        large = await start_once(target, url, arguments.guilds)
        start = statistics.median(f.start for f in small)
        resident = statistics.median(f.resident for f in small)
        growth = (large.resident - resident) / thousands
        print(f"| {name} | {start:.2f} | {resident:.1f} | {growth:.1f} |")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.footprint")
    parser.add_argument("--bot", default=DAEBAK, help="module:function; empty: only the bare one")
    parser.add_argument("--database-url", help="default: a new SQLite file")
    parser.add_argument("--rounds", type=int, default=3, help="starts, of which the median counts")
    parser.add_argument("--guilds", type=int, default=2000, help="in the start with many")
    arguments = parser.parse_args()
    pin_to(DOUBLES_CORE)
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(arguments, folder))


if __name__ == "__main__":
    main()
