"""The one post of a forum in which a drama's reviews are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, or_, select

from data.tables import DramaRow, ForumPostRow, ThreadRow
from data.upsert import insert_new, upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_WHOLE: Final = Decimal(-1)  # see ThreadRow


async def find_post(session: AsyncSession, forum_id: int, drama_id: int) -> int | None:
    """Return the thread of a drama's reviews, or of its discussion, in a forum; or None."""
    same = or_(DramaRow.id == drama_id, DramaRow.merged_into == drama_id)
    dramas = select(DramaRow.id).where(same)
    known: int | None = await session.scalar(
        select(ForumPostRow.thread_id)
        .where(ForumPostRow.forum_id == forum_id, ForumPostRow.drama_id.in_(dramas))
        .order_by(ForumPostRow.drama_id != drama_id)
        .limit(1)
    )
    return known or await session.scalar(
        select(ThreadRow.thread_id)
        .where(
            ThreadRow.parent_id == forum_id,
            ThreadRow.drama_id.in_(dramas),
            ThreadRow.episode == _WHOLE,
            ThreadRow.thread_id.is_not(None),
        )
        .limit(1)
    )


async def save_post(
    session: AsyncSession,
    *,
    guild_id: int,
    forum_id: int,
    drama_id: int,
    thread_id: int,
    opened_by: int,
    now: datetime,
) -> None:
    """Keep a drama's post; where the drama had no discussion in the server, it becomes that."""
    if await session.scalar(select(exists().where(ForumPostRow.thread_id == thread_id))):
        return
    key = {"forum_id": forum_id, "drama_id": drama_id}
    await session.execute(upsert(session, ForumPostRow, key=key, values={"thread_id": thread_id}))
    if not await session.scalar(select(exists().where(ThreadRow.thread_id == thread_id))):
        topic = {"guild_id": guild_id, "drama_id": drama_id, "episode": _WHOLE}
        made = {
            "parent_id": forum_id,
            "thread_id": thread_id,
            "opened_by": opened_by,
            "claimed_at": now,
        }
        await session.execute(insert_new(session, ThreadRow, key=topic, values=made))


async def delete_post(session: AsyncSession, thread_id: int) -> None:
    """Forget a post that was deleted; there may be none."""
    await session.execute(delete(ForumPostRow).where(ForumPostRow.thread_id == thread_id))
