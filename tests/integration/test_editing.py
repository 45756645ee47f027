"""People's facts and suggestions, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import DramaFacts, Source
from bot.domain.editing import Editor, digest
from bot.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from bot.services.editing import NamesakesError
from bot.services.suggestions import MOST_PENDING
from data.queries import saving
from data.queries.catalogue import save_revision
from data.queries.personal import delete_personal, find_personal
from tests.support.dramas import drama_id

OWNER = Editor(1, owner=True)
MODERATOR = Editor(2, 7, trusted=True)
MINA = Actor(100, 7)


@pytest.fixture
def signal(services):
    return drama_id(services.catalogue, "Signal")


async def told_by_tvmaze(sessions, services, clock, drama, **changes):
    """Let TVmaze say what the starter catalogue says, but for some facts."""
    async with sessions.begin() as session:
        said = dict((await saving.find_claims(session, drama))[Source.SEED])
        for field, value in changes.items():
            said[field] = type(next(iter(said.values())))(value, clock())
        revision = await save_revision(session)
        await saving.record_claims(
            session, drama, Source.TVMAZE, said, now=clock(), revision=revision
        )
    await services.catalogue.refresh()


async def test_only_changed_fields_become_peoples(services, sessions, signal):
    await services.editing.edit(MODERATOR, signal, {"episodes": 20})
    async with sessions() as session:
        claims = await saving.find_claims(session, signal)
    assert {n: (c.value, c.by) for n, c in claims[Source.PEOPLE].items()} == {"episodes": (20, 2)}
    assert claims[Source.SEED]["episodes"].value == 16


async def test_a_fact_taken_back_leaves_no_trace_of_people(services, sessions, signal):
    before = (await services.catalogue.get(signal)).facts
    await services.editing.edit(OWNER, signal, {"episodes": 20})
    edited = await services.editing.edit(OWNER, signal, {"episodes": None})
    assert edited.drama.facts == before
    async with sessions() as session:
        assert set(await saving.find_claims(session, signal)) == {Source.SEED}


async def test_a_drama_that_only_people_name_keeps_a_title(services):
    drama = await services.editing.add(OWNER, {"title": "Misaeng", "year": 2014})
    with pytest.raises(InvalidInputError, match="needs a title"):
        await services.editing.edit(OWNER, drama.id, {"title": None})
    assert (await services.catalogue.get(drama.id)).title == "Misaeng"


async def test_who_has_no_right_changes_nothing(services, signal):
    member = Editor(100, 7)
    seen = digest(16)
    for attempt in (
        services.editing.add(member, {"title": "Misaeng"}),
        services.editing.edit(member, signal, {"episodes": 20}),
        services.editing.keep(member, signal, "episodes", Source.SEED, seen),
        services.editing.trust(MODERATOR, 7, trusted=True),
    ):
        with pytest.raises(ForbiddenError):
            await attempt


async def test_two_who_are_sure_at_once_add_one_drama(services):
    facts = {"title": "Misaeng", "year": 2014, "country": "KR"}
    done = await asyncio.gather(
        services.editing.add(OWNER, facts),
        services.editing.add(MODERATOR, facts, sure=True),
        services.editing.add(OWNER, facts, sure=True),
        return_exceptions=True,
    )
    assert sum(isinstance(each, NamesakesError) for each in done) == 2
    assert len(services.catalogue.titles.named("Misaeng")) == 1


async def test_only_what_sources_disagree_about_is_a_conflict(services, sessions, clock, signal):
    await told_by_tvmaze(sessions, services, clock, signal, episodes=17)
    (found,), after = await services.editing.disputes()
    assert (found.drama.id, [c.field for c in found.conflicts], after) == (
        signal,
        ["episodes"],
        None,
    )
    with pytest.raises(ConflictError):
        await services.editing.keep(OWNER, signal, "episodes", Source.TVMAZE, digest(99))
    kept = await services.editing.keep(OWNER, signal, "episodes", Source.TVMAZE, digest(17))
    assert kept.drama.facts.episodes == 17
    assert await services.editing.disputes() == ([], None)


async def test_many_disputes_are_turned_page_by_page(services, sessions, clock):
    for number in range(23):
        drama = await services.catalogue.save(
            f"d{number}", DramaFacts(f"Drama {number}", episodes=10), Source.SEED
        )
        await told_by_tvmaze(sessions, services, clock, drama.id, episodes=11)
    seen, after = [], 0
    while after is not None:
        found, after = await services.editing.disputes(after)
        seen += [dispute.drama.title for dispute in found]
    assert seen == [f"Drama {number}" for number in range(23)]


async def test_moderators_decide_on_what_is_suggested_in_their_server_alone(services, signal):
    drama = await services.catalogue.get(signal)
    for actor in (MINA, Actor(100, 8), Actor(100)):
        await services.suggestions.suggest(actor, drama, {"episodes": 20})
    assert (await services.suggestions.tray(OWNER, 0, mine=False)).total == 3
    tray = await services.suggestions.tray(MODERATOR, 9, mine=False)
    assert (tray.total, tray.suggestion.guild_id) == (1, 7)
    elsewhere = (await services.suggestions.tray(OWNER, 1, mine=False)).suggestion
    for attempt in (
        services.suggestions.approve(MODERATOR, elsewhere.id, elsewhere.seen),
        services.suggestions.refuse(MODERATOR, elsewhere.id, elsewhere.seen),
        services.suggestions.refuse(Editor(100, 8), elsewhere.id, elsewhere.seen),
    ):
        with pytest.raises(ForbiddenError):
            await attempt


async def test_a_suggestion_is_decided_on_once_whoever_is_faster(services, signal):
    drama = await services.catalogue.get(signal)
    made = await services.suggestions.suggest(MINA, drama, {"episodes": 20})
    done = await asyncio.gather(
        services.suggestions.approve(OWNER, made.id, made.seen),
        services.suggestions.refuse(MODERATOR, made.id, made.seen),
        services.suggestions.approve(MODERATOR, made.id, made.seen),
        services.suggestions.withdraw(100, made.id),
        return_exceptions=True,
    )
    failed = [each for each in done if isinstance(each, ConflictError | NotFoundError)]
    assert len(failed) == 3
    episodes = (await services.catalogue.get(signal)).facts.episodes
    assert (episodes == 20) == (
        not isinstance(done[0], Exception) or not isinstance(done[2], Exception)
    )


async def test_nobody_refuses_what_they_did_not_see(services):
    shown = await services.suggestions.suggest(MINA, None, {"title": "One"})
    await services.suggestions.withdraw(MINA.user_id, shown.id)
    # SQLite gives the id of what was deleted last to what comes next.
    other = await services.suggestions.suggest(Actor(101, 7), None, {"title": "Two"})
    assert await services.suggestions.refuse(MODERATOR, other.id, shown.seen) is None
    assert (await services.suggestions.get(other.id)).state == "pending"
    assert await services.suggestions.refuse(MODERATOR, other.id, other.seen) is not None


async def test_a_suggestion_follows_a_merge(services, signal):
    drama = await services.catalogue.get(signal)
    made = await services.suggestions.suggest(MINA, drama, {"episodes": 20})
    target = drama_id(services.catalogue, "Happiness")
    await services.merging.merge(OWNER, signal, target)
    now = await services.suggestions.get(made.id)
    assert now.drama.id == target
    assert now.overtaken == {"episodes"}
    approved = await services.suggestions.approve(OWNER, made.id, now.seen)
    assert (approved.id, approved.facts.episodes) == (target, 20)


async def test_a_member_has_so_many_suggestions_at_a_time(services, signal):
    drama = await services.catalogue.get(signal)
    for number in range(MOST_PENDING):
        await services.suggestions.suggest(MINA, drama, {"episodes": 20 + number})
    with pytest.raises(ConflictError, match="wait to be decided on"):
        await services.suggestions.suggest(MINA, drama, {"episodes": 99})


async def test_a_member_who_leaves_takes_suggestions_and_name_along(
    services, sessions, clock, signal
):
    drama = await services.catalogue.get(signal)
    await services.suggestions.suggest(Actor(2, 7), drama, {"episodes": 21})
    await services.editing.edit(MODERATOR, signal, {"episodes": 20})
    await services.editing.edit(OWNER, signal, {"year": 2017})
    async with sessions() as session:
        kept = await find_personal(session, 2)
    assert [row["drama"] for row in kept["suggestions"]] == ["Signal"]
    assert [(row["field"], row["value"]) for row in kept["facts_of_dramas"]] == [("episodes", 20)]
    async with sessions.begin() as session:
        await delete_personal(session, 2, now=clock())
    async with sessions() as session:
        kept = await find_personal(session, 2)
        claims = await saving.find_claims(session, signal)
    assert kept["suggestions"] == kept["facts_of_dramas"] == []
    people = claims[Source.PEOPLE]
    assert (people["episodes"].value, people["episodes"].by, people["year"].by) == (20, None, 1)
