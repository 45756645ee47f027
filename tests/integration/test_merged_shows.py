"""Merged dramas stay out of the way of whoever writes to the catalogue later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.dramas import CastMember, DramaFacts, Source
from bot.domain.editing import Editor
from bot.services.registry import Services
from data.queries import registers, saving
from data.tables import EpisodeRow, RegisterRow
from tests.support.dramas import drama_id
from tests.support.shows import BEYOND_EVIL, CHANGED, airing, show_of, summary_of

OWNER = Editor(1, owner=True)


@pytest.fixture
def shows(services):
    return services.shows


@pytest.fixture
async def twice(services):
    """A drama that its provider has twice, as two dramas that were made one."""
    first = show_of(replace(BEYOND_EVIL, episodes=8), "500", airings=(airing("1"),))
    other = show_of(replace(BEYOND_EVIL, episodes=16), "501", airings=(airing("2"),))
    source = (await services.shows.take_in(first)).drama_id
    target = (await services.shows.take_in(other)).drama_id
    assert source != target
    merge = await services.merging.merge(OWNER, source, target)
    return first, source, target, merge


async def test_what_only_one_source_told_of_a_drama_goes_along(services, shows):
    source = (await shows.take_in(show_of())).drama_id
    target = (await services.catalogue.save("bare", DramaFacts("Bare"), Source.SEED)).id
    await services.merging.merge(OWNER, source, target)
    facts = (await services.catalogue.get(target)).facts
    assert (facts.title, facts.synopsis) == ("Bare", BEYOND_EVIL.synopsis)


async def test_a_show_that_was_merged_away_changes_nothing_of_the_other(
    services, shows, sessions, twice
):
    first, source, target, merge = twice
    later = CHANGED.replace(year=2027)
    again = replace(first, changed_at=later, facts=replace(first.facts, episodes=7))
    await shows.take_in_many([summary_of(again)])
    await shows.take_in(again)
    assert (await services.catalogue.get(target)).facts.episodes == 16
    async with sessions() as session:
        numbers = select(EpisodeRow.number).where(EpisodeRow.drama_id == target)
        assert sorted(map(int, await session.scalars(numbers))) == [1, 2]
        assert await registers.list_unread(session, "tvmaze", limit=9) == []
        assert await registers.count_unread(session, "tvmaze") == 0
    await services.merging.unmerge(OWNER, merge)
    async with sessions() as session:
        [unread] = await registers.list_unread(session, "tvmaze", limit=9)
    assert (unread.id.id, unread.drama_id) == ("500", source)
    assert (await services.catalogue.get(source)).facts.episodes == 8


async def test_what_is_known_to_be_a_drama_is_told_of_what_that_became(services, shows, sessions):
    source = (await shows.take_in(show_of())).drama_id
    target = drama_id(services.catalogue, "Signal")
    await services.merging.merge(OWNER, source, target)
    extra = show_of(DramaFacts("Elsewhere", runtime=33), "9", source=Source.TMDB)
    taken = await shows.take_in(extra, into=source)
    assert taken.drama_id == target
    async with sessions() as session:
        owner = select(RegisterRow.drama_id).where(RegisterRow.register == "tmdb")
        assert await session.scalar(owner) == target


async def test_a_loaded_starter_drama_that_was_merged_keeps_its_own_facts(
    services, sessions, clock
):
    source, target = (drama_id(services.catalogue, name) for name in ("Signal", "Happiness"))
    before = (await services.catalogue.get(source)).facts
    await services.merging.merge(OWNER, source, target)
    async with sessions() as session:
        claims = await saving.find_claims(session, source)
    [said] = claims.values()
    assert said["title"].value == before.title


async def test_settling_a_conflict_settles_it_of_what_the_drama_became(services, sessions, clock):
    from bot.domain.claims import claimed
    from bot.domain.editing import digest
    from data.queries.catalogue import save_revision

    source, target = (drama_id(services.catalogue, name) for name in ("Signal", "Happiness"))
    for drama in (source, target):
        async with sessions.begin() as session:
            revision = await save_revision(session)
            said = claimed(DramaFacts("Other", year=2001), clock())
            await saving.record_claims(
                session, drama, Source.TVMAZE, said, now=clock(), revision=revision
            )
    await services.catalogue.refresh()
    elsewhere = Services.build(sessions, clock)
    await elsewhere.catalogue.refresh()
    await services.catalogue.get(source)  # in memory
    await elsewhere.merging.merge(OWNER, source, target)
    kept = await services.editing.keep(OWNER, source, "year", Source.TVMAZE, digest(2001))
    assert kept.drama.id == target
    assert kept.drama.facts.year == 2001


async def test_a_namesake_never_takes_the_place_of_what_people_added(services, sessions):
    made = {"title": "Nobody’s", "year": 2016, "country": "KR"}
    first = await services.editing.add(OWNER, made)
    await services.editing.edit(OWNER, first.id, {"year": 2010, "synopsis": "The old one."})
    second = await services.editing.add(OWNER, made, sure=True)
    assert second.id != first.id
    facts = (await services.catalogue.get(first.id)).facts
    assert (facts.year, facts.synopsis) == (2010, "The old one.")


async def test_a_name_is_clear_although_two_turned_out_to_be_one(services, shows):
    bare = replace(BEYOND_EVIL, cast=(CastMember("Yeo Jin Goo"),), title="First", native_title=None)
    await services.catalogue.save("first", bare, Source.SEED)
    await services.people.refresh()
    known = replace(BEYOND_EVIL, title="Second", native_title=None)
    await shows.take_in(show_of(known, "1"))
    await services.people.refresh()
    found = show_of(replace(known, title="First"), "2")
    await shows.take_in(found)
    await services.people.refresh()
    person = await services.people.resolve("Yeo Jin Goo")
    assert person.name == "Yeo Jin Goo"


async def test_namesakes_in_one_cast_stay_two_people(services, shows):
    ours, other = CastMember("Kim X", "", "가"), CastMember("Kim X", "Two", "나", ref="tvmaze:1")
    one = replace(BEYOND_EVIL, title="First", native_title=None, cast=(ours,))
    first = await services.catalogue.save("first", one, Source.SEED)
    two = replace(BEYOND_EVIL, title="Second", native_title=None, cast=(other,))
    await shows.take_in(show_of(two, "1"))
    await services.catalogue.save("first", replace(one, cast=(other, ours)), Source.SEED)
    cast = (await services.catalogue.get(first.id)).facts.cast
    assert [(member.native_name, member.ref) for member in cast] == [
        ("나", "tvmaze:1"),
        ("가", None),
    ]


async def test_who_turned_out_to_be_somebody_known_is_nobody_else_as_well(services, shows):
    ours, known = CastMember("Kim X"), CastMember("Kim X", "Two", ref="tvmaze:1")
    one = replace(BEYOND_EVIL, title="First", native_title=None, cast=(ours,))
    first = await services.catalogue.save("first", one, Source.SEED)
    two = replace(BEYOND_EVIL, title="Second", native_title=None, cast=(known,))
    await shows.take_in(show_of(two, "1"))
    await services.catalogue.save("first", replace(one, cast=(known, ours)), Source.SEED)
    cast = (await services.catalogue.get(first.id)).facts.cast
    assert {member.ref for member in cast} == {"tvmaze:1"}
