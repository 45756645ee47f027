"""What sections of blogs' reviews spoil: moderators have the last word in their server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.errors import ForbiddenError, NotFoundError
from bot.domain.section_boundaries import SectionBoundary, find_boundaries, section_keys
from bot.domain.texts import t
from bot.services.gone import ReviewGoneError
from data.queries import review_texts, reviews
from data.queries import section_boundaries as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.actors import Actor
    from bot.domain.spoilers import SpoilerBoundary
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class SectionBoundaryService:
    """Keeps what moderators say of sections, for each server by itself."""

    sessions: Sessions
    now: Callable[[], datetime]

    async def label(
        self,
        actor: Actor,
        review_id: int,
        version: int,
        index: int,
        boundary: SpoilerBoundary | None,
        *,
        moderator: bool,
    ) -> None:
        """Say what a section spoils in the server that somebody acts in.

        Args:
            actor: Who says so.
            review_id: The review.
            version: Of which ``index`` counts the sections: the review may be newer by now.
            index: Which section.
            boundary: What it spoils; None leaves that to the blog again.
            moderator: The actor may manage messages there.

        Raises:
            ForbiddenError: They may not, or it is a member's own review.
            ReviewGoneError: It was deleted.
            NotFoundError: It has no such section.
        """
        if actor.guild_id is None or not moderator:
            raise ForbiddenError(
                t("You need the permission Manage Messages to change what a section spoils.")
            )
        now = self.now()
        async with self.sessions.begin() as session:
            review = await reviews.find_review(session, review_id)
            if review is None:
                raise ReviewGoneError
            if review.author.house is None:
                raise ForbiddenError(
                    t("Only who wrote this review can say what its spoiler part spoils.")
                )
            version = min(max(version, 1), review.version)
            sections = (await review_texts.find_text(session, review_id, version)).sections
            if index >= len(sections):
                raise NotFoundError(
                    t("That part is not in the review any more. Open it again with /review read.")
                )
            guild_id = actor.guild_id
            said = (await queries.list_said(session, [review_id], [guild_id])).get(
                (guild_id, review_id), []
            )
            before = find_boundaries(sections, said).get(index)
            if before is not None:
                # The heading may have been edited since it was said.
                await queries.delete_said(session, guild_id, review_id, before.section)
            if boundary is not None:
                await queries.save_said(
                    session,
                    guild_id,
                    review_id,
                    SectionBoundary(section_keys(sections)[index], boundary),
                    set_by=actor.user_id,
                    now=now,
                )
            await queries.mark_changed_in(session, review_id, guild_id, now=now)
