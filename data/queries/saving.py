"""Writes of the catalogue: a drama with all its facts, and what its sources claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.domain.claims import MAX_ALIASES, Claim, Claims, believed, claimed, from_json, to_json
from bot.domain.dramas import Name, NameKind, Source
from bot.domain.names import fold_name
from data.queries.catalogue import find_own_facts
from data.tables import (
    CastRow,
    ClaimRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
    PersonRow,
)
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import CastMember, DramaFacts


async def save_drama(
    session: AsyncSession,
    key: str,
    facts: DramaFacts,
    source: Source,
    *,
    now: datetime,
    revision: int,
) -> int:
    """Insert the drama with this key, or replace all its facts; return its id.

    What other sources claim of it is not asked: ``record_claims`` does.
    """
    values = drama_values(facts, source, now, revision)
    first = values | {"popularity": supposed_popularity(facts)}
    await session.execute(insert_new(session, DramaRow, key={"key": key}, values=first))
    drama_id = (
        await session.scalars(
            update(DramaRow).where(DramaRow.key == key).values(values).returning(DramaRow.id)
        )
    ).one()
    people = await _save_people(session, drama_id, facts.cast)
    for table in (DramaNameRow, DramaGenreRow, DramaNetworkRow, DramaTagRow, CastRow):
        await session.execute(delete(table).where(table.drama_id == drama_id))
    session.add_all(_rows_of(drama_id, facts, people))
    await session.flush()
    return drama_id


async def record_claims(
    session: AsyncSession,
    drama_id: int,
    source: Source,
    said: Mapping[str, Claim],
    *,
    now: datetime,
    revision: int,
    whole: bool = True,
) -> DramaFacts:
    """Note what a source says of a drama, and give it the facts that follow; return them.

    Where ``whole``, the claims are all that the source says; else they are added to what it
    said before.
    """
    claims = await find_claims(session, drama_id)
    claims[source] = dict(said) if whole else claims.get(source, {}) | dict(said)
    facts = await _with_names_of_merged(session, drama_id, believed(claims))
    for each, fields in claims.items():
        await session.execute(
            upsert(
                session,
                ClaimRow,
                key={"drama_id": drama_id, "source": each.value},
                values={"facts": to_json(fields), "updated_at": now},
            )
        )
    key = (await session.scalars(select(DramaRow.key).where(DramaRow.id == drama_id))).one()
    strongest = max(claims, key=lambda each: each.rank)
    await save_drama(session, key, facts, strongest, now=now, revision=revision)
    return facts


async def find_claims(session: AsyncSession, drama_id: int) -> Claims:
    """Return what each source says of a drama.

    Where only one source ever spoke, the drama's own row is what it said.
    """
    rows = await session.scalars(select(ClaimRow).where(ClaimRow.drama_id == drama_id))
    claims: Claims = {Source(row.source): from_json(row.facts) for row in rows}
    if claims:
        return claims
    facts = await find_own_facts(session, drama_id)
    row = (
        await session.execute(
            select(DramaRow.source, DramaRow.updated_at).where(DramaRow.id == drama_id)
        )
    ).one()
    return {Source(row.source): claimed(facts, row.updated_at)}


async def mark_changed(session: AsyncSession, drama_ids: Iterable[int], *, revision: int) -> None:
    """Have every process read these dramas anew."""
    await session.execute(
        update(DramaRow).where(DramaRow.id.in_(list(drama_ids))).values(changed=revision)
    )


def supposed_popularity(facts: DramaFacts) -> float:
    """Return how popular a drama is taken for until a provider tells: the newer the better known.

    Below 1, where providers' figures run from 0 to 100.
    """
    return (facts.year or 0) / 10_000


def drama_values(facts: DramaFacts, source: Source, now: datetime, revision: int) -> dict[str, Any]:
    """Return the columns of a drama's own row, but for its key and popularity."""
    return {
        "title": facts.title,
        "native_title": facts.native_title,
        "language": facts.language,
        "year": facts.year,
        "country": facts.country,
        "episodes": facts.episodes,
        "synopsis": facts.synopsis,
        "poster_url": facts.poster_url,
        "source": source.value,
        "updated_at": now,
        "status": facts.status.value if facts.status else None,
        "first_aired": facts.first_aired,
        "last_aired": facts.last_aired,
        "runtime": facts.runtime,
        "warnings": list(facts.warnings),
        "age_ratings": [list(rating) for rating in facts.age_ratings],
        "trailers": [[link.title, link.url] for link in facts.trailers],
        "changed": revision,
    }


