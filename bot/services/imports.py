"""Filling the catalogue from TVmaze, and keeping it up to date.

Every step is a transaction of its own and says how far it came, so that whoever is killed at
any moment loses at most the show in hand. One process at a time does it, by a lease.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

import structlog

from bot.domain.errors import NotFoundError, UnavailableError
from bot.domain.texts import t
from bot.services import import_state as states
from bot.services.import_state import Reached, Scope
from bot.services.lease import leased
from bot.services.schedules import week_of
from bot.services.show_reader import Progress, Report, Run, ShowReader, StoppedError
from data.queries import registers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.shows import Show
    from bot.providers.tvmaze.provider import TVmaze
    from bot.services.import_state import ImportState
    from bot.services.shows import ShowService

log = structlog.get_logger(__name__)

LEASE: Final = "catalogue_lease"
COUNTRIES: Final = ("KR", "JP", "CN", "TW", "TH")
KINDS: Final = ("Scripted",)
SCHEDULE_EVERY: Final = timedelta(hours=6)
UPDATE_EVERY: Final = timedelta(days=1)
PAGE: Final = 250  # ids on a page of TVmaze's index

_REGISTER: Final = "tvmaze"
_PERIODS: Final[tuple[tuple[timedelta, Literal["day", "week", "month"]], ...]] = (
    (timedelta(hours=22), "day"),
    (timedelta(days=6), "week"),
    (timedelta(days=27), "month"),
)
"""How long ago still lies safely within what TVmaze calls a day, a week, a month."""
_COMPARED_AFTER: Final = timedelta(days=7)
_MOST_ABSENT: Final = 500  # shows that are looked at in one go because a list left them out


def _silent(_: Progress) -> None:
    return


@dataclass(frozen=True, slots=True)
class ImportService:
    """Imports from TVmaze, in steps.

    Attributes:
        countries: Whose week ``read_schedule`` reads, by ISO 3166-1 alpha-2.
    """

    shows: ShowService
    countries: tuple[str, ...] = COUNTRIES

    @property
    def now(self) -> Callable[[], datetime]:
        """The time."""
        return self.shows.now

    async def state(self) -> ImportState:
        """Return how far everything was read."""
        async with self.shows.sessions() as session:
            return await states.find_import_state(session)

    async def import_shows(
        self,
        countries: Collection[str],
        kinds: Collection[str] = KINDS,
        *,
        limit: int | None = None,
        progress: Callable[[Progress], None] = _silent,
        stop: asyncio.Event | None = None,
    ) -> Report:
        """Take in TVmaze's shows of some countries; goes on where the last run ended.

        Args:
            countries: ISO 3166-1 alpha-2.
            kinds: TVmaze's types of shows.
            limit: How many shows are read in full at most.
            progress: Is told of every step.
            stop: Ends it when set; the report says so.

        Raises:
            ConflictError: Another process is at it.
            UnavailableError: TVmaze does not answer; what was done stays done.
        """
        scope = Scope.of(countries, kinds)
        async with self._running(progress, stop, limit) as run:
            before = (await self.state()).scopes.get(scope)
            if before is None or before.complete:
                # A complete one is read anew: a show may belong to a country by now.
                before = Reached()
                await self._save(scope, before)
                async with self.shows.sessions.begin() as session:
                    await registers.forget_attempts(session, _REGISTER)
            last = await self._compare(run, whole=True)
            reached = await self._index(run, {scope: before}, last // PAGE + 1)
            await self._reader(run).read_all()
            if run.report.left == 0:
                await self._save(scope, replace(reached[scope], complete=True))
        return run.report

    async def update(
        self,
        *,
        progress: Callable[[Progress], None] = _silent,
        stop: asyncio.Event | None = None,
    ) -> Report:
        """Take in what changed on TVmaze since the last time, and what is new.

        Raises:
            NotFoundError: There is nothing of TVmaze's in the catalogue yet.
            ConflictError: Another process is at it.
            UnavailableError: TVmaze does not answer; what was done stays done.
        """
        async with self._running(progress, stop, None) as run:
            state = await self.state()
            async with self.shows.sessions() as session:
                known = await registers.count_registered(session, _REGISTER)
            if not known and not state.scopes:
                raise NotFoundError(
                    t("Nothing was imported yet: run 'daebak catalogue import tvmaze' first.")
                )
            compared = state.compared_at
            whole = compared is None or self.now() - compared > _COMPARED_AFTER
            await self._compare(run, whole=whole, since=state.updated_at)
            indexed = {scope: r for scope, r in state.scopes.items() if r.indexed}
            if indexed:
                await self._index(run, indexed, None)
            await self._reader(run).read_all()
        return run.report

    async def read_schedule(
        self,
        *,
        progress: Callable[[Progress], None] = _silent,
        stop: asyncio.Event | None = None,
    ) -> Report:
        """Take in the shows that are on within a week, in the countries that are set.

        Raises:
            ConflictError: Another process is at it.
            UnavailableError: TVmaze does not answer; what was done stays done.
        """
        scope = Scope.of(self.countries, KINDS)
        async with self._running(progress, stop, None) as run:
            shows = await week_of(self._tvmaze(), scope, self.now(), run)
            stocked = await self.shows.take_in_many(shows)
            run.report.new += stocked.new
            await self._reader(run).read_all(among=[show.id for show in shows])
            async with self.shows.sessions.begin() as session:
                await states.save_schedule_read(session, self.now())
        return run.report

    async def keep_up(self, *, stop: asyncio.Event | None = None) -> list[tuple[str, Report]]:
        """Do what is due: the week's schedule every six hours, what changed once a day.

        What changed is asked for only where an import was completed.

        Returns:
            What was done, by name, with what it came to.

        Raises:
            ConflictError: Another process is at it.
            UnavailableError: TVmaze does not answer.
        """
        state, now = await self.state(), self.now()
        done: list[tuple[str, Report]] = []
        if state.schedule_at is None or now - state.schedule_at >= SCHEDULE_EVERY:
            done.append(("schedule", await self.read_schedule(stop=stop)))
        is_old = state.updated_at is None or now - state.updated_at >= UPDATE_EVERY
        if state.imported and is_old:
            done.append(("update", await self.update(stop=stop)))
        return done

    @asynccontextmanager
    async def _running(
        self,
        progress: Callable[[Progress], None],
        stop: asyncio.Event | None,
        limit: int | None,
    ) -> AsyncIterator[Run]:
        self._tvmaze()
        async with leased(self.shows.sessions, LEASE, self.now) as lease:
            run = Run(lease, progress, stop or asyncio.Event(), limit)
            try:
                yield run
            except StoppedError:
                run.report.stopped = True

    async def _compare(self, run: Run, *, whole: bool, since: datetime | None = None) -> int:
        """Note which of our shows changed, and which are there no more; return the last id."""
        began = self.now()
        await run.step()
        period = None if whole else self._period(since)
        changes = await run.asked(self._tvmaze().changed(period))
        async with self.shows.sessions.begin() as session:
            await registers.save_changes(session, _REGISTER, changes)
            if period is None and changes:
                # Asking for each of them tells whether it is really gone.
                absent = await registers.list_absent(session, _REGISTER, changes)
                await registers.unread_again(session, _REGISTER, absent[:_MOST_ABSENT])
            await states.save_compared(session, began, whole=period is None)
        return max(map(int, changes), default=0)

    def _period(self, since: datetime | None) -> Literal["day", "week", "month"] | None:
        if since is None:
            return None
        ago = self.now() - since
        return next((name for longest, name in _PERIODS if ago <= longest), None)

    async def _index(
        self, run: Run, reached: dict[Scope, Reached], pages: int | None
    ) -> dict[Scope, Reached]:
        """Read the index to its end from where the scopes are."""
        page = min(each.page for each in reached.values())
        while True:
            await run.step()
            found = await run.asked(self._tvmaze().index(page))
            if found is None:
                # The last page may fill up: it is read again the next time.
                last = Reached(max(page - 1, 0), indexed=True)
                ended = {
                    scope: replace(last, complete=each.complete) for scope, each in reached.items()
                }
                await self._save_all(ended)
                return ended
            wanted = [show for show in found if any(scope.wants(show) for scope in reached)]
            reached = {
                scope: replace(each, page=max(each.page, page + 1))
                for scope, each in reached.items()
            }
            await self._take_in(run, wanted, reached)
            page += 1
            run.progress(Progress("index", page, pages))

    async def _take_in(self, run: Run, shows: list[Show], reached: dict[Scope, Reached]) -> None:
        async def note(session: AsyncSession) -> None:
            await states.save_reached(session, reached)

        stocked = await self.shows.take_in_many(shows, note=note)
        run.report.new += stocked.new

    async def _save(self, scope: Scope, reached: Reached) -> None:
        await self._save_all({scope: reached})

    async def _save_all(self, reached: dict[Scope, Reached]) -> None:
        async with self.shows.sessions.begin() as session:
            await states.save_reached(session, reached)

    def _reader(self, run: Run) -> ShowReader:
        tvmaze = self._tvmaze()
        return ShowReader(self.shows, tvmaze, run, lambda: tvmaze.changed("day"))

    def _tvmaze(self) -> TVmaze:
        if self.shows.providers is None:
            raise UnavailableError(t("TVmaze is not to be asked here: it is switched off."))
        return self.shows.providers.tvmaze
