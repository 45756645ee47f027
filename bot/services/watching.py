"""Watchlists: what members watch, how far they are, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.errors import ConflictError
from bot.domain.texts import t
from bot.domain.watching import WatchStatus, has_finished
from data.queries import members
from data.queries import watching as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.dramas import Drama
    from bot.domain.scores import Scale, Score
    from bot.domain.spoilers import Progress
    from bot.domain.watching import WatchEntry
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions

PAGE_SIZE: Final = 8


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A drama on a list, with the list's owner's score of it."""

    drama: Drama
    entry: WatchEntry
    score: Score | None


@dataclass(frozen=True, slots=True)
class Watchlist:
    """One page of a member's list, as somebody sees it.

    Attributes:
        owner_id: Whose list it is.
        full: The private entries are among them: only the owner sees it.
        status: The status it is filtered by, or None for all of them.
        counts: How many entries there are of each status; none of them is 0.
        page: From 0.
        pages: At least 1.
        scale: The scale its reader sees scores in.
    """

    owner_id: int
    full: bool
    status: WatchStatus | None
    counts: dict[WatchStatus, int]
    lines: tuple[WatchLine, ...]
    page: int
    pages: int
    scale: Scale


@dataclass(frozen=True, slots=True)
class WatchingService:
    """Everything a member can do with their watchlist."""

    sessions: Sessions
    now: Callable[[], datetime]
    catalogue: CatalogueService

    async def progress(self, actor: Actor, drama_id: int) -> Progress:
        """Return how far a member is with a drama."""
        drama_id = await self._current(drama_id)
        async with self.sessions() as session:
            return await queries.find_progress(session, actor.user_id, drama_id)

    async def entry(self, actor: Actor, drama_id: int) -> WatchEntry | None:
        """Return a drama's entry on a member's list, or None."""
        drama_id = await self._current(drama_id)
        async with self.sessions() as session:
            return await queries.find_entry(session, actor.user_id, drama_id)

    async def reach(
        self,
        actor: Actor,
        drama_id: int,
        number: float | Decimal,
        *,
        private: bool | None = None,
        forward_only: bool = False,
    ) -> WatchEntry:
        """Set the last episode a member watched: the last one completes the drama.

        Args:
            actor: Who watched it.
            drama_id: What they watched.
            number: The episode.
            private: Whether others see the entry; None leaves that as it is.
            forward_only: Leave an entry alone that is already as far or further.

        Raises:
            NotFoundError: No such drama.
            InvalidInputError: It has no such episode.
        """
        drama = await self.catalogue.get(drama_id)
        self.catalogue.own_lists.forget(actor.user_id)
        episode = drama.check_episode(number)
        finished = has_finished(drama, episode)
        status = WatchStatus.COMPLETED if finished else WatchStatus.WATCHING
        async with self.sessions.begin() as session:
            before = await queries.find_entry(session, actor.user_id, drama.id, to_change=True)
            if forward_only and before is not None and _is_at_least(before, episode):
                return before
            return await self._save(session, actor, drama, before, status, episode, private)

    async def choose_status(
        self, actor: Actor, drama_id: int, status: WatchStatus | None
    ) -> WatchEntry | None:
        """Put a drama under a status on a member's list; None takes it off the list.

        Completing it takes the member to its last episode. One who starts over leaves that
        episode behind.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.catalogue.get(drama_id)
        self.catalogue.own_lists.forget(actor.user_id)
        async with self.sessions.begin() as session:
            if status is None:
                await queries.delete_entry(session, actor.user_id, drama.id)
                return None
            before = await queries.find_entry(session, actor.user_id, drama.id, to_change=True)
            episode = before.episode if before else None
            if status is WatchStatus.COMPLETED and drama.facts.episodes:
                episode = drama.check_episode(drama.facts.episodes)
            elif status is not WatchStatus.COMPLETED and has_finished(drama, episode):
                episode = None
            return await self._save(session, actor, drama, before, status, episode, None)

    async def choose_private(self, actor: Actor, drama_id: int, *, private: bool) -> WatchEntry:
        """Hide an entry from others, or show it.

        Raises:
            ConflictError: The drama is not on the member's list.
        """
        drama_id = await self._current(drama_id)
        async with self.sessions.begin() as session:
            before = await queries.find_entry(session, actor.user_id, drama_id, to_change=True)
            if before is None:
                title = (await self.catalogue.get(drama_id)).title
                raise ConflictError(
                    t(
                        "{title} is not on your list yet. Pick a status or an episode first.",
                        title=title,
                    )
                )
            # Hiding is no news of the drama: its place in the list stays.
            return await queries.save_entry(
                session,
                actor.user_id,
                drama_id,
                status=before.status,
                episode=before.episode,
                private=private,
                now=before.updated_at,
            )

    async def watchlist(
        self,
        actor: Actor,
        owner_id: int,
        *,
        full: bool = False,
        status: WatchStatus | None = None,
        page: int = 0,
    ) -> Watchlist:
        """Return a page of a member's list as the actor may see it.

        Args:
            actor: Who reads it.
            owner_id: Whose list.
            full: With private entries, which only their owner ever gets.
            status: Only entries with this status.
            page: From 0; one beyond the ends stands for the nearest there is.
        """
        full = full and owner_id == actor.user_id
        async with self.sessions() as session:
            counts = await queries.count_entries(session, owner_id, with_private=full)
            total = counts.get(status, 0) if status else sum(counts.values())
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            found = await queries.list_entries(
                session,
                owner_id,
                status=status,
                with_private=full,
                limit=PAGE_SIZE,
                offset=page * PAGE_SIZE,
            )
            scale = await members.find_scale(session, actor)
        lines = await self._lines(found)
        return Watchlist(owner_id, full, status, counts, lines, page, pages, scale)

    async def _current(self, drama_id: int) -> int:
        """Return the id of the drama that one became, where it was merged."""
        return next((d.id for d in await self.catalogue.get_many([drama_id])), drama_id)

    async def _save(
        self,
        session: AsyncSession,
        actor: Actor,
        drama: Drama,
        before: WatchEntry | None,
        status: WatchStatus,
        episode: Decimal | None,
        private: bool | None,
    ) -> WatchEntry:
        now = self.now()
        await members.save_presence(session, actor, now=now)
        if private is None:
            private = before is not None and before.private
        return await queries.save_entry(
            session,
            actor.user_id,
            drama.id,
            status=status,
            episode=episode,
            private=private,
            now=now,
        )

    async def _lines(self, found: list[tuple[WatchEntry, Score | None]]) -> tuple[WatchLine, ...]:
        ids = [entry.drama_id for entry, _ in found]
        dramas = {drama.id: drama for drama in await self.catalogue.get_many(ids)}
        return tuple(
            WatchLine(dramas[entry.drama_id], entry, score)
            for entry, score in found
            if entry.drama_id in dramas
        )


def _is_at_least(entry: WatchEntry, episode: Decimal) -> bool:
    return entry.progress.finished or (entry.episode is not None and entry.episode >= episode)
