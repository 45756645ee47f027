"""One request and its answer: what each status means, and how much is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import aiohttp
import orjson
from yarl import URL

from bot.providers.waiting import retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TIMEOUT: Final = 20.0
MAX_BYTES: Final = 8_000_000
BUSY: Final = 3.0
"""Seconds to leave a host alone that is too busy and does not say for how long."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 503})
_PASSING: Final = frozenset({408, 425})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider said.

    Attributes:
        body: JSON; None where it is unchanged.
        unchanged: Whether it is still what the etag stood for.
    """

    body: object
    etag: str | None = None
    unchanged: bool = False


class PassingError(Exception):
    """A failure that may be over the next time.

    Attributes:
        wait: Seconds for which the host is to be left alone, where it is too busy.
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class RefusalError(Exception):
    """A request that will not be answered, however often it is made."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class UnreadableError(Exception):
    """An answer that is larger than any we ask for, or leads nowhere."""


async def exchange(
    session: aiohttp.ClientSession,
    url: URL,
    headers: Mapping[str, str],
    secrets: Mapping[str, str],
    is_refusal: Callable[[object], bool],
) -> Answer | URL | None:
    """Make one request: its answer, where it was moved to, or None where there is nothing.

    Errors name neither the address nor the headers, which may hold a key.

    Args:
        session: Shared with others.
        url: What is asked for.
        headers: ``If-None-Match`` among them where only news is wanted.
        secrets: Parameters to add to the address.
        is_refusal: Tells answers that mean "too busy" though their status is 200.

    Raises:
        PassingError: No answer, or none that can be one, for now.
        RefusalError: A 4xx status.
        UnreadableError: Over 8 MB, or moved to another host.
    """
    try:
        async with session.get(
            url.extend_query(secrets),
            headers=headers,
            allow_redirects=False,
            raise_for_status=False,
            timeout=aiohttp.ClientTimeout(total=TIMEOUT),
            middlewares=(_only_once,),
        ) as response:
            return await _understand(response, url, headers, is_refusal)
    except (aiohttp.ClientError, OSError) as error:
        raise PassingError(type(error).__name__) from None


async def _understand(
    response: aiohttp.ClientResponse,
    url: URL,
    headers: Mapping[str, str],
    is_refusal: Callable[[object], bool],
) -> Answer | URL | None:
    status = response.status
    if status in _REDIRECTS:
        return _moved(response, url)
    if status == 304 and "If-None-Match" in headers:
        return Answer(None, headers["If-None-Match"], unchanged=True)
    if status in _GONE:
        return None
    if status in _BUSY:
        raise _busy(response)
    if status >= 500 or status in _PASSING:
        raise PassingError(str(status))
    if not 200 <= status < 300:
        raise RefusalError(status)
    body = await _read(response)
    if is_refusal(body):
        raise _busy(response)
    return Answer(body, _etag(response))


async def _read(response: aiohttp.ClientResponse) -> object:
    if not response.content_type.endswith("json"):
        # A page in between, of a proxy or of a service that is down.
        raise PassingError(response.content_type)
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MAX_BYTES:
            raise UnreadableError
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise PassingError("no JSON") from None


def _moved(response: aiohttp.ClientResponse, url: URL) -> URL:
    try:
        target = url.join(URL(response.headers.get("Location", "")))
        elsewhere = target.origin() != url.origin()
    except ValueError:
        raise UnreadableError from None
    if elsewhere:
        # It would be given our key.
        raise UnreadableError
    return target


def _busy(response: aiohttp.ClientResponse) -> PassingError:
    wait = retry_after(response.headers.get("Retry-After"))
    return PassingError(str(response.status), BUSY if wait is None else wait)


def _etag(response: aiohttp.ClientResponse) -> str | None:
    etag = response.headers.get("ETag", "")
    return etag if 0 < len(etag) <= 200 and etag.isprintable() else None


async def _only_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request by itself, past the pace, on a lost connection."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise PassingError(type(error).__name__) from None
