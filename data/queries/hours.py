"""A server's zone and its quiet hours, and the deliveries that wait for their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.hours import QuietHours
from data.queries.outbox import PENDING
from data.tables import DeliveryRow, GuildSettingsRow, SubscriptionRow
from data.upsert import upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def find_zone(session: AsyncSession, guild_id: int) -> str | None:
    """Return the name of the zone a server chose, or None."""
    return await session.scalar(
        select(GuildSettingsRow.time_zone).where(GuildSettingsRow.guild_id == guild_id)
    )


async def find_quiet_hours(session: AsyncSession, guild_id: int) -> QuietHours | None:
    """Return a server's quiet hours, or None where it has none."""
    row = (
        await session.execute(
            select(
                GuildSettingsRow.time_zone, GuildSettingsRow.quiet_from, GuildSettingsRow.quiet_to
            ).where(GuildSettingsRow.guild_id == guild_id)
        )
    ).one_or_none()
    return quiet_of(*row) if row else None


def quiet_of(zone: str | None, start: int | None, end: int | None) -> QuietHours | None:
    """Return quiet hours as they are stored, or None where there are none."""
    if start is None or end is None:
        return None
    return QuietHours(zone or "UTC", start, end)


async def save_zone(session: AsyncSession, guild_id: int, zone: str) -> None:
    """Set a server's zone."""
    await _save(session, guild_id, time_zone=zone)


async def save_quiet_hours(
    session: AsyncSession, guild_id: int, stretch: tuple[int, int] | None
) -> None:
    """Set a server's quiet hours in minutes after midnight, or (None) that it has none."""
    start, end = stretch or (None, None)
    await _save(session, guild_id, quiet_from=start, quiet_to=end)


async def move_waiting(session: AsyncSession, guild_id: int, *, due_at: datetime) -> None:
    """Have what waits for a server come at another time; what was tried before has its own."""
    theirs = select(SubscriptionRow.id).where(SubscriptionRow.guild_id == guild_id)
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.subscription_id.in_(theirs),
            DeliveryRow.state == PENDING,
            DeliveryRow.attempts == 0,
        )
        .values(due_at=due_at)
        .execution_options(synchronize_session=False)
    )


async def _save(session: AsyncSession, guild_id: int, **values: int | str | None) -> None:
    await session.execute(
        upsert(session, GuildSettingsRow, key={"guild_id": guild_id}, values=values)
    )
