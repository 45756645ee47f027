"""Who reads a feed at this moment: one process at a time, and what is noted when it is done."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from bot.domain.feeds import interval_of, is_given_up, wait_after_failure
from bot.services.feed_finding import lasting_url
from bot.services.feed_items import feed_key
from bot.web.errors import SiteError, Trouble
from data.queries import feed_posts, feeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.errors import UserError
    from bot.domain.feeds import Feed
    from bot.reading.feeds.model import Feed as FeedDocument
    from bot.web.exchange import Answer
    from data.engine import Sessions

log = structlog.get_logger(__name__)

HELD_FOR: Final = timedelta(minutes=10)
"""How long a feed is left to whoever reads it; longer than any step of that takes."""

_RENEWED_AFTER: Final = timedelta(seconds=30)
_SOON: Final = timedelta(minutes=2)  # until the next reading, where posts still wait for theirs


class LostClaimError(Exception):
    """Another process reads the feed by now: this one had stopped for too long."""


@dataclass(slots=True)
class Claim:
    """The right to read a feed, until ``renewed`` is too long ago."""

    feed: Feed
    name: str
    renewed: datetime


@dataclass(frozen=True, slots=True)
class FeedClaims:
    """Gives feeds to those who read them, and takes them back.

    Attributes:
        jitter: Gives a number from 0 to 1, to spread readings out.
    """

    sessions: Sessions
    now: Callable[[], datetime]
    jitter: Callable[[], float] = random.random

    async def due(self) -> Claim | None:
        """Claim the feed that has been due the longest; None where none is due."""
        now, name = self.now(), uuid4().hex
        async with self.sessions() as session:
            if not await feeds.has_due(session, now=now):
                return None
        async with self.sessions.begin() as session:
            feed = await feeds.claim_due(session, name, now=now, until=now + HELD_FOR)
        return Claim(feed, name, now) if feed else None

    async def take(self, feed_id: int) -> Claim | None:
        """Claim a feed that may not be due; None where somebody reads it right now."""
        now, name = self.now(), uuid4().hex
        async with self.sessions.begin() as session:
            feed = await feeds.claim_feed(session, feed_id, name, now=now, until=now + HELD_FOR)
        return Claim(feed, name, now) if feed else None

    async def note_read(self, claim: Claim, answer: Answer, document: FeedDocument | None) -> None:
        """Give a feed back that was read.

        Raises:
            LostClaimError: Somebody else reads it by now.
        """
        now, feed = self.now(), claim.feed
        async with self.sessions.begin() as session:
            await self.fence(session, claim)
            interval = interval_of(await feed_posts.list_dates(session, feed.id), now)
            wait = interval * (1 - self.jitter() / 10)
            if await feed_posts.list_waiting(session, feed.id):
                wait = min(wait, _SOON * (1 + self.jitter()))
            url = lasting_url(answer, feed.url)
            if url != feed.url:
                await feeds.save_moved(session, feed.id, feed_key(url), url)
            await feeds.save_read(
                session,
                feed.id,
                now=now,
                due_at=now + wait,
                interval=interval,
                etag=answer.etag if document else feed.etag,
                last_modified=answer.last_modified if document else feed.last_modified,
                site_url=(document.site_url if document else None) or feed.site_url,
            )

    async def note_failure(self, claim: Claim, error: UserError) -> None:
        """Give a feed back that could not be read; after enough of that it is paused."""
        now, feed = self.now(), claim.feed
        if isinstance(error, SiteError) and error.trouble is Trouble.BUSY and not error.status:
            # Its host is left alone, perhaps for another feed's sake: it was not even asked.
            await self._postpone(claim, timedelta(seconds=error.wait or 0) + _SOON)
            return
        failures = feed.failures + 1
        since = feed.failing_since or now
        given_up = is_given_up(failures, since, now)
        wait = wait_after_failure(failures, self.jitter())
        if isinstance(error, SiteError) and error.wait:
            wait = max(wait, timedelta(seconds=error.wait))
        async with self.sessions.begin() as session:
            if not await feeds.renew_claim(session, feed.id, claim.name, until=now):
                return
            await feeds.save_failed(
                session,
                feed.id,
                error.text,
                failures=failures,
                failing_since=since,
                due_at=None if given_up else now + wait,
                paused_at=now if given_up else None,
            )
        log.warning("feed not read", feed=feed.id, failures=failures, error=str(error.text))

    async def _postpone(self, claim: Claim, wait: timedelta) -> None:
        now = self.now()
        async with self.sessions.begin() as session:
            if await feeds.renew_claim(session, claim.feed.id, claim.name, until=now + wait):
                await feeds.save_unread(session, claim.feed.id)

    async def keep(self, claim: Claim) -> None:
        """Keep the claim; cheap to call at every step."""
        if self.now() - claim.renewed >= _RENEWED_AFTER:
            async with self.sessions.begin() as session:
                await self.fence(session, claim)

    async def fence(self, session: AsyncSession, claim: Claim) -> None:
        """Begin a transaction that only whoever holds the claim may make.

        Raises:
            LostClaimError: Somebody else reads the feed by now.
        """
        now = self.now()
        if not await feeds.renew_claim(session, claim.feed.id, claim.name, until=now + HELD_FOR):
            raise LostClaimError
        claim.renewed = now
