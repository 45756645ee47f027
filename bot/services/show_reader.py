"""Reading shows one after the other, each in a transaction of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import UnavailableError
from bot.domain.texts import t
from bot.services import show_recording as recording
from data.queries import registers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine

    from bot.providers.model import Provider
    from bot.services.lease import Lease
    from bot.services.shows import ShowService
    from data.queries.registers import Registered

log = structlog.get_logger(__name__)

T = TypeVar("T")

_BATCH: Final = 50
_REFRESHED: Final = 25  # shows, after which the index of titles follows
_SUSPICIOUS: Final = 5  # failures in a row, after which it is asked whether anybody answers


class StoppedError(Exception):
    """Whoever started the work wants it to end; what is done stays done."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Attributes:
        step: ``index`` (its pages), ``shows``, or ``schedule`` (its days).
        done: Of it.
        total: As far as is known.
        title: What was read last.
    """

    step: str
    done: int
    total: int | None = None
    title: str = ""


@dataclass(slots=True)
class Report:
    """What the work came to.

    Attributes:
        new: Dramas that the catalogue did not have.
        read: Shows that were read in full.
        changed: Of those, the ones that brought news.
        gone: Shows that their provider has no more.
        left: Shows that are still to be read.
        failing: (id, title) of those that were given up after too many failures.
        stopped: Whether it ended before its time, as it was told to.
    """

    new: int = 0
    read: int = 0
    changed: int = 0
    gone: int = 0
    left: int = 0
    failing: list[tuple[str, str]] = field(default_factory=list)
    stopped: bool = False


@dataclass(slots=True)
class Run:
    """One run of the work, with whoever watches it.

    Attributes:
        stop: Set to end it.
        limit: How many shows are read in full at most; None is all.
    """

    lease: Lease
    progress: Callable[[Progress], None]
    stop: asyncio.Event
    limit: int | None = None
    report: Report = field(default_factory=Report)

    async def step(self) -> None:
        """Begin a step.

        Raises:
            StoppedError: It is to end.
            ConflictError: Another process took over.
        """
        if self.stop.is_set():
            raise StoppedError
        await self.lease.renew()

    async def asked(self, answer: Coroutine[None, None, T]) -> T:
        """Wait for an answer from outside, or for the end.

        Raises:
            StoppedError: It is to end; nobody waits for the answer.
        """
        asking = asyncio.create_task(answer)
        told = asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait({asking, told}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise StoppedError
            return asking.result()
        finally:
            for task in (asking, told):
                task.cancel()
            await asyncio.gather(asking, told, return_exceptions=True)


@dataclass(slots=True)
class ShowReader:
    """Reads what one provider has to tell of shows that are in the catalogue.

    Attributes:
        answers: Tells whether the provider answers at all: asked after failures in a row.
    """

    shows: ShowService
    provider: Provider
    run: Run
    answers: Callable[[], Awaitable[object]]
    _failures: int = 0
    _total: int = 0
    _done: set[str] = field(default_factory=set)
    _passed: set[str] = field(default_factory=set)

    async def read_all(self, among: Collection[str] | None = None) -> None:
        """Read all that is unread, the most popular first.

        Args:
            among: Only these ids.

        Raises:
            StoppedError: As it was told to.
            UnavailableError: The provider does not answer any more.
        """
        register = self.provider.source.value
        since_refresh = 0
        async with self.shows.sessions() as session:
            unread = await registers.count_unread(session, register)
        self._total = unread if self.run.limit is None else min(unread, self.run.limit)
        if among is not None:
            self._total = min(self._total, len(among))
        try:
            while batch := await self._next(among):
                for entry in batch:
                    await self.run.step()
                    if self.run.limit is not None and self.run.report.read >= self.run.limit:
                        return
                    if entry.id.id in self._done:
                        # Unread still: a cache on the way told us what was before.
                        self._passed.add(entry.id.id)
                        continue
                    await self._read(entry)
                    since_refresh += 1
                    if since_refresh >= _REFRESHED:
                        since_refresh = 0
                        await self.shows.catalogue.refresh()
        finally:
            await self.shows.catalogue.refresh()
            async with self.shows.sessions() as session:
                self.run.report.left = await registers.count_unread(session, register)
                self.run.report.failing = await registers.list_failing(session, register)

    async def _next(self, among: Collection[str] | None) -> list[Registered]:
        async with self.shows.sessions() as session:
            return await registers.list_unread(
                session,
                self.provider.source.value,
                limit=_BATCH,
                passed=self._passed,
                among=among,
            )

    async def _read(self, entry: Registered) -> None:
        report = self.run.report
        try:
            fetched = await self.run.asked(self.provider.show(entry.id.id, etag=entry.etag))
            title = ""
            if fetched.unchanged:
                await self._note_unchanged(entry)
            elif fetched.show is not None and fetched.show.id == entry.id.id:
                title = fetched.show.facts.title
                taken = await self.shows.take_in(fetched.show, etag=fetched.etag, refresh=False)
                report.new += taken.new
                report.changed += taken.changed
            else:
                # Gone, or one with another show by now.
                async with self.shows.sessions.begin() as session:
                    await registers.save_gone(session, entry.id, now=self.shows.now())
                report.gone += 1
        except (UnavailableError, SQLAlchemyError) as error:
            await self._note_failure(entry, error)
            return
        self._failures = 0
        self._done.add(entry.id.id)
        report.read += 1
        self.run.progress(Progress("shows", report.read, self._total, title))

    async def _note_unchanged(self, entry: Registered) -> None:
        now = self.shows.now()
        async with self.shows.sessions.begin() as session:
            await registers.save_register(
                session,
                entry.id,
                entry.drama_id,
                read_at=recording.read_through(None, entry.changed_at, now),
                attempts=0,
            )

    async def _note_failure(self, entry: Registered, error: Exception) -> None:
        log.info("show not read", provider=entry.id.register, show=entry.id.id, error=str(error))
        async with self.shows.sessions.begin() as session:
            await registers.save_attempt(session, entry.id)
        self._failures += 1
        if self._failures < _SUSPICIOUS:
            return
        try:
            await self.answers()
        except UnavailableError:
            raise UnavailableError(
                t(
                    "{provider} does not answer any more. What was read so far is kept: run the "
                    "command again later to go on.",
                    provider=self.provider.credit.name,
                )
            ) from error
        self._failures = 0
