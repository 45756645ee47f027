"""House reviews: review posts of blogs, taken in as reviews of our dramas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.claims import claimed
from bot.domain.dramas import Source
from bot.domain.errors import ConflictError, InvalidInputError
from bot.domain.reviews import Author
from bot.domain.texts import t
from bot.reading.reader import refusal
from bot.services.house_facts import facts_of, filled_in, find_reviewed, lacking, slug_of
from bot.services.house_posts import DEFAULT_HOUSE, post_of
from data.queries import catalogue as dramas
from data.queries import events, house_posts, saving
from data.queries import reviews as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import Drama
    from bot.domain.reviews import Review
    from bot.reading.model import ReadReview
    from bot.services.catalogue import CatalogueService
    from bot.services.house_posts import HousePost
    from data.engine import Sessions

_TRIES: Final = 5


class Outcome(StrEnum):
    """What taking a post in came to."""

    NEW = "new"
    NEW_VERSION = "new-version"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A post that was taken in.

    Attributes:
        version: The review's newest version.
        house: Whom the review is by.
        new_drama: Whether the catalogue did not have the drama.
        filled: Names of the drama's facts that the post filled in.
    """

    outcome: Outcome
    review_id: int
    version: int
    drama: Drama
    house: str
    new_drama: bool = False
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stored:
    """The drama of a post once it is stored."""

    drama_id: int
    is_new: bool = False
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseReviewService:
    """Everything that is done with the posts of review blogs."""

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def take_in(self, read: ReadReview, *, house: str | None = None) -> TakenIn:
        """Store a post as a house review, or as a newer version of the one it was before.

        A drama we do not have is added; one that we have gets the facts it lacks. Only a new
        review is announced. A post that says what it said before changes nothing; one that came
        from a file gets the address it turns out to have.

        Args:
            read: The post.
            house: Whom the review is by; by default what the post, or its address, says.

        Raises:
            InvalidInputError: Not a review of one drama; says why.
            ConflictError: Several dramas fit; names them.
        """
        why = refusal(read)
        if why is not None:
            raise InvalidInputError(why)
        post = post_of(read, house)
        for _ in range(_TRIES):
            taken = await self._try(read, post)
            if taken is not None:
                return taken
        raise ConflictError(t("The catalogue is changing too fast just now: try again."))

    async def _try(self, read: ReadReview, post: HousePost) -> TakenIn | None:
        """Take a post in, or return None where the catalogue changed under our hands."""
        await self.catalogue.refresh()
        # Noted before anything is looked at: others may refresh the catalogue as we go.
        now, revision = self.now(), self.catalogue.revision
        async with self.sessions() as session:
            found = await queries.find_house_review(session, post.key)
            before = await queries.find_review(session, found[0]) if found else None
            if before is not None and found is not None and found[1] == post.fingerprint:
                drama = await self.catalogue.get(before.drama_id)
                return TakenIn(Outcome.UNCHANGED, before.id, before.version, drama, post.house)
            known = find_reviewed(await self._named(read), read)
            # The revision's row is what imports in other processes wait for, and what tells
            # whether one of them wrote between our look and now.
            if await dramas.save_revision(session) != revision + 1:
                return None
            same = await _adopt(session, known.id, post, now) if known and not found else None
            if known and same:
                house = same.author.house or post.house
                return TakenIn(Outcome.UNCHANGED, same.id, same.version, known, house)
            stored = await self._save_drama(session, known, read, now, revision + 1)
            if found is None:
                outcome, version = Outcome.NEW, 1
                review_id = await _save_new(session, stored.drama_id, post, now)
            else:
                outcome, review_id = Outcome.NEW_VERSION, found[0]
                version = await queries.save_version(
                    session, review_id, post.text, now=now, fingerprint=post.fingerprint
                )
                await queries.save_house_drama(
                    session, review_id, stored.drama_id, first_impression=post.first_impression
                )
            await session.commit()
        await self.catalogue.refresh()
        return TakenIn(
            outcome,
            review_id,
            version,
            await self.catalogue.get(stored.drama_id),
            post.house,
            new_drama=stored.is_new,
            filled=stored.filled,
        )

    async def _named(self, read: ReadReview) -> list[Drama]:
        """Return the dramas that have a name which the post gives."""
        names = [fact.value for fact in (read.title, read.native_title) if fact]
        ids = dict.fromkeys(i for name in names for i in self.catalogue.titles.named(name))
        return await self.catalogue.get_many(list(ids))

    async def _save_drama(
        self,
        session: AsyncSession,
        known: Drama | None,
        read: ReadReview,
        now: datetime,
        revision: int,
    ) -> _Stored:
        facts = facts_of(read)
        if known is None:
            key = await _free_key(session, slug_of(facts))
            drama_id = await saving.save_drama(
                session, key, facts, Source.REVIEW, now=now, revision=revision
            )
            return _Stored(drama_id, is_new=True)
        said = claimed(lacking(known.facts, facts), now)
        if not said:
            return _Stored(known.id)
        merged = await saving.record_claims(
            session, known.id, Source.REVIEW, said, now=now, revision=revision, whole=False
        )
        return _Stored(known.id, filled=filled_in(known.facts, merged))


async def _adopt(
    session: AsyncSession, drama_id: int, post: HousePost, now: datetime
) -> Review | None:
    """Return the review that a post under a new identity is already, or None.

    It came from a file, and is told its address; or it has one, and comes from a file now.
    """
    has_address = not post.is_file
    # A file that nobody said the house of may be anybody's.
    houses = {post.house, DEFAULT_HOUSE} if has_address else {post.house} - {DEFAULT_HOUSE}
    review_id = await house_posts.find_same_post(
        session, drama_id, post.fingerprint, houses, from_file=has_address
    )
    if review_id is None:
        return None
    if has_address:
        await house_posts.save_address(
            session,
            review_id,
            house=post.house,
            source_key=post.key,
            source_url=post.source_url,
            now=now,
        )
        await session.commit()
    return await queries.find_review(session, review_id)


async def _save_new(session: AsyncSession, drama_id: int, post: HousePost, now: datetime) -> int:
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
    )
    await events.save_event(session, review_id, now=now)
    return review_id


async def _free_key(session: AsyncSession, wanted: str) -> str:
    """Return the key, numbered where a drama that we told apart from this one has it."""
    key, number = wanted, 1
    while await dramas.find_source(session, key) is not None:
        number += 1
        key = f"{wanted}-{number}"
    return key
