import asyncio
import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web as server

from bot.domain.errors import InvalidInputError
from bot.web import address
from bot.web.errors import SiteError, Trouble
from tests.support.loopback_host import cut, never, refuse, tear
from tests.support.websites import lead_to, quick_web


def page(body=b"hello", **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.Response(body=body, headers={"Content-Type": "text/html"} | names)


def moved(to, status=301):
    return server.Response(status=status, headers={"Location": to})


async def trouble_of(web, host, **options):
    with pytest.raises(SiteError) as caught:
        await web.get(host.url, **options)
    return caught.value


async def test_what_lies_there_comes_with_what_the_site_says_of_it(web, host):
    host.says(
        page(
            "안녕".encode(),
            Content_Type="Text/HTML; charset=utf-8",
            ETag='W/"1"',
            Last_Modified="Tue, 03 Feb 2026 10:00:00 GMT",
            X_WP_TotalPages="7",
        )
    )
    answer = await web.get(f"{host.url}/a#part", accept="text/html")
    assert (answer.body.decode(), answer.content_type, answer.charset) == (
        "안녕",
        "text/html",
        "utf-8",
    )
    assert (answer.etag, answer.last_modified) == ('W/"1"', "Tue, 03 Feb 2026 10:00:00 GMT")
    assert (answer.url, answer.moved_to, answer.unchanged) == (f"{host.url}/a", None, False)
    assert answer.headers["x-wp-totalpages"] == "7"
    assert host.seen[0].headers["Accept"] == "text/html"


async def test_we_say_who_is_asking_and_how_to_reach_us(host):
    async with quick_web(contact="owner@bot.example") as web:
        await web.get(host.url)
    agent = host.seen[0].headers["User-Agent"]
    assert agent.startswith("daebak/")
    assert "owner@bot.example" in agent


async def test_no_cookie_is_kept(web, host):
    host.says(page(Set_Cookie="who=me"))
    await web.get(host.url)
    await web.get(host.url)
    assert "Cookie" not in host.seen[1].headers


async def test_no_proxy_of_the_environment_is_asked(host, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with quick_web() as web:
        assert (await web.get(host.url)).status == 200


# News only


async def test_only_what_changed_is_asked_for_and_unchanged_is_told(web, host):
    host.says(server.Response(status=304, headers={"ETag": '"2"'}))
    answer = await web.get(host.url, etag='"1"', last_modified="Tue, 03 Feb 2026 10:00:00 GMT")
    assert (answer.unchanged, answer.body, answer.etag) == (True, b"", '"2"')
    asked = host.seen[0].headers
    assert asked["If-None-Match"] == '"1"'
    assert asked["If-Modified-Since"] == "Tue, 03 Feb 2026 10:00:00 GMT"


async def test_unchanged_without_being_asked_is_a_fault(web, host):
    host.says(server.Response(status=304))
    assert (await trouble_of(web, host)).trouble is Trouble.REFUSED


async def test_an_etag_too_long_to_be_kept_is_left_out(web, host):
    host.says(page(ETag='"' + "x" * 600 + '"'))
    assert (await web.get(host.url)).etag is None


# Redirects


async def test_redirects_are_followed_and_a_move_for_good_is_told(web, host):
    host.says(moved("/new"), moved("/newer", 308), page())
    answer = await web.get(f"{host.url}/old")
    assert (answer.url, answer.moved_to) == (f"{host.url}/newer", f"{host.url}/newer")


async def test_what_comes_after_a_passing_redirect_is_not_for_good(web, host):
    host.says(moved("/new"), moved("/today", 302), moved("/x"), page())
    answer = await web.get(f"{host.url}/old")
    assert (answer.url, answer.moved_to) == (f"{host.url}/x", f"{host.url}/new")


async def test_endless_redirects_are_given_up_after_five(web, host):
    host.says(moved("/again", 302))
    error = await trouble_of(web, host)
    assert error.trouble is Trouble.ASTRAY
    assert "more than 5" in str(error)
    assert len(host.seen) == 6


@pytest.mark.parametrize("to", ["", "http://[x/"])
async def test_a_redirect_to_nowhere_is_told(web, host, to):
    host.says(moved(to, 302))
    assert (await trouble_of(web, host)).trouble is Trouble.ASTRAY


@pytest.mark.parametrize(
    ("to", "words"),
    [("ftp://a.example/x", "http://"), ("http://me:x@a.example/", "before the @")],
)
async def test_a_redirect_is_held_to_the_same_rules(web, host, to, words):
    host.says(moved(to, 302))
    with pytest.raises(InvalidInputError, match=words):
        await web.get(host.url)
    assert len(host.seen) == 1


@pytest.mark.parametrize(
    "to", ["http://inner.example:8080/", "http://10.0.0.8/", "http://[::ffff:10.0.0.8]/"]
)
async def test_a_redirect_into_a_private_network_is_refused(host, monkeypatch, to):
    # The first host counts as public here, so that the loopback server may send us on.
    real = address.is_public
    monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1" or real(ip))
    port = int(host.url.rpartition(":")[2])
    monkeypatch.setattr(address, "PORTS", frozenset({80, 8080, port}))
    host.says(moved(to, 302))
    resolve = lead_to("127.0.0.1", inner_example="10.0.0.8")
    async with quick_web(allow_private=False, resolve=resolve) as web:
        with pytest.raises(InvalidInputError, match="private network"):
            await web.get(f"http://blog.example:{port}/")
    assert len(host.seen) == 1


# Statuses and failures


@pytest.mark.parametrize(
    ("status", "trouble", "passing"),
    [
        (404, Trouble.MISSING, False),
        (410, Trouble.GONE, False),
        (401, Trouble.FORBIDDEN, False),
        (403, Trouble.FORBIDDEN, False),
        (418, Trouble.REFUSED, False),
        (429, Trouble.BUSY, True),
        (503, Trouble.BUSY, True),
        (500, Trouble.BROKEN, True),
        (522, Trouble.BROKEN, True),
    ],
)
async def test_each_failure_is_told_from_the_others(web, host, status, trouble, passing):
    host.says(refuse(status))
    error = await trouble_of(web, host)
    assert (error.trouble, error.status, error.is_passing) == (trouble, status, passing)
    assert str(status) in str(error)


@pytest.mark.parametrize("answer", [cut, tear])
async def test_a_connection_that_breaks_is_told(web, host, answer):
    host.says(answer)
    assert (await trouble_of(web, host)).trouble is Trouble.UNREACHABLE


async def test_a_site_that_is_not_there_is_named_unreachable(web, unused_tcp_port):
    with pytest.raises(SiteError, match="could not reach"):
        await web.get(f"http://127.0.0.1:{unused_tcp_port}/")


async def test_a_name_that_is_nobodys_is_told():
    async def resolve(host, port):
        raise OSError

    async with quick_web(resolve=resolve) as web:
        with pytest.raises(SiteError, match="could not find that site"):
            await web.get("http://nobody.example/")


async def test_a_site_that_does_not_answer_is_given_up(web, host):
    host.says(never)
    error = await trouble_of(web, host, timeout=0.05)
    assert error.trouble is Trouble.SLOW


async def test_a_site_that_drips_is_given_up_after_the_same_time(web, host):
    async def drip(request):
        answer = server.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x")
            await asyncio.sleep(0)

    host.says(drip)
    assert (await trouble_of(web, host, timeout=0.1)).trouble is Trouble.SLOW


async def test_the_time_is_for_all_redirects_together(web, host):
    async def slowly(request):
        await asyncio.sleep(0.03)
        return moved("/again", 302)

    host.says(slowly)
    assert (await trouble_of(web, host, timeout=0.1)).trouble is Trouble.SLOW
    assert len(host.seen) <= 4


@pytest.mark.parametrize("many", [b"X-Y: z\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
async def test_a_head_that_never_ends_is_given_up(clock, many):
    async def endless(reader, writer):
        try:
            writer.write(b"" if many.startswith(b"HTTP") else b"HTTP/1.1 200 OK\r\n")
            while True:
                writer.write(many * 1_000)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(endless, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening, quick_web(clock) as web:
        with pytest.raises(SiteError) as caught:
            await web.get(f"http://127.0.0.1:{port}/", timeout=1.0)
    assert caught.value.trouble in {Trouble.UNREACHABLE, Trouble.SLOW}


# Size and compression


async def test_a_body_without_end_is_left_at_the_limit(web, host):
    written = 0

    async def pour(request):
        nonlocal written
        answer = server.StreamResponse()
        await answer.prepare(request)
        while written < 10_000_000_000:
            await answer.write(b"x" * 100_000)
            written += 100_000
        return answer

    host.says(pour)
    with pytest.raises(InvalidInputError, match="over 2 MB"):
        await web.get(host.url, limit_bytes=2_000_000)
    assert written < 50_000_000


async def test_a_body_that_says_it_is_too_large_is_not_read(web, host):
    async def boast(request):
        answer = server.StreamResponse()
        answer.content_length = 10_000_000_000
        await answer.prepare(request)
        await answer.write(b"x")
        await asyncio.Event().wait()

    host.says(boast)
    with pytest.raises(InvalidInputError, match="over 10 MB"):
        await web.get(host.url)


def zipped(body):
    # Without a time in it, so that all workers name their tests alike.
    return gzip.compress(body, mtime=0)


def deflated(body):
    return zlib.compress(body)


def bare(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


BODY = b"<rss>" + b"a drama " * 1_000


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (zipped(BODY), "gzip"),
        (zipped(BODY), "x-gzip"),
        (zipped(BODY) + b"rubbish behind it", "gzip"),
        (deflated(BODY), "deflate"),
        (bare(BODY), "deflate"),
        (zipped(deflated(BODY)), "deflate, gzip"),
        (zipped(BODY), ""),
        (zipped(zipped(BODY)), ""),
        (zipped(zipped(BODY)), "gzip"),
        (BODY, "identity"),
        (b"", "gzip"),
    ],
)
async def test_what_is_packed_is_unpacked(web, host, packed, coding):
    host.says(page(packed, **({"Content-Encoding": coding} if coding else {})))
    assert (await web.get(host.url)).body == (BODY if packed else b"")


def bomb(layers):
    body = bytes(50_000_000)
    for _ in range(layers):
        body = zipped(body)
    return body


@pytest.mark.parametrize(
    ("packed", "coding"),
    [(bomb(1), "gzip"), (bomb(1), ""), (bomb(2), "gzip, gzip"), (bomb(2), "gzip"), (bomb(2), "")],
)
async def test_a_bomb_goes_off_at_the_limit(web, host, packed, coding):
    assert len(packed) < 100_000
    host.says(page(packed, **({"Content-Encoding": coding} if coding else {})))
    with pytest.raises(InvalidInputError, match="over 2 MB"):
        await web.get(host.url, limit_bytes=2_000_000)


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (zipped(zipped(zipped(BODY))), ""),
        (zipped(zipped(zipped(BODY))), "gzip"),
        (zipped(zipped(zipped(BODY))), "gzip, gzip, gzip"),
        (BODY, "gzip"),
        (zipped(BODY)[:-20], "gzip"),
        (zipped(BODY)[:-20], ""),
        (BODY, "br"),
        (BODY, "zstd"),
        (BODY, "gzip, br"),
        (BODY, "no such thing"),
    ],
)
async def test_what_cannot_be_unpacked_is_told(web, host, packed, coding):
    host.says(page(packed, **({"Content-Encoding": coding} if coding else {})))
    assert (await trouble_of(web, host)).trouble is Trouble.UNREADABLE


async def test_only_what_we_can_unpack_is_asked_for(web, host):
    await web.get(host.url)
    assert host.seen[0].headers["Accept-Encoding"] == "gzip, deflate"


# Politeness


async def test_a_host_is_asked_with_a_pause_between(web, host, clock):
    for _ in range(3):
        await web.get(host.url)
    assert clock.slept == [1.0, 1.0, 1.0]


async def test_one_request_at_a_time_goes_to_a_host(web, host):
    running = most = 0

    async def count(request):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return page()

    host.says(count)
    await asyncio.gather(*(web.get(host.url) for _ in range(5)))
    assert (len(host.seen), most) == (5, 1)


async def test_a_busy_site_is_left_alone_for_as_long_as_it_says(web, host, clock):
    host.says(refuse(429, **{"Retry-After": "600"}), page())
    assert (await trouble_of(web, host)).wait == 600
    again = await trouble_of(web, host)
    assert (again.trouble, again.status) == (Trouble.BUSY, None)
    assert "10 minutes" in str(again)
    assert len(host.seen) == 1
    clock.now += 600
    assert (await web.get(host.url)).status == 200


async def test_a_site_may_name_a_date_and_a_day_at_most(web, host):
    late = format_datetime(datetime.now(UTC) + timedelta(days=400), usegmt=True)
    host.says(refuse(503, **{"Retry-After": late}))
    assert (await trouble_of(web, host)).wait == 86_400


async def test_failures_are_asked_again_after_a_growing_pause(web, host, clock):
    host.says(refuse(500), cut, refuse(502), page())
    answer = await web.get(host.url, attempts=4, patience=60)
    assert (answer.status, len(host.seen)) == (200, 4)
    assert [round(seconds) for seconds in clock.slept if seconds > 1.5] == [5, 10, 20]


async def test_what_does_not_pass_is_not_asked_again(web, host):
    host.says(refuse(404))
    await trouble_of(web, host, attempts=4)
    assert len(host.seen) == 1


async def test_nobody_waits_longer_than_they_have_patience(web, host):
    host.says(refuse(503, **{"Retry-After": "600"}), page())
    assert (await trouble_of(web, host, attempts=4, patience=60)).status == 503
    assert len(host.seen) == 1


async def test_a_success_makes_the_next_pause_short_again(web, host, clock):
    host.says(refuse(500), refuse(500), page(), refuse(500))
    await web.get(host.url, attempts=3, patience=60)
    assert (await trouble_of(web, host)).wait == 5


async def test_a_slow_host_does_not_keep_others_waiting(host, clock):
    port = host.url.rpartition(":")[2]
    came = asyncio.Event()

    async def by_name(request):
        if request.headers["Host"].startswith("slow"):
            came.set()
            await asyncio.Event().wait()
        return page()

    host.says(by_name)
    async with quick_web(clock, resolve=lead_to()) as web:
        slow = asyncio.create_task(web.get(f"http://slow.example:{port}/"))
        await came.wait()
        assert (await web.get(f"http://quick.example:{port}/")).status == 200
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow


async def test_who_waits_too_long_behind_others_is_told(web, host):
    came = asyncio.Event()

    async def hang(request):
        came.set()
        await asyncio.Event().wait()

    host.says(hang)
    slow = asyncio.create_task(web.get(host.url))
    await came.wait()
    assert (await trouble_of(web, host, patience=0.05)).trouble is Trouble.BUSY
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow


async def test_thousands_of_hosts_are_not_all_remembered(web, clock):
    for number in range(5_000):
        async with web._hosts.turn(f"h{number}.example", patience=10):
            clock.now += 10
    assert len(web._hosts._hosts) <= 2_000
