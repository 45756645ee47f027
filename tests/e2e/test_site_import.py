"""``daebak review import --site``, run as its own process."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from tests.e2e.test_import_command import ROOT, Command
from tests.support.blog import news, review
from tests.support.wordpress import loopback_wordpress

EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Letters</title><link>https://blog.example</link>
<wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>"""

ITEM = """<item><title>{title}</title><link>https://blog.example/{slug}/</link>
<guid isPermaLink="false">{guid}</guid><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2025-12-20 12:00:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
</item>"""


@pytest.fixture
def command(tmp_path):
    return Command(tmp_path)


async def run(command, *arguments):
    return await asyncio.to_thread(command.run, *arguments)


async def test_a_whole_blog_is_imported_and_counted(command):
    async with loopback_wordpress(review(1), news(2), review(3), review(4)) as blog:
        first = await run(command, "--site", blog.url)
        again = await run(command, "--site", blog.url, "--house", "Mine")
    assert first.returncode == 0, first.stderr
    assert "4 posts: 3 new reviews" in first.stdout
    assert "news: 1" in first.stdout
    assert "Only posts that were changed since" in again.stdout
    assert command.ask("SELECT count(*), min(house) FROM reviews") == [(3, "Old Letters")]
    assert command.ask("SELECT count(*) FROM events") == [(0,)]


async def test_an_import_that_is_killed_goes_on(command):
    posts = [review(number) for number in range(1, 13)]
    async with loopback_wordpress(*posts) as blog:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "review", "import", "--site", blog.url),
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": f"sqlite:///{command.database}"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await asyncio.wait_for(blog.fourth.wait(), 60)
        process.kill()
        await process.wait()
        blog.asked.clear()
        done = await run(command, "--site", blog.url)
    assert "12 posts: 12 new reviews" in done.stdout, done.stdout + done.stderr
    assert command.ask("SELECT count(*) FROM reviews") == [(12,)]
    assert "1" not in [query["page"] for query in blog.asked]


async def test_a_blogs_export_is_known_among_the_files(command):
    items = "".join(
        ITEM.format(
            title=post.title, slug=post.slug, guid=post.guid, body=post.body, number=post.number
        )
        for post in (review(1), news(2), review(3))
    )
    path = command.write("export.xml", EXPORT.format(items=items))
    done = await run(command, path)
    assert done.returncode == 0, done.stderr
    assert "3 posts: 2 new reviews" in done.stdout
    assert command.ask("SELECT DISTINCT house FROM reviews") == [("Old Letters",)]


async def test_a_site_and_files_at_once_are_too_much(command):
    done = await run(command, "post.html", "--site", "https://blog.example")
    assert done.returncode == 2
    assert "--site" in done.stderr
