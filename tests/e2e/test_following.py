"""Following a drama, a reviewer or an actor: direct messages, and the ways to stop them."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.trying.locale_seam import speaking
from tests.e2e.announcing import announced, cards, fire, last, refused
from tests.e2e.conftest import texts
from tests.support.announcing import (
    OPENING,
    SPOILER,
    deliveries,
    follow_feed,
    post_from_feed,
)


@pytest.fixture
def clock(clock):
    """The time that Discord has here: what it posted since is looked through."""
    clock.time = datetime(2026, 1, 1, tzinfo=UTC)
    return clock


def messages(member):
    channel = member.user.dm_channel
    return cards(channel) if channel else []


async def follow(place, what="drama", **options):
    options = options or {"drama": "Soundtrack #1"}
    return await place.joon.slash(place.channel, f"follow {what}", **options)


async def test_a_new_review_of_a_followed_drama_comes_as_a_direct_message(place, post):
    shown = await follow(place)
    assert shown.ephemeral
    assert "You follow **Soundtrack #1** now" in texts(shown.response)
    await post()
    await post("Signal")
    await fire(place)
    (message,) = messages(place.joon)
    said = texts(message)
    assert OPENING in said
    assert SPOILER not in said
    await announced(place)
    assert len(messages(place.joon)) == 1
    assert "already" in texts((await follow(place)).response)


async def test_one_click_stops_them_and_another_begins_again(place, post):
    await follow(place)
    await post()
    await fire(place)
    (message,) = messages(place.joon)
    stopped = await place.joon.user.click(message, label="Stop these messages")
    assert "You no longer follow **Soundtrack #1**" in last(stopped)
    await post(author=place.sora.id)
    await fire(place)
    assert len(messages(place.joon)) == 1
    again = await place.joon.user.click(message, label="Stop these messages")
    assert "do not follow that any more" in last(again)
    back = await place.joon.user.click(stopped.response, label="Follow again")
    assert "You follow **Soundtrack #1** now" in last(back)


async def test_a_reviewer_and_an_actor_are_followed(place, post, bot_services):
    named = await follow(place, "reviewer", member=place.mina)
    assert f"<@{place.mina.id}>" in texts(named.response)
    acted = await follow(place, "actor", name="Park Hyung Sik")
    assert "**Park Hyung Sik**" in texts(acted.response)
    await post("Signal")
    await post("Happiness", author=place.sora.id)
    await post("Go Ahead", author=place.sora.id)
    await fire(place)
    assert ["Signal" in texts(m) or "Happiness" in texts(m) for m in messages(place.joon)] == [
        True,
        True,
    ]


async def test_a_blog_of_the_server_is_followed(place, bot_services):
    feed = await follow_feed(bot_services, place.guild.id)
    offered = await place.joon.autocomplete(place.channel, "follow reviewer", "blog", "dra")
    assert [choice["name"] for choice in offered] == ["Drama Blog"]
    shown = await follow(place, "reviewer", blog=offered[0]["value"])
    assert "You follow **Drama Blog** now" in texts(shown.response)
    await post_from_feed(bot_services, feed)
    await fire(place)
    (message,) = messages(place.joon)
    assert "Review by Drama Blog" in texts(message)


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"blog": "No Such Blog"}, NotFoundError, "/feed add"),
        ({}, InvalidInputError, "Name one reviewer"),
    ],
)
async def test_what_cannot_be_followed_is_said(place, options, error, said):
    shown = await place.joon.slash(place.channel, "follow reviewer", **options)
    assert said in texts(shown.response)
    refused(place, error)


async def test_the_buttons_of_cards_follow_too(place, post, bot_services):
    card = await place.joon.slash(place.channel, "drama", title="Signal")
    shown = await place.mina.click(card.response, label="Follow")
    assert shown.ephemeral
    assert "You follow **Signal** now" in last(shown)
    person = await place.joon.slash(place.channel, "person", name="Park Hyung Sik")
    assert "**Park Hyung Sik**" in last(await place.joon.click(person.response, label="Follow"))
    await post("Signal", author=place.sora.id)
    read = await place.joon.slash(place.channel, "review read", drama="Signal")
    followed = await place.joon.click(read.response, label="Follow this reviewer")
    assert f"<@{place.sora.id}>" in last(followed)


async def test_the_list_shows_everything_and_stops_what_is_picked(place):
    await follow(place)
    await follow(place, "reviewer", member=place.mina)
    listed = await place.joon.slash(place.channel, "follow list")
    said = texts(listed.response)
    assert f"1. ✍️ <@{place.mina.id}>\n2. 🎬 **Soundtrack #1**" in said
    left = await place.joon.select(listed.response, ["1"], custom_id="follows:0:stop")
    assert "Soundtrack" not in texts(left.response)
    none = await place.joon.select(left.response, ["2"], custom_id="follows:0:stop")
    assert "You follow nothing yet" in texts(none.response)


async def test_closed_direct_messages_are_told_in_the_list_with_the_way_back_on(place, post):
    await follow(place)
    place.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=1)
    await post()
    await fire(place)
    assert not messages(place.joon)
    assert not cards(place.channel), "no manager is told"
    listed = await place.joon.slash(place.channel, "follow list")
    assert "Discord let no direct message of mine through" in texts(listed.response)
    on = await place.joon.click(listed.response, label="Turn back on")
    assert "⚠️" not in texts(on.response)
    await post(author=place.sora.id)
    await fire(place)
    assert len(messages(place.joon)) == 1


async def test_who_left_the_server_does_not_read_its_reviews_any_more(place, post, bot_services):
    await follow(place)
    place.env.inject_error("GET", "/guilds/*/members/*", status=404, code=10007, times=1)
    review = await post()
    await fire(place)
    assert not messages(place.joon)
    (delivery,) = await deliveries(bot_services, review)
    assert (delivery.state, delivery.error) == ("dropped", "member-left")
    await post(author=place.sora.id)
    await fire(place)
    assert not messages(place.joon), "the bot does not take them for a member any more"


async def test_a_direct_message_follows_its_review_in_the_members_language(
    place, post, bot_services
):
    with speaking(place.env, "ko", place.joon.id):
        await follow(place)
    review = await post()
    await fire(place)
    (message,) = messages(place.joon)
    assert "드라마 카드" in texts(message)
    from data.queries.reviews import delete_review

    async with bot_services.reviews.sessions.begin() as session:
        await delete_review(session, review, now=bot_services.now())
    await fire(place)
    (message,) = messages(place.joon)
    assert OPENING not in texts(message)
