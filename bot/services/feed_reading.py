"""One reading of a feed: what is new in it, what was edited, what is gone.

Whoever reads a feed claims it first. Everything that is noted on the way is noted in steps, each
of which may be the last one of this process: a post is first noted as waiting to be read, then
read and stored, then noted with what came of it; the feed counts as read at the very end.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.errors import UserError
from bot.domain.feeds import (
    MOST_ANNOUNCED,
    MOST_LOOKED_AT,
    Held,
    PostOutcome,
    is_old,
)
from bot.domain.post_identity import match_posts
from bot.services.feed_claims import LostClaimError
from bot.services.feed_finding import get_feed, read_answer
from bot.services.feed_items import is_whole, mark_of
from bot.services.feed_posts import Work, is_review
from data.queries import feed_posts, feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.feeds import FeedPost
    from bot.domain.post_marks import Mark
    from bot.domain.texts import Text
    from bot.reading.feeds.model import Feed as FeedDocument
    from bot.reading.feeds.model import FeedItem
    from bot.reading.model import ReadReview
    from bot.services.feed_claims import Claim, FeedClaims
    from bot.services.feed_finding import FoundFeed
    from bot.services.feed_gone import GonePosts
    from bot.services.feed_posts import FeedPosts, Unread
    from bot.web.getting import Web
    from data.engine import Sessions

log = structlog.get_logger(__name__)

PAGES_A_READING: Final = 25


@dataclass(slots=True)
class Report:
    """What one reading came to: how many posts of each outcome."""

    outcomes: dict[PostOutcome, int] = field(default_factory=dict)
    error: Text | None = None

    def count(self, outcome: PostOutcome) -> None:
        """Count one post."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Reads feeds that were claimed."""

    sessions: Sessions
    now: Callable[[], datetime]
    web: Web
    claims: FeedClaims
    posts: FeedPosts
    gone: GonePosts

    async def read(self, claim: Claim, found: FoundFeed | None = None) -> Report:
        """Read a claimed feed, and give it back.

        Args:
            claim: Of whoever reads it.
            found: What its site gave just now, if it was asked already.
        """
        report = Report()
        feed = claim.feed
        document: FeedDocument | None = None
        try:
            if found is not None:
                answer, document = found.answer, found.document
            else:
                answer = await get_feed(
                    self.web, feed.url, etag=feed.etag, last_modified=feed.last_modified
                )
                if not answer.unchanged:
                    document = await read_answer(answer)
        except UserError as error:
            await self.claims.note_failure(claim, error)
            report.error = error.text
            return report
        try:
            if document is not None:
                await self._work_off(claim, document, report)
            else:
                await self._work_off_waiting(claim, report)
            for gone in await self.gone.find(feed):
                await self.claims.keep(claim)
                await self.posts.withdraw(Work(gone))
                report.count(PostOutcome.WITHDRAWN)
            await self.claims.note_read(claim, answer, document)
        except LostClaimError:
            log.warning("feed taken over by another process", feed=feed.id)
        return report

    async def _work_off(self, claim: Claim, document: FeedDocument, report: Report) -> None:
        feed, items = claim.feed, document.items
        marks = [await asyncio.to_thread(mark_of, item) for item in items]
        async with self.sessions() as session:
            known = await feed_posts.list_known(session, feed.id, marks)
        matched = await asyncio.to_thread(match_posts, marks, [post.mark for post in known])
        new = [i for i in range(len(items)) if i not in matched.known and i not in matched.copies]
        await self._note_new(claim, [(marks[i], items[i]) for i in new])
        seen = {known[k].id: i for i, k in matched.known.items()}
        async with self.sessions() as session:
            waiting = await feed_posts.list_waiting(session, feed.id)
        by_mark = {marks[i]: items[i] for i in new}
        work = []
        for post in waiting:
            at = seen.get(post.id)
            item = by_mark.get(post.mark) if at is None else items[at]
            work.append(Work(post, item, marks[at] if at is not None else None))
        for post in known:
            at = seen.get(post.id)
            if at is not None and post.outcome is not PostOutcome.WAITING:
                if marks[at].fingerprint != post.mark.fingerprint or _is_back(post):
                    work.append(Work(post, items[at], marks[at]))
                elif marks[at] != post.mark:
                    await self._note_moved(claim, post, marks[at], items[at])
        still_gone = await self._take_in(claim, work, report)
        async with self.sessions.begin() as session:
            await self.claims.fence(session, claim)
            present = [i for i in seen if i not in still_gone]
            await feed_posts.save_seen(session, present, now=self.now())
            missed = [post for post in known if post.id not in seen]
            await self.gone.note_missed(session, missed, marks)

    async def _work_off_waiting(self, claim: Claim, report: Report) -> None:
        async with self.sessions() as session:
            waiting = await feed_posts.list_waiting(session, claim.feed.id)
        await self._take_in(claim, [Work(post) for post in waiting], report)

    async def _take_in(self, claim: Claim, work: Sequence[Work], report: Report) -> set[int]:
        """Read and store posts, the oldest first; return those that are still withdrawn."""
        ordered = sorted(enumerate(work), key=lambda one: (_when(one[1], self.now()), -one[0]))
        queue = _affordable([each for _, each in ordered])
        read: dict[int, ReadReview | Unread] = {}
        for each in queue:
            if each.may_be_announced:
                await self.claims.keep(claim)
                read[each.post.id] = await self.posts.read(each)
        good = [i for i, found in read.items() if is_review(found)]
        announced = frozenset(good[-MOST_ANNOUNCED:])
        withdrawn = set()
        for each in queue:
            await self.claims.keep(claim)
            found = read.pop(each.post.id, None) or await self.posts.read(each)
            outcome = await self.posts.take_in(
                claim.feed, each, found, announce=each.post.id in announced
            )
            report.count(outcome)
            if outcome is PostOutcome.WITHDRAWN and _is_back(each.post):
                withdrawn.add(each.post.id)
        return withdrawn

    async def _note_new(self, claim: Claim, new: Sequence[tuple[Mark, FeedItem]]) -> None:
        now, feed = self.now(), claim.feed
        by_date = sorted(
            range(len(new)), key=lambda i: (new[i][0].published or now, -i), reverse=True
        )
        looked_at = set(by_date[:MOST_LOOKED_AT])

        def held(i: int) -> Held | None:
            if feed.first_run_at is None:
                return Held.FIRST_RUN
            if is_old(new[i][0].published, now):
                return Held.OLD
            return None if i in looked_at else Held.MANY

        async with self.sessions.begin() as session:
            await self.claims.fence(session, claim)
            await feed_posts.save_new(
                session,
                feed.id,
                [(mark, item.url, item.title, held(i)) for i, (mark, item) in enumerate(new)],
                now=now,
            )
            if feed.first_run_at is None:
                await feeds.save_first_run(session, feed.id, now=now)

    async def _note_moved(self, claim: Claim, post: FeedPost, mark: Mark, item: FeedItem) -> None:
        """Note that a post has other names or another date now, and says what it said."""
        async with self.sessions.begin() as session:
            await self.claims.fence(session, claim)
            await feed_posts.save_mark(session, post.id, mark, item.url, item.title)
        if post.review_id is not None and mark.address and mark.address != post.mark.address:
            await self.posts.house.move(post.review_id, item.url or "")


def _affordable(work: Sequence[Work]) -> list[Work]:
    """Return the posts to be read now: not more than one reading may fetch pages for."""
    pages = [each for each in work if each.item is None or not is_whole(each.item)]
    later = {id(each) for each in pages[:-PAGES_A_READING]}
    return [each for each in work if id(each) not in later]


def _is_back(post: FeedPost) -> bool:
    """Tell whether a post is in its feed again whose page had been gone."""
    return post.outcome is PostOutcome.WITHDRAWN and post.gone_at is not None


def _when(work: Work, now: datetime) -> datetime:
    published = work.mark.published if work.mark else work.post.mark.published
    return published or (work.item.published if work.item else None) or now
