"""Why posts of a feed were announced or not, and what a manager can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.fates import Outcome
from bot.domain.feeds import Held, PostOutcome, Why
from bot.domain.texts import t
from bot.services.fates import find_fate
from bot.services.feed_channels import channels_of
from bot.services.feed_follows import own_follow, view_of
from bot.services.feed_posts import Unread, Work
from bot.services.feed_views import Checked, CheckedPost
from bot.services.subscribing import deliver_now
from data.queries import feed_posts as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.feeds import FeedPost, Follow
    from bot.services.catalogue import CatalogueService
    from bot.services.feed_posts import FeedPosts
    from data.engine import Sessions

PAGE: Final = 5
"""Posts on a page of the check card."""

PAGES: Final = 2

_BY_OUTCOME: Final = {
    PostOutcome.WAITING: Why.WAITING,
    PostOutcome.NOT_REVIEW: Why.NOT_REVIEW,
    PostOutcome.UNCLEAR: Why.UNCLEAR,
    PostOutcome.FAILED: Why.FAILED,
    PostOutcome.WITHDRAWN: Why.WITHDRAWN,
}
_BY_HELD: Final = {
    Held.FIRST_RUN: Why.FIRST_RUN,
    Held.OLD: Why.OLD,
    Held.MANY: Why.MANY,
}


@dataclass(frozen=True, slots=True)
class FeedChecks:
    """Looks at the posts of feeds for servers' managers, who are checked by the caller."""

    sessions: Sessions
    now: Callable[[], datetime]
    catalogue: CatalogueService
    posts: FeedPosts

    async def check(self, actor: Actor, feed_id: int, page: int = 0) -> Checked:
        """Return a page of a feed's last posts, each with why it was announced here or not.

        Raises:
            NotFoundError: The feed is not followed.
        """
        async with self.sessions() as session:
            follow = await own_follow(session, actor, feed_id)
            latest = await queries.list_latest(session, feed_id, limit=PAGE * PAGES)
            pages = max(1, -(-len(latest) // PAGE))
            page = min(max(page, 0), pages - 1)
            shown = [
                await self._checked(session, follow, post)
                for post in latest[page * PAGE : (page + 1) * PAGE]
            ]
            return Checked(await view_of(session, follow), shown, page, pages)

    async def announce(self, actor: Actor, feed_id: int, post_id: int) -> bool:
        """Announce a post now wherever its feed is announced; False if it was before.

        Raises:
            NotFoundError: The feed is not followed, or the post holds no review.
            ConflictError: There is no channel for it.
        """
        async with self.sessions.begin() as session:
            follow = await own_follow(session, actor, feed_id)
            post = await _own_post(session, follow, post_id)
            channels = await channels_of(session, follow.guild_id, feed_id)
            if post.review_id is None or post.outcome is PostOutcome.WITHDRAWN:
                raise NotFoundError(t("That post holds no review that I could announce."))
            working = [channel for channel in channels if channel.trouble is None]
            if not working:
                raise ConflictError(
                    t(
                        "This blog is announced in no channel here, or announcements are off "
                        "there: choose one with /feed add and the blog’s link."
                    )
                )
            delivered = [
                await deliver_now(session, channel, post.review_id, now=self.now(), feed_id=feed_id)
                for channel in working
            ]
        return any(delivered)

    async def announce_newest(self, actor: Actor, feed_id: int) -> FeedPost:
        """Announce the newest review of a feed now, and return its post.

        Raises:
            NotFoundError: The feed is not followed, or holds no review.
            ConflictError: There is no channel for it, or it was announced before.
        """
        async with self.sessions() as session:
            await own_follow(session, actor, feed_id)
            newest = await queries.find_newest_review(session, feed_id)
        if newest is None:
            raise NotFoundError(t("I found no review in this blog’s feed yet."))
        if not await self.announce(actor, feed_id, newest.id):
            raise ConflictError(
                t("“{title}” was announced here already.", title=newest.title or newest.url or "?")
            )
        return newest

    async def choose(self, actor: Actor, feed_id: int, post_id: int, drama_id: int) -> PostOutcome:
        """Take a post in as a review of the drama that a manager says it is of.

        Raises:
            NotFoundError: The feed is not followed, or there is no such post or drama.
            ConflictError: The post could not be read again.
        """
        async with self.sessions() as session:
            follow = await own_follow(session, actor, feed_id)
            post = await _own_post(session, follow, post_id)
        if post.outcome is not PostOutcome.UNCLEAR:
            return post.outcome
        work = Work(post)
        read = await self.posts.read(work, urgent=True)
        if isinstance(read, Unread):
            raise ConflictError(read.why)
        return await self.posts.take_in(follow.feed, work, read, announce=True, drama_id=drama_id)

    async def _checked(self, session: AsyncSession, follow: Follow, post: FeedPost) -> CheckedPost:
        if post.outcome in _BY_OUTCOME:
            dramas = [line for i in post.dramas if (line := self.catalogue.titles.line(i))]
            return CheckedPost(post, _BY_OUTCOME[post.outcome], dramas=dramas)
        fate = await find_fate(
            session, follow.guild_id, post.review_id or 0, follow.feed.id, now=self.now()
        )
        return CheckedPost(post, _why(follow, post, fate.outcome), fate)


def _why(follow: Follow, post: FeedPost, outcome: Outcome) -> Why:
    if outcome not in {Outcome.UNNOTED, Outcome.UNWANTED}:
        return Why.FATE
    if post.first_seen_at < follow.added_at and post.held is not Held.FIRST_RUN:
        return Why.BEFORE
    if post.held is not None:
        return _BY_HELD[post.held]
    if follow.paused_at is not None and post.first_seen_at >= follow.paused_at:
        return Why.PAUSED
    return Why.FATE


async def _own_post(session: AsyncSession, follow: Follow, post_id: int) -> FeedPost:
    post = await queries.find_post(session, post_id)
    if post is None or post.feed_id != follow.feed.id:
        raise NotFoundError(t("That post is not in this blog’s feed any more."))
    return post
