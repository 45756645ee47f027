"""People who act: found by their names, with their dramas and who here has seen them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.errors import NotFoundError
from bot.domain.people import PersonOrder
from bot.domain.texts import t
from bot.services.people_index import PeopleIndex
from bot.services.who import who_is_it
from data.queries import members, watching
from data.queries import people as queries
from data.queries.sources import list_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.domain.actors import Actor
    from bot.domain.dramas import DramaLine, Source
    from bot.domain.people import Person, PersonLine
    from bot.domain.scores import Scale, Tally
    from bot.domain.watching import WatchStatus
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions
    from data.queries.people import Viewer

PAGE_SIZE: Final = 8
MAX_CHOICES: Final = 25
MOST_VIEWERS: Final = 100
_OPTION: Final = "person:"  # an autocompleted choice's value, which no name looks like
_LONGEST_CHOICE: Final = 100
_LONGEST_TYPED: Final = 100
_MOST_NEAR: Final = 3
_MOST_NAMESAKES: Final = 25
_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class PartLine:
    """A drama somebody is in, as a member sees it.

    Attributes:
        tally: How it is rated, in the member's server or by everyone.
        status: Where it stands on the member's own list.
    """

    drama: DramaLine
    roles: tuple[str, ...]
    tally: Tally | None
    status: WatchStatus | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of somebody's dramas, and who here has seen any of them.

    Attributes:
        total: How many dramas there are.
        page: From 0.
        pages: At least 1.
        in_server: The scores are those of the member's server, not everyone's.
        viewers: Members of the server, who saw most first; None outside a server.
        viewers_total: How many there are, beyond those listed too.
        sources: The sources of what is told, to be credited.
    """

    person: Person
    order: PersonOrder
    lines: tuple[PartLine, ...]
    total: int
    page: int
    pages: int
    scale: Scale
    in_server: bool = False
    viewers: tuple[Viewer, ...] | None = None
    viewers_total: int = 0
    sources: tuple[Source, ...] = ()


