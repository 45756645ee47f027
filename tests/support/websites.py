"""A site on the loopback address, and the web as it is opened for tests: without any waiting."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.web.getting import Web, open_web
from tests.support.fake_clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def quick_web(clock: FakeClock | None = None, **options: Any) -> AsyncIterator[Web]:
    """Open a web on which pauses take no time."""
    clock = clock or FakeClock()
    settings = {"allow_private": True, "clock": clock, "sleep": clock.sleep, "jitter": lambda: 1.0}
    async with open_web(**settings | options) as web:
        yield web


def lead_to(address: str = "127.0.0.1", **hosts: str) -> Any:
    """Return a resolver by which every name leads to one address, and some to others.

    Args:
        address: Of every other name.
        hosts: Addresses by names, ``_`` for a dot.
    """
    others = {name.replace("_", "."): where for name, where in hosts.items()}

    async def resolve(host: str, port: int) -> list[str]:
        resolve.asked.append(host)
        return [others.get(host, address)]

    resolve.asked = []
    return resolve
