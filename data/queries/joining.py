"""Merging what dramas are told of: reviews, and the facts that sources claim; and back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from bot.domain.claims import from_json, to_json
from bot.domain.dramas import Source
from data.queries.published import mark_changed
from data.queries.saving import find_claims, record_claims
from data.tables import ClaimRow, ReviewRow
from data.upsert import upsert

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.claims import Claims

Journal = dict[str, Any]


async def move_reviews(session: AsyncSession, old: int, new: int, *, now: datetime) -> Journal:
    """Give a drama another one's reviews; of a member's two, the older is put away.

    Returns:
        The reviews that were moved, with their versions then, and those put away.
    """
    moving = list(
        await session.scalars(select(ReviewRow).where(ReviewRow.drama_id == old).with_for_update())
    )
    authors = [row.author_id for row in moving if row.author_id and row.deleted_at is None]
    theirs = {
        row.author_id: row
        for row in await session.scalars(
            select(ReviewRow)
            .where(
                ReviewRow.drama_id == new,
                ReviewRow.author_id.in_(authors),
                ReviewRow.deleted_at.is_(None),
            )
            .with_for_update()
        )
    }
    away: list[int] = []
    for row in moving:
        other = theirs.get(row.author_id) if row.deleted_at is None and row.author_id else None
        if other is not None:
            older = other if _written(row) > _written(other) else row
            older.deleted_at = now
            away.append(older.id)
    await session.flush()
    for row in moving:
        row.drama_id = new
    await session.flush()
    shown = [row.id for row in moving if row.deleted_at is None]
    await mark_changed(session, shown, now=now)  # their cards name the drama
    return {
        "moved": {str(row.id): row.version for row in moving},
        "away": away,
        "at": now.isoformat(),
    }


async def move_reviews_back(
    session: AsyncSession, journal: Journal, old: int, new: int, *, now: datetime
) -> dict[str, int]:
    """Undo ``move_reviews``: what was edited since stays; return how many did."""
    if not journal:
        return {}
    versions = {int(key): version for key, version in journal["moved"].items()}
    away, at = set(journal["away"]), datetime.fromisoformat(journal["at"])
    rows = {
        row.id: row
        for row in await session.scalars(
            select(ReviewRow)
            .where(ReviewRow.id.in_([*versions, *away]), ReviewRow.drama_id == new)
            .with_for_update()
        )
    }
    taken = set(
        await session.scalars(
            select(ReviewRow.author_id).where(
                ReviewRow.drama_id == old, ReviewRow.deleted_at.is_(None)
            )
        )
    )
    stayed, back = 0, []
    for review_id, version in versions.items():
        row = rows.get(review_id)
        if row is None:
            continue
        put_away = review_id in away and row.deleted_at == at
        lives = row.deleted_at is None or put_away
        if row.version != version or (lives and row.author_id and row.author_id in taken):
            stayed += 1
            continue
        row.drama_id = old
        back.append(review_id)
        if put_away:
            row.deleted_at = None
    await session.flush()
    for review_id in away - set(versions):
        row = rows.get(review_id)
        if row is None or row.deleted_at != at:
            continue
        other = await session.scalar(
            select(func.count()).where(
                ReviewRow.drama_id == new,
                ReviewRow.author_id == row.author_id,
                ReviewRow.deleted_at.is_(None),
            )
        )
        if not other:
            row.deleted_at = None
        # Else the newer one stays, and was counted.
    await session.flush()
    await mark_changed(session, back, now=now)
    return {"reviews": stayed} if stayed else {}


async def join_claims(
    session: AsyncSession, old: int, new: int, *, now: datetime, revision: int
) -> Journal:
    """Have a drama's sources say what only another drama's said; return what was added.

    What a source that it knows says of it stays. People's word counts only where nobody
    else says anything: it was given to the other drama.
    """
    explicit = await _has_rows(session, new)
    mine, theirs = await find_claims(session, new), await find_claims(session, old)
    stated = {name for said in mine.values() for name in said}
    added: dict[str, Any] = {}
    for source, said in theirs.items():
        whole = source not in mine and source is not Source.PEOPLE
        extra = {n: c for n, c in said.items() if (whole or n not in stated) and n != "aliases"}
        if not extra:
            continue
        mine[source] = extra | mine.get(source, {})
        added[source.value] = to_json(extra)
    await _record(session, new, mine, now=now, revision=revision)
    return {"added": added, "explicit": explicit}


async def part_claims(
    session: AsyncSession, journal: Journal, new: int, *, now: datetime, revision: int
) -> None:
    """Undo ``join_claims``, but for what was claimed anew since."""
    claims = await find_claims(session, new)
    for name, fields in journal.get("added", {}).items():
        source = Source(name)
        added = from_json(fields)
        if source not in claims:
            continue
        said = claims[source]
        rest = {n: c for n, c in said.items() if n not in added or added[n].value != c.value}
        if rest or len(claims) == 1:
            claims[source] = rest
        else:
            claims.pop(source, None)
            await session.execute(
                delete(ClaimRow).where(ClaimRow.drama_id == new, ClaimRow.source == name)
            )
    await _record(session, new, claims, now=now, revision=revision)
    if not journal.get("explicit", True) and len(claims) == 1:
        await session.execute(delete(ClaimRow).where(ClaimRow.drama_id == new))


async def _record(
    session: AsyncSession, drama_id: int, claims: Claims, *, now: datetime, revision: int
) -> None:
    """Store claims of several sources, and let the facts follow."""
    for source, said in claims.items():
        key = {"drama_id": drama_id, "source": source.value}
        values = {"facts": to_json(said), "updated_at": now}
        await session.execute(upsert(session, ClaimRow, key=key, values=values))
    strongest = max(claims, key=lambda source: source.rank)
    await record_claims(session, drama_id, strongest, claims[strongest], now=now, revision=revision)


async def _has_rows(session: AsyncSession, drama_id: int) -> bool:
    found = await session.scalar(
        select(ClaimRow.source).where(ClaimRow.drama_id == drama_id).limit(1)
    )
    return found is not None


def _written(row: ReviewRow) -> datetime:
    return row.edited_at or row.written_at
