"""Writes of what people say of dramas, and reads and writes of their suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from bot.domain.claims import Claim, believed
from bot.domain.dramas import Source
from bot.domain.editing import is_emptied
from bot.domain.suggestions import DRAFT, PENDING
from data.queries.saving import find_claims, record_claims
from data.tables import ClaimRow, DramaNameRow, DramaRow, GuildSettingsRow, SuggestionRow
from data.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.claims import Claims
    from bot.domain.dramas import DramaFacts
    from bot.domain.editing import Changes


@dataclass(frozen=True, slots=True)
class Stored:
    """A suggestion as it is kept."""

    id: int
    drama_id: int | None
    facts: dict[str, Any]
    user_id: int
    guild_id: int | None
    suggested_at: datetime
    state: str


async def find_trusted(session: AsyncSession, guild_id: int) -> bool:
    """Tell whether a server's moderators may edit the catalogue."""
    found = await session.scalar(select(GuildSettingsRow.trusted).filter_by(guild_id=guild_id))
    return bool(found)


async def save_trusted(session: AsyncSession, guild_id: int, *, trusted: bool) -> None:
    """Let a server's moderators edit the catalogue, or no more."""
    key = {"guild_id": guild_id}
    await session.execute(upsert(session, GuildSettingsRow, key=key, values={"trusted": trusted}))


async def list_namesakes(session: AsyncSession, names: list[str], *, limit: int) -> list[int]:
    """Return the dramas that have one of these names, letter by letter."""
    own = or_(DramaRow.title.in_(names), DramaRow.native_title.in_(names))
    other = DramaRow.id.in_(select(DramaNameRow.drama_id).where(DramaNameRow.text.in_(names)))
    found = await session.scalars(
        select(DramaRow.id)
        .where(or_(own, other), DramaRow.merged_into.is_(None))
        .order_by(DramaRow.id)
        .limit(limit)
    )
    return list(found)


async def save_changes(
    session: AsyncSession,
    drama_id: int,
    changes: Changes,
    *,
    by: int,
    now: datetime,
    revision: int,
) -> DramaFacts | None:
    """Have people say what was changed, and take back what was emptied.

    Returns:
        The facts that follow; None, and nothing is saved, where no source names the drama.
    """
    claims = await find_claims(session, drama_id)
    said = {n: c for n, c in claims.get(Source.PEOPLE, {}).items() if n not in changes}
    said |= {n: Claim(v, now, by) for n, v in changes.items() if not is_emptied(v)}
    if not believed(claims | {Source.PEOPLE: said}).title:
        return None
    facts = await record_claims(session, drama_id, Source.PEOPLE, said, now=now, revision=revision)
    if not said and len(claims) > 1:
        await session.execute(
            delete(ClaimRow).filter_by(drama_id=drama_id, source=Source.PEOPLE.value)
        )
        strongest = max((each for each in claims if each is not Source.PEOPLE), key=_rank)
        await session.execute(
            update(DramaRow).where(DramaRow.id == drama_id).values(source=strongest.value)
        )
    return facts


async def list_disputed(session: AsyncSession, after: int, *, limit: int) -> dict[int, Claims]:
    """Return what is claimed of dramas that several sources tell of, by id, after an id."""
    ids = list(
        await session.scalars(
            select(ClaimRow.drama_id)
            .where(ClaimRow.drama_id > after)
            .group_by(ClaimRow.drama_id)
            .having(func.count() > 1)
            .order_by(ClaimRow.drama_id)
            .limit(limit)
        )
    )
    live = set(
        await session.scalars(
            select(DramaRow.id).where(DramaRow.id.in_(ids), DramaRow.merged_into.is_(None))
        )
    )
    return {i: (await find_claims(session, i) if i in live else {}) for i in ids}


async def save_suggestion(
    session: AsyncSession,
    *,
    drama_id: int | None,
    facts: Mapping[str, Any],
    user_id: int,
    guild_id: int | None,
    state: str,
    now: datetime,
) -> int:
    """Keep a suggestion; return its id."""
    row = SuggestionRow(
        drama_id=drama_id,
        facts=dict(facts),
        user_id=user_id,
        guild_id=guild_id,
        suggested_at=now,
        state=state,
    )
    session.add(row)
    await session.flush()
    return row.id


