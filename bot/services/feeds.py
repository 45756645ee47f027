"""Blogs that servers follow: adding, pausing, removing, and reading them when they are due."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.feeds import MAX_FEEDS, Health, interval_of
from bot.services.feed_channels import add_feed, remove_feed
from bot.services.feed_finding import find_feed
from bot.services.feed_follows import own_follow, too_many_feeds, view_of
from bot.services.feed_items import feed_key
from bot.services.feed_views import Added
from data.queries import feeds, follows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.announcing import Digest, Shards
    from bot.domain.feeds import Feed, Follow
    from bot.services.feed_claims import Claim
    from bot.services.feed_finding import FoundFeed
    from bot.services.feed_reading import FeedReader
    from bot.services.feed_views import FeedView
    from bot.web.getting import Web
    from data.engine import Sessions

log = structlog.get_logger(__name__)

AT_ONCE: Final = 4
"""How many feeds one process reads at the same time."""

PATIENCE_S: Final = 45.0
"""How long whoever adds a feed waits for it to be read."""

_CHECK_PATIENCE_S: Final = 10.0
_MOMENT: Final = timedelta(minutes=1)
_MAX_HOUSE: Final = 200


@dataclass(frozen=True, slots=True)
class FeedService:
    """Everything a server's managers can do with feeds, and the reading of them.

    Whether somebody is a manager is for the caller to check.

    Attributes:
        polling: Whether the bot is to read them by itself when they are due.
    """

    sessions: Sessions
    now: Callable[[], datetime]
    web: Web
    reader: FeedReader
    polling: bool = False
    _reading: set[asyncio.Task[object]] = field(default_factory=set)

    async def add(
        self,
        actor: Actor,
        url: str,
        *,
        channel_id: int,
        role_id: int | None = None,
        digest: Digest | None = None,
    ) -> Added:
        """Follow the blog at an address: of its feed, of a page of it, or of a post.

        Everything that is there is stored, and nothing of it announced. A feed that is read
        already, for this server or another, is not read again.

        Args:
            actor: Who adds it, and to which server.
            url: As it was typed.
            channel_id: Where its new reviews are announced.
            role_id: Whom to mention with them.
            digest: How often they come together; None for one by one.

        Raises:
            InvalidInputError: No address of the public web, or no feed there.
            SiteError: The site did not give it.
            ConflictError: The server follows as many feeds as it may.
        """
        guild_id = actor.guild_id or 0
        async with self.sessions() as session:
            is_full = await follows.count_follows(session, guild_id) >= MAX_FEEDS
        if is_full:
            # One that is followed already may get another channel.
            await self._require_known(guild_id, url)
        found = await self._known(url)
        fetched: FoundFeed | None = None
        if found is None:
            fetched = await find_feed(self.web, url)
        async with self.sessions.begin() as session:
            feed = found or await self._save(session, fetched)
            is_new = await follows.save_follow(
                session, guild_id, feed.id, added_by=actor.user_id, now=self.now()
            )
            if is_new and await follows.count_follows(session, guild_id) > MAX_FEEDS:
                raise too_many_feeds()
            await add_feed(
                session,
                guild_id=guild_id,
                channel_id=channel_id,
                feed_id=feed.id,
                user_id=actor.user_id,
                now=self.now(),
                role_id=role_id,
                digest=digest,
            )
            if feed.due_at is None and feed.paused_at is None:
                await feeds.save_begun(session, feed.id, now=self.now())
            elif feed.paused_at is not None:
                await self._resume(session, feed.id)
        is_read = feed.due_at is not None and feed.first_run_at is not None
        is_done = is_read or await self._read_now(feed, fetched)
        view = await self.get(actor, feed.id)
        return Added(view, was_followed=not is_new, still_reading=not is_done)

    async def of_server(self, actor: Actor) -> list[FeedView]:
        """Return the feeds that a server follows, the first one first."""
        async with self.sessions() as session:
            found = await follows.list_follows(session, actor.guild_id or 0)
            return [await view_of(session, follow) for follow in found]

    async def followed(self, guild_id: int) -> list[Follow]:
        """Return the feeds that a server follows, without what is known of them."""
        async with self.sessions() as session:
            return await follows.list_follows(session, guild_id)

    async def get(self, actor: Actor, feed_id: int) -> FeedView:
        """Return a feed as a server follows it.

        Raises:
            NotFoundError: It does not.
        """
        async with self.sessions() as session:
            return await view_of(session, await own_follow(session, actor, feed_id))

    async def remove(self, actor: Actor, feed_id: int) -> Follow:
        """Follow a feed no more; return what there was.

        Raises:
            NotFoundError: It was not followed.
        """
        async with self.sessions.begin() as session:
            follow = await own_follow(session, actor, feed_id)
            await remove_feed(session, follow.guild_id, feed_id)
            await follows.delete_follow(session, follow.guild_id, feed_id)
            await feeds.save_resting(session, feed_id)
        return follow

    async def pause(self, actor: Actor, feed_id: int) -> FeedView:
        """Pause a feed for a server, or go on with it; one that was given up is tried again.

        Raises:
            NotFoundError: It is not followed.
        """
        async with self.sessions.begin() as session:
            follow = await own_follow(session, actor, feed_id)
            if follow.feed.paused_at is not None:
                await self._resume(session, feed_id)
                await follows.save_follow_paused(session, follow.guild_id, feed_id, None)
            else:
                paused_at = None if follow.paused_at else self.now()
                await follows.save_follow_paused(session, follow.guild_id, feed_id, paused_at)
        return await self.get(actor, feed_id)

    async def read_soon(self, actor: Actor, feed_id: int) -> None:
        """Read a feed now, because somebody looks at it, unless that was done a moment ago.

        Raises:
            NotFoundError: It is not followed.
        """
        feed = (await self.get(actor, feed_id)).follow.feed
        if feed.read_at is None or self.now() - feed.read_at >= _MOMENT:
            await self._read_now(feed, None, patience=_CHECK_PATIENCE_S)

    async def poll_due(self, stop: asyncio.Event | None = None) -> int:
        """Read every feed that is due, a few at once; return how many were read.

        Args:
            stop: Once it is set, no further one is begun.
        """
        count = 0

        async def work() -> None:
            nonlocal count
            while stop is None or not stop.is_set():
                claim = await self.reader.claims.due()
                if claim is None:
                    return
                await self._read(claim)
                count += 1

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        return count

    async def untold(self, shards: Shards | None = None) -> list[Follow]:
        """Return the feeds that were given up, or work again, without a server knowing yet."""
        async with self.sessions() as session:
            return await follows.list_untold(session, shards)

    async def note_told(self, follow: Follow) -> None:
        """Note that a server's managers know of a feed's health, or cannot be told."""
        told = Health.PAUSED if follow.feed.paused_at else Health.WORKS
        async with self.sessions.begin() as session:
            await follows.save_told(session, follow.guild_id, follow.feed.id, told)

    async def close(self) -> None:
        """Wait for readings that go on although nobody waits for them any more."""
        if self._reading:
            await asyncio.wait(self._reading)

    async def _known(self, url: str) -> Feed | None:
        """Return the feed at an address if it is read already, and that works."""
        try:
            key = feed_key(url if "://" in url else f"https://{url}")
        except ValueError:
            return None
        async with self.sessions() as session:
            feed = await feeds.find_feed_by_key(session, key)
        is_read = feed is not None and feed.due_at is not None and feed.first_run_at is not None
        return feed if is_read else None

    async def _require_known(self, guild_id: int, url: str) -> None:
        feed = await self._known(url)
        if feed is not None:
            async with self.sessions() as session:
                if await follows.find_follow(session, guild_id, feed.id) is not None:
                    return
        raise too_many_feeds()

    async def _save(self, session: AsyncSession, fetched: FoundFeed | None) -> Feed:
        assert fetched is not None, "what is not known was fetched"  # noqa: S101
        document, now = fetched.document, self.now()
        host = feed_key(fetched.url).split("/")[2]
        dates = [item.published for item in document.items if item.published]
        feed, _ = await feeds.save_feed(
            session,
            feed_key(fetched.url),
            url=fetched.url,
            site_url=document.site_url,
            house=(document.title or host)[:_MAX_HOUSE],
            interval=interval_of(dates, now),
            now=now,
        )
        return feed

    async def _resume(self, session: AsyncSession, feed_id: int) -> None:
        await feeds.save_due(session, feed_id, now=self.now())
        await follows.save_tried_again(session, feed_id)

    async def _read_now(
        self, feed: Feed, fetched: FoundFeed | None, *, patience: float = PATIENCE_S
    ) -> bool:
        """Read a feed, and tell whether that was done before the patience (seconds) ended."""
        claim = await self.reader.claims.take(feed.id)
        if claim is None:
            return False
        task: asyncio.Task[object] = asyncio.create_task(self._read(claim, fetched))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)
        await asyncio.wait([task], timeout=patience)
        if task.done():
            task.result()
        return task.done()

    async def _read(self, claim: Claim, fetched: FoundFeed | None = None) -> None:
        try:
            report = await self.reader.read(claim, fetched)
        except Exception:
            # It falls due again when the claim runs out; the others go on.
            log.exception("feed not read", feed=claim.feed.id, url=claim.feed.url)
            return
        counts = {outcome.value: count for outcome, count in report.outcomes.items()}
        if counts:
            log.info("feed read", feed=claim.feed.id, house=claim.feed.house, **counts)
