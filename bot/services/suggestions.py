"""What members without the right to edit suggest, and what is decided on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.dramas import DramaFacts
from bot.domain.editing import differing, facts_with, from_stored, read, to_stored
from bot.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from bot.domain.suggestions import APPROVED, DRAFT, PENDING, REFUSED, Suggestion, Tray
from bot.domain.texts import t
from bot.services.editing import NamesakesError
from data.queries import editing as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.dramas import Drama, DramaLine
    from bot.domain.editing import Changes, Editor
    from bot.services.catalogue import CatalogueService
    from bot.services.editing import EditingService
    from data.engine import Sessions
    from data.queries.editing import Stored

MOST_PENDING: Final = 25
"""Suggestions of one member that wait at a time."""

_DRAFTS_LIVE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SuggestionService:
    """Everything about suggestions."""

    sessions: Sessions
    catalogue: CatalogueService
    editing: EditingService
    now: Callable[[], datetime]

    async def suggest(
        self,
        actor: Actor,
        drama: Drama | None,
        changes: Changes,
        *,
        language: str | None = None,
        draft: bool = False,
    ) -> Suggestion:
        """Keep what a member suggests; as a draft, until they say that it is meant.

        Raises:
            ConflictError: Too many of theirs wait already.
        """
        facts = to_stored(changes, drama.facts if drama else None)
        facts |= {"language": language, "new": drama is None}
        now = self.now()
        async with self.sessions.begin() as session:
            await queries.delete_drafts(session, before=now - _DRAFTS_LIVE)
            await self._check_room(await queries.count_pending(session, user_id=actor.user_id))
            made = await queries.save_suggestion(
                session,
                drama_id=drama.id if drama else None,
                facts=facts,
                user_id=actor.user_id,
                guild_id=actor.guild_id,
                state=DRAFT if draft else PENDING,
                now=now,
            )
        return await self.get(made)

    async def get(self, suggestion_id: int) -> Suggestion:
        """Return a suggestion.

        Raises:
            NotFoundError: It was taken back.
        """
        async with self.sessions() as session:
            stored = await queries.find_suggestion(session, suggestion_id)
        if stored is None:
            raise NotFoundError(t("That suggestion was taken back."))
        return await self._suggestion(stored)

    async def own(self, user_id: int, suggestion_id: int) -> Suggestion:
        """Return a member's own suggestion that nobody decided on.

        Raises:
            NotFoundError: It was taken back.
            ForbiddenError: Somebody else's.
            ConflictError: It was decided on.
        """
        found = await self.get(suggestion_id)
        if found.user_id != user_id:
            raise ForbiddenError(t("Only who made a suggestion can change it."))
        if found.is_decided:
            raise _decided()
        return found

    async def amend(self, user_id: int, suggestion_id: int, changes: Changes) -> Suggestion:
        """Add to a member's own suggestion, or change it, as long as nobody decided on it.

        Raises:
            UserError: As ``own`` does.
        """
        found = await self.own(user_id, suggestion_id)
        base = found.drama.facts if found.drama else DramaFacts(title="")
        now_meant = differing(found.changes | changes, base)
        if found.drama is None and not now_meant.get("title"):
            raise InvalidInputError(t("A drama needs a title."))
        # What a field held when it was first meant to be changed is what that is weighed against.
        was = {name: found.was.get(name, read(base, name)) for name in now_meant}
        facts = _stored(replace(found, changes=now_meant, was=was))
        async with self.sessions.begin() as session:
            if not await queries.save_suggested(session, suggestion_id, facts):
                raise _decided()
        return await self.get(suggestion_id)

    async def send(self, user_id: int, suggestion_id: int) -> Suggestion:
        """Let a member's draft be decided on.

        Raises:
            UserError: As ``own`` does, or too many of theirs wait already.
        """
        found = await self.own(user_id, suggestion_id)
        facts = _stored(found)
        async with self.sessions.begin() as session:
            await self._check_room(await queries.count_pending(session, user_id=user_id))
            if not await queries.save_suggested(session, suggestion_id, facts, state=PENDING):
                raise _decided()
        return await self.get(suggestion_id)

    async def withdraw(self, user_id: int, suggestion_id: int) -> None:
        """Take a member's own suggestion back.

        Raises:
            UserError: As ``own`` does.
        """
        await self.own(user_id, suggestion_id)
        async with self.sessions.begin() as session:
            if not await queries.delete_suggestion(session, suggestion_id):
                raise _decided()

    async def tray(self, editor: Editor, at: int, *, mine: bool) -> Tray:
        """Return one of the suggestions that somebody made, or that they decide on."""
        guild_id = None if editor.owner else editor.guild_id
        async with self.sessions() as session:
            if mine:
                total = await queries.count_own(session, editor.user_id)
            elif editor.may_edit:
                total = await queries.count_pending(session, guild_id=guild_id)
            else:
                return Tray(None, 0, 0, mine=False)
            at = min(max(at, 0), max(total - 1, 0))
            found = (
                await queries.list_own(session, editor.user_id, offset=at, limit=1)
                if mine
                else await queries.list_pending(session, guild_id=guild_id, offset=at, limit=1)
            )
        shown = await self._suggestion(found[0]) if found else None
        return Tray(shown, at, total, mine=mine)

    async def approve(self, editor: Editor, suggestion_id: int, seen: str) -> Drama | None:
        """Do what was suggested.

        Args:
            editor: Who decides.
            suggestion_id: On what.
            seen: The suggestion's ``seen`` as it was shown to them.

        Returns:
            The drama; None where it is not what they saw any more, and nothing was done.

        Raises:
            ForbiddenError: They have no right to.
            ConflictError: Somebody decided before.
            NotFoundError: It was taken back.
        """
        found = await self._to_decide(editor, suggestion_id)
        if found.seen != seen:
            return None
        try:
            async with self.sessions.begin() as session:
                # The author's, not the editor's: it is they who say so.
                if found.drama is None:
                    sure = bool(found.namesakes)
                    drama_id = await self.editing.save_new(
                        session, found.user_id, found.changes, sure=sure
                    )
                else:
                    drama_id = await self.editing.save_edit(
                        session, found.user_id, found.drama.id, found.changes
                    )
                await self._decide(session, editor, found, APPROVED, drama_id)
        except NamesakesError:
            await self.catalogue.refresh()
            raise
        await self.catalogue.refresh()
        return await self.catalogue.get(drama_id)

    async def refuse(
        self, editor: Editor, suggestion_id: int, seen: str, reason: str = ""
    ) -> Suggestion | None:
        """Turn a suggestion down.

        Returns:
            The suggestion; None where it is not what they saw any more: one that was taken back
            may have left its id to another one.

        Raises:
            UserError: As ``approve`` does.
        """
        found = await self._to_decide(editor, suggestion_id)
        if found.seen != seen:
            return None
        drama_id = found.drama.id if found.drama else None
        found = replace(found, reason=reason)
        async with self.sessions.begin() as session:
            await self._decide(session, editor, found, REFUSED, drama_id)
        return replace(found, state=REFUSED)

    async def _to_decide(self, editor: Editor, suggestion_id: int) -> Suggestion:
        await self.catalogue.refresh()
        found = await self.get(suggestion_id)
        if not editor.may_decide(found.guild_id):
            raise ForbiddenError(
                t(
                    "Only my owner, and moderators of a trusted server for what was suggested "
                    "there, can decide on that."
                )
            )
        if found.is_decided:
            raise _decided()
        return found

    async def _decide(
        self,
        session: AsyncSession,
        editor: Editor,
        found: Suggestion,
        state: str,
        drama_id: int | None,
    ) -> None:
        facts = _stored(found)
        if not await queries.save_decision(
            session, found.id, state, facts, drama_id=drama_id, by=editor.user_id, now=self.now()
        ):
            raise _decided()

    async def _suggestion(self, stored: Stored) -> Suggestion:
        drama = None
        # A new drama that was approved has an id, and is still shown as what was suggested.
        if stored.drama_id is not None and not stored.facts.get("new"):
            drama = next(iter(await self.catalogue.get_many([stored.drama_id])), None)
        changes, was = from_stored(stored.facts)
        namesakes: tuple[DramaLine, ...] = ()
        if drama is None and stored.state in (DRAFT, PENDING):
            namesakes = tuple(await self.editing.namesakes(changes))
        return Suggestion(
            stored.id,
            drama,
            changes,
            was,
            stored.user_id,
            stored.guild_id,
            stored.suggested_at,
            stored.state,
            stored.facts.get("reason") or "",
            stored.facts.get("language"),
            namesakes,
        )

    async def _check_room(self, pending: int) -> None:
        if pending >= MOST_PENDING:
            raise ConflictError(
                t(
                    "{most} of your suggestions wait to be decided on. Take some back with "
                    "/catalogue suggestions, or wait a little.",
                    most=MOST_PENDING,
                )
            )


def _stored(found: Suggestion) -> dict[str, Any]:
    before = facts_with(DramaFacts(title=""), found.was) if found.drama else None
    return to_stored(found.changes, before) | {
        "language": found.language,
        "reason": found.reason,
        "new": found.drama is None,
    }


def _decided() -> ConflictError:
    return ConflictError(t("That was decided on already."))
