"""The real ``daebak catalogue import`` against a loopback TVmaze, killed again and again."""

import asyncio
import contextlib
import random
import signal

import pytest
from sqlalchemy import func, select

from bot.domain.dramas import Source
from data.engine import open_database
from data.migrate import migrate
from data.queries import registers
from data.tables import CastRow, DramaRow, EpisodeRow, PersonRow, RegisterRow
from tests.support.processes import daebak
from tests.support.tvmaze_double import TVmazeDouble

COUNTRIES = ("TH",)
PER_10S = 3_000
PER_SECOND = PER_10S // 10


class Watched(TVmazeDouble):
    """Tells when it has been asked so often, and can refuse a request now and then."""

    def __init__(self, *args, refusing_each=0, **kwargs):
        super().__init__(*args, **kwargs)
        self._refusing_each = refusing_each
        self._left = 0
        self._reached = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def asked_times(self, count):
        """Wait for so many more requests."""
        self._left = count
        self._reached.clear()
        await self._reached.wait()

    async def _serve(self, request):
        self._left -= 1
        if self._left == 0:
            self._reached.set()
        await self.gate.wait()
        if self._refusing_each and len(self.requests) % self._refusing_each == 0:
            # As an address is refused that others use too.
            allowed, self._allowed = self._allowed, 0
            try:
                return await super()._serve(request)
            finally:
                self._allowed = allowed
        return await super()._serve(request)


class Import:
    """The command on one database, and what is in there."""

    def __init__(self, folder, url, double):
        self.place = {
            "cwd": folder,
            "DATABASE_URL": url,
            "TVMAZE_URL": double.url,
            "TVMAZE_REQUESTS_PER_10S": str(PER_10S),
            "XDG_CACHE_HOME": str(folder),
        }
        self.double = double
        self.url = url

    def start(self, *more):
        command = ("catalogue", "import", "tvmaze", "--country", ",".join(COUNTRIES))
        return daebak(*command, *more, **self.place)

    async def finish(self):
        """Run it to its end; return what it said."""
        async with self.start() as running:
            assert await running.ends(within=120) == 0, running.output
            return running.output

    async def killed(self, rng):
        """Run it, and kill it after some requests and part of a moment; tell if it was over."""
        async with self.start() as running:
            asked = asyncio.create_task(self.double.asked_times(rng.randint(3, 32)))
            over = asyncio.create_task(running.process.wait())
            await asyncio.wait({asked, over}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(over), rng.uniform(0, 0.03))
            was_over = over.done()
            if not was_over:
                running.process.kill()
            asked.cancel()
            await over
            assert "Traceback" not in running.output, running.output
            return was_over

    def wanted(self):
        """The shows of the double's world that are to be in the catalogue, by id."""
        world = self.double.world
        shows = (world.show(show_id) for show_id in world.ids)
        return {
            show["id"]: show
            for show in shows
            if show["type"] == "Scripted"
            and show["network"]
            and show["network"]["country"]["code"] in COUNTRIES
        }

    async def check(self):
        """Hold the catalogue against the world."""
        wanted = self.wanted()
        async with open_database(self.url) as sessions, sessions() as session:
            entries = {
                int(entry.external_id): entry
                for entry in await session.scalars(
                    select(RegisterRow).where(RegisterRow.register == "tvmaze")
                )
            }
            there = {key for key, entry in entries.items() if entry.gone_at is None}
            assert there == wanted.keys()
            assert await registers.count_unread(session, "tvmaze") == 0
            # Each is one drama, and no drama is two of them. (One that is gone may have come
            # back under another id: the same title, country and year.)
            assert len({entries[key].drama_id for key in there}) == len(there)
            dramas = {entry.drama_id for entry in entries.values()}
            rows = {
                row.id: row
                for row in await session.scalars(
                    select(DramaRow).where(DramaRow.source == Source.TVMAZE.value)
                )
            }
            assert rows.keys() == dramas
            listed = dict(await _counted(session, EpisodeRow))
            played = dict(await _counted(session, CastRow))
            for show_id, show in wanted.items():
                row = rows[entries[show_id].drama_id]
                assert row.title == show["name"]
                assert row.popularity == show["weight"]
                assert row.synopsis in show["summary"].replace("<b>", "").replace("</b>", "")
                episodes = self.double.world.episodes(show_id, specials=True)
                assert listed[row.id] == len(episodes)
                people = {c["person"]["id"] for c in self.double.world.cast(show_id)}
                assert played[row.id] == len(people)
            refs = list(await session.scalars(select(PersonRow.ref).where(PersonRow.ref != "")))
            assert len(refs) == len(set(refs))
        return entries


async def _counted(session, table):
    return (
        await session.execute(select(table.drama_id, func.count()).group_by(table.drama_id))
    ).all()


def turn_the_world(double, changes, additions, deletions):
    """Change some of it an hour later; return the ids that changed."""
    double.world.now += 3_600
    double.delete(deletions)
    double.add(additions)
    return double.change(changes)


