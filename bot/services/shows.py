"""Shows that providers tell of: searched for, and taken into the catalogue."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import structlog

from bot.domain.dramas import Source
from bot.domain.errors import InvalidInputError, NotFoundError, UnavailableError
from bot.domain.shows import ShowId
from bot.domain.texts import t
from bot.services import show_recording as recording
from bot.services.show_stocking import stock_summaries
from data.queries import catalogue as catalogue_queries
from data.queries import registers
from data.queries import shows as queries

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import Drama
    from bot.domain.shows import Show
    from bot.providers.registry import Providers
    from bot.services.catalogue import CatalogueService
    from bot.services.show_stocking import Stocked
    from data.engine import Sessions

    Note = Callable[[AsyncSession], Awaitable[None]]

log = structlog.get_logger(__name__)

MOST_FOUND: Final = 10


@dataclass(frozen=True, slots=True)
class FoundShow:
    """What a search found.

    Attributes:
        drama_id: The drama it is, where the catalogue has it already.
    """

    show: Show
    drama_id: int | None = None


@dataclass(frozen=True, slots=True)
class TakenShow:
    """What taking a show in came to.

    Attributes:
        new: Whether the catalogue did not have the drama.
        changed: Whether anything is known now that was not.
    """

    drama_id: int
    new: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class ShowService:
    """Searches providers and takes their shows in, each in one transaction.

    Attributes:
        providers: None where nothing outside may be asked.
        updates: Whether the running bot keeps the catalogue up to date by itself.
    """

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]
    providers: Providers | None = None
    updates: bool = False
    _adding: WeakValueDictionary[ShowId, asyncio.Lock] = field(
        default_factory=WeakValueDictionary, repr=False
    )

    @property
    def on(self) -> bool:
        """Whether there is anybody to ask."""
        return self.providers is not None

    async def search(
        self, title: str, *, year: int | None = None, limit: int = MOST_FOUND
    ) -> list[FoundShow]:
        """Return shows that TVmaze has under a title, within 10 seconds.

        Raises:
            UnavailableError: Nothing outside may be asked, or there was no answer in time.
        """
        found = await self._asked().tvmaze.search(title, year=year, limit=limit, urgent=True)
        async with self.sessions() as session:
            known = await registers.find_registered(
                session, [recording.own_id(show) for show in found]
            )
        here = {each: entry.drama_id for each, entry in known.items()}
        return [FoundShow(show, here.get(recording.own_id(show))) for show in found]

    async def add(self, source: Source | str, show_id: str) -> Drama:
        """Return the drama that a provider's show is, after taking it in where it is new.

        It is answered within 10 seconds. Two who add the same show get the same drama.

        Raises:
            InvalidInputError: No such provider.
            NotFoundError: The provider has no such show.
            UnavailableError: Nothing outside may be asked, or there was no answer in time.
        """
        try:
            provider = self._asked().of(Source(source))
        except ValueError:
            provider = None
        if provider is None:
            raise InvalidInputError(t("I cannot add dramas from there: search again with /drama."))
        wanted = ShowId(provider.source.value, show_id)
        lock = self._adding.setdefault(wanted, asyncio.Lock())
        async with lock:
            known = await self._known(wanted)
            if known is not None and known.read_at is not None:
                return await self.catalogue.get(known.drama_id)
            try:
                fetched = await provider.show(show_id, urgent=True)
            except UnavailableError:
                if known is None:
                    raise
                return await self.catalogue.get(known.drama_id)
            if fetched.show is None:
                if known is not None:
                    return await self.catalogue.get(known.drama_id)
                raise NotFoundError(
                    t(
                        "{provider} does not have that show any more: search again with /drama.",
                        provider=provider.credit.name,
                    )
                )
            taken = await self.take_in(fetched.show, etag=fetched.etag)
        log.info("drama added", source=wanted.register, show=show_id, drama=taken.drama_id)
        return await self.catalogue.get(taken.drama_id)

    async def take_in(
        self, show: Show, *, etag: str | None = None, into: int | None = None, refresh: bool = True
    ) -> TakenShow:
        """Write down all that a provider tells of a show; once or twice comes to the same.

        What is the same as before costs no new revision of the catalogue.

        Args:
            show: As the provider told all of it.
            etag: What to ask the provider with the next time.
            into: The drama it is, where somebody knows.
            refresh: Take the change into the index at once; many in a row do it at their end.
        """
        now = self.now()
        same = await self._same(show, into, etag=etag, now=now)
        if same is not None:
            return TakenShow(same, new=False, changed=False)
        async with self.sessions.begin() as session:
            revision = await catalogue_queries.save_revision(session)
            # Asked again: whoever had the revision before may have added it.
            known = await registers.find_registered(session, show.ids)
            own = known.get(recording.own_id(show))
            if own is not None and own.aside:
                return TakenShow(own.drama_id, new=False, changed=False)
            found = await recording.which_drama(session, show, self.catalogue.titles, known)
            # An entry that is there already says more than whoever asked.
            if own is not None or into is None:
                drama_id = found
            else:
                drama_id = await queries.find_live(session, into)  # merged meanwhile
            new = drama_id is None
            drama_id = await recording.record(
                session, show, drama_id, now=now, revision=revision, whole=True
            )
            await recording.record_popularity(session, show, drama_id)
            await recording.record_registers(session, show, drama_id, known, now=now, etag=etag)
        if refresh:
            await self.catalogue.refresh()
        return TakenShow(drama_id, new=new, changed=True)

    async def take_in_many(self, shows: Sequence[Show], *, note: Note | None = None) -> Stocked:
        """Write down what an index tells of shows: less than the provider knows.

        What was read of a show in full stays; a show that changed since counts as unread.

        Args:
            shows: Of one provider, without other titles, cast and episodes.
            note: What is to be written in the same transaction.
        """
        stocked = await stock_summaries(
            self.sessions, self.catalogue.titles, shows, now=self.now(), note=note
        )
        if stocked.new or stocked.changed:
            await self.catalogue.refresh()
        return stocked

    async def _same(
        self, show: Show, into: int | None, *, etag: str | None, now: datetime
    ) -> int | None:
        """Return the drama of a show that has no news to bring; note that it was read again."""
        async with self.sessions() as session:
            known = await registers.find_registered(session, show.ids)
            own = known.get(recording.own_id(show))
            if own is not None and own.aside:
                return own.drama_id
            if own is None or own.read_at is None or into not in (None, own.drama_id):
                return None
            if await recording.is_news(session, show, own.drama_id, whole=True):
                return None
        async with self.sessions.begin() as session:
            moves = await recording.popularity_moves(session, show, own.drama_id)
            if moves >= recording.NOTICED:
                # First of all: who holds the revision may be waiting for the drama's own row.
                revision = await catalogue_queries.save_revision(session)
                await recording.mark(session, own.drama_id, revision)
            await recording.record_popularity(session, show, own.drama_id)
            await recording.record_registers(session, show, own.drama_id, known, now=now, etag=etag)
        return own.drama_id

    async def _known(self, wanted: ShowId) -> registers.Registered | None:
        async with self.sessions() as session:
            return (await registers.find_registered(session, [wanted])).get(wanted)

    def _asked(self) -> Providers:
        if self.providers is None:
            raise UnavailableError(
                t("I cannot search TVmaze here: whoever runs me has switched that off.")
            )
        return self.providers