class PeopleService:
    """Everything about who acts in what."""

    def __init__(
        self,
        sessions: Sessions,
        now: Callable[[], datetime],
        catalogue: CatalogueService,
        *,
        index_path: Path | None = None,
    ) -> None:
        self._sessions = sessions
        self._catalogue = catalogue
        self.index = PeopleIndex(sessions, now, index_path)
        self._lines: OrderedDict[int, PersonLine] = OrderedDict()
        self._lines_of = -1

    async def refresh(self) -> bool:
        """Make the index of names ready, or take in who is new."""
        return await self.index.refresh()

    async def suggest(self, typed: str, *, user_id: int | None = None) -> list[PersonLine]:
        """Return up to 25 people for what was typed, the best known first among equals.

        For nothing: the leads of the dramas that the member is offered for nothing.
        """
        typed = typed.strip()[:_LONGEST_TYPED]
        if not typed:
            dramas = await self._catalogue.suggest(user_id or 0, "")
            async with self._sessions() as session:
                ids = await queries.list_leads(session, [drama.id for drama in dramas])
        else:
            ids = await self._find(typed, MAX_CHOICES)
        return await self._lines_for(ids[:MAX_CHOICES])

    async def resolve(self, option: str) -> Person:
        """Return whom a command's option means: a choice, or a name that leaves no doubt.

        Raises:
            NotFoundError: It may be several people, or nobody; names up to three near ones.
        """
        option = option.strip()
        chosen = option.removeprefix(_OPTION)
        if option.startswith(_OPTION) and chosen.isascii() and chosen.isdecimal():
            return await self.get(int(chosen[:9]))
        typed = option[:_LONGEST_TYPED]
        near = await self._meant(typed) if typed else []
        if len(near) == 1:
            return await self.get(near[0])
        near = near or (await self._find(typed, _MOST_NEAR) if typed else [])
        raise NotFoundError(who_is_it(option, await self._lines_for(near[:_MOST_NEAR])))

    async def get(self, person_id: int) -> Person:
        """Return somebody.

        Raises:
            NotFoundError: Nobody has that id (any more).
        """
        async with self._sessions() as session:
            person = await queries.find_person(session, person_id)
        if person is None:
            raise NotFoundError(
                t("That person is not in the catalogue any more. Look them up with /person.")
            )
        return person

    def choice_of(self, person: PersonLine) -> str:
        """Return the value of somebody's autocompleted choice: their name, where that is enough.

        Discord shows a choice's name, but keeps its value in a command that is typed again.
        """
        name = person.name
        alone = len(name) <= _LONGEST_CHOICE and self.index.named(name) == [person.id]
        return name if alone else f"{_OPTION}{person.id}"

    async def page(
        self,
        actor: Actor,
        person_id: int,
        *,
        order: PersonOrder = PersonOrder.NEWEST,
        page: int = 0,
    ) -> PersonPage:
        """Return a page of somebody's dramas as a member sees it.

        Args:
            actor: Who reads it; in a server, the scores are that server's.
            person_id: Whose dramas.
            order: Which come first.
            page: From 0; one beyond the ends stands for the nearest there is.

        Raises:
            NotFoundError: Nobody has that id (any more).
        """
        person = await self.get(person_id)
        async with self._sessions() as session:
            total = await queries.count_parts(session, person_id)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            parts = await queries.list_parts(
                session, person_id, order, limit=PAGE_SIZE, offset=page * PAGE_SIZE
            )
            ids = [part.drama.id for part in parts]
            tallies = await queries.find_tallies(session, ids, actor.guild_id)
            statuses = await watching.find_statuses(session, actor.user_id, ids)
            scale = await members.find_scale(session, actor)
            sources = await list_sources(session, ids)
            viewers: tuple[Viewer, ...] | None = None
            seen_by = 0
            if actor.guild_id is not None:
                found, seen_by = await queries.list_viewers(
                    session, person_id, actor.guild_id, limit=MOST_VIEWERS
                )
                viewers = tuple(found)
        lines = tuple(
            PartLine(
                part.drama, part.roles, tallies.get(part.drama.id), statuses.get(part.drama.id)
            )
            for part in parts
        )
        return PersonPage(
            person=person,
            order=order,
            lines=lines,
            total=total,
            page=page,
            pages=pages,
            scale=scale,
            in_server=actor.guild_id is not None,
            viewers=viewers,
            viewers_total=seen_by,
            sources=tuple(sources),
        )

    async def _find(self, typed: str, limit: int) -> list[int]:
        if self.index.ready:
            return [hit.id for hit in await self.index.hits(typed, limit)]
        async with self._sessions() as session:
            return await queries.list_beginning(session, typed, limit=limit)

    async def _meant(self, typed: str) -> list[int]:
        """Return whom a name can only mean, or the namesakes that have exactly this name."""
        if self.index.ready:
            meant = self.index.meant(typed)
            ids = self.index.named(typed)[:_MOST_NAMESAKES] if meant is None else [meant]
            # The index follows late where somebody turned out to be somebody else it knows.
            return [line.id for line in await self._lines_for(ids)]
        async with self._sessions() as session:
            return await queries.list_named(session, typed, limit=_MOST_NEAR)

    async def _lines_for(self, ids: Sequence[int]) -> list[PersonLine]:
        """Return people's lines in the order of their ids, as the database has them now."""
        revision = self._catalogue.revision
        if self._lines_of != revision:
            self._lines.clear()
            self._lines_of = revision
        missing = [person for person in ids if person not in self._lines]
        found: dict[int, PersonLine] = {}
        if missing:
            async with self._sessions() as session:
                found = await queries.find_lines(session, missing)
        if self._lines_of == revision:
            self._lines |= found
        found |= {person: self._lines[person] for person in ids if person in self._lines}
        while len(self._lines) > _KEPT:
            self._lines.popitem(last=False)
        return [found[person] for person in ids if person in found]
