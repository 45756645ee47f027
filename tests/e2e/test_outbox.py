from datetime import UTC, datetime

import discord
import pytest

from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.announcing import allow, announced, cards, fire, forbid, last, subscribe
from tests.e2e.conftest import texts
from tests.support.announcing import (
    OPENING,
    SPOILER,
    deliveries,
    forget_the_sending,
)


@pytest.fixture
def clock(clock):
    """The time that Discord has here: what it posted since is looked through."""
    clock.time = datetime(2026, 1, 1, tzinfo=UTC)
    return clock


@pytest.fixture
async def listening(place):
    return await subscribe(place, place.news)


async def test_a_new_review_appears_in_the_channel_that_asked_for_it(place, listening, post):
    assert f"New reviews are announced in <#{place.news.id}>" in texts(listening.response)
    await post()
    await fire(place)
    (message,) = cards(place.news)
    said = texts(message)
    assert "Soundtrack #1" in said
    assert "8.5/10 — beautiful" in said
    assert f"<@{place.mina.id}>" in said
    assert OPENING in said
    assert SPOILER not in said
    assert "The rest spoils through episode 4" in said
    await announced(place)
    assert len(cards(place.news)) == 1


async def test_what_another_process_noted_is_announced_on_the_schedule(place, listening, post):
    await post(house="Drama Blog", guild_id=None)
    await announced(place)
    (message,) = cards(place.news)
    assert "Review by Drama Blog" in texts(message)
    assert "Original post" in texts(message)


async def test_the_announcement_leads_to_the_drama_card(place, listening, post):
    await post()
    await fire(place)
    opened = await place.joon.click(cards(place.news)[0], label="Drama card")
    assert opened.ephemeral
    assert "Park Hyung Sik" in texts(opened.response)


async def test_a_forum_gets_a_post_for_each_review(place, post):
    await subscribe(place, place.forum, at=place.channel)
    await post()
    await fire(place)
    (thread,) = place.forum.threads
    assert thread.name == "Soundtrack #1"
    assert OPENING in texts(thread.history()[0])


async def test_a_thread_can_be_announced_in(place, post):
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    (thread,) = place.channel.threads
    await subscribe(place, thread)
    await post()
    await fire(place)
    assert OPENING in texts(thread.history()[-1])


async def test_a_forbidden_channel_is_switched_off_and_managers_are_told_once(
    place, listening, post
):
    forbid(place, place.news, "send_messages")
    await post()
    await post("Signal")
    await fire(place)
    await announced(place)
    (told,) = cards(place.channel)
    said = texts(told)
    assert f"I stopped announcing new reviews in <#{place.news.id}>" in said
    assert "**Send Messages**" in said
    listed = await place.sora.slash(place.channel, "announce list")
    assert "⚠️ off\nI am not allowed to post there any more." in texts(listed.response)

    still = await place.sora.click(told, label="Turn back on")
    assert "Send Messages" in last(still)
    allow(place, place.news)
    on = await place.sora.click(told, label="Turn back on")
    assert "New reviews are announced in" in last(on)
    await post("Happiness")
    await fire(place)
    (message,) = cards(place.news)
    assert "Happiness" in texts(message)
    assert len(cards(place.channel)) == 1


async def test_a_deleted_channel_is_told_with_the_way_out(place, listening, post):
    place.env.backend.delete_channel(place.news.id)
    await post()
    await fire(place)
    (told,) = cards(place.channel)
    assert "was deleted" in texts(told)
    assert "/announce here" in texts(told)
    removed = await place.sora.click(told, label="Remove")
    assert "any more" in last(removed)


async def test_whoever_subscribed_is_told_where_the_bot_can_write_nowhere(place, listening, post):
    for channel in (place.news, place.channel):
        forbid(place, channel, "send_messages")
    await post()
    await fire(place)
    (told,) = cards(place.sora.user.dm_channel)
    assert "I stopped announcing" in texts(told)
    assert "Turn back on" not in texts(told)
    await announced(place)
    assert len(cards(place.sora.user.dm_channel)) == 1


async def test_a_channel_that_fails_does_not_hold_the_others_up(place, listening, post):
    await subscribe(place, place.channel)
    place.env.inject_error("POST", f"/channels/{place.news.id}/messages", status=500, times=10)
    await post()
    await fire(place)
    assert cards(place.channel)
    assert not cards(place.news)


async def test_a_failed_attempt_is_made_again(place, listening, post, clock):
    place.env.inject_error("POST", f"/channels/{place.news.id}/messages", status=500, times=1)
    await post()
    await fire(place)
    clock.advance(seconds=5)
    await announced(place)
    assert len(cards(place.news)) == 1
    assert not cards(place.channel)


async def test_what_was_left_at_a_restart_is_sent_afterwards(
    place, listening, post, bot_services, clock
):
    place.env.inject_error("POST", f"/channels/{place.news.id}/messages", status=502, times=1)
    await post()
    await fire(place)
    clock.advance(seconds=5)
    await place.env.restart_bot(new_bot(bot_services))
    await announced(place)
    (message,) = cards(place.news)
    opened = await place.joon.click(message, label="Drama card")
    assert "Park Hyung Sik" in texts(opened.response)


async def test_a_forum_post_that_arrived_unnoticed_is_found_again(place, post, bot_services, clock):
    await subscribe(place, place.forum, at=place.channel)
    review = await post()
    await fire(place)
    await forget_the_sending(bot_services)
    clock.advance(minutes=3)
    await announced(place)
    assert len(place.forum.threads) == 1
    (delivery,) = await deliveries(bot_services, review)
    assert (delivery.state, delivery.channel_id) == ("sent", place.forum.threads[0].id)


async def test_a_message_that_arrived_long_ago_unnoticed_is_found_again(
    place, listening, post, bot_services, clock
):
    review = await post()
    await fire(place)
    await forget_the_sending(bot_services)
    clock.advance(minutes=3)
    await announced(place)
    (message,) = cards(place.news)
    (delivery,) = await deliveries(bot_services, review)
    assert (delivery.state, delivery.message_id) == ("sent", message.id)


async def test_a_test_is_not_taken_for_the_announcement_itself(
    place, listening, post, bot_services, clock
):
    await post()
    await fire(place)
    await place.sora.delete(cards(place.news)[0])
    await place.sora.click(listening.response, label="Send a test")
    await forget_the_sending(bot_services)
    clock.advance(minutes=3)
    await announced(place)
    test, message = cards(place.news)
    assert "This is a test" in texts(test)
    assert "This is a test" not in texts(message)


async def test_the_review_is_read_from_its_announcement(place, listening, post):
    await post()
    await fire(place)
    opened = await place.joon.click(cards(place.news)[0], label="Read the review")
    assert opened.ephemeral
    assert OPENING in last(opened)


async def test_managers_read_their_language_and_announcements_speak_the_servers(place, post):
    with speaking(place.env, "ko"):
        shown = await subscribe(place, place.news, genre="로맨스")
        assert "로맨스" in texts(shown.response)
    guild = place.env.bot.get_guild(place.guild.id)
    guild.preferred_locale = discord.Locale.korean
    await post()
    await fire(place)
    said = texts(cards(place.news)[0])
    assert "드라마 카드" in said
    assert "## 사운드트랙#1" in said
