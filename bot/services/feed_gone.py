"""Posts that are gone from their blogs: missing in the feed, and their page is gone, twice.

A feed holds the newest posts only, so that leaving it means nothing while no older post is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.errors import UserError
from bot.domain.feeds import GONE_TWICE_AFTER, LOOKED_FOR_AGAIN
from bot.web.errors import SiteError, Trouble
from data.queries import feed_posts as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.feeds import Feed, FeedPost
    from bot.domain.post_marks import Mark
    from bot.web.getting import Web
    from data.engine import Sessions

_A_READING: Final = 3  # pages that are looked for at once
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class GonePosts:
    """Looks for posts that left their feed too early."""

    sessions: Sessions
    now: Callable[[], datetime]
    web: Web

    async def note_missed(
        self, session: AsyncSession, missed: Sequence[FeedPost], marks: Sequence[Mark]
    ) -> None:
        """Note which posts should be in their feed.

        Args:
            session: In which to note it.
            missed: Those that are not.
            marks: Of what is.
        """
        oldest = min((mark.published for mark in marks if mark.published), default=None)
        if oldest is None:
            return
        early = [
            post.id
            for post in missed
            if post.review_id and post.url and (post.mark.published or oldest) > oldest
        ]
        await queries.save_missed(session, early, now=self.now())

    async def find(self, feed: Feed) -> list[FeedPost]:
        """Look for a few posts of a feed that are missed in it; return those that are gone."""
        now = self.now()
        async with self.sessions() as session:
            missed = await queries.list_missed(session, feed.id)
        gone = []
        for post in [post for post in missed if _is_due(post, now)][:_A_READING]:
            is_gone = await self._is_gone(post)
            if is_gone and post.gone_at is not None:
                gone.append(post)
                continue
            # Where the site says neither, what it said before stands.
            gone_at = post.gone_at if is_gone is None else (now if is_gone else None)
            async with self.sessions.begin() as session:
                await queries.save_checked(session, post.id, now=now, gone_at=gone_at)
        return gone

    async def _is_gone(self, post: FeedPost) -> bool | None:
        """Tell whether a post's page is gone; None where its site does not say."""
        try:
            await self.web.get(post.url or "", patience=_PATIENCE)
        except SiteError as error:
            return True if error.trouble in {Trouble.MISSING, Trouble.GONE} else None
        except UserError:
            return None
        return False


def _is_due(post: FeedPost, now: datetime) -> bool:
    if post.checked_at is None:
        return True
    wait = GONE_TWICE_AFTER if post.gone_at is not None else LOOKED_FOR_AGAIN
    return now - post.checked_at >= wait
