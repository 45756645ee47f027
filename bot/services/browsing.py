"""Browsing the catalogue: lists by filters, best rated lists, and one drama by chance."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.browse_pages import BrowseLine, BrowsePage, Pick, TopPage, Without
from bot.domain.browsing import PAGE_SIZE, Filters, Scope, Shelf, Sort, View
from bot.domain.scores import Tally
from bot.domain.watching import WatchStatus
from data.queries import browsing as queries
from data.queries import counting, members, rated
from data.queries.narrowing import Shelved

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.browsing import Prior
    from bot.domain.dramas import Drama
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions
    from data.queries.counting import Counts

_KEPT: Final = 500
_FRESH: Final = timedelta(seconds=60)
_MANY_SCORES: Final = 5_000
_AT_ONCE: Final = 2  # lists that are counted beside being read
_NEAR: Final = 50  # pages; most lists that people look at have as many


class BrowsingService:
    """Lists of the catalogue, a page at a time.

    How long a list is, and what averages are pulled towards, is found out once and then kept for
    a minute, since turning pages asks for it each time.
    """

    def __init__(
        self,
        sessions: Sessions,
        catalogue: CatalogueService,
        now: Callable[[], datetime],
        choose: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._sessions = sessions
        self._catalogue = catalogue
        self._now = now
        self._choose = choose
        self._counts: OrderedDict[tuple[Filters, Sort], tuple[int, datetime, Counts]] = (
            OrderedDict()
        )
        self._priors: OrderedDict[int | None, tuple[datetime, Prior]] = OrderedDict()
        self._second = asyncio.Semaphore(_AT_ONCE)
        self._lasts: OrderedDict[tuple[int | None, Filters], tuple[datetime, int]] = OrderedDict()

    async def page(self, actor: Actor, view: View, page: int) -> BrowsePage:
        """Return a page of a list; a page beyond its end is the last."""
        if view.sort is Sort.SCORE:
            return (await self.top(actor, view.filters, page, Scope.EVERYONE)).listed
        async with self._sessions() as session:
            found = await self._find(session, view, max(page, 0))
            scale = await members.find_scale(session, actor)
            everyone, here = await rated.list_tallies(session, found.ids, actor.guild_id)
            dramas = await queries.list_lines(session, found.ids)
            looser = () if found.ids else await _looser(session, view.filters)
        none = Tally() if actor.guild_id is not None else None
        lines = tuple(
            BrowseLine(drama, here.get(drama.id, none), everyone.get(drama.id, Tally()))
            for drama in dramas
        )
        return BrowsePage(
            view, lines, found.counts.total, found.page, scale, looser, len(self._catalogue)
        )

    async def count(self, view: View) -> int:
        """Count the dramas of a list."""
        async with self._sessions() as session:
            return await counting.count_dramas(session, view.filters)

    async def top(self, actor: Actor, filters: Filters, page: int, scope: Scope) -> TopPage:
        """Return a page of the dramas that are rated best; a page beyond the end is the last.

        Outside of a server, everyone's scores count.
        """
        guild_id = actor.guild_id if scope is Scope.HERE else None
        scope = Scope.EVERYONE if guild_id is None else Scope.HERE
        page = max(page, 0)
        async with self._sessions() as session:
            prior = await self._prior(session, guild_id)
            last = self._known_last(guild_id, filters)
            if last is None and page > _NEAR:
                last = await self._last(session, guild_id, filters, prior)
            page = page if last is None else min(page, last)
            found, total = await _rated(session, guild_id, filters, prior, page)
            if not found and page:  # there are not so many, or not any more
                page = min(page - 1, await self._last(session, guild_id, filters, prior))
                found, total = await _rated(session, guild_id, filters, prior, page)
            scale = await members.find_scale(session, actor)
            ids = [each.drama_id for each in found]
            everyone, here = await rated.list_tallies(session, ids, actor.guild_id)
            dramas = await queries.list_lines(session, ids)
            looser = () if found else await _looser(session, filters)
        none = Tally() if actor.guild_id is not None else None
        lines = tuple(
            BrowseLine(
                drama,
                here.get(each.drama_id, none),
                everyone.get(each.drama_id, Tally()),
                prior.weigh(each.count, each.total) / 2,
                each.dropped,
            )
            for each, drama in _paired(found, dramas)
        )
        listed = BrowsePage(
            View(filters, Sort.SCORE), lines, total, page, scale, looser, len(self._catalogue)
        )
        return TopPage(listed, scope, prior)

    async def pick(
        self,
        actor: Actor,
        filters: Filters,
        shelf: Shelf = Shelf.ALL,
        *,
        besides: int | None = None,
        with_private: bool = False,
    ) -> Pick | None:
        """Return a drama by chance, or None where there is none to choose from.

        Args:
            actor: Who asks, and whose list is meant.
            filters: What the drama has to be.
            shelf: Where it is taken from.
            besides: A drama that was just shown; it comes again only where it is the only one.
            with_private: It may be one that the member's list hides from others.
        """
        shelved = None
        if shelf is not Shelf.ALL:
            statuses = (WatchStatus.PLANNED.value,) if shelf is Shelf.PLANNED else ()
            shelved = Shelved(actor.user_id, statuses, with_private)
        view = View(filters)
        async with self._sessions() as session:
            first = await self._find(session, view, 0, size=1, shelved=shelved)
            total = first.counts.total
            if not total:
                return None
            place = self._choose(total)
            ids = (await self._find(session, view, place, size=1, shelved=shelved)).ids
            if ids == [besides] and total > 1:
                # Any other place: as likely each as the one that was drawn.
                place = (place + 1 + self._choose(total - 1)) % total
                ids = (await self._find(session, view, place, size=1, shelved=shelved)).ids
            everyone, here = await rated.list_tallies(session, ids, actor.guild_id)
            scale = await members.find_scale(session, actor)
        none = Tally() if actor.guild_id is not None else None
        for drama in await self._catalogue.get_many(ids):
            tally = everyone.get(drama.id, Tally())
            return Pick(drama, tally, here.get(drama.id, none), scale, total)
        return None

    async def _prior(self, session: AsyncSession, guild_id: int | None) -> Prior:
        """Return a prior; adding up all scores of a large server takes as long as its list."""
        kept, now = self._priors.get(guild_id), self._now()
        if kept is not None and abs(now - kept[0]) < _FRESH:
            return kept[1]
        prior, scores = await rated.find_prior(session, guild_id)
        if scores < _MANY_SCORES:  # a new score would show
            return prior
        self._priors[guild_id] = (now, prior)
        self._priors.move_to_end(guild_id)
        while len(self._priors) > _KEPT:
            self._priors.popitem(last=False)
        return prior

    def _known_last(self, guild_id: int | None, filters: Filters) -> int | None:
        """Return the last page of the best rated, if it was found within the last minute."""
        kept = self._lasts.get((guild_id, filters))
        fresh = kept is not None and abs(self._now() - kept[0]) < _FRESH
        return kept[1] if kept is not None and fresh else None

    async def _last(
        self, session: AsyncSession, guild_id: int | None, filters: Filters, prior: Prior
    ) -> int:
        if guild_id is None:
            total = await rated.count_rated(session, filters)
        else:
            _, total = await _rated(session, guild_id, filters, prior, 0, limit=1)
        last = max(-(-total // PAGE_SIZE), 1) - 1
        self._lasts[guild_id, filters] = (self._now(), last)
        self._lasts.move_to_end((guild_id, filters))
        while len(self._lasts) > _KEPT:
            self._lasts.popitem(last=False)
        return last

    @contextlib.asynccontextmanager
    async def _second_session(self) -> AsyncIterator[AsyncSession | None]:
        """Yield a session for what can be done at the same time; None while others have them.

        Who waited for a second connection with the first one in hand would keep it from others
        who wait as well, and all would wait in vain.
        """
        if self._second.locked():
            yield None
            return
        async with self._second, self._sessions() as session:
            yield session

    async def _find(
        self,
        session: AsyncSession,
        view: View,
        page: int,
        *,
        size: int = PAGE_SIZE,
        shelved: Shelved | None = None,
    ) -> queries.FoundPage:
        key, now, revision = (view.filters, view.sort), self._now(), self._catalogue.revision
        kept = self._counts.get(key) if shelved is None else None
        fresh = kept is not None and kept[0] == revision and abs(now - kept[1]) < _FRESH
        counts = kept[2] if kept is not None and fresh else None
        async with self._second_session() as beside:
            found = await queries.find_page(
                session,
                view.filters,
                view.sort,
                page=page,
                size=size,
                shelved=shelved,
                counts=counts,
                beside=beside,
            )
        if shelved is None and found.costly and not fresh:
            self._counts[key] = (revision, now, found.counts)
            self._counts.move_to_end(key)
            while len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return found


async def _rated(
    session: AsyncSession,
    guild_id: int | None,
    filters: Filters,
    prior: Prior,
    page: int,
    *,
    limit: int = PAGE_SIZE,
) -> tuple[list[rated.Rated], int]:
    offset = page * PAGE_SIZE
    if guild_id is None:
        return await rated.list_rated(session, filters, prior, limit=limit, offset=offset)
    return await rated.list_rated_here(
        session, guild_id, filters, prior, limit=limit, offset=offset
    )


async def _looser(session: AsyncSession, filters: Filters) -> tuple[Without, ...]:
    """Count what there would be without each filter; those that alone do not help are left out."""
    counts = await counting.count_without(session, filters)
    found = (Without(field, count) for field, count in counts.items() if count)
    return tuple(sorted(found, key=lambda each: -each.count))


def _paired(
    found: Sequence[rated.Rated], dramas: Sequence[Drama]
) -> list[tuple[rated.Rated, Drama]]:
    # A drama that was merged since the index last looked answers to another id.
    by_id = {drama.id: drama for drama in dramas}
    return [(each, by_id[each.drama_id]) for each in found if each.drama_id in by_id]
