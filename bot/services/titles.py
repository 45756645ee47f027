"""The title index that is in memory, kept in step with the catalogue in the database."""

from __future__ import annotations

import asyncio
import contextlib
from time import perf_counter
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.dramas import DramaLine, language_of
from bot.search import TitleEntry, TitleIndex
from data.queries import catalogue as queries
from data.queries import state

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from bot.search import Hit
    from data.engine import Sessions
    from data.queries.catalogue import Titles

log = structlog.get_logger(__name__)

_MANY: Final = 2_000  # changes, beyond which building anew is cheaper than adding one by one
_LONG_S: Final = 0.001  # after so much of a search others get their turn
_LINES: Final = 4_096  # dramas kept as they are shown, for the next one who types the same
_AT_A_TIME: Final = 5  # changes taken in before others get their turn


class TitleService:
    """Finds dramas by their names.

    The index is loaded from a file beside the database where there is one, and what changed
    since is taken in; so a start does not wait for an index of many thousand dramas.

    Args:
        sessions: The database.
        path: The file; None keeps none.
    """

    def __init__(self, sessions: Sessions, path: Path | None = None) -> None:
        self._sessions = sessions
        self._path = path
        self._index = TitleIndex()
        self._lines: dict[int, DramaLine] = {}
        self._revision = -1
        self._saved = -1
        self._reloading = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def revision(self) -> int:
        """The catalogue's revision that is in memory; -1 before the first one."""
        return self._revision

    async def refresh(self) -> list[int] | None:
        """Take in what changed, here or in another process.

        Returns:
            The ids of the dramas that changed; None where nothing did.
        """
        async with self._reloading:
            async with self._sessions() as session:
                revision = await queries.find_revision(session)
                if revision == self._revision:
                    return None
                if self._revision < 0:
                    identity = await state.find_state(session, state.CATALOGUE_ID)
                    await self._load(identity)
                if revision < self._revision:  # another database's file, or one put back
                    self._index, self._revision = TitleIndex(), -1
                    self._lines.clear()
                changed = await queries.list_titles(session, self._revision)
            if self._revision < 0 or len(changed) > _MANY:
                await self._rebuild(changed)
            else:
                await self._take_in(changed)
            self._revision = revision
        return [titles.id for titles in changed]

    async def save(self) -> bool:
        """Write the index to its file, where it changed since; tell whether it did."""
        if self._path is None or self._revision in (self._saved, -1):
            return False
        async with self._reloading:
            identity = await self._identity()
            revision = self._revision
            await asyncio.to_thread(self._path.parent.mkdir, parents=True, exist_ok=True)
            await asyncio.to_thread(self._index.save, self._path, stamp=_stamp(identity, revision))
            await asyncio.to_thread(
                _revision_file(self._path).write_text, str(revision), encoding="ascii"
            )
            self._saved = revision
        return True

    async def search(
        self, typed: str, limit: int, *, prefer: Collection[int] = ()
    ) -> list[DramaLine]:
        """Return the dramas that fit what was typed, the best first.

        Others get their turn between the steps of a long search.
        """
        hits = await self.hits(typed, limit, prefer=prefer)
        return [line for hit in hits if (line := self.line(hit.id)) is not None]

    async def hits(self, typed: str, limit: int, *, prefer: Collection[int] = ()) -> list[Hit]:
        """Return what the index finds."""
        steps = self._index.searching(typed, limit, prefer=prefer)
        began = perf_counter()
        while True:
            try:
                next(steps)
            except StopIteration as end:
                found: list[Hit] = end.value
                return found
            if perf_counter() - began > _LONG_S:
                await asyncio.sleep(0)
                began = perf_counter()

    def meant(self, typed: str) -> int | None:
        """Return the one drama that a typed name can only mean; None where there is doubt."""
        return self._index.meant(typed)

    def named(self, name: str) -> list[int]:
        """Return the dramas that have exactly this name, as names are compared."""
        return self._index.named(name)

    def line(self, drama_id: int) -> DramaLine | None:
        """Return what tells a drama apart, or None where there is none of that id."""
        if drama_id in self._lines:
            return self._lines[drama_id]
        entry = self._index.entry(drama_id)
        if entry is None:
            return None
        if len(self._lines) >= _LINES:
            self._lines.clear()
        line = self._lines[drama_id] = DramaLine(
            entry.id,
            entry.title,
            entry.native,
            language_of(entry.native),
            entry.year,
            entry.country,
        )
        return line

    async def _load(self, identity: str | None) -> None:
        if self._path is None or identity is None:
            return
        path = self._path
        with contextlib.suppress(OSError, ValueError):
            revision = int(await asyncio.to_thread(_revision_file(path).read_text, "ascii"))
            stamp = _stamp(identity, revision)
            index = await asyncio.to_thread(TitleIndex.load, path, stamp=stamp)
            if index is not None:
                self._index, self._revision, self._saved = index, revision, revision
                log.debug("title index loaded", titles=len(index), revision=revision)

    async def _rebuild(self, changed: list[Titles]) -> None:
        if self._revision >= 0:
            async with self._sessions() as session:
                changed = await queries.list_titles(session, -1)
        entries = [_entry(titles) for titles in changed if not titles.gone]
        self._index = await asyncio.to_thread(TitleIndex.build, entries)
        self._lines.clear()

    async def _take_in(self, changed: list[Titles]) -> None:
        for at, titles in enumerate(changed):
            self._lines.pop(titles.id, None)
            if titles.gone:
                self._index.remove(titles.id)
            else:
                self._index.add(_entry(titles))
            if at % _AT_A_TIME == _AT_A_TIME - 1:
                await asyncio.sleep(0)

    async def _identity(self) -> str:
        """Return what tells this database from others, which a copied file may belong to."""
        async with self._sessions.begin() as session:
            return await state.find_or_save_state(session, state.CATALOGUE_ID)


def _entry(titles: Titles) -> TitleEntry:
    return TitleEntry(
        titles.id,
        titles.title,
        titles.native_title,
        titles.aliases,
        titles.year,
        titles.country,
        titles.popularity,
    )


def _stamp(identity: str, revision: int) -> str:
    return f"{identity}:{revision}"


def _revision_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.revision")
