"""A process that is killed while it reads a feed, at every step of that."""

import asyncio
from contextlib import asynccontextmanager

from sqlalchemy import func, select

from bot.domain.actors import Actor
from bot.services.registry import Services
from data.engine import open_database
from data.tables import EventRow, FeedPostRow, FeedRow, ReviewRow
from tests.support.blog import loopback_blog, news, review
from tests.support.websites import quick_web

SORA = Actor(30, 500)


class Killed(BaseException):
    """The process ends here."""


class MortalSessions:
    """Sessions of a process that dies before its ``n``-th use of the database."""

    def __init__(self, sessions, number):
        self._sessions = sessions
        self._left = number
        self._open = 0
        self._closed = asyncio.Event()

    def __call__(self):
        return self._counted(self._sessions)

    def begin(self):
        return self._counted(self._sessions.begin)

    @asynccontextmanager
    async def _counted(self, open_one):
        self._left -= 1
        if self._left <= 0:
            raise Killed
        self._open += 1
        try:
            async with open_one() as session:
                yield session
        finally:
            self._open -= 1
            self._closed.set()

    async def gone(self):
        """Wait until the dead process's other tasks have let go of the database.

        A real one would take them along; here one in the middle of a step would leave its
        connection open behind the test.
        """
        while self._open:
            self._closed.clear()
            await self._closed.wait()


async def counted(sessions):
    async with sessions() as session:
        tables = (FeedRow, FeedPostRow, ReviewRow, EventRow)
        return [await session.scalar(select(func.count()).select_from(table)) for table in tables]


async def run(url, clock, web, blog, number):
    """Add a feed, then have something of each kind happen to it, dying once on the way.

    Returns:
        How many rows there are in the end, and whether the process died.
    """
    async with open_database(url) as sessions:
        mortal = MortalSessions(sessions, number)
        died = False

        def process(on):
            return Services.build(on, clock, web=web)

        async def lives(step):
            nonlocal mortal, died
            try:
                await step(process(mortal))
            except Killed:
                await mortal.gone()
                died, mortal = True, sessions
                clock.advance(minutes=11)
                await step(process(sessions))

        async def add(services):
            await services.feeds.add(SORA, f"{blog.url}/feed/", channel_id=70)

        async def poll(services):
            await services.feeds.poll_due()

        await lives(add)
        clock.advance(minutes=11)
        await lives(poll)
        blog.post(news(4, "Signal"), review(5), review(6))
        blog.edit(1, body=review(1, verdict="better").body)
        clock.advance(hours=13)
        await lives(poll)
        await lives(poll)
        return await counted(sessions), died


async def test_whoever_dies_at_any_step_loses_nothing_and_repeats_nothing(
    sqlite_copies, tmp_path, clock
):
    start, number = clock(), 0
    while True:
        number += 1
        clock.time = start
        folder = tmp_path / str(number)
        folder.mkdir()
        async with (
            loopback_blog(review(1), news(2), review(3)) as blog,
            quick_web() as web,
        ):
            url = sqlite_copies.new(folder)
            counts, died = await run(url, clock, web, blog, number)
        assert counts == [1, 6, 4, 2], f"after dying at step {number}"
        if not died:
            break
    assert number > 40
