"""Getting a post from the web: the only place in the reader that touches the network."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import aiohttp
from yarl import URL

from bot import __version__
from bot.domain.errors import InvalidInputError, UnavailableError
from bot.domain.texts import t
from bot.reading.decoding import decode_post
from bot.reading.guard import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.texts import Text

    Resolve: TypeAlias = Callable[[str, int], Awaitable[list[str]]]

TIMEOUT: Final = 10.0
MAX_REDIRECTS: Final = 5
USER_AGENT: Final = (
    f"daebak/{__version__} (Discord bot for drama reviews; reads one page on request)"
)

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
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


async def resolve_host(host: str, port: int) -> list[str]:
    """Return a host's addresses, as the system resolves it."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def fetch_post(
    url: str,
    *,
    session: aiohttp.ClientSession,
    allow_private: bool = False,
    resolve: Resolve = resolve_host,
) -> FetchedPost:
    """Fetch one page over http or https: at most 2 MB, 5 redirects and 10 seconds in all.

    The connection goes to the very address that was checked, so that a name which resolves
    differently the next time cannot lead into a private network.

    Args:
        url: As a member gave it.
        session: Closed by the caller.
        allow_private: Whether private and loopback addresses may be asked.
        resolve: How a host's addresses are found.

    Raises:
        InvalidInputError: No web address, a private one, no page of text, over 2 MB.
        UnavailableError: No answer in time, or none with the page.
    """
    try:
        async with asyncio.timeout(TIMEOUT):
            return await _follow(_checked(url), session, allow_private, resolve)
    except TimeoutError as error:
        raise UnavailableError(
            t("That site did not answer within {seconds} seconds: try again later.", seconds=10)
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        raise UnavailableError(
            t("I could not reach that site: check the link, or try again later.")
        ) from error


async def _follow(
    url: URL, session: aiohttp.ClientSession, allow_private: bool, resolve: Resolve
) -> FetchedPost:
    for _ in range(MAX_REDIRECTS + 1):
        addresses = await _addresses(url, allow_private, resolve)
        response = await _get(url, addresses, session)
        async with response:
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return await _read(response, url)
        try:
            url = _checked(str(url.join(URL(location))))
        except ValueError as error:
            raise InvalidInputError(_no_address()) from error
    raise UnavailableError(
        t("That link redirects more than {count} times: give me the final one.", count=5)
    )


async def _addresses(url: URL, allow_private: bool, resolve: Resolve) -> list[str]:
    addresses = await resolve(url.host or "", url.port or 80)
    if not addresses:
        raise UnavailableError(t("I could not find that site: check the link."))
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise InvalidInputError(
            t("That link leads into a private network: give me a page of the public web.")
        )
    return addresses


async def _get(
    url: URL, addresses: list[str], session: aiohttp.ClientSession
) -> aiohttp.ClientResponse:
    host = url.host_port_subcomponent or ""
    failure: Exception | None = None
    for address in addresses:
        try:
            return await session.get(
                url.with_host(address),
                headers={"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5", "Host": host},
                server_hostname=url.host if url.scheme == "https" else None,
                allow_redirects=False,
                raise_for_status=False,
            )
        except aiohttp.ClientConnectorError as error:
            failure = error
    raise failure or UnavailableError(t("I could not find that site: check the link."))


async def _read(response: aiohttp.ClientResponse, url: URL) -> FetchedPost:
    if not 200 <= response.status < 300:
        raise UnavailableError(
            t(
                "That site answered with status {status} instead of the page: check the link, or "
                "paste the review’s text.",
                status=response.status,
            )
        )
    media = _MEDIA.get(response.content_type)
    if media is None:
        raise InvalidInputError(
            t(
                "That link is no web page ({type}): give me a review’s page.",
                type=response.content_type,
            )
        )
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MAX_BYTES:
            raise InvalidInputError(
                t("This post is over 2 MB: give me the page of one review, or paste its text.")
            )
    return FetchedPost(str(url), decode_post(bytes(body), response.charset), media)


def _checked(url: str) -> URL:
    try:
        parsed = URL(url.strip())
        # Names and passwords in an address are nobody's but the site's.
        parsed = parsed.with_user(None) if parsed.host else parsed
    except ValueError as error:
        raise InvalidInputError(_no_address()) from error
    if parsed.scheme not in {"http", "https"} or not parsed.host or len(url) > 2_048:
        raise InvalidInputError(_no_address())
    return parsed


def _no_address() -> Text:
    return t("That is no web address: it has to begin with http:// or https://.")


def _is_public(address: str) -> bool:
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        # Addresses that carry an IPv4 one inside: mapped, 6to4, NAT64.
        inside = ip.ipv4_mapped or ip.sixtofour
        if ip.packed.startswith(bytes.fromhex("0064ff9b")):
            inside = IPv4Address(ip.packed[-4:])
        if inside is not None:
            ip = inside
    return ip.is_global and not ip.is_multicast
