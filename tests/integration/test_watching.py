from decimal import Decimal

import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError
from bot.domain.scores import Scale, Score, Tally
from bot.domain.spoilers import Progress
from bot.domain.watching import WatchStatus
from data.tables import DramaRow, WatchRow
from tests.support.dramas import all_dramas, drama_id

MINA, JOON = Actor(1, 10), Actor(2, 10)


@pytest.fixture
def watching(services):
    return services.watching


@pytest.fixture
def signal(services):
    return drama_id(services.catalogue, "Signal")


@pytest.fixture
async def hostile(services):
    return next(d.id for d in await all_dramas(services.catalogue) if d.facts.episodes is None)


async def test_a_first_episode_puts_the_drama_on_the_list_as_watching(watching, clock, signal):
    entry = await watching.reach(MINA, signal, 3)
    assert entry.status is WatchStatus.WATCHING
    assert entry.updated_at == clock()
    assert await watching.entry(MINA, signal) == entry
    assert await watching.progress(MINA, signal) == Progress(Decimal(3))
    assert await watching.entry(JOON, signal) is None


async def test_who_has_not_said_anything_is_nowhere(watching, signal):
    assert await watching.progress(MINA, signal) == Progress()


@pytest.mark.parametrize("before", [WatchStatus.PLANNED, WatchStatus.ON_HOLD, WatchStatus.DROPPED])
async def test_watching_an_episode_takes_a_drama_up_again(watching, signal, before):
    await watching.choose_status(MINA, signal, before)
    assert (await watching.reach(MINA, signal, 2)).status is WatchStatus.WATCHING


async def test_the_last_episode_completes_the_drama(watching, signal):
    entry = await watching.reach(MINA, signal, 16)
    assert entry.status is WatchStatus.COMPLETED
    assert (await watching.progress(MINA, signal)).finished


async def test_watching_again_goes_back_to_an_earlier_episode(watching, signal):
    await watching.reach(MINA, signal, 16)
    entry = await watching.reach(MINA, signal, 2)
    assert (entry.status, entry.episode) == (WatchStatus.WATCHING, Decimal(2))


@pytest.mark.parametrize("number", [0, -1, 17, 2.5, 1e300])
async def test_an_episode_the_drama_does_not_have_changes_nothing(watching, signal, number):
    await watching.reach(MINA, signal, 5)
    with pytest.raises(InvalidInputError, match="16 episodes"):
        await watching.reach(MINA, signal, number)
    assert (await watching.entry(MINA, signal)).episode == 5


async def test_a_drama_that_is_not_there_is_not_found(watching):
    with pytest.raises(NotFoundError):
        await watching.reach(MINA, 999, 1)
    with pytest.raises(NotFoundError):
        await watching.choose_status(MINA, 999, WatchStatus.PLANNED)


async def test_a_drama_of_unknown_length_is_never_completed_by_an_episode(watching, hostile):
    assert (await watching.reach(MINA, hostile, 200)).status is WatchStatus.WATCHING
    done = await watching.choose_status(MINA, hostile, WatchStatus.COMPLETED)
    assert done.progress.finished
    assert done.episode == 200


async def test_an_old_button_takes_nobody_back(watching, signal):
    await watching.reach(MINA, signal, 8)
    assert (await watching.reach(MINA, signal, 4, forward_only=True)).episode == 8
    assert (await watching.reach(MINA, signal, 9, forward_only=True)).episode == 9
    await watching.choose_status(MINA, signal, WatchStatus.COMPLETED)
    kept = await watching.reach(MINA, signal, 9, forward_only=True)
    assert kept.status is WatchStatus.COMPLETED


async def test_completing_takes_one_to_the_end_and_starting_over_leaves_it(watching, signal):
    await watching.reach(MINA, signal, 5)
    assert (await watching.choose_status(MINA, signal, WatchStatus.ON_HOLD)).episode == 5
    assert (await watching.choose_status(MINA, signal, WatchStatus.COMPLETED)).episode == 16
    assert (await watching.choose_status(MINA, signal, WatchStatus.WATCHING)).episode is None


async def test_a_drama_is_taken_off_the_list_once_or_twice(watching, signal):
    await watching.reach(MINA, signal, 5)
    assert await watching.choose_status(MINA, signal, None) is None
    assert await watching.choose_status(MINA, signal, None) is None
    assert await watching.entry(MINA, signal) is None
    assert await watching.progress(MINA, signal) == Progress()


async def test_privacy_stays_until_it_is_changed(watching, clock, signal):
    entry = await watching.reach(MINA, signal, 5, private=True)
    assert entry.private
    assert (await watching.reach(MINA, signal, 6)).private
    changed = clock()
    clock.advance(hours=1)
    shown = await watching.choose_private(MINA, signal, private=False)
    assert (shown.private, shown.episode, shown.updated_at) == (False, 6, changed)


