"""Browsing the catalogue: what a list is narrowed down to, how it is sorted, what it is told by.

Filters travel in the custom ids of buttons, so they have a compact text form of letters, digits,
dots and dashes. Words of the catalogue (tags, networks) may be long and in any script: they stand
there as a key, which is resolved against the words that the catalogue has.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.dramas import AirStatus
from bot.domain.errors import NotFoundError
from bot.domain.genres import Genre
from bot.domain.scores import MAX_HALF_POINTS, MIN_HALF_POINTS
from bot.domain.texts import t
from bot.domain.years import Years

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEY_BYTES: Final = 5  # eight letters: a clash among some thousand words is most unlikely


PAGE_SIZE: Final = 8
FEW_RATINGS: Final = 3
"""Scores below which an average says little."""


class Shelf(StrEnum):
    """Where a drama by chance is taken from."""

    PLANNED = "planned"
    LIST = "list"
    ALL = "all"


class Scope(StrEnum):
    """Whose scores count."""

    HERE = "here"
    EVERYONE = "everyone"


class Sort(StrEnum):
    """The order of a list; whatever it cannot place comes last, the best known first."""

    POPULAR = "popular"
    SCORE = "score"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    EPISODES = "episodes"


class Length(StrEnum):
    """How long a drama is, by its regular episodes."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"
    ENDLESS = "endless"

    @property
    def first(self) -> int:
        """The fewest episodes of this class."""
        return _LENGTHS[self][0]

    @property
    def last(self) -> int | None:
        """The most episodes of this class, or None where there is no end."""
        return _LENGTHS[self][1]


_LENGTHS: Final[dict[Length, tuple[int, int | None]]] = {
    Length.SHORT: (1, 8),
    Length.NORMAL: (9, 24),
    Length.LONG: (25, 60),
    Length.ENDLESS: (61, None),
}


class Field(StrEnum):
    """What a list can be narrowed down by."""

    COUNTRY = "country"
    YEARS = "years"
    GENRE = "genre"
    TAG = "tag"
    NETWORK = "network"
    STATUS = "status"
    LENGTH = "length"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of dramas is narrowed down to; None does not narrow.

    Attributes:
        country: ISO 3166-1 alpha-2.
        genre: A key of ``Genre``, or a genre that is not ours as its source writes it.
        tag: As the catalogue writes it.
        network: As the catalogue writes it.
        least: The least average of everyone's scores, in half points from 1 to 20.
    """

    country: str | None = None
    years: Years | None = None
    genre: str | None = None
    tag: str | None = None
    network: str | None = None
    status: AirStatus | None = None
    length: Length | None = None
    least: int | None = None

    @property
    def active(self) -> tuple[Field, ...]:
        """The fields that narrow, in their order."""
        return tuple(each for each in Field if getattr(self, each.value) is not None)

    def without(self, dropped: Field) -> Filters:
        """Return the filters with one of them taken off."""
        return replace(self, **{dropped.value: None})


@dataclass(frozen=True, slots=True)
class View:
    """One list: what it is narrowed down to, and its order."""

    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.POPULAR


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the catalogue's lists can be narrowed down by, found by their keys."""

    genres: Mapping[str, str]
    tags: Mapping[str, str]
    networks: Mapping[str, str]

    @classmethod
    def of(cls, genres: Sequence[str], tags: Sequence[str], networks: Sequence[str]) -> Words:
        """Return the words; of two with one key, the first."""
        return cls(_by_key(genres), _by_key(tags), _by_key(networks))


def key_of(word: str) -> str:
    """Return eight letters and digits that stand for a word, whatever its case and spaces."""
    folded = " ".join(word.casefold().split())
    digest = hashlib.blake2b(folded.encode(errors="surrogatepass"), digest_size=_KEY_BYTES)
    return base64.b32encode(digest.digest()).decode("ascii").lower()


