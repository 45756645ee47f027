"""House reviews by what their posts say, and the addresses that posts turn out to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from data.queries.published import mark_changed
from data.tables import ReviewRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def find_same_post(
    session: AsyncSession,
    drama_id: int,
    fingerprint: str,
    houses: Collection[str],
    *,
    from_file: bool,
) -> int | None:
    """Return the first house review of a drama that says the same, or None.

    Args:
        session: Where to look.
        drama_id: Which drama.
        fingerprint: Of what the post says.
        houses: By one of these; none means anybody.
        from_file: Whether to find what came from a file, or what has an address.
    """
    is_file = ReviewRow.source_key.startswith("file:")
    found: int | None = await session.scalar(
        select(ReviewRow.id)
        .where(
            ReviewRow.drama_id == drama_id,
            ReviewRow.fingerprint == fingerprint,
            ReviewRow.house.in_(houses) if houses else ReviewRow.house.is_not(None),
            ReviewRow.deleted_at.is_(None),
            is_file if from_file else ~is_file,
        )
        .order_by(ReviewRow.id)
        .limit(1)
    )
    return found


async def save_address(
    session: AsyncSession,
    review_id: int,
    *,
    house: str,
    source_key: str,
    source_url: str | None,
    now: datetime,
) -> None:
    """Set where the post of a review is, and by whom that says it is."""
    await session.execute(
        update(ReviewRow)
        .where(ReviewRow.id == review_id)
        .values(house=house, source_key=source_key, source_url=source_url)
        .execution_options(synchronize_session=False)
    )
    await mark_changed(session, [review_id], now=now)
