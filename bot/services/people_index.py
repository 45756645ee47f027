"""The index of people's names that is in memory, made in the background after the start."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.search import TitleEntry, TitleIndex
from data.queries import people as queries
from data.queries import state
from data.queries.catalogue import find_revision

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.search import Hit
    from data.engine import Sessions
    from data.queries.people import KnownPerson

log = structlog.get_logger(__name__)

# New people, beyond which it is built anew: those added one by one are slower to search.
_MANY: Final = 2_000
_SHARE: Final = 50  # and for each so many who are in it, one more
_STRETCH: Final = 1_000  # ids that are read at once
_AT_A_TIME: Final = 5  # people taken in before others get their turn
_LASTING: Final = timedelta(days=7)  # how well somebody is known changes slowly
_PER_DRAMA: Final = 0.01  # of popularity: who is in more dramas comes first among the unknown


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What an index was built from: which database, its people up to whom, and when."""

    identity: str
    last_id: int
    revision: int
    built_at: str

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


class PeopleIndex:
    """Finds people by their names, once it is ready.

    It is loaded from a file where there is one. New people are taken in as they come; new names
    and how well people are known only when it is built again, for that at most once a week.

    Args:
        sessions: The database.
        now: The time.
        path: The file; None keeps none.
    """

    def __init__(
        self, sessions: Sessions, now: Callable[[], datetime], path: Path | None = None
    ) -> None:
        self._sessions = sessions
        self._now = now
        self._path = path
        self._index = TitleIndex()
        self._stamp: _Stamp | None = None
        self._taken_in = 0  # whose ids are up to this
        self._working = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def ready(self) -> bool:
        """Whether it knows everybody."""
        return self._stamp is not None

    async def refresh(self) -> bool:
        """Become ready, or take in who is new; tell whether anything changed."""
        async with self._working:
            async with self._sessions() as session:
                last_id = await queries.find_last_id(session)
                revision = await find_revision(session)
            if self._stamp is None:
                await self._load()
            stamp = self._stamp
            if stamp is None or self._is_outdated(stamp, last_id, revision):
                await self._build(last_id, revision)
                return True
            if last_id > self._taken_in:
                await self._take_in(last_id)
                return True
            return False

    async def hits(self, typed: str, limit: int) -> list[Hit]:
        """Return who fits what was typed; others get their turn between the steps."""
        steps = self._index.searching(typed, limit)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                found: list[Hit] = end.value
                return found
            await asyncio.sleep(0)

    def meant(self, typed: str) -> int | None:
        """Return the one person that a typed name can only mean; None where there is doubt."""
        return self._index.meant(typed)

    def named(self, name: str) -> list[int]:
        """Return the people who have exactly this name, as names are compared."""
        return self._index.named(name)

    def name_of(self, person_id: int) -> str | None:
        """Return somebody's name, or None where nobody has that id."""
        entry = self._index.entry(person_id)
        return entry.title if entry else None

    def _is_outdated(self, stamp: _Stamp, last_id: int, revision: int) -> bool:
        # Fewer people than before: the database was put back.
        if last_id < self._taken_in or last_id - stamp.last_id > _MANY + len(self) // _SHARE:
            return True
        age = abs(self._now() - datetime.fromisoformat(stamp.built_at))
        return revision != stamp.revision and age > _LASTING

    async def _build(self, last_id: int, revision: int) -> None:
        entries: list[TitleEntry] = []
        for after in range(0, last_id, _STRETCH):
            entries += [_entry(person) for person in await self._known(after, after + _STRETCH)]
        self._index = await asyncio.to_thread(TitleIndex.build, entries)
        async with self._sessions.begin() as session:
            identity = await state.find_or_save_state(session, state.CATALOGUE_ID)
        self._stamp = _Stamp(identity, last_id, revision, self._now().isoformat())
        self._taken_in = last_id
        log.info("people loaded", people=len(entries))
        if self._path is not None:
            await asyncio.to_thread(self._save, self._path, self._stamp)

    async def _take_in(self, last_id: int) -> None:
        for at, person in enumerate(await self._known(self._taken_in, last_id)):
            self._index.add(_entry(person))
            if at % _AT_A_TIME == _AT_A_TIME - 1:
                await asyncio.sleep(0)
        self._taken_in = last_id

    async def _known(self, after: int, through: int) -> list[KnownPerson]:
        async with self._sessions() as session:
            return await queries.list_known(session, after, through)

    async def _load(self) -> None:
        if self._path is None:
            return
        async with self._sessions() as session:
            identity = await state.find_state(session, state.CATALOGUE_ID)
        stamp = await asyncio.to_thread(_read_stamp, self._path)
        if stamp is None or stamp.identity != identity:
            return
        index = await asyncio.to_thread(TitleIndex.load, self._path, stamp=stamp.text)
        if index is not None:
            self._index, self._stamp, self._taken_in = index, stamp, stamp.last_id
            log.debug("people loaded from their file", people=len(index))

    def _save(self, path: Path, stamp: _Stamp) -> None:
        # Without a file the next start only takes longer.
        try:
            self._index.save(path, stamp=stamp.text)
            _stamp_file(path).write_text(stamp.text, encoding="utf-8")
        except OSError as error:
            log.warning("people not saved", error=str(error))


def _entry(person: KnownPerson) -> TitleEntry:
    known = person.known + _PER_DRAMA * person.dramas
    return TitleEntry(person.id, person.name, person.native_name, popularity=known)


def _read_stamp(path: Path) -> _Stamp | None:
    with contextlib.suppress(OSError, ValueError, TypeError):
        stamp = _Stamp(**json.loads(_stamp_file(path).read_text("utf-8")))
        datetime.fromisoformat(stamp.built_at)
        return stamp
    return None


def _stamp_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.stamp")
