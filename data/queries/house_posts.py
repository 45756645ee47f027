"""House reviews by what their posts say, and the addresses that posts turn out to have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from data.queries.published import mark_changed
from data.queries.reviews import find_review
from data.tables import ReviewRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.reviews import Review


@dataclass(frozen=True, slots=True)
class HouseReview:
    """A house review by what tells its post.

    Attributes:
        review: In its newest version, or None where it was taken back.
    """

    review_id: int
    drama_id: int
    house: str
    source_key: str
    source_url: str | None
    fingerprint: str | None
    shared: bool
    review: Review | None


async def find_house_review(
    session: AsyncSession, *, source_key: str | None = None, review_id: int | None = None
) -> HouseReview | None:
    """Return the house review of a key or an id, also where it was taken back; or None."""
    query = select(ReviewRow).where(ReviewRow.house.is_not(None))
    by_key = source_key is not None
    query = query.where(
        ReviewRow.source_key == source_key if by_key else ReviewRow.id == review_id
    ).execution_options(populate_existing=True)
    row = (await session.scalars(query)).one_or_none()
    if row is None:
        return None
    return HouseReview(
        row.id,
        row.drama_id,
        row.house or "",
        row.source_key or "",
        row.source_url,
        row.fingerprint,
        row.shared,
        await find_review(session, row.id),
    )


async def save_shared(session: AsyncSession, review_id: int) -> None:
    """Let every server see a review."""
    await session.execute(
        update(ReviewRow)
        .where(ReviewRow.id == review_id)
        .values(shared=True)
        .execution_options(synchronize_session=False)
    )


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
