"""The services a running bot offers to its cogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.services.announcements import AnnouncementService
from bot.services.catalogue import CatalogueService
from bot.services.discussions import DiscussionService
from bot.services.house import HouseReviewService
from bot.services.outbox import OutboxService
from bot.services.pages import PageService
from bot.services.published import PublishedService
from bot.services.ratings import RatingService
from bot.services.reviews import ReviewService
from bot.services.settings import SettingsService
from bot.services.state import StateService
from bot.services.vocabulary import VocabularyService
from bot.services.watching import WatchingService

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.engine import Sessions


def utc_now() -> datetime:
    """Return the current aware time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Built once at start-up; cogs take what they need from here."""

    announcements: AnnouncementService
    catalogue: CatalogueService
    outbox: OutboxService
    discussions: DiscussionService
    house: HouseReviewService
    pages: PageService
    published: PublishedService
    ratings: RatingService
    reviews: ReviewService
    settings: SettingsService
    state: StateService
    vocabulary: VocabularyService
    watching: WatchingService
    now: Callable[[], datetime]

    @classmethod
    def build(
        cls,
        sessions: Sessions,
        now: Callable[[], datetime] = utc_now,
        *,
        index_path: Path | None = None,
    ) -> Services:
        """Wire every service to one database; ``index_path`` is where the title index is kept."""
        catalogue = CatalogueService(sessions, now, index_path=index_path)
        reviews = ReviewService(sessions, catalogue, now)
        return cls(
            announcements=AnnouncementService(sessions, now),
            catalogue=catalogue,
            outbox=OutboxService(sessions, now),
            discussions=DiscussionService(sessions, now),
            house=HouseReviewService(sessions, catalogue, now),
            pages=PageService(sessions, catalogue),
            published=PublishedService(sessions, reviews, now),
            ratings=RatingService(sessions, now),
            reviews=reviews,
            settings=SettingsService(sessions, now, catalogue.lookups),
            state=StateService(sessions),
            vocabulary=VocabularyService(sessions, catalogue.titles, now),
            watching=WatchingService(sessions, now, catalogue),
            now=now,
        )
