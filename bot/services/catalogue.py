"""The catalogue: dramas kept in memory, found by what people type, and their likes."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.dramas import Drama, DramaFacts, Source
from bot.domain.errors import NotFoundError
from bot.domain.texts import t
from bot.search import TitleEntry, TitleIndex
from bot.search.normalise import words_of
from bot.services.lookups import LookupService
from bot.services.near import which_drama
from data.queries import catalogue as queries
from data.queries import state, stocking
from data.seed import files as seed_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from data.engine import Sessions

_OPTION: Final = "drama:"  # an autocompleted choice's value, which no title looks like
_SEED: Final = "seed_digest"
_LONGEST_CHOICE: Final = 100
_MOST_NEAR: Final = 3
MAX_CHOICES: Final = 25


@dataclass(frozen=True, slots=True)
class Likeness:
    """A drama like another, and what the two share.

    Attributes:
        genres: Shared genres' keys.
        networks: Shared networks.
        actors: Shared cast.
    """

    drama: Drama
    genres: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much they share; a shared lead says more than a shared genre or network."""
        return 3.0 * len(self.actors) + 1.5 * len(self.genres) + 0.5 * len(self.networks)


class CatalogueService:
    """Everything about which dramas there are.

    The catalogue is read often and changes seldom, so it is kept in memory. Its revision in
    the database tells a process that another one (an import, say) changed it.
    """

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self.lookups = LookupService(sessions, now)
        self._dramas: dict[int, Drama] = {}
        self._by_title: dict[str, int] = {}
        self._index = TitleIndex()
        self._revision = -1
        self._reloading = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._dramas)

    @property
    def revision(self) -> int:
        """The revision that is in memory; -1 before the first one."""
        return self._revision

    async def seed(self) -> int:
        """Load the starter catalogue once; return how many dramas it added or mended.

        Facts that people changed are left alone, so are the synopses and posters that reviews
        brought, and so is everything when the same starter catalogue was loaded before.
        """
        digest = await asyncio.to_thread(seed_files.digest)
        async with self._sessions() as session:
            if await state.find_state(session, _SEED) == digest:
                return 0
        from data.seed.rows import read_seed  # its checks take their time to build

        dramas = await asyncio.to_thread(read_seed)
        now = self._now()
        async with self._sessions.begin() as session:
            await stocking.lock_stocking(session)
            if await state.find_state(session, _SEED) == digest:
                return 0  # another process was faster
            known = await stocking.list_sources(session)
            new = [(drama.key, drama.facts) for drama in dramas if drama.key not in known]
            await stocking.save_new_dramas(session, new, Source.SEED, now=now)
            old = [
                drama
                for drama in dramas
                if drama.key in known and known[drama.key][1] != Source.PEOPLE
            ]
            stored = {d.id: d.facts for d in await queries.list_dramas(session)} if old else {}
            mended = 0
            for drama in old:
                before = stored[known[drama.key][0]]
                facts = _with_prose(drama.facts, before)
                if facts != before:
                    mended += 1
                    await queries.save_drama(session, drama.key, facts, Source.SEED, now=now)
            await state.save_state(session, _SEED, digest)
            await queries.save_revision(session)
        return len(new) + mended

    async def refresh(self) -> bool:
        """Reload the catalogue if it changed, here or in another process."""
        async with self._reloading:
            async with self._sessions() as session:
                revision = await queries.find_revision(session)
                if revision == self._revision:
                    return False
                dramas = await queries.list_dramas(session)
            index = await asyncio.to_thread(_index_of, dramas)
            self._dramas = {drama.id: drama for drama in dramas}
            self._by_title = _unique_titles(dramas)
            self._index = index
            self._revision = revision
        return True

    def get(self, drama_id: int) -> Drama:
        """Return a drama.

        Raises:
            NotFoundError: No such drama.
        """
        drama = self._dramas.get(drama_id)
        if drama is None:
            raise NotFoundError(
                t("That drama is not in the catalogue any more. Look it up with /drama.")
            )
        return drama

    def all(self) -> list[Drama]:
        """Return every drama, by id."""
        return list(self._dramas.values())

    async def suggest(self, user_id: int, typed: str) -> list[Drama]:
        """Return up to 25 dramas for what was typed; for nothing, the recent look-ups."""
        if typed.strip():
            return [self._dramas[hit.id] for hit in self._index.search(typed, MAX_CHOICES)]
        recent = await self.lookups.recent(user_id, MAX_CHOICES)
        known = [self._dramas[i] for i in recent if i in self._dramas]
        if len(known) < MAX_CHOICES:
            seen = set(recent)
            newest = sorted(self._dramas.values(), key=lambda d: -(d.facts.year or 0))
            known += [d for d in newest if d.id not in seen][: MAX_CHOICES - len(known)]
        return known

    def resolve(self, option: str) -> Drama:
        """Return the drama that a command's option means: a choice, or text that was typed.

        Typed text has to leave no doubt: a rating must not go to a drama that was guessed.

        Raises:
            NotFoundError: It may mean several dramas, or none; names up to three near ones.
        """
        option = option.strip()
        if option in self._by_title:
            return self.get(self._by_title[option])
        if option.startswith(_OPTION) and option.removeprefix(_OPTION).isdecimal():
            return self.get(int(option.removeprefix(_OPTION)))
        meant = self._index.meant(option)
        if meant is not None:
            return self._dramas[meant]
        hits = self._index.search(option, _MOST_NEAR)
        raise NotFoundError(which_drama(option, [self._dramas[hit.id] for hit in hits]))

    def choice_of(self, drama: Drama) -> str:
        """Return the value of a drama's autocompleted choice: its title, where that is enough.

        Discord shows a choice's name, but keeps its value in a command that is typed again.
        """
        title = drama.title
        return title if self._by_title.get(title) == drama.id else option_of(drama)

    async def save(self, key: str, facts: DramaFacts, source: Source) -> Drama:
        """Store a drama's facts under its key, and take them into the index."""
        async with self._sessions.begin() as session:
            drama_id = await queries.save_drama(session, key, facts, source, now=self._now())
            await queries.save_revision(session)
        await self.refresh()
        return self.get(drama_id)

    def like(self, drama_id: int, limit: int = 5) -> list[Likeness]:
        """Return dramas that share genres, networks or cast with this one, the closest first.

        Raises:
            NotFoundError: No such drama.
        """
        drama = self.get(drama_id)
        near = [_likeness(drama, other) for other in self._dramas.values() if other.id != drama_id]
        near = [likeness for likeness in near if likeness.actors or likeness.genres]
        near.sort(
            key=lambda like: (
                -like.weight,
                like.drama.facts.country != drama.facts.country,
                abs((like.drama.facts.year or 0) - (drama.facts.year or 0)),
                like.drama.title,
            )
        )
        return near[:limit]