def _rows_of(drama_id: int, facts: DramaFacts, people: list[int]) -> list[Any]:
    rows: list[Any] = [
        DramaNameRow(drama_id=drama_id, position=i, text=n.text, kind=n.kind, language=n.language)
        for i, n in enumerate(facts.aliases)
    ]
    rows += [
        DramaGenreRow(drama_id=drama_id, position=i, genre=genre)
        for i, genre in enumerate(dict.fromkeys(facts.genres))
    ]
    rows += [
        DramaNetworkRow(drama_id=drama_id, position=i, network=network)
        for i, network in enumerate(dict.fromkeys(facts.networks))
    ]
    rows += [
        DramaTagRow(drama_id=drama_id, position=i, tag=tag)
        for i, tag in enumerate(dict.fromkeys(tag[:60] for tag in facts.tags))
    ]
    rows += [
        CastRow(drama_id=drama_id, position=i, person_id=person, role=member.role)
        for i, (member, person) in enumerate(zip(facts.cast, people, strict=True))
    ]
    return rows


async def _with_names_of_merged(
    session: AsyncSession, drama_id: int, facts: DramaFacts
) -> DramaFacts:
    """Have a drama found by the names of those that were merged into it."""
    gone = DramaRow.merged_into == drama_id
    titles = await session.execute(
        select(DramaRow.title, DramaRow.native_title).where(gone).order_by(DramaRow.id)
    )
    others = await session.scalars(
        select(DramaNameRow.text)
        .join(DramaRow, DramaRow.id == DramaNameRow.drama_id)
        .where(gone)
        .order_by(DramaNameRow.drama_id, DramaNameRow.position)
    )
    names = [name for row in titles for name in row if name]
    known = {facts.title, facts.native_title, *(name.text for name in facts.aliases)}
    new = [name for name in dict.fromkeys([*names, *others]) if name not in known]
    more = tuple(Name(name, NameKind.ALIAS) for name in new[: MAX_ALIASES // 2])
    return replace(facts, aliases=(*facts.aliases[: MAX_ALIASES - len(more)], *more))


async def _save_people(
    session: AsyncSession, drama_id: int, cast_members: tuple[CastMember, ...]
) -> list[int]:
    """Return the person of each cast member, known or new, in their order.

    Namesakes are told apart by ``ref``. Somebody known without one is given it only where they
    act in this very drama under that name: elsewhere it may be a namesake.
    """
    if not cast_members:
        return []
    refs = [member.ref for member in cast_members if member.ref]
    names = [member.actor for member in cast_members]
    by_ref = {
        person.ref: person
        for person in await session.scalars(select(PersonRow).where(PersonRow.ref.in_(refs)))
    }
    by_name: dict[tuple[str, str], PersonRow] = {}
    for person in await session.scalars(
        select(PersonRow).where(PersonRow.name.in_(names)).order_by(PersonRow.id.desc())
    ):
        if person.ref is None:
            by_name[person.name, person.native_name] = person
    here = {
        person.fold: person
        for person in await session.scalars(
            select(PersonRow)
            .join(CastRow, CastRow.person_id == PersonRow.id)
            .where(CastRow.drama_id == drama_id)
        )
    }
    found: list[PersonRow] = []
    for member in cast_members:
        fold = fold_name(member.actor) or member.actor
        native = member.native_name or ""
        own = here.get(fold)
        if member.ref and member.ref in by_ref:
            person = by_ref[member.ref]
            if own is not None and own is not person and _may_be(own, person.native_name):
                await _become(session, own, person)
                by_name = {name: each for name, each in by_name.items() if each is not own}
        elif (member.ref and own is not None and _may_be(own, native)) or (
            member.ref is None and own is not None and native in ("", own.native_name)
        ):
            person = own
        elif member.ref is None and (member.actor, native) in by_name:
            person = by_name[member.actor, native]
        else:
            person = PersonRow(name=member.actor, native_name=native, fold=fold)
            session.add(person)
        person.ref = person.ref or member.ref
        person.photo_url = member.photo_url or person.photo_url
        person.native_name = person.native_name or native
        here[fold] = person
        if member.ref:
            by_ref[member.ref] = person
        else:
            by_name[member.actor, native] = person
        found.append(person)
    await session.flush()
    return [person.id for person in found]


def _may_be(person: PersonRow, native_name: str) -> bool:
    """Tell whether somebody whom no provider knows may be one of the same name."""
    names = {fold_name(name) for name in (person.native_name, native_name) if name}
    return person.ref is None and len(names) < 2


async def _become(session: AsyncSession, old: PersonRow, new: PersonRow) -> None:
    """Let somebody known without a provider's id become the one who has it."""
    await session.flush()
    await session.execute(
        update(CastRow).where(CastRow.person_id == old.id).values(person_id=new.id)
    )
    new.native_name = new.native_name or old.native_name
    await session.delete(old)
    await session.flush()
