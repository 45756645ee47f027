"""The words that the catalogue's lists are made of: networks, tags, countries and genres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from data.tables import DramaGenreRow, DramaNetworkRow, DramaRow, DramaTagRow

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


async def list_countries(session: AsyncSession) -> list[str]:
    """Return the countries that dramas are from, those with the most first."""
    country = DramaRow.country
    return [
        code
        for code in await session.scalars(
            select(country)
            .where(country.is_not(None))
            .group_by(country)
            .order_by(func.count().desc(), country)
        )
        if code is not None
    ]


async def list_genres(session: AsyncSession) -> list[str]:
    """Return the genres that dramas have, the commonest first."""
    genre = DramaGenreRow.genre
    return list(
        await session.scalars(select(genre).group_by(genre).order_by(func.count().desc(), genre))
    )
