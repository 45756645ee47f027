"""Discussion threads' rows: claimed before the thread is made, so that there is only one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, or_, select, update

from bot.domain.discussions import Discussion, Turn
from data.tables import ThreadRow
from data.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.discussions import Topic

_WHOLE: Final = Decimal(-1)  # see ThreadRow


async def find_discussion(session: AsyncSession, topic: Topic) -> Discussion | None:
    """Return the thread about a topic, or None while there is none."""
    row = await session.scalar(select(ThreadRow).filter_by(**_key(topic)))
    if row is None or row.thread_id is None or row.parent_id is None:
        return None
    return Discussion(row.thread_id, row.parent_id)


async def list_discussed(
    session: AsyncSession, guild_id: int, drama_id: int
) -> frozenset[Decimal | None]:
    """Return the episodes of a drama that have a thread in a server; None is the whole drama."""
    episodes = await session.scalars(
        select(ThreadRow.episode).where(
            ThreadRow.guild_id == guild_id,
            ThreadRow.drama_id == drama_id,
            ThreadRow.thread_id.is_not(None),
        )
    )
    return frozenset(None if episode == _WHOLE else episode for episode in episodes)


async def save_claim(
    session: AsyncSession,
    topic: Topic,
    attempt: str,
    *,
    user_id: int,
    now: datetime,
    stale_before: datetime,
) -> Discussion | Turn:
    """Claim the making of a topic's thread, unless it exists or somebody else is making it.

    A claim from before ``stale_before`` is taken over. The transaction's first statement
    writes, so that on SQLite two claims wait for each other rather than fail.
    """
    claim = {"claimed_by": attempt, "claimed_at": now, "opened_by": user_id}
    await session.execute(insert_new(session, ThreadRow, key=_key(topic), values=claim))
    await session.execute(
        update(ThreadRow)
        .filter_by(**_key(topic))
        .where(
            ThreadRow.thread_id.is_(None),
            or_(ThreadRow.claimed_at.is_(None), ThreadRow.claimed_at < stale_before),
        )
        .values(claim)
    )
    row = (
        await session.execute(
            select(ThreadRow.thread_id, ThreadRow.parent_id, ThreadRow.claimed_by).filter_by(
                **_key(topic)
            )
        )
    ).one_or_none()
    if row is not None and row.thread_id is not None and row.parent_id is not None:
        return Discussion(row.thread_id, row.parent_id)
    return Turn.MINE if row is not None and row.claimed_by == attempt else Turn.OTHERS


async def save_discussion(
    session: AsyncSession, topic: Topic, attempt: str, made: Discussion
) -> bool:
    """Store the thread that was made under a claim; return False if the claim was lost."""
    stored = await session.scalar(
        update(ThreadRow)
        .filter_by(**_key(topic))
        .where(ThreadRow.claimed_by == attempt, ThreadRow.thread_id.is_(None))
        .values(
            thread_id=made.thread_id, parent_id=made.parent_id, claimed_by=None, claimed_at=None
        )
        .returning(ThreadRow.id)
    )
    return stored is not None


async def delete_claim(session: AsyncSession, attempt: str) -> None:
    """Give a claim up, whose thread was not made."""
    await session.execute(
        delete(ThreadRow).where(ThreadRow.claimed_by == attempt, ThreadRow.thread_id.is_(None))
    )


async def delete_discussion(session: AsyncSession, thread_id: int) -> None:
    """Forget a thread, so that the next one who asks gets a new one."""
    await session.execute(delete(ThreadRow).where(ThreadRow.thread_id == thread_id))


def _key(topic: Topic) -> dict[str, Any]:
    return {
        "guild_id": topic.guild_id,
        "drama_id": topic.drama_id,
        "episode": _WHOLE if topic.episode is None else topic.episode,
    }
