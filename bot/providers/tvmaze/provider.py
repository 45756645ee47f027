"""TVmaze's interface: shows, their cast and episodes, what airs, what changed.

Documented at https://www.tvmaze.com/api: no key; at least 20 calls every 10 seconds for an
address, 429 beyond; answers up to an hour old; pages of the index by id, 250 ids each.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from bot.domain.dramas import Source
from bot.providers.client import RefusedError
from bot.providers.credits import TVMAZE
from bot.providers.model import Fetched
from bot.providers.pacing import Pace
from bot.providers.tvmaze.episodes import read_airing
from bot.providers.tvmaze.shows import read_show, read_shows
from bot.providers.values import epoch, line, record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from typing import Literal

    from bot.domain.shows import Airing, Show
    from bot.providers.client import PoliteClient
    from bot.providers.exchange import Answer
    from bot.providers.model import Credit

_T = TypeVar("_T")

PAGE: Final = 250
"""How many ids a page of the index spans."""

_ID: Final = re.compile(r"[1-9][0-9]{0,9}")
_EMBEDS: Final = (("embed[]", "akas"), ("embed[]", "cast"), ("embed[]", "seasons"))
# Not in the documentation's text, which has specials in a request of their own; it saves that
# request as long as it is there.
_SPECIALS: Final = "episodeswithspecials"


class TVmaze:
    """The provider the catalogue is filled from."""

    URL: ClassVar[str] = "https://api.tvmaze.com"
    PACE: ClassVar[Pace] = Pace(18, 10.0)
    """Two below what is allowed: requests meet on the way that were sent apart."""

    source: Source = Source.TVMAZE
    credit: Credit = TVMAZE

    def __init__(self, client: PoliteClient) -> None:
        self._client = client
        self._embeds_specials = True

    async def search(
        self, title: str, *, year: int | None = None, limit: int = 10, urgent: bool = True
    ) -> list[Show]:
        """Return shows called like that, the likeliest first; see ``Provider``."""
        query = line(title, 200)
        if query is None:
            return []
        answer = await self._client.get("/search/shows", params=[("q", query)], urgent=urgent)
        found = [entry.get("show") for entry in records(self._list(answer))]
        shows = read_shows(found)
        shows.sort(key=lambda show: year is not None and show.facts.year != year)
        return shows[:limit]

    async def show(self, show_id: str, *, etag: str | None = None, urgent: bool = False) -> Fetched:
        """Return a show with its other titles, cast and episodes; see ``Provider``."""
        if not _ID.fullmatch(show_id):
            return Fetched(None)
        deadline = self._client.deadline(urgent=urgent)
        answer = await self._main(show_id, etag, urgent, deadline)
        if answer is None:
            return Fetched(None)
        if answer.unchanged:
            return Fetched(None, answer.etag, unchanged=True)
        episodes = record(record(answer.body).get("_embedded")).get(_SPECIALS)
        if not isinstance(episodes, list):
            listed = await self._client.get(
                f"/shows/{show_id}/episodes",
                params=[("specials", "1")],
                urgent=urgent,
                deadline=deadline,
            )
            episodes = self._list(listed)
        show = read_show(answer.body, episodes)
        if show is None:
            raise self._client.unreadable()
        return Fetched(show, answer.etag)

    async def index(self, page: int) -> list[Show] | None:
        """Return the shows of a page of all there are, by id; None behind the last page.

        Shows come without other titles, cast and episodes. A show is on page ``id // 250``.

        Raises:
            UnavailableError: No answer, or none that can be read.
        """
        answer = await self._client.get("/shows", params=[("page", str(page))])
        if answer is None:
            return None
        shows: list[Show] = []
        for few in _few(self._list(answer), 25):
            shows += read_shows(few)
            # Others on the loop are not to wait for a whole page.
            await asyncio.sleep(0)
        return shows

    async def changed(
        self, since: Literal["day", "week", "month"] | None = None
    ) -> dict[str, datetime]:
        """Return when each show was changed last, its episodes and cast included, by id.

        Args:
            since: Only shows that changed within a day, week or month; None is all there are.

        Raises:
            UnavailableError: No answer, or none that can be read.
        """
        params = [("since", since)] if since else []
        answer = await self._client.get("/updates/shows", params=params)
        if answer is None or not isinstance(answer.body, dict):
            raise self._client.unreadable()
        found: dict[str, datetime] = {}
        for few in _few(list(answer.body.items()), 2_000):
            told = ((key, epoch(value)) for key, value in few)
            found |= {key: at for key, at in told if at is not None and _ID.fullmatch(key)}
            await asyncio.sleep(0)
        return found

    async def schedule(self, country: str, day: date) -> list[tuple[Show, Airing]]:
        """Return what is broadcast in a country on a day, with the shows it is of.

        Episodes are numbered within their season here; see ``read_airing``.

        Args:
            country: ISO 3166-1 alpha-2.
            day: In the country's own time.

        Raises:
            UnavailableError: No answer, or none that can be read.
        """
        return await self._schedule("/schedule", country, day)

    async def web_schedule(self, country: str | None, day: date) -> list[tuple[Show, Airing]]:
        """Return what streaming services release on a day.

        Args:
            country: Only services of that country; "" only those that stream to many; None all.
            day: As the services have it.

        Raises:
            UnavailableError: No answer, or none that can be read.
        """
        return await self._schedule("/schedule/web", country, day)

    async def _main(
        self, show_id: str, etag: str | None, urgent: bool, deadline: float | None
    ) -> Answer | None:
        path = f"/shows/{show_id}"
        if self._embeds_specials:
            params = [*_EMBEDS, ("embed[]", _SPECIALS)]
            try:
                return await self._client.get(
                    path, params=params, etag=etag, urgent=urgent, deadline=deadline
                )
            except RefusedError as error:
                if error.status != 400:
                    raise
                self._embeds_specials = False
        return await self._client.get(
            path, params=_EMBEDS, etag=etag, urgent=urgent, deadline=deadline
        )

    async def _schedule(
        self, path: str, country: str | None, day: date
    ) -> list[tuple[Show, Airing]]:
        params = [("date", day.isoformat())]
        if country is not None:
            params.append(("country", country))
        answer = await self._client.get(path, params=params)
        found = []
        for entry in records(self._list(answer)):
            # Broadcasts have their show beside them, releases inside.
            show = read_show(entry.get("show") or record(entry.get("_embedded")).get("show"))
            if show is not None:
                found.append((show, read_airing(entry)))
        return found

    def _list(self, answer: Answer | None) -> list[object]:
        """Return an answer that has to be a list; where there is nothing it is an empty one."""
        if answer is None:
            return []
        if not isinstance(answer.body, list):
            raise self._client.unreadable()
        return answer.body


def _few(entries: list[_T], count: int) -> Iterator[list[_T]]:
    for start in range(0, len(entries), count):
        yield entries[start : start + count]
