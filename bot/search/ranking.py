"""Putting what was found in order: by how well it fits and how well known it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bot.search.likeness import FAME
from bot.search.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from bot.search.entries import Entries
    from bot.search.finding import Found

_BEST: Final = 100.0
_LEAST: Final = 70.0  # quality, below which a name is another one
_NEAR: Final = 10.0  # below the best quality: what is less like it is another drama
_CLEAR: Final = 96.0  # what is better than this does not shut out more


class Ranked(NamedTuple):
    """An entry's and a name's number, and the score from 0 to 100."""

    entry: int
    name: int
    score: float


def ranked(
    query: str, found: Sequence[Found], entries: Entries, *, limit: int, prefer: Collection[int]
) -> list[Ranked]:
    """Return the entries found, the best first, each with the name that fits best.

    Of equal scores, those of ``prefer`` come first, then the better known; where nothing is
    known of that, the shorter names.
    """
    names, quality, whole = _joined(found)
    likely = quality >= max(_LEAST, min(quality.max(initial=0.0), _CLEAR) - _NEAR)
    names, quality, whole = names[likely], quality[likely], whole[likely]
    if not len(names):
        return []
    owners = entries.owners[names]
    scores = np.round(np.minimum(quality + FAME * entries.fame_of(owners), _BEST))
    if whole.any():
        # The name itself is never below those that only begin like it, however well known.
        others = words_of(query)
        literal = [words_of(entries.name(name)) == others for name in names[whole].tolist()]
        scores[whole] = np.maximum(scores[whole], scores.max() - ~np.array(literal))
    ids = entries.ids[owners]
    preferred = np.isin(ids, list(prefer)) if prefer else np.zeros(len(ids), np.bool_)
    known = entries.popularity[owners]
    order = np.lexsort((ids, entries.sizes_of(names), -quality, -known, ~preferred, -scores))
    best: dict[int, Ranked] = {}
    for at in order.tolist():
        if len(best) == limit:
            break
        entry = int(owners[at])
        if entry not in best:
            best[entry] = Ranked(entry, int(names[at]), float(scores[at]))
    return list(best.values())


def _joined(
    found: Sequence[Found],
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    names = [some for one in found for some in one.names]
    qualities = [some for one in found for some in one.qualities]
    whole = [some for one in found for some in one.whole]
    if not names:
        return np.zeros(0, np.uint32), np.zeros(0), np.zeros(0, np.bool_)
    return np.concatenate(names), np.concatenate(qualities), np.concatenate(whole)
