"""A drama's page: all that its review card shows, gathered in as few reads as possible."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.queries import reviews as review_queries
from data.queries.details import list_origins
from data.queries.section_boundaries import as_in
from data.queries.standings import find_snapshot

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.details import Origin
    from bot.domain.dramas import Drama
    from bot.domain.reviews import Review
    from bot.domain.scores import Scale, Standing
    from bot.domain.watching import WatchEntry
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions

    Origins = tuple[Origin, ...]

_KEPT_REVIEWS: Final = 500
_KEPT_ORIGINS: Final = 2_000


@dataclass(frozen=True, slots=True)
class DramaPage:
    """What a drama's card shows to one member.

    Attributes:
        house_review: The newest house review, if there is one.
        reviews: How many reviews there are in all.
        origins: The sources of its facts, to be credited.
    """

    drama: Drama
    standing: Standing
    watch: WatchEntry | None
    scale: Scale
    house_review: Review | None
    reviews: int
    origins: tuple[Origin, ...] = ()


class PageService:
    """Gathers pages; house reviews are kept in memory, since a version never changes."""

    def __init__(self, sessions: Sessions, catalogue: CatalogueService) -> None:
        self._sessions = sessions
        self._catalogue = catalogue
        self._kept: OrderedDict[tuple[int, int], Review] = OrderedDict()
        self._origins: dict[int, Origins] = {}
        self._revision = -1

    async def drama_page(self, actor: Actor, drama_id: int) -> DramaPage:
        """Return a drama's page as a member sees it.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self._catalogue.get(drama_id)
        async with self._sessions() as session:
            snapshot = await find_snapshot(session, actor, drama.id)
            origins = await self._origins_of(session, drama.id)
            house: Review | None = None
            if snapshot.house_review is not None:
                house = self._kept.get(snapshot.house_review)
                if house is None:
                    house = await review_queries.find_review(session, snapshot.house_review[0])
            shown = await as_in(session, actor.guild_id, [house] if house else [])
        if house is not None:
            self._keep(house)
        return DramaPage(
            drama,
            snapshot.standing,
            snapshot.watch,
            snapshot.scale,
            shown[0] if shown else None,
            snapshot.reviews,
            origins,
        )

    async def _origins_of(self, session: AsyncSession, drama_id: int) -> Origins:
        """Return whom to credit; remembered until the catalogue changes."""
        revision = self._catalogue.revision
        if revision != self._revision or len(self._origins) > _KEPT_ORIGINS:
            self._origins, self._revision = {}, revision
        kept = self._origins.get(drama_id)
        if kept is None:
            kept = tuple(await list_origins(session, drama_id))
            if revision == self._catalogue.revision == self._revision:
                self._origins[drama_id] = kept
        return kept

    def _keep(self, review: Review) -> None:
        self._kept[review.id, review.version] = review
        self._kept.move_to_end((review.id, review.version))
        while len(self._kept) > _KEPT_REVIEWS:
            self._kept.popitem(last=False)
