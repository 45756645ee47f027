"""A blog on this machine, followed on the try-it page from its first run to its recovery."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.app import DaebakBot
from bot.services.registry import Services
from bot.trying.run import run_try
from data.engine import open_database
from tests.e2e.page import opened
from tests.support.blog import DAY, START, loopback_blog, news, review
from tests.support.dramas import stock
from tests.support.websites import quick_web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Clock


@asynccontextmanager
async def tried(url: str, clock: Clock) -> AsyncIterator[tuple[str, Services]]:
    """Serve the page on services whose clock the test moves; yield its address and them."""
    stop = asyncio.Event()
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with open_database(url) as sessions, quick_web(keep_alive=False) as web:
        services = Services.build(sessions, clock, web=web)
        await stock(services.catalogue)
        page = asyncio.create_task(
            run_try(
                lambda _: DaebakBot(services, shard_count=1),
                port=0,
                announce=address.set_result,
                stop=stop,
                open_browser=False,
            )
        )
        await asyncio.wait({page, address}, return_when=asyncio.FIRST_COMPLETED)
        try:
            yield address.result(), services
        finally:
            stop.set()
            await page


async def test_everything_that_happens_to_a_blog_is_seen_on_the_page(sqlite_url, clock):
    async with (
        loopback_blog(review(1), news(2), review(3)) as blog,
        tried(sqlite_url, clock) as (address, services),
        opened(address) as page,
    ):
        page.page.set_default_timeout(90_000)

        async def later(hours: float = 13) -> None:
            clock.advance(hours=hours)
            await services.feeds.poll_due()

        await page.act_as("Sora")
        await page.open_channel("new-reviews")
        await page.slash("feed add", url=blog.url)
        await page.shows("This server follows Letters by the Sea now")
        await page.shows("3 posts, among them 2 reviews")
        await page.picture("try-feed-1-added")
        await page.press("Announce the newest now")
        await page.shows("is on its way")

        blog.post(review(14, verdict="tender at first"))
        await later()
        await page.shows("tender at first")
        blog.edit(14, body=review(14, verdict="bitter in the end").body)
        await later()
        await page.shows("bitter in the end")
        await page.picture("try-feed-2-edited")

        blog.edit(14, published=START + 20 * DAY)
        await later()
        front = f"{blog.url}/all/"
        blog.post(review(15, link=front, verdict="one of two"))
        blog.post(review(16, link=front, verdict="two of two"))
        await later()
        await page.shows("one of two")
        await page.shows("two of two")
        assert await page.messages.filter(has_text="bitter in the end").count() == 1

        blog.take_down(14)
        await later()
        await later()
        await page.shows(re.compile("took .* down|taken down", re.IGNORECASE))
        assert not await page.messages.filter(has_text="bitter in the end").count()
        await page.picture("try-feed-3-taken-down")

        blog.status = 404
        for _ in range(12):
            await later()
        await page.open_channel("drama-talk")
        await page.shows("I stopped reading Letters by the Sea")
        blog.status = 200
        blog.post(review(17, published=clock() - DAY, verdict="back again"))
        await page.press("Try again")
        await page.shows("New reviews of Letters by the Sea are announced here again")
        await later(0.1)
        await page.shows("I can read Letters by the Sea again")
        await page.picture("try-feed-4-works-again")
        await page.open_channel("new-reviews")
        await page.shows("back again")
