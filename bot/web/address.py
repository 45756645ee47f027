"""Which addresses may be asked: http and https, usual ports, the public web."""

from __future__ import annotations

import asyncio
import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final, TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Resolve: TypeAlias = Callable[[str, int], Awaitable[list[str]]]

MAX_URL: Final = 2_048
PORTS: Final = frozenset({80, 443, 8080, 8443})
"""Where websites are; a link to any other would make us knock at somebody's mail or database."""

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+([/?#].*)?", re.IGNORECASE | re.DOTALL)
"""No white space before the path: “https://hello @everyone” is a sentence, not a login."""

_UNICAST: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")


def checked(url: str, *, allow_private: bool = False) -> URL:
    """Return an address as one that may be asked, without its fragment.

    Args:
        url: As a member, a feed or a redirect gave it.
        allow_private: Whether any port may be asked, and private addresses.

    Raises:
        InvalidInputError: No web address, one with a password, of an odd port or a private host.
    """
    given = url.strip()
    if not _WEB_ADDRESS.fullmatch(given):
        raise _no_address()
    try:
        parsed = URL(given).with_fragment(None)
        host = parsed.host or ""  # it is decoded only here, and may not be decodable
    except ValueError as error:
        raise _no_address() from error
    if not host or len(str(parsed)) > MAX_URL:
        raise _no_address()
    if parsed.user is not None or parsed.password is not None:
        raise InvalidInputError(
            t("That link holds a user name or a password: leave out what stands before the @.")
        )
    if not allow_private and parsed.port not in PORTS:
        raise InvalidInputError(
            t(
                "I do not read from port {port}: give me a link without a port number.",
                port=parsed.port or 0,
            )
        )
    if ":" in host or host.replace(".", "").isdigit():
        _check_literal(host, allow_private=allow_private)
    return parsed


def is_public(address: str) -> bool:
    """Tell an address of the public internet, also where it carries an IPv4 one inside.

    Args:
        address: As digits, IPv4 or IPv6.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            return False
        inside = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inside = IPv4Address(ip.packed[-4:])
        if inside is None:
            return ip in _UNICAST and ip.is_global
        ip = inside
    return ip.is_global and not ip.is_multicast


async def resolve_host(host: str, port: int) -> list[str]:
    """Return a host's addresses, as the system resolves it.

    Raises:
        OSError: There is no such host.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        # A label that is empty or too long.
        raise OSError(str(error)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicResolver(AbstractResolver):
    """Resolves for a connector, and refuses what lies in a private network.

    The connector connects to the very addresses that were checked here, so that a name which
    resolves differently the next time leads nowhere else.
    """

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._allow_private = allow_private

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        """Return a host's addresses.

        Raises:
            InvalidInputError: One of them is private.
            OSError: There is no such host.
        """
        addresses = await self._resolve(host, port)
        if not addresses:
            raise OSError
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise _private()
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Close nothing: nothing is held."""


def _check_literal(host: str, *, allow_private: bool) -> None:
    try:
        ip_address(host)
    except ValueError as error:
        # 2130706433, 127.1, 0177.0.0.1: the system would make an address of them.
        raise _no_address() from error
    if not allow_private and not is_public(host):
        raise _private()


def _no_address() -> InvalidInputError:
    return InvalidInputError(t("That is no web address: it has to begin with http:// or https://."))


def _private() -> InvalidInputError:
    return InvalidInputError(
        t("That link leads into a private network: give me a page of the public web.")
    )
