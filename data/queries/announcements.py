"""Reads and writes of subscriptions: the channels in which reviews are announced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, select, true, update

from bot.domain.announcing import REVIEWS, Digest, Filters, Subscription, Trouble
from bot.domain.scores import Score
from data.tables import DeliveryRow, SubscriptionRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.announcing import Shards

_PER_SHARD_STEP: Final = 1 << 22
_LISTS: Final = (
    "genres",
    "networks",
    "countries",
    "dramas",
    "feeds",
    "reviewers",
    "people",
)


async def list_subscriptions(session: AsyncSession, guild_id: int) -> list[Subscription]:
    """Return a server's subscriptions, the oldest first."""
    rows = await session.scalars(
        select(SubscriptionRow).filter_by(guild_id=guild_id).order_by(SubscriptionRow.id)
    )
    return [subscription_of(row) for row in rows]


async def list_follows(session: AsyncSession, user_id: int) -> list[Subscription]:
    """Return what a member follows, the newest first."""
    rows = await session.scalars(
        select(SubscriptionRow).filter_by(user_id=user_id).order_by(SubscriptionRow.id.desc())
    )
    return [subscription_of(row) for row in rows]


async def list_by_ids(session: AsyncSession, ids: Iterable[int]) -> dict[int, Subscription]:
    """Return subscriptions by id."""
    rows = await session.scalars(select(SubscriptionRow).where(SubscriptionRow.id.in_(list(ids))))
    return {row.id: subscription_of(row) for row in rows}


async def list_untold(session: AsyncSession, shards: Shards | None) -> list[Subscription]:
    """Return what was switched off without a server's managers knowing yet."""
    rows = await session.scalars(
        select(SubscriptionRow)
        .where(
            SubscriptionRow.disabled_at.is_not(None),
            SubscriptionRow.managers_told_at.is_(None),
            SubscriptionRow.user_id == 0,
            in_shards(shards),
        )
        .order_by(SubscriptionRow.id)
    )
    return [subscription_of(row) for row in rows]


async def find_subscription(session: AsyncSession, subscription_id: int) -> Subscription | None:
    """Return a subscription, or None."""
    row = await session.get(SubscriptionRow, subscription_id, populate_existing=True)
    return subscription_of(row) if row else None


async def find_in_channel(
    session: AsyncSession, guild_id: int, channel_id: int, kind: str = REVIEWS
) -> Subscription | None:
    """Return a channel's subscription of a kind, or None."""
    return await _find(session, guild_id=guild_id, channel_id=channel_id, user_id=0, kind=kind)


async def find_follow(session: AsyncSession, user_id: int, kind: str) -> Subscription | None:
    """Return a member's subscription to one thing, or None."""
    return await _find(session, guild_id=0, channel_id=0, user_id=user_id, kind=kind)


async def find_by_message(session: AsyncSession, message_id: int) -> Subscription | None:
    """Return the subscription that a message was sent for, or None."""
    row = await session.scalar(
        select(SubscriptionRow)
        .join(DeliveryRow, DeliveryRow.subscription_id == SubscriptionRow.id)
        .where(DeliveryRow.message_id == message_id)
        .limit(1)
    )
    return subscription_of(row) if row else None


async def count_subscriptions(session: AsyncSession, guild_id: int, *, user_id: int = 0) -> int:
    """Count a server's subscriptions, or (server 0) a member's."""
    counted = await session.scalar(
        select(func.count())
        .select_from(SubscriptionRow)
        .filter_by(guild_id=guild_id, user_id=user_id)
    )
    return counted or 0


async def save_subscription(
    session: AsyncSession,
    guild_id: int,
    channel_id: int,
    *,
    created_by: int,
    now: datetime,
    user_id: int = 0,
    kind: str = REVIEWS,
    filters: Filters | None = None,
    language: str | None = None,
) -> None:
    """Subscribe a channel or a member; one that is subscribed stays as it is."""
    key = {"guild_id": guild_id, "channel_id": channel_id, "user_id": user_id, "kind": kind}
    values = {
        "filters": _stored(filters or Filters()),
        "created_by": created_by,
        "created_at": now,
        "language": language,
    }
    await session.execute(insert_new(session, SubscriptionRow, key=key, values=values))


