"""The services a running bot offers to its cogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.airing import AiringService
from bot.services.announcements import AnnouncementService
from bot.services.browsing import BrowsingService
from bot.services.catalogue import CatalogueService
from bot.services.clock import utc_now
from bot.services.details import DetailService
from bot.services.discussions import DiscussionService
from bot.services.editing import EditingService
from bot.services.feed_checks import FeedChecks
from bot.services.feed_claims import FeedClaims
from bot.services.feed_gone import GonePosts
from bot.services.feed_posts import FeedPosts
from bot.services.feed_reading import FeedReader
from bot.services.feeds import FeedService
from bot.services.follows import FollowService
from bot.services.forums import ForumService
from bot.services.hours import HoursService
from bot.services.house import HouseReviewService
from bot.services.imports import COUNTRIES, ImportService
from bot.services.known import KnownNames
from bot.services.merging import MergingService
from bot.services.outbox import OutboxService
from bot.services.pages import PageService
from bot.services.people import PeopleService
from bot.services.published import PublishedService
from bot.services.ratings import RatingService
from bot.services.reviews import ReviewService
from bot.services.section_boundaries import SectionBoundaryService
from bot.services.settings import SettingsService
from bot.services.shows import ShowService
from bot.services.state import StateService
from bot.services.suggestions import SuggestionService
from bot.services.vocabulary import VocabularyService
from bot.services.watching import WatchingService
from bot.services.words import WordService
from bot.web.offline import Offline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.providers.registry import Providers
    from bot.web.getting import Web
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class Services:
    """Built once at start-up; cogs take what they need from here."""

    airing: AiringService
    announcements: AnnouncementService
    browsing: BrowsingService
    catalogue: CatalogueService
    outbox: OutboxService
    details: DetailService
    discussions: DiscussionService
    editing: EditingService
    follows: FollowService
    forums: ForumService
    hours: HoursService
    feeds: FeedService
    feed_checks: FeedChecks
    house: HouseReviewService
    merging: MergingService
    known: KnownNames
    imports: ImportService
    pages: PageService
    people: PeopleService
    published: PublishedService
    ratings: RatingService
    reviews: ReviewService
    section_boundaries: SectionBoundaryService
    settings: SettingsService
    shows: ShowService
    state: StateService
    suggestions: SuggestionService
    vocabulary: VocabularyService
    watching: WatchingService
    words: WordService
    now: Callable[[], datetime]

    @classmethod
    def build(
        cls,
        sessions: Sessions,
        now: Callable[[], datetime] = utc_now,
        *,
        index_path: Path | None = None,
        providers: Providers | None = None,
        updates: bool = False,
        countries: tuple[str, ...] = COUNTRIES,
        web: Web | None = None,
        polling: bool = False,
    ) -> Services:
        """Wire every service to one database.

        Args:
            sessions: The database.
            now: The time.
            index_path: Where the title index is kept.
            providers: Whom the catalogue may ask outside; None asks nobody.
            updates: Whether the bot is to keep the catalogue up to date by itself.
            countries: Whose week is read, by ISO 3166-1 alpha-2.
            web: Where blogs' feeds are; None reaches none.
            polling: Whether the bot is to read feeds by itself when they are due.
        """
        web = web or Offline()
        catalogue = CatalogueService(sessions, now, index_path=index_path)
        reviews = ReviewService(sessions, catalogue, now)
        editing = EditingService(sessions, catalogue, now)
        shows = ShowService(sessions, catalogue, now, providers, updates)
        vocabulary = VocabularyService(sessions, catalogue.titles, now)
        house = HouseReviewService(sessions, catalogue, now)
        people = PeopleService(
            sessions,
            now,
            catalogue,
            index_path=index_path.with_suffix(".people") if index_path else None,
        )
        known = KnownNames(catalogue.titles, people.index)
        posts = FeedPosts(sessions, house, now, web, known)
        reader = FeedReader(
            sessions,
            now,
            web,
            FeedClaims(sessions, now),
            posts,
            GonePosts(sessions, now, web),
        )
        return cls(
            airing=AiringService(sessions, now, updates=updates),
            announcements=AnnouncementService(sessions, catalogue, now),
            browsing=BrowsingService(sessions, catalogue, now),
            catalogue=catalogue,
            outbox=OutboxService(sessions, now),
            details=DetailService(sessions, catalogue),
            discussions=DiscussionService(sessions, now),
            editing=editing,
            follows=FollowService(sessions, catalogue, now),
            forums=ForumService(sessions, now),
            hours=HoursService(sessions, now),
            feeds=FeedService(sessions, now, web, reader, polling),
            feed_checks=FeedChecks(sessions, now, catalogue, posts),
            house=house,
            merging=MergingService(sessions, catalogue, now),
            known=known,
            imports=ImportService(shows, countries),
            pages=PageService(sessions, catalogue),
            people=people,
            published=PublishedService(sessions, reviews, now),
            ratings=RatingService(sessions, now),
            reviews=reviews,
            section_boundaries=SectionBoundaryService(sessions, now),
            settings=SettingsService(sessions, now, catalogue.lookups),
            shows=shows,
            state=StateService(sessions),
            suggestions=SuggestionService(sessions, catalogue, editing, now),
            vocabulary=vocabulary,
            watching=WatchingService(sessions, now, catalogue),
            words=WordService(vocabulary),
            now=now,
        )
