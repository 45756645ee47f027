"""The REST API: one request in, recorded, perhaps met by a fault, applied, answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiohttp import web

from tests.wire import routes
from tests.wire.faults import CONTENT_TYPE, FaultPlan
from tests.wire.recording import Recorder, Request, path_pattern, read
from tests.wire.world import ApiError, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.limits import Limits

PREFIX: Final = "/api/v10"

# Interactions and webhooks prove themselves by the token in their path.
_WITHOUT_TOKEN: Final = ("/interactions/", "/webhooks/")

_LIMITS: Final = {
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "999",
    "X-RateLimit-Reset-After": "1.000",
}


class Api:
    """Answers requests from the world's state.

    Attributes:
        recorder: Every request so far.
        faults: What is to go wrong.
        limits: The rate limits that are enforced; without them every answer says there is room.
        unknown: ``"METHOD /path"`` of requests to routes the double does not have.
    """

    def __init__(self, world: World, gateway_url: Callable[[], str]) -> None:
        self.world = world
        self.recorder = Recorder()
        self.faults = FaultPlan()
        self.limits: Limits | None = None
        self.unknown: list[str] = []
        self._gateway_url = gateway_url
        self._table = [(m, path_pattern(p), h) for m, p, h in routes.TABLE]

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        call = await read(request, PREFIX)
        self.recorder.add(call)
        if self.limits is not None and (refusal := self.limits.check(call)) is not None:
            call.status = refusal.status
            return refusal
        fault = self.faults.take(call)
        if fault is not None:
            return await fault.answer(request, partial(self._apply, call))
        response = await self._apply(call)
        call.status = response.status
        return response

    async def _apply(self, call: Request) -> web.Response:
        try:
            status, found = await self._handle(call)
        except ApiError as error:
            status, found = error.status, {"message": str(error), "code": error.code}
        limits = _LIMITS if self.limits is None else self.limits.headers(call)
        if found is None:
            return web.Response(status=status, headers=limits)
        body = orjson.dumps(found)
        return web.Response(body=body, status=status, content_type=CONTENT_TYPE, headers=limits)

    async def _handle(self, call: Request) -> tuple[int, Any]:
        if not call.path.startswith(_WITHOUT_TOKEN):
            if call.headers.get("Authorization") != f"Bot {self.world.token}":
                raise ApiError(401, 0, "401: Unauthorized")
            if call.path.startswith("/gateway"):
                return 200, self._gateway(call.path)
        for method, pattern, handler in self._table:
            if method == call.method and (match := pattern.fullmatch(call.path)):
                return await handler(self.world, call, *match.groups())
        self.unknown.append(f"{call.method} {call.path}")
        raise ApiError(404, 0, "404: Not Found")

    def _gateway(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {"url": self._gateway_url()}
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            found |= {"shards": self.world.shards, "session_start_limit": limit}
        return found
