"""Pages of lists of dramas, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.browsing import PAGE_SIZE

if TYPE_CHECKING:
    from bot.domain.browsing import Field, Prior, Scope, View
    from bot.domain.dramas import Drama
    from bot.domain.scores import Scale, Tally


@dataclass(frozen=True, slots=True)
class BrowseLine:
    """A drama in a list, with its averages; ``weighted`` is in points of ten where sorted by it.

    Attributes:
        here: This server's average, or None outside of one.
        dropped: The average of those who dropped it, where it is known.
    """

    drama: Drama
    here: Tally | None
    everyone: Tally
    weighted: float | None = None
    dropped: Tally | None = None


@dataclass(frozen=True, slots=True)
class Without:
    """How many dramas there would be if a filter were taken off."""

    dropped: Field
    count: int


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """A page of a list.

    Attributes:
        total: How many dramas there are in the list.
        page: From 0.
        looser: Where the list is empty: which filters to take off, the most dramas first.
        known: Dramas in the catalogue.
    """

    view: View
    lines: tuple[BrowseLine, ...]
    total: int
    page: int
    scale: Scale
    looser: tuple[Without, ...] = ()
    known: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(-(-self.total // PAGE_SIZE), 1)


@dataclass(frozen=True, slots=True)
class TopPage:
    """A page of the best rated dramas, and what their averages are pulled towards."""

    listed: BrowsePage
    scope: Scope
    prior: Prior


@dataclass(frozen=True, slots=True)
class Pick:
    """A drama by chance, with how many it was taken from."""

    drama: Drama
    everyone: Tally
    here: Tally | None
    scale: Scale
    among: int
