"""A feed as one server follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.feeds import MAX_FEEDS
from bot.domain.texts import t, tn
from bot.services.feed_channels import channels_of
from bot.services.feed_views import FeedView
from data.queries import feed_posts, follows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.feeds import Follow


async def own_follow(session: AsyncSession, actor: Actor, feed_id: int) -> Follow:
    """Return a feed as the server follows it that somebody acts in.

    Raises:
        NotFoundError: It does not.
    """
    follow = await follows.find_follow(session, actor.guild_id or 0, feed_id)
    if follow is None:
        raise NotFoundError(
            t("This server does not follow that blog any more. See which it does with /feed list.")
        )
    return follow


async def view_of(session: AsyncSession, follow: Follow) -> FeedView:
    """Return a feed with what managers want to know of it."""
    feed_id = follow.feed.id
    return FeedView(
        follow,
        await channels_of(session, follow.guild_id, feed_id),
        await feed_posts.tally(session, feed_id),
    )


def too_many_feeds() -> ConflictError:
    """Return the error for a server that follows as many feeds as it may."""
    return ConflictError(
        tn(
            "This server follows {count} blog, which is the most I do. Remove one with "
            "/feed remove first.",
            "This server follows {count} blogs, which is the most I do. Remove one with "
            "/feed remove first.",
            MAX_FEEDS,
        )
    )
