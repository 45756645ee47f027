"""The page's web server: our shell at ``/``, SimCord's Preview behind the same origin.

Preview refuses to be framed and to be asked by another origin, and its addresses are absolute. So
whatever is not ours is passed on to it with the host it expects, and comes back framable by us.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import noto_cjk
import simcord
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.trying.stage import Stage

_STATIC = Path(__file__).with_name("static")
_PREVIEW_FONTS = Path(simcord.__file__).parent / "preview" / "static" / "fonts"
_FRAMABLE = {
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "font-src 'self'; connect-src 'self' blob:; img-src 'self' blob: data:; "
        "media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_INJECTED = (
    b'<link rel="stylesheet" href="/shell/frame.css"><script src="/shell/frame.js" defer></script>'
)
_KEEP_A_DAY = {"Cache-Control": "private, max-age=86400"}
_LOCAL_NAMES = {"127.0.0.1", "localhost", "::1"}
_PASSED_ON = ("Content-Type", "X-Simcord-Capability", "X-Simcord-Context")
# Preview takes 26 MiB of uploads in one request.
_LARGEST_REQUEST = 27 * 1024 * 1024
_STAGE: web.AppKey[Stage] = web.AppKey("stage")
_HTTP: web.AppKey[aiohttp.ClientSession] = web.AppKey("http")


def build_site(stage: Stage) -> web.Application:
    """Make the application that serves the page for ``stage``."""
    app = web.Application(client_max_size=_LARGEST_REQUEST, middlewares=[_only_this_machine])
    app[_STAGE] = stage
    app.cleanup_ctx.append(_client)
    app.router.add_get("/", _shell)
    app.router.add_get("/shell/state", _state)
    app.router.add_post("/shell/open", _open)
    app.router.add_get("/shell/cjk.otc", _font)
    app.router.add_get(r"/shell/{name:[a-z]+\.(?:css|js|svg)}", _own_file)
    app.router.add_get("/fonts/{name:[a-z0-9.-]+[.]ttf}", _preview_font)
    app.router.add_get("/preview", _frame)
    app.router.add_route("*", "/{path:.+}", _pass_on)
    return app


@web.middleware
async def _only_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    # The page has no password. A foreign site could otherwise reach it by name rebinding (Host) or
    # from a script of its own (Origin).
    origin = request.headers.get("Origin")
    names = [urlsplit(f"//{request.host}").hostname]
    if origin is not None:
        names.append(urlsplit(origin).hostname)
    if not _LOCAL_NAMES.issuperset(name or "" for name in names):
        raise web.HTTPForbidden(text="This page answers only to the machine it runs on.")
    return await handler(request)


async def _client(app: web.Application) -> AsyncIterator[None]:
    # A kept connection would hold up the closing of a Preview.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as http:
        app[_HTTP] = http
        yield


async def _shell(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(
        _STATIC / "shell.html", headers={**_FRAMABLE, "Cache-Control": "no-store"}
    )


async def _own_file(request: web.Request) -> web.StreamResponse:
    path = _STATIC / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _font(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(noto_cjk.otc_path("sans"), headers=_KEEP_A_DAY)


async def _preview_font(request: web.Request) -> web.StreamResponse:
    # The shell is set in the Preview's font and is there before any Preview is.
    path = _PREVIEW_FONTS / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=_KEEP_A_DAY)


async def _state(request: web.Request) -> web.Response:
    stage = request.app[_STAGE]
    viewer = request.query.get("viewer") or str(stage.world.people[0].member.id)
    try:
        return web.json_response(stage.state(int(viewer)), headers={"Cache-Control": "no-store"})
    except (LookupError, ValueError):
        raise web.HTTPNotFound from None


async def _open(request: web.Request) -> web.Response:
    wanted = await request.json()
    try:
        capability = await request.app[_STAGE].open(
            int(wanted["channel"]),
            int(wanted["viewer"]),
            language=str(wanted.get("language", "en-US")),
            timezone=str(wanted.get("timezone") or "UTC"),
        )
    except (LookupError, TypeError, ValueError):
        raise web.HTTPNotFound(text="There is no such channel.") from None
    except simcord.SetupError as error:
        raise web.HTTPConflict(text=str(error)) from None
    return web.json_response({"capability": capability})


async def _frame(request: web.Request) -> web.Response:
    status, headers, body = await _ask(request, "/", b"")
    page = body.replace(b"</head>", _INJECTED + b"</head>", 1)
    headers["Cache-Control"] = "no-store"
    return web.Response(status=status, body=page, headers=headers)


async def _pass_on(request: web.Request) -> web.Response:
    stage = request.app[_STAGE]
    body = await request.read()
    given = request.headers.get("X-Simcord-Capability")
    if given is not None and given != stage.capability:
        # A page that is about to be replaced; "unauthorized" would make it go blank first.
        raise web.HTTPServiceUnavailable
    if request.path != "/api/action":
        status, headers, answer = await _ask(request, request.path_qs, body)
        if request.path == "/api/commands" and status == HTTPStatus.OK:
            answer = json.dumps(stage.translated(json.loads(answer))).encode()
        return web.Response(status=status, body=answer, headers=headers)
    async with stage.acting():
        status, headers, answer = await _ask(request, request.path_qs, body)
        newer = _with_newer_revision(request, body, answer)
        if newer is not None:
            status, headers, answer = await _ask(request, request.path_qs, newer)
    return web.Response(status=status, body=answer, headers=headers)


def _with_newer_revision(request: web.Request, body: bytes, answer: bytes) -> bytes | None:
    """Return the action to repeat when only a refresh of ours came between page and click."""
    if request.content_type != "application/json":
        return None
    try:
        action: dict[str, Any] = json.loads(body)
        receipt: dict[str, Any] = json.loads(answer)
    except ValueError:
        return None
    codes = {item.get("code") for item in receipt.get("diagnostics") or ()}
    if not receipt.get("rejected") or codes != {"stale-revision"}:
        return None
    return json.dumps({**action, "published_revision": receipt["revision"]}).encode()


async def _ask(request: web.Request, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
    preview = request.app[_STAGE].preview
    if preview is None:
        raise web.HTTPServiceUnavailable
    try:
        base = preview.url.partition("/#")[0]
    except simcord.SetupError:  # it was closed between two channels
        raise web.HTTPServiceUnavailable from None
    passed = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
    try:
        async with request.app[_HTTP].request(
            request.method, base + path, data=body or None, headers=passed
        ) as response:
            answer = await response.read()
            headers = {
                name: value
                for name, value in response.headers.items()
                if name.startswith("X-") or name in ("Content-Disposition", "Content-Type")
            }
    except aiohttp.ClientError:
        raise web.HTTPServiceUnavailable from None
    api = path.startswith("/api/")
    headers["Cache-Control"] = "no-store" if api else "private, max-age=600"
    return response.status, headers | _FRAMABLE, answer
