"""Reads and writes of feeds: which there are, who reads them when, and how that went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update

from bot.domain.feeds import Feed
from data.queries.addresses import MAX_URL, fitting
from data.queries.texts import stored_text, text_of
from data.tables import FeedRow, FollowRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.texts import Text


async def save_feed(
    session: AsyncSession,
    key: str,
    *,
    url: str,
    site_url: str | None,
    house: str,
    interval: timedelta,
    now: datetime,
) -> tuple[Feed, bool]:
    """Return the feed of a key, and whether it is new: one that is there stays as it is."""
    values = {
        "url": url,
        "site_url": fitting(site_url),
        "house": house,
        "created_at": now,
        "interval_s": int(interval.total_seconds()),
        "failures": 0,
    }
    made = await session.scalar(
        insert_new(session, FeedRow, key={"key": key}, values=values).returning(FeedRow.id)
    )
    row = (await session.scalars(select(FeedRow).filter_by(key=key))).one()
    return feed_of(row), made is not None


async def find_feed(session: AsyncSession, feed_id: int) -> Feed | None:
    """Return a feed, or None."""
    row = await session.get(FeedRow, feed_id, populate_existing=True)
    return feed_of(row) if row else None


async def find_feed_by_key(session: AsyncSession, key: str) -> Feed | None:
    """Return the feed of a key, or None."""
    row = (await session.scalars(select(FeedRow).filter_by(key=key))).one_or_none()
    return feed_of(row) if row else None


async def claim_due(
    session: AsyncSession, claim: str, *, now: datetime, until: datetime
) -> Feed | None:
    """Claim the feed that has been due the longest, until a time; None where none is due."""
    due = (
        select(FeedRow.id)
        .where(FeedRow.due_at <= now, FeedRow.paused_at.is_(None))
        .order_by(FeedRow.due_at, FeedRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return await _claim(session, FeedRow.id == due, claim, until)


async def has_due(session: AsyncSession, *, now: datetime) -> bool:
    """Tell whether a feed is due."""
    due = select(FeedRow.id).where(FeedRow.due_at <= now, FeedRow.paused_at.is_(None)).limit(1)
    return await session.scalar(due) is not None


async def claim_feed(
    session: AsyncSession, feed_id: int, claim: str, *, now: datetime, until: datetime
) -> Feed | None:
    """Claim a feed although it may not be due; None where somebody reads it at this moment."""
    free = (
        (FeedRow.id == feed_id)
        & FeedRow.paused_at.is_(None)
        & (FeedRow.claim.is_(None) | FeedRow.due_at.is_(None) | (FeedRow.due_at <= now))
    )
    return await _claim(session, free, claim, until)


async def _claim(session: AsyncSession, which: Any, claim: str, until: datetime) -> Feed | None:  # noqa: ANN401 - a condition
    row = (
        await session.scalars(
            update(FeedRow)
            .where(which)
            .values(due_at=until, claim=claim)
            .returning(FeedRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
    ).one_or_none()
    return feed_of(row) if row else None


async def renew_claim(session: AsyncSession, feed_id: int, claim: str, *, until: datetime) -> bool:
    """Keep a claim until a later time, first of all in a transaction; False where it was lost."""
    kept = await session.scalar(
        update(FeedRow)
        .where(FeedRow.id == feed_id, FeedRow.claim == claim)
        .values(due_at=until)
        .returning(FeedRow.id)
        .execution_options(synchronize_session=False)
    )
    return kept is not None


async def save_first_run(session: AsyncSession, feed_id: int, *, now: datetime) -> None:
    """Note that everything in a feed was noted for the first time."""
    await _update(session, feed_id, first_run_at=now)


async def save_read(
    session: AsyncSession,
    feed_id: int,
    *,
    now: datetime,
    due_at: datetime,
    interval: timedelta,
    etag: str | None,
    last_modified: str | None,
    site_url: str | None,
) -> None:
    """Note a reading that went well, and give the feed back; nobody following it, it rests."""
    followed = exists().where(FollowRow.feed_id == feed_id)
    await _update(
        session,
        feed_id,
        read_at=now,
        claim=None,
        interval_s=int(interval.total_seconds()),
        etag=etag,
        last_modified=last_modified,
        site_url=fitting(site_url),
        failures=0,
        failing_since=None,
        error=None,
        due_at=None,
    )
    await session.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id, followed)
        .values(due_at=due_at)
        .execution_options(synchronize_session=False)
    )


async def save_failed(
    session: AsyncSession,
    feed_id: int,
    error: Text,
    *,
    failures: int,
    failing_since: datetime,
    due_at: datetime | None,
    paused_at: datetime | None,
) -> None:
    """Note a reading that failed, and give the feed back."""
    await _update(
        session,
        feed_id,
        claim=None,
        error=stored_text(error),
        failures=failures,
        failing_since=failing_since,
        due_at=due_at,
        paused_at=paused_at,
    )


async def save_unread(session: AsyncSession, feed_id: int) -> None:
    """Give a feed back that could not even be tried, when its claim runs out."""
    await _update(session, feed_id, claim=None)


async def save_moved(session: AsyncSession, feed_id: int, key: str, url: str) -> None:
    """Note where a feed is for good; its key stays where another feed has that one."""
    if len(url) > MAX_URL:
        return
    taken = await session.scalar(
        select(FeedRow.id).where(FeedRow.key == key, FeedRow.id != feed_id).limit(1)
    )
    await _update(session, feed_id, url=url, **({} if taken else {"key": key}))


async def save_due(session: AsyncSession, feed_id: int, *, now: datetime) -> None:
    """Have a feed read as soon as may be, and forget that it failed."""
    await _update(
        session, feed_id, paused_at=None, failures=0, failing_since=None, due_at=now, claim=None
    )


async def save_begun(session: AsyncSession, feed_id: int, *, now: datetime) -> None:
    """Have a feed read that nobody followed until now: what it holds is as if seen first."""
    await _update(session, feed_id, first_run_at=None, due_at=now, claim=None, etag=None)


async def save_resting(session: AsyncSession, feed_id: int) -> None:
    """Let a feed rest that nobody follows any more."""
    await session.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id, ~exists().where(FollowRow.feed_id == feed_id))
        .values(due_at=None, claim=None)
        .execution_options(synchronize_session=False)
    )


def feed_of(row: FeedRow) -> Feed:
    """Return a row as the feed it is."""
    return Feed(
        id=row.id,
        key=row.key,
        url=row.url,
        site_url=row.site_url,
        house=row.house,
        first_run_at=row.first_run_at,
        etag=row.etag,
        last_modified=row.last_modified,
        read_at=row.read_at,
        due_at=row.due_at,
        interval=timedelta(seconds=row.interval_s),
        failures=row.failures,
        failing_since=row.failing_since,
        error=text_of(row.error) if row.error else None,
        paused_at=row.paused_at,
    )


async def _update(session: AsyncSession, feed_id: int, **values: Any) -> None:  # noqa: ANN401
    await session.execute(
        update(FeedRow)
        .where(FeedRow.id == feed_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
