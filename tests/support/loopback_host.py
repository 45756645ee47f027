"""A web server on the loopback address that says what a test tells it to."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aiohttp import web

from bot.providers.client import PoliteClient
from bot.providers.pacing import Pace
from tests.support.serving import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import aiohttp

    from tests.support.fake_clock import FakeClock

    Says: TypeAlias = web.Response | Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

PACE: Final = Pace(18, 10.0)


class LoopbackHost:
    """Answers each request with the next of ``answers``, with the last one for good.

    Attributes:
        seen: Every request so far.
    """

    def __init__(self) -> None:
        self.answers: list[Says] = [web.json_response({"ok": True})]
        self.seen: list[web.BaseRequest] = []
        self.url = ""

    def says(self, *answers: Says) -> None:
        """Answer so from here on."""
        self.answers = list(answers)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        self.seen.append(request)
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if not isinstance(answer, web.Response):
            return await answer(request)
        # A response can be sent only once.
        return web.Response(body=answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def loopback_host() -> AsyncIterator[LoopbackHost]:
    """Listen on a free port until the end."""
    host = LoopbackHost()
    async with served(host.serve) as host.url:
        yield host


def polite_client(
    host: LoopbackHost, clock: FakeClock, session: aiohttp.ClientSession, **options: Any
) -> PoliteClient:
    """A client of the host, called TVmaze, that never really waits."""
    settings = {"pace": PACE, "user_agent": "daebak/0 (test)", "sleep": clock.sleep} | options
    return PoliteClient(session, name="TVmaze", base_url=host.url, clock=clock, **settings)


def refuse(status: int, **headers: str) -> web.Response:
    """An answer with a status and a little JSON."""
    return web.json_response({"status": status}, status=status, headers=headers)


async def cut(request: web.BaseRequest) -> web.StreamResponse:
    """Close the connection instead of answering."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def tear(request: web.BaseRequest) -> web.StreamResponse:
    """Begin an answer, and close the connection in the middle of it."""
    torn = web.StreamResponse(headers={"Content-Type": "application/json"})
    torn.content_length = 1_000
    await torn.prepare(request)
    await torn.write(b'{"ok": ')
    await cut(request)
    return torn


async def never(_: web.BaseRequest) -> web.StreamResponse:
    """Leave the request without an answer."""
    await asyncio.Event().wait()
    return web.Response()
