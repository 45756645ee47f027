"""Whom a new review may reach, and the deliveries that are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from data.queries.outbox import PENDING
from data.tables import DeliveryRow, EventRow, FollowRow, GuildMemberRow, SubscriptionRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Subscription
    from data.queries.events import Noted

_ROWS: Final = 1_000  # of one statement


@dataclass(frozen=True, slots=True)
class Audience:
    """Which servers and members a review may be shown to.

    Attributes:
        guilds: Servers, or None for all of them.
        members: Members who are in one of these servers, or None for everybody.
    """

    guilds: frozenset[int] | None = None
    members: frozenset[int] | None = None

    def reaches(self, subscription: Subscription) -> bool:
        """Tell whether a subscription is of somebody who may see the review."""
        if subscription.user_id is not None:
            return self.members is None or subscription.user_id in self.members
        return self.guilds is None or subscription.guild_id in self.guilds


async def find_audience(session: AsyncSession, noted: Noted) -> Audience:
    """Return whom a review may reach: a member's, their server; a blog's, who follows its feed."""
    if noted.guild_id is not None:
        guilds = frozenset({noted.guild_id})
    elif noted.feed_id is not None:
        guilds = frozenset(
            await session.scalars(
                select(FollowRow.guild_id).where(
                    FollowRow.feed_id == noted.feed_id,
                    FollowRow.paused_at.is_(None),
                    FollowRow.added_at <= noted.noted_at,
                )
            )
        )
    else:
        return Audience()
    following = select(SubscriptionRow.user_id).where(SubscriptionRow.user_id != 0)
    members = await session.scalars(
        select(GuildMemberRow.user_id)
        .where(GuildMemberRow.guild_id.in_(guilds), GuildMemberRow.user_id.in_(following))
        .distinct()
    )
    return Audience(guilds, frozenset(members))


async def list_told(session: AsyncSession, review_id: int) -> set[tuple[int, int]]:
    """Return the (channel, member) pairs to which a review was on its way before."""
    rows = await session.execute(
        select(SubscriptionRow.channel_id, SubscriptionRow.user_id)
        .join(DeliveryRow, DeliveryRow.subscription_id == SubscriptionRow.id)
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(EventRow.review_id == review_id)
    )
    return {(row.channel_id, row.user_id) for row in rows}


async def save_deliveries(
    session: AsyncSession, event_id: int, subscriptions: Iterable[Subscription], *, now: datetime
) -> None:
    """Put an event's deliveries into the outbox; the event is new, and has none yet."""
    rows: list[dict[str, Any]] = [
        {
            "event_id": event_id,
            "subscription_id": subscription.id,
            "state": PENDING,
            "attempts": 0,
            "due_at": now,
        }
        for subscription in subscriptions
    ]
    for first in range(0, len(rows), _ROWS):
        await session.execute(insert(DeliveryRow), rows[first : first + _ROWS])
