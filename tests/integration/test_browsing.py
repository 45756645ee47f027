import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.domain.actors import Actor
from bot.domain.browsing import Field, Filters, Length, Scope, Shelf, Sort, View
from bot.domain.dramas import AirStatus, DramaFacts, Source
from bot.domain.scores import Score
from bot.domain.watching import WatchStatus
from bot.domain.years import Years
from bot.services.browsing import BrowsingService
from bot.services.words import Kind
from data.queries import narrowing
from data.tables import DramaRow, GuildMemberRow
from tests.support.browsing import GENRES, fill_shelf
from tests.support.dramas import drama_id

MINA, JOON = Actor(1, 10), Actor(2, 10)

FILTERS = {
    "none": Filters(),
    "country": Filters(country="KR"),
    "year": Filters(years=Years(2001, 2001)),
    "years": Filters(years=Years(1995, 2010)),
    "before": Filters(years=Years(None, 1999)),
    "since": Filters(years=Years(2015, None)),
    "genre": Filters(genre="romance"),
    "another genre": Filters(genre=GENRES[2]),
    "tag": Filters(tag="amnesia"),
    "network": Filters(network="tvN"),
    "status": Filters(status=AirStatus.AIRING),
    "length": Filters(length=Length.SHORT),
    "endless": Filters(length=Length.ENDLESS),
    "least": Filters(least=10),
    "several": Filters(country="KR", genre="romance", tag="time travel", least=4),
    "columns": Filters(country="CN", status=AirStatus.AIRING, years=Years(1990, 2030)),
}


def fits(facts, filters):
    """What filters mean, said again without SQL."""
    years, length = filters.years, filters.length
    return all(
        (
            filters.country in (None, facts.country),
            filters.genre is None or filters.genre in facts.genres,
            filters.tag is None or filters.tag in facts.tags,
            filters.network is None or filters.network in facts.networks,
            filters.status in (None, facts.status),
            years is None
            or (
                facts.year is not None and (years.first or 0) <= facts.year <= (years.last or 9_999)
            ),
            length is None
            or (
                facts.episodes is not None
                and length.first <= facts.episodes <= (length.last or 9_999)
            ),
        )
    )


@pytest.fixture
async def shelf(services):
    return await fill_shelf(services)


@pytest.fixture
def browsing(services):
    return services.browsing


@pytest.fixture(params=["a shelf leads", "all are gone through"])
def way(request, monkeypatch):
    """Both ways through the database."""
    if request.param == "all are gone through":
        monkeypatch.setattr(narrowing, "SMALL", -1)


async def everything(browsing, view):
    """Turn all pages of a list; return what they show."""
    lines, page = [], 0
    while True:
        found = await browsing.page(MINA, view, page)
        assert found.page == page
        lines += found.lines
        page += 1
        if page == found.pages:
            assert len(lines) == found.total
            return lines


@pytest.mark.usefixtures("shelf", "way")
async def test_more_lists_at_once_than_the_pool_has_connections(browsing):
    asked = [
        View(Filters(genre=genre, least=least), sort)
        for genre in GENRES
        for least in range(1, 9)
        for sort in (Sort.NEWEST, Sort.TITLE)
    ]
    together = await asyncio.gather(*(browsing.page(MINA, view, 0) for view in asked))
    for view, found in zip(asked, together, strict=True):
        alone = await browsing.page(MINA, view, 0)
        assert [line.drama.id for line in found.lines] == [line.drama.id for line in alone.lines]
        assert found.total == alone.total


@pytest.mark.usefixtures("shelf", "way")
async def test_the_pages_of_every_order_show_each_fitting_drama_once(services, browsing):
    dramas = await services.catalogue.get_many(range(1, 200))
    rated = {
        drama.id: (await services.pages.drama_page(MINA, drama.id)).standing.everyone
        for drama in dramas
    }
    for name, filters in FILTERS.items():
        fitting = {
            drama.id
            for drama in dramas
            if fits(drama.facts, filters)
            and (filters.least is None or (rated[drama.id].mean or 0) * 2 >= filters.least)
        }
        assert fitting, name
        for sort in Sort:
            ids = [line.drama.id for line in await everything(browsing, View(filters, sort))]
            expected = {i for i in fitting if rated[i].count} if sort is Sort.SCORE else fitting
            assert len(ids) == len(set(ids)), (name, sort)
            assert set(ids) == expected, (name, sort)


