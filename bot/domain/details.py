"""What there is to know of a drama beyond its card, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.dramas import Source
from bot.domain.shows import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from decimal import Decimal

    from bot.domain.claims import Claims, Conflict
    from bot.domain.dramas import CastMember, DramaLine, Link
    from bot.domain.shows import WatchKind

# What all sources say is put together in these; in others the strongest source stands alone.
_TOGETHER: Final = frozenset({"aliases", "cast", "tags", "warnings", "trailers", "age_ratings"})


class DetailPart(StrEnum):
    """A part of a drama's details, in the order they are offered."""

    OVERVIEW = "overview"
    CAST = "cast"
    WATCH = "watch"
    EPISODES = "episodes"
    RELATED = "related"
    TRAILERS = "trailers"
    CONTENT = "content"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of a cast, with the id that leads to them."""

    person_id: int
    member: CastMember


@dataclass(frozen=True, slots=True)
class Offer:
    """Where a drama can be watched; see ``WatchOption``."""

    service: str
    kind: WatchKind
    url: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    """An episode as it is listed.

    Attributes:
        title: None where it has none that is known.
        hidden: The title may spoil the reader, who is not that far.
    """

    number: Decimal
    special: bool = False
    title: str | None = None
    season: int | None = None
    number_in_season: int | None = None
    airs_on: date | None = None
    airs_at: datetime | None = None
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class Season:
    """A season: how many episodes of it are known, and from when to when they air."""

    number: int
    episodes: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class RelatedDrama:
    """A drama that is related; ``drama`` is None where the catalogue does not have it."""

    relation: Relation
    title: str
    year: int | None = None
    drama: DramaLine | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of a drama's facts, with its own page of that drama where one is known."""

    source: Source
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a source told that is believed: the fields, by the day it told them."""

    source: Source
    fields: tuple[tuple[date, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """A page of the cast."""

    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Where a drama can be watched in a country.

    Attributes:
        chosen: The member chose the country; else their language tells it.
        elsewhere: Other countries where it is known to be watchable.
    """

    offers: tuple[Offer, ...]
    chosen: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Episodes:
    """A page of the episodes, and the last one the reader watched."""

    lines: tuple[EpisodeLine, ...]
    reached: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A page of related dramas, and the drama's own seasons."""

    dramas: tuple[RelatedDrama, ...]
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True, slots=True)
class Trailers:
    """A page of the trailers."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Which source told what, and where sources disagree."""

    told: tuple[Told, ...]
    conflicts: tuple[Conflict, ...] = ()


_TURNED: Final = {
    Relation.REMAKE: Relation.ORIGINAL,
    Relation.ORIGINAL: Relation.REMAKE,
    Relation.SEQUEL: Relation.PREQUEL,
    Relation.PREQUEL: Relation.SEQUEL,
    Relation.SPIN_OFF: Relation.ORIGINAL,
    Relation.SAME_STORY: Relation.SAME_STORY,
}


def turned(relation: Relation) -> Relation:
    """Return what a drama is to another one that is this to it."""
    return _TURNED[relation]


def told_by(claims: Claims) -> tuple[Told, ...]:
    """Return which source is believed in which field, the strongest source first."""
    ranked = sorted(claims, key=lambda source: -source.rank)
    found: dict[Source, dict[date, list[str]]] = {}
    for field in dict.fromkeys(name for source in ranked for name in claims[source]):
        for source in _believed(field, [each for each in ranked if field in claims[each]]):
            day = claims[source][field].at.date()
            found.setdefault(source, {}).setdefault(day, []).append(field)
    return tuple(
        Told(source, tuple((day, tuple(days[day])) for day in sorted(days, reverse=True)))
        for source, days in sorted(found.items(), key=lambda item: -item[0].rank)
    )


def _believed(field: str, sources: list[Source]) -> Iterable[Source]:
    if field in _TOGETHER and sources[0] is not Source.PEOPLE:
        return sources
    return sources[:1]
