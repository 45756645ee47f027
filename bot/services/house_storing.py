"""Storing a blog's post as a review: which review it was before, and what of it is kept in step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.reviews import Author
from bot.services.house_posts import DEFAULT_HOUSE, titled_key
from data.queries import events, house_posts
from data.queries import reviews as queries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.reviews import Review
    from bot.services.house_posts import HousePost
    from data.queries.house_posts import HouseReview


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a post beside what it says.

    Attributes:
        announce: Whether it is announced if it was not before.
        shared: Whether every server may see it, or only those that follow the feed.
        feed_id: The feed that brought it, or None; it is announced to those who follow that.
        review_id: The review that the post was before, where that is known.
        others: Reviews that are other posts' of the same feed, whatever their addresses are.
        drama_id: The drama it is about, where somebody said so.
    """

    announce: bool = True
    shared: bool = True
    feed_id: int | None = None
    review_id: int | None = None
    others: frozenset[int] = frozenset()
    drama_id: int | None = None


ANYWHERE: Final = Origin()


async def find_before(
    session: AsyncSession, post: HousePost, origin: Origin
) -> tuple[HousePost, HouseReview | None]:
    """Return the review that a post was before, or None, and the post under a key of its own.

    Two posts of a feed may have one address: the second one's key has its title too.
    """
    if origin.review_id is not None:
        return post, await house_posts.find_house_review(session, review_id=origin.review_id)
    found = await house_posts.find_house_review(session, source_key=post.key)
    if found is not None and found.review_id in origin.others:
        post = replace(post, key=titled_key(post))
        found = await house_posts.find_house_review(session, source_key=post.key)
    return post, found


async def adopt(
    session: AsyncSession, drama_id: int, post: HousePost, origin: Origin, now: datetime
) -> Review | None:
    """Return the review that a post under a new identity is already, or None.

    It came from a file, and is told its address; or it has one, and comes from a file now. Ends
    the transaction if there was something to write.
    """
    has_address = not post.is_file
    # A file that nobody said the house of may be anybody's.
    houses = {post.house, DEFAULT_HOUSE} if has_address else {post.house} - {DEFAULT_HOUSE}
    review_id = await house_posts.find_same_post(
        session, drama_id, post.fingerprint, houses, from_file=has_address
    )
    if review_id is None:
        return None
    same = await house_posts.find_house_review(session, review_id=review_id)
    if same is None:
        return None
    is_written = await _keep(session, review_id, origin, now, shared=same.shared)
    if has_address:
        is_written = True
        await house_posts.save_address(
            session,
            review_id,
            house=post.house,
            source_key=post.key,
            source_url=post.source_url,
            now=now,
        )
    if is_written:
        await session.commit()
    return await queries.find_review(session, review_id)


async def keep_in_step(
    session: AsyncSession, before: HouseReview, post: HousePost, origin: Origin, now: datetime
) -> None:
    """Note beside a review's text what else changed: its address, who sees it, who is told."""
    moved = post.source_url and (before.source_key, before.source_url) != (
        post.key,
        post.source_url,
    )
    if origin.review_id is not None and moved:
        taken = await house_posts.find_house_review(session, source_key=post.key)
        await house_posts.save_address(
            session,
            before.review_id,
            house=before.house,
            source_key=before.source_key if taken else post.key,
            source_url=post.source_url,
            now=now,
        )
    await _keep(session, before.review_id, origin, now, shared=before.shared)


async def save_new(
    session: AsyncSession, drama_id: int, post: HousePost, origin: Origin, now: datetime
) -> int:
    """Store a review that we do not have; return its id."""
    review_id = await queries.save_review(
        session,
        drama_id=drama_id,
        author=Author(house=post.house),
        text=post.text,
        now=now,
        source_url=post.source_url,
        source_key=post.key,
        fingerprint=post.fingerprint,
        first_impression=post.first_impression,
        # A blog's clock may be ahead of ours.
        written_at=min(post.published, now) if post.published else now,
        shared=origin.shared,
    )
    if origin.announce:
        await events.save_event(session, review_id, now=now, feed_id=origin.feed_id)
    return review_id


async def _keep(
    session: AsyncSession, review_id: int, origin: Origin, now: datetime, *, shared: bool
) -> bool:
    """Keep who sees a review and who is told of it; tell whether there was something to write."""
    is_written = origin.shared and not shared
    if is_written:
        await house_posts.save_shared(session, review_id)
    # One that was here before is news to those who follow the feed that brings it now.
    if origin.announce and origin.feed_id is not None:
        await events.save_event(session, review_id, now=now, feed_id=origin.feed_id)
        is_written = True
    return is_written
