"""Merging two dramas and taking that back, on both databases."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.domain.actors import Actor
from bot.domain.dramas import Source
from bot.domain.editing import Editor
from bot.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from bot.domain.reviews import ReviewDraft
from bot.domain.scores import Score
from bot.domain.watching import WatchStatus
from data.queries import personal, saving
from data.queries.catalogue import save_revision
from data.tables import (
    ClaimRow,
    EpisodeRatingRow,
    EpisodeRow,
    LookupRow,
    MergeRow,
    RatingRow,
    RegisterRow,
    RelationRow,
    ReviewRow,
    TallyRow,
    ThreadRow,
    WatchOptionRow,
    WatchRow,
)
from tests.support.dramas import drama_id

OWNER = Editor(1, owner=True)
MEMBERS = range(100, 112)
TABLES = (
    ClaimRow,
    EpisodeRatingRow,
    EpisodeRow,
    LookupRow,
    RatingRow,
    RegisterRow,
    RelationRow,
    ReviewRow,
    TallyRow,
    ThreadRow,
    WatchOptionRow,
    WatchRow,
)


@pytest.fixture
def pair(services):
    """Two dramas that are one."""
    titles = services.catalogue
    return drama_id(titles, "Signal"), drama_id(titles, "Happiness")


async def everything(sessions):
    """Return all rows of the tables that a merge touches, but for when claims were stored."""
    found = {}
    async with sessions() as session:
        for table in TABLES:
            columns = list(table.__table__.columns)
            if table is ClaimRow:
                columns.remove(table.__table__.columns["updated_at"])
            rows = await session.execute(select(*columns))
            found[table.__tablename__] = sorted(map(repr, map(tuple, rows)))
    return found


async def live_in(services, sessions, clock, pair, seed):
    """Let members do this and that with both dramas."""
    chance = random.Random(seed)  # noqa: S311
    for member in MEMBERS:
        for drama in pair:
            clock.advance(minutes=chance.randint(1, 90))
            actor = Actor(member, 7)
            if chance.random() < 0.6:
                await services.ratings.rate(actor, drama, Score(chance.randint(1, 20)))
            if chance.random() < 0.6:
                await services.watching.reach(actor, drama, chance.randint(1, 12))
            elif chance.random() < 0.5:
                status = chance.choice(list(WatchStatus))
                await services.watching.choose_status(actor, drama, status)
            if chance.random() < 0.4:
                draft = ReviewDraft(None, "Good", f"Review of {drama} by {member}")
                await services.reviews.post(actor, drama, draft)
            if chance.random() < 0.5:
                services.catalogue.lookups.note(member, drama)
    await services.catalogue.lookups.flush()
    async with sessions.begin() as session:
        for drama in pair:
            for number in chance.sample(range(1, 10), 4):
                session.add(EpisodeRow(drama_id=drama, number=Decimal(number), title=f"E{number}"))
                session.add(
                    EpisodeRatingRow(
                        drama_id=drama,
                        episode=Decimal(number),
                        user_id=chance.choice(MEMBERS),
                        half_points=9,
                        updated_at=clock(),
                    )
                )
                session.add(
                    ThreadRow(
                        guild_id=chance.choice((7, 8)),
                        drama_id=drama,
                        episode=Decimal(number),
                        parent_id=5,
                        thread_id=drama * 1000 + number,
                        opened_by=1,
                    )
                )
            register = chance.choice(("tvmaze", "tmdb"))
            session.add(RegisterRow(register=register, external_id=str(drama), drama_id=drama))


@pytest.mark.parametrize("seed", range(5))
async def test_a_merge_that_is_undone_leaves_everything_as_it_was(
    services, sessions, clock, pair, seed
):
    await live_in(services, sessions, clock, pair, seed)
    before = await everything(sessions)
    source, target = pair
    facts = [(await services.catalogue.get(i)).facts for i in pair]
    merge = await services.merging.merge(OWNER, source, target)
    merged = await everything(sessions)
    assert merged != before
    gone = f"({source}, "
    for table in ("ratings", "drama_tallies"):
        rows = [row for row in merged[table] if row.startswith(gone)]
        assert table == "drama_tallies" or rows == []
    assert (await services.catalogue.get(source)).id == target
    undone = await services.merging.unmerge(OWNER, merge)
    assert undone.stayed == {}
    assert await everything(sessions) == before
    assert [(await services.catalogue.get(i)).facts for i in pair] == facts


@pytest.mark.parametrize("seed", range(5, 9))
async def test_what_members_do_between_merge_and_undoing_is_never_lost(
    services, sessions, clock, pair, seed
):
    source, target = pair
    await live_in(services, sessions, clock, pair, seed)
    merge = await services.merging.merge(OWNER, source, target)
    chance = random.Random(seed)  # noqa: S311
    done = {}
    for member in MEMBERS:
        clock.advance(minutes=5)
        if chance.random() < 0.5:
            score = Score(chance.randint(1, 20))
            # An old card's button names the drama that is gone.
            chosen = await services.catalogue.get(source)
            await services.ratings.rate(Actor(member, 7), chosen.id, score)
            done[member] = score
        if chance.random() < 0.4:
            draft = ReviewDraft(None, "New", f"New words by {member}")
            await services.reviews.post(Actor(member, 7), source, draft)
            done[member, "review"] = draft.body
    await services.merging.unmerge(OWNER, merge)
    for key, value in done.items():
        if isinstance(key, tuple):
            review = await services.reviews.of_member(key[0], target)
            assert value in str(review.text)
        else:
            assert await services.ratings.mine(Actor(key), target) == value


async def test_a_member_keeps_the_newer_score_and_the_further_progress(services, clock, pair):
    source, target = pair
    mina, joon = Actor(100, 7), Actor(101, 7)
    await services.ratings.rate(mina, source, Score(4))
    await services.ratings.rate(joon, target, Score(6))
    await services.watching.reach(mina, source, 9)
    clock.advance(hours=1)
    await services.ratings.rate(mina, target, Score(16))
    await services.ratings.rate(joon, source, Score(20))
    await services.watching.reach(mina, target, 3)
    weighed = await services.merging.weigh(OWNER, source, target)
    assert (weighed.counts["ratings"], weighed.both["ratings"]) == (2, 2)
    await services.merging.merge(OWNER, source, target)
    assert await services.ratings.mine(mina, target) == Score(16)
    assert await services.ratings.mine(joon, target) == Score(20)
    entry = await services.watching.entry(mina, target)
    assert entry.episode == 9
    page = await services.pages.drama_page(mina, source)
    assert page.drama.id == target
    assert page.standing.everyone.count == 2


async def test_both_titles_find_it_after_a_merge_and_after_an_import(
    services, sessions, clock, pair
):
    source, target = pair
    merge = await services.merging.merge(OWNER, source, target)
    assert services.catalogue.titles.named("Signal") == [target]
    assert services.catalogue.titles.named("시그널") == [target]
    async with sessions.begin() as session:
        revision = await save_revision(session)
        await saving.record_claims(
            session, target, Source.TVMAZE, {}, now=clock(), revision=revision
        )
    await services.catalogue.refresh()
    assert services.catalogue.titles.named("Signal") == [target]
    await services.merging.unmerge(OWNER, merge)
    assert services.catalogue.titles.named("Signal") == [source]


async def test_what_only_the_merged_drama_was_told_is_told_of_both(services, clock, pair):
    source, target = pair
    synopsis = {"synopsis": "A radio that calls the past.", "title": "Signal!"}
    await services.editing.edit(OWNER, source, synopsis)
    merge = await services.merging.merge(OWNER, source, target)
    facts = (await services.catalogue.get(target)).facts
    assert (facts.title, facts.synopsis) == ("Happiness", "A radio that calls the past.")
    await services.merging.unmerge(OWNER, merge)
    assert (await services.catalogue.get(target)).facts.synopsis is None


async def test_a_members_older_review_is_put_away_and_comes_back(services, clock, pair):
    source, target = pair
    mina = Actor(100, 7)
    await services.reviews.post(mina, target, ReviewDraft(None, "Old", "The first words."))
    clock.advance(days=1)
    await services.reviews.post(mina, source, ReviewDraft(None, "New", "The later words."))
    merge = await services.merging.merge(OWNER, source, target)
    assert (await services.reviews.of_member(100, source)).text.verdict == "New"
    assert (await services.reviews.shelf(mina, target)).total == 1
    await services.merging.unmerge(OWNER, merge)
    assert (await services.reviews.of_member(100, source)).text.verdict == "New"
    assert (await services.reviews.of_member(100, target)).text.verdict == "Old"


async def test_chains_collapse_and_are_undone_from_their_end(services, pair):
    first, second = pair
    third = drama_id(services.catalogue, "Go Ahead")
    await services.ratings.rate(Actor(100), first, Score(8))
    one = await services.merging.merge(OWNER, first, second)
    two = await services.merging.merge(OWNER, second, third)
    assert (await services.catalogue.get(first)).id == third
    assert await services.ratings.mine(Actor(100), third) == Score(8)
    with pytest.raises(ConflictError, match="Happiness was merged after that"):
        await services.merging.unmerge(OWNER, one)
    await services.merging.unmerge(OWNER, two)
    assert (await services.catalogue.get(first)).id == second
    await services.merging.unmerge(OWNER, one)
    assert (await services.catalogue.get(first)).id == first
    assert await services.ratings.mine(Actor(100), first) == Score(8)
    assert await services.merging.list(OWNER) == ([], 0)


async def test_only_the_owner_merges(services, pair):
    for editor in (Editor(5), Editor(6, 7, trusted=True)):
        with pytest.raises(ForbiddenError):
            await services.merging.weigh(editor, *pair)
        with pytest.raises(ForbiddenError):
            await services.merging.merge(editor, *pair)
        with pytest.raises(ForbiddenError):
            await services.merging.unmerge(editor, 1)
        with pytest.raises(ForbiddenError):
            await services.merging.list(editor)


async def test_a_drama_is_not_merged_into_itself_nor_twice(services, pair):
    with pytest.raises(InvalidInputError):
        await services.merging.weigh(OWNER, pair[0], pair[0])
    done = await asyncio.gather(
        services.merging.merge(OWNER, *pair),
        services.merging.merge(OWNER, *pair),
        return_exceptions=True,
    )
    assert sorted(type(each) for each in done if not isinstance(each, int)) == [ConflictError]
    merge = next(each for each in done if isinstance(each, int))
    await services.merging.unmerge(OWNER, merge)
    with pytest.raises(NotFoundError):
        await services.merging.unmerge(OWNER, merge)


async def test_a_journal_keeps_nothing_of_a_member_who_left(services, sessions, clock, pair):
    source, target = pair
    for member in (100, 101):
        await services.ratings.rate(Actor(member), target, Score(4))
        await services.ratings.rate(Actor(member), source, Score(6))
    merge = await services.merging.merge(OWNER, source, target)
    async with sessions.begin() as session:
        await personal.delete_personal(session, 100, now=clock())
    async with sessions() as session:
        journal = str(await session.scalar(select(MergeRow.journal)))
    assert "'user_id': 101" in journal
    assert "'user_id': 100" not in journal
    await services.merging.unmerge(OWNER, merge)
    assert await services.ratings.mine(Actor(100), source) is None
    assert await services.ratings.mine(Actor(101), source) == Score(6)


async def test_what_a_process_wrote_that_did_not_know_of_the_merge_is_moved_too(
    services, sessions, clock, pair
):
    source, target = pair
    await services.ratings.rate(Actor(100), source, Score(8))
    merge = await services.merging.merge(OWNER, source, target)
    assert await services.merging.gather() == 0
    clock.advance(minutes=1)
    await services.ratings.rate(Actor(100), source, Score(10))
    await services.ratings.rate(Actor(101), source, Score(12))
    assert await services.merging.gather() == 1
    assert await services.merging.gather() == 0
    assert await services.ratings.mine(Actor(100), target) == Score(10)
    assert await services.ratings.mine(Actor(101), target) == Score(12)
    page = await services.pages.drama_page(Actor(100), target)
    assert page.standing.everyone.count == 2
    await services.merging.unmerge(OWNER, merge)
    assert await services.ratings.mine(Actor(101), source) == Score(12)
    clock.advance(hours=1)
    assert await services.merging.gather() == 0
