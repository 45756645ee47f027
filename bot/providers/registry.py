"""The providers that are configured, on one session."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot import __version__
from bot.providers.client import PoliteClient
from bot.providers.tmdb.provider import TMDB, credentials
from bot.providers.tvmaze.provider import TVmaze
from bot.providers.wikidata.provider import Wikidata, is_refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.domain.dramas import Source
    from bot.providers.model import Provider
    from bot.providers.pacing import Clock, Pace, Sleep


@dataclass(frozen=True, slots=True)
class Providers:
    """What the catalogue can be asked about elsewhere.

    Attributes:
        tmdb: None without a key.
    """

    tvmaze: TVmaze
    tmdb: TMDB | None
    wikidata: Wikidata

    def all(self) -> tuple[Provider, ...]:
        """Return those that are configured, the most believed first."""
        return (self.tvmaze, *((self.tmdb,) if self.tmdb else ()), self.wikidata)

    def of(self, source: Source) -> Provider | None:
        """Return the one that facts of a source come from, if it is configured."""
        return next((each for each in self.all() if each.source is source), None)

    @staticmethod
    @asynccontextmanager
    async def open(
        *,
        contact: str | None = None,
        tmdb_key: str | None = None,
        tvmaze_url: str = TVmaze.URL,
        tmdb_url: str = TMDB.URL,
        wikidata_url: str = Wikidata.URL,
        tvmaze_pace: Pace = TVmaze.PACE,
        tmdb_pace: Pace = TMDB.PACE,
        wikidata_pace: Pace = Wikidata.PACE,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        keep_alive: bool = True,
    ) -> AsyncIterator[Providers]:
        """Open a session and the providers on it, closed again at the end.

        Args:
            contact: An address of the web or of mail where whoever runs this can be reached;
                Wikidata and TVmaze ask for one.
            tmdb_key: TMDB's API key or read access token; no TMDB without one.
            tvmaze_url: Where TVmaze is, if elsewhere.
            tmdb_url: Where TMDB is, with the version.
            wikidata_url: Where Wikidata is.
            tvmaze_pace: How often TVmaze is asked.
            tmdb_pace: How often TMDB is asked.
            wikidata_pace: How often Wikidata is asked.
            clock: Seconds, from any start.
            sleep: What waits.
            keep_alive: Leave a connection open for the next request.

        Yields:
            The providers.
        """
        agent = user_agent(contact)
        key = "".join((tmdb_key or "").split())
        headers, secrets = credentials(key)
        async with aiohttp.ClientSession(
            # TVmaze blocks addresses that keep more than one connection open and idle.
            connector=aiohttp.TCPConnector(limit_per_host=1, force_close=not keep_alive),
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as session:

            def client(name: str, base_url: str, pace: Pace) -> PoliteClient:
                return PoliteClient(
                    session,
                    name=name,
                    base_url=base_url,
                    pace=pace,
                    user_agent=agent,
                    headers=headers if name == "TMDB" else None,
                    secrets=secrets if name == "TMDB" else None,
                    is_refusal=is_refusal if name == "Wikidata" else None,
                    clock=clock,
                    sleep=sleep,
                )

            yield Providers(
                tvmaze=TVmaze(client("TVmaze", tvmaze_url, tvmaze_pace)),
                tmdb=TMDB(client("TMDB", tmdb_url, tmdb_pace)) if key else None,
                wikidata=Wikidata(client("Wikidata", wikidata_url, wikidata_pace)),
            )


def user_agent(contact: str | None) -> str:
    """Return what we call ourselves on the web, with how to reach whoever runs us."""
    reach = "".join(c for c in contact or "" if c.isascii() and c.isprintable())
    about = f"; contact: {reach[:200]}" if reach else ""
    return f"daebak/{__version__} (Discord bot for drama reviews{about})"
