from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.actors import Actor
from bot.domain.airing import AiringFilter
from bot.domain.dramas import DramaFacts, Source
from bot.domain.watching import WatchStatus
from bot.services.airing import PAGE_SIZE
from data.queries.state import save_state
from data.tables import EpisodeRow, WatchOptionRow
from tests.support.dramas import drama_id

MINA, JOON = Actor(1, 50), Actor(2, 50)
# The clock of the tests stands at noon, 2 January 2026, UTC: nine in the evening in Seoul.
TODAY = date(2026, 1, 2)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def airs(sessions, drama, number, *, day=None, at=None, special=False):
    async with sessions.begin() as session:
        session.add(
            EpisodeRow(
                drama_id=drama,
                number=Decimal(str(number)),
                special=special,
                title="He was the killer",
                aired_on=day,
                airs_at=at,
                source="tvmaze",
            )
        )


@pytest.fixture
async def week(services, sessions):
    """Signal today and tomorrow, Go Ahead the day after, without a time."""
    signal, go_ahead = (drama_id(services.catalogue, name) for name in ("Signal", "Go Ahead"))
    await airs(sessions, signal, 11, day=TODAY, at=NOON)
    await airs(sessions, signal, 12, day=TODAY, at=NOON + timedelta(hours=1))
    await airs(sessions, signal, 13, day=TODAY + timedelta(days=1), at=NOON + timedelta(days=1))
    await airs(sessions, go_ahead, 1, day=TODAY + timedelta(days=2))
    return services.airing


def told(page):
    return [(line.drama.title, line.day.day, [int(n) for n in line.numbers]) for line in page.lines]


async def test_the_week_is_told_by_day(week):
    page = await week.week(MINA, AiringFilter())
    assert told(page) == [("Signal", 2, [11, 12]), ("Signal", 3, [13]), ("Go Ahead", 4, [1])]
    assert page.lines[0].networks == ("tvN",)
    assert page.lines[0].at == NOON
    assert page.lines[2].at is None
    assert page.days == ((TODAY, 1), (date(2026, 1, 3), 1), (date(2026, 1, 4), 1))
    assert page.countries == (("KR", 2), ("CN", 1))
    assert page.sources == (Source.SEED, Source.TVMAZE)


async def test_a_country_and_a_day_filter_it(week):
    assert told(await week.week(MINA, AiringFilter("CN"))) == [("Go Ahead", 4, [1])]
    tomorrow = AiringFilter(day=date(2026, 1, 3))
    assert told(await week.week(MINA, tomorrow)) == [("Signal", 3, [13])]
    nothing = await week.week(MINA, AiringFilter("TH"))
    assert (nothing.lines, nothing.known) == ((), 3)
    assert nothing.countries == (("KR", 2), ("CN", 1))


async def test_a_day_that_is_over_stands_for_today(week, clock):
    page = await week.week(MINA, AiringFilter(day=date(2025, 12, 20)))
    assert page.wanted.day == TODAY
    assert told(page) == [("Signal", 2, [11, 12])]
    clock.advance(hours=4)
    assert (await week.week(MINA, AiringFilter(day=TODAY))).wanted.day == date(2026, 1, 3)


async def test_midnight_turns_the_day_where_it_airs(week, clock):
    clock.advance(hours=2, minutes=59)  # one minute to midnight in Seoul
    assert (await week.week(MINA, AiringFilter())).today == TODAY
    clock.advance(minutes=1)
    page = await week.week(MINA, AiringFilter())
    assert page.today == date(2026, 1, 3)
    assert told(page) == [("Signal", 3, [13]), ("Go Ahead", 4, [1])]
    assert (await week.week(MINA, AiringFilter("CN"))).today == TODAY


async def test_only_what_is_on_the_members_list_and_not_dropped(week, services):
    signal, go_ahead = (drama_id(services.catalogue, name) for name in ("Signal", "Go Ahead"))
    await services.watching.choose_status(MINA, go_ahead, WatchStatus.PLANNED)
    await services.watching.choose_status(MINA, signal, WatchStatus.DROPPED)
    await services.watching.choose_status(JOON, signal, WatchStatus.WATCHING)
    mine = await week.week(MINA, AiringFilter(mine=True), private=True)
    assert told(mine) == [("Go Ahead", 4, [1])]
    assert mine.lines[0].status is WatchStatus.PLANNED
    theirs = await week.week(JOON, AiringFilter(mine=True), private=True)
    assert {line.drama.title for line in theirs.lines} == {"Signal"}


async def test_in_public_nothing_of_the_members_list_is_told(week, services):
    signal = drama_id(services.catalogue, "Signal")
    await services.watching.choose_status(MINA, signal, WatchStatus.WATCHING)
    await services.settings.choose_region(MINA, "FR")
    async with services.airing.sessions.begin() as session:
        for region, service in (("FR", "Chez Nous"), ("", "Everywhere+"), ("", "tvN")):
            session.add(
                WatchOptionRow(
                    drama_id=signal,
                    source="tmdb",
                    region=region,
                    position=len(service),
                    service=service,
                    kind="stream",
                )
            )
    public = (await week.week(MINA, AiringFilter(), region="US")).lines[0]
    assert (public.status, public.services) == (None, ("Everywhere+",))
    private = (await week.week(MINA, AiringFilter(), private=True, region="US")).lines[0]
    assert private.status is WatchStatus.WATCHING
    assert private.services == ("Chez Nous", "Everywhere+")


async def test_sixty_in_a_day_are_all_shown_once(services, sessions):
    ids = []
    for number in range(60):
        facts = DramaFacts(f"Daily {number:02}", country="JP")
        drama = await services.catalogue.save(f"daily-{number}", facts, Source.SEED)
        ids.append(drama.id)
        await airs(sessions, drama.id, 1, day=TODAY, at=NOON + timedelta(minutes=number))
    seen = []
    first = await services.airing.week(MINA, AiringFilter("JP"))
    assert (first.total, first.pages) == (60, 60 // PAGE_SIZE)
    for number in range(first.pages):
        page = await services.airing.week(MINA, AiringFilter("JP"), page=number)
        seen += [line.drama.id for line in page.lines]
    assert seen == ids
    assert (await services.airing.week(MINA, AiringFilter(), page=99)).page == first.pages - 1


async def test_a_merged_drama_is_not_told(week, sessions, services):
    from sqlalchemy import text

    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE dramas SET merged_into = :into WHERE title = 'Signal'"),
            {"into": drama_id(services.catalogue, "Happiness")},
        )
    assert told(await week.week(MINA, AiringFilter())) == [("Go Ahead", 4, [1])]


async def test_an_episode_with_a_moment_alone_is_told_on_its_day_there(services, sessions):
    signal = drama_id(services.catalogue, "Signal")
    late = datetime(2026, 1, 2, 15, 30, tzinfo=UTC)  # half past midnight on the third
    await airs(sessions, signal, 1, at=late)
    await airs(sessions, signal, 2, at=late + timedelta(days=30))
    page = await services.airing.week(MINA, AiringFilter())
    assert told(page) == [("Signal", 3, [1])]


async def test_where_nothing_is_known_it_is_told_when_the_schedule_was_read(services, sessions):
    empty = await services.airing.week(MINA, AiringFilter())
    assert (empty.known, empty.read_at, empty.updates) == (0, None, False)
    async with sessions.begin() as session:
        await save_state(session, "tvmaze_schedule_at", NOON.isoformat())
    assert (await services.airing.week(MINA, AiringFilter())).read_at == NOON