@pytest.mark.usefixtures("shelf", "way")
async def test_each_order_is_kept_over_all_pages_and_the_unknown_comes_last(services, browsing):
    async def column(sort, value, filters=None):
        lines = await everything(browsing, View(filters or Filters(), sort))
        return [value(line.drama.facts) for line in lines]

    def known(values):
        return [value for value in values if value is not None]

    for filters in (Filters(), Filters(genre="romance")):
        newest = await column(Sort.NEWEST, lambda facts: facts.year, filters)
        assert None in newest
        assert newest == sorted(known(newest), reverse=True) + [None] * newest.count(None)
        oldest = await column(Sort.OLDEST, lambda facts: facts.year, filters)
        assert oldest == sorted(known(oldest)) + [None] * oldest.count(None)
        lengths = await column(Sort.EPISODES, lambda facts: facts.episodes, filters)
        assert lengths == sorted(known(lengths)) + [None] * lengths.count(None)
        titles = await column(Sort.TITLE, lambda facts: facts.title, filters)
        assert titles == sorted(titles)


async def test_the_best_known_come_first(services, browsing, shelf, sessions):
    async with sessions.begin() as session:
        await session.execute(
            update(DramaRow).where(DramaRow.id == shelf[5]).values(popularity=999.0)
        )
    assert (await browsing.page(MINA, View(), 0)).lines[0].drama.id == shelf[5]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("sort", Sort)
async def test_a_page_beyond_either_end_is_the_nearest(browsing, sort):
    last = await browsing.page(MINA, View(sort=sort), 10**9)
    assert last.page == last.pages - 1
    assert last.lines
    assert (await browsing.page(MINA, View(sort=sort), -3)).page == 0
    few = await browsing.page(MINA, View(Filters(tag="amnesia"), sort), 10**6)
    assert few.page == few.pages - 1
    assert few.lines


@pytest.mark.usefixtures("shelf", "way")
async def test_what_was_merged_away_is_in_no_list_and_no_count(services, browsing, sessions):
    before = await browsing.page(MINA, View(Filters(genre="romance")), 0)
    gone = before.lines[0].drama.id
    async with sessions.begin() as session:
        await session.execute(
            update(DramaRow).where(DramaRow.id == gone).values(merged_into=before.lines[1].drama.id)
        )
    fresh = BrowsingService(sessions, services.catalogue, services.now)
    for filters in (Filters(genre="romance"), Filters(genre="romance", years=Years(1900, 2100))):
        lines = await everything(fresh, View(filters))
        assert gone not in [line.drama.id for line in lines]
    assert (await fresh.page(MINA, View(Filters(genre="romance")), 0)).total == before.total - 1


async def test_an_empty_list_says_what_there_would_be_without_each_filter(browsing, shelf):
    filters = Filters(country="TH", genre="romance")
    page = await browsing.page(MINA, View(filters), 0)
    assert page.lines == ()
    assert page.total == 0
    [looser] = page.looser
    assert looser.dropped is Field.COUNTRY
    assert looser.count == await browsing.count(View(Filters(genre="romance")))


async def test_a_count_is_not_kept_longer_than_the_catalogue_stays_as_it_is(services, browsing):
    before = (await browsing.page(MINA, View(), 0)).total
    await services.catalogue.save("one-more", DramaFacts("One more"), Source.SEED)
    assert (await browsing.page(MINA, View(), 0)).total == before + 1


async def test_lines_carry_this_servers_and_everyones_scores(services, browsing):
    signal = drama_id(services.catalogue, "Signal")
    await services.ratings.rate(MINA, signal, Score.of_points(8))
    await services.ratings.rate(Actor(9, 11), signal, Score.of_points(6))
    view = View(Filters(genre="crime"))
    [line] = (await browsing.page(MINA, view, 0)).lines
    assert (line.here.count, line.here.mean) == (1, 8.0)
    assert (line.everyone.count, line.everyone.mean) == (2, 7.0)
    [line] = (await browsing.page(Actor(1), view, 0)).lines
    assert line.here is None


