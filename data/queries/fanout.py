"""Whom a new review may reach, and the deliveries that are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, insert, or_, select

from bot.domain.announcing import FEEDS, REVIEWS, Filters
from bot.domain.follows import followed_by
from data.queries.announcements import filters_of
from data.queries.hours import quiet_of
from data.tables import (
    DeliveryRow,
    EventRow,
    FollowRow,
    GuildMemberRow,
    GuildSettingsRow,
    SubscriptionRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.hours import QuietHours
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


class Listener(NamedTuple):
    """A subscription, as far as it matters for what it is to be told.

    Attributes:
        user_id: The member, or 0 for a channel's.
        digest: It is told of reviews together.
        quiet: The quiet hours of its server.
    """

    id: int
    channel_id: int
    user_id: int
    filters: Filters
    digest: bool
    quiet: QuietHours | None

    @property
    def target(self) -> tuple[int, int]:
        """Where its messages go, by channel and member: each review goes there once."""
        return self.channel_id, self.user_id


class Outgoing(NamedTuple):
    """A delivery that is to be made."""

    subscription_id: int
    state: str
    due_at: datetime


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
    following = select(SubscriptionRow.user_id).where(_follows(noted))
    members = await session.scalars(
        select(GuildMemberRow.user_id)
        .where(GuildMemberRow.guild_id.in_(guilds), GuildMemberRow.user_id.in_(following))
        .distinct()
    )
    return Audience(guilds, frozenset(members))


async def list_listeners(session: AsyncSession, noted: Noted, audience: Audience) -> list[Listener]:
    """Return who works, already did when a review was noted, and may be shown it.

    A channel's subscription to blogs comes before the one to everything: its role is mentioned.
    Filters are still to be asked.
    """
    channels = and_(SubscriptionRow.kind.in_((FEEDS, REVIEWS)), SubscriptionRow.user_id == 0)
    if audience.guilds is not None:
        channels = and_(channels, SubscriptionRow.guild_id.in_(audience.guilds))
    rows = await session.execute(
        select(
            SubscriptionRow.id,
            SubscriptionRow.channel_id,
            SubscriptionRow.user_id,
            SubscriptionRow.filters,
            SubscriptionRow.digest,
            GuildSettingsRow.time_zone,
            GuildSettingsRow.quiet_from,
            GuildSettingsRow.quiet_to,
        )
        .outerjoin(GuildSettingsRow, GuildSettingsRow.guild_id == SubscriptionRow.guild_id)
        .where(
            SubscriptionRow.disabled_at.is_(None),
            SubscriptionRow.created_at <= noted.noted_at,
            or_(channels, _follows(noted)),
        )
        .order_by(SubscriptionRow.kind, SubscriptionRow.id)
    )
    everything = Filters()
    return [
        Listener(
            row.id,
            row.channel_id,
            row.user_id,
            filters_of(row.filters) if row.filters else everything,
            row.digest is not None,
            quiet_of(row.time_zone, row.quiet_from, row.quiet_to),
        )
        for row in rows
        if not row.user_id
        or (
            row.user_id != noted.told.author
            and (audience.members is None or row.user_id in audience.members)
        )
    ]


async def list_told(session: AsyncSession, review_id: int) -> set[tuple[int, int]]:
    """Return the targets to which a review was on its way before."""
    rows = await session.execute(
        select(SubscriptionRow.channel_id, SubscriptionRow.user_id)
        .join(DeliveryRow, DeliveryRow.subscription_id == SubscriptionRow.id)
        .join(EventRow, EventRow.id == DeliveryRow.event_id)
        .where(EventRow.review_id == review_id)
    )
    return {(row.channel_id, row.user_id) for row in rows}


async def save_deliveries(
    session: AsyncSession, event_id: int, outgoing: Sequence[Outgoing]
) -> None:
    """Put an event's deliveries into the outbox; the event has none of these yet."""
    rows: list[dict[str, Any]] = [
        {
            "event_id": event_id,
            "subscription_id": each.subscription_id,
            "state": each.state,
            "attempts": 0,
            "due_at": each.due_at,
        }
        for each in outgoing
    ]
    for first in range(0, len(rows), _ROWS):
        await session.execute(insert(DeliveryRow), rows[first : first + _ROWS])


def _follows(noted: Noted) -> Any:  # noqa: ANN401 - a condition
    kinds = [followed.key for followed in followed_by(noted.told)]
    return and_(SubscriptionRow.kind.in_(kinds), SubscriptionRow.user_id != 0)
