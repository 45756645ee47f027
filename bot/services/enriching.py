"""Asking TMDB and Wikidata about the dramas that are in the catalogue."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import UnavailableError
from bot.domain.texts import t
from bot.services.imports import LEASE
from bot.services.lease import leased
from bot.services.show_matching import contradict, fits
from bot.services.show_reader import Progress, Report, Run, StoppedError
from data.queries import registers, state
from data.queries import shows as queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.dramas import Source
    from bot.domain.shows import Show, ShowId
    from bot.providers.model import Provider
    from bot.services.shows import ShowService
    from data.queries.registers import Registered
    from data.queries.shows import Candidate

log = structlog.get_logger(__name__)

_STALE: Final = timedelta(days=30)  # after which a provider is asked about a drama again
_BATCH: Final = 50
_MOST_FAILURES: Final = 5  # in a row


@dataclass(frozen=True, slots=True)
class EnrichingService:
    """Adds what another provider knows, drama by drama; it goes on where it was stopped."""

    shows: ShowService

    async def enrich(
        self,
        source: Source,
        *,
        limit: int | None = None,
        progress: Callable[[Progress], None],
        stop: asyncio.Event | None = None,
    ) -> Report:
        """Ask a provider about every drama that it was not asked about for a month.

        Args:
            source: Whose facts.
            limit: About how many dramas at most.
            progress: Is told of every drama.
            stop: Ends it when set; the report says so.

        Raises:
            ConflictError: Another process is changing the catalogue.
            UnavailableError: The provider does not answer, or is not configured.
        """
        provider = self.shows.providers.of(source) if self.shows.providers else None
        if provider is None:
            raise UnavailableError(t("{provider} is not to be asked here.", provider=source.value))
        async with leased(self.shows.sessions, LEASE, self.shows.now) as lease:
            run = Run(lease, progress, stop or asyncio.Event(), limit)
            try:
                await self._all(provider, run)
            except StoppedError:
                run.report.stopped = True
            finally:
                await self.shows.catalogue.refresh()
        return run.report

    async def _all(self, provider: Provider, run: Run) -> None:
        key = f"{provider.source}_enriched_to"
        asked = failures = 0
        async with self.shows.sessions() as session:
            after = int(await state.find_state(session, key) or 0)
        while batch := await self._next(provider, after):
            for drama_id in batch:
                await run.step()
                if run.limit is not None and asked >= run.limit:
                    return
                asked += 1
                title = ""
                try:
                    title = await self._one(provider, drama_id, run)
                    failures = 0
                except (UnavailableError, SQLAlchemyError) as error:
                    # One that cannot be written must not be where every run ends.
                    log.info("drama not enriched", drama=drama_id, error=str(error))
                    failures += 1
                    if failures >= _MOST_FAILURES:
                        raise
                after = drama_id
                async with self.shows.sessions.begin() as session:
                    await state.save_state(session, key, str(after))
                run.progress(Progress("dramas", asked, run.limit, title))
        async with self.shows.sessions.begin() as session:
            # The next run begins anew with those that are to be asked about by then.
            await state.save_state(session, key, "0")

    async def _next(self, provider: Provider, after: int) -> list[int]:
        async with self.shows.sessions() as session:
            return await registers.list_unmet(
                session,
                provider.source.value,
                after,
                before=self.shows.now() - _STALE,
                limit=_BATCH,
            )

    async def _one(self, provider: Provider, drama_id: int, run: Run) -> str:
        """Ask about one drama; return its title where something was found."""
        async with self.shows.sessions() as session:
            entries = await registers.list_ids_of(session, drama_id)
            found = await queries.list_candidates(session, [drama_id])
        if not found:  # merged meanwhile
            return ""
        candidate = found[0]
        known = next((e for e in entries if e.id.register == provider.source.value), None)
        show_id = known.id.id if known else await self._find(provider, candidate, entries, run)
        if show_id is None:
            return ""
        fetched = await run.asked(provider.show(show_id, etag=known.etag if known else None))
        if fetched.show is None:
            if known is not None:
                await self._note(known, gone=not fetched.unchanged)
            return ""
        if known is None and not _agrees(fetched.show, candidate, entries):
            return ""
        taken = await self.shows.take_in(
            fetched.show, etag=fetched.etag, into=drama_id, refresh=False
        )
        run.report.read += 1
        run.report.changed += taken.changed
        return candidate.title

    async def _find(
        self, provider: Provider, candidate: Candidate, entries: list[Registered], run: Run
    ) -> str | None:
        """Return what the provider calls a drama, where that is clear."""
        assert self.shows.providers is not None  # noqa: S101 - it has just named the provider
        wikidata = self.shows.providers.wikidata
        if provider is wikidata and entries:
            by_id = await run.asked(wikidata.find([entry.id for entry in entries]))
            if by_id is not None:
                return by_id
        found = await run.asked(provider.search(candidate.title, year=candidate.year, urgent=False))
        fitting = [show for show in found if _agrees(show, candidate, entries)]
        return fitting[0].id if len(fitting) == 1 else None

    async def _note(self, entry: Registered, *, gone: bool) -> None:
        now = self.shows.now()
        async with self.shows.sessions.begin() as session:
            if gone:
                await registers.save_gone(session, entry.id, now=now)
            else:
                await registers.save_register(session, entry.id, entry.drama_id, read_at=now)


def _agrees(show: Show, candidate: Candidate, entries: list[Registered]) -> bool:
    ids = [entry.id for entry in entries]
    if contradict(show.ids, ids):
        return False
    shared: set[ShowId] = set(show.ids) & set(ids)
    return bool(shared) or fits(show, candidate)
