import pytest
from aiohttp import web as server

from bot.domain.errors import InvalidInputError
from bot.web.posts import fetch_post

PAGE = "<p>사랑 héllo</p>"


def page(body, kind="text/html"):
    return server.Response(body=body, headers={"Content-Type": kind} if kind else {})


async def test_a_page_is_fetched_with_its_address_and_media(web, host):
    host.says(page(PAGE.encode()))
    post = await fetch_post(web, f"{host.url}/post")
    assert (post.text, post.media, post.url) == (PAGE, "html", f"{host.url}/post")


@pytest.mark.parametrize(
    ("body", "kind", "text", "media"),
    [
        (
            '<meta charset="euc-kr"><p>사랑</p>'.encode("euc-kr"),
            "text/html",
            '<meta charset="euc-kr"><p>사랑</p>',
            "html",
        ),
        (
            "<p>héllo</p>".encode("latin-1"),
            "text/html; charset=utf-8",
            "<p>h\ufffdllo</p>",
            "html",
        ),
        (b"<p>hi</p>", "text/html; charset=unicode_escape", "<p>hi</p>", "html"),
        (b"Review: Paper Key", "text/plain", "Review: Paper Key", "text"),
    ],
)
async def test_any_encoding_is_decoded_as_well_as_it_can_be(web, host, body, kind, text, media):
    host.says(page(body, kind))
    post = await fetch_post(web, host.url)
    assert (post.text, post.media) == (text, media)


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"x", "image/png", "image/png"),
        (b"x", "application/octet-stream", "octet-stream"),
        (b"<p>" + b"x" * 2_100_000, "text/html", "2 MB"),
    ],
)
async def test_what_is_no_page_is_refused_with_the_reason(web, host, body, kind, words):
    host.says(page(body, kind))
    with pytest.raises(InvalidInputError, match=words):
        await fetch_post(web, host.url)
