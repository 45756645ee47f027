import pytest

from bot.domain.actors import Actor
from bot.domain.errors import ForbiddenError, NotFoundError
from bot.domain.spoilers import SpoilerBoundary
from bot.reading.reader import read_post
from tests.support.blog import review

MOD = Actor(30, 500)
HERE, THERE = Actor(10, 500), Actor(10, 600)
SAFE = SpoilerBoundary.nothing()


def post(**changes):
    made = review(1, **changes)
    url = "https://blog.example/letters/"
    return read_post(made.body, media="html", source_url=url, title=made.title)


@pytest.fixture
async def taken(services):
    return await services.house.take_in(post())


async def say(services, taken, boundary, *, index=-1, actor=MOD, moderator=True):
    reading = await services.reviews.read(actor, taken.review_id)
    index %= len(reading.review.text.sections)
    await services.section_boundaries.label(
        actor, taken.review_id, reading.review.version, index, boundary, moderator=moderator
    )


async def last_boundary(services, taken, actor):
    reading = await services.reviews.read(actor, taken.review_id)
    return reading.review.text.sections[-1].boundary


async def test_what_moderators_say_counts_in_their_server_alone(services, taken):
    await say(services, taken, SAFE)
    assert await last_boundary(services, taken, HERE) == SAFE
    assert await last_boundary(services, taken, THERE) == SpoilerBoundary.everything()
    reading = await services.reviews.read(HERE, taken.review_id)
    assert len(reading.changed) == 1


async def test_it_stays_when_the_post_is_edited(services, taken):
    await say(services, taken, SpoilerBoundary.through(8))
    edited = await services.house.take_in(post(verdict="another one"))
    assert edited.version == 2
    assert await last_boundary(services, taken, HERE) == SpoilerBoundary.through(8)


async def test_it_can_be_left_to_the_blog_again(services, taken):
    await say(services, taken, SAFE)
    await say(services, taken, None)
    assert await last_boundary(services, taken, HERE) == SpoilerBoundary.everything()


async def test_it_counts_on_the_dramas_page_too(services, taken):
    await say(services, taken, SAFE)
    page = await services.pages.drama_page(HERE, taken.drama.id)
    assert page.house_review is not None
    assert page.house_review.text.sections[-1].boundary == SAFE


async def test_only_moderators_say_so_and_of_sections_there_are(services, taken):
    with pytest.raises(ForbiddenError, match="Manage Messages"):
        await say(services, taken, SAFE, moderator=False)
    with pytest.raises(NotFoundError):
        await services.section_boundaries.label(MOD, taken.review_id, 1, 99, SAFE, moderator=True)
