"""From a post in a feed to a house review: reading it, storing it, noting what came of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.domain.errors import InvalidInputError, UserError
from bot.domain.feeds import MAX_TRIES, Held, PostOutcome, is_old
from bot.domain.texts import t
from bot.reading.reader import refusal
from bot.services.feed_items import is_cut_short, is_whole, read_item, read_page
from bot.services.house_facts import AmbiguousDramaError
from bot.services.house_storing import Origin
from bot.web.posts import fetch_post
from data.queries import feed_posts as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.feeds import Feed, FeedPost
    from bot.domain.post_marks import Mark
    from bot.domain.texts import Text
    from bot.reading.feeds.model import FeedItem
    from bot.reading.model import Known, ReadReview
    from bot.services.house import HouseReviewService
    from bot.web.getting import Web
    from data.engine import Sessions

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """A post that is to be read.

    Attributes:
        item: The post in its feed, or None where it is not there any more.
        mark: What it is told by now, if that changed.
    """

    post: FeedPost
    item: FeedItem | None = None
    mark: Mark | None = None

    @property
    def may_be_announced(self) -> bool:
        """Whether it is new to those who follow the feed, should it be a review."""
        return self.post.held is None and self.post.review_id is None


@dataclass(frozen=True, slots=True)
class Unread:
    """A post that could not be got."""

    why: Text


def is_review(read: ReadReview | Unread) -> bool:
    """Tell whether what was read is a review of one drama."""
    return not isinstance(read, Unread) and refusal(read) is None


@dataclass(frozen=True, slots=True)
class FeedPosts:
    """Reads posts of feeds, and stores them."""

    sessions: Sessions
    house: HouseReviewService
    now: Callable[[], datetime]
    web: Web
    known: Known | None = None

    async def read(self, work: Work, *, urgent: bool = False) -> ReadReview | Unread:
        """Read a post: from its feed where that gives it whole, else from its page."""
        try:
            return await self._read(work, urgent=urgent)
        except UserError as error:
            return Unread(error.text)
        except Exception:
            # One post that cannot be read must not hold up the others.
            log.exception("post not read", post=work.post.id, url=work.post.url)
            return Unread(t("I could not make sense of this post: please report its link."))

    async def take_in(
        self,
        feed: Feed,
        work: Work,
        read: ReadReview | Unread,
        *,
        announce: bool,
        drama_id: int | None = None,
    ) -> PostOutcome:
        """Store what was read, and note what came of it. Doing it twice does no harm.

        Args:
            feed: The post's.
            work: The post.
            read: What ``read`` returned.
            announce: Announce it if it is a review, and was not announced before.
            drama_id: The drama it is about, where somebody said so.
        """
        post = work.post
        if isinstance(read, Unread):
            return await self._put_off(work, read.why)
        held = post.held or (Held.OLD if is_old(read.published, self.now()) else None)
        is_new = announce and held is None and post.review_id is None
        why = refusal(read)
        try:
            if why is not None:
                return await self._refuse(work, why)
            async with self.sessions() as session:
                others = await queries.list_others(session, feed.id, post.id)
            taken = await self.house.take_in(
                read,
                house=feed.house,
                origin=Origin(
                    announce=is_new,
                    shared=False,
                    feed_id=feed.id,
                    review_id=post.review_id,
                    others=others,
                    drama_id=drama_id,
                ),
            )
        except AmbiguousDramaError as error:
            outcome, dramas = PostOutcome.UNCLEAR, [drama.id for drama in error.dramas]
            await self._note(work, outcome, post.review_id, held, reason=error.text, dramas=dramas)
            return outcome
        except InvalidInputError as error:
            return await self._refuse(work, error.text)
        except UserError as error:
            return await self._put_off(work, error.text)
        was_announced = post.outcome is PostOutcome.ANNOUNCED or (
            post.review_id is not None and post.held is None
        )
        outcome = PostOutcome.ANNOUNCED if is_new or was_announced else PostOutcome.STORED
        if not announce and not was_announced and held is None:
            held = Held.MANY
        await self._note(work, outcome, taken.review_id, held)
        return outcome

    async def withdraw(self, work: Work, reason: Text | None = None) -> None:
        """Take back the review of a post that is gone from its blog, or is none any more."""
        post = work.post
        if post.review_id is not None:
            await self.house.withdraw(post.review_id)
        await self._note(work, PostOutcome.WITHDRAWN, post.review_id, post.held, reason=reason)

    async def _read(self, work: Work, *, urgent: bool) -> ReadReview:
        item = work.item
        if item is not None and is_whole(item):
            read = await asyncio.to_thread(read_item, item, self.known)
            is_done = refusal(read) is None or not item.url
            if is_done or not await asyncio.to_thread(is_cut_short, item):
                return read
        url = item.url if item is not None else work.post.url
        if url is None:
            raise InvalidInputError(
                t("The feed gives only the beginning of this post, and no link to its page.")
            )
        page = await fetch_post(self.web, url, urgent=urgent)
        return await asyncio.to_thread(read_page, page, item, self.known)

    async def _refuse(self, work: Work, why: Text) -> PostOutcome:
        if work.post.review_id is not None:
            await self.withdraw(work, why)
            return PostOutcome.WITHDRAWN
        await self._note(work, PostOutcome.NOT_REVIEW, None, work.post.held, reason=why)
        return PostOutcome.NOT_REVIEW

    async def _put_off(self, work: Work, why: Text) -> PostOutcome:
        """Have a post read another time, unless that failed often enough."""
        post, attempts = work.post, work.post.attempts + 1
        is_last = attempts >= MAX_TRIES
        outcome = PostOutcome.FAILED if is_last and not post.review_id else post.outcome
        async with self.sessions.begin() as session:
            await queries.save_attempt(session, post.id, outcome, why, attempts=attempts)
            if is_last:
                await self._mark(session, work)
        return outcome

    async def _note(
        self,
        work: Work,
        outcome: PostOutcome,
        review_id: int | None,
        held: Held | None,
        *,
        reason: Text | None = None,
        dramas: Sequence[int] = (),
    ) -> None:
        async with self.sessions.begin() as session:
            await queries.save_outcome(
                session,
                work.post.id,
                outcome,
                review_id=review_id,
                held=held,
                reason=reason,
                dramas=dramas,
            )
            await self._mark(session, work)

    async def _mark(self, session: AsyncSession, work: Work) -> None:
        """Note what an edited post is told by now: only then it counts as read."""
        if work.mark is not None and work.item is not None:
            await queries.save_mark(
                session, work.post.id, work.mark, work.item.url, work.item.title
            )
