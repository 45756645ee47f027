"""All spellings of all names, to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.search.columns import Column
from bot.search.grams import grams_of, pieces_of
from bot.search.growing import Growing
from bot.search.postings import Postings
from bot.search.slips import LONG, SHORT, slip_postings, slips_of
from bot.search.spellings import spellings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from bot.search.spellings import Spellings

_CHUNK: Final = 4096  # names spelt at once


@dataclass(slots=True)
class Side:
    """Spellings that not every name has, with the name's number of each."""

    keys: Column
    names: Growing

    def beginning_with(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the numbers of the names that have a spelling that begins with a text."""
        return self.names.values[self.keys.beginning_with(text)]

    def equal_to(self, text: str) -> npt.NDArray[np.uint32]:
        """Return the numbers of the names that have a spelling."""
        return self.names.values[self.keys.equal_to(text)]

    def add(self, name: int, key: str) -> int:
        """Add a spelling of a name and return its number."""
        self.names.append(name)
        return self.keys.add(key)


class Names:
    """Names by their numbers and the spellings they are found by."""

    def __init__(
        self,
        words: tuple[Column, Postings],
        slips: tuple[Postings, Postings],
        scripts: Growing,
        sounds: tuple[Side, Postings],
        initials: Side,
        acronyms: Side,
    ) -> None:
        self.words, self.word_grams = words
        self.long_slips, self.short_slips = slips
        self.scripts = scripts
        self.sounds, self.sound_grams = sounds
        self.initials = initials
        self.acronyms = acronyms

    @classmethod
    def of_columns(cls, columns: Mapping[str, npt.NDArray[Any]]) -> Names:
        """Take over numpy arrays that :meth:`columns` returned."""

        def column(key: str) -> Column:
            text = columns[f"{key}.text"].tobytes().decode("utf-16-le")
            return Column(text, columns[f"{key}.order"])

        def side(key: str) -> Side:
            return Side(column(key), Growing(columns[f"{key}.names"]))

        def postings(key: str) -> Postings:
            return Postings(columns[f"{key}.starts"], columns[f"{key}.keys"])

        return cls(
            (column("words"), postings("words")),
            (postings("long_slips"), postings("short_slips")),
            Growing(columns["scripts"]),
            (side("sounds"), postings("sounds")),
            side("initials"),
            side("acronyms"),
        )

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything as arrays, without what was added since this was made."""
        columns: dict[str, npt.NDArray[Any]] = {"scripts": self.scripts.values}
        sides = {"sounds": self.sounds, "initials": self.initials, "acronyms": self.acronyms}
        for key, column in {"words": self.words, **{k: s.keys for k, s in sides.items()}}.items():
            columns[f"{key}.text"] = np.frombuffer(column.text.encode("utf-16-le"), np.uint8)
            columns[f"{key}.order"] = column.order
        for key, side in sides.items():
            columns[f"{key}.names"] = side.names.values
        for key, postings in {
            "words": self.word_grams,
            "sounds": self.sound_grams,
            "long_slips": self.long_slips,
            "short_slips": self.short_slips,
        }.items():
            columns[f"{key}.starts"] = postings.starts
            columns[f"{key}.keys"] = postings.keys
        return columns

    @classmethod
    def spelt(cls, names: Iterator[str]) -> Names:
        """Spell and index names, numbered as they come."""
        gathering = _Gathering()
        chunk = []
        for name in names:
            chunk.append(name)
            if len(chunk) == _CHUNK:
                gathering.take(spellings_of(chunk))
                chunk.clear()
        gathering.take(spellings_of(chunk))
        words = gathering.words.column()
        sounds = gathering.sounds.side()
        return cls(
            (words, grams_of(words)),
            (slip_postings(words, LONG), slip_postings(words, SHORT)),
            Growing(np.array(gathering.scripts, np.uint8)),
            (sounds, grams_of(sounds.keys)),
            gathering.initials.side(),
            gathering.acronyms.side(),
        )

    def add(self, name: str) -> int:
        """Add a name and return its number."""
        spelt = spellings_of([name])
        number = self.words.add(spelt.words[0])
        self.word_grams.add(number, pieces_of(spelt.words[0]))
        close = spelt.words[0].replace(" ", "")
        self.long_slips.add(number, slips_of(close, LONG))
        self.short_slips.add(number, slips_of(close, SHORT))
        self.scripts.append(spelt.scripts[0])
        for _, sound in spelt.sounds:
            self.sound_grams.add(self.sounds.add(number, sound), pieces_of(sound))
        for side, keys in ((self.initials, spelt.initials), (self.acronyms, spelt.acronyms)):
            for _, key in keys:
                side.add(number, key)
        return number


class _Keys:
    """Keys on their way into a column."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._names: list[npt.NDArray[np.uint32]] = []

    def take(self, keys: Sequence[str], names: Sequence[int], first: int) -> None:
        if keys:
            self._texts.append("\n".join(keys))
            self._names.append(np.array(names, np.uint32) + np.uint32(first))

    def column(self) -> Column:
        return Column.of(self._texts)

    def side(self) -> Side:
        names = np.concatenate([np.zeros(0, np.uint32), *self._names])
        return Side(self.column(), Growing(names))


class _Gathering:
    """Spellings on their way into columns."""

    def __init__(self) -> None:
        self.words, self.sounds, self.initials, self.acronyms = (_Keys() for _ in range(4))
        self.scripts = bytearray()
        self._size = 0

    def take(self, spelt: Spellings) -> None:
        self.words.take(spelt.words, (), 0)
        self.scripts += bytes(spelt.scripts)
        for keys, pairs in (
            (self.sounds, spelt.sounds),
            (self.initials, spelt.initials),
            (self.acronyms, spelt.acronyms),
        ):
            keys.take([key for _, key in pairs], [at for at, _ in pairs], self._size)
        self._size += len(spelt.words)