async def find_suggestion(session: AsyncSession, suggestion_id: int) -> Stored | None:
    """Return a suggestion, or None."""
    row = await session.scalar(select(SuggestionRow).where(SuggestionRow.id == suggestion_id))
    return _stored(row) if row is not None else None


async def save_suggested(
    session: AsyncSession, suggestion_id: int, facts: Mapping[str, Any], *, state: str | None = None
) -> bool:
    """Change what a suggestion says, unless it was decided on; tell whether it could be."""
    values: dict[str, Any] = {"facts": dict(facts)} | ({"state": state} if state else {})
    changed = await session.scalar(
        update(SuggestionRow)
        .where(SuggestionRow.id == suggestion_id, SuggestionRow.state.in_((DRAFT, PENDING)))
        .values(values)
        .returning(SuggestionRow.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


async def save_decision(
    session: AsyncSession,
    suggestion_id: int,
    state: str,
    facts: Mapping[str, Any],
    *,
    drama_id: int | None,
    by: int,
    now: datetime,
) -> bool:
    """Decide on a suggestion that nobody decided on; tell whether that was so."""
    decided = await session.scalar(
        update(SuggestionRow)
        .where(SuggestionRow.id == suggestion_id, SuggestionRow.state.in_((DRAFT, PENDING)))
        .values(state=state, facts=dict(facts), drama_id=drama_id, decided_by=by, decided_at=now)
        .returning(SuggestionRow.id)
        .execution_options(synchronize_session=False)
    )
    return decided is not None


async def delete_suggestion(session: AsyncSession, suggestion_id: int) -> bool:
    """Take a suggestion back that nobody decided on; tell whether there was one."""
    gone = await session.scalar(
        delete(SuggestionRow)
        .where(SuggestionRow.id == suggestion_id, SuggestionRow.state.in_((DRAFT, PENDING)))
        .returning(SuggestionRow.id)
        .execution_options(synchronize_session=False)
    )
    return gone is not None


async def delete_drafts(session: AsyncSession, *, before: datetime) -> None:
    """Drop what was typed long ago and never sent."""
    await session.execute(
        delete(SuggestionRow).where(
            SuggestionRow.state == DRAFT, SuggestionRow.suggested_at < before
        )
    )


async def count_pending(
    session: AsyncSession, *, user_id: int | None = None, guild_id: int | None = None
) -> int:
    """Count the suggestions nobody decided on: all, a member's, or a server's."""
    query = select(func.count()).select_from(SuggestionRow)
    query = query.where(SuggestionRow.state == PENDING, *_of(user_id, guild_id))
    return await session.scalar(query) or 0


async def list_pending(
    session: AsyncSession, *, guild_id: int | None = None, offset: int, limit: int
) -> list[Stored]:
    """Return suggestions nobody decided on, the oldest first: all, or a server's."""
    rows = await session.scalars(
        select(SuggestionRow)
        .where(SuggestionRow.state == PENDING, *_of(None, guild_id))
        .order_by(SuggestionRow.id)
        .offset(offset)
        .limit(limit)
    )
    return [_stored(row) for row in rows]


async def list_own(session: AsyncSession, user_id: int, *, offset: int, limit: int) -> list[Stored]:
    """Return what a member suggested, the latest first."""
    rows = await session.scalars(
        select(SuggestionRow)
        .where(SuggestionRow.user_id == user_id, SuggestionRow.state != DRAFT)
        .order_by(SuggestionRow.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_stored(row) for row in rows]


async def count_own(session: AsyncSession, user_id: int) -> int:
    """Count what a member suggested."""
    query = select(func.count()).select_from(SuggestionRow)
    query = query.where(SuggestionRow.user_id == user_id, SuggestionRow.state != DRAFT)
    return await session.scalar(query) or 0


def _of(user_id: int | None, guild_id: int | None) -> list[ColumnElement[bool]]:
    wanted = []
    if user_id is not None:
        wanted.append(SuggestionRow.user_id == user_id)
    if guild_id is not None:
        wanted.append(SuggestionRow.guild_id == guild_id)
    return wanted


def _rank(source: Source) -> int:
    return source.rank


def _stored(row: SuggestionRow) -> Stored:
    return Stored(
        row.id,
        row.drama_id,
        row.facts,
        row.user_id,
        row.guild_id,
        row.suggested_at,
        row.state,
    )
