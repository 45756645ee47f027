"""Members and servers: lists, look-ups, preferences and discussion threads."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, EpisodeNumber, UTCDateTime


class WatchRow(Base):
    """A drama on a member's list, with how far they got."""

    __tablename__ = "watch_entries"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    status: Mapped[str] = mapped_column(String(10))
    episode: Mapped[Decimal | None] = mapped_column(EpisodeNumber)
    private: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class LookupRow(Base):
    """When a member last looked a drama up, for autocomplete's empty input."""

    __tablename__ = "lookups"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    looked_up_at: Mapped[datetime] = mapped_column(UTCDateTime)


class GuildMemberRow(Base):
    """A member who used the bot in a server: whose scores its averages count."""

    __tablename__ = "guild_members"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    counted: Mapped[bool] = mapped_column(default=True)
    first_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)


class MemberSettingsRow(Base):
    """What a member prefers."""

    __tablename__ = "member_settings"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    scale: Mapped[str | None] = mapped_column(String(10))
    region: Mapped[str | None] = mapped_column(String(2))


class GuildSettingsRow(Base):
    """What a server prefers."""

    __tablename__ = "guild_settings"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    scale: Mapped[str | None] = mapped_column(String(10))
    trusted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its moderators' edits of the catalogue count at once; the bot's owner decides."""
    time_zone: Mapped[str | None] = mapped_column(String(50))
    quiet_from: Mapped[int | None]
    """When its quiet hours begin and end, in minutes after midnight in its zone."""
    quiet_to: Mapped[int | None]


class ThreadRow(Base):
    """The one discussion thread of a drama, or of one episode, in a server.

    The row is claimed before the thread is made (``thread_id`` is then empty), so that two
    members, or two processes, that ask at once get the same thread. Episode ``-1`` stands
    for the drama as a whole: a unique constraint takes two NULLs for different.
    """

    __tablename__ = "threads"
    __table_args__ = (UniqueConstraint("guild_id", "drama_id", "episode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    drama_id: Mapped[int] = mapped_column(ForeignKey("dramas.id", ondelete="CASCADE"))
    episode: Mapped[Decimal] = mapped_column(EpisodeNumber)
    parent_id: Mapped[int | None] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_by: Mapped[int] = mapped_column(BigInteger)
