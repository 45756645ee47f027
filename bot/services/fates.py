"""Why a review was announced in a server, or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.fates import Fate, Outcome
from data.queries import events, outbox
from data.queries import fates as queries
from data.queries.hours import find_quiet_hours

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_WENT = {
    outbox.SENT: Outcome.SENT,
    outbox.TOLD: Outcome.SENT,
    outbox.HELD: Outcome.DIGEST,
    outbox.SENDING: Outcome.WAITING,
    outbox.PENDING: Outcome.WAITING,
    outbox.FAILED: Outcome.FAILED,
    outbox.DROPPED: Outcome.OFF,
}
_BEST = list(_WENT)


async def find_fate(
    session: AsyncSession, guild_id: int, review_id: int, feed_id: int | None, *, now: datetime
) -> Fate:
    """Return what became of a review's announcement in a server.

    Args:
        session: To read with.
        guild_id: The server.
        review_id: The review.
        feed_id: The feed that brought it, or None.
        now: The time.
    """
    went = await queries.list_deliveries(session, guild_id, review_id)
    if went:
        best = min(went, key=lambda each: _BEST.index(each.state))
        outcome = _WENT[best.state]
        due_at = best.next_digest_at if outcome is Outcome.DIGEST else None
        if best.state == outbox.PENDING:
            due_at = best.due_at
            quiet = await find_quiet_hours(session, guild_id)
            if due_at > now and quiet is not None and quiet.over(now) is not None:
                outcome = Outcome.QUIET
        return Fate(outcome, best.channel_id, due_at)
    event = await queries.find_event(session, review_id, feed_id)
    if event is None:
        return Fate(Outcome.UNNOTED)
    if event.expanded_at is None:
        return Fate(Outcome.WAITING)
    if event.skipped == events.LATE:
        return Fate(Outcome.LATE)
    off = await queries.find_off(session, guild_id, feed_id, at=event.created_at)
    return Fate(Outcome.OFF, off) if off else Fate(Outcome.UNWANTED)
