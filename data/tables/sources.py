"""Where the catalogue's facts come from, and how it changed hands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, UTCDateTime


class ClaimRow(Base):
    """All that one source says of a drama, field by field: ``{field: {value, at, by}}``.

    A drama that only one source ever told of has no rows here: its own row is that claim.
    """

    __tablename__ = "drama_claims"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RegisterRow(Base):
    """What a drama is called in a register (TVmaze, TMDB, IMDb …), and how far it was read.

    Where ``changed_at`` is later than ``read_at``, the provider has something new to tell.
    """

    __tablename__ = "drama_registers"
    __table_args__ = (Index("ix_drama_registers_unread", "register", "read_at"),)

    register: Mapped[str] = mapped_column(String(10), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    drama_id: Mapped[int] = mapped_column(ForeignKey("dramas.id", ondelete="CASCADE"), index=True)
    url: Mapped[str | None] = mapped_column(String(2_000))
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    etag: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    gone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class WatchOptionRow(Base):
    """Where a drama can be watched; region "" is everywhere."""

    __tablename__ = "drama_watch_options"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    region: Mapped[str] = mapped_column(String(2), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    url: Mapped[str | None] = mapped_column(String(2_000))


class RelationRow(Base):
    """Another drama that is related, by its id in a register; it may not be in the catalogue."""

    __tablename__ = "drama_relations"
    __table_args__ = (Index(None, "register", "external_id"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    relation: Mapped[str] = mapped_column(String(12))
    register: Mapped[str] = mapped_column(String(10))
    external_id: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    year: Mapped[int | None]


class MergeRow(Base):
    """Two dramas that were one; ``journal`` is what it takes to tell them apart again."""

    __tablename__ = "drama_merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("dramas.id", ondelete="CASCADE"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("dramas.id", ondelete="CASCADE"), index=True)
    merged_by: Mapped[int] = mapped_column(BigInteger)
    merged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    journal: Mapped[dict[str, Any]] = mapped_column(JSON)


class SuggestionRow(Base):
    """What a member would add to the catalogue, or change in it, for others to decide on.

    ``state`` is ``pending``, ``approved`` or ``refused``; ``drama_id`` is empty for a new drama.
    """

    __tablename__ = "drama_suggestions"
    # An id is never given again: an old message's button would decide on another suggestion.
    __table_args__ = (
        Index("ix_drama_suggestions_state", "state", "guild_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    drama_id: Mapped[int | None] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), index=True
    )
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    suggested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TallyRow(Base):
    """How a drama is rated by everyone, kept beside the ratings so that lists sort by it.

    Sums are half points; viewers who dropped it are counted apart.
    """

    __tablename__ = "drama_tallies"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    count: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    dropped_count: Mapped[int] = mapped_column(server_default="0")
    dropped_total: Mapped[int] = mapped_column(server_default="0")
