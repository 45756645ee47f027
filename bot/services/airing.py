"""What airs this week, as one member asks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.airing import DAYS, HOME, by_day, day_in
from bot.domain.watching import WatchStatus
from data.queries import airing as queries
from data.queries import members, state, watching
from data.queries.sources import list_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.airing import AiringFilter, AiringLine
    from bot.domain.dramas import Source
    from data.engine import Sessions

PAGE_SIZE: Final = 10
_READ_AT: Final = "tvmaze_schedule_at"  # where the import notes when it read the schedule


@dataclass(frozen=True, slots=True)
class AiringPage:
    """A page of what airs this week.

    Attributes:
        wanted: What was asked for; its day is one of ``days``, or None.
        today: The day it is where the chosen country's broadcasters are.
        lines: By day, and in the order they air.
        total: How many lines there are on all pages.
        days: The days on which anything airs, with how much.
        countries: Where it airs, with how much, most first; whatever country is chosen.
        known: How much airs this week at all, whatever was asked for.
        page: From 0.
        pages: At least 1.
        private: Only the member sees it.
        updates: The bot reads the schedule by itself.
        read_at: When it was read last, or None.
        sources: The sources of what is told, to be credited.
    """

    wanted: AiringFilter
    today: date
    lines: tuple[AiringLine, ...]
    total: int
    days: tuple[tuple[date, int], ...]
    countries: tuple[tuple[str, int], ...]
    known: int
    page: int
    pages: int
    private: bool = False
    updates: bool = False
    read_at: datetime | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class AiringService:
    """Tells what airs when.

    Attributes:
        updates: The bot reads the schedule by itself.
    """

    sessions: Sessions
    now: Callable[[], datetime]
    updates: bool = False

    def today(self, country: str | None = None) -> date:
        """Return the day it is where a country's broadcasters are."""
        return day_in(country or HOME, self.now())

    async def week(
        self,
        actor: Actor,
        wanted: AiringFilter,
        *,
        page: int = 0,
        private: bool = False,
        region: str | None = None,
    ) -> AiringPage:
        """Return a page of what airs from today on.

        Args:
            actor: Who reads it.
            wanted: What of it; a day that is over stands for today.
            page: From 0; one beyond the ends stands for the nearest there is.
            private: Only they see it, so it may say what is on their list.
            region: Where they can watch, if they did not choose; asked for only when private.
        """
        now = self.now()
        today = day_in(wanted.country or HOME, now)
        async with self.sessions() as session:
            episodes = await queries.list_episodes(
                session, today - timedelta(days=2), today + timedelta(days=DAYS - 1)
            )
            everything = by_day(episodes, today, now)
            statuses: dict[int, WatchStatus] = {}
            if private:
                ids = sorted({line.drama.id for line in everything})
                statuses = await watching.find_statuses(session, actor.user_id, ids)
            read_at = await _read_at(session)
        lines = everything
        if wanted.mine:
            lines = [line for line in lines if _is_followed(statuses.get(line.drama.id))]
        countries = Counter(line.drama.country for line in lines if line.drama.country)
        if wanted.country is not None:
            lines = [line for line in lines if line.drama.country == wanted.country]
        days = Counter(line.day for line in lines)
        if wanted.day is not None and wanted.day not in days:
            wanted = replace(wanted, day=_nearest(wanted.day, today))
        if wanted.day is not None:
            lines = [line for line in lines if line.day == wanted.day]
        pages = max(1, -(-len(lines) // PAGE_SIZE))
        page = min(max(page, 0), pages - 1)
        shown = [
            replace(line, status=statuses.get(line.drama.id))
            for line in lines[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        ]
        async with self.sessions() as session:
            if private:
                region = await members.find_region(session, actor.user_id) or region
            shown = await _with_places(session, shown, region if private else None)
            ids = [line.drama.id for line in shown]
            sources = await list_sources(session, ids, episodes=True)
        return AiringPage(
            wanted=wanted,
            today=today,
            lines=tuple(shown),
            total=len(lines),
            days=tuple(sorted(days.items())),
            countries=tuple(countries.most_common()),
            known=len(everything),
            page=page,
            pages=pages,
            private=private,
            updates=self.updates,
            read_at=read_at,
            sources=tuple(sources),
        )


def _is_followed(status: WatchStatus | None) -> bool:
    return status is not None and status is not WatchStatus.DROPPED


def _nearest(day: date, today: date) -> date:
    return min(max(day, today), today + timedelta(days=DAYS - 1))


async def _with_places(
    session: AsyncSession, lines: list[AiringLine], region: str | None
) -> list[AiringLine]:
    ids = sorted({line.drama.id for line in lines})
    networks = await queries.list_networks(session, ids)
    services = await queries.list_services(session, ids, region)
    placed = []
    for line in lines:
        on = networks.get(line.drama.id, [])
        known = {name.casefold() for name in on}
        others = [name for name in services.get(line.drama.id, []) if name.casefold() not in known]
        placed.append(replace(line, networks=tuple(on), services=tuple(others)))
    return placed


async def _read_at(session: AsyncSession) -> datetime | None:
    noted = await state.find_state(session, _READ_AT)
    return datetime.fromisoformat(noted) if noted else None
