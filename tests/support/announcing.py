"""Reviews that are noted for announcing, put straight into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.reviews import Author, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary
from data.queries.events import save_event
from data.queries.reviews import save_review
from data.tables import DeliveryRow, EventRow, FeedPostRow, FeedRow, FollowRow, ReviewRow

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


async def follow_feed(services: Services, guild_id: int, house: str = "Drama Blog") -> int:
    """Have a server follow a blog's feed, as if it had been read before; return the feed's id."""
    now = services.now()
    async with services.outbox.sessions.begin() as session:
        feed_id = await session.scalar(select(FeedRow.id).filter_by(house=house))
        if feed_id is None:
            feed = FeedRow(
                key=house,
                url="https://blog.example/feed",
                house=house,
                created_at=now,
                interval_s=60,
            )
            session.add(feed)
            await session.flush()
            feed_id = feed.id
        session.add(FollowRow(guild_id=guild_id, feed_id=feed_id, added_by=1, added_at=now))
    return feed_id


async def post_from_feed(
    services: Services, feed_id: int, title: str = "Soundtrack #1", *, note: bool = True
) -> int:
    """Store a review that a feed brought, and note it for announcing; return its id."""
    now = services.now()
    drama = await services.catalogue.resolve(title)
    async with services.outbox.sessions.begin() as session:
        review_id = await save_review(
            session,
            drama_id=drama.id,
            author=Author(house="Drama Blog"),
            text=text_of(),
            now=now,
            source_url="https://blog.example/post",
            source_key=f"feed {feed_id}: {title}",
        )
        await session.execute(
            update(ReviewRow).where(ReviewRow.id == review_id).values(shared=False)
        )
        session.add(
            FeedPostRow(
                feed_id=feed_id,
                guid=title,
                url_key=title,
                title=title,
                title_key=title,
                fingerprint=title,
                sketch=b"",
                review_id=review_id,
                outcome="review",
                first_seen_at=now,
                seen_at=now,
            )
        )
        if note:
            await save_event(session, review_id, now=now, feed_id=feed_id)
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
