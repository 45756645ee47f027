import io

from PIL import Image
from sqlalchemy import func, select

from bot.domain.actors import Actor
from bot.domain.spoilers import Spoils
from bot.trying.sample import import_sample, sample_assets
from data.queries import reviews as queries
from data.tables import EventRow, ReviewRow
from tests.support.dramas import drama_id


async def test_the_sample_review_is_there_once_however_often_the_page_is_opened(services, sessions):
    for _ in range(2):
        await import_sample(services)
    soundtrack = drama_id(services.catalogue, "Soundtrack #1")
    async with sessions() as session:
        (review,) = await queries.list_reviews(session, Actor(1), soundtrack)
        for table in (ReviewRow, EventRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 1
    assert (review.author.house, review.version) == ("Daebak Reviews", 1)
    assert review.text.score_text == "5/5"
    spoils = [section.boundary.spoils for section in review.text.sections]
    assert spoils == [Spoils.NOTHING, Spoils.THROUGH, Spoils.EVERYTHING, Spoils.EVERYTHING]
    assert review.text.sections[1].body.startswith("Living together turns")


async def test_every_picture_of_the_sample_review_is_shipped_small_and_whole(services, sessions):
    await import_sample(services)
    drama = await services.catalogue.get(drama_id(services.catalogue, "Soundtrack #1"))
    async with sessions() as session:
        (review,) = await queries.list_reviews(session, Actor(1), drama.id)
    urls = [picture.url for section in review.text.sections for picture in section.pictures]
    assets = sample_assets()
    assert set(assets) == {drama.facts.poster_url, *urls}
    for name, content in assets.values():
        assert len(content) < 200_000
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            assert name.endswith(f".{(picture.format or '').lower()}")
