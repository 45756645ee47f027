"""What is read from one review post. What a post does not state is absent, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.spoilers import SpoilerBoundary

T_co = TypeVar("T_co", covariant=True)


class PostKind(StrEnum):
    """What a post is; only the first two are reviews of one drama."""

    REVIEW = "review"
    FIRST_IMPRESSION = "first-impression"
    LIST = "list"
    NEWS = "news"
    RECAP = "recap"
    SEVERAL = "several"
    DATABASE = "database"
    UNKNOWN = "unknown"


class Known(Protocol):
    """What is known already, to tell apart what a post leaves open."""

    def is_title(self, text: str) -> bool:
        """Tell whether a drama is called so."""

    def actor(self, name: str) -> str | None:
        """Return an actor's name as it is known; None for anybody else."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_co]):
    """A value, and the piece of the post that it was read from."""

    value: T_co
    source: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post.

    Attributes:
        url: The largest real address found; None in plain text, where only a caption or
            alternative text is left of a picture (kept in ``caption``: text does not tell which).
        hidden: The author shows it only to those who ask, as a part of a spoiler.
    """

    url: str | None
    caption: str
    alt: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A score as written, and on our scale.

    Attributes:
        raw: As written ("5/5").
        value: 0 to ``scale``.
        scale: The best possible value.
        half_points: 1 to 20 on the ten-point scale, rounded half up to the nearest half point.
    """

    raw: str
    value: float
    scale: float
    half_points: int


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who plays a role; ``role`` is empty where the post names only the actor."""

    actor: str
    role: str


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a post; ``heading`` is empty for text after the verdict without one.

    Attributes:
        marked: The paragraphs as Discord Markdown, one for each; empty where nothing was marked.
    """

    heading: str
    paragraphs: tuple[str, ...]
    pictures: tuple[Picture, ...]
    boundary: SpoilerBoundary
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadReview:
    """Everything one post states.

    Attributes:
        alternatives: Other titles in Latin script.
        native_language: ko, ja, zh-Hans, zh-Hant or th, from the native title's script; None
            where the script does not tell.
        country: ISO 3166-1 alpha-2.
        genres: Our keys (``bot.domain.genres.Genre``).
        original_genres: The post's own genre words, mapped or not.
        verdict: The author's words next to the score.
        synopsis: Paragraphs of plot that stand before the verdict.
        opinion: Paragraphs of opinion that stand before the verdict.
        marked_opinion: The opinion's paragraphs as Discord Markdown, one for each.
        published: Aware; a time without a zone is taken for UTC.
        covers: The dramas' titles where the post covers several.
    """

    kind: PostKind
    title: Fact[str] | None = None
    alternatives: tuple[Fact[str], ...] = ()
    native_title: Fact[str] | None = None
    native_language: str | None = None
    year: Fact[int] | None = None
    country: Fact[str] | None = None
    episodes: Fact[int] | None = None
    genres: tuple[Fact[str], ...] = ()
    original_genres: tuple[str, ...] = ()
    networks: tuple[Fact[str], ...] = ()
    score: Fact[Score] | None = None
    verdict: Fact[str] | None = None
    cast: tuple[Fact[CastMember], ...] = ()
    synopsis: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    marked_opinion: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    featured_picture: Picture | None = None
    source_url: str | None = None
    site_name: str | None = None
    author: str | None = None
    published: datetime | None = None
    covers: tuple[str, ...] = ()
