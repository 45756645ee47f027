"""The words that the catalogue's lists are made of: networks and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from data.tables import DramaNetworkRow, DramaTagRow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_networks(session: AsyncSession) -> list[str]:
    """Return every network, those with the most dramas first."""
    name = DramaNetworkRow.network
    return list(
        await session.scalars(select(name).group_by(name).order_by(func.count().desc(), name))
    )


async def list_tags(session: AsyncSession, *, limit: int) -> list[str]:
    """Return the tags that the most dramas have, most first."""
    tag = DramaTagRow.tag
    return list(
        await session.scalars(
            select(tag).group_by(tag).order_by(func.count().desc(), tag).limit(limit)
        )
    )
