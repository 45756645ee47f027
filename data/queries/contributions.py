"""What a member gave to the catalogue: handed over, and kept without their name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, cast, select, update

from bot.domain.dramas import Source
from data.tables import ClaimRow, SuggestionRow

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_said_by(session: AsyncSession, user_id: int) -> list[dict[str, Any]]:
    """Return the facts that a member gave: the drama, the field, what they said and when."""
    rows = await session.scalars(_people_claims(user_id))
    return [
        {"drama_id": row.drama_id, "field": name, "value": claim["value"], "at": claim["at"]}
        for row in rows
        for name, claim in row.facts.items()
        if claim.get("by") == user_id
    ]


async def drop_author(session: AsyncSession, user_id: int) -> None:
    """Keep the facts that a member gave, and the decisions they made, without their name."""
    for row in await session.scalars(_people_claims(user_id)):
        row.facts = unsigned(row.facts, user_id)
    await session.flush()
    await session.execute(
        update(SuggestionRow)
        .where(SuggestionRow.decided_by == user_id)
        .values(decided_by=None)
        .execution_options(synchronize_session=False)
    )


def unsigned(facts: dict[str, Any], user_id: int) -> dict[str, Any]:
    """Return claims as they are stored, but without the name of a member."""
    return {
        name: {key: value for key, value in claim.items() if key != "by"}
        if claim.get("by") == user_id
        else claim
        for name, claim in facts.items()
    }


def _people_claims(user_id: int) -> Select[ClaimRow]:
    # The text narrows it down to a few rows; who said what is in the values.
    return select(ClaimRow).where(
        ClaimRow.source == Source.PEOPLE.value,
        cast(ClaimRow.facts, String).contains(f'"by": {int(user_id)}'),
    )