def write_view(view: View) -> str:
    """Write a view for a custom id: at most 64 letters, digits, dots and dashes."""
    filters = view.filters
    parts = [f"o{_letter(view.sort)}"]
    if filters.country:
        parts.append(f"c{filters.country.lower()}")
    if filters.years:
        parts.append(f"y{filters.years.written}")
    if filters.genre in set(Genre):
        parts.append(f"g{filters.genre}")
    elif filters.genre:
        parts.append(f"h{key_of(filters.genre)}")
    if filters.tag:
        parts.append(f"t{key_of(filters.tag)}")
    if filters.network:
        parts.append(f"n{key_of(filters.network)}")
    if filters.status:
        parts.append(f"s{_letter(filters.status)}")
    if filters.length:
        parts.append(f"l{_letter(filters.length)}")
    if filters.least:
        parts.append(f"p{filters.least}")
    return ".".join(parts)


def read_view(written: str, words: Words) -> View:
    """Read a view back from a custom id.

    Raises:
        NotFoundError: A word is not in the catalogue any more, or an older version wrote it.
    """
    view = View()
    for part in written.split("."):
        try:
            view = _with_part(view, part[:1], part[1:], words)
        except (KeyError, ValueError, StopIteration) as error:
            raise NotFoundError(
                t(
                    "The catalogue has changed since that list was made, and one of its filters "
                    "is gone. Start over with /browse."
                )
            ) from error
    return view


@dataclass(frozen=True, slots=True)
class Prior:
    """What every drama's average is pulled towards: so many scores of the common average.

    A Bayesian average is (weight · mean + sum of the scores) / (weight + their number).

    Attributes:
        weight: How many scores of the mean are added to each drama's own.
        mean: The average of all scores, in half points.
    """

    weight: int
    mean: float

    @classmethod
    def of(cls, dramas: int, count: int, total: int) -> Prior:
        """Return the prior for so many rated dramas, scores and half points in all.

        The weight is the number of scores that a rated drama has on average, from 2 to 20: with
        less, one enthusiast would top the list; with more, newcomers would never reach it.
        """
        if not count or not dramas:
            return cls(_LEAST_WEIGHT, (MIN_HALF_POINTS + MAX_HALF_POINTS) / 2)
        weight = min(max(round(count / dramas), _LEAST_WEIGHT), _MOST_WEIGHT)
        return cls(weight, total / count)

    def weigh(self, count: int, total: int) -> float:
        """Return the Bayesian average of ``count`` scores with this sum, in half points."""
        return (self.weight * self.mean + total) / (self.weight + count)


_LEAST_WEIGHT: Final = 2
_MOST_WEIGHT: Final = 20


def _letter(value: Sort | AirStatus | Length) -> str:
    return value.value[0]


def _named(letter: str, values: type[Sort] | type[AirStatus] | type[Length]) -> str:
    return next(each.value for each in values if each.value.startswith(letter or "?"))


def _with_part(view: View, kind: str, value: str, words: Words) -> View:
    if kind == "o":
        return replace(view, sort=Sort(_named(value, Sort)))
    changed: dict[str, object]
    match kind:
        case "c":
            if len(value) != 2 or not value.isalpha():
                raise ValueError(value)
            changed = {"country": value.upper()}
        case "y":
            changed = {"years": Years.parse_written(value)}
        case "g":
            changed = {"genre": Genre(value).value}
        case "h":
            changed = {"genre": words.genres[value]}
        case "t":
            changed = {"tag": words.tags[value]}
        case "n":
            changed = {"network": words.networks[value]}
        case "s":
            changed = {"status": AirStatus(_named(value, AirStatus))}
        case "l":
            changed = {"length": Length(_named(value, Length))}
        case "p":
            if not MIN_HALF_POINTS <= int(value) <= MAX_HALF_POINTS:
                raise ValueError(value)
            changed = {"least": int(value)}
        case _:
            raise ValueError(kind)
    return replace(view, filters=replace(view.filters, **changed))  # type: ignore[arg-type]


def _by_key(words: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(key_of(word), word)
    return found
