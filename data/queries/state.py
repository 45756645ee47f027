"""What the bot remembers of itself from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from sqlalchemy import select, update

from data.tables import StateRow
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

CATALOGUE_ID: Final = "catalogue_id"
"""Under it stands a random name that tells this database from others."""


async def find_state(session: AsyncSession, key: str) -> str | None:
    """Return what was remembered under a key, or None."""
    return await session.scalar(select(StateRow.value).where(StateRow.key == key))


async def save_state(session: AsyncSession, key: str, value: str) -> None:
    """Remember a value under a key, in place of what was there."""
    await session.execute(upsert(session, StateRow, key={"key": key}, values={"value": value}))


async def find_or_save_state(session: AsyncSession, key: str) -> str:
    """Return what is remembered under a key, after remembering a random name where nothing is."""
    await session.execute(
        insert_new(session, StateRow, key={"key": key}, values={"value": uuid4().hex})
    )
    return (await session.scalars(select(StateRow.value).where(StateRow.key == key))).one()


async def replace_state(session: AsyncSession, key: str, before: str, after: str) -> bool:
    """Remember a value in place of the one that was seen; False where another one is there now."""
    await session.execute(insert_new(session, StateRow, key={"key": key}, values={"value": before}))
    changed = await session.scalar(
        update(StateRow)
        .where(StateRow.key == key, StateRow.value == before)
        .values(value=after)
        .returning(StateRow.key)
    )
    return changed is not None
