"""The words one can filter by, as the catalogue has them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.browsing import Words
from data.queries import vocabulary as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.services.titles import TitleService
    from data.engine import Sessions

_AT_MOST_EVERY: Final = timedelta(seconds=30)  # an import changes the catalogue all the time
_TAGS: Final = 2_000


class VocabularyService:
    """Networks, tags, countries and genres, read again when the catalogue changed."""

    def __init__(
        self, sessions: Sessions, titles: TitleService, now: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._titles = titles
        self._now = now
        self._read: tuple[int, datetime] | None = None
        self._networks: list[str] = []
        self._tags: list[str] = []
        self._countries: list[str] = []
        self._genres: list[str] = []

    async def networks(self) -> list[str]:
        """Return every network, those with the most dramas first."""
        await self._refresh()
        return self._networks

    async def tags(self) -> list[str]:
        """Return the tags there are, the commonest first."""
        await self._refresh()
        return self._tags

    async def countries(self) -> list[str]:
        """Return the countries' codes, those with the most dramas first."""
        await self._refresh()
        return self._countries

    async def genres(self) -> list[str]:
        """Return the genres that dramas have, the commonest first."""
        await self._refresh()
        return self._genres

    async def words(self) -> Words:
        """Return what filters in custom ids are resolved against."""
        await self._refresh()
        return Words.of(self._genres, self._tags, self._networks)

    async def _refresh(self) -> None:
        revision, now = self._titles.revision, self._now()
        if self._read and (self._read[0] == revision or abs(now - self._read[1]) < _AT_MOST_EVERY):
            return
        async with self._sessions() as session:
            self._networks = await queries.list_networks(session)
            self._tags = await queries.list_tags(session, limit=_TAGS)
            self._countries = await queries.list_countries(session)
            self._genres = await queries.list_genres(session)
        self._read = (revision, now)
