from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.domain.errors import InvalidInputError, UnavailableError
from bot.reading import fetch
from bot.reading.fetch import fetch_post


@pytest.fixture
async def site():
    """A blog on the loopback address."""
    seen: list[web.Request] = []

    async def page(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        match request.path:
            case "/post":
                return web.Response(text="<p>사랑 héllo</p>", content_type="text/html")
            case "/meta":
                body = '<meta charset="euc-kr"><p>사랑</p>'.encode("euc-kr")
                return web.Response(body=body, headers={"Content-Type": "text/html"})
            case "/lies":
                body = "<p>héllo</p>".encode("latin-1")
                return web.Response(body=body, headers={"Content-Type": "text/html; charset=utf-8"})
            case "/odd":
                body, kind = b"<p>hi</p>", "text/html; charset=unicode_escape"
                return web.Response(body=body, headers={"Content-Type": kind})
            case "/text":
                return web.Response(text="Review: Paper Key")
            case "/moved":
                return web.Response(status=301, headers={"Location": "/post"})
            case "/loop":
                return web.Response(status=302, headers={"Location": "/loop"})
            case "/out":
                return web.Response(status=302, headers={"Location": "ftp://a.example/x"})
            case "/inward":
                return web.Response(status=302, headers={"Location": "http://inner.example/"})
            case "/gone":
                return web.Response(status=410)
            case "/picture":
                return web.Response(body=b"x", content_type="image/png")
            case "/big":
                return web.Response(text="<p>" + "x" * 2_100_000, content_type="text/html")
            case _:
                await asyncio.Event().wait()
                return web.Response()

    app = web.Application()
    app.router.add_get("/{tail:.*}", page)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession() as session:

        async def get(path: str, **options):
            options.setdefault("allow_private", True)
            return await fetch_post(f"http://127.0.0.1:{port}{path}", session=session, **options)

        get.seen, get.session, get.port = seen, session, port
        yield get
    await runner.cleanup()


async def test_a_page_is_fetched_with_its_address_and_media(site):
    post = await site("/post")
    assert (post.text, post.media) == ("<p>사랑 héllo</p>", "html")
    assert post.url == f"http://127.0.0.1:{site.port}/post"


async def test_we_say_who_is_asking(site):
    await site("/post")
    assert site.seen[0].headers["User-Agent"].startswith("daebak/")


@pytest.mark.parametrize(
    ("path", "text", "media"),
    [
        ("/meta", '<meta charset="euc-kr"><p>사랑</p>', "html"),
        ("/lies", "<p>h\ufffdllo</p>", "html"),
        ("/odd", "<p>hi</p>", "html"),
        ("/text", "Review: Paper Key", "text"),
    ],
)
async def test_any_encoding_is_decoded_as_well_as_it_can_be(site, path, text, media):
    post = await site(path)
    assert (post.text, post.media) == (text, media)


async def test_redirects_are_followed_to_the_final_address(site):
    post = await site("/moved")
    assert post.url.endswith("/post")


async def test_endless_redirects_are_given_up_after_five(site):
    with pytest.raises(UnavailableError, match="redirects more than 5"):
        await site("/loop")
    assert len(site.seen) == 6


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/gone", UnavailableError, "410"),
        ("/picture", InvalidInputError, "image/png"),
        ("/big", InvalidInputError, "2 MB"),
        ("/out", InvalidInputError, "http://"),
    ],
)
async def test_what_is_no_page_is_refused_with_the_reason(site, path, error, words):
    with pytest.raises(error, match=words):
        await site(path)


async def test_a_site_that_does_not_answer_is_given_up(site, monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT", 0.05)
    with pytest.raises(UnavailableError, match="did not answer"):
        await site("/never")


async def test_a_site_that_is_not_there_is_named_unreachable(site, unused_tcp_port):
    with pytest.raises(UnavailableError, match="could not reach"):
        await fetch_post(
            f"http://127.0.0.1:{unused_tcp_port}/", session=site.session, allow_private=True
        )


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "not an address"),
    ],
)
async def test_private_addresses_are_refused_before_anything_is_asked(site, address):
    async def resolve(host, port):
        return ["93.184.215.14", address]

    with pytest.raises(InvalidInputError, match="private network"):
        await fetch_post("http://blog.example/", session=site.session, resolve=resolve)
    assert site.seen == []


async def test_loopback_is_refused_unless_allowed(site):
    with pytest.raises(InvalidInputError, match="private network"):
        await site("/post", allow_private=False)
    assert site.seen == []


async def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    # The first host counts as public here, so that the loopback server may send us on.
    public = {"127.0.0.1"}
    real = fetch._is_public
    monkeypatch.setattr(fetch, "_is_public", lambda address: address in public or real(address))

    async def resolve(host, port):
        return ["10.0.0.8"] if host == "inner.example" else ["127.0.0.1"]

    with pytest.raises(InvalidInputError, match="private network"):
        await site("/inward", allow_private=False, resolve=resolve)
    assert len(site.seen) == 1


async def test_the_connection_goes_to_the_address_that_was_checked(site):
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    post = await fetch_post(
        f"http://blog.example:{site.port}/post",
        session=site.session,
        allow_private=True,
        resolve=resolve,
    )
    assert (asked, post.url) == (["blog.example"], f"http://blog.example:{site.port}/post")
    assert site.seen[0].headers["Host"] == f"blog.example:{site.port}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "a.example",
        "http://[x/",
        "javascript:1",
    ],
)
async def test_what_is_no_web_address_is_refused(site, url):
    with pytest.raises(InvalidInputError, match="http://"):
        await fetch_post(url, session=site.session)
