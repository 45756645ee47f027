"""Two dramas that are one: what would happen, doing it, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.editing import check_owner
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError
from bot.domain.texts import t
from data.queries import catalogue as catalogue_queries
from data.queries import joining, merges, merging, saving
from data.queries.tallies import save_tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.dramas import Drama
    from bot.domain.editing import Editor
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions
    from data.queries.merges import Merge

PAGE: Final = 10
"""Merges on a page."""

_KNOWN_WITHIN: Final = timedelta(minutes=15)  # every process has read the catalogue anew by then


@dataclass(frozen=True, slots=True)
class Weighing:
    """What merging one drama into another would do.

    Attributes:
        counts: What the first one has, by kind: ratings, reviews, watch_entries, threads,
            episode_ratings, episodes.
        both: Of how many of them the other drama has its own.
    """

    source: Drama
    target: Drama
    counts: dict[str, int]
    both: dict[str, int]


@dataclass(frozen=True, slots=True)
class Undone:
    """A merge that was undone.

    Attributes:
        stayed: How many things stay with the drama that was merged into, by kind.
    """

    source: Drama
    target: Drama
    stayed: dict[str, int]


@dataclass(frozen=True, slots=True)
class MergingService:
    """Merging, for the bot's owner alone."""

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def weigh(self, editor: Editor, source_id: int, target_id: int) -> Weighing:
        """Say what a merge would do.

        Raises:
            ForbiddenError: Not the owner.
            InvalidInputError: They are one already.
        """
        check_owner(editor)
        source = await self.catalogue.get(source_id)
        target = await self.catalogue.get(target_id)
        if source.id == target.id:
            raise InvalidInputError(t("Those two are one drama already. Pick another one."))
        async with self.sessions() as session:
            counts, both = await merges.count_both(session, source.id, target.id)
        return Weighing(source, target, counts, both)

    async def merge(self, editor: Editor, source_id: int, target_id: int) -> int:
        """Merge one drama into another; return the merge's id.

        Raises:
            ForbiddenError: Not the owner.
            NotFoundError: One of them is gone.
            ConflictError: One of them was merged meanwhile.
        """
        check_owner(editor)
        now = self.now()
        async with self.sessions.begin() as session:
            revision = await catalogue_queries.save_revision(session)
            if not await merges.lock_dramas(session, source_id, target_id):
                raise ConflictError(
                    t("One of the two was merged meanwhile. Look at them again with /drama.")
                )
            journal = {
                "members": await merging.move_members(session, source_id, target_id),
                "parts": await merging.move_parts(session, source_id, target_id),
                "reviews": await joining.move_reviews(session, source_id, target_id, now=now),
                "row": await merges.save_merged(session, source_id, target_id, revision=revision),
            }
            # Last: the names of what is merged are among those that follow from the claims.
            journal["claims"] = await joining.join_claims(
                session, source_id, target_id, now=now, revision=revision
            )
            for drama_id in sorted((source_id, target_id)):
                await save_tally(session, drama_id)
            merge_id = await merges.save_merge(
                session, source_id, target_id, journal, by=editor.user_id, now=now
            )
        self.catalogue.own_lists.forget_all()
        await self.catalogue.refresh()
        return merge_id

    async def gather(self) -> int:
        """Move what was written to merged dramas since: another process may not have known yet.

        Returns:
            How many merges there was something to move for.
        """
        since = self.now() - _KNOWN_WITHIN
        async with self.sessions() as session:
            recent = await merges.list_recent(session, since=since)
        moved = 0
        for merge_id in recent:
            async with self.sessions.begin() as session:
                await catalogue_queries.save_revision(session)
                found = await merges.find_merge(session, merge_id)
                if found is None:
                    continue
                merge, journal = found
                source_id, target_id = merge.source_id, merge.target_id
                members = await merging.move_members(session, source_id, target_id)
                reviews = await joining.move_reviews(session, source_id, target_id, now=self.now())
                if not members and not reviews["moved"]:
                    await session.rollback()
                    continue
                moved += 1
                journal = merging.added_to(journal, members, reviews)
                await merges.save_journal(session, merge_id, journal)
                for drama_id in sorted((source_id, target_id)):
                    await save_tally(session, drama_id)
        return moved

    async def list(self, editor: Editor, page: int = 0) -> tuple[list[Merge], int]:
        """Return a page of the merges that can be undone, the latest first, and their number.

        Raises:
            ForbiddenError: Not the owner.
        """
        check_owner(editor)
        async with self.sessions() as session:
            total = await merges.count_merges(session)
            page = min(max(page, 0), max(0, (total - 1) // PAGE))
            return await merges.list_merges(session, offset=page * PAGE, limit=PAGE), total

    async def unmerge(self, editor: Editor, merge_id: int) -> Undone:
        """Undo a merge: what was moved goes back as far as nobody changed it since.

        Raises:
            ForbiddenError: Not the owner.
            NotFoundError: It was undone before.
            ConflictError: A later merge has to be undone first.
        """
        check_owner(editor)
        now = self.now()
        async with self.sessions.begin() as session:
            revision = await catalogue_queries.save_revision(session)
            found = await merges.find_merge(session, merge_id)
            if found is None:
                raise NotFoundError(t("That merge was undone already."))
            merge, journal = found
            later = await merges.find_later(session, merge)
            if later is not None:
                raise ConflictError(
                    t(
                        "{title} was merged after that: undo that merge first.",
                        title=later.source_title,
                    )
                )
            source_id, target_id = merge.source_id, merge.target_id
            await merges.lock_dramas(session, source_id, target_id)
            stayed = await merging.move_members_back(
                session, journal.get("members", {}), source_id, target_id
            )
            stayed |= await merging.move_parts_back(
                session, journal.get("parts", {}), source_id, target_id
            )
            stayed |= await joining.move_reviews_back(
                session, journal.get("reviews", {}), source_id, target_id, now=now
            )
            await merges.save_apart(
                session, merge, journal.get("row", {}), revision=revision, now=now
            )
            await joining.part_claims(
                session, journal.get("claims", {}), target_id, now=now, revision=revision
            )
            await saving.mark_changed(session, [source_id, target_id], revision=revision)
            for drama_id in sorted((source_id, target_id)):
                await save_tally(session, drama_id)
        self.catalogue.own_lists.forget_all()
        await self.catalogue.refresh()
        return Undone(
            await self.catalogue.get(source_id),
            await self.catalogue.get(target_id),
            {kind: count for kind, count in stayed.items() if kind != "lookups"},
        )
