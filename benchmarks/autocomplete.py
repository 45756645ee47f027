"""How fast autocomplete is answered with 200,000 titles, beside a bare discord.py bot.

Run with ``uv run python -m benchmarks.autocomplete``; docs/performance.md says what is measured.
It needs ``../shared/data/search`` and says so where that is absent.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import json
import statistics
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import uvloop
from sqlalchemy import insert

from benchmarks.child import pin_to
from benchmarks.interactions import COMMAND, OPTION, Subject
from benchmarks.processes import BARE, DAEBAK, DOUBLES_CORE, Bystanders, bot_process
from bot.services.catalogue import CatalogueService
from bot.settings import Settings
from data.engine import open_database
from data.migrate import migrate
from data.queries import catalogue, state
from data.tables import DramaNameRow, DramaRow
from tests.wire import interactions as act
from tests.wire.double import DiscordDouble

if TYPE_CHECKING:
    from tests.wire.interactions import Sent

DATA: Final = Path(__file__).parents[2] / "shared" / "data" / "search"
_BATCH: Final = 5_000
_BLOCK: Final = 100


@dataclass(slots=True)
class Typist(Subject):
    """A bot that is sent what people type while they look for titles."""

    texts: list[str] = field(default_factory=list)
    whole: bool = False

    async def one(self, *, card: bool = False) -> Sent:
        """Send one autocomplete with a text of the query set, from a member of its own."""
        text = self.random.choice(self.texts)
        if not self.whole:  # as it is typed: what is there so far
            text = text[: self.random.randint(1, len(text))]
        data = act.command_data(self.double.world, COMMAND, {OPTION: text}, focused=OPTION)
        return await self.double.inject(act.AUTOCOMPLETE, data, user=next(self._members))

    async def load(self, rate: float, seconds: float) -> None:
        """Send texts at random (Poisson) moments, whether or not answers came."""
        underway: list[asyncio.Task[Sent]] = []
        due = start = monotonic()
        while due < start + seconds:
            await asyncio.sleep(due - monotonic())
            sent = await self.one()
            self.late.append(max(0.0, sent.sent_at - due))
            underway.append(asyncio.create_task(sent.answered()))
            due += self.random.expovariate(rate)
        for sent in await asyncio.gather(*underway):
            self.loaded.append(sent.latency)
            self._check(sent.payload)
        self._forget()


async def stock(database_url: str, limit: int) -> None:
    """Make a database of the titles, and the index file that a later start loads."""
    await migrate(database_url)
    now = datetime.now(UTC)
    async with open_database(database_url) as sessions:
        async with sessions.begin() as session:
            revision = await catalogue.save_revision(session)
            # The starter catalogue stays away: these are all the dramas there are.
            from data.seed import files

            await state.save_state(session, "seed_digest", files.digest())
            dramas: list[dict[str, Any]] = []
            names: list[dict[str, Any]] = []
            with gzip.open(DATA / "catalogue.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    if row["id"] > limit:
                        break
                    dramas.append(
                        {
                            "id": row["id"],
                            "key": f"bench-{row['id']}",
                            "title": row["title"][:300],
                            "native_title": row["native"][:300] or None,
                            "year": row["year"] or None,
                            "country": (row["country"] or None) and row["country"][:2],
                            "popularity": row["pop"],
                            "source": "seed",
                            "updated_at": now,
                            "changed": revision,
                        }
                    )
                    names += [
                        {
                            "drama_id": row["id"],
                            "position": at,
                            "text": text[:300],
                            "kind": "alias",
                            "language": None,
                        }
                        for at, text in enumerate(row["aliases"])
                    ]
            for table, rows in ((DramaRow, dramas), (DramaNameRow, names)):
                for start in range(0, len(rows), _BATCH):
                    await session.execute(insert(table), rows[start : start + _BATCH])
        path = Settings(database_url=database_url).index_path
        service = CatalogueService(sessions, lambda: datetime.now(UTC), index_path=path)
        began = monotonic()
        await service.refresh()
        print(f"{len(service)} titles read and indexed in {monotonic() - began:.1f} s")
        began = monotonic()
        await service.titles.save()
        size = path.stat().st_size / 1e6 if path.exists() else 0
        print(f"index saved in {monotonic() - began:.1f} s, {size:.0f} MB")


async def measure(arguments: argparse.Namespace, folder: str) -> list[Typist]:
    """Run both bots by turns and return what was measured, the bare bot first."""
    url = f"sqlite+aiosqlite:///{folder}/daebak.db"
    await stock(url, arguments.titles)
    with (DATA / "queries.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["q"][:100] for line in lines]
    async with AsyncExitStack() as stack:
        typists, processes = [], []
        for name, target in (("bare discord.py", BARE), ("Daebak", DAEBAK)):
            double = await stack.enter_async_context(DiscordDouble())
            process = await stack.enter_async_context(bot_process(target, double, database_url=url))
            took = await process.seconds_until("ready")
            print(f"{name}: READY after {took:.2f} s, {process.resident_mib():.0f} MiB resident")
            typists.append(Typist(name, double, texts=texts, whole=arguments.whole))
            processes.append(process)
        gc.disable()
        for typist in typists:
            await typist.sequence(arguments.warm_up, card=False)
            typist.odd = 0
        bystanders = Bystanders(processes)
        for _ in range(arguments.count // _BLOCK):
            for typist in typists:
                typist.autocomplete += await typist.sequence(_BLOCK, card=False)
        for typist in typists:
            await typist.load(arguments.rate, arguments.seconds)
        if (share := bystanders.share()) is not None:
            print(f"other processes used {share:.0%} of one core meanwhile")
        print(f"Daebak: {processes[-1].resident_mib():.0f} MiB resident at the end")
    return typists


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.autocomplete")
    parser.add_argument("--titles", type=int, default=200_000)
    parser.add_argument("--count", type=int, default=2_000, help="one at a time")
    parser.add_argument("--warm-up", type=int, default=300, help="not counted")
    parser.add_argument("--whole", action="store_true", help="whole queries, not as being typed")
    parser.add_argument("--rate", type=float, default=100.0, help="a second, under load")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long at that rate")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("../shared/data/search is not here: nothing to measure with.")
        return
    pin_to(DOUBLES_CORE)
    with tempfile.TemporaryDirectory() as folder:
        typists = uvloop.run(measure(arguments, folder))
    print(f"\n| ms | median | p99 | at {arguments.rate:.0f}/s: median | p99 | longest |")
    print("|---|---|---|---|---|---|")
    for typist in typists:
        shown = (f"{1000 * cell:.2f}" for cell in _cells(typist))
        print(f"| {typist.name} | " + " | ".join(shown) + " |")
    floor, ours = (_cells(typist) for typist in typists)
    ratios = (f"{a / b:.2f}" for a, b in zip(ours, floor, strict=True))
    print("| ratio | " + " | ".join(ratios) + " |")
    for typist in typists:
        late = 1000 * _p99(typist.late)
        print(f"\n{typist.name}: {len(typist.loaded)} sent, {late:.2f} ms late (p99)")
        print(f"{typist.name}: {typist.odd} answers had no choices")


def _cells(typist: Typist) -> list[float]:
    return [
        statistics.median(typist.autocomplete),
        _p99(typist.autocomplete),
        statistics.median(typist.loaded),
        _p99(typist.loaded),
        max(typist.loaded),
    ]


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
