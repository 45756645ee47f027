"""A shelf of small dramas with every fact that lists go by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.domain.actors import Actor
from bot.domain.dramas import AirStatus, DramaFacts, Source
from bot.domain.scores import Score
from data.tables import DramaRow

if TYPE_CHECKING:
    from bot.services.registry import Services

COUNTRIES = ("KR", "CN", "JP", None)
STATUSES = (AirStatus.ENDED, AirStatus.AIRING, AirStatus.PLANNED, None)
EPISODES = (6, 16, 50, 100, None)
GENRES = ("romance", "thriller", "a genre of no list of ours")
TAGS = ("time travel", "amnesia")
NETWORKS = ("tvN", "Hunan TV", "TBS")


async def fill_shelf(services: Services, count: int = 60) -> list[int]:
    """Save so many dramas, some rated, some without a year; return their ids."""
    ids = []
    for number in range(count):
        facts = DramaFacts(
            title=f"Shelf {number * 7 % count:03}",
            native_title=f"선반 {number}",
            language="ko",
            year=None if number % 11 == 0 else 1990 + number % 34,
            country=COUNTRIES[number % 4],
            episodes=EPISODES[number % 5],
            genres=(GENRES[number % 3],),
            networks=(NETWORKS[number % 3],),
            tags=(TAGS[number % 2],),
            status=STATUSES[number % 4],
            first_aired=date(2000, 1, 1 + number % 28),
        )
        saved = await services.catalogue.save(f"shelf-{number}", facts, Source.SEED)
        ids.append(saved.id)
        for user in range(number // 4 % 4):
            actor = Actor(100 + user, 10 if user else None)
            await services.ratings.rate(actor, saved.id, Score(1 + (number * 3 + user) % 20))
    async with services.catalogue._sessions.begin() as session:
        for number, drama_id in enumerate(ids):
            await session.execute(
                update(DramaRow)
                .where(DramaRow.id == drama_id)
                .values(popularity=float(number * 13 % 20))
            )
    return ids
