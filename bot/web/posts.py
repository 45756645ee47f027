"""Getting one post's page from the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.pages.decoding import decode_post
from bot.reading.pages.guard import MAX_BYTES

if TYPE_CHECKING:
    from bot.web.getting import Web

TIMEOUT: Final = 10.0

_MEDIA: Final[dict[str, Literal["text", "html"]]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}


@dataclass(frozen=True, slots=True)
class FetchedPost:
    """A page as text.

    Attributes:
        url: Where it lay in the end, after redirects.
    """

    url: str
    text: str
    media: Literal["text", "html"]


async def fetch_post(web: Web, url: str, *, urgent: bool = False) -> FetchedPost:
    """Fetch one page: at most 2 MB, 5 redirects and 10 seconds in all.

    Args:
        web: Where from.
        url: As a member gave it.
        urgent: Go ahead of what is not: somebody waits for it.

    Raises:
        InvalidInputError: No address of the public web, no page of text, over 2 MB.
        SiteError: It was not given to us.
    """
    answer = await web.get(
        url, accept="text/html,*/*;q=0.5", limit_bytes=MAX_BYTES, timeout=TIMEOUT, urgent=urgent
    )
    media = _MEDIA.get(answer.content_type)
    if media is None:
        raise InvalidInputError(
            t(
                "That link is no web page ({type}): give me a review’s page.",
                type=answer.content_type or "?",
            )
        )
    return FetchedPost(answer.url, decode_post(answer.body, answer.charset), media)
