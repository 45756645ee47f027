"""Getting what lies at an address that somebody gave us: safely, politely, within bounds."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import aiohttp

from bot.domain.texts import t
from bot.providers.registry import user_agent
from bot.web.address import PublicResolver, checked, resolve_host
from bot.web.bodies import ACCEPT_ENCODING
from bot.web.errors import SiteError, Trouble
from bot.web.exchange import Answer, Asked, exchange
from bot.web.hosts import PACE, Hosts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from yarl import URL

    from bot.providers.pacing import Clock, Pace, Sleep
    from bot.web.address import Resolve
    from bot.web.exchange import Redirect

    Turn: TypeAlias = Callable[[str], AbstractAsyncContextManager[None]]

TIMEOUT: Final = 20.0
PATIENCE: Final = 10.0
MAX_BYTES: Final = 10_000_000
MAX_REDIRECTS: Final = 5


class Web:
    """Asks sites for what members, feeds and imports point at; one in each process.

    Args:
        session: With a connector that refuses private networks; see ``open_web``.
        hosts: Whose turn it is.
        agent: What we call ourselves.
        allow_private: Whether addresses of private networks may be asked.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        hosts: Hosts,
        *,
        agent: str,
        allow_private: bool = False,
    ) -> None:
        self._session = session
        self._hosts = hosts
        self._agent = agent
        self._allow_private = allow_private

    async def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        limit_bytes: int = MAX_BYTES,
        etag: str | None = None,
        last_modified: str | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - of the exchange, without the wait for a turn
        patience: float = PATIENCE,
        attempts: int = 1,
        urgent: bool = False,
    ) -> Answer:
        """Get what lies at an address, through at most 5 redirects.

        Args:
            url: As it was given to us.
            accept: Media types, as HTTP has them.
            limit_bytes: Of the body, packed and unpacked.
            etag: Ask only for what has changed since; of an earlier answer.
            last_modified: Ask only for what has changed since; of an earlier answer.
            timeout: Seconds for all exchanges together, to the body's last byte.
            patience: Seconds to wait for a host's turn, or until it is to be asked again.
            attempts: How often to ask, if the failure is one that passes.
            urgent: Go ahead of what is not: somebody waits for it.

        Raises:
            InvalidInputError: No address of the public web, or more than ``limit_bytes``.
            SiteError: It was not given to us; says why, and whether that passes.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        wanted = {name: value for name, value in validators.items() if value}
        headers = {
            "User-Agent": self._agent,
            "Accept": accept,
            "Accept-Encoding": ACCEPT_ENCODING,
            **wanted,
        }
        asked = Asked(headers, limit_bytes, timeout, bool(wanted))
        turn = partial(self._hosts.turn, patience=patience, urgent=urgent)
        start = checked(url, allow_private=self._allow_private)
        for _ in range(attempts - 1):
            try:
                return await self._follow(start, asked, turn)
            except SiteError as error:
                if not error.is_passing or (error.wait or 0.0) > patience:
                    raise
        return await self._follow(start, asked, turn)

    async def _follow(self, url: URL, asked: Asked, turn: Turn) -> Answer:
        moved_to: str | None = None
        is_for_good = True
        left = asked.timeout
        loop = asyncio.get_running_loop()
        for _ in range(MAX_REDIRECTS + 1):
            async with turn(url.host or ""):
                started = loop.time()
                found = await self._ask(url, asked, left)
                left -= loop.time() - started
            if isinstance(found, Answer):
                return replace(found, moved_to=moved_to)
            url = checked(str(found.target), allow_private=self._allow_private)
            is_for_good = is_for_good and found.for_good
            if is_for_good:
                moved_to = str(url)
        raise SiteError(
            Trouble.ASTRAY,
            t(
                "That link redirects more than {count} times: give me the final one.",
                count=MAX_REDIRECTS,
            ),
        )

    async def _ask(self, url: URL, asked: Asked, seconds: float) -> Answer | Redirect:
        host = url.host or ""
        try:
            found = await exchange(self._session, url, asked, seconds=seconds)
        except SiteError as error:
            if error.is_passing:
                error.wait = self._hosts.failed(host, wait=error.wait)
            else:
                self._hosts.worked(host)
            raise
        self._hosts.worked(host)
        return found


@asynccontextmanager
async def open_web(
    *,
    contact: str | None = None,
    allow_private: bool = False,
    resolve: Resolve = resolve_host,
    pace: Pace = PACE,
    clock: Clock = time.monotonic,
    sleep: Sleep = asyncio.sleep,
    jitter: Callable[[], float] = random.random,
    keep_alive: bool = True,
) -> AsyncIterator[Web]:
    """Open the web until the end of the context.

    Args:
        contact: How to reach whoever runs us, for sites' owners.
        allow_private: Whether addresses of private networks and any port may be asked.
        resolve: How a host's addresses are found.
        pace: How often one host may be asked.
        clock: Seconds, from any start.
        sleep: Waits for so many seconds.
        jitter: From 0 to 1, at random.
        keep_alive: Leave a connection open for the next request.
    """
    connector = aiohttp.TCPConnector(
        resolver=PublicResolver(resolve, allow_private=allow_private),
        limit=50,
        force_close=not keep_alive,
    )
    hosts = Hosts(pace, clock=clock, sleep=sleep, jitter=jitter)
    # No cookies, and no proxy of the environment: it would be asked for private addresses.
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
    ) as session:
        yield Web(session, hosts, agent=user_agent(contact), allow_private=allow_private)
