"""A drama and the facts a card shows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t, tn

MAX_TITLE: Final = 300
MAX_EPISODE: Final = Decimal("9999.5")


class NameKind(StrEnum):
    """What a drama's name is."""

    TITLE = "title"
    NATIVE = "native"
    ALIAS = "alias"
    ROMANISED = "romanised"


class Source(StrEnum):
    """Where a drama's facts came from, the weakest first."""

    REVIEW = "review"
    SEED = "seed"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Name:
    """One of a drama's names; ``language`` is a BCP 47 tag or None where unknown."""

    text: str
    kind: NameKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who plays a role; ``role`` may be empty where it is not known."""

    actor: str
    role: str = ""
    native_name: str | None = None


@dataclass(frozen=True, slots=True)
class DramaFacts:
    """What is known of a drama, whoever told us.

    Attributes:
        country: ISO 3166-1 alpha-2.
        episodes: How many regular episodes, or None where unknown.
        genres: Keys of ``Genre``, the most defining first.
        networks: Original networks' names.
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


def show_episode(episode: Decimal) -> str:
    """Write an episode's number as people do: ``7``, ``11.5``."""
    return f"{episode.normalize():f}"
