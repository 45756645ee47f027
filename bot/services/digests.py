"""Digests: made when they fall due, of what was held back for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.announcing import Digest
from bot.domain.browsing import Filters
from bot.domain.digests import RANKS_KEPT
from bot.domain.hours import next_digest
from data.queries import digests as queries
from data.queries import hours, rated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Subscription
    from bot.domain.digests import DigestPage
    from bot.domain.dramas import Drama
    from bot.domain.scores import Tally
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions

_AT_ONCE: Final = 50
_PERIODS: Final = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}


async def make_digests(sessions: Sessions, now: Callable[[], datetime]) -> int:
    """Make the digests that have fallen due; return how many. An empty one is not made."""
    made = 0
    while True:
        async with sessions() as session:
            due = await queries.list_due(session, now=now(), limit=_AT_ONCE)
        if not due:
            return made
        for subscription in due:
            made += await _make(sessions, subscription, now())


async def release_held(session: AsyncSession, subscription: Subscription, now: datetime) -> None:
    """Make a last digest at once of what is held back for one that is to have none any more."""
    await _tell(session, subscription, await _standings(session, subscription.guild_id), now)


async def _make(sessions: Sessions, subscription: Subscription, now: datetime) -> bool:
    next_at = None
    async with sessions() as session:
        if subscription.digest is not None:
            zone = await hours.find_zone(session, subscription.guild_id)
            next_at = next_digest(subscription.digest, zone, now)
        standings = await _standings(session, subscription.guild_id)
    async with sessions.begin() as session:
        if not await queries.claim_due(session, subscription, next_at):
            return False  # another process was faster, or it was changed
        return await _tell(session, subscription, standings, now)


async def _tell(
    session: AsyncSession,
    subscription: Subscription,
    standings: Sequence[tuple[int, Tally]],
    now: datetime,
) -> bool:
    held = await queries.list_held(session, subscription.id)
    if not held:
        return False
    quiet = await hours.find_quiet_hours(session, subscription.guild_id)
    period = _PERIODS[subscription.digest or Digest.DAILY]
    await queries.save_digest(
        session,
        subscription.id,
        held,
        standings,
        since=max(subscription.created_at, now - period),
        now=now,
        due_at=(quiet.over(now) if quiet else None) or now,
    )
    return True


async def _standings(session: AsyncSession, guild_id: int) -> list[tuple[int, Tally]]:
    prior, _ = await rated.find_prior(session, guild_id)
    ranked, _ = await rated.list_rated_here(
        session, guild_id, Filters(), prior, limit=RANKS_KEPT, offset=0
    )
    return [(each.drama_id, each.tally) for each in ranked]


async def dramas_of(catalogue: CatalogueService, page: DigestPage) -> dict[int, Drama]:
    """Return the dramas that a digest names, by the ids it names them by."""
    lines = (line.drama_id for line in page.lines)
    ids = list(dict.fromkeys((*lines, *(place.drama_id for place in page.places))))
    await catalogue.get_many(ids)  # all at once, to be at hand
    return {each: found[0] for each in ids if (found := await catalogue.get_many([each]))}
