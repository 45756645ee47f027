"""Taking in what providers tell of dramas."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.domain.claims import Claim, conflicts
from bot.domain.dramas import CastMember, Source
from bot.domain.shows import ShowId
from bot.services.registry import Services
from data.queries import catalogue as catalogue_queries
from data.queries import saving
from data.tables import (
    DramaRow,
    EpisodeRow,
    PersonRow,
    RegisterRow,
    RelationRow,
    WatchOptionRow,
)
from tests.support.dramas import CRASH_LANDING, SIGNAL, drama_id
from tests.support.shows import BEYOND_EVIL, CHANGED, RELATED, WATCH, airing, show_of, summary_of


@pytest.fixture
def shows(services):
    return services.shows


@pytest.fixture
def facts_of(services):
    async def facts(drama):
        return (await services.catalogue.get(drama)).facts

    return facts


@pytest.fixture
def revision(sessions):
    async def read():
        async with sessions() as session:
            return await catalogue_queries.find_revision(session)

    return read


@pytest.fixture
def rows(sessions):
    async def read(table, *where):
        async with sessions() as session:
            return list(await session.scalars(select(table).where(*where)))

    return read


def signal_show(**changes):
    facts = replace(SIGNAL, cast=(), genres=("thriller",), synopsis="A radio.", **changes)
    return show_of(facts, "600", also=(ShowId("imdb", "tt5332206"),))


async def test_a_show_nobody_had_is_added_with_all_it_tells(shows, services, facts_of, rows):
    taken = await shows.take_in(
        show_of(airings=(airing("1"), airing("2", 2)), watch=WATCH, related=RELATED), etag="abc"
    )
    assert taken.new
    assert await facts_of(taken.drama_id) == BEYOND_EVIL
    assert services.catalogue.titles.named("괴물") == [taken.drama_id]
    [entry] = await rows(RegisterRow, RegisterRow.drama_id == taken.drama_id)
    assert (entry.external_id, entry.etag, entry.read_at) == ("500", "abc", CHANGED)
    assert len(await rows(EpisodeRow, EpisodeRow.drama_id == taken.drama_id)) == 2
    assert len(await rows(WatchOptionRow)) == 3
    assert [row.title for row in await rows(RelationRow)] == ["Beyond Evil (JP)"]


async def test_taking_the_same_in_again_changes_nothing_and_costs_no_revision(shows, revision):
    show = show_of(airings=(airing("1"),), watch=WATCH, related=RELATED)
    first = await shows.take_in(show)
    before = await revision()
    again = await shows.take_in(show)
    assert (again.drama_id, again.new, again.changed) == (first.drama_id, False, False)
    assert await revision() == before


async def test_an_unchanged_show_of_a_drama_with_other_sources_costs_no_revision(shows, revision):
    await shows.take_in(signal_show())
    before = await revision()
    assert not (await shows.take_in(signal_show())).changed
    assert await revision() == before


@pytest.mark.parametrize(
    "change",
    [
        {"facts": replace(BEYOND_EVIL, synopsis="Another.")},
        {"facts": replace(BEYOND_EVIL, poster_url=None)},
        {"airings": (airing("1"), airing("2"))},
        {"watch": WATCH[:2]},
        {"related": ()},
    ],
)
async def test_what_changed_at_the_provider_is_taken_over(shows, revision, facts_of, change):
    show = show_of(airings=(airing("1"),), watch=WATCH, related=RELATED)
    first = await shows.take_in(show)
    before = await revision()
    changed = replace(show, **change)
    taken = await shows.take_in(changed)
    assert (taken.drama_id, taken.changed) == (first.drama_id, True)
    assert await revision() > before
    assert await facts_of(taken.drama_id) == changed.facts
    assert not (await shows.take_in(changed)).changed


async def test_a_drama_is_found_by_an_id_it_has_elsewhere(shows):
    imdb = ShowId("imdb", "tt123")
    first = await shows.take_in(show_of(also=(imdb,)))
    renamed = replace(BEYOND_EVIL, title="Monster", native_title=None, year=None, aliases=())
    by_tmdb = show_of(renamed, "9", source=Source.TMDB, also=(imdb,))
    assert (await shows.take_in(by_tmdb)).drama_id == first.drama_id
    assert (await shows.take_in(by_tmdb)).drama_id == first.drama_id


async def test_a_starter_drama_is_found_by_name_year_and_country(shows, services, facts_of):
    signal = drama_id(services.catalogue, "Signal")
    taken = await shows.take_in(signal_show(year=2015))
    assert (taken.drama_id, taken.new) == (signal, False)
    facts = await facts_of(signal)
    assert facts.synopsis == "A radio."  # nobody had told it
    assert (facts.year, facts.genres) == (2016, SIGNAL.genres)  # the starter catalogue is believed


async def test_a_name_that_differs_in_signs_only_is_the_same_name(shows, services):
    cloy = replace(
        CRASH_LANDING, title="Crash-Landing on YOU", native_title="사랑의불시착", cast=()
    )
    taken = await shows.take_in(show_of(cloy, "601"))
    assert taken.drama_id == drama_id(services.catalogue, "Crash Landing on You")


@pytest.mark.parametrize(
    "namesake",
    [
        {"year": 2018, "country": "JP", "native_title": "シグナル"},  # the remake
        {"year": 2020},
        {"year": None, "native_title": None},
        {"country": "TH"},
        {"title": "Signals", "native_title": "신호"},
    ],
)
async def test_a_remake_or_a_namesake_is_a_drama_of_its_own(shows, rows, namesake):
    taken = await shows.take_in(signal_show(**namesake))
    assert taken.new
    [entry] = await rows(RegisterRow, RegisterRow.external_id == "600")
    assert entry.drama_id == taken.drama_id


async def test_an_alias_both_share_is_too_little_to_be_the_same(shows):
    first = await shows.take_in(show_of())
    other = replace(BEYOND_EVIL, title="Freaks of Nature", native_title="변종")
    assert (await shows.take_in(show_of(other, "9", source=Source.TMDB))).drama_id != first.drama_id


async def test_of_two_dramas_that_fit_neither_is_taken(shows, services):
    twin = replace(SIGNAL, cast=())
    await services.catalogue.save("signal-twin", twin, Source.SEED)
    assert (await shows.take_in(signal_show())).new


async def test_two_shows_of_one_provider_are_two_dramas_whatever_they_share(shows):
    imdb = ShowId("imdb", "tt123")
    first = await shows.take_in(show_of(also=(imdb,)))
    second = await shows.take_in(show_of(show_id="501", also=(imdb,)))
    assert second.new
    assert second.drama_id != first.drama_id


async def test_what_a_person_said_stays(shows, services, sessions, clock, facts_of):
    drama = (await shows.take_in(show_of())).drama_id
    async with sessions.begin() as session:
        revision = await catalogue_queries.save_revision(session)
        said = {"title": Claim("Beyond Evil!", clock(), by=1)}
        await saving.record_claims(
            session, drama, Source.PEOPLE, said, now=clock(), revision=revision, whole=False
        )
    await shows.take_in(show_of(replace(BEYOND_EVIL, title="Monster", synopsis="New.")))
    facts = await facts_of(drama)
    assert (facts.title, facts.synopsis) == ("Beyond Evil!", "New.")
    async with sessions() as session:
        [conflict] = [
            c for c in conflicts(await saving.find_claims(session, drama)) if c.field == "title"
        ]
    assert [source for source, _ in conflict.claims] == [Source.PEOPLE, Source.TVMAZE]


async def test_a_claim_keeps_the_day_it_was_first_made(shows, sessions, clock):
    first = clock()
    drama = (await shows.take_in(signal_show())).drama_id
    clock.advance(days=3)
    await shows.take_in(signal_show(runtime=60))
    async with sessions() as session:
        said = (await saving.find_claims(session, drama))[Source.TVMAZE]
    assert (said["synopsis"].at, said["runtime"].at) == (first, clock())


async def test_an_index_takes_nothing_away_that_was_read_in_full(shows, facts_of, revision):
    show = show_of(airings=(airing("1"),))
    drama = (await shows.take_in(show)).drama_id
    before = await revision()
    await shows.take_in_many([summary_of(show)])
    assert await revision() == before
    later = replace(summary_of(show), changed_at=CHANGED + timedelta(days=1))
    later = replace(later, facts=replace(later.facts, title="Beyond Evil II"))
    stocked = await shows.take_in_many([later])
    assert (stocked.new, stocked.changed) == (0, 1)
    assert await facts_of(drama) == replace(BEYOND_EVIL, title="Beyond Evil II")


async def test_an_index_fills_the_catalogue_and_details_follow(shows, services, facts_of, rows):
    show = show_of(also=(ShowId("imdb", "tt123"),))
    new = [summary_of(show_of(replace(BEYOND_EVIL, title=f"Evil {i}"), f"{i}")) for i in range(9)]
    stocked = await shows.take_in_many([*new, summary_of(show), summary_of(signal_show())])
    assert (stocked.new, stocked.changed) == (10, 1)  # Signal was here
    drama = drama_id(services.catalogue, "Beyond Evil")
    assert (await facts_of(drama)).cast == ()
    [entry] = await rows(RegisterRow, RegisterRow.external_id == "500")
    assert (entry.read_at, entry.changed_at) == (None, CHANGED)
    [row] = await rows(DramaRow, DramaRow.id == drama)
    assert row.popularity == 50.0
    taken = await shows.take_in(show)
    assert (taken.drama_id, taken.new) == (drama, False)
    assert await facts_of(drama) == BEYOND_EVIL


async def test_casts_are_put_together_with_what_was_known_of_each(shows, services, facts_of, rows):
    cast = (
        CastMember("Lee Je-Hoon", "Park Hae-Young", None, "https://x/1.jpg", "tvmaze:21"),
        CastMember("Jang Hyun-sung", "Kim Bum-joo", None, None, "tvmaze:22"),
    )
    show = replace(signal_show(), facts=replace(signal_show().facts, cast=cast))
    drama = (await shows.take_in(show)).drama_id
    members = {m.actor: m for m in (await facts_of(drama)).cast}
    assert list(members) == ["Lee Je Hoon", "Kim Hye Soo", "Jang Hyun-sung"]
    assert members["Lee Je Hoon"] == CastMember(
        "Lee Je Hoon", "Park Hae Young", "이제훈", "https://x/1.jpg", "tvmaze:21"
    )
    people = await rows(PersonRow, PersonRow.fold == "leejehoon")
    assert [person.ref for person in people] == ["tvmaze:21"]
    elsewhere = replace(BEYOND_EVIL, cast=(replace(cast[0], role="A guest"),))
    other = (await shows.take_in(show_of(elsewhere))).drama_id
    assert (await facts_of(other)).cast[0].native_name == "이제훈"
    assert not (await shows.take_in(show_of(elsewhere))).changed


async def test_specials_are_episodes_and_what_a_provider_lists_no_more_goes(
    shows, services, sessions, rows
):
    listed = (airing("1"), airing("1.5", 2, special=True, season=None), airing("2", 3))
    drama = (await shows.take_in(show_of(airings=listed))).drama_id
    assert (await services.catalogue.get(drama)).special_episodes == {Decimal("1.5")}
    async with sessions.begin() as session:
        session.add(EpisodeRow(drama_id=drama, number=Decimal(3), title="Ours", source="people"))
    fewer = (airing("1", title="The Body"), airing("3", 9, title="Theirs"))
    await shows.take_in(show_of(airings=fewer))
    found = {row.number: row.title for row in await rows(EpisodeRow)}
    assert found == {Decimal(1): "The Body", Decimal(3): "Ours"}
    assert (await services.catalogue.get(drama)).special_episodes == frozenset()


async def test_two_at_once_make_one_drama(sessions, clock):
    async def one():
        built = Services.build(sessions, clock)
        await built.catalogue.refresh()
        return await built.shows.take_in(show_of())

    taken = await asyncio.gather(*(one() for _ in range(5)))
    assert len({each.drama_id for each in taken}) == 1
    assert [each.new for each in taken].count(True) == 1
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(DramaRow)) == 1


async def test_two_providers_at_once_find_the_same_drama_by_its_name(sessions, clock):
    async def one(source):
        built = Services.build(sessions, clock)
        await built.catalogue.refresh()
        return await built.shows.take_in(show_of(source=source))

    taken = await asyncio.gather(one(Source.TVMAZE), one(Source.TMDB))
    assert len({each.drama_id for each in taken}) == 1


async def test_popularity_is_as_tvmaze_has_it(shows, rows):
    drama = (await shows.take_in(show_of(popularity=12.0))).drama_id
    tmdb = show_of(source=Source.TMDB, show_id="9", popularity=99.0)
    assert (await shows.take_in(tmdb)).drama_id == drama
    [row] = await rows(DramaRow, DramaRow.id == drama)
    assert row.popularity == 12.0
    await shows.take_in(show_of(popularity=13.5))
    [row] = await rows(DramaRow, DramaRow.id == drama)
    assert row.popularity == 13.5