async def rate(services, drama, *points, guild=10, first=500):
    for user, each in enumerate(points, first):
        await services.ratings.rate(Actor(user, guild), drama, Score.of_points(each))


@pytest.fixture
async def rated(services):
    """Signal is loved by many, Happiness adored by one, Go Ahead liked by some."""
    catalogue = services.catalogue
    signal, happiness = drama_id(catalogue, "Signal"), drama_id(catalogue, "Happiness")
    go_ahead = drama_id(catalogue, "Go Ahead")
    await rate(services, signal, *[9] * 9)
    await rate(services, happiness, 10)
    await rate(services, go_ahead, *[6] * 8)
    return signal, happiness, go_ahead


@pytest.mark.parametrize("scope", Scope)
async def test_one_enthusiast_does_not_top_the_list(browsing, rated, scope):
    signal, happiness, go_ahead = rated
    top = await browsing.top(MINA, Filters(), 0, scope)
    assert [line.drama.id for line in top.listed.lines] == [signal, happiness, go_ahead]
    assert top.prior.weight == 6
    first = top.listed.lines[0]
    mean = (81 + 10 + 48) / 18
    assert top.prior.mean == pytest.approx(2 * mean)
    assert first.weighted == pytest.approx((6 * mean + 81) / 15)
    assert first.here.mean == 9.0


async def test_a_servers_list_is_over_its_counted_members(services, browsing, sessions, rated):
    signal, happiness, _ = rated
    await rate(services, happiness, *[10] * 20, guild=11, first=900)
    here = await browsing.top(MINA, Filters(), 0, Scope.HERE)
    assert here.listed.lines[0].drama.id == signal
    everyone = await browsing.top(MINA, Filters(), 0, Scope.EVERYONE)
    assert everyone.listed.lines[0].drama.id == happiness
    async with sessions.begin() as session:
        await session.execute(
            update(GuildMemberRow).where(GuildMemberRow.guild_id == 10).values(counted=False)
        )
    assert (await browsing.top(MINA, Filters(), 0, Scope.HERE)).listed.total == 0


@pytest.mark.parametrize("scope", Scope)
async def test_viewers_who_dropped_it_are_counted_apart(services, browsing, rated, scope):
    signal, *_ = rated
    await rate(services, signal, 1, first=800)
    await services.watching.choose_status(Actor(800, 10), signal, WatchStatus.DROPPED)
    first = (await browsing.top(MINA, Filters(), 0, scope)).listed.lines[0]
    assert first.drama.id == signal
    assert first.everyone.mean == 9.0
    assert (first.dropped.count, first.dropped.mean) == (1, 1.0)


@pytest.mark.parametrize("scope", Scope)
async def test_the_best_rated_are_narrowed_down_like_a_list(browsing, rated, scope):
    signal, happiness, go_ahead = rated
    thrillers = await browsing.top(MINA, Filters(genre="thriller"), 0, scope)
    assert [line.drama.id for line in thrillers.listed.lines] == [signal, happiness]
    chinese = await browsing.top(MINA, Filters(country="CN"), 0, scope)
    assert [line.drama.id for line in chinese.listed.lines] == [go_ahead]
    both = await browsing.top(MINA, Filters(country="CN", genre="thriller"), 0, scope)
    assert both.listed.total == 0
    assert {each.dropped for each in both.listed.looser} == {Field.COUNTRY, Field.GENRE}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("scope", Scope)
async def test_the_pages_of_the_best_rated_show_each_once_in_order(browsing, scope):
    seen, page = [], 0
    while True:
        top = await browsing.top(MINA, Filters(), page, scope)
        seen += top.listed.lines
        page += 1
        if page == top.listed.pages:
            break
    ids = [line.drama.id for line in seen]
    assert len(ids) == len(set(ids)) == top.listed.total > 16
    weights = [line.weighted for line in seen]
    assert weights == sorted(weights, reverse=True)
    beyond = await browsing.top(MINA, Filters(), 999, scope)
    assert beyond.listed.page == top.listed.page
    assert beyond.listed.lines == top.listed.lines


