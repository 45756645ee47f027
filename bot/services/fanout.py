"""From one new review to a delivery for everybody who wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.announcing import STALE
from data.queries import events
from data.queries import fanout as queries
from data.queries.outbox import HELD, PENDING
from data.queries.published import lock_reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.hours import QuietHours
    from data.engine import Sessions
    from data.queries.events import Noted, Waiting
    from data.queries.fanout import Listener, Outgoing

_EVENTS: Final = 50


async def fan_out(sessions: Sessions, now: Callable[[], datetime]) -> int:
    """Turn new reviews into deliveries, the oldest first; return how many there are more.

    Each review is a transaction of its own, and whom it reaches is found out before: nobody
    waits long for SQLite's one writer.
    """
    made = 0
    while True:
        async with sessions() as session:
            waiting = await events.list_waiting(session, limit=_EVENTS)
        if not waiting:
            return made
        for each in waiting:
            made += await _expand(sessions, each, now())


async def _expand(sessions: Sessions, waiting: Waiting, now: datetime) -> int:
    late = now - waiting.noted_at > STALE
    async with sessions() as session:
        noted = await events.find_noted(session, waiting)
        wanting = await _wanting(session, noted) if noted else []
    if late:
        wanting = [listener for listener in wanting if listener.digest]
    outgoing = _outgoing(wanting, now)
    async with sessions.begin() as session:
        skipped = events.LATE if late else None
        if not await events.claim_event(session, waiting.event_id, now=now, skipped=skipped):
            return 0  # another process was faster
        # Another event of the same review may be expanded now: one goes after the other.
        await lock_reviews(session, [waiting.review_id])
        told = await queries.list_told(session, waiting.review_id)
        left = [each for target, each in outgoing.items() if target not in told]
        await queries.save_deliveries(session, waiting.event_id, left)
    return len(left)


async def _wanting(session: AsyncSession, noted: Noted) -> list[Listener]:
    audience = await queries.find_audience(session, noted)
    listeners = await queries.list_listeners(session, noted, audience)
    return [listener for listener in listeners if listener.filters.match(noted.told)]


def _outgoing(listeners: list[Listener], now: datetime) -> dict[tuple[int, int], Outgoing]:
    """Return one delivery for each target, though several of its subscriptions want it."""
    over: dict[QuietHours | None, datetime] = {None: now}
    outgoing: dict[tuple[int, int], Outgoing] = {}
    for listener in listeners:
        quiet = listener.quiet
        if quiet is not None and quiet not in over:
            over[quiet] = quiet.over(now) or now
        state = HELD if listener.digest else PENDING
        made = queries.Outgoing(listener.id, state, over[quiet])
        outgoing.setdefault(listener.target, made)
    return outgoing
