"""Dramas, their names, people and episodes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.tables.base import Base, EpisodeNumber, UTCDateTime


class DramaRow(Base):
    """A title in the catalogue, with the facts that won over what other sources say."""

    __tablename__ = "dramas"
    __table_args__ = (
        # What /browse sorts by, with all it filters by: a list is read along one of them.
        Index(
            "ix_dramas_by_popularity",
            *("popularity", "id", "year"),
            *("country", "status", "episodes", "merged_into"),
        ),
        Index(
            "ix_dramas_by_year",
            *("year", "popularity", "id"),
            *("country", "status", "episodes", "merged_into"),
        ),
        Index(
            "ix_dramas_by_episodes",
            *("episodes", "popularity", "id", "year"),
            *("country", "status", "merged_into"),
        ),
        Index(
            "ix_dramas_by_title",
            *("title", "id", "year", "country", "status", "episodes", "merged_into"),
        ),
    )

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
    status: Mapped[str | None] = mapped_column(String(10))
    first_aired: Mapped[date | None]
    last_aired: Mapped[date | None]
    runtime: Mapped[int | None]
    warnings: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    age_ratings: Mapped[list[list[str]]] = mapped_column(JSON, server_default="[]")
    trailers: Mapped[list[list[str]]] = mapped_column(JSON, server_default="[]")
    popularity: Mapped[float] = mapped_column(server_default="0")
    changed: Mapped[int] = mapped_column(server_default="0", index=True)
    """The catalogue's revision that changed it last."""
    merged_into: Mapped[int | None] = mapped_column(index=True)
    """The drama that this one turned out to be."""


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
    __table_args__ = (Index(None, "genre", "drama_id"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    genre: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]


class DramaNetworkRow(Base):
    """An original network of a drama."""

    __tablename__ = "drama_networks"
    __table_args__ = (Index(None, "network", "drama_id"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    network: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int]


class DramaTagRow(Base):
    """What a drama is about in a word or two."""

    __tablename__ = "drama_tags"
    __table_args__ = (Index(None, "tag", "drama_id"),)

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]


class PersonRow(Base):
    """Somebody who acts.

    Who is who is told by ``ref``, a provider's id for them (``tvmaze:12345``); people without
    one are the same where both their names are. ``fold`` is the name as it is compared.
    """

    __tablename__ = "people"
    __table_args__ = (Index(None, "name", "native_name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    native_name: Mapped[str] = mapped_column(String(200), default="")
    fold: Mapped[str] = mapped_column(String(200), default="", index=True)
    photo_url: Mapped[str | None] = mapped_column(String(2_000))
    ref: Mapped[str | None] = mapped_column(String(40), unique=True)


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
    """An episode we know more of than its number, and every special or half-numbered one.

    ``aired_on`` is the day in its broadcaster's zone, ``airs_at`` the moment.
    """

    __tablename__ = "episodes"

    drama_id: Mapped[int] = mapped_column(
        ForeignKey("dramas.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[Decimal] = mapped_column(EpisodeNumber, primary_key=True)
    special: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None] = mapped_column(String(300))
    aired_on: Mapped[date | None] = mapped_column(index=True)
    airs_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    season: Mapped[int | None]
    number_in_season: Mapped[int | None]
    runtime: Mapped[int | None]
    source: Mapped[str | None] = mapped_column(String(10))


class StateRow(Base):
    """What the bot remembers of itself, such as the catalogue's revision."""

    __tablename__ = "bot_state"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str]
