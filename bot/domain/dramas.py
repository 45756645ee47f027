"""A drama and the facts a card shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t, tn

if TYPE_CHECKING:
    from datetime import date

MAX_TITLE: Final = 300
MAX_EPISODE: Final = Decimal("9999.5")

_SCRIPTS: Final = (
    ("ko", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
)


class NameKind(StrEnum):
    """What a drama's name is."""

    TITLE = "title"
    NATIVE = "native"
    ALIAS = "alias"
    ROMANISED = "romanised"


class Source(StrEnum):
    """Where a drama's facts came from, the weakest first."""

    REVIEW = "review"
    WIKIDATA = "wikidata"
    TMDB = "tmdb"
    TVMAZE = "tvmaze"
    SEED = "seed"
    PEOPLE = "people"

    @property
    def rank(self) -> int:
        """How far it is believed: the greater wins."""
        return list(Source).index(self)


class AirStatus(StrEnum):
    """Whether a drama has begun, and whether it is over."""

    PLANNED = "planned"
    AIRING = "airing"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Name:
    """One of a drama's names; ``language`` is a BCP 47 tag or None where unknown."""

    text: str
    kind: NameKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who plays a role; ``role`` may be empty where it is not known.

    Attributes:
        ref: Who they are to a provider, such as ``tvmaze:12345``; tells namesakes apart.
    """

    actor: str
    role: str = ""
    native_name: str | None = None
    photo_url: str | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link with what it leads to, such as a trailer."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class DramaFacts:
    """What is known of a drama, whoever told us.

    Attributes:
        country: ISO 3166-1 alpha-2.
        episodes: How many regular episodes, or None where unknown.
        genres: Keys of ``Genre``, the most defining first.
        networks: Original networks' names.
        runtime: Minutes an episode takes.
        tags: What it is about in a word or two, as its source writes it.
        warnings: Keys of ``ContentWarning``.
        age_ratings: (country, rating) as it is classified there, such as ("KR", "15").
    """

    title: str
    native_title: str | None = None
    language: str | None = None
    year: int | None = None
    country: str | None = None
    episodes: int | None = None
    genres: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    cast: tuple[CastMember, ...] = ()
    synopsis: str | None = None
    poster_url: str | None = None
    aliases: tuple[Name, ...] = ()
    status: AirStatus | None = None
    first_aired: date | None = None
    last_aired: date | None = None
    runtime: int | None = None
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    age_ratings: tuple[tuple[str, str], ...] = ()
    trailers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class DramaLine:
    """As much of a drama as tells it apart in one line of a list.

    Attributes:
        language: BCP 47 tag of the native title, as far as its script tells.
    """

    id: int
    title: str
    native_title: str | None = None
    language: str | None = None
    year: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Drama:
    """A drama of the catalogue."""

    id: int
    facts: DramaFacts
    special_episodes: frozenset[Decimal] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        """The English title."""
        return self.facts.title

    @property
    def line(self) -> DramaLine:
        """What tells it apart in a list."""
        facts = self.facts
        return DramaLine(
            self.id, facts.title, facts.native_title, facts.language, facts.year, facts.country
        )

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name it is found by: title, native title, the others."""
        native = self.facts.native_title
        return (
            Name(self.facts.title, NameKind.TITLE, "en"),
            *((Name(native, NameKind.NATIVE, self.facts.language),) if native else ()),
            *self.facts.aliases,
        )

    def check_episode(self, number: float | Decimal) -> Decimal:
        """Return the episode's number if the drama has it.

        Raises:
            InvalidInputError: It has no such episode.
        """
        episode = Decimal(str(number)).normalize()
        if episode in self.special_episodes:
            return episode
        count = self.facts.episodes
        fits = 0 < episode <= (count or MAX_EPISODE) and episode == episode.to_integral_value()
        if not fits:
            if count is None:
                raise InvalidInputError(t("An episode is a whole number from 1 up."))
            raise InvalidInputError(
                tn(
                    "{title} has {count} episode, so pick episode 1.",
                    "{title} has {count} episodes: pick one from 1 to {count}.",
                    count,
                    title=self.title,
                )
            )
        return Decimal(int(episode))


def language_of(native: str | None) -> str | None:
    """Return the language that a native title's script tells: ko, ja, th or zh; else None.

    A title in Han characters alone is taken for Chinese.
    """
    for language, letters in _SCRIPTS:
        if native and letters.search(native):
            return language
    return None


def show_episode(episode: Decimal) -> str:
    """Write an episode's number as people do: ``7``, ``11.5``."""
    return f"{episode.normalize():f}"
