import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.domain.actors import Actor
from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import ConflictError, InvalidInputError
from bot.reading.reader import read_post
from bot.services import catalogue as catalogue_module
from bot.services.catalogue import CatalogueService
from bot.services.house import HouseReviewService, Outcome
from bot.services.registry import Services
from data.engine import open_database
from data.queries import reviews as queries
from data.queries import state
from data.queries.catalogue import find_revision
from data.seed.rows import SeedDrama
from data.tables import DramaRow, EventRow, ReviewRow
from tests.support.dramas import SIGNAL, SOUNDTRACK, drama_id

POST = """Review: Signal (2016)

Episodes: 99
Genre: Romance
Native title: 시그널

A detective finds a radio that talks to the past, and both ends of it are in trouble.

I loved this drama and slept badly for a week.

Overall: 9/10 (tense)

The last call

He calls once more, and nobody is there.
"""


def post(old="", new="", url="https://blog.example/signal/"):
    return read_post(POST.replace(old, new) if old else POST, source_url=url)


@pytest.fixture
def house(services) -> HouseReviewService:
    return services.house


async def stored(sessions, drama):
    async with sessions() as session:
        return await queries.list_reviews(session, Actor(1), drama)


async def count(sessions, table):
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_a_post_becomes_a_house_review_of_the_drama_it_names(house, services, sessions):
    taken = await house.take_in(post())
    signal = drama_id(services.catalogue, "Signal")
    assert (taken.outcome, taken.drama.id, taken.new_drama) == (Outcome.NEW, signal, False)
    (review,) = await stored(sessions, signal)
    assert review.author.house == "blog.example"
    assert (review.text.verdict, review.text.score_text) == ("tense", "9/10")
    assert [section.heading for section in review.text.sections] == ["", "The last call"]
    assert review.source_url == "https://blog.example/signal/"


async def test_the_drama_gets_what_it_lacks_and_keeps_what_it_has(house, services, sessions):
    taken = await house.take_in(post())
    assert taken.filled == ("synopsis",)
    facts = (await services.catalogue.get(taken.drama.id)).facts
    assert facts == replace(SIGNAL, synopsis=facts.synopsis)
    assert facts.synopsis is not None
    assert facts.synopsis.startswith("A detective finds")
    async with sessions() as session:
        assert await find_key(session, taken.drama.id) == ("signal-2016", Source.SEED)


async def find_key(session, drama_id):
    row = await session.get(DramaRow, drama_id)
    return row.key, Source(row.source)


async def test_the_same_post_again_changes_nothing(house, sessions):
    await house.take_in(post())
    async with sessions() as session:
        revision = await find_revision(session)
    again = await house.take_in(post("\n\n", "\n\n \n", "http://BLOG.example/signal?utm_source=x"))
    assert (again.outcome, again.version) == (Outcome.UNCHANGED, 1)
    assert (await count(sessions, ReviewRow), await count(sessions, EventRow)) == (1, 1)
    async with sessions() as session:
        assert await find_revision(session) == revision


async def test_a_post_that_came_from_a_file_gets_its_address(house, sessions):
    first = await house.take_in(post(url=None))
    again = await house.take_in(post())
    assert (again.outcome, again.review_id) == (Outcome.UNCHANGED, first.review_id)
    (review,) = await stored(sessions, first.drama.id)
    assert review.source_url == "https://blog.example/signal/"
    assert (review.author.house, review.version) == ("blog.example", 1)
    assert await count(sessions, EventRow) == 1
    edited = await house.take_in(post("tense", "even better"))
    assert (edited.outcome, edited.review_id) == (Outcome.NEW_VERSION, first.review_id)


async def test_a_post_known_by_its_address_is_the_same_from_a_file(house, sessions):
    first = await house.take_in(post())
    async with sessions() as session:
        revision = await find_revision(session)
    again = await house.take_in(post(url=None))
    assert (again.outcome, again.review_id) == (Outcome.UNCHANGED, first.review_id)
    assert again.house == "blog.example"
    (review,) = await stored(sessions, first.drama.id)
    assert review.source_url == "https://blog.example/signal/"
    async with sessions() as session:
        assert await find_revision(session) == revision


@pytest.mark.parametrize("change", [("tense", "calm"), ("", "")], ids=["text", "house"])
async def test_a_file_that_says_something_else_or_is_anothers_stays_its_own(
    house, sessions, change
):
    mine = None if change[0] else "Mine"
    first = await house.take_in(post(url=None), house=mine)
    other = await house.take_in(post(*change))
    assert other.outcome is Outcome.NEW
    assert len(await stored(sessions, first.drama.id)) == 2


async def test_a_deleted_review_from_a_file_gets_no_address(house, services, sessions, clock):
    first = await house.take_in(post(url=None))
    async with sessions.begin() as session:
        await queries.delete_review(session, first.review_id, now=clock())
    other = await house.take_in(post())
    assert (other.outcome, other.review_id == first.review_id) == (Outcome.NEW, False)


async def test_an_edited_post_is_a_new_version_that_is_not_announced_again(house, sessions):
    first = await house.take_in(post())
    edited = await house.take_in(post("tense", "even better the second time"))
    assert (edited.outcome, edited.version) == (Outcome.NEW_VERSION, 2)
    (review,) = await stored(sessions, first.drama.id)
    assert review.text.verdict == "even better the second time"
    assert await count(sessions, EventRow) == 1
    async with sessions() as session:
        assert (await queries.find_text(session, review.id, 1)).verdict == "tense"


