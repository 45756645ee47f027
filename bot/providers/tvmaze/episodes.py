"""TVmaze's episodes as ours: numbered through all seasons, specials between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bot.domain.dramas import MAX_EPISODE
from bot.domain.shows import Airing
from bot.providers.values import MAX_MINUTES, MAX_TITLE, day, line, moment, records, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Titles that say no more than the number does.
_NO_TITLE: Final = re.compile(r"(?:episode|chapter|part)\s*\d+", re.IGNORECASE)
_PLACES: Final = 9
"""How many specials fit between two episodes."""


def read_episodes(value: object) -> tuple[Airing, ...]:
    """Return a show's episodes in order, from TVmaze's list of them.

    An episode counts on from the seasons before it: what is missing inside a season keeps its
    number. A special stands after the last episode that aired before it.
    """
    entries = records(value)
    regular = _regular([entry for entry in entries if entry.get("type") == "regular"])
    specials = [entry for entry in entries if _is_special(entry)]
    return tuple(sorted((*regular, *_specials(specials, regular)), key=attrgetter("number")))


def read_airing(entry: Mapping[str, object]) -> Airing:
    """Return one episode of a schedule, which tells nothing of the seasons before it.

    Its number is that within its season; a special has 0.
    """
    special = _is_special(entry)
    number = 0 if special else whole(entry.get("number"), 1, int(MAX_EPISODE)) or 0
    return _airing(entry, Decimal(number), special=special)


@dataclass(frozen=True, slots=True)
class _Special:
    entry: Mapping[str, object]
    weight: int


_SPECIAL: Final = {"significant_special": 0, "insignificant_special": 1}
"""Kinds of specials; the greater are left out first where there are too many."""


def _is_special(entry: Mapping[str, object]) -> bool:
    return str(entry.get("type")) in _SPECIAL


def _regular(entries: list[Mapping[str, object]]) -> list[Airing]:
    placed: dict[tuple[int, int], Mapping[str, object]] = {}
    for entry in entries:
        season = whole(entry.get("season"), 0, 9_999)
        number = whole(entry.get("number"), 1, int(MAX_EPISODE))
        if season is not None and number is not None:
            placed.setdefault((season, number), entry)
    airings: list[Airing] = []
    before = last = 0
    current: int | None = None
    for (season, number), entry in sorted(placed.items(), key=lambda item: item[0]):
        if season != current:
            before, current = last, season
        last = before + number
        if last <= MAX_EPISODE:
            airings.append(_airing(entry, Decimal(last), special=False))
    return airings


def _specials(entries: list[Mapping[str, object]], regular: list[Airing]) -> list[Airing]:
    by_day = _Latest((a.airs_on.toordinal(), a.number) for a in regular if a.airs_on is not None)
    by_season = _Latest((a.season or 0, a.number) for a in regular)
    after: dict[Decimal, list[_Special]] = {}
    for entry in entries:
        special = _Special(entry, _SPECIAL[str(entry["type"])])
        on = day(entry.get("airdate"))
        season = whole(entry.get("season"), 0, 9_999)
        before = by_day.until(on.toordinal()) if on else by_season.until(season or 0)
        after.setdefault(before, []).append(special)
    return [
        _airing(special.entry, episode + place, special=True)
        for episode, specials in after.items()
        for special, place in zip(_chosen(specials), _places(len(specials), episode), strict=False)
    ]


class _Latest:
    """The greatest episode's number up to a day or a season."""

    def __init__(self, numbered: Iterable[tuple[int, Decimal]]) -> None:
        ordered = sorted(numbered)
        self._keys = [key for key, _ in ordered]
        self._numbers = list(accumulate((number for _, number in ordered), max))

    def until(self, key: int) -> Decimal:
        place = bisect_right(self._keys, key)
        return self._numbers[place - 1] if place else Decimal(0)


def _chosen(specials: list[_Special]) -> list[_Special]:
    kept = sorted(specials, key=attrgetter("weight"))[:_PLACES]
    return [special for special in specials if special in kept]


def _places(count: int, episode: Decimal) -> list[Decimal]:
    """The tenths for so many specials: .5 for one, and .5, .6 … while there is room."""
    if episode == 0:
        return [Decimal(place) / 10 for place in range(_PLACES)]
    first = min(5, 10 - min(count, _PLACES))
    return [Decimal(place) / 10 for place in range(first, 10)]


def _airing(entry: Mapping[str, object], number: Decimal, *, special: bool) -> Airing:
    title = line(entry.get("name"), MAX_TITLE)
    return Airing(
        number=number,
        special=special,
        title=None if title and _NO_TITLE.fullmatch(title) else title,
        season=None if special else whole(entry.get("season"), 0, 9_999),
        number_in_season=None if special else whole(entry.get("number"), 1, int(MAX_EPISODE)),
        airs_on=day(entry.get("airdate")),
        # Without an air time the stamp stands for noon: a day, not a moment.
        airs_at=moment(entry.get("airstamp")) if entry.get("airtime") else None,
        runtime=whole(entry.get("runtime"), 1, MAX_MINUTES),
    )
