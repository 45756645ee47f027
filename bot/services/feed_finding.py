"""From the address that somebody gave to the feed of that blog."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from bot.domain.errors import InvalidInputError, UserError
from bot.domain.texts import t
from bot.reading.feeds.finding import Content, common_places, find_feeds, what_is
from bot.reading.feeds.reading import read_feed
from bot.reading.pages.decoding import decode_post
from bot.reading.pages.guard import MAX_BYTES
from bot.web.errors import SiteError, Trouble

if TYPE_CHECKING:
    from bot.reading.feeds.model import Feed as FeedDocument
    from bot.web.exchange import Answer
    from bot.web.getting import Web

ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5"
)
_NAMED_TRIED: Final = 3
_BELOW_TRIED: Final = 2
_AT_ROOT_TRIED: Final = 5
_SECONDS: Final = 15.0
_PATIENCE: Final = 60.0
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed as it was got.

    Attributes:
        url: Where it lies for good.
        answer: With what is to be given back the next time.
    """

    url: str
    answer: Answer
    document: FeedDocument


async def find_feed(web: Web, given: str) -> FoundFeed:
    """Get the feed at an address, or the one of the blog whose page is there.

    What a page names is tried first, then where blogs' programs put their feeds.

    Args:
        web: Where from.
        given: The address of a feed, a blog or a post, as it was typed.

    Raises:
        InvalidInputError: No address of the public web; or no feed there, which says what was
            tried.
        SiteError: The site did not give it.
    """
    given = given.strip().strip("<>")
    url = given if _SCHEME.match(given) else f"https://{given}"
    answer = await get_feed(web, url, urgent=True)
    if what_is(answer.body, answer.content_type) in {Content.FEED, Content.JSON}:
        return FoundFeed(lasting_url(answer, url), answer, await read_answer(answer))
    named: list[str] = []
    if what_is(answer.body, answer.content_type) is Content.PAGE:
        named = await asyncio.to_thread(_named, answer)
    below, at_root = common_places(answer.url), common_places(urljoin(answer.url, "/"))
    places = (*named[:_NAMED_TRIED], *below[:_BELOW_TRIED], *at_root[:_AT_ROOT_TRIED])
    tried = list(dict.fromkeys(places))
    for place in tried:
        found = await _try(web, place)
        if found is not None:
            return found
    raise InvalidInputError(
        t(
            "I found no feed there. I looked at what the page names, and at {places}. Give me "
            "the feed’s own address: for many blogs it looks like blog.example/feed/.",
            places=", ".join(tried),
        )
    )


async def get_feed(
    web: Web,
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    urgent: bool = False,
) -> Answer:
    """Ask a site for a feed, or whether it changed.

    Raises:
        InvalidInputError: No address of the public web, or too much.
        SiteError: The site did not give it.
    """
    return await web.get(
        url,
        accept=ACCEPT,
        etag=etag,
        last_modified=last_modified,
        timeout=_SECONDS,
        patience=_PATIENCE,
        urgent=urgent,
    )


async def read_answer(answer: Answer) -> FeedDocument:
    """Read a feed, off the event loop.

    Raises:
        InvalidInputError: It is none.
    """
    return await asyncio.to_thread(
        read_feed,
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        charset=answer.charset,
    )


def lasting_url(answer: Answer, asked: str) -> str:
    """Return where to ask the next time: where it moved for good, else where we asked."""
    return answer.moved_to or asked


async def _try(web: Web, place: str) -> FoundFeed | None:
    try:
        answer = await get_feed(web, place, urgent=True)
        if what_is(answer.body, answer.content_type) not in {Content.FEED, Content.JSON}:
            return None
        document = await read_answer(answer)
    except SiteError as error:
        if error.trouble in {Trouble.BUSY, Trouble.UNREACHABLE, Trouble.SLOW}:
            raise  # the next place would not fare better
        return None
    except UserError:
        return None
    return FoundFeed(lasting_url(answer, place), answer, document)


def _named(answer: Answer) -> list[str]:
    html = decode_post(answer.body[:MAX_BYTES], answer.charset)
    return [feed.url for feed in find_feeds(html, url=answer.url)]
