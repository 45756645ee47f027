"""Searching, adding, importing and keeping up to date, against a loopback TVmaze."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.dramas import Source
from bot.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
)
from bot.providers.pacing import Pace
from bot.providers.registry import Providers
from bot.services.imports import LEASE
from bot.services.lease import HELD_FOR, leased
from bot.services.registry import Services
from bot.services.show_recording import LATEST, read_through
from data.queries import registers, state
from data.tables import DramaRow, RegisterRow
from tests.support.tvmaze_double import TVmazeDouble

NOW = datetime.fromtimestamp(1_760_000_000, UTC)  # the double's time
FAST = Pace(100_000, 1.0)


async def at_once(_seconds):
    await asyncio.sleep(0)


@pytest.fixture
async def double():
    async with TVmazeDouble(150, allowed=100_000) as running:
        yield running


@pytest.fixture
async def providers(double):
    async with Providers.open(tvmaze_url=double.url, tvmaze_pace=FAST, sleep=at_once) as opened:
        yield opened


@pytest.fixture
def services(sessions, clock, providers):
    clock.time = NOW
    return Services.build(sessions, clock, providers=providers, updates=True, countries=("KR",))


@pytest.fixture
def shows(services):
    return services.shows


@pytest.fixture
def imports(services):
    return services.imports


async def entries(sessions, *where):
    async with sessions() as session:
        rows = select(RegisterRow).where(RegisterRow.register == "tvmaze", *where)
        return list(await session.scalars(rows))


def a_show(double):
    """A Korean drama's name, and its id."""
    world = double.world
    for show_id in world.ids:
        show = world.show(show_id)
        if show["language"] == "Korean" and show["network"] and show["type"] == "Scripted":
            return show["name"], str(show_id)
    raise AssertionError


# Searching and adding


async def test_a_show_that_was_found_is_added_whole(shows, services, double):
    name, show_id = a_show(double)
    found = await shows.search(name)
    assert show_id in {each.show.id for each in found}
    assert all(each.drama_id is None for each in found)
    drama = await shows.add("tvmaze", show_id)
    assert drama.title == name
    assert drama.facts.cast
    assert drama.id in services.catalogue.titles.named(name)
    assert {each.show.id: each.drama_id for each in await shows.search(name)}[show_id] == drama.id


async def test_what_is_known_already_is_not_asked_for_again(shows, double):
    _, show_id = a_show(double)
    drama = await shows.add(Source.TVMAZE, show_id)
    before = len(double.requests)
    assert (await shows.add("tvmaze", show_id)).id == drama.id
    assert len(double.requests) == before


async def test_two_people_who_add_it_at_once_get_the_same_drama(shows, services, sessions, double):
    _, show_id = a_show(double)
    other = Services.build(
        sessions, services.now, providers=shows.providers
    ).shows  # another process
    dramas = await asyncio.gather(
        *(service.add("tvmaze", show_id) for service in (shows, shows, other, other))
    )
    assert len({drama.id for drama in dramas}) == 1
    async with sessions() as session:
        assert len(list(await session.scalars(select(DramaRow.id)))) == 1


async def test_what_tvmaze_has_no_more_is_said(shows):
    with pytest.raises(NotFoundError, match="TVmaze does not have that show"):
        await shows.add("tvmaze", "999999")


@pytest.mark.parametrize("source", ["tmdb", "people", "nonsense"])
async def test_only_providers_that_are_configured_are_asked(shows, source):
    with pytest.raises(InvalidInputError):
        await shows.add(source, "1")


async def test_with_nobody_to_ask_that_is_said(sessions, clock):
    shows = Services.build(sessions, clock).shows
    assert not shows.on
    with pytest.raises(UnavailableError, match="switched that off"):
        await shows.search("Signal")
    with pytest.raises(UnavailableError, match="switched that off"):
        await shows.add("tvmaze", "1")


async def test_when_tvmaze_is_down_what_is_known_is_shown(shows, imports, double, services):
    _, show_id = a_show(double)
    await imports.import_shows(["KR"], limit=1)
    double.failing = 1.0
    [entry] = await entries(shows.sessions, RegisterRow.external_id == show_id)
    drama = await shows.add("tvmaze", show_id)
    assert drama.id == entry.drama_id
    with pytest.raises(UnavailableError):
        await shows.add("tvmaze", "999999")


