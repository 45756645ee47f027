"""Review blogs by the feeds that servers follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from data.tables import FeedPostRow, FeedRow, FollowRow, GuildMemberRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor


async def find_houses(session: AsyncSession, ids: Iterable[int]) -> dict[int, str]:
    """Return blogs' names by the ids of their feeds."""
    rows = await session.execute(select(FeedRow.id, FeedRow.house).where(FeedRow.id.in_(list(ids))))
    return {row.id: row.house for row in rows}


async def list_houses(session: AsyncSession, actor: Actor) -> list[tuple[int, str]]:
    """Return (feed, blog's name) of what a server follows, or outside one a member's servers."""
    rows = await session.execute(
        select(FeedRow.id, FeedRow.house)
        .where(FeedRow.id.in_(_followed(actor)))
        .order_by(FeedRow.house, FeedRow.id)
    )
    return [(row.id, row.house) for row in rows]


async def find_feed(session: AsyncSession, actor: Actor, review_id: int) -> int | None:
    """Return the feed that brought a review to where somebody is, or None."""
    return await session.scalar(
        select(FeedPostRow.feed_id)
        .where(FeedPostRow.review_id == review_id, FeedPostRow.feed_id.in_(_followed(actor)))
        .order_by(FeedPostRow.feed_id)
        .limit(1)
    )


def _followed(actor: Actor) -> Select[int]:
    followed = select(FollowRow.feed_id)
    if actor.guild_id is not None:
        return followed.where(FollowRow.guild_id == actor.guild_id)
    theirs = select(GuildMemberRow.guild_id).where(GuildMemberRow.user_id == actor.user_id)
    return followed.where(FollowRow.guild_id.in_(theirs))
