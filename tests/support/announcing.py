"""Reviews that are noted for announcing, put straight into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.reviews import Author, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary
from data.queries.events import save_event
from data.queries.reviews import save_review
from data.tables import DeliveryRow, EventRow

if TYPE_CHECKING:
    from bot.services.registry import Services

OPENING = "Two friends share a house for two weeks, and a song is written."
SPOILER = "In the last episode he tells her at the airport."


def text_of(score: float | None = 8.5, verdict: str = "beautiful") -> ReviewText:
    """Return a review's text with a safe opening and a part that spoils episode 4."""
    return ReviewText(
        None if score is None else Score.of_points(score),
        verdict,
        (
            Section("", OPENING, SpoilerBoundary.nothing()),
            Section("The ending", SPOILER, SpoilerBoundary.through(4)),
        ),
    )


async def post_review(
    services: Services,
    title: str = "Soundtrack #1",
    *,
    guild_id: int | None = None,
    author: int = 42,
    house: str | None = None,
    score: float | None = 8.5,
    verdict: str = "beautiful",
) -> int:
    """Store a review as the review and import features do; return its id."""
    now = services.now()
    drama = await services.catalogue.resolve(title)
    async with services.outbox.sessions.begin() as session:
        review_id = await save_review(
            session,
            drama_id=drama.id,
            author=Author(house=house) if house else Author(user_id=author),
            text=text_of(score, verdict),
            now=now,
            guild_id=guild_id,
            source_url="https://blog.example/soundtrack-1" if house else None,
            source_key=f"{house}:{title}" if house else None,
        )
        await save_event(session, review_id, now=now)
    return review_id


async def forget_the_sending(services: Services) -> None:
    """Make every delivery look claimed by a process that died before it noted how it went."""
    async with services.outbox.sessions.begin() as session:
        await session.execute(
            update(DeliveryRow).values(state="sending", message_id=None, channel_id=None)
        )


async def deliveries(services: Services, review_id: int) -> list[DeliveryRow]:
    """Return the deliveries of a review, as they stand in the database."""
    async with services.outbox.sessions() as session:
        rows = await session.scalars(
            select(DeliveryRow)
            .join(EventRow, EventRow.id == DeliveryRow.event_id)
            .where(EventRow.review_id == review_id)
            .order_by(DeliveryRow.id)
        )
        return list(rows)
