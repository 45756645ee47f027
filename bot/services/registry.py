"""The services a running bot offers to its cogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.services.catalogue import CatalogueService
from bot.services.pages import PageService
from bot.services.ratings import RatingService
from bot.services.settings import SettingsService
from bot.services.state import StateService

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.engine import Sessions


def utc_now() -> datetime:
    """Return the current aware time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Built once at start-up; cogs take what they need from here."""

    catalogue: CatalogueService
    pages: PageService
    ratings: RatingService
    settings: SettingsService
    state: StateService
    now: Callable[[], datetime]

    @classmethod
    def build(cls, sessions: Sessions, now: Callable[[], datetime] = utc_now) -> Services:
        """Wire every service to one database."""
        catalogue = CatalogueService(sessions, now)
        return cls(
            catalogue=catalogue,
            pages=PageService(sessions, catalogue),
            ratings=RatingService(sessions, now),
            settings=SettingsService(sessions, now),
            state=StateService(sessions),
            now=now,
        )
