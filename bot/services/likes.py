"""Dramas like another one, by what the two share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.queries import likes as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.dramas import Drama

NEAREST: Final = 200  # candidates that are compared in full


@dataclass(frozen=True, slots=True)
class Likeness:
    """A drama like another, and what the two share.

    Attributes:
        genres: Shared genres' keys.
        networks: Shared networks.
        actors: Shared cast.
    """

    drama: Drama
    genres: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much they share; a shared lead says more than a shared genre or network."""
        return 3.0 * len(self.actors) + 1.5 * len(self.genres) + 0.5 * len(self.networks)


async def candidates(session: AsyncSession, drama_id: int) -> list[int]:
    """Return dramas worth comparing: those of its cast, and the nearest by genre."""
    return await queries.list_near(session, drama_id, limit=NEAREST)


def nearest(drama: Drama, others: Iterable[Drama], limit: int) -> list[Likeness]:
    """Return the dramas that share most with this one, the closest first."""
    near = [_likeness(drama, other) for other in others if other.id != drama.id]
    near = [likeness for likeness in near if likeness.actors or likeness.genres]
    near.sort(
        key=lambda like: (
            -like.weight,
            like.drama.facts.country != drama.facts.country,
            abs((like.drama.facts.year or 0) - (drama.facts.year or 0)),
            like.drama.title,
        )
    )
    return near[:limit]


def _likeness(drama: Drama, other: Drama) -> Likeness:
    mine, theirs = drama.facts, other.facts
    actors = {member.actor for member in theirs.cast}
    return Likeness(
        other,
        genres=tuple(g for g in mine.genres if g in theirs.genres),
        networks=tuple(n for n in mine.networks if n in theirs.networks),
        actors=tuple(c.actor for c in mine.cast if c.actor in actors),
    )
