"""One request to a site and its answer: what each status and failure means."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import aiohttp
from yarl import URL

from bot.domain.texts import t
from bot.providers.waiting import retry_after
from bot.web.bodies import read_body
from bot.web.errors import SiteError, Trouble, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_WAIT: Final = 86_400.0
"""Seconds for which a site is left alone at most, whatever its ``Retry-After`` says."""

_MAX_VALIDATOR: Final = 500
_FOR_GOOD: Final = frozenset({301, 308})
_FOR_NOW: Final = frozenset({302, 303, 307})


@dataclass(frozen=True, slots=True)
class Answer:
    """What lies at an address.

    Attributes:
        url: Where it lay in the end, after redirects.
        moved_to: Where it lies from now on, if it was moved for good. A move from https to http
            is followed, but never taken for one for good.
        status: 2xx, or 304 where it is unchanged.
        body: Unpacked; empty where it is unchanged.
        content_type: In lower case, without parameters.
        charset: As the site states it.
        etag: To be given back the next time.
        last_modified: To be given back the next time.
        headers: All of them; case does not matter.
    """

    url: str
    moved_to: str | None
    status: int
    body: bytes
    content_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    headers: Mapping[str, str]

    @property
    def unchanged(self) -> bool:
        """Whether it is still what ``etag`` and ``last_modified`` stood for."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an address leads to.

    Attributes:
        target: Not checked yet.
        for_good: Whether it is to be asked there from now on. A move from https to http is not.
    """

    target: URL
    for_good: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """How to ask.

    Attributes:
        headers: Of the request.
        limit: Bytes of the body, packed and unpacked.
        timeout: Seconds for all exchanges together.
        conditional: Whether only news is wanted.
    """

    headers: Mapping[str, str]
    limit: int
    timeout: float
    conditional: bool


async def exchange(
    session: aiohttp.ClientSession, url: URL, asked: Asked, *, seconds: float
) -> Answer | Redirect:
    """Make one request, without following where it leads.

    Args:
        session: With a connector that refuses private networks.
        url: Checked.
        asked: How to ask.
        seconds: What is left of the time.

    Raises:
        InvalidInputError: It leads into a private network, or is too large.
        SiteError: There is no answer, or none with what was asked for.
    """
    try:
        async with (
            asyncio.timeout(seconds),
            session.get(
                url,
                headers=asked.headers,
                allow_redirects=False,
                raise_for_status=False,
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=None),
                middlewares=(_only_once,),
            ) as response,
        ):
            return await _understand(response, url, asked)
    except TimeoutError as error:
        text = t(
            "That site did not answer within {seconds} seconds: try again later.",
            seconds=round(asked.timeout),
        )
        raise SiteError(Trouble.SLOW, text) from error
    except aiohttp.ClientSSLError as error:
        text = t(
            "That site’s certificate is not valid, so I do not trust it: try again later, or tell "
            "whoever runs it."
        )
        raise SiteError(Trouble.UNREACHABLE, text) from error
    except aiohttp.ClientConnectorDNSError as error:
        text = t("I could not find that site: check the link.")
        raise SiteError(Trouble.UNREACHABLE, text) from error
    except (aiohttp.ClientError, OSError) as error:
        text = t("I could not reach that site: check the link, or try again later.")
        raise SiteError(Trouble.UNREACHABLE, text) from error


async def _understand(
    response: aiohttp.ClientResponse, url: URL, asked: Asked
) -> Answer | Redirect:
    status = response.status
    if status in _FOR_GOOD or status in _FOR_NOW:
        return _redirect(response, url)
    unchanged = status == 304 and asked.conditional
    if not unchanged and not 200 <= status < 300:
        wait = retry_after(response.headers.get("Retry-After"), longest=LONGEST_WAIT)
        raise refusal(status, wait)
    return Answer(
        url=str(url),
        moved_to=None,
        status=status,
        body=b"" if unchanged else await read_body(response, limit=asked.limit),
        content_type=response.content_type if "Content-Type" in response.headers else "",
        charset=response.charset,
        etag=_validator(response, "ETag"),
        last_modified=_validator(response, "Last-Modified"),
        headers=response.headers,
    )


def _redirect(response: aiohttp.ClientResponse, url: URL) -> Redirect:
    location = response.headers.get("Location", "")
    try:
        target = url.join(URL(location)) if location else None
    except ValueError:
        target = None
    if target is None:
        raise SiteError(
            Trouble.ASTRAY,
            t("That link redirects to nowhere: give me the page’s final link."),
            status=response.status,
        )
    is_downgrade = (url.scheme, target.scheme) == ("https", "http")
    return Redirect(target, response.status in _FOR_GOOD and not is_downgrade)


def _validator(response: aiohttp.ClientResponse, name: str) -> str | None:
    value = response.headers.get(name, "")
    return value if 0 < len(value) <= _MAX_VALIDATOR and value.isprintable() else None


async def _only_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request by itself, past the pace, on a lost connection."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        if isinstance(error, aiohttp.ClientConnectorError):
            raise
        raise aiohttp.ClientPayloadError from error