async def test_outside_of_a_server_everyone_counts(browsing, rated):
    assert (await browsing.top(Actor(1), Filters(), 0, Scope.HERE)).scope is Scope.EVERYONE


async def test_where_nobody_has_rated_there_is_no_list(browsing):
    assert (await browsing.top(MINA, Filters(), 0, Scope.HERE)).listed.lines == ()


def counting_up(sessions, services):
    """Chance that always takes the first that is left."""
    return BrowsingService(sessions, services.catalogue, services.now, lambda count: 0)


async def test_chance_brings_another_drama_than_the_last(services, sessions, shelf):
    browsing = counting_up(sessions, services)
    first = await browsing.pick(MINA, Filters(tag="amnesia"))
    second = await browsing.pick(MINA, Filters(tag="amnesia"), besides=first.drama.id)
    assert first.drama.id != second.drama.id
    assert first.among == second.among == 30


async def test_the_only_one_there_is_comes_again(services, browsing):
    signal = drama_id(services.catalogue, "Signal")
    pick = await browsing.pick(MINA, Filters(genre="crime"), besides=signal)
    assert pick.drama.id == signal
    assert pick.among == 1


async def test_every_drama_that_fits_may_come(services, sessions, shelf):
    seen = set()
    for place in range(30):
        browsing = BrowsingService(
            sessions, services.catalogue, services.now, lambda count, place=place: place
        )
        seen.add((await browsing.pick(MINA, Filters(tag="amnesia"))).drama.id)
    assert len(seen) == 30


async def test_a_pick_from_ones_list_is_planned_and_not_hidden(services, browsing):
    signal, happiness = (drama_id(services.catalogue, name) for name in ("Signal", "Happiness"))
    assert await browsing.pick(MINA, Filters(), Shelf.PLANNED) is None
    await services.watching.choose_status(MINA, signal, WatchStatus.PLANNED)
    await services.watching.choose_status(MINA, happiness, WatchStatus.WATCHING)
    assert (await browsing.pick(MINA, Filters(), Shelf.PLANNED)).drama.id == signal
    assert (await browsing.pick(MINA, Filters(), Shelf.LIST)).among == 2
    assert await browsing.pick(JOON, Filters(), Shelf.LIST) is None
    await services.watching.choose_private(MINA, signal, private=True)
    assert await browsing.pick(MINA, Filters(), Shelf.PLANNED) is None
    hidden = await browsing.pick(MINA, Filters(), Shelf.PLANNED, with_private=True)
    assert hidden.drama.id == signal
    assert await browsing.pick(MINA, Filters(country="TH"), Shelf.LIST) is None


async def test_words_are_found_by_a_part_and_with_a_slip(services, shelf):
    words = services.words
    assert await words.suggest(Kind.TAG, "travel", 5) == ["time travel"]
    assert await words.suggest(Kind.TAG, "amnesai", 5) == ["amnesia"]
    assert "Hunan TV" in await words.suggest(Kind.NETWORK, "hunan", 5)
    assert await words.meant(Kind.TAG, " TIME  travel ") == "time travel"
    assert await words.meant(Kind.TAG, "qqqq") is None
    assert set(await words.suggest(Kind.TAG, "", 5)) == {"time travel", "amnesia"}


async def test_a_new_word_is_found_once_the_catalogue_has_it(services, clock):
    facts = DramaFacts("New", tags=("found family",))
    assert await services.words.suggest(Kind.TAG, "found", 5) == []
    clock.advance(minutes=1)
    await services.catalogue.save("new", facts, Source.SEED)
    assert await services.words.suggest(Kind.TAG, "found", 5) == ["found family"]
    clock.advance(minutes=1)
    await services.catalogue.save("new", replace(facts, tags=("lost family",)), Source.SEED)
    assert await services.words.suggest(Kind.TAG, "found", 5) != ["found family"]


async def test_countries_and_genres_come_by_how_many_dramas_have_them(services):
    assert (await services.vocabulary.countries())[0] == "KR"
    assert (await services.vocabulary.genres())[0] == "romance"
