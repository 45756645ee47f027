"""From one new review to a delivery for everybody who wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.queries import announcements, events
from data.queries import fanout as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Subscription
    from data.engine import Sessions
    from data.queries.events import Noted

_EVENTS: Final = 50


async def fan_out(sessions: Sessions, now: Callable[[], datetime]) -> int:
    """Turn new reviews into deliveries, the oldest first; return how many there are more."""
    made = 0
    while True:
        async with sessions() as session:
            if not await events.has_events(session):
                return made
        async with sessions.begin() as session:
            for noted in await events.claim_events(session, now=now(), limit=_EVENTS):
                made += await _deliver(session, noted, now())


async def _deliver(session: AsyncSession, noted: Noted, now: datetime) -> int:
    audience = await queries.find_audience(session, noted)
    told = await queries.list_told(session, noted.review_id)
    wanted: dict[tuple[int, int], Subscription] = {}
    for subscription in await announcements.list_listening(
        session, since=noted.noted_at, guilds=audience.guilds
    ):
        target = (subscription.channel_id, subscription.user_id or 0)
        if target in told or target in wanted:
            continue  # where two subscriptions want the same review, it comes once
        if audience.reaches(subscription) and subscription.filters.match(noted.told):
            wanted[target] = subscription
    await queries.save_deliveries(session, noted.event_id, wanted.values(), now=now)
    return len(wanted)
