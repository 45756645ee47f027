"""Subscriptions, the events they wait for, and the durable outbox of deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, UTCDateTime


class SubscriptionRow(Base):
    """Who wants which new reviews: a channel, thread or forum, or a member by direct message.

    A channel may have one of each ``kind``: ``reviews`` of everybody, or those of ``feeds``. A
    member (``user_id``) has one for each thing they follow, in no server and no channel (0), and
    its kind names the thing: ``drama:12``. ``filters`` is ``bot.domain.announcing.Filters``.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (
        UniqueConstraint("guild_id", "channel_id", "user_id", "kind"),
        Index("ix_subscriptions_user_id", "user_id"),
        Index("ix_subscriptions_kind", "kind", "guild_id"),
        Index("ix_subscriptions_next_digest_at", "next_digest_at"),
        # An id is never given again: an old message's button would change another one.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    kind: Mapped[str] = mapped_column(String(40), default="reviews", server_default="reviews")
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    role_id: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str | None] = mapped_column(String(10))
    next_digest_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    language: Mapped[str | None] = mapped_column(String(10))
    """The member's: Discord does not tell it where nobody acts."""
    created_by: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    disabled_reason: Mapped[str | None] = mapped_column(String(30))
    managers_told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class EventRow(Base):
    """Something to announce, once: a review that was posted, or a digest that fell due.

    A review of members' is announced as such (``feed_id`` 0); one that blogs' feeds brought, once
    for each feed, to those who follow it. ``skipped`` is why it was not announced one by one.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("kind", "review_id", "feed_id"),
        Index("ix_events_expanded_at", "expanded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    feed_id: Mapped[int] = mapped_column(default=0, server_default="0")
    digest_id: Mapped[int | None] = mapped_column(
        ForeignKey("digests.id", ondelete="CASCADE"), unique=True
    )
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expanded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    skipped: Mapped[str | None] = mapped_column(String(10))


class DeliveryRow(Base):
    """One event on its way to one subscription; its id is the message's nonce."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("event_id", "subscription_id"),
        Index("ix_deliveries_due", "state", "due_at"),
        Index("ix_deliveries_subscription_id", "subscription_id", "state"),
        # An id is never given again: Discord would take the nonce for a repetition.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[str | None] = mapped_column(String(500))


class DigestRow(Base):
    """What one digest tells: the reviews held for it, and the server's standings at its time.

    ``standings`` are ``{drama id: [rank, how many scores, average]}``, kept to say in the next one
    who moved.
    """

    __tablename__ = "digests"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(
        ForeignKey("subscriptions.id", ondelete="CASCADE"), index=True
    )
    reviews: Mapped[list[int]] = mapped_column(JSON)
    standings: Mapped[dict[str, Any]] = mapped_column(JSON)
    from_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ForumPostRow(Base):
    """The post of a forum in which a drama's reviews are."""

    __tablename__ = "forum_posts"

    forum_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(BigInteger, unique=True)
