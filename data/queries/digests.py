"""Digests: reviews held back for a channel, told together when its digest falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update

from bot.domain.digests import MAX_LINES, DigestLine, DigestPage, places_of
from bot.domain.reviews import Author
from bot.domain.scores import Score, Tally
from data.queries.announcements import subscription_of
from data.queries.events import DIGEST
from data.queries.outbox import HELD, PENDING, TOLD
from data.tables import (
    DeliveryRow,
    DigestRow,
    EventRow,
    ReviewRow,
    ReviewVersionRow,
    SubscriptionRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Subscription

_AT_ONCE: Final = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Held:
    """A review that was held back, by the ids of its delivery and itself."""

    delivery_id: int
    review_id: int


async def list_due(session: AsyncSession, *, now: datetime, limit: int) -> list[Subscription]:
    """Return subscriptions whose digest has fallen due, those that waited longest first."""
    rows = await session.scalars(
        select(SubscriptionRow)
        .where(SubscriptionRow.next_digest_at <= now, SubscriptionRow.disabled_at.is_(None))
        .order_by(SubscriptionRow.next_digest_at, SubscriptionRow.id)
        .limit(limit)
    )
    return [subscription_of(row) for row in rows]


async def claim_due(
    session: AsyncSession, subscription: Subscription, next_at: datetime | None
) -> bool:
    """Move a subscription's digest on to the next time; False where somebody else just did."""
    claimed = await session.scalar(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.id == subscription.id,
            SubscriptionRow.next_digest_at == subscription.next_digest_at,
            SubscriptionRow.disabled_at.is_(None),
        )
        .values(next_digest_at=next_at)
        .returning(SubscriptionRow.id)
        .execution_options(synchronize_session=False)
    )
    return claimed is not None


async def list_held(session: AsyncSession, subscription_id: int) -> list[Held]:
    """Return what is held back for a subscription and still there, the oldest first."""
    rows = await session.execute(
        select(DeliveryRow.id, EventRow.review_id)
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .join(ReviewRow, ReviewRow.id == EventRow.review_id)
        .where(
            DeliveryRow.subscription_id == subscription_id,
            DeliveryRow.state == HELD,
            ReviewRow.deleted_at.is_(None),
        )
        .order_by(DeliveryRow.id)
    )
    return [Held(row.id, row.review_id or 0) for row in rows]


async def save_digest(
    session: AsyncSession,
    subscription_id: int,
    held: Sequence[Held],
    standings: Sequence[tuple[int, Tally]],
    *,
    since: datetime,
    now: datetime,
    due_at: datetime,
) -> int:
    """Make a digest of what was held back and put it into the outbox; return its id.

    Args:
        session: In the transaction that claimed it.
        subscription_id: Whose.
        held: What it tells of.
        standings: The server's best rated dramas now, with their averages.
        since: From when on it tells.
        now: The time.
        due_at: When it is to be sent.
    """
    last = await session.scalar(
        select(func.max(DigestRow.made_at)).where(DigestRow.subscription_id == subscription_id)
    )
    digest = DigestRow(
        subscription_id=subscription_id,
        reviews=[each.review_id for each in held],
        standings={
            str(drama_id): [rank, tally.count, tally.mean]
            for rank, (drama_id, tally) in enumerate(standings, 1)
        },
        from_at=last or since,
        made_at=now,
    )
    session.add(digest)
    await session.flush()
    event = EventRow(kind=DIGEST, digest_id=digest.id, created_at=now, expanded_at=now)
    session.add(event)
    await session.flush()
    session.add(
        DeliveryRow(
            event_id=event.id, subscription_id=subscription_id, state=PENDING, due_at=due_at
        )
    )
    await session.flush()
    ids = [each.delivery_id for each in held]
    for first in range(0, len(ids), _AT_ONCE):
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(ids[first : first + _AT_ONCE]))
            .values(state=TOLD, sent_at=now)  # by which mark_changed finds the digest
            .execution_options(synchronize_session=False)
        )
    return digest.id


async def find_pages(session: AsyncSession, ids: Collection[int]) -> dict[int, DigestPage]:
    """Return digests as they are shown, by id, without reviews that were deleted meanwhile."""
    rows = await session.scalars(select(DigestRow).where(DigestRow.id.in_(ids)))
    return {row.id: await _page(session, row) for row in rows}


async def _page(session: AsyncSession, row: DigestRow) -> DigestPage:
    lines = [
        line
        for first in range(0, len(row.reviews), _AT_ONCE)
        for line in await _lines(session, row.reviews[first : first + _AT_ONCE])
    ]
    # The best first, and the newest among equals; those without a score after all others.
    lines.sort(key=lambda line: (-(line.score.half_points if line.score else 0), -line.review_id))
    before = await session.scalar(
        select(DigestRow)
        .where(DigestRow.subscription_id == row.subscription_id, DigestRow.id < row.id)
        .order_by(DigestRow.id.desc())
        .limit(1)
    )
    ranked = [
        (int(drama_id), Tally(count, mean))
        for drama_id, (_, count, mean) in sorted(row.standings.items(), key=_rank)
    ]
    known = {int(key): value[0] for key, value in before.standings.items()} if before else None
    return DigestPage(
        row.id,
        row.from_at,
        row.made_at,
        tuple(lines[:MAX_LINES]),
        len(lines),
        places_of(ranked, known),
        compared=before is not None,
        subscription_id=row.subscription_id,
    )


def _rank(item: tuple[str, list[Any]]) -> int:
    rank: int = item[1][0]
    return rank


async def _lines(session: AsyncSession, ids: Sequence[int]) -> list[DigestLine]:
    rows = await session.execute(
        select(
            ReviewRow.id,
            ReviewRow.drama_id,
            ReviewVersionRow.half_points,
            ReviewVersionRow.score_text,
            ReviewVersionRow.verdict,
            ReviewRow.author_id,
            ReviewRow.house,
            ReviewRow.guild_id,
        )
        .join(
            ReviewVersionRow,
            (ReviewVersionRow.review_id == ReviewRow.id)
            & (ReviewVersionRow.version == ReviewRow.version),
        )
        .where(ReviewRow.id.in_(ids), ReviewRow.deleted_at.is_(None))
    )
    return [
        DigestLine(
            row.id,
            row.drama_id,
            Score(row.half_points) if row.half_points else None,
            row.score_text,
            row.verdict,
            Author(row.author_id, row.house),
            row.guild_id,
        )
        for row in rows
    ]
