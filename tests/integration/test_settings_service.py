import json
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.domain.actors import Actor
from bot.domain.scores import Scale, Score
from bot.services.settings import Kept, Preferences
from data.tables import (
    Base,
    EpisodeRatingRow,
    ReviewPictureRow,
    ReviewRow,
    ReviewSectionRow,
    ReviewVersionRow,
    UploadRow,
    WatchRow,
)
from tests.support.dramas import drama_id

MINA, JOON = Actor(1, 10), Actor(2, 10)
OWNERS = ("user_id", "author_id")


@pytest.fixture
def signal(services):
    return drama_id(services.catalogue, "Signal")


@pytest.fixture
async def stored(services, sessions, clock, signal):
    """Mina and Joon each have one row of every kind."""
    for actor in (MINA, JOON):
        await services.ratings.rate(actor, signal, Score.of_points(8.5))
        services.catalogue.lookups.note(actor.user_id, signal)
        await services.catalogue.lookups.flush()
        await services.settings.choose_scale(actor, Scale.STARS)
        await _add_rows(sessions, clock(), actor.user_id, signal)


async def _add_rows(sessions, now, user, drama):
    async with sessions.begin() as session:
        session.add(
            WatchRow(
                user_id=user, drama_id=drama, status="watching", episode=Decimal(3), updated_at=now
            )
        )
        session.add(
            EpisodeRatingRow(
                user_id=user, drama_id=drama, episode=Decimal(1), half_points=19, updated_at=now
            )
        )
        review = ReviewRow(drama_id=drama, author_id=user, version=1, written_at=now)
        upload = UploadRow(media_type="image/png", width=3, height=4, data=b"picture")
        session.add_all([review, upload])
        await session.flush()
        key = {"review_id": review.id, "version": 1}
        session.add(ReviewVersionRow(**key, verdict="Lovely.", half_points=17, written_at=now))
        session.add(ReviewSectionRow(**key, position=0, heading="", body="All.", spoils="nothing"))
        await session.flush()
        session.add(ReviewPictureRow(**key, section=0, position=0, upload_id=upload.id, caption=""))


async def _rows_of(sessions, user):
    """How many rows name a user, by table and column."""
    async with sessions() as session:
        return {
            (table.name, column.name): count
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if column.name in OWNERS
            and (
                count := await session.scalar(
                    select(func.count()).select_from(table).where(column == user)
                )
            )
        }


async def test_a_server_and_a_member_choose_scales_apart(services):
    assert await services.settings.preferences(MINA) == Preferences(Scale.TEN, counted=True)
    await services.settings.choose_guild_scale(10, Scale.HUNDRED)
    await services.settings.choose_scale(MINA, Scale.STARS)
    assert await services.settings.preferences(MINA) == Preferences(
        Scale.STARS, Scale.STARS, Scale.HUNDRED, counted=True
    )
    await services.settings.choose_scale(MINA, None)
    assert (await services.settings.preferences(MINA)).scale is Scale.HUNDRED
    assert await services.settings.preferences(Actor(1)) == Preferences(Scale.TEN)


async def test_what_is_kept_is_counted_for_one_member(services, stored):
    assert await services.settings.kept(1) == Kept(
        ratings=2, reviews=1, watchlist=1, lookups=1, servers=1, settings=True
    )
    assert (await services.settings.kept(99)).is_nothing


async def test_forgetting_leaves_no_row_that_names_the_member(services, sessions, stored):
    before = await _rows_of(sessions, 2)
    assert len(before) >= 7
    assert (await services.settings.forget(1)).ratings == 2
    assert await _rows_of(sessions, 1) == {}
    assert await _rows_of(sessions, 2) == before


async def test_forgetting_deletes_the_texts_and_pictures_of_reviews(services, sessions, stored):
    await services.settings.forget(1)
    async with sessions() as session:
        for table in (ReviewVersionRow, ReviewSectionRow, ReviewPictureRow, UploadRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 1


async def test_forgetting_twice_is_fine(services, stored):
    await services.settings.forget(1)
    assert (await services.settings.forget(1)).is_nothing


async def test_the_file_has_everything_that_names_the_member(services, sessions, stored):
    written = json.loads(await services.settings.export(1))
    assert written["user_id"] == 1
    kinds = {kind for kind, rows in written.items() if isinstance(rows, list) and rows}
    assert {
        "ratings",
        "episode_ratings",
        "watchlist",
        "lookups",
        "servers",
        "settings",
        "reviews",
        "review_versions",
        "review_sections",
        "review_pictures",
    } == kinds
    [watched] = written["watchlist"]
    assert (watched["drama"], watched["episode"]) == ("Signal", "3")
    [section] = written["review_sections"]
    assert section["body"] == "All."
    [picture] = written["review_pictures"]
    assert (picture["media_type"], picture["width"]) == ("image/png", 3)
    assert written["ratings"][0]["half_points"] == 17


async def test_the_file_of_somebody_unknown_is_empty_but_valid(services):
    written = json.loads(await services.settings.export(99))
    assert [rows for rows in written.values() if isinstance(rows, list) and rows] == []
