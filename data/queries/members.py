"""Which members a server's averages count, and what members and servers prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.scores import Scale
from data.tables import GuildMemberRow, GuildSettingsRow, MemberSettingsRow
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor


async def save_presence(session: AsyncSession, actor: Actor, *, now: datetime) -> None:
    """Count a member in the averages of the server they act in, unless they opted out."""
    if actor.guild_id is not None:
        await session.execute(
            insert_new(
                session,
                GuildMemberRow,
                key={"guild_id": actor.guild_id, "user_id": actor.user_id},
                values={"first_seen_at": now, "counted": True},
            )
        )


async def save_counted(
    session: AsyncSession, actor: Actor, *, counted: bool, now: datetime
) -> None:
    """Count a member in a server's averages, or leave them out."""
    await session.execute(
        upsert(
            session,
            GuildMemberRow,
            key={"guild_id": actor.guild_id, "user_id": actor.user_id},
            values={"first_seen_at": now, "counted": counted},
        )
    )


async def delete_presence(session: AsyncSession, user_id: int, guild_id: int) -> None:
    """Forget that a member is in a server, which they left."""
    await session.execute(
        delete(GuildMemberRow).where(
            GuildMemberRow.guild_id == guild_id, GuildMemberRow.user_id == user_id
        )
    )


async def find_counted(session: AsyncSession, actor: Actor) -> bool:
    """Tell whether a member is counted in a server's averages, or would be."""
    counted = await session.scalar(
        select(GuildMemberRow.counted).filter_by(guild_id=actor.guild_id, user_id=actor.user_id)
    )
    return counted is not False


async def find_scale(session: AsyncSession, actor: Actor) -> Scale:
    """Return the scale a member sees scores in: their own, the server's, or ten points."""
    mine = await find_member_scale(session, actor.user_id)
    if mine is None and actor.guild_id is not None:
        mine = await find_guild_scale(session, actor.guild_id)
    return mine or Scale.TEN


async def find_member_scale(session: AsyncSession, user_id: int) -> Scale | None:
    """Return the scale a member chose, or None."""
    scale = await session.scalar(
        select(MemberSettingsRow.scale).where(MemberSettingsRow.user_id == user_id)
    )
    return Scale(scale) if scale else None


async def find_guild_scale(session: AsyncSession, guild_id: int) -> Scale | None:
    """Return the scale a server chose, or None."""
    scale = await session.scalar(
        select(GuildSettingsRow.scale).where(GuildSettingsRow.guild_id == guild_id)
    )
    return Scale(scale) if scale else None


async def find_guild_scales(session: AsyncSession, guild_ids: Iterable[int]) -> dict[int, Scale]:
    """Return the scales that servers chose, by their ids; those that chose none are left out."""
    rows = await session.execute(
        select(GuildSettingsRow.guild_id, GuildSettingsRow.scale).where(
            GuildSettingsRow.guild_id.in_(list(guild_ids)), GuildSettingsRow.scale.is_not(None)
        )
    )
    return {row.guild_id: Scale(row.scale) for row in rows}


async def find_member_scales(session: AsyncSession, user_ids: Iterable[int]) -> dict[int, Scale]:
    """Return the scales that members chose, by their ids; those that chose none are left out."""
    rows = await session.execute(
        select(MemberSettingsRow.user_id, MemberSettingsRow.scale).where(
            MemberSettingsRow.user_id.in_(list(user_ids)), MemberSettingsRow.scale.is_not(None)
        )
    )
    return {row.user_id: Scale(row.scale) for row in rows}


async def save_member_scale(session: AsyncSession, user_id: int, scale: Scale | None) -> None:
    """Set the scale a member prefers; None leaves it to the server."""
    await session.execute(
        upsert(session, MemberSettingsRow, key={"user_id": user_id}, values={"scale": scale})
    )


async def save_guild_scale(session: AsyncSession, guild_id: int, scale: Scale | None) -> None:
    """Set the scale a server prefers; None stands for ten points."""
    await session.execute(
        upsert(session, GuildSettingsRow, key={"guild_id": guild_id}, values={"scale": scale})
    )


async def find_region(session: AsyncSession, user_id: int) -> str | None:
    """Return the country a member chose (ISO 3166-1 alpha-2), or None."""
    return await session.scalar(
        select(MemberSettingsRow.region).where(MemberSettingsRow.user_id == user_id)
    )


async def save_region(session: AsyncSession, user_id: int, region: str | None) -> None:
    """Set the country a member watches in; None leaves it to their language."""
    await session.execute(
        upsert(session, MemberSettingsRow, key={"user_id": user_id}, values={"region": region})
    )