async def save_filters(session: AsyncSession, subscription_id: int, filters: Filters) -> None:
    """Replace what a channel wants."""
    await _update(session, subscription_id, filters=_stored(filters))


async def save_role(session: AsyncSession, subscription_id: int, role_id: int | None) -> None:
    """Replace the role that is mentioned."""
    await _update(session, subscription_id, role_id=role_id)


async def save_rhythm(
    session: AsyncSession, subscription_id: int, digest: Digest | None, next_at: datetime | None
) -> None:
    """Replace how often reviews come together, and when they do next."""
    await _update(session, subscription_id, digest=digest, next_digest_at=next_at)


async def save_language(session: AsyncSession, user_id: int, language: str) -> None:
    """Set the language of all that a member follows."""
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.user_id == user_id, SubscriptionRow.language != language)
        .values(language=language)
        .execution_options(synchronize_session=False)
    )


async def save_enabled(session: AsyncSession, subscription_id: int, *, now: datetime) -> None:
    """Switch a subscription on again, forgetting why it was off and what came meanwhile."""
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.id == subscription_id, SubscriptionRow.disabled_at.is_not(None))
        .values(created_at=now, disabled_at=None, disabled_reason=None, managers_told_at=None)
        .execution_options(synchronize_session=False)
    )


async def save_disabled(
    session: AsyncSession, subscription_id: int, trouble: Trouble, *, now: datetime
) -> bool:
    """Switch a subscription off; tell whether it was still on."""
    changed = await session.scalars(
        update(SubscriptionRow)
        .where(SubscriptionRow.id == subscription_id, SubscriptionRow.disabled_at.is_(None))
        .values(disabled_at=now, disabled_reason=trouble, managers_told_at=None)
        .returning(SubscriptionRow.id)
        .execution_options(synchronize_session=False)
    )
    return changed.one_or_none() is not None


async def save_told(session: AsyncSession, subscription_id: int, *, now: datetime) -> None:
    """Remember that the managers were told."""
    await _update(session, subscription_id, managers_told_at=now)


async def delete_subscription(session: AsyncSession, subscription_id: int) -> None:
    """Remove a subscription with its deliveries; there may be none."""
    await session.execute(delete(SubscriptionRow).where(SubscriptionRow.id == subscription_id))


def in_shards(
    shards: Shards | None, guild_id: SQLColumnExpression[int] = SubscriptionRow.guild_id
) -> ColumnElement[bool]:
    """Return the condition that a server is one a process speaks for."""
    if shards is None:
        return true()
    # As a division: PostgreSQL has no shift of one bigint by another.
    shard = guild_id // _PER_SHARD_STEP % shards.count
    return shard.in_(sorted(shards.ids))


def subscription_of(row: SubscriptionRow) -> Subscription:
    """Return a row as the subscription it is."""
    return Subscription(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        filters=filters_of(row.filters),
        created_by=row.created_by,
        created_at=row.created_at,
        trouble=Trouble(row.disabled_reason) if row.disabled_reason else None,
        disabled_at=row.disabled_at,
        user_id=row.user_id or None,
        kind=row.kind,
        role_id=row.role_id,
        digest=Digest(row.digest) if row.digest else None,
        next_digest_at=row.next_digest_at,
        language=row.language,
    )


def filters_of(stored: dict[str, Any]) -> Filters:
    """Return filters as they are stored."""
    lists = {name: tuple(stored[name]) for name in _LISTS if stored.get(name)}
    return Filters(**lists, least=Score(stored["least"]) if stored.get("least") else None)


def _stored(filters: Filters) -> dict[str, Any]:
    stored: dict[str, Any] = {
        name: list(values) for name in _LISTS if (values := getattr(filters, name))
    }
    return stored | ({"least": filters.least.half_points} if filters.least else {})


async def _find(session: AsyncSession, **key: int | str) -> Subscription | None:
    row = (
        await session.scalars(
            select(SubscriptionRow).filter_by(**key).execution_options(populate_existing=True)
        )
    ).one_or_none()
    return subscription_of(row) if row else None


async def _update(session: AsyncSession, subscription_id: int, **values: Any) -> None:  # noqa: ANN401
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.id == subscription_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
