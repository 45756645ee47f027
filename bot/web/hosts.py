"""One request at a time for each host, with a pause between, and none while it is in trouble."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.providers.pacing import Pace, Pacer
from bot.web.errors import held

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.providers.pacing import Clock, Sleep

PACE: Final = Pace(1, 1.0)
FIRST_BACKOFF: Final = 5.0
LONGEST_BACKOFF: Final = 3_600.0
_REMEMBERED: Final = 2_000


@dataclass(slots=True)
class _Host:
    pacer: Pacer
    failures: int = 0
    users: int = 0


class Hosts:
    """Everybody's turns at every host of the web, in one process.

    Args:
        pace: How often one host may be asked.
        clock: Seconds, from any start.
        sleep: Waits for so many seconds.
        jitter: From 0 to 1, at random, so that hosts which failed together do not come together.
    """

    def __init__(
        self, pace: Pace, *, clock: Clock, sleep: Sleep, jitter: Callable[[], float]
    ) -> None:
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(
        self, name: str, *, patience: float, urgent: bool = False
    ) -> AsyncIterator[None]:
        """Wait until a host may be asked; nobody else asks it until the context ends.

        Args:
            name: The host's.
            patience: Seconds to wait for it.
            urgent: Go ahead of what is not.

        Raises:
            SiteError: It is left alone for longer than that.
        """
        host = self._host(name)
        if (seconds := host.pacer.held_for()) > patience:
            raise held(seconds)
        host.users += 1
        try:
            async with AsyncExitStack() as stack:
                try:
                    async with asyncio.timeout(patience):
                        await stack.enter_async_context(host.pacer.turn(urgent=urgent))
                except TimeoutError:
                    raise held(host.pacer.held_for()) from None
                yield
        finally:
            host.users -= 1

    def failed(self, name: str, *, wait: float | None = None) -> float:
        """Leave a host alone for a while, longer after each failure, and return the seconds.

        Args:
            name: The host's.
            wait: Seconds for which it asked itself.
        """
        host = self._host(name)
        backoff = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(host.failures, 20))
        host.failures += 1
        seconds = backoff * (0.5 + self._jitter() / 2)
        if wait is not None:
            seconds = max(seconds, wait)
        host.pacer.hold(seconds)
        return seconds

    def worked(self, name: str) -> None:
        """Forget a host's failures."""
        self._host(name).failures = 0

    def _host(self, name: str) -> _Host:
        host = self._hosts.pop(name, None)
        if host is None:
            self._forget()
            host = _Host(Pacer(self._pace, clock=self._clock, sleep=self._sleep))
        # The one used last stands last.
        self._hosts[name] = host
        return host

    def _forget(self) -> None:
        if len(self._hosts) < _REMEMBERED:
            return
        for name, host in list(self._hosts.items()):
            if not host.users and not host.pacer.held_for():
                del self._hosts[name]
