"""A drama's details: cast, where to watch, episodes, what is related, where it is all from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.claims import conflicts
from bot.domain.details import (
    Cast,
    DetailPart,
    Episodes,
    Related,
    Sources,
    Trailers,
    Watch,
    told_by,
)
from bot.domain.regions import region_of_locale
from bot.domain.spoilers import Progress, SpoilerBoundary
from data.queries import details as queries
from data.queries import members
from data.queries.saving import find_claims
from data.queries.watching import find_progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.details import EpisodeLine, Origin
    from bot.domain.dramas import Drama
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions
    from data.queries.details import Presence

    Item = TypeVar("Item")

PLAYERS: Final = 5
"""People on a page of the cast: as many buttons fit into a row."""
EPISODES: Final = 10
RELATED: Final = 10
TRAILERS: Final = 6

Content = Cast | Watch | Episodes | Related | Trailers | Sources


@dataclass(frozen=True, slots=True)
class Details:
    """A page of one part of a drama's details, as one member sees it.

    Attributes:
        parts: The parts there is something to say in, the one that is shown included.
        page: From 0.
        region: The country the member watches in, chosen or guessed.
        origins: Whom to credit.
        content: What the part shows beyond the drama's facts.
    """

    drama: Drama
    part: DetailPart
    parts: tuple[DetailPart, ...]
    page: int
    pages: int
    region: str
    origins: tuple[Origin, ...]
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class DetailService:
    """Reads details; what they show changes elsewhere."""

    sessions: Sessions
    catalogue: CatalogueService

    async def details(
        self,
        actor: Actor,
        drama_id: int,
        part: DetailPart,
        *,
        page: int | None = None,
        locale: str = "en-US",
    ) -> Details:
        """Return a page of a part, the nearest there is.

        Args:
            actor: Who reads: their progress, their country.
            drama_id: Which drama.
            part: Which part.
            page: From 0; None begins where the reader would.
            locale: Discord's, to guess a country from where none was chosen.

        Raises:
            NotFoundError: No such drama.
        """
        drama = await self.catalogue.get(drama_id)
        async with self.sessions() as session:
            presence = await queries.find_presence(session, drama.id)
            chosen = await members.find_region(session, actor.user_id)
            region = chosen or region_of_locale(locale)
            origins = await queries.list_origins(session, drama.id, everything=True)
            content: Content | None = None
            at, pages = 0, 1
            match part:
                case DetailPart.CAST:
                    players = await queries.list_players(session, drama.id)
                    at, pages = _paged(page, len(players), PLAYERS)
                    content = Cast(_slice(players, at, PLAYERS))
                case DetailPart.WATCH:
                    offers = await queries.list_offers(session, drama.id, region)
                    others = await queries.list_regions(session, drama.id)
                    elsewhere = tuple(other for other in others if other != region)
                    content = Watch(tuple(offers), chosen is not None, elsewhere)
                case DetailPart.EPISODES:
                    at, pages, content = await _episodes(session, actor, drama, page, presence)
                case DetailPart.RELATED:
                    related = await queries.list_related(session, drama.id)
                    at, pages = _paged(page, len(related), RELATED)
                    seasons = await queries.list_seasons(session, drama.id)
                    content = Related(_slice(related, at, RELATED), tuple(seasons))
                case DetailPart.TRAILERS:
                    at, pages = _paged(page, len(drama.facts.trailers), TRAILERS)
                    content = Trailers(_slice(drama.facts.trailers, at, TRAILERS))
                case DetailPart.SOURCES:
                    claims = await find_claims(session, drama.id)
                    content = Sources(told_by(claims), tuple(conflicts(claims)))
                case DetailPart.OVERVIEW | DetailPart.CONTENT:
                    pass
        parts = tuple(p for p in DetailPart if p is part or _has(p, drama, presence))
        return Details(drama, part, parts, at, pages, region, tuple(origins), content)


async def _episodes(
    session: AsyncSession, actor: Actor, drama: Drama, page: int | None, presence: Presence
) -> tuple[int, int, Episodes]:
    progress = await find_progress(session, actor.user_id, drama.id)
    if page is None and progress.episode is not None and not progress.finished:
        page = await queries.count_until(session, drama.id, progress.episode) // EPISODES
    at, pages = _paged(page, presence.episodes, EPISODES)
    lines = await queries.list_episodes(session, drama.id, limit=EPISODES, offset=at * EPISODES)
    shown = tuple(_seen(line, progress) for line in lines)
    return at, pages, Episodes(shown, progress.episode)


def _seen(line: EpisodeLine, progress: Progress) -> EpisodeLine:
    """Hide the title from who has not watched the episode: it may tell what happens."""
    safe = SpoilerBoundary.through(line.number).is_safe_for(progress)
    return replace(line, hidden=not safe)


def _has(part: DetailPart, drama: Drama, presence: Presence) -> bool:
    facts = drama.facts
    match part:
        case DetailPart.CAST:
            return bool(facts.cast)
        case DetailPart.EPISODES:
            return presence.episodes > 0
        case DetailPart.RELATED:
            return presence.related or presence.seasons > 1
        case DetailPart.TRAILERS:
            return bool(facts.trailers)
        case DetailPart.CONTENT:
            return bool(facts.warnings or facts.age_ratings)
        case _:
            return True


def _paged(page: int | None, count: int, size: int) -> tuple[int, int]:
    """Return the page to show, from 0, and how many there are."""
    pages = max(1, -(-count // size))
    return min(max(page or 0, 0), pages - 1), pages


def _slice(items: Sequence[Item], page: int, size: int) -> tuple[Item, ...]:
    return tuple(items[page * size : (page + 1) * size])
