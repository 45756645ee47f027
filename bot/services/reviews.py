"""Reviews: writing, reading, editing, taking back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.domain.actors import Actor
from bot.domain.errors import ForbiddenError, NotFoundError
from bot.domain.oversight import check_oversight
from bot.domain.review_texts import bounded, pictured, text_of
from bot.domain.reviews import Author, Picture, Place, Review, ReviewText, Upload
from bot.domain.spoilers import Progress, SpoilerBoundary
from bot.domain.texts import t
from bot.pictures.intake import take_in
from bot.services.gone import ReviewGoneError, ReviewWithdrawnError
from bot.services.review_views import PAGE, Desk, OldVersion, Reading, Shelf
from data.queries import events, members, ratings, uploads
from data.queries import reviews as queries
from data.queries.review_texts import find_text
from data.queries.section_boundaries import as_in, read_in
from data.queries.standings import find_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.reviews import ReviewDraft
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class ReviewService:
    """Everything a member can do with reviews."""

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def desk(self, actor: Actor, drama_id: int) -> Desk:
        """Return what the form for a drama's review starts from.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.catalogue.get(drama_id)
        async with self.sessions() as session:
            snapshot = await find_snapshot(session, actor, drama.id)
            review = await queries.find_member_review(session, actor.user_id, drama.id)
        progress = snapshot.watch.progress if snapshot.watch else Progress()
        score = snapshot.standing.mine or (review.text.score if review else None)
        boundary = review.text.boundary if review else None
        if boundary is None:
            far = None if progress.finished else progress.episode
            # Nobody is spoiled by a boundary that is too far.
            boundary = SpoilerBoundary.through(far) if far else SpoilerBoundary.everything()
        return Desk(drama, review, score, snapshot.scale, boundary)

    async def post(self, actor: Actor, drama_id: int, draft: ReviewDraft) -> Review:
        """Publish a member's review, or a newer version of the one they have.

        What is sent twice is kept once. A score becomes the member's rating as well.

        Raises:
            InvalidInputError: A text is empty or too long.
            NotFoundError: No such drama.
        """
        draft = draft.checked()
        drama_id = (await self.catalogue.get(drama_id)).id  # it may have been merged
        try:
            return await self._post(actor, drama_id, draft)
        except IntegrityError:
            # The same member's other request was faster: this one edits what it made.
            return await self._post(actor, drama_id, draft)

    async def read(self, actor: Actor, review_id: int) -> Reading:
        """Return a review as a member reads it.

        Raises:
            ReviewGoneError: It was deleted.
        """
        async with self.sessions() as session:
            found = await _find(session, review_id)
            review, changed = await read_in(session, actor.guild_id, found)
            drama = await self.catalogue.get(review.drama_id)
            snapshot = await find_snapshot(session, actor, drama.id)
            pictures = await _uploads(session, review.text)
        progress = snapshot.watch.progress if snapshot.watch else Progress()
        own = review.author.user_id == actor.user_id
        return Reading(drama, review, snapshot.scale, progress, pictures, own, changed)

    async def published(self, review_id: int, guild_id: int | None) -> Reading:
        """Return a review as everybody in a server reads it.

        Raises:
            ReviewGoneError: It was deleted.
        """
        return await self.read(Actor(0, guild_id), review_id)

    async def pictures(self, review: Review) -> Mapping[int, Upload]:
        """Return the pictures of ours that a review shows, by id."""
        async with self.sessions() as session:
            return await _uploads(session, review.text)

    async def of_member(self, user_id: int, drama_id: int, *, own: bool = False) -> Review:
        """Return a member's review of a drama; ``own`` where it is they who ask.

        Raises:
            NotFoundError: They have not written one.
        """
        drama = await self.catalogue.get(drama_id)
        async with self.sessions() as session:
            review = await queries.find_member_review(session, user_id, drama.id)
        if review is None:
            if own:
                raise NotFoundError(t("You have not reviewed {title} yet.", title=drama.title))
            raise NotFoundError(
                t(
                    "There is no review of {title} by that member. "
                    "/review read shows the ones there are.",
                    title=drama.title,
                )
            )
        return review

    async def shelf(self, actor: Actor, drama_id: int, page: int = 0) -> Shelf:
        """Return a page of a drama's reviews, those of houses first.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.catalogue.get(drama_id)
        async with self.sessions() as session:
            total = await queries.count_reviews(session, actor, drama.id)
            page = min(max(page, 0), max(0, (total - 1) // PAGE))
            found = await queries.list_reviews(
                session, actor, drama.id, offset=page * PAGE, limit=PAGE
            )
            found = await as_in(session, actor.guild_id, found)
            scale = await members.find_scale(session, actor)
        return Shelf(drama, found, page, total, scale)

    async def set_boundary(self, actor: Actor, review_id: int, boundary: SpoilerBoundary) -> Review:
        """Say what the spoiler part of the member's own review spoils.

        Raises:
            ReviewGoneError: It was deleted.
            ForbiddenError: Somebody else wrote it.
        """
        return await self._label(actor, review_id, lambda text: bounded(text, boundary))

    async def place_picture(self, actor: Actor, review_id: int, place: Place) -> Review:
        """Show the picture of the member's own review openly, with the spoilers, or not at all.

        Taking it out makes a newer version.

        Raises:
            ReviewGoneError: It was deleted.
            ForbiddenError: Somebody else wrote it.
        """
        return await self._label(
            actor,
            review_id,
            lambda text: pictured(text, place),
            newer=place is Place.NOWHERE,
        )

    async def delete(self, actor: Actor, review_id: int, *, moderator: bool = False) -> Review:
        """Take a review back for good, and return what it was.

        Args:
            actor: Who asks.
            review_id: Which review.
            moderator: The actor may manage messages in the server they act in.

        Raises:
            ReviewGoneError: It was deleted before.
            ForbiddenError: Neither theirs, nor written in a server they moderate.
        """
        async with self.sessions.begin() as session:
            review = await _find(session, review_id)
            check_oversight(review, actor, moderator=moderator)
            await queries.delete_review(session, review_id, now=self.now())
        return review

    async def version(
        self, actor: Actor, review_id: int, version: int, *, moderator: bool = False
    ) -> OldVersion:
        """Return one version of a review to its author or a moderator.

        Raises:
            ReviewGoneError: It was deleted.
            ForbiddenError: Neither theirs, nor written in a server they moderate.
        """
        async with self.sessions() as session:
            review = await _find(session, review_id)
            check_oversight(review, actor, moderator=moderator)
            versions = dict(await queries.list_versions(session, review_id))
            version = min(max(version, 1), max(versions))
            text = await find_text(session, review_id, version)
            scale = await members.find_scale(session, actor)
        drama = await self.catalogue.get(review.drama_id)
        written_at = versions[version]
        return OldVersion(drama, review, text, version, max(versions), written_at, scale)

    async def _post(self, actor: Actor, drama_id: int, draft: ReviewDraft) -> Review:
        now = self.now()
        async with self.sessions.begin() as session:
            await members.save_presence(session, actor, now=now)
            if draft.score is not None:
                await ratings.save_rating(session, actor.user_id, drama_id, draft.score, now=now)
            before = await queries.find_member_review(session, actor.user_id, drama_id)
            picture = await _keep_picture(session, draft.picture, before)
            text = text_of(draft, before, picture)
            if before is None:
                review_id = await queries.save_review(
                    session,
                    drama_id=drama_id,
                    author=Author(user_id=actor.user_id),
                    text=text,
                    now=now,
                    guild_id=actor.guild_id,
                )
                await events.save_event(session, review_id, now=now)
            else:
                review_id = before.id
                if text != before.text:
                    await queries.save_version(session, review_id, text, now=now)
            return await _find(session, review_id)

    async def _label(
        self,
        actor: Actor,
        review_id: int,
        change: Callable[[ReviewText], ReviewText],
        *,
        newer: bool = False,
    ) -> Review:
        now = self.now()
        async with self.sessions.begin() as session:
            review = await _find(session, review_id)
            if review.author.user_id != actor.user_id:
                raise ForbiddenError(t("Only who wrote a review can change it."))
            text = change(review.text)
            if newer and text != review.text:
                await queries.save_version(session, review_id, text, now=now)
            else:
                await queries.replace_sections(
                    session, review_id, review.version, text.sections, now=now
                )
            return await _find(session, review_id)


async def picture_of(data: bytes) -> Upload:
    """Take an uploaded picture in, off the event loop.

    Raises:
        InvalidInputError: No picture, a damaged one, or one above a limit.
    """
    taken = await asyncio.to_thread(take_in, data)
    return Upload(taken.media_type, taken.width, taken.height, taken.data)


async def _find(session: AsyncSession, review_id: int) -> Review:
    review = await queries.find_review(session, review_id)
    if review is None:
        withdrawn = await queries.find_withdrawn(session, review_id)
        raise ReviewWithdrawnError(withdrawn) if withdrawn else ReviewGoneError
    return review


async def _uploads(session: AsyncSession, text: ReviewText) -> dict[int, Upload]:
    found = {}
    for section in text.sections:
        for picture in section.pictures:
            if picture.upload_id is not None:
                upload = await uploads.find_upload(session, picture.upload_id)
                if upload is not None:
                    found[picture.upload_id] = upload
    return found


async def _keep_picture(
    session: AsyncSession, upload: Upload | None, before: Review | None
) -> Picture | None:
    if upload is None:
        return None
    if before is not None:
        for upload_id, kept in (await _uploads(session, before.text)).items():
            if kept == upload:
                return Picture(upload_id=upload_id)
    return Picture(upload_id=await uploads.save_upload(session, upload))
