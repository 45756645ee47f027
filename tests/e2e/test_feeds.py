import re

import pytest

from bot.domain.actors import Actor
from bot.domain.errors import NotFoundError
from bot.i18n import lang_for
from bot.services.registry import Services
from bot.ui.cards.feeds import health_card
from data.engine import open_database
from tests.e2e.announcing import cards, fire, last, refused
from tests.e2e.conftest import texts
from tests.support.blog import loopback_blog, news, review
from tests.support.dramas import stock
from tests.support.websites import quick_web


@pytest.fixture
async def blog():
    async with loopback_blog(review(1), news(2), review(3)) as blog:
        yield blog


@pytest.fixture
async def bot_services(sqlite_url, clock):
    async with open_database(sqlite_url) as opened, quick_web(keep_alive=False) as web:
        built = Services.build(opened, clock, web=web)
        await stock(built.catalogue)
        yield built


@pytest.fixture
async def added(place, blog):
    return await place.sora.slash(place.news, "feed add", url=blog.url)


async def poll(place, bot_services, clock, **later):
    """Let the feeds be read as their own schedule does, some time later."""
    clock.advance(**later or {"hours": 13})
    await bot_services.feeds.poll_due()
    await fire(place)


async def test_adding_a_blog_says_what_was_found_and_announces_nothing(place, added):
    said = last(added)
    assert "This server follows Letters by the Sea now" in said
    assert "3 posts, among them 2 reviews" in said
    assert "**nothing**" in said
    assert cards(place.news) == []


async def test_the_newest_is_announced_when_the_button_is_pressed(place, added):
    pressed = await place.sora.click(added.response, label="Announce the newest now")
    assert "Letter DDD” is on its way" in last(pressed)
    await fire(place)
    (message,) = cards(place.news)
    assert "Letter DDD" in texts(message)
    await place.sora.click(added.response, label="Announce the newest now")
    assert len(cards(place.news)) == 1
    place.env.errors.clear()


async def test_a_new_review_comes_to_the_channel_once_and_is_edited_in_place(
    place, blog, added, bot_services, clock
):
    blog.post(review(14))
    await poll(place, bot_services, clock)
    await poll(place, bot_services, clock)
    (message,) = cards(place.news)
    assert "Letter OOO" in texts(message)
    blog.edit(14, body=review(14, verdict="not tender at all").body)
    await poll(place, bot_services, clock)
    (message,) = cards(place.news)
    assert "not tender at all" in texts(message)


async def test_a_deleted_post_is_shown_as_such(place, blog, added, bot_services, clock):
    blog.post(review(14), review(15))
    await poll(place, bot_services, clock)
    blog.take_down(14)
    await poll(place, bot_services, clock)
    await poll(place, bot_services, clock)
    first, second = cards(place.news)
    assert "Letter OOO" not in texts(first)
    assert "Letter PPP" in texts(second)


async def test_the_list_tells_how_each_blog_does(place, added):
    shown = await place.sora.slash(place.channel, "feed list")
    said = texts(shown.response)
    assert "Letters by the Sea" in said
    assert "working" in said
    assert f"<#{place.news.id}>" in said
    paused = await place.sora.click(shown.response, label="Pause")
    assert "paused here" in texts(paused.response)


async def test_a_server_without_blogs_is_told_how_to_add_one(place):
    shown = await place.sora.slash(place.channel, "feed list")
    assert "/feed add" in texts(shown.response)


async def test_check_says_why_and_announces_on_request(place, added):
    shown = await place.sora.slash(place.news, "feed check", blog="Letters by the Sea")
    said = texts(shown.response)
    assert said.count("it was there before the blog was added") == 2
    assert "This post is news" in said or "Not taken in" in said
    custom_id = "feed:1:post:1:announce:0"
    pressed = await place.sora.click(shown.response, custom_id=custom_id)
    assert "It is on its way" in texts(pressed.response)
    await fire(place)
    assert len(cards(place.news)) == 1


