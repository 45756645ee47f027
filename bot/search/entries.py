"""What the index knows of each drama, kept in few bytes."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.search.entry import TitleEntry
from bot.search.growing import Growing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy.typing as npt

_NO_YEAR: Final = -(2**31)
_ENCODING: Final = ("utf-8", "surrogatepass")


class Entries:
    """Entries by number and their names by number.

    An entry's names are its title, then its native title if it has one, then its aliases. A
    name's number runs on over all entries. Numbers are never given twice: a removed entry
    leaves a gap, a changed one gets a new number.
    """

    def __init__(self, columns: Mapping[str, npt.NDArray[Any]], countries: list[str]) -> None:
        """Take over numpy arrays that :meth:`columns` returned."""
        self._text = columns["text"].tobytes()
        self._added_names: list[str] = []
        self._text_ends = Growing(columns["text_ends"])
        self._first_names = Growing(columns["first_names"])
        self._ids = Growing(columns["ids"])
        self._years = Growing(columns["years"])
        self._country_codes = Growing(columns["country_codes"])
        self._has_native = Growing(columns["has_native"])
        self._popularity = Growing(columns["popularity"])
        self._alive = Growing(np.ones(len(self._ids), np.bool_))
        names = np.diff(self._first_names.values)
        self._owners = Growing(np.repeat(np.arange(len(names), dtype=np.uint32), names))
        places = np.arange(len(self._owners)) - self._first_names.values[self.owners]
        self._aliases = Growing(places > self._has_native.values[self.owners])
        self._countries = countries
        self.built_names = len(self._owners)
        """How many names came from the beginning, numbered from the most popular entry on."""
        self._by_id = np.argsort(columns["ids"], kind="stable").astype(np.uint32)
        self._sorted_ids = columns["ids"][self._by_id].data
        self._added: dict[int, int] = {}
        self._gone = 0
        self._drop_repeated()
        self._top_popularity = self._top()

    @classmethod
    def gathered(cls, entries: Iterable[TitleEntry]) -> Entries:
        """Take in entries, numbered from the most popular one on."""
        return _Gathering(entries).entries()

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything but the countries' names as arrays."""
        return {
            "text": np.frombuffer(self._text, np.uint8),
            "text_ends": self._text_ends.values,
            "first_names": self._first_names.values,
            "ids": self._ids.values,
            "years": self._years.values,
            "country_codes": self._country_codes.values,
            "has_native": self._has_native.values,
            "popularity": self._popularity.values,
        }

    @property
    def countries(self) -> list[str]:
        """The countries' names, by their code less one."""
        return self._countries

    @property
    def changed(self) -> bool:
        """Whether entries were added or removed since this was made."""
        return bool(self._added) or self._gone > 0

    @property
    def all_alive(self) -> bool:
        """Whether no number belongs to a removed entry."""
        return self._gone == 0

    @property
    def owners(self) -> npt.NDArray[np.uint32]:
        """The number of the entry that each name belongs to."""
        return self._owners.values

    @property
    def alive(self) -> npt.NDArray[np.bool_]:
        """Whether an entry has not been removed."""
        return self._alive.values

    @property
    def popularity(self) -> npt.NDArray[np.float64]:
        """Each entry's popularity."""
        return self._popularity.values

    @property
    def ids(self) -> npt.NDArray[np.int64]:
        """Each entry's id."""
        return self._ids.values

    def fame_of(self, numbers: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Return how well known entries are: 1 for the best known, 0 for one of no popularity."""
        if self._top_popularity <= 0:
            return np.zeros(len(numbers))
        fame: npt.NDArray[np.float64] = np.log1p(np.maximum(self.popularity[numbers], 0.0))
        fame /= np.log1p(self._top_popularity)
        return fame

    @property
    def years(self) -> npt.NDArray[np.int32]:
        """Each entry's year; a great negative number where it is not known."""
        return self._years.values

    def __len__(self) -> int:
        return len(self._ids) - self._gone

    def __iter__(self) -> Iterator[TitleEntry]:
        return (self.entry(number) for number in np.flatnonzero(self.alive).tolist())

    def number_of(self, entry_id: int) -> int | None:
        """Return the number of the entry of this id."""
        if entry_id in self._added:
            return self._added[entry_id]
        at = bisect_right(self._sorted_ids, entry_id) - 1
        if at < 0 or self._sorted_ids[at] != entry_id:
            return None
        number = int(self._by_id[at])
        return number if self._alive.one[number] else None

    def id_of(self, number: int) -> int:
        """Return an entry's id."""
        entry_id: int = self._ids.one[number]
        return entry_id

    def are_aliases(self, names: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Tell of each name whether it is neither a title nor a native title."""
        are_aliases: npt.NDArray[np.bool_] = self._aliases.values[names]
        return are_aliases

    def name(self, number: int) -> str:
        """Return a name as it is written."""
        if number >= self.built_names:
            return self._added_names[number - self.built_names]
        ends = self._text_ends.one
        return self._text[ends[number] : ends[number + 1]].decode(*_ENCODING)

    def sizes_of(self, names: npt.NDArray[Any]) -> npt.NDArray[np.uint32]:
        """Return the names' lengths in bytes."""
        ends = self._text_ends.values
        sizes: npt.NDArray[np.uint32] = ends[names + 1] - ends[names]
        return sizes

    def name_count(self) -> int:
        """Return how many names there are, those of removed entries too."""
        return len(self._owners)

    def entry(self, number: int) -> TitleEntry:
        """Return an entry."""
        first, after = self._first_names.one[number], self._first_names.one[number + 1]
        title, *others = [self.name(name) for name in range(first, after)]
        native = others.pop(0) if self._has_native.one[number] else None
        year, code = self._years.one[number], self._country_codes.one[number]
        return TitleEntry(
            self.id_of(number),
            title,
            native,
            tuple(others),
            None if year == _NO_YEAR else year,
            self._countries[code - 1] if code else None,
            self._popularity.one[number],
        )

    def add(self, entry: TitleEntry) -> int:
        """Add an entry under a new number, which is returned; its names get the next ones."""
        number = len(self._ids)
        for place, name in enumerate(_names_of(entry)):
            self._added_names.append(name)
            self._aliases.append(place > (entry.native is not None))
            size = len(name.encode(*_ENCODING))
            self._text_ends.append(int(self._text_ends.values[-1]) + size)
            self._owners.append(number)
        self._first_names.append(len(self._owners))
        self._ids.append(entry.id)
        self._years.append(_NO_YEAR if entry.year is None else entry.year)
        self._country_codes.append(_code_of(entry.country, self._countries))
        self._has_native.append(entry.native is not None)
        self._popularity.append(entry.popularity)
        self._alive.append(True)
        self._added[entry.id] = number
        self._top_popularity = max(self._top_popularity, entry.popularity)
        return number

    def remove(self, number: int) -> None:
        """Forget an entry."""
        self._alive.values[number] = False
        self._added.pop(self.id_of(number), None)
        self._gone += 1
        if self._popularity.values[number] >= self._top_popularity:
            self._top_popularity = self._top()

    def _top(self) -> float:
        return float(self.popularity[self.alive].max(initial=0.0))

    def _drop_repeated(self) -> None:
        """Of entries with one id, let the last of the most popular ones be the one."""
        ids = np.asarray(self._sorted_ids)
        repeated = self._by_id[:-1][ids[1:] == ids[:-1]]
        self._alive.values[repeated] = False
        self._gone = len(repeated)


class _Gathering:
    """Entries on their way into columns, none of them kept as an object."""

    def __init__(self, entries: Iterable[TitleEntry]) -> None:
        self._text = bytearray()
        self._lengths = array("I")  # of each name, in bytes
        self._names = array("I")  # of each entry
        self._ids = array("q")
        self._years = array("i")
        self._codes = array("H")
        self._native = array("b")
        self._popularity = array("d")
        self._countries: list[str] = []
        for entry in entries:
            self._take(entry)

    def _take(self, entry: TitleEntry) -> None:
        names = _names_of(entry)
        for name in names:
            encoded = name.encode(*_ENCODING)
            self._text += encoded
            self._lengths.append(len(encoded))
        self._names.append(len(names))
        self._ids.append(entry.id)
        self._years.append(_NO_YEAR if entry.year is None else entry.year)
        self._codes.append(_code_of(entry.country, self._countries))
        self._native.append(entry.native is not None)
        self._popularity.append(entry.popularity)

    def entries(self) -> Entries:
        popularity = np.array(self._popularity, np.float64)
        order = np.argsort(-popularity, kind="stable")
        counts = np.array(self._names, np.int64)
        lengths = np.array(self._lengths, np.int64)
        firsts, text_ends = _ends(counts), _ends(lengths)
        starts, stops = text_ends[firsts[:-1]], text_ends[firsts[1:]]
        text = b"".join(
            self._text[start:stop]
            for start, stop in zip(starts[order].tolist(), stops[order].tolist(), strict=True)
        )
        # The names' lengths in the new order: a range of places for each entry.
        first_names = _ends(counts[order])
        places = np.arange(len(lengths)) + np.repeat(
            firsts[order] - first_names[:-1], counts[order]
        )
        columns: dict[str, npt.NDArray[Any]] = {
            "text": np.frombuffer(text, np.uint8),
            "text_ends": _ends(lengths[places]).astype(np.uint32),
            "first_names": first_names.astype(np.uint32),
            "ids": np.array(self._ids, np.int64)[order],
            "years": np.array(self._years, np.int32)[order],
            "country_codes": np.array(self._codes, np.uint16)[order],
            "has_native": np.array(self._native, np.bool_)[order],
            "popularity": popularity[order],
        }
        return Entries(columns, self._countries)


def _names_of(entry: TitleEntry) -> tuple[str, ...]:
    if entry.native is None:
        return (entry.title, *entry.aliases)
    return (entry.title, entry.native, *entry.aliases)


def _code_of(country: str | None, countries: list[str]) -> int:
    if country is None:
        return 0
    if country not in countries:
        countries.append(country)
    return countries.index(country) + 1


def _ends(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
