import asyncio
from dataclasses import replace

import pytest

from bot.domain.dramas import DramaFacts, Name, NameKind, Source
from bot.domain.errors import NotFoundError
from bot.services.catalogue import CatalogueService, option_of
from data.queries import catalogue as queries
from tests.support.dramas import GO_AHEAD, SIGNAL, drama_id


@pytest.fixture
def catalogue(services):
    return services.catalogue


async def test_a_saved_drama_comes_back_with_all_its_facts(catalogue, sessions, clock):
    fresh = CatalogueService(sessions, clock)
    await fresh.refresh()
    assert (await fresh.get(drama_id(fresh, "Signal"))).facts == SIGNAL
    assert (await fresh.get(drama_id(fresh, "Go Ahead"))).facts == GO_AHEAD


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("signal", "Signal"),
        ("Sig", "Signal"),
        ("시그", "Signal"),
        ("cloy", "Crash Landing on You"),
        ("crash landing", "Crash Landing on You"),
        ("landing crash", "Crash Landing on You"),
        ("crahs landing on yuo", "Crash Landing on You"),
        ("사랑의불시착", "Crash Landing on You"),
        ("以家人", "Go Ahead"),
        ("soundtrack 1", "Soundtrack #1"),
        ("SOUNDTRACK#1", "Soundtrack #1"),
    ],
)
async def test_a_title_is_found_as_people_type_it(catalogue, typed, first):
    found = await catalogue.suggest(1, typed)
    assert found[0].title == first


async def test_nothing_typed_brings_the_recent_look_ups_first(catalogue, clock):
    signal, happiness = drama_id(catalogue, "Signal"), drama_id(catalogue, "Happiness")
    catalogue.lookups.note(1, signal)
    clock.advance(minutes=1)
    catalogue.lookups.note(1, happiness)
    clock.advance(minutes=1)
    catalogue.lookups.note(2, drama_id(catalogue, "Go Ahead"))
    assert [d.id for d in await catalogue.suggest(1, " ")][:2] == [happiness, signal]
    clock.advance(minutes=1)
    catalogue.lookups.note(1, signal)
    assert [d.id for d in await catalogue.suggest(1, "")][:2] == [signal, happiness]


async def test_a_choice_is_the_drama_it_stands_for(catalogue):
    drama = await catalogue.get(drama_id(catalogue, "Happiness"))
    assert await catalogue.resolve(option_of(drama.id)) == drama
    assert catalogue.choice_of(drama.line) == f"Happiness #{drama.id}"
    assert await catalogue.resolve(catalogue.choice_of(drama.line)) == drama
    assert await catalogue.resolve("happiness") == drama


async def test_namesakes_are_told_apart_by_their_choices(catalogue):
    remake = await catalogue.save("signal-2018", DramaFacts("Signal", "シグナル"), Source.SEED)
    first = await catalogue.get(drama_id(catalogue, "Signal"))
    assert first.id != remake.id
    assert await catalogue.resolve(catalogue.choice_of(remake.line)) == remake
    assert await catalogue.resolve(catalogue.choice_of(first.line)) == first


@pytest.fixture
async def lovely(catalogue):
    """The catalogue with four dramas that "love" begins a name of."""
    for title, alias in (
        ("Love Alarm", "좋아하면 울리는"),
        ("Love Scout", "My Perfect Secretary"),
        ("My Dearest", "Lovers"),
        ("Lovely Runner", "선재 업고 튀어"),
    ):
        facts = DramaFacts(title, aliases=(Name(alias, NameKind.ALIAS),))
        await catalogue.save(title.lower().replace(" ", "-"), facts, Source.SEED)
    return catalogue


async def refusal(catalogue, typed):
    with pytest.raises(NotFoundError) as refused:
        await catalogue.resolve(typed)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "title"),
    [("love alarm", "Love Alarm"), ("Lovers", "My Dearest"), ("perfect secretary", "Love Scout")],
)
async def test_a_typed_name_that_leaves_no_doubt_is_taken(lovely, typed, title):
    assert (await lovely.resolve(typed)).title == title