# Importing


async def test_only_the_wanted_countries_and_kinds_come_in(imports, sessions, double):
    steps = []
    report = await imports.import_shows(["kr", "th"], ["Scripted"], progress=steps.append)
    shows = [double.world.show(show_id) for show_id in double.world.ids]
    wanted = {
        str(show["id"])
        for show in shows
        if show["type"] == "Scripted"
        and (
            show["network"]["country"]["code"] in ("KR", "TH")
            if show["network"]
            else show["language"] == "Korean"
        )
    }
    assert {entry.external_id for entry in await entries(sessions)} == wanted
    assert (report.new, report.read, report.left) == (len(wanted), len(wanted), 0)
    assert (await imports.state()).imported
    assert steps[-1].done == steps[-1].total == len(wanted)


async def test_a_show_that_fails_is_left_out_after_five_times_and_named(
    imports, sessions, double, shows, monkeypatch
):
    _, bad = a_show(double)
    ask = shows.providers.tvmaze.show

    async def show(self, show_id, **options):
        if show_id == bad:
            raise UnavailableError("torn")
        return await ask(show_id, **options)

    monkeypatch.setattr(type(shows.providers.tvmaze), "show", show)
    report = await imports.import_shows(["KR"])
    assert [show_id for show_id, _ in report.failing] == [bad]
    [entry] = await entries(sessions, RegisterRow.external_id == bad)
    assert entry.attempts == registers.MAX_ATTEMPTS
    monkeypatch.undo()
    # The next complete import tries it again.
    report = await imports.import_shows(["KR"])
    assert report.failing == []
    assert report.read == 1


async def test_a_provider_that_is_down_ends_it_and_the_next_run_goes_on(imports, double):
    def fail_soon(step):
        if step.step == "shows" and step.done == 5:
            double.failing = 1.0

    with pytest.raises(UnavailableError, match="does not answer"):
        await imports.import_shows(["KR"], progress=fail_soon)
    double.failing = 0.0
    report = await imports.import_shows(["KR"])
    assert report.left == 0
    assert report.failing == []
    assert (await imports.state()).imported


async def test_an_update_reads_what_changed_and_what_is_new(imports, clock, double, sessions):
    await imports.import_shows(["KR"])
    clock.advance(hours=20)
    double.world.now += 20 * 3_600
    changed = set(map(str, double.change(40)))
    double.add(40)
    before = len(double.requests)
    report = await imports.update()
    ours = {entry.external_id for entry in await entries(sessions)}
    assert report.read == len(changed & ours) + report.new
    assert report.new > 0
    assert double.requests[before].target == "/updates/shows?since=day"
    assert (await imports.update()).read == 0


async def test_a_deleted_show_stays_in_the_catalogue(imports, clock, double, sessions, services):
    await imports.import_shows(["KR"])
    ours = {entry.external_id: entry.drama_id for entry in await entries(sessions)}
    gone = set(map(str, double.delete(50))) & ours.keys()
    assert gone
    clock.advance(days=8)
    report = await imports.update()
    assert report.gone == len(gone)
    marked = await entries(sessions, RegisterRow.gone_at.is_not(None))
    assert {entry.external_id for entry in marked} == gone
    for show_id in gone:
        assert (await services.catalogue.get(ours[show_id])).title
    assert (await imports.update()).gone == 0


@pytest.mark.parametrize(
    ("away", "asked"),
    [
        (timedelta(hours=20), "since=day"),
        (timedelta(hours=23), "since=week"),
        (timedelta(days=7), "since=month"),
        (timedelta(days=30), "/updates/shows"),
    ],
)
async def test_the_longer_it_was_away_the_more_it_asks_for(
    imports, clock, double, sessions, away, asked
):
    await imports.import_shows(["KR"])
    clock.advance(seconds=away.total_seconds())
    async with sessions.begin() as session:
        # It was told only yesterday which shows there are at all.
        await state.save_state(session, "tvmaze_compared_at", clock().isoformat())
    before = len(double.requests)
    await imports.update()
    assert double.requests[before].target.endswith(asked)


