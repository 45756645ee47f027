"""Changing the catalogue by hand: who may, what follows, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.claims import claimed, conflicts
from bot.domain.dramas import DramaFacts, Source
from bot.domain.editing import Editor, check_owner, check_right, digest, facts_with
from bot.domain.errors import ConflictError, InvalidInputError
from bot.domain.names import fold_name
from bot.domain.texts import t
from data.queries import catalogue as catalogue_queries
from data.queries import editing as queries
from data.queries import saving
from data.queries.shows import find_live

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.claims import Conflict
    from bot.domain.dramas import Drama, DramaLine
    from bot.domain.editing import Changes
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions

DISPUTES: Final = 10
"""Dramas on a page of those that sources disagree about."""

_AT_ONCE: Final = 100
_MOST_LOOKS: Final = 20
_NAMESAKES: Final = 10


class NamesakesError(ConflictError):
    """A drama to be added that may be there already."""

    def __init__(self, lines: list[DramaLine]) -> None:
        super().__init__(
            t("The catalogue has a drama of that name already. Look it up with /drama.")
        )
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Edited:
    """A drama after somebody's edit.

    Attributes:
        before: Its facts until then.
        changes: What they changed; what they emptied falls back to what sources say.
    """

    drama: Drama
    before: DramaFacts
    changes: Changes


@dataclass(frozen=True, slots=True)
class Dispute:
    """A drama of which sources say different things, where no person has settled it."""

    drama: Drama
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class EditingService:
    """What people with the right to it do to the catalogue."""

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def editor(self, actor: Actor, *, owner: bool, manager: bool) -> Editor:
        """Return what a member may do to the catalogue.

        Args:
            actor: Who and where.
            owner: They own the bot.
            manager: They manage the server they act in.
        """
        trusted = False
        if manager and actor.guild_id is not None:
            async with self.sessions() as session:
                trusted = await queries.find_trusted(session, actor.guild_id)
        return Editor(actor.user_id, actor.guild_id, owner, trusted)

    async def trust(self, editor: Editor, guild_id: int, *, trusted: bool) -> None:
        """Let a server's moderators edit the catalogue, or no more.

        Raises:
            ForbiddenError: Not the owner.
        """
        check_owner(editor)
        async with self.sessions.begin() as session:
            await queries.save_trusted(session, guild_id, trusted=trusted)

    async def namesakes(self, changes: Changes) -> list[DramaLine]:
        """Return the dramas that one to be added may be: of its name, made about then."""
        named = self.catalogue.titles.named
        ids = dict.fromkeys(i for name in _names(changes) for i in named(name))
        lines = (self.catalogue.titles.line(i) for i in ids)
        return [x for x in lines if x is not None and _about_then(x.year, changes)][:_NAMESAKES]

    async def add(self, editor: Editor, changes: Changes, *, sure: bool = False) -> Drama:
        """Add a drama.

        Args:
            editor: Who.
            changes: Its facts.
            sure: It is none of those that have its name.

        Raises:
            ForbiddenError: They have no right to.
            NamesakesError: It may be there already.
        """
        check_right(editor)
        await self.catalogue.refresh()
        if not sure and (lines := await self.namesakes(changes)):
            raise NamesakesError(lines)
        async with self.sessions.begin() as session:
            drama_id = await self.save_new(session, editor.user_id, changes, sure=sure)
        await self.catalogue.refresh()
        return await self.catalogue.get(drama_id)

    async def edit(self, editor: Editor, drama_id: int, changes: Changes) -> Edited:
        """Change a drama's facts; what is emptied falls back to what sources say.

        Raises:
            ForbiddenError: They have no right to.
            NotFoundError: No such drama.
            InvalidInputError: It would have no title.
        """
        check_right(editor)
        before = await self.catalogue.get(drama_id)
        async with self.sessions.begin() as session:
            changed_id = await self.save_edit(session, editor.user_id, before.id, changes)
        await self.catalogue.refresh()
        return Edited(await self.catalogue.get(changed_id), before.facts, changes)

    async def disputes(self, after: int = 0) -> tuple[list[Dispute], int | None]:
        """Return dramas that sources disagree about, after an id, and where to go on from."""
        found: list[Dispute] = []
        for _ in range(_MOST_LOOKS):
            async with self.sessions() as session:
                claims = await queries.list_disputed(session, after, limit=_AT_ONCE)
            open_ones = {i: _unsettled(conflicts(said)) for i, said in claims.items()}
            dramas = {d.id: d for d in await self.catalogue.get_many(list(open_ones))}
            for drama_id, fields in open_ones.items():
                after = drama_id
                if fields and drama_id in dramas:
                    found.append(Dispute(dramas[drama_id], fields))
                    if len(found) == DISPUTES:
                        return found, after
            if len(claims) < _AT_ONCE:
                return found, None
        return found, after

    async def dispute(self, drama_id: int) -> Dispute:
        """Return what sources disagree about in a drama.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.catalogue.get(drama_id)
        async with self.sessions() as session:
            claims = await saving.find_claims(session, drama.id)
        return Dispute(drama, _unsettled(conflicts(claims)))

    async def keep(
        self, editor: Editor, drama_id: int, field: str, source: Source, seen: str
    ) -> Edited:
        """Settle a field by what a source says of it: a person says so from then on.

        Args:
            editor: Who settles it.
            drama_id: The drama.
            field: The field.
            source: Whose claim.
            seen: The claim's ``digest`` as it was shown.

        Raises:
            ForbiddenError: They have no right to.
            ConflictError: The source says something else by now.
        """
        check_right(editor)
        drama = await self.catalogue.get(drama_id)
        async with self.sessions.begin() as session:
            revision = await catalogue_queries.save_revision(session)
            drama_id = await find_live(session, drama.id)
            claims = (await saving.find_claims(session, drama_id)).get(source, {})
            said = claims.get(field)
            if said is None or digest(said.value) != seen:
                raise ConflictError(t("That was changed meanwhile. Look at it again."))
            changes = {field: said.value}
            if field == "native_title":
                language = claims.get("language")
                changes["language"] = language.value if language else None
            now = self.now()
            await queries.save_changes(
                session, drama_id, changes, by=editor.user_id, now=now, revision=revision
            )
        await self.catalogue.refresh()
        return Edited(await self.catalogue.get(drama_id), drama.facts, changes)

    async def save_new(
        self, session: AsyncSession, user_id: int, changes: Changes, *, sure: bool
    ) -> int:
        """Insert a drama within a transaction; return its id.

        Raises:
            NamesakesError: Somebody else has just added it.
            InvalidInputError: It has no title.
        """
        revision = await catalogue_queries.save_revision(session)
        facts = facts_with(DramaFacts(title=""), changes)
        if not facts.title:
            raise InvalidInputError(t("A drama needs a title."))
        now, names = self.now(), _names(changes)
        key = key_of(facts)
        known = await catalogue_queries.find_source(session, key)
        same = [known[0]] if known else []
        if not sure:
            same += await queries.list_namesakes(session, names, limit=_NAMESAKES)
        found = await catalogue_queries.find_dramas(session, same)
        lines = {drama.id: drama.line for drama in found.values()}
        near = [x for x in lines.values() if _about_then(x.year, changes)]
        if near:
            raise NamesakesError(near)
        # A drama that had this key was given another year since: it stays what it is.
        count = 1
        while known is not None:
            count += 1
            key = f"{key_of(facts)}-{count}"
            known = await catalogue_queries.find_source(session, key)
        drama_id = await saving.save_drama(
            session, key, facts, Source.PEOPLE, now=now, revision=revision
        )
        said = claimed(facts, now, user_id)
        await saving.record_claims(
            session, drama_id, Source.PEOPLE, said, now=now, revision=revision
        )
        return drama_id

    async def save_edit(
        self, session: AsyncSession, user_id: int, drama_id: int, changes: Changes
    ) -> int:
        """Change a drama within a transaction; return its id, which a merge may have changed.

        Raises:
            InvalidInputError: It would have no title.
        """
        revision = await catalogue_queries.save_revision(session)
        found = await catalogue_queries.find_dramas(session, [drama_id])
        drama_id = found[drama_id].id
        facts = await queries.save_changes(
            session, drama_id, changes, by=user_id, now=self.now(), revision=revision
        )
        if facts is None:
            raise InvalidInputError(
                t("A drama needs a title, and nobody else gives it one. Write one.")
            )
        return drama_id


def key_of(facts: DramaFacts) -> str:
    """Return the key of a drama that people added: two who add one at once add it once."""
    parts = (fold_name(facts.title)[:150] or digest(facts.title), facts.year, facts.country)
    return "people-" + "-".join(str(part).casefold() for part in parts if part)


def _names(changes: Changes) -> list[str]:
    names = [changes.get("title"), changes.get("native_title")]
    names += [name.text for name in changes.get("aliases") or ()]
    return [name for name in names if name]


def _about_then(year: int | None, changes: Changes) -> bool:
    wanted: int | None = changes.get("year")
    return wanted is None or year is None or abs(year - wanted) <= 1


def _unsettled(found: list[Conflict]) -> tuple[Conflict, ...]:
    return tuple(each for each in found if each.claims[0][0] is not Source.PEOPLE)
