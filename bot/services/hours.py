"""A server's zone and its quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.errors import InvalidInputError
from bot.domain.hours import next_digest
from bot.domain.texts import t
from data.queries import announcements
from data.queries import hours as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.hours import QuietHours
    from data.engine import Sessions


class Day(NamedTuple):
    """A server's day.

    Attributes:
        zone: Its zone's name, or None where it chose none (UTC).
        quiet: When nothing is announced, or None.
    """

    zone: str | None = None
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class HoursService:
    """Reads and changes them; what waits for their end follows every change."""

    sessions: Sessions
    now: Callable[[], datetime]

    async def find(self, guild_id: int) -> Day:
        """Return a server's day."""
        async with self.sessions() as session:
            return await _day(session, guild_id)

    async def choose(
        self,
        guild_id: int,
        *,
        zone: str | None = None,
        quiet: tuple[int, int] | None = None,
    ) -> Day:
        """Set a server's zone, its quiet hours, or both.

        Args:
            guild_id: The server.
            zone: The zone's name in the tz database; None leaves the one there is.
            quiet: From when to when, in minutes after midnight; None leaves them as they are.

        Raises:
            InvalidInputError: They begin when they end.
        """
        if quiet is not None and quiet[0] == quiet[1]:
            raise InvalidInputError(
                t("Quiet hours have to end at another time than they begin, such as 23:00 to 8:00.")
            )
        async with self.sessions.begin() as session:
            if zone is not None:
                await queries.save_zone(session, guild_id, zone)
            if quiet is not None:
                await queries.save_quiet_hours(session, guild_id, quiet)
            return await self._follow(session, guild_id)

    async def end(self, guild_id: int) -> Day:
        """Have no quiet hours any more; what waits for their end comes now."""
        async with self.sessions.begin() as session:
            await queries.save_quiet_hours(session, guild_id, None)
            return await self._follow(session, guild_id)

    async def _follow(self, session: AsyncSession, guild_id: int) -> Day:
        """Have deliveries and digests come when the changed day says."""
        now, day = self.now(), await _day(session, guild_id)
        over = day.quiet.over(now) if day.quiet else None
        await queries.move_waiting(session, guild_id, due_at=over or now)
        for each in await announcements.list_subscriptions(session, guild_id):
            if each.digest is not None:
                next_at = next_digest(each.digest, day.zone, now)
                await announcements.save_rhythm(session, each.id, each.digest, next_at)
        return day


async def _day(session: AsyncSession, guild_id: int) -> Day:
    return Day(
        await queries.find_zone(session, guild_id),
        await queries.find_quiet_hours(session, guild_id),
    )