async def test_an_update_before_any_import_says_what_to_run(imports):
    with pytest.raises(NotFoundError, match="import tvmaze"):
        await imports.update()


async def test_an_unchanged_answer_is_not_written_again(imports, sessions, double, clock):
    await imports.import_shows(["KR"])
    [first, *_] = await entries(sessions)
    assert first.etag
    # It is heard to have changed, but what is told is the same.
    later = NOW - timedelta(days=1)
    async with sessions.begin() as session:
        await session.execute(
            update(RegisterRow)
            .where(RegisterRow.external_id == first.external_id, RegisterRow.register == "tvmaze")
            .values(changed_at=later)
        )
    report = await imports.update()
    assert (report.read, report.changed) == (1, 0)
    assert (await imports.update()).read == 0


def test_an_answer_that_may_be_older_than_what_was_heard_is_asked_for_again():
    told, heard = NOW - timedelta(days=1), NOW - timedelta(minutes=10)
    assert read_through(told, heard, NOW) < heard
    assert read_through(told, heard, NOW + LATEST) >= heard
    assert read_through(heard, heard, NOW) >= heard
    assert read_through(None, None, NOW) == NOW


# By itself


async def test_the_week_is_read_even_before_any_import(imports, double, clock, sessions):
    first = min(double.world.premiered(show_id) for show_id in double.world.ids)
    clock.time = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(days=40)
    [(name, report)] = await imports.keep_up()
    assert name == "schedule"
    assert report.new > 0
    read = await entries(sessions)
    assert all(entry.read_at for entry in read)
    on = {
        str(i)
        for day in range(8)
        for i in double.world.airing_on(clock.time.date() + timedelta(days=day - 1))
    }
    assert {entry.external_id for entry in read} <= on
    assert await imports.keep_up() == []
    clock.advance(hours=7)
    assert [name for name, _ in await imports.keep_up()] == ["schedule"]


async def test_after_an_import_it_is_brought_up_to_date_once_a_day(imports, clock):
    await imports.import_shows(["KR"])
    await imports.keep_up()
    clock.advance(hours=25)
    assert [name for name, _ in await imports.keep_up()] == ["schedule", "update"]
    assert await imports.keep_up() == []


async def test_a_stop_ends_it_between_two_steps(imports):
    stop = asyncio.Event()

    def stop_at_seven(step):
        if step.step == "shows" and step.done == 7:
            stop.set()

    report = await imports.import_shows(["KR"], progress=stop_at_seven, stop=stop)
    assert (report.stopped, report.read) == (True, 7)
    assert report.left > 0
    again = await imports.import_shows(["KR"])
    assert again.read == report.left


# One at a time


async def test_the_second_is_told_that_one_is_running(imports, sessions, clock):
    async with leased(sessions, LEASE, clock):
        with pytest.raises(ConflictError, match="right now"):
            await imports.import_shows(["KR"])
    assert (await imports.import_shows(["KR"], limit=1)).read == 1


async def test_a_lease_that_nobody_renews_runs_out(sessions, clock):
    async with leased(sessions, LEASE, clock) as lost:
        clock.advance(seconds=HELD_FOR.total_seconds() + 1)
        async with leased(sessions, LEASE, clock) as taken:
            with pytest.raises(ConflictError):
                await lost.renew()
            await taken.renew()


async def test_a_lease_is_kept_by_whoever_renews_it(sessions, clock):
    async with leased(sessions, LEASE, clock) as mine:
        for _ in range(3):
            clock.advance(seconds=HELD_FOR.total_seconds() * 0.7)
            await mine.renew()
        with pytest.raises(ConflictError):
            async with leased(sessions, LEASE, clock):
                raise AssertionError


async def test_what_somebody_wrote_there_by_hand_holds_nobody_up(sessions, clock):
    async with sessions.begin() as session:
        await state.save_state(session, LEASE, "nonsense")
    async with leased(sessions, LEASE, clock):
        pass
