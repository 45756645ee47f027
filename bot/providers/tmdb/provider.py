"""TMDB's interface, version 3: posters, titles in every language, where to watch.

Documented at https://developer.themoviedb.org: about 40 requests a second, 429 beyond, and at
most 20 parts appended to an answer; needs a key. What is kept of it may be kept for 6 months.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.dramas import Source
from bot.providers.credits import JUSTWATCH
from bot.providers.credits import TMDB as CREDIT
from bot.providers.model import Fetched
from bot.providers.pacing import Pace
from bot.providers.tmdb.shows import read_show
from bot.providers.values import line, record, records

if TYPE_CHECKING:
    from bot.domain.shows import Show
    from bot.providers.client import PoliteClient
    from bot.providers.model import Credit


_ID: Final = re.compile(r"[1-9][0-9]{0,9}")
_KEY: Final = re.compile(r"[0-9a-fA-F]{32}")
_APPENDED: Final = (
    "translations",
    "alternative_titles",
    "keywords",
    "content_ratings",
    "watch/providers",
    "recommendations",
    "videos",
    "aggregate_credits",
    "external_ids",
)
_LANGUAGE: Final = ("language", "en-US")


class TMDB:
    """The provider of posters, translations and where to watch."""

    URL: ClassVar[str] = "https://api.themoviedb.org/3"
    PACE: ClassVar[Pace] = Pace(20, 1.0)
    """Half of what is allowed."""

    source: Source = Source.TMDB
    credit: Credit = CREDIT
    watch_credit: Credit = JUSTWATCH
    """To be shown wherever ``Show.watch`` is."""

    def __init__(self, client: PoliteClient) -> None:
        self._client = client

    async def search(
        self, title: str, *, year: int | None = None, limit: int = 10, urgent: bool = True
    ) -> list[Show]:
        """Return series called like that, the likeliest first; see ``Provider``."""
        query = line(title, 200)
        if query is None:
            return []
        params = [("query", query), ("include_adult", "false"), _LANGUAGE]
        answer = await self._client.get("/search/tv", params=params, urgent=urgent)
        body = record(answer.body if answer else None)
        if not isinstance(body.get("results"), list):
            raise self._client.unreadable()
        shows = [show for raw in records(body["results"]) if (show := read_show(raw))]
        shows.sort(key=lambda show: year is not None and show.facts.year != year)
        return shows[:limit]

    async def show(self, show_id: str, *, etag: str | None = None, urgent: bool = False) -> Fetched:
        """Return a series with all that is appended to it, in one request; see ``Provider``."""
        if not _ID.fullmatch(show_id):
            return Fetched(None)
        params = [
            ("append_to_response", ",".join(_APPENDED)),
            # Trailers are mostly in the drama's own language.
            ("include_video_language", "en,ko,ja,zh,th,null"),
            _LANGUAGE,
        ]
        answer = await self._client.get(f"/tv/{show_id}", params=params, etag=etag, urgent=urgent)
        if answer is None:
            return Fetched(None)
        if answer.unchanged:
            return Fetched(None, answer.etag, unchanged=True)
        show = read_show(answer.body)
        if show is None:
            raise self._client.unreadable()
        return Fetched(show, answer.etag)


def credentials(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the (headers, secret parameters) that a key is sent with.

    A key of 32 hexadecimal digits goes into the address, a "read access token" into a header.
    """
    if _KEY.fullmatch(key):
        return {}, {"api_key": key}
    return {"Authorization": f"Bearer {key}"}, {}
