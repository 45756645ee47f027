"""A drama as a provider of facts (TVmaze, TMDB, Wikidata) tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from bot.domain.dramas import DramaFacts, Source


class Relation(StrEnum):
    """What another drama is to this one."""

    REMAKE = "remake"
    ORIGINAL = "original"
    SEQUEL = "sequel"
    PREQUEL = "prequel"
    SPIN_OFF = "spin-off"
    SAME_STORY = "same-story"


class WatchKind(StrEnum):
    """How a drama is to be had where it can be watched."""

    STREAM = "stream"
    FREE = "free"
    ADS = "ads"
    RENT = "rent"
    BUY = "buy"


@dataclass(frozen=True, slots=True)
class ShowId:
    """What a drama is called in a register; ids are text.

    Registers are ``tvmaze``, ``tmdb``, ``wikidata``, ``imdb`` and ``tvdb``.
    """

    register: str
    id: str


@dataclass(frozen=True, slots=True)
class Airing:
    """An episode as a provider lists it.

    Attributes:
        number: Counted through all seasons; a special stands after the episode before it, in
            tenths (11.5, or 0 before the first).
        season: Its season, from 1, and ``number_in_season`` within it; None for specials.
        airs_on: The day in its broadcaster's zone.
        airs_at: The moment, where one is known.
        runtime: Minutes.
    """

    number: Decimal
    special: bool = False
    title: str | None = None
    season: int | None = None
    number_in_season: int | None = None
    airs_on: date | None = None
    airs_at: datetime | None = None
    runtime: int | None = None


@dataclass(frozen=True, slots=True)
class WatchOption:
    """Where a drama can be watched in a country.

    Attributes:
        region: ISO 3166-1 alpha-2, or "" for everywhere.
    """

    region: str
    service: str
    kind: WatchKind
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedShow:
    """Another drama that is related, by its id in some register."""

    relation: Relation
    id: ShowId
    title: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """All that a provider tells of a drama.

    What is None or empty was not told; a list that is None was not asked for.

    Attributes:
        url: The provider's page of it, to credit.
        ids: What it is called elsewhere, its own id first.
        changed_at: When the provider changed it last.
        popularity: From 0 to 100.
        recommended: Ids of shows that the provider recommends beside it.
    """

    source: Source
    id: str
    url: str
    facts: DramaFacts
    ids: tuple[ShowId, ...]
    changed_at: datetime | None = None
    popularity: float = 0.0
    kind: str = ""
    airings: tuple[Airing, ...] | None = None
    watch: tuple[WatchOption, ...] | None = None
    related: tuple[RelatedShow, ...] | None = None
    recommended: tuple[ShowId, ...] | None = None