async def test_what_may_mean_several_dramas_is_refused_with_three_of_them(lovely):
    assert await refusal(lovely, "love") == (
        "I’m not sure which drama “love” is. Did you mean Love Alarm, Love Scout or "
        "Lovely Runner? Pick one from the list as you type."
    )


async def test_a_misspelt_title_is_asked_about_and_not_guessed(lovely):
    assert await refusal(lovely, "hapiness") == (
        "I’m not sure which drama “hapiness” is. Did you mean Happiness? "
        "Pick it from the list as you type."
    )


async def test_what_is_like_no_title_brings_no_suggestion(lovely):
    assert await refusal(lovely, "zzzz no such drama") == (
        "I don’t know “zzzz no such drama”. Pick a title from the list as you type, or look for "
        "it elsewhere with /drama."
    )


async def test_namesakes_are_told_apart_where_they_are_asked_about(catalogue):
    await catalogue.save("signal-2018", DramaFacts("Signal", "シグナル"), Source.SEED)
    assert "Did you mean Signal (2016) or Signal (シグナル)?" in await refusal(catalogue, "signal")


async def test_a_long_text_and_long_titles_are_named_short(catalogue):
    long = DramaFacts("Endless " * 30 + "Tale", None)
    await catalogue.save("endless", long, Source.REVIEW)
    told = await refusal(catalogue, "endless")
    assert "Did you mean Endless Endless" in told
    assert len(told) < 300
    assert len(await refusal(catalogue, "x" * 6_000)) < 200


@pytest.mark.parametrize("typed", ["", "   ", "zzzzzz", "drama:999999", "x" * 6_000, "|| @@"])
async def test_what_fits_nothing_is_refused_with_the_way_out(catalogue, typed):
    with pytest.raises(NotFoundError):
        await catalogue.resolve(typed)


async def test_another_processes_import_is_taken_in(catalogue, sessions, clock):
    elsewhere = CatalogueService(sessions, clock)
    await elsewhere.save("voice-2017", DramaFacts("Voice", "보이스", year=2017), Source.REVIEW)
    assert await catalogue.refresh()
    assert not await catalogue.refresh()
    assert (await catalogue.resolve("보이스")).facts.year == 2017


async def test_likes_share_something_and_say_what(catalogue):
    likes = await catalogue.like(drama_id(catalogue, "Happiness"))
    assert likes[0].drama.title == "Soundtrack #1"
    assert likes[0].actors == ("Park Hyung Sik",)
    assert all(like.actors or like.genres for like in likes)
    assert all(like.drama.title != "Happiness" for like in likes)


async def test_the_starter_catalogue_loads_once_and_leaves_peoples_changes_alone(sessions, clock):
    catalogue = CatalogueService(sessions, clock)
    added = await catalogue.seed()
    await catalogue.refresh()
    assert added >= 250
    assert await catalogue.seed() == 0
    changed = DramaFacts("Signal", "시그널", year=2016, synopsis="Ours now.")
    await catalogue.save("signal-2016", changed, Source.PEOPLE)
    async with sessions.begin() as session:
        from data.queries.state import save_state

        await save_state(session, "seed_digest", "an older one")
    stale = replace((await catalogue.get(drama_id(catalogue, "Healer"))).facts, episodes=1)
    await catalogue.save("healer-2014", stale, Source.SEED)
    assert await catalogue.seed() == 1
    await catalogue.refresh()
    assert (await catalogue.get(drama_id(catalogue, "Healer"))).facts.episodes == 20
    assert (await catalogue.get(drama_id(catalogue, "Signal"))).facts.synopsis == "Ours now."


async def test_the_revision_grows_with_each_change(sessions):
    async with sessions.begin() as session:
        await queries.save_revision(session)
        await queries.save_revision(session)
        assert await queries.find_revision(session) >= 2


async def test_two_processes_that_start_at_once_stock_the_catalogue_once(sessions, clock):
    first, second = (CatalogueService(sessions, clock) for _ in range(2))
    if sessions.kw["bind"].dialect.name == "postgresql":
        added = await asyncio.gather(first.seed(), second.seed())
    else:
        added = [await first.seed(), await second.seed()]
    assert min(added) == 0
    await second.refresh()
    assert len(second) == max(added)
