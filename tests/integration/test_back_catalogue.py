import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.domain.errors import UserError
from bot.services.back_catalogue import BackCatalogue
from data.tables import EventRow, ReviewRow
from tests.support.blog import news, review
from tests.support.websites import quick_web
from tests.support.wordpress import loopback_wordpress


@pytest.fixture
async def blog():
    posts = (review(1), review(2), news(3), review(4), review(5))
    async with loopback_wordpress(*posts) as blog:
        yield blog


@pytest.fixture
async def importer(services, sessions, clock):
    async with quick_web() as web:
        yield BackCatalogue(sessions, clock, services.house, web)


async def run(importer, blog, tell=lambda done, total: None):
    return await importer.import_site(blog.url, house=None, tell=tell)


async def count(sessions, table):
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_a_whole_blog_is_stored_and_nothing_of_it_announced(importer, blog, sessions):
    told = []
    progress = await run(importer, blog, tell=lambda *how_far: told.append(how_far))
    counts = progress.counts
    assert (counts.posts, counts.new, counts.not_reviews) == (5, 4, {"news": 1})
    assert told[-1] == (3, 3)
    assert await count(sessions, EventRow) == 0
    async with sessions() as session:
        rows = list(await session.scalars(select(ReviewRow)))
    assert {row.house for row in rows} == {"Old Letters"}
    assert all(row.shared for row in rows)


async def test_a_second_import_reads_only_what_changed(importer, blog, sessions, clock):
    await run(importer, blog)
    clock.advance(days=10)
    blog.posts[1] = replace(blog.posts[1], body=review(2, verdict="better").body)
    blog.modified[2] = clock()
    progress = await run(importer, blog)
    assert "modified_after" in blog.asked[-1]
    assert (progress.counts.posts, progress.counts.newer) == (1, 1)
    assert await count(sessions, ReviewRow) == 4


@pytest.mark.parametrize("number", range(1, 6))
async def test_an_import_that_was_stopped_goes_on_and_counts_nothing_twice(
    importer, blog, sessions, services, clock, number, monkeypatch
):
    taken = 0
    take_in = BackCatalogue.take_in

    async def until_stopped(self, *args):
        nonlocal taken
        taken += 1
        if taken == number:
            raise asyncio.CancelledError
        await take_in(self, *args)

    monkeypatch.setattr(BackCatalogue, "take_in", until_stopped)
    with pytest.raises(asyncio.CancelledError):
        await run(importer, blog)
    monkeypatch.setattr(BackCatalogue, "take_in", take_in)
    progress = await run(importer, blog)
    assert (progress.counts.posts, progress.counts.new) == (5, 4)
    assert await count(sessions, ReviewRow) == 4
    pages = [query["page"] for query in blog.asked]
    assert pages.count("1") == (2 if number <= 2 else 1)


async def test_posts_behind_a_password_are_left_alone(importer, blog, sessions):
    blog.protected.add(4)
    progress = await run(importer, blog)
    assert (progress.counts.protected, progress.counts.new) == (1, 3)


async def test_a_site_with_neither_interface_nor_feed_says_so(importer, blog):
    blog.has_interface = False
    with pytest.raises(UserError, match="feed"):
        await run(importer, blog)
