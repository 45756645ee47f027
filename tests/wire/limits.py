"""Discord's rate limits: one for each route and channel, and one on all requests together."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING, Final

from tests.wire.faults import error_response
from tests.wire.recording import path_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from aiohttp import web

    from tests.wire.recording import Request

_BEAT_S: Final = 0.01
# Interactions and their webhooks are not counted.
_FREE: Final = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Route:
    """A route that has a limit of its own in each channel.

    Attributes:
        path: With ``*`` for a segment; the first one is the channel.
        limit: Requests within ``seconds``.
    """

    method: str
    path: str
    limit: int = 5
    seconds: float = 5.0
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", path_pattern(self.path))

    @property
    def name(self) -> str:
        """The name of its bucket, as Discord makes them up."""
        return sha256(f"{self.method} {self.path}".encode()).hexdigest()[:32]


ROUTES: Final = (
    Route("POST", "/channels/*/messages"),
    Route("GET", "/channels/*/messages"),
    Route("PATCH", "/channels/*/messages/*"),
    Route("POST", "/channels/*/threads"),
    Route("GET", "/channels/*"),
)


@dataclass(slots=True)
class Refusal:
    """A 429 that was given.

    Attributes:
        is_global: It was the limit on all requests together.
    """

    call: Request
    is_global: bool


@dataclass(slots=True)
class _Bucket:
    left: int
    resets_at: float


class _Stalls:
    """When this process got no turn on its core: what came then is seen too late, all at once."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._seen_at = 0.0

    def in_last_second(self) -> float:
        """Return how much of the last second nothing was seen, in seconds."""
        now = monotonic()
        if self._seen_at == 0.0:
            self._beat()
        while self._recent and self._recent[0][0] <= now - 1.0:
            self._recent.popleft()
        going_on = _stalled(now - self._seen_at)
        return min(1.0, going_on + sum(stall for _, stall in self._recent))

    def _beat(self) -> None:
        now = monotonic()
        if self._seen_at and (stall := _stalled(now - self._seen_at)):
            self._recent.append((now, stall))
        self._seen_at = now
        asyncio.get_running_loop().call_later(_BEAT_S, self._beat)


@dataclass(slots=True)
class Limits:
    """Counts requests and refuses those above a limit, each with the headers of the real one.

    Attributes:
        per_s: Requests in any one second, wherever it begins: stricter than Discord need be.
            Those that came while the double stood still count as spread over that time.
        routes: Those with limits of their own.
        refusals: Every 429 so far.
        busiest: The most requests there were in one second.
    """

    per_s: int = 50
    routes: Sequence[Route] = ROUTES
    refusals: list[Refusal] = field(default_factory=list)
    busiest: int = 0
    _recent: deque[float] = field(default_factory=deque)
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)
    _stalls: _Stalls = field(default_factory=_Stalls)

    def check(self, call: Request) -> web.Response | None:
        """Count a request; return the refusal where it is one too many."""
        if call.path.startswith(_FREE):
            return None
        now = monotonic()
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        allowed = self.per_s * (1.0 + self._stalls.in_last_second())
        if len(self._recent) >= allowed:
            return self._refuse(call, self._recent[0] + 1.0 - now, is_global=True)
        self._recent.append(now)
        self.busiest = max(self.busiest, len(self._recent))
        bucket = self._bucket(call, now)
        if bucket is not None:
            if bucket.left <= 0:
                return self._refuse(call, bucket.resets_at - now, is_global=False)
            bucket.left -= 1
        return None

    def headers(self, call: Request) -> dict[str, str]:
        """Return what an answer says about its route's limit, after it was counted."""
        found = self._route(call)
        if found is None:
            return {}
        route, channel = found
        bucket = self._buckets[route.name, channel]
        return {
            "X-RateLimit-Limit": str(route.limit),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset-After": f"{max(0.0, bucket.resets_at - monotonic()):.3f}",
            "X-RateLimit-Bucket": route.name,
        }

    def _bucket(self, call: Request, now: float) -> _Bucket | None:
        found = self._route(call)
        if found is None:
            return None
        route, channel = found
        key = (route.name, channel)
        bucket = self._buckets.get(key)
        if bucket is None or bucket.resets_at <= now:
            bucket = self._buckets[key] = _Bucket(route.limit, now + route.seconds)
        return bucket

    def _route(self, call: Request) -> tuple[Route, str] | None:
        for route in self.routes:
            if route.method == call.method and (match := route.pattern.fullmatch(call.path)):
                return route, match[1]
        return None

    def _refuse(self, call: Request, wait: float, *, is_global: bool) -> web.Response:
        self.refusals.append(Refusal(call, is_global))
        headers = {
            "Via": "1.1 google",
            "Retry-After": f"{wait:.3f}",
            "X-RateLimit-Scope": "global" if is_global else "user",
        }
        if is_global:
            headers["X-RateLimit-Global"] = "true"
        else:
            headers |= self.headers(call)
        body = {
            "message": "You are being rate limited.",
            "retry_after": wait,
            "global": is_global,
        }
        return error_response(429, body, headers)


def _stalled(gap: float) -> float:
    """Return how much of the time between two beats is more than a loop's usual lateness."""
    return gap - _BEAT_S if gap > 2 * _BEAT_S else 0.0
