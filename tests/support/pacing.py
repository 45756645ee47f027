"""Requests to Discord as its pace sees them, without any."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING

from discord.http import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ui.pacing import RestPace


async def begin(pace: RestPace, path: str = "/channels/1/messages", base: str | None = None):
    """Let a request begin, as aiohttp does; return when it has had its turn."""
    trace = pace.trace()
    trace.freeze()
    url = (Route.BASE if base is None else base) + path
    await trace.on_request_start.send(None, None, SimpleNamespace(url=url))


async def end(pace: RestPace, status: int, headers: dict[str, str] | None = None):
    """Let a request end with an answer."""
    trace = pace.trace()
    trace.freeze()
    response = SimpleNamespace(status=status, headers=headers or {})
    await trace.on_request_end.send(None, None, SimpleNamespace(response=response))


async def until(condition: Callable[[], object]) -> None:
    """Let other tasks go on until something is so."""
    while not condition():  # noqa: ASYNC110 - whatever changes it need not know of us
        await asyncio.sleep(0)