async def test_a_paused_blog_is_announced_no_more_until_it_is_resumed(
    place, blog, added, bot_services, clock
):
    shown = await place.sora.slash(place.news, "feed pause", blog="Letters by the Sea")
    assert "Nothing of Letters by the Sea is announced" in texts(shown.response)
    blog.post(review(14))
    await poll(place, bot_services, clock)
    assert cards(place.news) == []
    checked = await place.sora.slash(place.news, "feed check", blog="Letters by the Sea")
    assert "the blog is paused here" in texts(checked.response)
    await place.sora.click(shown.response, label="Resume")
    blog.post(review(15))
    await poll(place, bot_services, clock)
    (message,) = cards(place.news)
    assert "Letter PPP" in texts(message)


async def test_a_removed_blog_is_followed_no_more(place, blog, added, bot_services, clock):
    shown = await place.sora.slash(place.news, "feed remove", blog="Letters by the Sea")
    assert "does not follow Letters by the Sea any more" in texts(shown.response)
    blog.post(review(14))
    await poll(place, bot_services, clock)
    assert cards(place.news) == []
    await place.sora.slash(place.news, "feed check", blog="Letters by the Sea")
    refused(place, NotFoundError)


async def test_managers_are_told_once_that_a_blog_fails_and_that_it_works_again(
    place, blog, added, bot_services, clock
):
    blog.status = 404
    for _ in range(12):
        await poll(place, bot_services, clock)
    await place.env.advance_time(31)
    await place.env.advance_time(31)
    (message,) = cards(place.channel)
    said = texts(message)
    assert "I stopped reading Letters by the Sea" in said
    assert "status 404" in said
    blog.status = 200
    pressed = await place.sora.click(message, label="Try again")
    assert pressed.ephemeral
    await poll(place, bot_services, clock, seconds=5)
    await place.env.advance_time(31)
    await place.env.advance_time(31)
    _, again = cards(place.channel)
    assert "I can read Letters by the Sea again" in texts(again)


async def test_only_managers_press_the_buttons(place, blog, added, bot_services):
    blog.status = 404
    view = await bot_services.feeds.get(Actor(place.sora.id, place.guild.id), 1)
    card = health_card(view.follow, lang_for("en-US"))
    with place.env._bot_scope():
        channel = place.env.bot.get_channel(place.channel.id)
        await channel.send(view=card)
    (message,) = cards(place.channel)
    pressed = await place.mina.click(message, label="Remove")
    assert "Manage Server" in last(pressed)
    assert len(await bot_services.feeds.followed(place.guild.id)) == 1


async def test_an_address_without_a_feed_ends_in_a_clear_message(place, blog):
    blog.posts.clear()
    blog.status = 404
    shown = await place.sora.slash(place.channel, "feed add", url=f"{blog.url}/x")
    assert "There is nothing at that link" in last(shown)
    await place.sora.slash(place.channel, "feed add", url="ftp://blog.example/feed")
    assert len(place.env.errors) == 2
    place.env.errors.clear()


async def test_a_restart_loses_nothing(place, blog, added, bot_services, clock):
    blog.post(review(14))
    clock.advance(hours=13)
    claim = await bot_services.feeds.reader.claims.due()
    assert claim is not None  # and this process dies here
    await poll(place, bot_services, clock)
    (message,) = cards(place.news)
    assert "Letter OOO" in texts(message)


def section_selects(message):
    found = re.findall(r"review:\d+:sections:\d+:\d+", str(message.components))
    return list(dict.fromkeys(found))


async def test_a_moderator_changes_what_a_section_spoils_in_one_click(
    place, blog, added, bot_services, clock
):
    blog.post(review(14))
    await poll(place, bot_services, clock)
    (message,) = cards(place.news)
    opened = await place.sora.click(message, label="Read the review")
    said = texts(opened.response)
    assert "is burnt by" not in said
    (custom_id,) = section_selects(opened.response)
    chosen = await place.sora.select(opened.response, ["1-safe"], custom_id=custom_id)
    assert "is burnt by" in texts(chosen.response)
    read = await place.mina.click(message, label="Read the review")
    assert "is burnt by" in texts(read.response)
    assert section_selects(read.response) == []
    asked = await place.sora.select(chosen.response, ["1-through"], custom_id=custom_id)
    done = await place.sora.submit_modal(asked, {"episode": "4"})
    assert "is burnt by" not in texts(done.response)
