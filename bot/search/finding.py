"""Looking for the names that fit what was typed, in every spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.search import likeness
from bot.search.grams import pieces_of
from bot.search.postings import distinct
from bot.search.slips import LONG, SHORT, slips_of
from bot.search.spellings import HANGUL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bot.search.entries import Entries
    from bot.search.names import Names
    from bot.search.readings import Reading

    Numbers = npt.NDArray[np.uint32]
    Qualities = npt.NDArray[np.float64]

_MOST: Final = 40  # names of a group, the most popular ones
_ENOUGH: Final = 40  # names that begin with few letters: then there is no need of others
_FEW_LETTERS: Final = 4
_LIKELY: Final = 60, 40  # names to compare with few letters, and with many
_LIKELY_BESIDES: Final = 25  # where there are names that begin with what was typed
_MANY_LETTERS: Final = 12
_SLIPPED: Final = 40
_BUDGET: Final = 20_000
_LIKELY_SOUNDS: Final = 40
_SOUNDS_BUDGET: Final = 5_000
_SHORTEST_SOUND: Final = 4  # letters, below which nothing is a romanised title
_SHORTEST_ACRONYM: Final = 3


class Found:
    """Names found, with their qualities; a name may be there more than once."""

    def __init__(self, reading: Reading) -> None:
        self._handicap = reading.handicap
        self.names: list[Numbers] = []
        self.qualities: list[Qualities] = []
        self.whole: list[npt.NDArray[np.bool_]] = []

    @property
    def any_whole(self) -> bool:
        """Whether what was typed is all of a name."""
        return any(whole.any() for whole in self.whole)

    def add(
        self,
        names: Numbers,
        quality: Qualities | float,
        whole: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        """Note names; ``whole`` tells of which what was typed is all."""
        if len(names):
            self.names.append(names)
            self.qualities.append(np.zeros(len(names)) + (quality - self._handicap))
            self.whole.append(np.zeros(len(names), np.bool_) if whole is None else whole)


class Finder:
    """Finds the names that fit a reading."""

    def __init__(self, entries: Entries, names: Names) -> None:
        self._entries = entries
        self._names = names

    def beginning(self, reading: Reading) -> tuple[Found, int]:
        """Return names that begin with, or are, what was typed; and how many begin with it."""
        found = Found(reading)
        begun = self._living(self._names.words.beginning_with(reading.close))
        if not len(begun):
            return found, 0
        same = self._living(self._names.words.equal_to(reading.close))
        wrong = self._wrong_layout(reading, begun)
        aliases = self._entries.are_aliases(begun)
        groups = same, begun[~wrong & ~aliases], begun[~wrong & aliases], begun[wrong]
        chosen = [self._most_popular(group) for group in groups]
        names = np.concatenate(chosen)
        quality = self._adjusted(reading, names, self._begun_quality(reading, names))
        whole = np.arange(len(names)) < len(chosen[0])
        quality[whole] += likeness.whole_quality(reading.letters) - likeness.BEGINNING
        quality[whole] += likeness.ALIAS * self._entries.are_aliases(names[whole])
        found.add(names, quality, whole & ~self._wrong_layout(reading, names))
        return found, len(begun)

    def other(self, reading: Reading, begun: int) -> Iterator[Found]:
        """Yield names that fit in other ways, kind by kind.

        Args:
            reading: What was typed.
            begun: How many names begin with it.
        """
        if reading.initials:
            yield self._by_initials(reading)
        if reading.sounds and reading.letters >= _SHORTEST_ACRONYM:
            yield self._by_acronym(reading)
        if reading.sounds and reading.letters >= _SHORTEST_SOUND:
            yield self._by_sound(reading, begun)
        if len(reading.close) > 1 and (begun < _ENOUGH or reading.letters > _FEW_LETTERS):
            yield self._by_pieces(reading, begun)

    def _by_initials(self, reading: Reading) -> Found:
        found, side = Found(reading), self._names.initials
        typed = reading.initials.replace(" ", "")
        for keys, quality in (
            (side.keys.beginning_with(typed), likeness.BEGINNING),
            (side.keys.equal_to(typed), likeness.BEGINNING + likeness.WHOLE_INITIALS),
        ):
            names = side.names.values[keys]
            some = np.sort(self._most_popular(self._living(names)))
            if len(some):
                at = np.minimum(np.searchsorted(some, names), len(some) - 1)
                keys, names = keys[some[at] == names], names[some[at] == names]
                spaced = [key.startswith(reading.initials) for key in side.keys.some(keys)]
                found.add(names, quality + np.array(spaced) * likeness.SPACED_INITIALS)
        return found

    def _by_acronym(self, reading: Reading) -> Found:
        found, acronyms = Found(reading), self._names.acronyms
        short = reading.letters <= _SHORTEST_ACRONYM
        names = self._living(acronyms.equal_to(reading.close))
        found.add(self._most_popular(names), likeness.SHORT_ACRONYM if short else likeness.ACRONYM)
        if not short:
            names = self._living(acronyms.beginning_with(reading.close))
            found.add(self._most_popular(names), likeness.ACRONYM_BEGINNING)
        return found

    def _by_sound(self, reading: Reading, begun: int) -> Found:
        found, sounds, typed = Found(reading), self._names.sounds, reading.sounds
        if not typed:
            return found
        same = self._living(sounds.equal_to(typed))
        found.add(self._most_popular(same), likeness.sound_quality(len(typed), whole=True))
        if len(typed) < _SHORTEST_SOUND:
            return found
        longer = self._living(sounds.beginning_with(typed))
        found.add(self._most_popular(longer), likeness.sound_quality(len(typed), whole=False))
        if begun:  # it is typed right so far, and then it is hardly Korean or Chinese
            return found
        keys = self._names.sound_grams.likely(
            pieces_of(typed), len(sounds.keys), most=_LIKELY_SOUNDS, budget=_SOUNDS_BUDGET
        )
        keys = keys[self._are_living(sounds.names.values[keys])]
        if len(keys):
            quality = likeness.sound_qualities(typed, sounds.keys.some(keys))
            found.add(sounds.names.values[keys], quality)
        return found

    def _by_pieces(self, reading: Reading, begun: int) -> Found:
        found = Found(reading)
        size, count = len(reading.close), len(self._names.words)
        most = _LIKELY_BESIDES if begun else _LIKELY[size >= _MANY_LETTERS]
        names = self._names.word_grams.likely(
            pieces_of(reading.words), count, most=most, budget=_BUDGET
        )
        if size < SHORT or not begun:
            window, slips = (
                (LONG, self._names.long_slips) if size >= LONG else (SHORT, self._names.short_slips)
            )
            slipped = slips.likely(
                slips_of(reading.close, window), count, most=_SLIPPED, budget=_BUDGET
            )
            names = distinct(np.concatenate([names, slipped]))
        names = self._living(names)
        if len(names):
            quality = likeness.qualities(reading, self._names.words.some(names))
            found.add(names, self._adjusted(reading, names, quality))
        return found

    def _begun_quality(self, reading: Reading, names: Numbers) -> Qualities:
        """Return what names are worth that begin with what was typed."""
        qualities = []
        for name, key in zip(names.tolist(), self._names.words.some(names), strict=True):
            literal = key.startswith(reading.words)
            if literal and reading.script == HANGUL:
                # Its keystrokes may be a syllable that is another one once it is finished.
                literal = self._entries.name(name).startswith(reading.text)
            whole_words = key.startswith(f"{reading.words} ")
            qualities.append(likeness.begun_quality(literal=literal, whole_words=whole_words))
        return np.array(qualities)

    def _adjusted(self, reading: Reading, names: Numbers, quality: Qualities | float) -> Qualities:
        """Return the qualities less what else speaks against the names."""
        scripts = self._names.scripts.values[names]
        cost = np.where(scripts == reading.script, 0.0, likeness.VARIANT)
        cost[self._wrong_layout(reading, names)] = likeness.layout_cost(reading.letters)
        cost += likeness.ALIAS * self._entries.are_aliases(names)
        if reading.year is not None:
            years = self._entries.years[self._entries.owners[names]]
            cost -= likeness.YEAR * (years == reading.year)
        adjusted: Qualities = quality - cost
        return adjusted

    def _wrong_layout(self, reading: Reading, names: Numbers) -> npt.NDArray[np.bool_]:
        is_hangul = self._names.scripts.values[names] == HANGUL
        is_wrong: npt.NDArray[np.bool_] = is_hangul != (reading.script == HANGUL)
        return is_wrong

    def _living(self, names: Numbers) -> Numbers:
        return names if self._entries.all_alive else names[self._are_living(names)]

    def _are_living(self, names: Numbers) -> npt.NDArray[np.bool_]:
        return self._entries.alive[self._entries.owners[names]]

    def _most_popular(self, names: Numbers) -> Numbers:
        if len(names) <= _MOST:
            return names
        added = names[names >= self._entries.built_names]
        built = names[names < self._entries.built_names] if len(added) else names
        if len(built) > _MOST:  # their numbers run from the most popular one on
            built = np.partition(built, _MOST)[:_MOST]
        if len(added) > _MOST:
            popularity = self._entries.popularity[self._entries.owners[added]]
            added = added[np.argpartition(-popularity, _MOST)[:_MOST]]
        return np.concatenate([built, added])
