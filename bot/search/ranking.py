"""Putting what was found in order: by how well it fits and how well known it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bot.search.likeness import FAME
from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from bot.search.entries import Entries
    from bot.search.finding import Found

    Bools = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.uint32]
    Qualities = npt.NDArray[np.float64]

_BEST: Final = 100.0
_LEAST: Final = 70.0  # quality, below which a name is another one
_NEAR: Final = 10.0  # below the best quality: what is less like it is another drama
_CLEAR: Final = 96.0  # what is better than this shuts out no more; fame lifts up to here
_AHEAD: Final = 3  # entries that may stand before the one whose whole name was typed
_NOT_LITERAL: Final = 1.0


class Ranked(NamedTuple):
    """An entry's and a name's number, and the score from 0 to 100."""

    entry: int
    name: int
    score: float


class Fitting(NamedTuple):
    """The names that fit well enough, with their qualities; ``whole``: all of it was typed."""

    names: Numbers
    quality: Qualities
    whole: Bools


def fitting(query: str, found: Sequence[Found], entries: Entries) -> Fitting:
    """Choose from what was found."""
    names, quality, whole = _joined(found)
    likely = quality >= max(_LEAST, min(quality.max(initial=0.0), _CLEAR) - _NEAR)
    names, quality, whole = names[likely], quality[likely], whole[likely]
    quality[whole] -= _NOT_LITERAL * _are_others(query, names[whole], entries)
    return Fitting(names, quality, whole)


def ranked(fit: Fitting, entries: Entries, *, limit: int, prefer: Collection[int]) -> list[Ranked]:
    """Return the entries that fit, the best first, each with the name that fits best.

    Of equal scores, those of ``prefer`` come first, then the better known; where nothing is
    known of that, the shorter names.
    """
    names, quality, whole = fit
    if not len(names):
        return []
    owners = entries.owners[names]
    fame = entries.fame_of(owners)
    fame[whole] = fame[whole].max(initial=0.0)  # namesakes are equals
    lifted = np.minimum(quality + FAME * fame, np.where(whole, _BEST, _CLEAR))
    scores = np.round(np.maximum(quality, lifted))
    ids = entries.ids[owners]
    preferred = np.isin(ids, list(prefer)) if prefer else np.zeros(len(ids), np.bool_)
    known = entries.popularity[owners]
    order = np.lexsort((ids, entries.sizes_of(names), -quality, -known, ~preferred, -scores))
    best: dict[int, Ranked] = {}
    for at in order.tolist():
        entry = int(owners[at])
        if entry not in best:
            best[entry] = Ranked(entry, int(names[at]), float(scores[at]))
    return _with_whole_ahead(list(best.values()), set(owners[whole].tolist()))[:limit]


def _with_whole_ahead(listed: list[Ranked], whole: Collection[int]) -> list[Ranked]:
    """Let few stand before an entry of which the whole name was typed, however well known."""
    ahead, rest = listed[:_AHEAD], listed[_AHEAD:]
    late = [one for one in rest if one.entry in whole]
    if not late:
        return listed
    least = ahead[-1].score
    moved = [one._replace(score=max(one.score, least)) for one in late]
    return ahead + moved + [one for one in rest if one.entry not in whole]


def _are_others(query: str, names: Numbers, entries: Entries) -> Bools:
    """Tell of names that fold to what was typed whether they are written in other letters."""
    typed = compact(words_of(query))
    others = [compact(words_of(entries.name(name))) != typed for name in names.tolist()]
    return np.array(others, np.bool_)


def _joined(found: Sequence[Found]) -> tuple[Numbers, Qualities, Bools]:
    names = [some for one in found for some in one.names]
    qualities = [some for one in found for some in one.qualities]
    whole = [some for one in found for some in one.whole]
    if not names:
        return np.zeros(0, np.uint32), np.zeros(0), np.zeros(0, np.bool_)
    return np.concatenate(names), np.concatenate(qualities), np.concatenate(whole)
