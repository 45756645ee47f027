"""Dramas, their names, people and episodes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, EpisodeNumber, UTCDateTime


class DramaRow(Base):
    """A title in the catalogue."""

    __tablename__ = "dramas"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    native_title: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str | None] = mapped_column(String(20))
    year: Mapped[int | None]
    country: Mapped[str | None] = mapped_column(String(2))
    episodes: Mapped[int | None]
    synopsis: Mapped[str | None]
    poster_url: Mapped[str | None] = mapped_column(String(2_000))
    source: Mapped[str] = mapped_column(String(10))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class DramaNameRow(Base):
    """Another name of a drama: an alias, or its native title romanised."""

    __tablename__ = "drama_names"
    __table_args__ = (Index(None, "text"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(20))


class DramaGenreRow(Base):
    """A genre of a drama, the most defining first."""

    __tablename__ = "drama_genres"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    genre: Mapped[str] = mapped_column(String(30), primary_key=True)
    position: Mapped[int]


class DramaNetworkRow(Base):
    """An original network of a drama."""

    __tablename__ = "drama_networks"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    network: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]


class PersonRow(Base):
    """Somebody who acts; the native name tells namesakes apart."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("name", "native_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    native_name: Mapped[str] = mapped_column(String(200), default="")


class CastRow(Base):
    """Who plays which role, leads first."""

    __tablename__ = "cast_members"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(200))


class EpisodeRow(Base):
    """An episode we know more of than its number, and every special or half-numbered one."""

    __tablename__ = "episodes"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[Decimal] = mapped_column(EpisodeNumber, primary_key=True)
    special: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None] = mapped_column(String(300))
    aired_on: Mapped[date | None]


class StateRow(Base):
    """What the bot remembers of itself, such as the catalogue's revision."""

    __tablename__ = "bot_state"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str]
