"""Reads and writes of the posts that were seen in feeds."""

from __future__ import annotations

from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select, update

from bot.domain.feeds import FeedPost, Held, PostOutcome, Tally
from bot.domain.post_marks import Mark
from data.queries.addresses import fitting
from data.queries.texts import stored_text, text_of
from data.tables import FeedPostRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.texts import Text

_LATEST: Final = 600
_SOME: Final = 300  # values of one statement
MAX_TITLE: Final = 300


async def list_known(session: AsyncSession, feed_id: int, marks: Sequence[Mark]) -> list[FeedPost]:
    """Return the posts of a feed that its items may be: those seen last, and all with a same name.

    The posts seen last come first, of those the first that was noted.
    """
    of_feed = select(FeedPostRow).where(FeedPostRow.feed_id == feed_id)
    latest = of_feed.order_by(FeedPostRow.seen_at.desc(), FeedPostRow.id).limit(_LATEST)
    rows = list(await session.scalars(latest))
    if len(rows) == _LATEST:
        ids = {row.id for row in rows}
        for column, values in (
            (FeedPostRow.guid, {mark.guid for mark in marks}),
            (FeedPostRow.url_key, {mark.address for mark in marks}),
            (FeedPostRow.fingerprint, {mark.fingerprint for mark in marks}),
        ):
            wanted = sorted(values - {""})
            for first in range(0, len(wanted), _SOME):
                some = of_feed.where(column.in_(wanted[first : first + _SOME]))
                more = [row for row in await session.scalars(some) if row.id not in ids]
                rows += more
                ids.update(row.id for row in more)
    return [post_of(row) for row in rows]


async def list_waiting(session: AsyncSession, feed_id: int) -> list[FeedPost]:
    """Return the posts of a feed that have not been read yet."""
    rows = await session.scalars(
        select(FeedPostRow)
        .where(FeedPostRow.feed_id == feed_id, FeedPostRow.outcome == PostOutcome.WAITING)
        .order_by(FeedPostRow.id)
    )
    return [post_of(row) for row in rows]


async def list_latest(session: AsyncSession, feed_id: int, *, limit: int) -> list[FeedPost]:
    """Return a feed's posts, the newest first; those without a date by when they were seen."""
    rows = await session.scalars(
        select(FeedPostRow)
        .where(FeedPostRow.feed_id == feed_id)
        .order_by(
            # Dates from the future are no reason to stay on top.
            FeedPostRow.first_seen_at.desc(),
            FeedPostRow.published_at.desc().nulls_last(),
            FeedPostRow.id.desc(),
        )
        .limit(limit)
    )
    return [post_of(row) for row in rows]


async def list_dates(session: AsyncSession, feed_id: int, *, limit: int = 30) -> list[datetime]:
    """Return when a feed's newest posts were published, the newest first."""
    rows = await session.scalars(
        select(FeedPostRow.published_at)
        .where(FeedPostRow.feed_id == feed_id, FeedPostRow.published_at.is_not(None))
        .order_by(FeedPostRow.published_at.desc())
        .limit(limit)
    )
    return [date for date in rows if date is not None]


async def list_missed(session: AsyncSession, feed_id: int) -> list[FeedPost]:
    """Return the reviews of a feed that are not in it, although older posts are."""
    rows = await session.scalars(
        select(FeedPostRow)
        .where(
            FeedPostRow.feed_id == feed_id,
            FeedPostRow.missed_at.is_not(None),
            FeedPostRow.outcome.in_([PostOutcome.ANNOUNCED, PostOutcome.STORED]),
        )
        .order_by(FeedPostRow.missed_at, FeedPostRow.id)
    )
    return [post_of(row) for row in rows]


async def tally(session: AsyncSession, feed_id: int) -> Tally:
    """Count a feed's posts."""
    has_review = FeedPostRow.outcome.in_([PostOutcome.ANNOUNCED, PostOutcome.STORED])
    is_waiting = FeedPostRow.outcome == PostOutcome.WAITING
    row = (
        await session.execute(
            select(
                func.count(),
                func.count().filter(has_review),
                func.count().filter(is_waiting),
            ).where(FeedPostRow.feed_id == feed_id)
        )
    ).one()
    newest = await find_newest_review(session, feed_id)
    newest_at = (newest.mark.published or newest.first_seen_at) if newest else None
    return Tally(row[0], row[1], row[2], newest_at)


async def find_newest_review(session: AsyncSession, feed_id: int) -> FeedPost | None:
    """Return the newest post of a feed that is a review, or None."""
    row = (
        await session.scalars(
            select(FeedPostRow)
            .where(
                FeedPostRow.feed_id == feed_id,
                FeedPostRow.review_id.is_not(None),
                FeedPostRow.outcome.in_([PostOutcome.ANNOUNCED, PostOutcome.STORED]),
            )
            .order_by(
                func.coalesce(FeedPostRow.published_at, FeedPostRow.first_seen_at).desc(),
                FeedPostRow.id.desc(),
            )
            .limit(1)
        )
    ).one_or_none()
    return post_of(row) if row else None


