"""Which drama a post is about, and what it adds to what we know of that drama."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

from bot.domain.dramas import CastMember, DramaFacts
from bot.domain.errors import ConflictError
from bot.domain.texts import t
from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.dramas import Drama
    from bot.reading.model import ReadReview

MAX_NAMED: Final = 5
_MAX_NAME: Final = 200
_MAX_NATIVE: Final = 300
_MAX_NETWORK: Final = 100
_MAX_SLUG: Final = 150


class AmbiguousDramaError(ConflictError):
    """A post that may be about any of several dramas of ours.

    Attributes:
        dramas: Which.
    """

    def __init__(self, title: str, dramas: Sequence[Drama]) -> None:
        super().__init__(
            t(
                "“{title}” may be any of these: {dramas}. State the drama’s year or its native "
                "title in the post.",
                title=title,
                dramas=", ".join(name_with_year(drama.facts) for drama in dramas[:MAX_NAMED]),
            )
        )
        self.dramas = tuple(dramas)


def facts_of(read: ReadReview) -> DramaFacts:
    """Return a post's facts as those of a drama, cut to what storage holds."""
    poster = read.featured_picture.url if read.featured_picture else None
    return DramaFacts(
        title=_title(read)[:_MAX_NATIVE],
        native_title=read.native_title.value[:_MAX_NATIVE] if read.native_title else None,
        language=read.native_language if read.native_title else None,
        year=read.year.value if read.year else None,
        country=read.country.value if read.country else None,
        episodes=read.episodes.value if read.episodes else None,
        genres=tuple(fact.value for fact in read.genres),
        networks=tuple(dict.fromkeys(fact.value[:_MAX_NETWORK] for fact in read.networks)),
        cast=_each_once(
            CastMember(fact.value.actor[:_MAX_NAME], fact.value.role[:_MAX_NAME])
            for fact in read.cast
        ),
        synopsis="\n\n".join(read.synopsis) or None,
        poster_url=poster if poster and len(poster) <= 2_000 else None,
    )


def lacking(known: DramaFacts, read: DramaFacts) -> DramaFacts:
    """Return of what a post says only what is missing from the known facts.

    Genres, networks and the cast are each taken as a whole where there are none: a review's
    list beside ours would be the same things in other spellings. Where there is a cast, the
    post's roles of its actors are kept.
    """
    missing: dict[str, object] = {
        field.name: getattr(read, field.name)
        for field in fields(DramaFacts)
        if getattr(known, field.name) in (None, "", ()) and field.name not in {"title", "aliases"}
    }
    # A language says what the native title is written in: it goes with that one only.
    if known.native_title and _key(known.native_title) != _key(read.native_title):
        missing.pop("language", None)
    if not known.cast:
        missing["cast"] = _each_once(read.cast)
    without_role = {_key(member.actor) for member in known.cast if not member.role}
    if known.cast:
        told = (m for m in read.cast if m.role and _key(m.actor) in without_role)
        missing["cast"] = _each_once(told)
    return replace(DramaFacts(""), **missing)  # type: ignore[arg-type]  # the fields' own values


def filled_in(before: DramaFacts, after: DramaFacts) -> tuple[str, ...]:
    """Return the names of the facts that differ."""
    return tuple(
        field.name
        for field in fields(DramaFacts)
        if getattr(before, field.name) != getattr(after, field.name)
    )


def find_reviewed(dramas: Iterable[Drama], read: ReadReview) -> Drama | None:
    """Return the drama that a post reviews, or None where the catalogue has none of that name.

    Names are compared in their normalised form. A drama whose own facts contradict the post's
    is another one of the same name (a remake, say).

    Raises:
        AmbiguousDramaError: Several fit equally well; names them.
    """
    fits = [(fit, drama) for drama in dramas if (fit := _fit(drama, read)) is not None]
    if not fits:
        return None
    best = max(fit for fit, _ in fits)
    found = [drama for fit, drama in fits if fit == best]
    if len(found) > 1:
        raise AmbiguousDramaError(_title(read), found)
    return found[0]


def name_with_year(facts: DramaFacts) -> str:
    """Write a drama's title, its native title and its year, as far as they are known."""
    beside = ", ".join(str(part) for part in (facts.native_title, facts.year) if part)
    return f"{facts.title} ({beside})" if beside else facts.title


def slug_of(facts: DramaFacts) -> str:
    """Return the key for a drama that the catalogue does not have: "the-title-2022"."""
    for name in (facts.title, facts.native_title or ""):
        words = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:_MAX_SLUG]
        if words:
            break
    else:
        words = "drama"
    return f"{words}-{facts.year}" if facts.year else words


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a drama fits a post, the weightiest reason first."""

    names: int
    is_title: bool
    agreeing: int


def _fit(drama: Drama, read: ReadReview) -> _Fit | None:
    facts = drama.facts
    names = {_key(name.text) for name in drama.names}
    title, native = _key(_title(read)), _key(read.native_title.value if read.native_title else None)
    by_title, by_native = title in names, bool(native) and native in names
    if not by_title and not by_native:
        return None
    other = _key(facts.native_title)
    if native and other and not by_native and native not in other and other not in native:
        return None
    year = read.year.value if read.year else None
    # A post may state the year a drama ended in, or that of its wider release.
    if year and facts.year and abs(year - facts.year) > 1:
        return None
    country = read.country.value if read.country else None
    if country and facts.country and country != facts.country:
        return None
    return _Fit(
        by_title + by_native,
        title == _key(facts.title),
        (year is not None and year == facts.year) + (country is not None and bool(facts.country)),
    )


def _each_once(cast: Iterable[CastMember]) -> tuple[CastMember, ...]:
    """Name each actor once, with the first role that the post gives them."""
    found: dict[str, CastMember] = {}
    for member in cast:
        known = found.get(_key(member.actor))
        if known is None or not known.role:
            found[_key(member.actor)] = (
                member if known is None else replace(known, role=member.role)
            )
    return tuple(found.values())


def _title(read: ReadReview) -> str:
    return read.title.value if read.title else ""


def _key(name: str | None) -> str:
    # A name of signs alone ("?!") has no words to compare by.
    return compact(words_of(name)) or name.casefold().strip() if name else ""
