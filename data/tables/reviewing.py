"""Ratings, and reviews with their versions, sections and pictures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, EpisodeNumber, UTCDateTime


class RatingRow(Base):
    """A member's one current score of a drama, in half points."""

    __tablename__ = "ratings"
    __table_args__ = (CheckConstraint("half_points BETWEEN 1 AND 20", name="half_points"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    half_points: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EpisodeRatingRow(Base):
    """A member's score of one episode, in half points."""

    __tablename__ = "episode_ratings"
    __table_args__ = (CheckConstraint("half_points BETWEEN 1 AND 20", name="half_points"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    episode: Mapped[Decimal] = mapped_column(EpisodeNumber, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    half_points: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReviewRow(Base):
    """A member's review of a drama (one each), or a house review (one a source)."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("(author_id IS NULL) <> (house IS NULL)", name="author"),
        Index(
            "uq_reviews_author",
            "author_id",
            "drama_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "uq_reviews_source_key",
            "source_key",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    drama_id: Mapped[int] = mapped_column(ForeignKey("dramas.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(BigInteger)
    house: Mapped[str | None] = mapped_column(String(200))
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    source_url: Mapped[str | None] = mapped_column(String(2_000))
    source_key: Mapped[str | None] = mapped_column(String(500))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    first_impression: Mapped[bool] = mapped_column(default=False)
    shared: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Shown in every server; what only a feed brought is shown where that feed is followed."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Since when a house review is gone from its blog."""
    version: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ReviewVersionRow(Base):
    """What a review said at one time; the newest is the review's ``version``."""

    __tablename__ = "review_versions"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    half_points: Mapped[int | None]
    score_text: Mapped[str | None] = mapped_column(String(50))
    verdict: Mapped[str] = mapped_column(String(300))
    markup: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its sections' bodies are Markdown that we made; else they are plain text."""
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReviewSectionRow(Base):
    """A headed section of a version, with what it spoils."""

    __tablename__ = "review_sections"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    heading: Mapped[str] = mapped_column(String(300))
    body: Mapped[str]
    spoils: Mapped[str] = mapped_column(String(10))
    spoils_through: Mapped[Decimal | None] = mapped_column(EpisodeNumber)


class ReviewMessageRow(Base):
    """A public message that carries a review: changed when it is, emptied when it is gone.

    It outlives its review, whose deletion it still has to follow.
    """

    __tablename__ = "review_messages"

    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    review_id: Mapped[int | None] = mapped_column(
        ForeignKey("reviews.id", ondelete="SET NULL"), index=True
    )
    digest_id: Mapped[int | None] = mapped_column(
        ForeignKey("digests.id", ondelete="SET NULL"), index=True
    )
    """The digest it is, which shows several reviews."""
    carries: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(10))
    changes: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)


class UploadRow(Base):
    """A picture that a member uploaded: Discord's own addresses of uploads expire."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    media_type: Mapped[str] = mapped_column(String(30))
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ReviewPictureRow(Base):
    """A picture of a section: an address, or an upload."""

    __tablename__ = "review_pictures"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str | None] = mapped_column(String(2_000))
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))
    caption: Mapped[str] = mapped_column(String(500))
    alt: Mapped[str] = mapped_column(String(500), default="", server_default="")
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its author shows it only to those who ask."""
