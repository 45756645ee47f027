"""A WordPress blog on the loopback address, with its interface."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from aiohttp import web

from tests.support.serving import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.blog import BlogPost


@dataclass
class WordPress:
    """What the blog holds.

    Attributes:
        per_page: How many posts its interface gives at once, whatever is asked for.
        modified: When posts were changed, by number; else when they were published.
        asked: The queries of the interface so far.
        fourth: Set when the fourth page is asked for.
    """

    posts: list[BlogPost]
    url: str = ""
    per_page: int = 2
    has_interface: bool = True
    modified: dict[int, datetime] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    protected: set[int] = field(default_factory=set)
    fourth: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        if request.path == "/":
            return web.Response(text="<html><body>Hello</body></html>", content_type="text/html")
        if not self.has_interface:
            return web.Response(status=404)
        if request.path == "/wp-json/":
            root = {"name": "Old Letters", "home": self.url, "gmt_offset": 9}
            return web.json_response(root)
        if request.path != "/wp-json/wp/v2/posts":
            return web.Response(status=404)
        query = {name: values[0] for name, values in parse_qs(request.query_string).items()}
        self.asked.append(query)
        if query.get("page") == "4":
            self.fourth.set()
        found = sorted(self.posts, key=lambda post: post.published)
        if "modified_after" in query:
            since = datetime.fromisoformat(query["modified_after"])
            found = [post for post in found if self._modified(post) > since]
        pages = max(1, -(-len(found) // self.per_page))
        first = (int(query.get("page", "1")) - 1) * self.per_page
        shown = [self._json(post) for post in found[first : first + self.per_page]]
        headers = {"X-WP-TotalPages": str(pages)}
        return web.Response(
            text=json.dumps(shown), content_type="application/json", headers=headers
        )

    def _modified(self, post: BlogPost) -> datetime:
        return self.modified.get(post.number, post.published)

    def _json(self, post: BlogPost) -> dict[str, Any]:
        when = post.published.strftime("%Y-%m-%dT%H:%M:%S")
        return {
            "id": post.number,
            "type": "post",
            "status": "publish",
            "guid": {"rendered": post.guid},
            "link": f"{self.url}/{post.slug}/",
            "title": {"rendered": post.title},
            "content": {"rendered": post.body, "protected": post.number in self.protected},
            "excerpt": {"rendered": ""},
            "date": when,
            "date_gmt": when,
            "modified_gmt": when,
            "jetpack_featured_media_url": "",
        }


@asynccontextmanager
async def loopback_wordpress(*posts: BlogPost) -> AsyncIterator[WordPress]:
    """Run a blog on a free port until the end."""
    blog = WordPress(list(posts))
    async with served(blog.serve) as blog.url:
        yield blog