async def find_post(session: AsyncSession, post_id: int) -> FeedPost | None:
    """Return a post, or None."""
    row = await session.get(FeedPostRow, post_id, populate_existing=True)
    return post_of(row) if row else None


async def list_others(session: AsyncSession, feed_id: int, post_id: int) -> frozenset[int]:
    """Return the ids of reviews that are of other posts of the same feed."""
    rows = await session.scalars(
        select(FeedPostRow.review_id).where(
            FeedPostRow.feed_id == feed_id,
            FeedPostRow.id != post_id,
            FeedPostRow.review_id.is_not(None),
        )
    )
    return frozenset(review_id for review_id in rows if review_id is not None)


async def save_new(
    session: AsyncSession,
    feed_id: int,
    posts: Iterable[tuple[Mark, str | None, str, Held | None]],
    *,
    now: datetime,
) -> None:
    """Note posts (mark, address, title, whether they are held back) that have to be read yet."""
    rows = [
        {
            "feed_id": feed_id,
            "url": fitting(url),
            "title": title[:MAX_TITLE],
            "outcome": PostOutcome.WAITING,
            "held": held,
            "attempts": 0,
            "first_seen_at": now,
            "seen_at": now,
            **_columns(mark),
        }
        for mark, url, title, held in posts
    ]
    for first in range(0, len(rows), _SOME):
        await session.execute(insert(FeedPostRow), rows[first : first + _SOME])


async def save_mark(
    session: AsyncSession, post_id: int, mark: Mark, url: str | None, title: str
) -> None:
    """Note what a post is told by now."""
    await _update(session, post_id, url=fitting(url), title=title[:MAX_TITLE], **_columns(mark))


async def save_seen(session: AsyncSession, post_ids: Sequence[int], *, now: datetime) -> None:
    """Note that posts are in their feed."""
    for first in range(0, len(post_ids), _SOME):
        await session.execute(
            update(FeedPostRow)
            .where(FeedPostRow.id.in_(post_ids[first : first + _SOME]))
            .values(seen_at=now, missed_at=None, checked_at=None, gone_at=None)
            .execution_options(synchronize_session=False)
        )


async def save_missed(session: AsyncSession, post_ids: Sequence[int], *, now: datetime) -> None:
    """Note that posts are missing in their feed, since now if they were there before."""
    for first in range(0, len(post_ids), _SOME):
        await session.execute(
            update(FeedPostRow)
            .where(
                FeedPostRow.id.in_(post_ids[first : first + _SOME]),
                FeedPostRow.missed_at.is_(None),
            )
            .values(missed_at=now)
            .execution_options(synchronize_session=False)
        )


async def save_outcome(
    session: AsyncSession,
    post_id: int,
    outcome: PostOutcome,
    *,
    review_id: int | None,
    held: Held | None,
    reason: Text | None = None,
    dramas: Sequence[int] = (),
) -> None:
    """Note what became of a post."""
    await _update(
        session,
        post_id,
        outcome=outcome,
        review_id=review_id,
        held=held,
        reason=stored_text(reason) if reason else None,
        dramas=list(dramas) or None,
        attempts=0,
    )


async def save_attempt(
    session: AsyncSession, post_id: int, outcome: PostOutcome, reason: Text, *, attempts: int
) -> None:
    """Note that a post could not be read, and whether that is tried again."""
    await _update(session, post_id, outcome=outcome, reason=stored_text(reason), attempts=attempts)


async def save_checked(
    session: AsyncSession, post_id: int, *, now: datetime, gone_at: datetime | None
) -> None:
    """Note that a missed post was looked for, and since when its page is gone, if it is."""
    await _update(session, post_id, checked_at=now, gone_at=gone_at)


def post_of(row: FeedPostRow) -> FeedPost:
    """Return a row as the post it is."""
    return FeedPost(
        id=row.id,
        feed_id=row.feed_id,
        mark=Mark(
            row.guid,
            row.url_key,
            row.title_key,
            row.fingerprint,
            unpack(f">{len(row.sketch) // 4}I", row.sketch),
            row.published_at,
        ),
        url=row.url,
        title=row.title,
        outcome=PostOutcome(row.outcome),
        first_seen_at=row.first_seen_at,
        held=Held(row.held) if row.held else None,
        review_id=row.review_id,
        reason=text_of(row.reason) if row.reason else None,
        dramas=tuple(row.dramas or ()),
        attempts=row.attempts,
        checked_at=row.checked_at,
        gone_at=row.gone_at,
    )


def _columns(mark: Mark) -> dict[str, Any]:
    return {
        "guid": mark.guid,
        "url_key": mark.address,
        "title_key": mark.title,
        "fingerprint": mark.fingerprint,
        "sketch": pack(f">{len(mark.sketch)}I", *mark.sketch),
        "published_at": mark.published,
    }


async def _update(session: AsyncSession, post_id: int, **values: Any) -> None:  # noqa: ANN401
    await session.execute(
        update(FeedPostRow)
        .where(FeedPostRow.id == post_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
