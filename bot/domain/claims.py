"""What several sources say of one drama, and which of it is believed.

Each source's claims are kept field by field with their date, so that a stronger source can be
heard later, a wrong one taken back, and a disagreement shown. What a person said of a field is
never overwritten; else the strongest source wins (``Source.rank``). Lists that only grow more
complete (aliases, tags, warnings, trailers, age ratings, cast) are put together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Link, Name, NameKind, Source
from bot.domain.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_CAST: Final = 200
MAX_ALIASES: Final = 60
MAX_LISTED: Final = 40

_JOINED: Final = frozenset({"tags", "warnings", "trailers", "age_ratings"})
_COMPARED: Final = ("title", "native_title", "year", "country", "episodes", "runtime", "networks")
_FIELDS: Final = tuple(field.name for field in fields(DramaFacts))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of one field.

    Attributes:
        at: When it said so.
        by: The member who said so, where the source is people.
    """

    value: Any
    at: datetime
    by: int | None = None


Claims = dict[Source, dict[str, Claim]]
"""What each source says, by the names of the fields of ``DramaFacts``."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which sources say different things, the believed claim first."""

    field: str
    claims: tuple[tuple[Source, Claim], ...]


def stated(facts: DramaFacts) -> dict[str, Any]:
    """Return the facts that are stated at all, by field."""
    values = {name: getattr(facts, name) for name in _FIELDS}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def claimed(facts: DramaFacts, at: datetime, by: int | None = None) -> dict[str, Claim]:
    """Return facts as claims of one time."""
    return {name: Claim(value, at, by) for name, value in stated(facts).items()}


def believed(claims: Claims) -> DramaFacts:
    """Return the facts that follow from all claims; the title is "" where none states one."""
    ranked = _ranked(claims)
    values: dict[str, Any] = {}
    for name in _FIELDS:
        told = [(source, said[name]) for source, said in ranked if name in said]
        if not told:
            continue
        by_people = told[0][0] is Source.PEOPLE
        if by_people or len(told) == 1:
            values[name] = told[0][1].value
        elif name in _JOINED:
            values[name] = _joined([claim.value for _, claim in told])
        elif name == "aliases":
            values[name] = _all_names([claim.value for _, claim in told])
        elif name == "cast":
            values[name] = _all_cast([(source, claim.value) for source, claim in told])
        else:
            values[name] = told[0][1].value
    values["aliases"] = _other_titles(ranked, values)
    # A language says what the native title is written in: it is believed together with it.
    for _, said in ranked:
        if "native_title" in said:
            if "language" in said:
                values["language"] = said["language"].value
            break
    return DramaFacts(**({"title": ""} | values))


def conflicts(claims: Claims) -> list[Conflict]:
    """Return the fields of which two sources say different things."""
    found = []
    ranked = _ranked(claims)
    for name in _COMPARED:
        told = [(source, said[name]) for source, said in ranked if name in said]
        if len({_comparable(claim.value) for _, claim in told}) > 1:
            found.append(Conflict(name, tuple(told)))
    return found


def to_json(said: Mapping[str, Claim]) -> dict[str, Any]:
    """Write one source's claims as JSON values."""
    return {
        name: {"value": _plain(claim.value), "at": claim.at.isoformat()}
        | ({"by": claim.by} if claim.by is not None else {})
        for name, claim in said.items()
    }


def from_json(stored: Mapping[str, Any]) -> dict[str, Claim]:
    """Read back what ``to_json`` wrote; a field that is no longer ours is left out."""
    return {
        name: Claim(
            _value(name, claim["value"]), datetime.fromisoformat(claim["at"]), claim.get("by")
        )
        for name, claim in stored.items()
        if name in _FIELDS
    }


def _ranked(claims: Claims) -> list[tuple[Source, dict[str, Claim]]]:
    return sorted(claims.items(), key=lambda item: -item[0].rank)


def _joined(lists: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))[:MAX_LISTED]


def _all_names(lists: Iterable[tuple[Name, ...]]) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for names in lists:
        for name in names:
            found.setdefault(name.text.casefold(), name)
    return tuple(found.values())[:MAX_ALIASES]


def _other_titles(
    ranked: list[tuple[Source, dict[str, Claim]]], values: Mapping[str, Any]
) -> tuple[Name, ...]:
    """Keep the titles that other sources use, so that the drama is found by them too."""
    shown = {str(values.get(name, "")).casefold() for name in ("title", "native_title")}
    others = [
        Name(said[name].value, NameKind.ALIAS, "en" if name == "title" else None)
        for source, said in ranked
        for name in ("title", "native_title")
        if name in said and source is not Source.REVIEW
    ]
    aliases: tuple[Name, ...] = values.get("aliases", ())
    known = shown | {name.text.casefold() for name in aliases}
    new = [name for name in _all_names([tuple(others)]) if name.text.casefold() not in known]
    return (*aliases, *new)[:MAX_ALIASES]


def _all_cast(lists: list[tuple[Source, tuple[CastMember, ...]]]) -> tuple[CastMember, ...]:
    """Put casts together: the strongest source's order, with what the others know of each.

    A review only fills roles in: who is new in it is likely somebody known, spelt otherwise.
    """
    found = list(lists[0][1])
    for source, others in lists[1:]:
        by_name = {fold_name(member.actor): at for at, member in enumerate(found)}
        by_role = _by_sole_role(found, others, by_name)
        for other in others:
            at = by_name.get(fold_name(other.actor), by_role.get(fold_name(other.role)))
            if at is None:
                found += [other] if source is not Source.REVIEW else []
                continue
            known = found[at]
            same_person = fold_name(known.actor) == fold_name(other.actor)
            found[at] = replace(
                known,
                role=known.role or other.role,
                native_name=known.native_name or (other.native_name if same_person else None),
                photo_url=known.photo_url or other.photo_url,
                ref=known.ref or other.ref,
            )
    return tuple(found)[:MAX_CAST]


def _by_sole_role(
    found: Iterable[CastMember], others: Iterable[CastMember], by_name: Mapping[str, int]
) -> dict[str, int]:
    """Return who plays a role that tells who is meant, however their name is spelt.

    A role that is played by several (as a child, in another season) tells nothing, nor does one
    of somebody whom the other source knows by name.
    """
    roles = Counter(fold_name(member.role) for member in found)
    theirs = Counter(fold_name(member.role) for member in others)
    named = {by_name.get(fold_name(member.actor)) for member in others}
    return {
        role: at
        for at, member in enumerate(found)
        if (role := fold_name(member.role))
        and at not in named
        and roles[role] == 1
        and theirs[role] <= 1
    }


def _comparable(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, str):
        return fold_name(value)
    if isinstance(value, tuple):
        return frozenset(_comparable(part) for part in value)
    return value


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    match value:
        case CastMember():
            return [value.actor, value.role, value.native_name, value.photo_url, value.ref]
        case Name():
            return [value.text, value.kind.value, value.language]
        case Link():
            return [value.title, value.url]
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case AirStatus():
            return value.value
        case _:
            return value


def _value(name: str, stored: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    match name:
        case "cast":
            return tuple(CastMember(*member) for member in stored)
        case "aliases":
            return tuple(Name(text, NameKind(kind), lang) for text, kind, lang in stored)
        case "trailers":
            return tuple(Link(*link) for link in stored)
        case "age_ratings":
            return tuple((country, rating) for country, rating in stored)
        case "first_aired" | "last_aired":
            return date.fromisoformat(stored)
        case "status":
            return AirStatus(stored)
        case "genres" | "networks" | "tags" | "warnings":
            return tuple(stored)
        case _:
            return stored
