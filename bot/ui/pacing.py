"""How often the bot asks Discord: evenly, below what it allows, and what people wait for first.

discord.py minds the limits of single routes; of the one on all requests together it hears only
once it was exceeded. So every request of the process waits here for its turn. Answers to
interactions do not count against that limit, and do not wait.
"""

from __future__ import annotations

import asyncio
import contextlib
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Final

import aiohttp
from discord.http import Route

from bot.providers.pacing import Pace, Pacer
from bot.providers.waiting import retry_after

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import SimpleNamespace

    import discord

    from bot.providers.pacing import Clock, Sleep

REQUESTS_PER_S: Final = 50.0
"""What Discord allows a bot."""

_USED: Final = 0.93  # some arrive closer together than they left
_FREE: Final = ("/interactions/", "/webhooks/")
_NEXT: Final = 4
_PREPARED_S: Final = 1.0
_TOO_MANY: Final = 429
_HELD_S: Final = 1.0

_place: ContextVar[_Place | None] = ContextVar("place", default=None)


class Line:
    """Work that nobody looks at a screen for: its requests wait behind all others.

    Of many pieces of work only the next few begin: each prepares what it sends just before its
    turn, and not all at once while somebody waits for an answer.

    Attributes:
        waiting: How many have not begun.
    """

    def __init__(self) -> None:
        self.waiting = 0
        self._next = asyncio.Semaphore(_NEXT)

    @contextlib.asynccontextmanager
    async def joined(self) -> AsyncIterator[None]:
        """Wait until it is about this task's turn, and have its requests wait in this line."""
        self.waiting += 1
        try:
            await self._next.acquire()
        finally:
            self.waiting -= 1
        place = _Place(self._next)
        # Some wait elsewhere, for their channel's own limit: they hold nobody up.
        soon = asyncio.get_running_loop().call_later(_PREPARED_S, place.leave)
        token = _place.set(place)
        try:
            yield
        finally:
            _place.reset(token)
            soon.cancel()
            place.leave()


class _Place:
    """One of the next in a line, until its first request had its turn."""

    def __init__(self, line: asyncio.Semaphore) -> None:
        self._line: asyncio.Semaphore | None = line

    def leave(self) -> None:
        """Let the next one begin."""
        if self._line is not None:
            self._line.release()
            self._line = None


class RestPace:
    """Lets a process's requests to Discord begin one by one.

    Attributes:
        per_s: Requests a second that may begin.
    """

    def __init__(
        self,
        allowed_per_s: float = REQUESTS_PER_S,
        *,
        clock: Clock = monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.per_s = allowed_per_s * _USED
        pace = Pace(self.per_s, 1.0, catch_up=1 / self.per_s)
        self._pacer = Pacer(pace, clock=clock, sleep=sleep)

    def trace(self) -> aiohttp.TraceConfig:
        """Return what makes discord.py's requests wait (its option ``http_trace``)."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._wait)
        trace.on_request_end.append(self._heed)
        return trace

    async def _wait(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if not _counts(str(request.url)):
            return
        place = _place.get()
        async with self._pacer.turn(urgent=place is None):
            pass
        if place is not None:
            place.leave()

    async def _heed(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        """Begin nothing while Discord takes nothing: discord.py holds only what comes later."""
        headers = request.response.headers
        if request.response.status != _TOO_MANY:
            return
        # Without "Via" it is no limit of Discord's but a ban of this address.
        if headers.get("X-RateLimit-Scope") == "global" or "Via" not in headers:
            self._pacer.hold(retry_after(headers.get("Retry-After")) or _HELD_S)


def _counts(url: str) -> bool:
    path = url.removeprefix(Route.BASE)
    return path != url and not path.startswith(_FREE)


def forget_limits(client: discord.Client) -> None:
    """Forget the limits of channels that have run out.

    discord.py keeps each for five minutes, and goes through all of them whenever it meets a new
    channel: after some thousands that takes it longer than a member's answer may.
    """
    kept = client.http._buckets  # noqa: SLF001 - there is no other way
    spent = [
        key
        for key, limit in kept.items()
        if limit.is_expired() and not limit.outgoing and not limit._pending_requests  # noqa: SLF001
    ]
    for key in spent:
        del kept[key]
