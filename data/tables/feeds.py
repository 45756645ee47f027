"""Review blogs that servers follow, and the posts that were seen in their feeds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, EpisodeNumber, UTCDateTime


class FeedRow(Base):
    """A feed, read once for all servers that follow it.

    Attributes:
        key: Its address in canonical form, which tells it from others.
        etag: The validators of the last answer, for conditional requests.
        due_at: When it is read next, or (while a process reads it) when another may take over;
            empty while nobody follows it, or while it is paused.
        claim: A random name that whoever reads it gave to the reading, so that one who was
            stopped for too long notices that another took over.
        interval_s: Between two readings; adapts to how often the blog posts.
        first_run_at: When everything in it was stored for the first time.
        failures: How many readings failed in a row.
        error: What the last one failed with, as message and parameters (a ``Text``).
        paused_at: When it was given up until somebody resumes it.
    """

    __tablename__ = "feeds"
    # An id is never given again: an old message's button would be about another feed.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy has it

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(500), unique=True)
    url: Mapped[str] = mapped_column(String(2_000))
    site_url: Mapped[str | None] = mapped_column(String(2_000))
    house: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    first_run_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    etag: Mapped[str | None] = mapped_column(String(500))
    last_modified: Mapped[str | None] = mapped_column(String(500))
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    claim: Mapped[str | None] = mapped_column(String(32))
    interval_s: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    paused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class FollowRow(Base):
    """A server that follows a feed.

    Attributes:
        paused_at: Since when its managers want none of it announced.
        told: What its managers were last told of the feed's health: ``works``, ``paused``, or
            ``resumed`` while one of them has it tried again.
    """

    __tablename__ = "feed_follows"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    feed_id: Mapped[int] = mapped_column(
        ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    added_by: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told: Mapped[str] = mapped_column(String(10), default="works")


class FeedPostRow(Base):
    """A post that was seen in a feed, and what came of it.

    Attributes:
        guid: The feed's own name for it, or "" where it gives none.
        url_key: Its address in canonical form, or "".
        title_key: Its title as it is compared.
        fingerprint: Of its content; changes with what it says, not with dates or white space.
        sketch: Of its words, by which an edited post is known as the same.
        outcome: See ``bot.domain.feeds.PostOutcome``.
        held: Why it is not announced, or empty; see ``bot.domain.feeds.Held``.
        reason: Why, where there is something to say, as message and parameters (a ``Text``).
        dramas: Ids of those it may be about, where that is unclear.
        seen_at: When it was last in the feed.
        missed_at: Since when it is missing in the feed, although older posts are there.
        checked_at: When its page was looked for last.
        gone_at: When its page was found to be gone for the first time.
    """

    __tablename__ = "feed_posts"
    __table_args__ = (
        Index("ix_feed_posts_guid", "feed_id", "guid"),
        Index("ix_feed_posts_url_key", "feed_id", "url_key"),
        Index("ix_feed_posts_fingerprint", "feed_id", "fingerprint"),
        Index("ix_feed_posts_seen_at", "feed_id", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("feeds.id", ondelete="CASCADE"))
    guid: Mapped[str] = mapped_column(String(500))
    url_key: Mapped[str] = mapped_column(String(500))
    url: Mapped[str | None] = mapped_column(String(2_000))
    title: Mapped[str] = mapped_column(String(300))
    title_key: Mapped[str] = mapped_column(String(200))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    fingerprint: Mapped[str] = mapped_column(String(64))
    sketch: Mapped[bytes] = mapped_column(LargeBinary)
    review_id: Mapped[int | None] = mapped_column(
        ForeignKey("reviews.id", ondelete="SET NULL"), index=True
    )
    outcome: Mapped[str] = mapped_column(String(20))
    held: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    dramas: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    attempts: Mapped[int] = mapped_column(default=0)
    first_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    missed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SectionBoundaryRow(Base):
    """What a section of a review spoils, as a server's moderators see it.

    It is told by its heading (``section``), so that it stays when the post is edited.
    """

    __tablename__ = "section_boundaries"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    review_id: Mapped[int] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    section: Mapped[str] = mapped_column(String(120), primary_key=True)
    spoils: Mapped[str] = mapped_column(String(10))
    spoils_through: Mapped[Decimal | None] = mapped_column(EpisodeNumber)
    set_by: Mapped[int] = mapped_column(BigInteger)
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