def option_of(drama: Drama) -> str:
    """Return the value that stands for a drama in a command's option."""
    return f"{_OPTION}{drama.id}"


def _unique_titles(dramas: list[Drama]) -> dict[str, int]:
    taken = Counter(words_of(name.text) for drama in dramas for name in drama.names)
    return {
        drama.title: drama.id
        for drama in dramas
        if taken[words_of(drama.title)] == 1 and len(drama.title) <= _LONGEST_CHOICE
    }


def _index_of(dramas: list[Drama]) -> TitleIndex:
    return TitleIndex.build(
        TitleEntry(
            drama.id,
            drama.title,
            drama.facts.native_title,
            tuple(name.text for name in drama.facts.aliases),
            drama.facts.year,
            drama.facts.country,
        )
        for drama in dramas
    )


def _with_prose(facts: DramaFacts, stored: DramaFacts) -> DramaFacts:
    """Keep what the starter catalogue has none of."""
    return replace(
        facts,
        synopsis=facts.synopsis or stored.synopsis,
        poster_url=facts.poster_url or stored.poster_url,
    )


def _likeness(drama: Drama, other: Drama) -> Likeness:
    mine, theirs = drama.facts, other.facts
    actors = {member.actor for member in theirs.cast}
    return Likeness(
        other,
        genres=tuple(g for g in mine.genres if g in theirs.genres),
        networks=tuple(n for n in mine.networks if n in theirs.networks),
        actors=tuple(c.actor for c in mine.cast if c.actor in actors),
    )
