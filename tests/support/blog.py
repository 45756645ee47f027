"""A review blog on the loopback address, with a feed, pages, and whatever goes wrong with them."""

from __future__ import annotations

import hashlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.support.serving import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

START = datetime(2025, 12, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)

REVIEW = """<p>Episodes: {episodes}</p><p>Genre: Romance</p><p>Native title: {native}</p>
<p>Somebody called {title} finds a letter, and {title} is never the same person afterwards, says
everybody in the small town by the sea where number {number} is written on the door.</p>
<p>I loved this drama and slept badly for a week, because of {title} and the {number} letters.</p>
<p>Overall: {score}/10 ({verdict})</p>
<h3>The last letter</h3><p>In the end the letter number {number} is burnt by {title}.</p>"""

NEWS = """<p>The broadcaster has confirmed that {title} returns for a second season next year, and
that the cast met on Monday for the first reading of the script in front of reporters.</p>"""


@dataclass(frozen=True)
class BlogPost:
    """A post as its author has it."""

    number: int
    title: str
    body: str
    published: datetime
    slug: str
    guid: str | None
    link: str | None = None


def review(number: int, title: str | None = None, *, score: float = 8, **changes: Any) -> BlogPost:
    """A review of a drama that the catalogue does not have, unless the title is one that it has."""
    name = title or f"Letter {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26] * 3}"
    body = REVIEW.format(
        title=name,
        number=number,
        score=f"{score:g}",
        verdict=changes.pop("verdict", "tender"),
        native=changes.pop("native", f"편지 {number}"),
        episodes=16,
    )
    return BlogPost(
        number,
        changes.pop("headline", f"Review: {name}"),
        changes.pop("body", body),
        changes.pop("published", START + number * DAY),
        changes.pop("slug", f"review-{number}"),
        changes.pop("guid", f"https://blog.example/?p={number}"),
        **changes,
    )


def news(number: int, title: str = "Healer") -> BlogPost:
    """A post that reviews nothing."""
    body = NEWS.format(title=title)
    return review(number, title, headline=f"{title} confirms second season", body=body)


@dataclass
class Blog:
    """What the blog holds, and how its server behaves.

    Attributes:
        posts: In any order; the feed shows the newest ``size`` of them as they stand here.
        status: That of every answer, 200 while all is well.
        excerpts: The feed gives only the beginning of each post.
        seen: The path of every request so far.
        unchanged: How many of them were answered with 304.
        gone: Slugs whose pages are gone.
    """

    url: str = ""
    name: str = "Letters by the Sea"
    posts: list[BlogPost] = field(default_factory=list)
    size: int = 10
    status: int = 200
    excerpts: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    unchanged: int = 0
    gone: set[str] = field(default_factory=set)
    host: str | None = None

    def post(self, *posts: BlogPost) -> None:
        """Publish posts, on top of the others."""
        self.posts[:0] = posts[::-1]

    def edit(self, number: int, **changes: Any) -> None:
        """Change a post in place."""
        at = next(i for i, each in enumerate(self.posts) if each.number == number)
        self.posts[at] = replace(self.posts[at], **changes)

    def take_down(self, number: int) -> BlogPost:
        """Delete a post, from the feed and its page; return it."""
        found = next(each for each in self.posts if each.number == number)
        self.posts.remove(found)
        self.gone.add(found.slug)
        return found

    def link(self, post: BlogPost) -> str:
        return post.link or f"{self.host or self.url}/{post.slug}/"

    def feed(self) -> str:
        """The feed as it is now."""
        items = "".join(self._item(post) for post in self.posts[: self.size])
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{escape(self.name)}</title><link>{self.url}</link>{items}</channel></rss>"
        )

    def _item(self, post: BlogPost) -> str:
        guid = f'<guid isPermaLink="false">{escape(post.guid)}</guid>' if post.guid else ""
        text = post.body if not self.excerpts else "<p>Somebody finds a letter … [&#8230;]</p>"
        tag = "description" if self.excerpts else "content:encoded"
        return (
            f"<item><title>{escape(post.title)}</title><link>{escape(self.link(post))}</link>"
            f"{guid}<pubDate>{format_datetime(post.published)}</pubDate>"
            f"<{tag}><![CDATA[{text}]]></{tag}></item>"
        )

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        path = request.path
        self.seen.append(path)
        if self.status != 200:
            return web.Response(status=self.status, headers=self.headers)
        if path in {"/feed", "/feed/"}:
            text = self.feed()
            etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == etag:
                self.unchanged += 1
                return web.Response(status=304, headers={"ETag": etag})
            headers = {"ETag": etag}
            return web.Response(text=text, content_type="application/rss+xml", headers=headers)
        if path == "/":
            feed = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
            return _page(f"<head>{feed}<title>{self.name}</title></head><body>Hello</body>")
        for post in self.posts:
            if path == f"/{post.slug}/" and post.slug not in self.gone:
                title = f"<title>{escape(post.title)}</title>"
                body = f"<article><h1>{escape(post.title)}</h1>{post.body}</article>"
                return _page(f"<head>{title}</head><body>{body}</body>")
        return web.Response(status=404)


@asynccontextmanager
async def loopback_blog(*posts: BlogPost) -> AsyncIterator[Blog]:
    """Run a blog on a free port until the end."""
    blog = Blog()
    blog.post(*posts)
    async with served(blog.serve) as blog.url:
        yield blog


def _page(html: str) -> web.Response:
    return web.Response(text=f"<!doctype html><html>{html}</html>", content_type="text/html")
