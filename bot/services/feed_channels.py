"""Which channels of a server are told of which blogs' reviews."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.announcing import FEEDS, Filters
from bot.services.subscribing import require_room, save_rhythm
from data.queries import announcements as queries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Digest, Subscription


async def add_feed(
    session: AsyncSession,
    *,
    guild_id: int,
    channel_id: int,
    feed_id: int,
    user_id: int,
    now: datetime,
    role_id: int | None = None,
    digest: Digest | None = None,
) -> Subscription:
    """Announce a blog's reviews in a channel; one that was switched off works again.

    Args:
        session: In which the server's following of the feed is written too.
        guild_id: The server.
        channel_id: The channel, thread or forum.
        feed_id: The blog's feed.
        user_id: Who asks for it.
        now: The time.
        role_id: The role to mention; None leaves the one there is.
        digest: How often reviews come together; None leaves that as it is.

    Raises:
        ConflictError: The server has as many subscriptions as it may.
    """
    found = await queries.find_in_channel(session, guild_id, channel_id, FEEDS)
    if found is None:
        await require_room(session, guild_id)
        await queries.save_subscription(
            session,
            guild_id,
            channel_id,
            created_by=user_id,
            now=now,
            kind=FEEDS,
            filters=Filters(feeds=(feed_id,)),
        )
    else:
        feeds = tuple(dict.fromkeys((*found.filters.feeds, feed_id)))
        await queries.save_filters(session, found.id, replace(found.filters, feeds=feeds))
        await queries.save_enabled(session, found.id, now=now)
    made = await queries.find_in_channel(session, guild_id, channel_id, FEEDS)
    assert made is not None, "it was just saved"  # noqa: S101
    if role_id is not None:
        await queries.save_role(session, made.id, role_id)
    if digest is not None:
        await save_rhythm(session, made, digest, now=now)
    return await queries.find_subscription(session, made.id) or made


async def remove_feed(session: AsyncSession, guild_id: int, feed_id: int) -> None:
    """Take a blog out of everything that a server has announced; what has no blog left ends."""
    for found in await queries.list_subscriptions(session, guild_id):
        if feed_id not in found.filters.feeds:
            continue
        feeds = tuple(feed for feed in found.filters.feeds if feed != feed_id)
        if feeds or found.kind != FEEDS:
            await queries.save_filters(session, found.id, replace(found.filters, feeds=feeds))
        else:
            await queries.delete_subscription(session, found.id)


async def channels_of(session: AsyncSession, guild_id: int, feed_id: int) -> list[Subscription]:
    """Return where a blog's reviews are announced as such, the oldest first."""
    return [
        found
        for found in await queries.list_subscriptions(session, guild_id)
        if found.kind == FEEDS and feed_id in found.filters.feeds
    ]
