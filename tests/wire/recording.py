"""Every request the double receives, in order, and a way to wait for one."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiohttp import BodyPartReader

if TYPE_CHECKING:
    from aiohttp import web

# What a test may care about; the rest (host, accept, user agent) is noise.
_KEPT_HEADERS: Final = ("Authorization", "Content-Type", "X-Audit-Log-Reason")


@dataclass(slots=True)
class Request:
    """One request, as it came.

    Attributes:
        path: Without the API's prefix, such as ``/channels/1/messages``.
        json: The JSON body, or the ``payload_json`` part of an upload.
        files: Part name to file name, such as ``{"files[0]": "poster.png"}``.
        at: Monotonic seconds when the last byte of the body had arrived.
        status: What it was answered with; None while unanswered and where a fault hid the answer.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    json: Any
    files: dict[str, str]
    at: float
    status: int | None = field(default=None, compare=False)


async def read(request: web.BaseRequest, prefix: str) -> Request:
    """Read a request to its end."""
    content: Any = None
    files: dict[str, str] = {}
    if request.content_type.startswith("multipart/"):
        content, files = await _read_parts(request)
    elif body := await request.read():
        content = orjson.loads(body) if request.content_type == "application/json" else body
    return Request(
        method=request.method,
        path=request.path.removeprefix(prefix),
        query=dict(request.query),
        headers={name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers},
        json=content,
        files=files,
        at=monotonic(),
    )


def path_pattern(path: str) -> re.Pattern[str]:
    """Compile a path in which each ``*`` stands for one segment and becomes a group."""
    return re.compile("([^/]+)".join(re.escape(part) for part in path.split("*")))


class Recorder:
    """The requests so far, and whoever waits for more."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._more = asyncio.Event()

    def add(self, request: Request) -> None:
        """Remember a request and wake the waiting."""
        self.requests.append(request)
        self._more.set()

    def matching(self, method: str, path: str) -> list[Request]:
        """Return the requests to a path (``*`` stands for one segment), oldest first."""
        pattern = path_pattern(path)
        return [r for r in self.requests if r.method == method and pattern.fullmatch(r.path)]

    async def wait_for(
        self, method: str, path: str, *, count: int = 1, within: float = 5.0
    ) -> list[Request]:
        """Wait until ``count`` requests to a path have come, and return them all.

        Raises:
            TimeoutError: They did not come within ``within`` seconds.
        """
        async with asyncio.timeout(within):
            while len(found := self.matching(method, path)) < count:
                self._more.clear()
                await self._more.wait()
        return found


async def _read_parts(request: web.BaseRequest) -> tuple[Any, dict[str, str]]:
    content: Any = None
    files: dict[str, str] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader), "a part that is itself multipart"
        name, body = part.name or "", await part.read()
        if name == "payload_json":
            content = orjson.loads(body)
        elif part.filename:
            files[name] = part.filename
        else:
            content = {**(content or {}), name: body.decode()}
    return content, files
