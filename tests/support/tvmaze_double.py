"""A TVmaze of our own on 127.0.0.1: it pages, throttles, fails, and changes between runs."""

from __future__ import annotations

import hashlib
import re
import time
from collections import deque
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self

import orjson
from aiohttp import web

from tests.support.tvmaze_world import TVmazeWorld, seeded

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE: Final = 250
PEOPLE_PAGE: Final = 1_000
SINCE: Final = {"day": 86_400, "week": 7 * 86_400, "month": 30 * 86_400}


@dataclass(slots=True)
class Seen:
    """A request that was made.

    Attributes:
        at: On the double's clock.
        target: Path and query.
        status: What it was answered with; 0 where the connection was cut.
    """

    at: float
    target: str
    agent: str
    etag: str | None
    status: int = 0


class TVmazeDouble:
    """TVmaze with made-up shows.

    ``async with TVmazeDouble(shows=500, failing=0.05) as double: … double.url``

    Attributes:
        world: Which shows there are.
        requests: Every request so far, oldest first.

    Args:
        shows: How many there are in the beginning; ``world`` has more to say about them.
        seed: The same seed makes the same shows and the same failures.
        allowed: Requests within ``window`` seconds; more are answered 429.
        failing: The share of requests that meet a 500, a cut connection or a torn answer.
        retry_after: What a 429 says; TVmaze's says nothing.
        embeds_specials: Whether episodes can be embedded with their specials.
        etags: Whether answers have one.
        clock: Seconds; the client's, where time is not real.
    """

    def __init__(
        self,
        shows: int = 500,
        *,
        seed: int = 1,
        allowed: int = 20,
        window: float = 10.0,
        failing: float = 0.0,
        retry_after: float | None = None,
        embeds_specials: bool = True,
        etags: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.world = TVmazeWorld(shows, seed)
        # Each takes how many, and returns the ids it came to.
        self.add, self.change, self.delete = self.world.add, self.world.change, self.world.delete
        self.requests: list[Seen] = []
        self.failing = failing
        self.embeds_specials = embeds_specials
        self._allowed, self._window = allowed, window
        self._retry_after = retry_after
        self._etags = etags
        self._clock = clock
        self._rng = seeded(seed, "faults")
        self._recent: deque[float] = deque()
        self._port = 0
        self._runner = web.ServerRunner(
            web.Server(self._serve, access_log=None), shutdown_timeout=0.1
        )

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        """Start listening."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self._runner.cleanup()

    def asked(self, pattern: str) -> list[Seen]:
        """Requests whose path and query match a regular expression, from their beginning."""
        return [seen for seen in self.requests if re.match(pattern, seen.target)]

    def most_within(self, seconds: float) -> int:
        """The greatest number of requests in any stretch of time, the refused among them."""
        times = sorted(seen.at for seen in self.requests)
        most = start = 0
        for end, at in enumerate(times):
            while at - times[start] > seconds:
                start += 1
            most = max(most, end - start + 1)
        return most

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = request.headers
        seen = Seen(
            self._clock(),
            request.path_qs,
            headers.get("User-Agent", ""),
            headers.get("If-None-Match"),
        )
        self.requests.append(seen)
        if self._is_too_many(seen.at):
            wait = {} if self._retry_after is None else {"Retry-After": str(self._retry_after)}
            response: web.StreamResponse = _error(429, "Too Many Requests", headers=wait)
        elif self._rng.random() < self.failing:
            return await self._fail(request, seen)
        else:
            response = self._found(request)
        seen.status = response.status
        return response

    def _is_too_many(self, now: float) -> bool:
        while self._recent and now - self._recent[0] >= self._window:
            self._recent.popleft()
        self._recent.append(now)
        return len(self._recent) > self._allowed

    async def _fail(self, request: web.BaseRequest, seen: Seen) -> web.StreamResponse:
        kind = self._rng.choice(("500", "cut", "torn"))
        if kind == "500":
            seen.status = 500
            return _error(500, "Internal Server Error")
        torn = web.StreamResponse(headers={"Content-Type": "application/json"})
        if kind == "torn":
            torn.content_length = 1_000
            await torn.prepare(request)
            await torn.write(b'[{"id": 1, "name": "')
        if request.transport is not None:
            request.transport.close()
        return torn

    def _found(self, request: web.BaseRequest) -> web.Response:
        for pattern, handler in _ROUTES:
            if match := re.fullmatch(pattern, request.path):
                try:
                    found = handler(self, request.query, *match.groups())
                except _HttpError as error:
                    return _error(error.status, error.name, error.message)
                return self._json(request, found)
        return _error(404, "Not Found", "Page not found.")

    def _json(self, request: web.BaseRequest, found: object) -> web.Response:
        body = orjson.dumps(found)
        headers = {"Cache-Control": "public, max-age=3600"}
        if self._etags:
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                return web.Response(status=304, headers=headers)
        return web.Response(
            body=body, content_type="application/json", charset="UTF-8", headers=headers
        )

    def _index(self, query: Any) -> object:
        page = int(query.get("page", 0))
        if not self.world.ids or page > self.world.ids[-1] // PAGE:
            raise _HttpError
        wanted = range(page * PAGE, (page + 1) * PAGE)
        return [self.world.show(show_id) for show_id in self.world.ids if show_id in wanted]

    def _show(self, query: Any, show_id: str) -> object:
        show = self._part(query, show_id, "show")
        wanted = [*query.getall("embed[]", []), *query.getall("embed", [])]
        embedded = {}
        for name in wanted:
            if name == "episodeswithspecials" and self.embeds_specials:
                embedded[name] = self.world.episodes(int(show_id), specials=True)
            elif name in {"akas", "cast", "episodes", "seasons"}:
                embedded[name] = self._part({}, show_id, name)
            else:
                raise _HttpError(400, "Bad Request", "Invalid embed type")
        return {**show, "_embedded": embedded} if wanted else show

    def _part(self, query: Any, show_id: str, name: str) -> Any:
        if not self.world.has(int(show_id)):
            raise _HttpError
        if name == "episodes":
            return self.world.episodes(int(show_id), specials=query.get("specials") == "1")
        return getattr(self.world, name)(int(show_id))

    def _updates(self, query: Any) -> object:
        since = query.get("since")
        oldest = self.world.now - SINCE[since] if since else 0
        return {str(i): at for i, at in sorted(self.world.updated.items()) if at >= oldest}

    def _schedule(self, query: Any) -> object:
        country = query.get("country", "US")
        return [
            {**episode, "show": show}
            for show, episode in self._airing(query)
            if show["network"] and show["network"]["country"]["code"] == country
        ]

    def _web_schedule(self, query: Any) -> object:
        if query.get("country"):
            return []
        return [
            {**episode, "_embedded": {"show": show}}
            for show, episode in self._airing(query)
            if show["webChannel"]
        ]

    def _airing(self, query: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        try:
            day = date.fromisoformat(query.get("date", ""))
        except ValueError:
            raise _HttpError(422, "Unprocessable entity", "Not a valid ISO date") from None
        return [
            (self.world.show(show_id), episode)
            for show_id in self.world.airing_on(day)
            for episode in self.world.episodes(show_id, specials=True)
            if episode["airdate"] == day.isoformat()
        ]

    def _search(self, query: Any) -> object:
        wanted = query.get("q", "").casefold()
        found = []
        for show_id in self.world.ids:
            names = [aka["name"] for aka in self.world.akas(show_id)]
            show = self.world.show(show_id)
            if any(wanted in name.casefold() for name in (show["name"], *names)):
                found.append({"score": 0.9, "show": show})
            if len(found) == 10:
                break
        return found

    def _people(self, query: Any) -> object:
        first = int(query.get("page", 0)) * PEOPLE_PAGE
        if first > self.world.people:
            raise _HttpError
        last = min(self.world.people, first + PEOPLE_PAGE - 1)
        return [self.world.person(number) for number in range(max(1, first), last + 1)]

    def _person(self, _: Any, number: str) -> object:
        if not 1 <= int(number) <= self.world.people:
            raise _HttpError
        return self.world.person(int(number))


class _HttpError(Exception):
    def __init__(self, status: int = 404, name: str = "Not Found", message: str = "") -> None:
        super().__init__(name)
        self.status, self.name, self.message = status, name, message


_ROUTES: Final = (
    (r"/shows", TVmazeDouble._index),
    (r"/shows/(\d+)", TVmazeDouble._show),
    (r"/shows/(\d+)/(akas|cast|seasons|episodes)", TVmazeDouble._part),
    (r"/updates/shows", TVmazeDouble._updates),
    (r"/schedule", TVmazeDouble._schedule),
    (r"/schedule/web", TVmazeDouble._web_schedule),
    (r"/search/shows", TVmazeDouble._search),
    (r"/people", TVmazeDouble._people),
    (r"/people/(\d+)", TVmazeDouble._person),
)


def _error(
    status: int, name: str, message: str = "", headers: dict[str, str] | None = None
) -> web.Response:
    body = {"name": name, "message": message, "code": 0, "status": status}
    return web.Response(
        body=orjson.dumps(body), status=status, content_type="application/json", headers=headers
    )
