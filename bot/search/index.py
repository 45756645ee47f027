"""The title index: a drama by what people type, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.search import meaning, saved
from bot.search.entries import Entries
from bot.search.finding import Finder
from bot.search.memory import give_back
from bot.search.names import Names
from bot.search.ranking import fitting, ranked
from bot.search.readings import LONGEST_QUERY, in_latin, readings_of

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from pathlib import Path

    from bot.search.entry import TitleEntry
    from bot.search.finding import Found
    from bot.search.ranking import Fitting
    from bot.search.readings import Reading

_MOST: Final = 25
_MANY: Final = 20_000  # entries, from which on building leaves much memory behind
_RECENT: Final = 1_024  # searches remembered: what one member types, others type as well


@dataclass(frozen=True, slots=True)
class Hit:
    """A drama found; ``score`` runs from 0 to 100."""

    id: int
    score: float
    matched_name: str


class TitleIndex:
    """Names of dramas, searched as they are typed.

    Most of it never changes: numpy arrays made once from all entries, the most popular first.
    What is added later stands beside them until the index is built anew.
    """

    def __init__(self, entries: Entries | None = None, names: Names | None = None) -> None:
        self._entries = Entries.gathered(()) if entries is None else entries
        numbers = range(self._entries.name_count())
        self._names = Names.spelt(map(self._entries.name, numbers)) if names is None else names
        self._finder = Finder(self._entries, self._names)
        self._recent: dict[str, Fitting] = {}

    @classmethod
    def build(cls, entries: Iterable[TitleEntry]) -> TitleIndex:
        """Index many entries at once."""
        index = cls(Entries.gathered(entries))
        index._tidy_up()
        return index

    @classmethod
    def load(cls, path: Path, *, stamp: str) -> TitleIndex | None:
        """Return a saved index; None where there is none, or one that is damaged or another."""
        read = saved.read(path, stamp=stamp)
        if read is None:
            return None
        columns, countries = read
        try:
            index = cls(Entries(columns, countries), Names.of_columns(columns))
        except (KeyError, ValueError, TypeError, IndexError):
            return None
        del read, columns
        index._tidy_up()
        return index

    def save(self, path: Path, *, stamp: str) -> None:
        """Save the index; a changed one is built anew for it, which takes its time.

        Args:
            path: Of the file, which is replaced in one step.
            stamp: What the index was made from, to be given again to load it.
        """
        if self._entries.changed:
            TitleIndex.build(self._entries).save(path, stamp=stamp)
            return
        columns = {**self._entries.columns(), **self._names.columns()}
        saved.write(path, columns, self._entries.countries, stamp=stamp)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, entry_id: int) -> bool:
        return self._entries.number_of(entry_id) is not None

    def entry(self, entry_id: int) -> TitleEntry | None:
        """Return an entry."""
        number = self._entries.number_of(entry_id)
        return None if number is None else self._entries.entry(number)

    def add(self, entry: TitleEntry) -> None:
        """Add an entry, or replace the one with its id."""
        self.remove(entry.id)
        self._entries.add(entry)
        for name in (entry.title, entry.native, *entry.aliases):
            if name is not None:
                self._names.add(name)
        self._recent = {}

    update = add

    def remove(self, entry_id: int) -> None:
        """Forget an entry; one that is not there is nothing to forget."""
        number = self._entries.number_of(entry_id)
        if number is not None:
            self._entries.remove(number)
            self._recent = {}

    def named(self, name: str) -> list[int]:
        """Return the ids of the entries that have a name, the most popular one first."""
        found = meaning.exactly_named(name, self._entries, self._names)
        return [self._entries.id_of(number) for number in found]

    def meant(self, typed: str) -> int | None:
        """Return the one entry that a typed name can only mean; None where there is any doubt."""
        number = meaning.meant(typed, self._entries, self._names)
        return None if number is None else self._entries.id_of(number)

    def search(self, query: str, limit: int = _MOST, *, prefer: Collection[int] = ()) -> list[Hit]:
        """Return the entries that fit what was typed, the best first.

        Args:
            query: As typed, possibly unfinished; only its first 100 characters count.
            limit: How many to return at most.
            prefer: Entries that come first among equals, such as a member's own list.
        """
        steps = self.searching(query, limit, prefer=prefer)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                hits: list[Hit] = done.value
                return hits

    def searching(
        self, query: str, limit: int = _MOST, *, prefer: Collection[int] = ()
    ) -> Generator[None, None, list[Hit]]:
        """Search in steps of a few milliseconds at most; the hits are returned at the end."""
        query = query[:LONGEST_QUERY]
        recent = self._recent  # another one as soon as the index changes
        fit = recent.pop(query, None)
        if fit is None:
            fit = yield from self._fitting(query)
        recent[query] = fit
        if len(recent) > _RECENT:
            del recent[next(iter(recent))]
        return [
            Hit(self._entries.id_of(one.entry), one.score, self._entries.name(one.name))
            for one in ranked(fit, self._entries, limit=limit, prefer=prefer)
        ]

    def _tidy_up(self) -> None:
        if len(self) >= _MANY:
            give_back()

    def _fitting(self, query: str) -> Generator[None, None, Fitting]:
        readings = readings_of(query)
        found = yield from self._found(readings)
        fit = fitting(query, found, self._entries)
        if not len(fit.names) and readings and (latin := in_latin(readings[-1])):
            found = yield from self._found([latin])
            fit = fitting(query, found, self._entries)
        return fit

    def _found(self, readings: Sequence[Reading]) -> Generator[None, None, list[Found]]:
        found: list[Found] = []
        begun: list[int] = []
        for reading in readings:
            beginning, count = self._finder.beginning(reading)
            found.append(beginning)
            begun.append(count)
            yield
            if beginning.any_whole:
                readings, begun = [reading], [count]
                break
        # As it was typed, and with the most left out: between them there is little else.
        for at in sorted({0, len(readings) - 1}) if readings else ():
            for more in self._finder.other(readings[at], begun[at]):
                found.append(more)
                yield
        return found
