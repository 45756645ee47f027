"""Opening what a command works with: the database, the catalogue, providers of facts."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.services.catalogue import CatalogueService
from bot.services.census import CensusService
from bot.services.clock import utc_now
from bot.services.enriching import EnrichingService
from bot.services.imports import ImportService
from bot.services.shows import ShowService
from data.engine import open_database
from data.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.providers.pacing import Sleep
    from bot.providers.registry import Providers
    from bot.services.registry import Services
    from bot.settings import Settings
    from bot.web.getting import Web
    from data.engine import Sessions

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stock:
    """What takes dramas in and counts them, without all else that a bot needs."""

    catalogue: CatalogueService
    imports: ImportService
    enriching: EnrichingService
    census: CensusService


@contextlib.asynccontextmanager
async def open_services(
    settings: Settings,
    now: Callable[[], datetime] | None = None,
    *,
    providers: Providers | None = None,
    updates: bool = False,
    web: Web | None = None,
    polling: bool = False,
) -> AsyncIterator[Services]:
    """Bring the database up to date, load the catalogue, and yield the services.

    Args:
        settings: Where the data is.
        now: The time.
        providers: Whom the catalogue may ask outside; None asks nobody.
        updates: Whether the bot is to keep the catalogue up to date by itself.
        web: Where blogs' feeds are; None reaches none.
        polling: Whether the bot is to read feeds by itself when they are due.
    """
    # Only a bot needs them all, and it takes them its time to load.
    from bot.services.registry import Services

    async with _ready(settings) as sessions:
        services = Services.build(
            sessions,
            now or utc_now,
            index_path=settings.index_path,
            providers=providers,
            updates=updates,
            countries=settings.catalogue_countries,
            web=web,
            polling=polling,
        )
        async with _loaded(services.catalogue):
            yield services


@contextlib.asynccontextmanager
async def open_stock(
    settings: Settings, providers: Providers | None = None
) -> AsyncIterator[Stock]:
    """Bring the database up to date, load the catalogue, and yield what works on it."""
    async with _ready(settings) as sessions:
        catalogue = CatalogueService(sessions, utc_now, index_path=settings.index_path)
        shows = ShowService(sessions, catalogue, utc_now, providers)
        async with _loaded(catalogue):
            yield Stock(
                catalogue,
                ImportService(shows, settings.catalogue_countries),
                EnrichingService(shows),
                CensusService(sessions),
            )


def open_providers(
    settings: Settings, *, sleep: Sleep = asyncio.sleep, keep_alive: bool = True
) -> contextlib.AbstractAsyncContextManager[Providers]:
    """Open the providers of facts that are configured.

    Args:
        settings: Where they are, and the keys they want.
        sleep: What waits between requests.
        keep_alive: Leave a connection open for the next request.
    """
    from bot.providers.pacing import Pace
    from bot.providers.registry import Providers
    from bot.providers.tmdb.provider import TMDB
    from bot.providers.tvmaze.provider import TVmaze
    from bot.providers.wikidata.provider import Wikidata

    key = settings.tmdb_key
    return Providers.open(
        contact=settings.provider_contact,
        tmdb_key=key.get_secret_value() if key else None,
        tvmaze_url=str(settings.tvmaze_url or TVmaze.URL),
        tmdb_url=str(settings.tmdb_url or TMDB.URL),
        wikidata_url=str(settings.wikidata_url or Wikidata.URL),
        tvmaze_pace=Pace(settings.tvmaze_requests_per_10s, 10.0),
        sleep=sleep,
        keep_alive=keep_alive,
    )


def listen_for_stop(stop: Callable[[], None]) -> None:
    """Call ``stop`` on Ctrl-C and on SIGTERM."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows' loops have none
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


@contextlib.asynccontextmanager
async def _ready(settings: Settings) -> AsyncIterator[Sessions]:
    kept = await migrate(settings.database_url, database_path=settings.database_path)
    if kept is not None:
        log.info("database migrated", copy_kept=str(kept))
    async with open_database(settings.database_url) as sessions:
        yield sessions


@contextlib.asynccontextmanager
async def _loaded(catalogue: CatalogueService) -> AsyncIterator[None]:
    added = await catalogue.seed()
    if added:
        log.info("starter catalogue loaded", dramas=added)
    await catalogue.refresh()
    yield
    try:
        await catalogue.titles.save()
    except OSError as error:
        log.warning("title index not saved: the next start builds it anew", error=str(error))
