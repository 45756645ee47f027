"""What can go wrong between a bot and Discord's REST API, one class each.

A fault is given the request and ``apply``, which does what the request asks and returns the
answer; what it leaves out of that is the fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, Final, Protocol

import orjson
from aiohttp import web

from tests.wire.recording import path_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Awaitable, Callable, Sequence

    from tests.wire.recording import Request

    Apply = Callable[[], Awaitable[web.Response]]

# Without a charset: discord.py parses bodies of exactly this type.
CONTENT_TYPE: Final = "application/json"


class Fault(Protocol):
    """Answers one request badly."""

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Return the answer, or cut the connection."""
        ...


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429 for ``retry_after`` seconds; without ``via`` discord.py takes it for an address ban."""

    retry_after: float = 0.05
    is_global: bool = False
    via: bool = True

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Refuse, and say for how long."""
        headers = {
            "Retry-After": f"{self.retry_after:.3f}",
            "X-RateLimit-Scope": "global" if self.is_global else "user",
        }
        if self.via:
            headers["Via"] = "1.1 google"
        body = {
            "message": "You are being rate limited.",
            "retry_after": self.retry_after,
            "global": self.is_global,
        }
        return error_response(429, body, headers)


@dataclass(frozen=True, slots=True)
class Refused:
    """Any status, 500 unless told otherwise, with Discord's error body."""

    status: int = 500
    code: int = 0
    message: str = "Internal Server Error"

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Refuse; nothing is applied."""
        body = {"message": self.message, "code": self.code}
        return error_response(self.status, body)


@dataclass(frozen=True, slots=True)
class Unreached:
    """The connection is reset before the request is applied."""

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Cut the connection."""
        return cut(request)


@dataclass(frozen=True, slots=True)
class Lost:
    """The request is applied, then the connection is reset with nothing said."""

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Apply and cut the connection."""
        await apply()
        return cut(request)


@dataclass(frozen=True, slots=True)
class Torn:
    """The request is applied and the connection reset in the middle of the answer's body."""

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Apply, send the head and half the body, and cut the connection."""
        whole = await apply()
        body = whole.body if isinstance(whole.body, bytes) else b""
        partial = web.StreamResponse(status=whole.status, headers={"Content-Type": CONTENT_TYPE})
        partial.content_length = len(body)
        with contextlib.suppress(ConnectionError):  # the bot may be gone meanwhile
            await partial.prepare(request)
            await partial.write(body[: len(body) // 2])
        cut(request)
        return partial


@dataclass(frozen=True, slots=True)
class Slow:
    """The request is applied at once and answered ``seconds`` later."""

    seconds: float

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Apply, wait, answer."""
        found = await apply()
        await asyncio.sleep(self.seconds)
        return found


@dataclass(frozen=True, slots=True)
class Held:
    """The request is applied at once and answered when it is let go."""

    let_go: asyncio.Event

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Apply, wait, answer."""
        found = await apply()
        await self.let_go.wait()
        return found


@dataclass(frozen=True, slots=True)
class Fatal:
    """The bot dies while it waits for the answer; what it asked for is applied or not."""

    kill: Callable[[], None]
    applied: bool

    async def answer(self, request: web.BaseRequest, apply: Apply) -> web.StreamResponse:
        """Apply or not, kill the bot, and cut the connection."""
        if self.applied:
            await apply()
        self.kill()
        return cut(request)


@dataclass(slots=True)
class FaultPlan:
    """Which of the coming requests fail, and how.

    Attributes:
        random: What decides where faults are scattered.
    """

    random: Random = field(default_factory=lambda: Random(2026))  # noqa: S311
    _planned: list[_Planned] = field(default_factory=list)
    _scattered: list[_Scattered] = field(default_factory=list)

    def add(self, method: str, path: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next ``times`` requests to a path (``*`` is one segment) meet a fault."""
        self._planned.append(_Planned(method, path_pattern(path), fault, times))

    def scatter(self, method: str, path: str, faults: Sequence[Fault], *, share: float) -> None:
        """Let a share (0 to 1) of all requests to a path meet one of these, at random."""
        self._scattered.append(_Scattered(method, path_pattern(path), faults, share))

    def take(self, call: Request) -> Fault | None:
        """Return the fault that a request is to meet, and count it off."""
        for planned in self._planned:
            if planned.left and planned.method == call.method and planned.path.fullmatch(call.path):
                planned.left -= 1
                return planned.fault
        for each in self._scattered:
            if each.method == call.method and each.path.fullmatch(call.path):
                return (
                    self.random.choice(each.faults) if self.random.random() < each.share else None
                )
        return None

    def clear(self) -> None:
        """Forget what was planned: from here on everything works."""
        self._planned.clear()
        self._scattered.clear()


def error_response(
    status: int, body: dict[str, Any], headers: dict[str, str] | None = None
) -> web.Response:
    """Return a refusal with a JSON body."""
    return web.Response(
        body=orjson.dumps(body), status=status, content_type=CONTENT_TYPE, headers=headers
    )


def cut(request: web.BaseRequest) -> web.StreamResponse:
    """Reset the connection (RST, not FIN); the response returned goes nowhere."""
    if (transport := request.transport) is not None:
        reset(transport)
    return web.Response()


def reset(transport: asyncio.BaseTransport) -> None:
    """Close a connection so that its other end reads "connection reset by peer"."""
    if transport.is_closing():
        return
    linger_for_nothing = struct.pack("ii", 1, 0)
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, linger_for_nothing
    )
    assert isinstance(transport, asyncio.Transport)
    transport.abort()


@dataclass(slots=True)
class _Planned:
    method: str
    path: re.Pattern[str]
    fault: Fault
    left: int


@dataclass(frozen=True, slots=True)
class _Scattered:
    method: str
    path: re.Pattern[str]
    faults: Sequence[Fault]
    share: float
