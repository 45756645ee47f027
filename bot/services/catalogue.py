"""The catalogue: dramas found by what people type, read when they are wanted."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from bot.domain.claims import claimed
from bot.domain.errors import NotFoundError
from bot.domain.texts import t
from bot.services import likes
from bot.services.lookups import LookupService
from bot.services.near import UnclearTitleError
from bot.services.own_lists import OwnLists
from bot.services.seeding import seed_catalogue
from bot.services.titles import TitleService
from data.queries import catalogue as queries
from data.queries import saving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.domain.dramas import Drama, DramaFacts, DramaLine, Source
    from bot.services.likes import Likeness
    from data.engine import Sessions

_OPTION: Final = "drama:"  # an autocompleted choice's value, which no title looks like
_CHOICE: Final = re.compile(r"(.*) #(\d{1,9})", re.DOTALL)
_LONGEST_CHOICE: Final = 100
_MOST_NEAR: Final = 3
_KEPT: Final = 2_000
MAX_CHOICES: Final = 25


class CatalogueService:
    """Everything about which dramas there are.

    Their names are in memory (``titles``), and so are the dramas that were read last. The
    catalogue's revision in the database tells a process that another one changed it.
    """

    def __init__(
        self, sessions: Sessions, now: Callable[[], datetime], *, index_path: Path | None = None
    ) -> None:
        self._sessions = sessions
        self._now = now
        self.titles = TitleService(sessions, index_path)
        self.lookups = LookupService(sessions, now)
        self.own_lists = OwnLists(sessions, now)
        self._kept: OrderedDict[int, Drama] = OrderedDict()

    def __len__(self) -> int:
        return len(self.titles)

    @property
    def revision(self) -> int:
        """The revision that is in memory; -1 before the first one."""
        return self.titles.revision

    async def seed(self) -> int:
        """Load the starter catalogue once; return how many dramas it added or mended."""
        return await seed_catalogue(self._sessions, self._now())

    async def refresh(self) -> bool:
        """Take in what changed in the catalogue, here or in another process."""
        changed = await self.titles.refresh()
        if changed is None:
            return False
        gone = set(changed)
        # A merged drama is kept under its old id too.
        for drama_id in [i for i, drama in self._kept.items() if i in gone or drama.id in gone]:
            del self._kept[drama_id]
        return True

    async def get(self, drama_id: int) -> Drama:
        """Return a drama; for one that was merged into another, that one.

        Raises:
            NotFoundError: No such drama.
        """
        found = await self.get_many([drama_id])
        if not found:
            raise NotFoundError(
                t("That drama is not in the catalogue any more. Look it up with /drama.")
            )
        return found[0]

    async def get_many(self, ids: Sequence[int]) -> list[Drama]:
        """Return dramas in the order of their ids; those that are not there are left out."""
        missing = [i for i in dict.fromkeys(ids) if i not in self._kept]
        found: dict[int, Drama] = {}
        if missing:
            revision = self.titles.revision
            async with self._sessions() as session:
                found = await queries.find_dramas(session, missing)
            if revision == self.titles.revision:
                self._keep(found)
        for drama_id in ids:
            if drama_id in self._kept:
                self._kept.move_to_end(drama_id)
                found[drama_id] = self._kept[drama_id]
        return [found[i] for i in ids if i in found]

    async def best_known(self) -> Drama | None:
        """Return the most popular drama, or None where there is none at all."""
        async with self._sessions() as session:
            ids = await queries.list_ids(session, limit=1)
        return next(iter(await self.get_many(ids)), None)

    async def suggest(self, user_id: int, typed: str) -> list[DramaLine]:
        """Return up to 25 dramas for what was typed, the member's own first among equals.

        For nothing: what they watch and the rest of their list, then recent look-ups.
        """
        own = await self.own_lists.of(user_id)
        if typed.strip():
            return await self.titles.search(typed, MAX_CHOICES, prefer=frozenset(own))
        recent = await self.lookups.recent(user_id, MAX_CHOICES)
        ids = list(dict.fromkeys((*own[:MAX_CHOICES], *recent)))[:MAX_CHOICES]
        if len(ids) < MAX_CHOICES:
            async with self._sessions() as session:
                best_known = await queries.list_ids(session, limit=MAX_CHOICES)
            ids = list(dict.fromkeys((*ids, *best_known)))[:MAX_CHOICES]
        return [line for line in map(self.titles.line, ids) if line is not None]

    async def resolve(self, option: str) -> Drama:
        """Return the drama that a command's option means: a choice, or text that was typed.

        Typed text has to leave no doubt: a rating must not go to a drama that was guessed.

        Raises:
            UnclearTitleError: It may mean several dramas, or none; names up to three near ones.
        """
        option = option.strip()
        if option.startswith(_OPTION) and option.removeprefix(_OPTION).isdecimal():
            return await self.get(int(option.removeprefix(_OPTION)[:9]))
        chosen = _CHOICE.fullmatch(option)
        if chosen:
            # One that was merged or renamed since is still known by that name.
            for drama in await self.get_many([int(chosen[2])]):
                if chosen[1].strip() in {name.text.strip() for name in drama.names}:
                    return drama
        meant = self.titles.meant(option)
        if meant is not None:
            return await self.get(meant)
        near = await self.titles.search(option, _MOST_NEAR)
        raise UnclearTitleError(option, near)

    def choice_of(self, drama: DramaLine) -> str:
        """Return the value of a drama's autocompleted choice: its title and number.

        Discord shows a choice's name, but keeps its value in a command that is typed again: it
        can be read, and means one drama among namesakes.
        """
        value = f"{drama.title} #{drama.id}"
        return value if len(value) <= _LONGEST_CHOICE else option_of(drama.id)

    async def save(self, key: str, facts: DramaFacts, source: Source) -> Drama:
        """Store a drama's facts as one source tells them, and take them into the index."""
        now = self._now()
        async with self._sessions.begin() as session:
            revision = await queries.save_revision(session)
            known = await queries.find_source(session, key)
            if known is None:
                drama_id = await saving.save_drama(
                    session, key, facts, source, now=now, revision=revision
                )
            else:
                drama_id = known[0]
                said = claimed(facts, now)
                await saving.record_claims(
                    session, drama_id, source, said, now=now, revision=revision
                )
        await self.refresh()
        return await self.get(drama_id)

    async def like(self, drama_id: int, limit: int = 5) -> list[Likeness]:
        """Return dramas that share genres, networks or cast with this one, the closest first.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.get(drama_id)
        async with self._sessions() as session:
            near = await likes.candidates(session, drama.id)
        return likes.nearest(drama, await self.get_many(near), limit)

    def _keep(self, dramas: dict[int, Drama]) -> None:
        self._kept.update(dramas)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def option_of(drama_id: int) -> str:
    """Return the value that stands for a drama in a command's option."""
    return f"{_OPTION}{drama_id}"
