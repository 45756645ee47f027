"""Reads and writes of pictures that members uploaded; ``reviews.delete_review`` deletes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.reviews import Upload
from data.tables import UploadRow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def save_upload(session: AsyncSession, upload: Upload) -> int:
    """Keep a picture that a member uploaded; return its id."""
    row = UploadRow(
        media_type=upload.media_type, width=upload.width, height=upload.height, data=upload.data
    )
    session.add(row)
    await session.flush()
    return row.id


async def find_upload(session: AsyncSession, upload_id: int) -> Upload | None:
    """Return a picture that a member uploaded, or None."""
    row = (
        await session.execute(
            select(UploadRow.media_type, UploadRow.width, UploadRow.height, UploadRow.data).where(
                UploadRow.id == upload_id
            )
        )
    ).one_or_none()
    return Upload(row.media_type, row.width, row.height, row.data) if row else None
