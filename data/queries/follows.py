"""Reads and writes of which servers follow which feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from bot.domain.feeds import Follow, Health
from data.queries.announcements import in_shards
from data.queries.feeds import feed_of
from data.tables import FeedRow, FollowRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards


async def list_follows(session: AsyncSession, guild_id: int) -> list[Follow]:
    """Return the feeds that a server follows, the first one first."""
    rows = await session.execute(
        select(FollowRow, FeedRow)
        .join(FeedRow, FeedRow.id == FollowRow.feed_id)
        .where(FollowRow.guild_id == guild_id)
        .order_by(FollowRow.added_at, FollowRow.feed_id)
    )
    return [_follow(follow, feed) for follow, feed in rows]


async def find_follow(session: AsyncSession, guild_id: int, feed_id: int) -> Follow | None:
    """Return a feed as a server follows it, or None."""
    row = (
        await session.execute(
            select(FollowRow, FeedRow)
            .join(FeedRow, FeedRow.id == FollowRow.feed_id)
            .where(FollowRow.guild_id == guild_id, FollowRow.feed_id == feed_id)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    return _follow(*row) if row else None


async def count_follows(session: AsyncSession, guild_id: int) -> int:
    """Count the feeds that a server follows."""
    counted = await session.scalar(
        select(func.count()).select_from(FollowRow).filter_by(guild_id=guild_id)
    )
    return counted or 0


async def save_follow(
    session: AsyncSession, guild_id: int, feed_id: int, *, added_by: int, now: datetime
) -> bool:
    """Have a server follow a feed; tell whether it did not before."""
    made = await session.scalar(
        insert_new(
            session,
            FollowRow,
            key={"guild_id": guild_id, "feed_id": feed_id},
            values={"added_by": added_by, "added_at": now, "told": Health.WORKS},
        ).returning(FollowRow.feed_id)
    )
    return made is not None


async def delete_follow(session: AsyncSession, guild_id: int, feed_id: int) -> None:
    """Have a server follow a feed no more."""
    await session.execute(
        delete(FollowRow).where(FollowRow.guild_id == guild_id, FollowRow.feed_id == feed_id)
    )


async def save_follow_paused(
    session: AsyncSession, guild_id: int, feed_id: int, paused_at: datetime | None
) -> None:
    """Pause a feed for one server, or go on with it."""
    await session.execute(
        update(FollowRow)
        .where(FollowRow.guild_id == guild_id, FollowRow.feed_id == feed_id)
        .values(paused_at=paused_at)
        .execution_options(synchronize_session=False)
    )


async def save_tried_again(session: AsyncSession, feed_id: int) -> None:
    """Note that a feed that had been given up is tried again: what comes of it is worth telling."""
    await session.execute(
        update(FollowRow)
        .where(FollowRow.feed_id == feed_id, FollowRow.told == Health.PAUSED)
        .values(told=Health.RESUMED)
        .execution_options(synchronize_session=False)
    )


async def list_untold(session: AsyncSession, shards: Shards | None) -> list[Follow]:
    """Return the feeds that were given up, or work again, without a server knowing yet."""
    given_up = and_(FeedRow.paused_at.is_not(None), FollowRow.told != Health.PAUSED)
    works = and_(
        FeedRow.paused_at.is_(None),
        FeedRow.failures == 0,
        FeedRow.error.is_(None),
        FollowRow.told != Health.WORKS,
    )
    rows = await session.execute(
        select(FollowRow, FeedRow)
        .join(FeedRow, FeedRow.id == FollowRow.feed_id)
        .where(or_(given_up, works), in_shards(shards, FollowRow.guild_id))
        .order_by(FollowRow.guild_id, FollowRow.feed_id)
    )
    return [_follow(follow, feed) for follow, feed in rows]


async def save_told(session: AsyncSession, guild_id: int, feed_id: int, told: Health) -> None:
    """Note what a server's managers know of a feed's health."""
    await session.execute(
        update(FollowRow)
        .where(FollowRow.guild_id == guild_id, FollowRow.feed_id == feed_id)
        .values(told=told)
        .execution_options(synchronize_session=False)
    )


def _follow(follow: FollowRow, feed: FeedRow) -> Follow:
    return Follow(
        guild_id=follow.guild_id,
        feed=feed_of(feed),
        added_by=follow.added_by,
        added_at=follow.added_at,
        paused_at=follow.paused_at,
        told=Health(follow.told),
    )
