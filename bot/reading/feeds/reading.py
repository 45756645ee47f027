"""A feed's bytes, whatever its kind, to its newest posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.feeds.finding import Content, what_is
from bot.reading.feeds.json_feed import read_json
from bot.reading.feeds.model import MAX_BYTES
from bot.reading.feeds.xml_feed import read_xml

if TYPE_CHECKING:
    from bot.reading.feeds.model import Feed


def read_feed(body: bytes, *, url: str, content_type: str = "", charset: str | None = None) -> Feed:
    """Read RSS, Atom or a JSON Feed.

    Broken ones are read as far as possible. It takes up to some seconds for hostile ones: call
    it from a thread.

    Args:
        body: As it was received, unpacked.
        url: Where it lies, for relative addresses.
        content_type: As the site states it; what the bytes tell goes before it.
        charset: As the site states it.

    Raises:
        InvalidInputError: No feed, over 10 MB, too broken, or made to do harm; says which.
    """
    if len(body) > MAX_BYTES:
        raise InvalidInputError(
            t("This feed is over 10 MB: ask whoever runs the blog for one with fewer posts.")
        )
    kind = what_is(body, content_type)
    if kind is Content.PAGE:
        raise InvalidInputError(
            t("That link is a page and no feed: give me the address of the blog’s feed.")
        )
    if kind is Content.JSON:
        return read_json(body, url=url)
    return read_xml(body, url=url, charset=charset)
