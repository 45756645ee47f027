"""Asking a host no more often than it allows, and what is urgent first."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Clock: TypeAlias = Callable[[], float]
    Sleep: TypeAlias = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a host may be asked.

    Attributes:
        allowed: Requests within ``seconds``.
        at_once: Requests under way at the same time.
        catch_up: Seconds of lateness that the next requests make up for by following sooner.
    """

    allowed: float
    seconds: float
    at_once: int = 1
    catch_up: float = 0.0

    @property
    def interval(self) -> float:
        """Seconds from one request to the next."""
        return self.seconds / self.allowed


class Pacer:
    """Lets requests begin one by one, evenly spaced, the urgent ones first.

    The first waits for an interval too: a process that is restarted again and again keeps the
    pace with nothing remembered between its lives.
    """

    def __init__(self, pace: Pace, *, clock: Clock, sleep: Sleep) -> None:
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._free_at = clock() + pace.interval
        self._running = 0
        # Dicts for their order: whoever waits stands in one under the event that calls them.
        self._urgent: dict[asyncio.Event, None] = {}
        self._patient: dict[asyncio.Event, None] = {}

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait until a request may begin; it is under way until the context ends."""
        await self._wait(self._urgent if urgent else self._patient)
        try:
            yield
        finally:
            self._running -= 1
            self._call_next()

    def hold(self, seconds: float) -> None:
        """Let nothing begin for ``seconds`` from now."""
        self._free_at = max(self._free_at, self._clock() + seconds)

    def held_for(self) -> float:
        """Return the seconds until something may begin."""
        return max(0.0, self._free_at - self._clock())

    async def _wait(self, queue: dict[asyncio.Event, None]) -> None:
        called = asyncio.Event()
        queue[called] = None
        try:
            while True:
                called.clear()
                if self._next() is not called or self._running >= self._pace.at_once:
                    await called.wait()
                elif (delay := self.held_for()) > 0:
                    # Whoever is urgent and comes meanwhile goes first: look again afterwards.
                    await self._sleep(delay)
                else:
                    break
            self._running += 1
            due = max(self._free_at, self._clock() - self._pace.catch_up)
            self._free_at = due + self._pace.interval
        finally:
            del queue[called]
            self._call_next()

    def _next(self) -> asyncio.Event | None:
        return next(iter(self._urgent or self._patient), None)

    def _call_next(self) -> None:
        if (waiting := self._next()) is not None:
            waiting.set()
