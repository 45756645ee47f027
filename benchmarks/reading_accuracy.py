"""What was read in a post beside what it states, a field at a time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError
from bot.domain.spoilers import Spoils
from bot.reading.model import PostKind, ReadReview
from bot.reading.reader import read_post

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from benchmarks.reading_corpus import Label, Post
    from bot.domain.spoilers import SpoilerBoundary

REVIEWS: Final = frozenset({PostKind.REVIEW, PostKind.FIRST_IMPRESSION})
_RANK_WORDS: Final = """
    the a an her his mr mrs ms miss madame lady lord sir master king queen crown prince princess
    emperor general captain sergeant officer inspector detective constable prosecutor attorney
    lawyer judge councillor secretary magistrate governor minister prime royal physician doctor dr
    professor resident head nurse trainee assistant manager director president ceo chairman team
    leader coach chef conductor journalist father sister brother uncle aunt grandfather
    grandmother granddaughter
"""
# What may stand before a role's name and is no part of it: "Director Baek" is also "Baek".
_RANKS: Final = frozenset(_RANK_WORDS.split())


@dataclass(frozen=True, slots=True)
class Case:
    """One field of one post: what is stated, and what was read."""

    post: str
    expected: frozenset[Hashable]
    read: frozenset[Hashable]

    @property
    def missed(self) -> frozenset[Hashable]:
        """What is stated and was not read."""
        return self.expected - self.read

    @property
    def invented(self) -> frozenset[Hashable]:
        """What was read and is not stated."""
        return self.read - self.expected


@dataclass(frozen=True, slots=True)
class Shares:
    """How right a field is over some posts; a share of nothing is 1.

    Attributes:
        stated: How many values the posts state.
        precision: The share of what was read that is stated.
        recall: The share of what is stated that was read.
    """

    stated: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare(posts: Iterable[Post]) -> dict[str, list[Case]]:
    """Read the posts and compare each field; facts only in those that are reviews."""
    cases: dict[str, list[Case]] = {"review or not": [], "kind": []}
    for post in posts:
        read = _read(post)
        _add(cases, "review or not", post, _if(post.label.is_review), _if(read.kind in REVIEWS))
        _add(cases, "kind", post, [post.label.kind.value], [read.kind.value])
        if not post.label.is_review:
            continue
        for field, (stated, found) in FIELDS.items():
            _add(cases, field, post, stated(post.label), found(read))
        if post.label.synopsis_starts is not None:
            start = normal(post.label.synopsis_starts)
            begins = read.synopsis and normal(read.synopsis[0]).startswith(start)
            _add(cases, "synopsis", post, [start], [start] if begins else [])
    return cases


def shares(cases: Sequence[Case]) -> Shares:
    """Sum a field up."""
    stated = sum(len(case.expected) for case in cases)
    read = sum(len(case.read) for case in cases)
    right = sum(len(case.expected & case.read) for case in cases)
    return Shares(stated, right / read if read else 1.0, right / stated if stated else 1.0)


def normal(text: str) -> str:
    """Return what two spellings of one name have in common: neither case nor punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() or c in "#+" else " " for c in plain).split())


def _read(post: Post) -> ReadReview:
    label = post.label
    try:
        return read_post(post.text, media=post.media, source_url=label.url, title=label.headline)
    except InvalidInputError:
        return ReadReview(PostKind.UNKNOWN)


def _add(
    cases: dict[str, list[Case]],
    field: str,
    post: Post,
    stated: Iterable[Hashable],
    found: Iterable[Hashable],
) -> None:
    cases.setdefault(field, []).append(Case(post.name, frozenset(stated), frozenset(found)))


def _if(value: bool) -> list[Hashable]:
    return [True] if value else []


def _one(value: Hashable) -> list[Hashable]:
    return [] if value is None else [value]


def _name(value: str | None) -> list[Hashable]:
    return [normal(value)] if value else []


def _pair(actor: str, role: str) -> Hashable:
    words = normal(role).split()
    while len(words) > 1 and words[0] in _RANKS:
        words.pop(0)
    return normal(actor), " ".join(words)


def _bounds(boundary: SpoilerBoundary) -> Hashable:
    if boundary.spoils is Spoils.NOTHING:
        return None
    return "all" if boundary.episode is None else float(boundary.episode)


def _closed(native: str | None) -> list[Hashable]:
    return [normal(native).replace(" ", "")] if native else []


FIELDS: Final[
    dict[
        str,
        tuple[Callable[[Label], Iterable[Hashable]], Callable[[ReadReview], Iterable[Hashable]]],
    ]
] = {
    "title": (
        lambda label: _name(label.titles[0] if label.titles else None),
        lambda read: _name(read.title.value if read.title else None),
    ),
    "other titles": (
        lambda label: [normal(title) for title in label.titles[1:]],
        lambda read: [normal(fact.value) for fact in read.alternatives],
    ),
    "native title": (
        lambda label: _closed(label.native_title),
        lambda read: _closed(read.native_title.value if read.native_title else None),
    ),
    "native language": (
        lambda label: _one(label.native_language),
        lambda read: _one(read.native_language),
    ),
    "episodes": (
        lambda label: _one(label.episodes),
        lambda read: _one(read.episodes.value if read.episodes else None),
    ),
    "genres": (
        lambda label: [genre.value for genre in label.genres],
        lambda read: [genre.value for genre in read.genres],
    ),
    "original genres": (
        lambda label: [normal(word) for word in label.original_genres],
        lambda read: [normal(word) for word in read.original_genres],
    ),
    "network": (
        lambda label: [normal(name).replace(" ", "") for name in label.networks],
        lambda read: [normal(fact.value).replace(" ", "") for fact in read.networks],
    ),
    "year": (
        lambda label: _one(label.year),
        lambda read: _one(read.year.value if read.year else None),
    ),
    "country": (
        lambda label: _one(label.country),
        lambda read: _one(read.country.value if read.country else None),
    ),
    "score": (
        lambda label: [(label.score.value, label.score.scale)] if label.score else [],
        lambda read: [(read.score.value.value, read.score.value.scale)] if read.score else [],
    ),
    "verdict": (
        lambda label: _name(label.verdict),
        lambda read: _name(read.verdict.value if read.verdict else None),
    ),
    "cast": (
        lambda label: [_pair(member.actor, member.role) for member in label.cast],
        lambda read: [_pair(fact.value.actor, fact.value.role) for fact in read.cast],
    ),
    "sections": (
        lambda label: [normal(section.heading) for section in label.sections],
        lambda read: [normal(section.heading) for section in read.sections if section.heading],
    ),
    "spoiler boundaries": (
        lambda label: [(normal(one.heading), one.spoils_through) for one in label.sections],
        lambda read: [(normal(s.heading), _bounds(s.boundary)) for s in read.sections if s.heading],
    ),
    "featured picture": (
        lambda label: _one(label.featured_picture),
        lambda read: _one(read.featured_picture.url if read.featured_picture else None),
    ),
    "sections' pictures": (
        lambda label: [url for url, _ in label.pictures],
        lambda read: [one.url for s in read.sections for one in s.pictures if one.url],
    ),
    "captions": (
        lambda label: [(url, normal(caption)) for url, caption in label.pictures],
        lambda read: [
            (p.url, normal(p.caption)) for s in read.sections for p in s.pictures if p.url
        ],
    ),
}
"""How each fact is taken from a label and from what was read, so that equal means right."""