async def test_an_import_killed_twenty_times_ends_complete_and_polite(tmp_path):
    rng = random.Random(3)  # noqa: S311 - which moments, not a secret
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with Watched(
        5_000, allowed=PER_SECOND, window=1.0, failing=0.005, retry_after=0.0, refusing_each=90
    ) as double:
        command = Import(tmp_path, url, double)
        kills = changed = 0
        for number in range(20):
            if number in (6, 11, 16):
                changed += len(turn_the_world(double, changes=150, additions=60, deletions=20))
            kills += not await command.killed(rng)
        assert kills == 20
        said = await command.finish()
        assert "Still to be read" not in said
        entries = await command.check()
        assert any(entry.gone_at is not None for entry in entries.values())
        assert any(seen.status == 429 for seen in double.requests)
        assert any(seen.status in (0, 500) for seen in double.requests)
        # Spaced evenly, in every stretch of time and over every restart.
        assert double.most_within(10.0) <= PER_10S
        assert double.most_within(1.0) <= PER_SECOND + 1
        # A kill costs at most the show in hand, and a page of the index.
        torn = sum(seen.status != 200 for seen in double.requests)
        read = [seen for seen in double.asked(r"/shows/\d+\?") if seen.status == 200]
        assert len(read) <= len(entries) + changed + kills + torn


async def test_what_changed_since_is_taken_in_by_an_update(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with Watched(400, allowed=PER_SECOND, window=1.0) as double:
        command = Import(tmp_path, url, double)
        await command.finish()
        await command.check()
        before = len(double.requests)
        turn_the_world(double, changes=60, additions=80, deletions=30)
        changed = [i for i in command.wanted() if double.world.updated[i] == double.world.now]
        async with daebak("catalogue", "update", **command.place) as running:
            assert await running.ends() == 0, running.output
        read = {seen.target.split("?")[0] for seen in double.requests[before:]}
        assert {f"/shows/{show_id}" for show_id in changed} <= read
        # Nothing but those, the updates, and the end of the index.
        assert len(read) <= len(changed) + 3
        # What TVmaze deleted is found out once a week; what is there is right.
        async with open_database(url) as sessions, sessions() as session:
            titles = await session.scalars(
                select(DramaRow.popularity)
                .join(RegisterRow, RegisterRow.drama_id == DramaRow.id)
                .where(RegisterRow.external_id.in_([str(i) for i in changed]))
            )
            assert sorted(titles) == sorted(command.wanted()[i]["weight"] for i in changed)


async def test_ctrl_c_stops_it_and_it_says_how_to_go_on(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with Watched(400, allowed=PER_SECOND, window=1.0) as double:
        command = Import(tmp_path, url, double)
        async with command.start() as running:
            await double.asked_times(12)
            running.process.send_signal(signal.SIGINT)
            assert await running.ends() == 130
        assert "Stopped: " in running.output
        assert "catalogue import tvmaze' goes on" in running.output
        assert "Traceback" not in running.output
        await command.finish()
        await command.check()


async def test_a_second_import_at_the_same_time_is_told_so(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with Watched(400, allowed=PER_SECOND, window=1.0) as double:
        command = Import(tmp_path, url, double)
        async with command.start() as first:
            await double.asked_times(12)
            double.gate.clear()  # so that it lasts
            async with command.start() as second:
                assert await second.ends() == 1
            assert "wait until that is done" in second.output
            assert "Traceback" not in second.output
            double.gate.set()
            assert await first.ends() == 0
        await command.check()


async def test_limit_reads_so_many_of_the_most_popular_and_stops(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with Watched(400, allowed=PER_SECOND, window=1.0) as double:
        command = Import(tmp_path, url, double)
        async with command.start("--limit", "5") as running:
            assert await running.ends() == 0, running.output
        wanted = command.wanted()
        read = [int(seen.target.split("?")[0][7:]) for seen in double.asked(r"/shows/\d+\?")]
        best = sorted((show["weight"] for show in wanted.values()), reverse=True)[:5]
        assert [wanted[i]["weight"] for i in read] == best
        assert f"Still to be read: {len(wanted) - 5}" in running.output


async def test_on_postgresql_it_goes_on_after_a_kill_as_well(tmp_path, postgres_copies):
    url = await postgres_copies.new()
    rng = random.Random(5)  # noqa: S311 - which moments, not a secret
    await migrate(url)
    async with Watched(400, allowed=PER_SECOND, window=1.0, failing=0.01) as double:
        command = Import(tmp_path, url, double)
        for _ in range(3):
            await command.killed(rng)
        await command.finish()
        await command.check()
    await postgres_copies.drop(url)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "tvmaze", "--country", "Korea"), "two-letter country codes"),
        (("import", "tmdb"), "TMDB_KEY"),
        (("import", "wikidata", "--country", "KR"), "are for TVmaze"),
        (("update",), "catalogue import tvmaze"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_line(tmp_path, arguments, words):
    url = f"sqlite+aiosqlite:///{tmp_path / 'daebak.db'}"
    async with daebak("catalogue", *arguments, cwd=tmp_path, DATABASE_URL=url) as running:
        assert await running.ends() in (1, 2)
    [line] = [line for line in running.lines if line.startswith("daebak: ")]
    assert words in line
    assert "Traceback" not in running.output
