"""Asking other providers about the dramas that are in the catalogue."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DataError

from bot.domain.dramas import Name, NameKind, Source
from bot.domain.errors import UnavailableError
from bot.domain.shows import ShowId
from bot.providers.credits import TMDB
from bot.providers.model import Fetched
from bot.providers.registry import Providers
from bot.services.enriching import EnrichingService
from bot.services.registry import Services
from bot.services.shows import ShowService
from data.tables import DramaRow, RegisterRow
from tests.support.dramas import GO_AHEAD, SIGNAL, drama_id, stock
from tests.support.shows import show_of


class Register:
    """Stands in for a provider: knows some shows, and what it was asked."""

    credit = TMDB

    def __init__(self, source, *shows):
        self.source = source
        self.shows = {show.id: show for show in shows}
        self.asked = []
        self.down = False

    async def search(self, title, *, year=None, limit=10, urgent=True):
        assert not urgent
        return [
            replace(show, airings=None, ids=show.ids[:1])
            for show in self.shows.values()
            if show.facts.title == title
        ]

    async def find(self, ids, *, urgent=False):
        wanted = set(ids)
        return next((s.id for s in self.shows.values() if wanted & set(s.ids)), None)

    async def show(self, show_id, *, etag=None, urgent=False):
        self.asked.append(show_id)
        if self.down:
            raise UnavailableError("down")
        if etag == "same":
            return Fetched(None, etag, unchanged=True)
        return Fetched(self.shows.get(show_id), "same")


def tmdb_show(facts, show_id, *ids):
    more = replace(facts, cast=(), poster_url="https://x/p.jpg", tags=("time",))
    return show_of(more, show_id, source=Source.TMDB, also=ids, airings=None)


@pytest.fixture
def tmdb():
    return Register(
        Source.TMDB,
        tmdb_show(SIGNAL, "10"),
        tmdb_show(replace(SIGNAL, year=2018, country="JP", native_title="シグナル"), "11"),
        tmdb_show(GO_AHEAD, "20"),
        tmdb_show(replace(GO_AHEAD, year=2021), "21"),
    )


@pytest.fixture
def wikidata():
    native = (Name("시그널 1", NameKind.ALIAS, "ko"),)
    return Register(
        Source.WIKIDATA,
        show_of(
            replace(SIGNAL, title="Something else", cast=(), aliases=native, year=None),
            "Q1",
            source=Source.WIKIDATA,
            also=(ShowId("tmdb", "10"), ShowId("imdb", "tt1")),
            airings=None,
        ),
    )


@pytest.fixture
async def services(sessions, clock, tmdb, wikidata):
    providers = Providers(Register(Source.TVMAZE), tmdb, wikidata)
    built = Services.build(sessions, clock, providers=providers)
    await stock(built.catalogue)
    return built


@pytest.fixture
def enriching(services):
    return EnrichingService(services.shows)


async def registered(sessions, register):
    async with sessions() as session:
        rows = await session.execute(
            select(RegisterRow.external_id, RegisterRow.drama_id).where(
                RegisterRow.register == register
            )
        )
        return dict(rows.all())


def quiet(_):
    return None


async def test_a_drama_gets_what_the_other_provider_knows(enriching, services, sessions):
    signal = drama_id(services.catalogue, "Signal")
    steps = []
    report = await enriching.enrich(Source.TMDB, progress=steps.append)
    facts = (await services.catalogue.get(signal)).facts
    assert (facts.poster_url, facts.tags, facts.cast) == ("https://x/p.jpg", ("time",), SIGNAL.cast)
    assert report.read == report.changed == 1
    assert len(steps) == 6


async def test_a_remake_is_not_taken_for_it_and_of_two_that_fit_neither_is(enriching, sessions):
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert list(await registered(sessions, "tmdb")) == ["10"]


async def test_an_id_that_is_known_leads_to_it_whatever_it_is_called(enriching, services, sessions):
    signal = drama_id(services.catalogue, "Signal")
    await enriching.enrich(Source.TMDB, progress=quiet)
    await enriching.enrich(Source.WIKIDATA, progress=quiet)
    assert (await registered(sessions, "wikidata")) == {"Q1": signal}
    assert (await registered(sessions, "imdb")) == {"tt1": signal}
    assert services.catalogue.titles.named("시그널 1") == [signal]
    assert (await services.catalogue.get(signal)).title == "Signal"


async def test_other_ids_in_a_register_both_know_tell_them_apart(
    enriching, services, sessions, tmdb
):
    mine = show_of(replace(SIGNAL, cast=()), "1", also=(ShowId("imdb", "tt1"),))
    await services.shows.take_in(mine)
    tmdb.shows = {"10": tmdb_show(SIGNAL, "10", ShowId("imdb", "tt2"))}
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert await registered(sessions, "tmdb") == {}


async def test_it_asks_again_after_a_month_and_not_before(enriching, tmdb, clock):
    await enriching.enrich(Source.TMDB, progress=quiet)
    tmdb.asked.clear()
    clock.advance(days=29)
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert tmdb.asked == []
    clock.advance(days=2)
    report = await enriching.enrich(Source.TMDB, progress=quiet)
    assert tmdb.asked == ["10"]
    assert report.changed == 0
    tmdb.asked.clear()
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert tmdb.asked == []  # unchanged counts as asked


async def test_it_goes_on_where_it_was_stopped(enriching):
    steps = []
    await enriching.enrich(Source.TMDB, limit=2, progress=steps.append)
    assert len(steps) == 2
    await enriching.enrich(Source.TMDB, progress=steps.append)
    assert len(steps) == 6


async def test_a_provider_that_has_it_no_more_is_not_asked_again(enriching, tmdb, clock, services):
    await enriching.enrich(Source.TMDB, progress=quiet)
    tmdb.shows.clear()
    tmdb.asked.clear()
    clock.advance(days=31)
    for row in await registered(services.shows.sessions, "tmdb"):
        assert row == "10"
    services.shows.providers.tmdb.show = _gone(tmdb)
    await enriching.enrich(Source.TMDB, progress=quiet)
    clock.advance(days=31)
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert tmdb.asked == ["10"]
    assert (await services.catalogue.get(drama_id(services.catalogue, "Signal"))).facts.tags


def _gone(register):
    async def show(show_id, *, etag=None, urgent=False):
        register.asked.append(show_id)
        return Fetched(None)

    return show


async def test_without_a_key_that_is_said(sessions, clock, wikidata):
    services = Services.build(
        sessions, clock, providers=Providers(Register(Source.TVMAZE), None, wikidata)
    )
    with pytest.raises(UnavailableError):
        await EnrichingService(services.shows).enrich(Source.TMDB, progress=quiet)


async def test_one_failure_is_passed_over(enriching, tmdb, services, clock):
    tmdb.down = True
    steps = []
    report = await enriching.enrich(Source.TMDB, progress=steps.append)
    assert (len(steps), report.read) == (6, 0)
    tmdb.down = False
    clock.advance(seconds=timedelta(days=1).total_seconds())
    assert (await enriching.enrich(Source.TMDB, progress=quiet)).read == 1


async def test_a_drama_that_cannot_be_written_is_not_where_every_run_ends(
    enriching, sessions, monkeypatch
):
    async def failing(*_, **__):
        raise DataError("INSERT", {}, ValueError("too long"))

    told = []
    with monkeypatch.context() as patched:
        patched.setattr(ShowService, "take_in", failing)
        await enriching.enrich(Source.TMDB, progress=told.append)
    async with sessions() as session:
        dramas = await session.scalar(select(func.count()).select_from(DramaRow))
    assert len(told) == dramas
    await enriching.enrich(Source.TMDB, progress=quiet)
    assert set(await registered(sessions, "tmdb")) == {"10"}
