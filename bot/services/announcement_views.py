"""What subscriptions look like to those who read of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.queries.houses import find_houses
from data.queries.people import find_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.announcing import Filters
    from bot.domain.dramas import Drama
    from bot.domain.people import PersonLine
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how of all that filters name by their ids; what is gone is left out.

    Attributes:
        houses: Blogs' names by the ids of their feeds.
    """

    dramas: Mapping[int, Drama] = field(default_factory=dict)
    houses: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, PersonLine] = field(default_factory=dict)


async def names_of(
    sessions: Sessions, catalogue: CatalogueService, filters: Sequence[Filters]
) -> Names:
    """Look up the names of all that filters name by their ids."""
    dramas: dict[int, Drama] = {}
    wanted = sorted({drama for each in filters for drama in each.dramas})
    await catalogue.get_many(wanted)  # all at once, to be at hand
    for drama_id in wanted:
        found = await catalogue.get_many([drama_id])
        if found:
            dramas[drama_id] = found[0]  # one that was merged into another has that one's
    feeds = {feed for each in filters for feed in each.feeds}
    people = {person for each in filters for person in each.people}
    async with sessions() as session:
        return Names(
            dramas,
            await find_houses(session, feeds) if feeds else {},
            await find_lines(session, sorted(people)) if people else {},
        )