async def test_what_is_not_on_the_list_cannot_be_hidden(watching, signal):
    with pytest.raises(ConflictError, match="not on your list"):
        await watching.choose_private(MINA, signal, private=True)


async def test_setting_progress_in_a_server_counts_the_member_there(services, watching, signal):
    await services.ratings.rate(Actor(1), signal, Score.of_points(8))
    assert (await services.pages.drama_page(JOON, signal)).standing.server == Tally(0, None)
    await watching.reach(MINA, signal, 5)
    assert (await services.pages.drama_page(JOON, signal)).standing.server == Tally(1, 8.0)


async def test_a_list_goes_by_status_and_then_by_what_was_changed_last(services, clock):
    ids = [drama.id for drama in await all_dramas(services.catalogue)][:4]
    for drama, status in zip(
        ids,
        [WatchStatus.DROPPED, WatchStatus.WATCHING, WatchStatus.PLANNED, WatchStatus.WATCHING],
        strict=True,
    ):
        clock.advance(minutes=1)
        await services.watching.choose_status(MINA, drama, status)
    listed = await services.watching.watchlist(MINA, 1, full=True)
    assert [line.drama.id for line in listed.lines] == [ids[3], ids[1], ids[2], ids[0]]
    assert listed.counts == {
        WatchStatus.WATCHING: 2,
        WatchStatus.PLANNED: 1,
        WatchStatus.DROPPED: 1,
    }


async def test_private_entries_are_for_their_owner_alone(watching, services, signal):
    await watching.reach(MINA, signal, 5, private=True)
    open_one = drama_id(services.catalogue, "Happiness")
    await watching.reach(MINA, open_one, 1)
    mine = await watching.watchlist(MINA, 1, full=True)
    assert {line.drama.id for line in mine.lines} == {signal, open_one}
    for seen in (
        await watching.watchlist(JOON, 1, full=True),  # asking for it is not enough
        await watching.watchlist(JOON, 1),
        await watching.watchlist(MINA, 1),  # as she shares it
    ):
        assert [line.drama.id for line in seen.lines] == [open_one]
        assert sum(seen.counts.values()) == 1
        assert not seen.full


async def test_a_list_shows_its_owners_scores_in_its_readers_scale(services, watching, signal):
    await services.ratings.rate(MINA, signal, Score.of_points(8.5))
    await services.ratings.rate(JOON, signal, Score.of_points(2))
    await services.settings.choose_scale(JOON, Scale.STARS)
    await watching.reach(MINA, signal, 5)
    seen = await watching.watchlist(JOON, 1)
    assert seen.lines[0].score == Score.of_points(8.5)
    assert seen.scale is Scale.STARS


@pytest.fixture
async def twenty(services):
    """Twenty dramas on Mina's list: 17 she watches, 3 she plans to."""
    for number in range(20):
        drama = await services.catalogue.save(
            f"d-{number}", DramaFacts(title=f"Drama {number}", episodes=10), Source.SEED
        )
        status = WatchStatus.WATCHING if number < 17 else WatchStatus.PLANNED
        await services.watching.choose_status(MINA, drama.id, status)


@pytest.mark.parametrize(
    ("asked", "shown", "lines"), [(0, 0, 8), (2, 2, 4), (3, 2, 4), (9_999, 2, 4), (-1, 0, 8)]
)
@pytest.mark.usefixtures("twenty")
async def test_a_page_beyond_the_end_is_the_last_page(watching, asked, shown, lines):
    page = await watching.watchlist(MINA, 1, full=True, page=asked)
    assert (page.page, page.pages, len(page.lines)) == (shown, 3, lines)


@pytest.mark.usefixtures("twenty")
async def test_pages_together_show_every_entry_once(watching):
    seen = []
    for page in range(3):
        listed = await watching.watchlist(MINA, 1, full=True, page=page)
        seen += [line.drama.id for line in listed.lines]
    assert len(seen) == len(set(seen)) == 20


@pytest.mark.usefixtures("twenty")
async def test_a_filter_pages_over_its_own_status(watching):
    planned = await watching.watchlist(MINA, 1, full=True, status=WatchStatus.PLANNED, page=2)
    assert (planned.page, planned.pages, len(planned.lines)) == (0, 1, 3)
    dropped = await watching.watchlist(MINA, 1, full=True, status=WatchStatus.DROPPED)
    assert (dropped.pages, dropped.lines) == (1, ())


async def test_a_drama_another_process_has_just_added_is_listed(watching, sessions, clock):
    async with sessions.begin() as session:
        row = DramaRow(key="new", title="New", source="seed", updated_at=clock())
        session.add(row)
        await session.flush()
        session.add(WatchRow(user_id=1, drama_id=row.id, status="watching", updated_at=clock()))
    listed = await watching.watchlist(MINA, 1, full=True)
    assert [line.drama.title for line in listed.lines] == ["New"]
    assert listed.counts == {WatchStatus.WATCHING: 1}