async def test_a_post_that_turns_out_to_be_of_another_drama_moves(house, services, sessions):
    wrong = await house.take_in(post())
    moved = await house.take_in(
        read_post(
            POST.replace("Signal (2016)", "Happiness").replace("시그널", "해피니스"),
            source_url="https://blog.example/signal/",
        )
    )
    assert moved.review_id == wrong.review_id
    assert await stored(sessions, wrong.drama.id) == []
    assert len(await stored(sessions, drama_id(services.catalogue, "Happiness"))) == 1


async def test_a_drama_we_do_not_have_is_added_from_the_posts_facts(house, services, sessions):
    text = POST.replace("Signal", "Radio Days").replace("시그널", "라디오 데이즈")
    taken = await house.take_in(read_post(text))
    assert (taken.new_drama, taken.house) == (True, "Review blog")
    assert (await services.catalogue.resolve("라디오 데이즈")).id == taken.drama.id
    assert (taken.drama.facts.episodes, taken.drama.facts.genres) == (99, ("romance",))
    async with sessions() as session:
        assert await find_key(session, taken.drama.id) == ("radio-days-2016", Source.REVIEW)


async def test_a_remake_gets_a_key_of_its_own(house, services, sessions):
    await services.catalogue.save("signal-2018", DramaFacts("Else"), Source.SEED)
    text = POST.replace("2016", "2018").replace("시그널", "シグナル")
    taken = await house.take_in(read_post(text))
    assert taken.new_drama
    async with sessions() as session:
        assert await find_key(session, taken.drama.id) == ("signal-2018-2", Source.REVIEW)


async def test_a_title_that_several_dramas_have_is_refused_by_name(house, services, sessions):
    await services.catalogue.save(
        "signal-2018", DramaFacts("Signal", "シグナル", "ja", 2018, "JP"), Source.SEED
    )
    with pytest.raises(ConflictError, match=r"Signal \(シグナル, 2018\), Signal \(시그널, 2016\)"):
        await house.take_in(read_post(POST.replace(" (2016)", "").replace("시그널", "Signal")))
    assert await count(sessions, ReviewRow) == 0


async def test_what_is_no_review_is_refused_with_the_reason(house, sessions):
    listed = read_post("10 Best K-Dramas of 2022\n\n1. Signal\n\nDark.\n\n2. Happiness\n\nFun.\n")
    with pytest.raises(InvalidInputError, match="list of dramas"):
        await house.take_in(listed)
    assert await count(sessions, ReviewRow) == 0


async def test_a_post_imported_by_two_processes_at_once_is_one_review(
    house, services, sessions, database_url, clock
):
    async with open_database(database_url) as theirs:
        other = HouseReviewService(theirs, CatalogueService(theirs, clock), clock)
        taken = await asyncio.gather(*(one.take_in(post()) for one in (house, other, house)))
    assert sorted(one.outcome for one in taken) == ["new", "unchanged", "unchanged"]
    assert (await count(sessions, ReviewRow), await count(sessions, EventRow)) == (1, 1)


async def test_a_running_bot_sees_what_another_process_imported(services, database_url, clock):
    text = POST.replace("Signal", "Radio Days").replace("시그널", "라디오 데이즈")
    async with open_database(database_url) as theirs:
        await Services.build(theirs, clock).house.take_in(read_post(text))
    assert await services.catalogue.refresh()
    assert (await services.catalogue.resolve("Radio Days")).facts.native_title == "라디오 데이즈"


async def test_a_facts_change_by_people_in_between_is_not_lost(house, services, monkeypatch):
    """The import looks, people correct the drama, the import writes."""
    signal = await services.catalogue.get(drama_id(services.catalogue, "Signal"))
    corrected = replace(signal.facts, synopsis="By people.")
    looked = catalogue_module.CatalogueService.refresh
    interrupted = False

    async def refresh_then_be_late(self):
        nonlocal interrupted
        changed = await looked(self)
        if not interrupted:
            interrupted = True
            await CatalogueService(services.house.sessions, services.now).save(
                "signal-2016", corrected, Source.PEOPLE
            )
        return changed

    monkeypatch.setattr(CatalogueService, "refresh", refresh_then_be_late)
    taken = await house.take_in(post())
    assert taken.outcome is Outcome.NEW
    assert (await services.catalogue.get(signal.id)).facts.synopsis == "By people."


async def test_a_newer_starter_catalogue_keeps_the_synopsis_that_a_review_brought(
    house, services, sessions, monkeypatch
):
    newer = replace(SOUNDTRACK, networks=("Disney+", "Hulu"))
    monkeypatch.setattr("data.seed.rows.read_seed", lambda: [SeedDrama("soundtrack-1-2022", newer)])
    text = POST.replace("Signal (2016)", "Soundtrack #1").replace("시그널", "사운드트랙#1")
    taken = await house.take_in(read_post(text))
    async with sessions.begin() as session:
        await state.save_state(session, "seed_digest", "older")
    assert await services.catalogue.seed() == 1
    await services.catalogue.refresh()
    facts = (await services.catalogue.get(taken.drama.id)).facts
    assert facts.synopsis is not None
    assert facts == replace(newer, synopsis=facts.synopsis)
