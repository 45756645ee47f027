"""House reviews: review posts of blogs, taken in as reviews of our dramas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.claims import claimed
from bot.domain.dramas import Source
from bot.domain.errors import ConflictError, InvalidInputError
from bot.domain.texts import t
from bot.reading.reader import refusal
from bot.services.house_facts import (
    AmbiguousDramaError,
    facts_of,
    filled_in,
    find_reviewed,
    lacking,
    slug_of,
)
from bot.services.house_posts import key_of, post_of, web_address
from bot.services.house_storing import ANYWHERE, adopt, find_before, keep_in_step, save_new
from data.queries import catalogue as dramas
from data.queries import house_posts, saving
from data.queries import reviews as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import Drama
    from bot.reading.model import ReadReview
    from bot.services.catalogue import CatalogueService
    from bot.services.house_posts import HousePost
    from bot.services.house_storing import Origin
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

    async def take_in(
        self, read: ReadReview, *, house: str | None = None, origin: Origin = ANYWHERE
    ) -> TakenIn:
        """Store a post as a house review, or as a newer version of the one it was before.

        A drama we do not have is added; one that we have gets the facts it lacks. Only a new
        review is announced. A post that says what it said before changes nothing; one that came
        from a file gets the address it turns out to have.

        Args:
            read: The post.
            house: Whom the review is by; by default what the post, or its address, says.
            origin: What is known of the post beside what it says.

        Raises:
            InvalidInputError: Not a review of one drama; says why.
            AmbiguousDramaError: Several dramas fit; names them.
            ConflictError: The catalogue changes too fast.
        """
        why = refusal(read)
        if why is not None:
            raise InvalidInputError(why)
        post = post_of(read, house)
        for _ in range(_TRIES):
            taken = await self._try(read, post, origin)
            if taken is not None:
                return taken
        raise ConflictError(t("The catalogue is changing too fast just now: try again."))

    async def _try(self, read: ReadReview, post: HousePost, origin: Origin) -> TakenIn | None:
        """Take a post in, or return None where the catalogue changed under our hands."""
        await self.catalogue.refresh()
        # Noted before anything is looked at: others may refresh the catalogue as we go.
        now, revision = self.now(), self.catalogue.revision
        async with self.sessions() as session:
            post, before = await find_before(session, post, origin)
            if before and before.review and before.fingerprint == post.fingerprint:
                same = before.review
                await keep_in_step(session, before, post, origin, now)
                await session.commit()
                drama = await self.catalogue.get(same.drama_id)
                house = same.author.house or post.house
                return TakenIn(Outcome.UNCHANGED, same.id, same.version, drama, house)
            known = await self._reviewed(read, before.drama_id if before else None, origin)
            # The revision's row is what imports in other processes wait for, and what tells
            # whether one of them wrote between our look and now.
            if await dramas.save_revision(session) != revision + 1:
                return None
            adopted = (
                await adopt(session, known.id, post, origin, now) if known and not before else None
            )
            if known and adopted:
                house = adopted.author.house or post.house
                return TakenIn(Outcome.UNCHANGED, adopted.id, adopted.version, known, house)
            stored = await self._save_drama(session, known, read, now, revision + 1)
            if before is None:
                outcome, version = Outcome.NEW, 1
                review_id = await save_new(session, stored.drama_id, post, origin, now)
            else:
                outcome, review_id = Outcome.NEW_VERSION, before.review_id
                version = await queries.save_version(
                    session, review_id, post.text, now=now, fingerprint=post.fingerprint
                )
                await queries.save_house_drama(
                    session, review_id, stored.drama_id, first_impression=post.first_impression
                )
                await keep_in_step(session, before, post, origin, now)
            await session.commit()
        await self.catalogue.refresh()
        return TakenIn(
            outcome,
            review_id,
            version,
            await self.catalogue.get(stored.drama_id),
            before.house if before else post.house,
            new_drama=stored.is_new,
            filled=stored.filled,
        )

    async def move(self, review_id: int, url: str) -> None:
        """Note where the post of a review is by now; what it says is what it said."""
        address = web_address(url)
        async with self.sessions.begin() as session:
            found = await house_posts.find_house_review(session, review_id=review_id)
            if found is None or address is None or found.source_url == address:
                return
            key = key_of(address)
            taken = await house_posts.find_house_review(session, source_key=key)
            await house_posts.save_address(
                session,
                review_id,
                house=found.house,
                source_key=found.source_key if taken else key,
                source_url=address,
                now=self.now(),
            )

    async def withdraw(self, review_id: int) -> None:
        """Take the review of a post back that its blog took down; it may come again."""
        async with self.sessions.begin() as session:
            if await queries.find_review(session, review_id) is not None:
                await queries.delete_review(session, review_id, now=self.now(), withdrawn=True)

    async def _reviewed(self, read: ReadReview, before: int | None, origin: Origin) -> Drama | None:
        """Return the drama that a post reviews: as somebody said, or as its names say."""
        if origin.drama_id is not None:
            return await self.catalogue.get(origin.drama_id)
        try:
            return find_reviewed(await self._named(read), read)
        except AmbiguousDramaError as error:
            # It was settled when the post was taken in for the first time.
            current = await self.catalogue.get(before) if before is not None else None
            if current is not None and current.id in {drama.id for drama in error.dramas}:
                return current
            raise

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


async def _free_key(session: AsyncSession, wanted: str) -> str:
    """Return the key, numbered where a drama that we told apart from this one has it."""
    key, number = wanted, 1
    while await dramas.find_source(session, key) is not None:
        number += 1
        key = f"{wanted}-{number}"
    return key
