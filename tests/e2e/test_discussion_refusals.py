import dataclasses
import sys

import discord
import pytest

from bot.domain.dramas import Source
from bot.domain.errors import ForbiddenError, InvalidInputError, NotFoundError, UnavailableError
from bot.services.near import UnclearTitleError
from tests.e2e.conftest import texts
from tests.support.discussing import (
    archive,
    forbid,
    members_messages,
    refused,
    require_tag,
    said_at_last,
)
from tests.support.dramas import SOUNDTRACK


async def test_a_locked_thread_stays_closed(place):
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    (thread,) = place.channel.threads
    archive(place, thread, locked=True)
    again = await place.joon.slash(place.channel, "discuss", drama="Signal")
    assert f"<#{thread.id}> was closed and locked by a moderator" in said_at_last(again)
    assert place.env.backend.get_channel(thread.id).thread_metadata.archived
    refused(place, ForbiddenError)


@pytest.mark.parametrize(
    ("permission", "named"),
    [
        ("send_messages", "Send Messages"),
        ("create_public_threads", "Create Public Threads"),
        ("send_messages_in_threads", "Send Messages in Threads"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_a_missing_permission_is_named_and_nothing_is_made(place, permission, named):
    forbid(place, place.channel, permission)
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", episode=1)
    said = said_at_last(shown)
    assert f"I need **{named}** in <#{place.channel.id}>. Grant it in Edit Channel" in said
    assert not place.channel.threads
    assert not members_messages(place.channel)
    refused(place, ForbiddenError)


async def test_it_works_as_soon_as_the_permission_is_granted(place):
    forbid(place, place.channel, "create_public_threads", "send_messages")
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", episode=1)
    assert "**Send Messages** and **Create Public Threads**" in said_at_last(shown)
    refused(place, ForbiddenError)
    forbid(place, place.channel)
    await place.mina.slash(place.channel, "discuss", drama="Signal", episode=1)
    assert len(place.channel.threads) == 1


async def test_a_forum_names_permissions_as_forums_do(place):
    forbid(place, place.forum, "send_messages")
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    assert f"I need **Create Posts** in <#{place.forum.id}>" in said_at_last(shown)
    assert not place.forum.threads
    refused(place, ForbiddenError)


async def test_a_channel_that_the_bot_cannot_see_is_named_with_that_permission_alone(place):
    forbid(place, place.news, "view_channel")
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.news)
    assert f"I need **View Channel** in <#{place.news.id}>" in said_at_last(shown)
    refused(place, ForbiddenError)


async def test_a_channel_that_the_bot_does_not_know_is_refused(place):
    bot_guild = place.env.bot.get_guild(place.guild.id)
    bot_guild._remove_channel(bot_guild.get_channel(place.news.id))
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.news)
    assert f"I can’t see <#{place.news.id}>" in said_at_last(shown)
    refused(place, NotFoundError)


@pytest.mark.parametrize("permission", ["send_messages", "create_public_threads"])
async def test_the_bot_does_not_do_for_members_what_they_may_not(place, permission):
    forbid(place, place.news, permission, target=place.mina)
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.news)
    assert said_at_last(shown).startswith("You need **")
    assert not place.news.threads
    refused(place, ForbiddenError)


async def test_a_thread_in_a_hidden_channel_is_not_given_away(place):
    await place.sora.slash(place.news, "discuss", drama="Signal")
    forbid(place, place.news, "view_channel", target=place.mina)
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal")
    said = said_at_last(shown)
    assert "in a channel that you can’t see" in said
    assert str(place.news.id) not in said
    refused(place, ForbiddenError)


@pytest.mark.parametrize(
    ("code", "status", "told", "kind"),
    [
        (50013, 403, "Discord does not let me open a thread", ForbiddenError),
        (160006, 400, "as many open threads as Discord allows", UnavailableError),
    ],
)
async def test_when_discord_refuses_the_thread_its_starter_goes_too(
    place, code, status, told, kind
):
    place.env.inject_error(
        "POST", "/channels/*/messages/*/threads", status=status, code=code, message="no"
    )
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal")
    assert told in said_at_last(shown)
    assert not members_messages(place.channel)
    refused(place, kind)
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    assert len(place.channel.threads) == 1


async def test_an_outage_leaves_no_claim_and_no_starter(place):
    place.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=0)
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal")
    assert "Something broke on my side" in said_at_last(shown)
    assert not members_messages(place.channel)
    refused(place, discord.HTTPException)
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    assert len(place.channel.threads) == 1


async def test_a_thread_that_discord_made_although_its_answer_got_lost_is_kept(place):
    place.env.inject_error(
        "POST", "/channels/*/messages/*/threads", status=400, code=160004, message="there"
    )
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal")
    (starter,) = members_messages(place.channel)
    assert f"is open: <#{starter.id}>" in said_at_last(shown)


@pytest.mark.parametrize(
    ("episode", "told"),
    [
        (5, "Soundtrack #1 has 4 episodes: pick one from 1 to 4."),
        (0, "has 4 episodes"),
        (-1, "has 4 episodes"),
        (1.5, "has 4 episodes"),
        (9e15, "has 4 episodes"),
    ],
)
async def test_an_episode_that_the_drama_does_not_have_is_refused(place, episode, told):
    shown = await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=episode)
    assert told in said_at_last(shown)
    assert shown.ephemeral
    refused(place, InvalidInputError)


async def test_a_drama_that_nobody_knows_is_refused(place):
    shown = await place.mina.slash(place.channel, "discuss", drama="qqqqzzzz")
    assert "I don’t know" in said_at_last(shown)
    refused(place, UnclearTitleError)


async def test_a_voice_channels_chat_has_no_threads(place):
    voice = place.guild.create_voice_channel("watch-party")
    shown = await place.mina.slash(voice, "discuss", drama="Signal")
    assert f"No thread can be opened in <#{voice.id}>" in said_at_last(shown)
    refused(place, InvalidInputError)


async def test_a_card_in_a_direct_message_has_no_way_to_a_thread(place):
    card = await place.mina.user.slash("drama", title="Signal")
    said = texts(card.response)
    assert "Watchlist" in said
    assert "Discuss" not in said


async def test_in_a_direct_message_an_old_cards_button_says_it_needs_a_server(place, monkeypatch):
    mina = place.mina.user
    # Earlier cards had the button everywhere, and such messages stay.
    monkeypatch.setattr(sys.modules["cogs.dramas"], "is_in_server", lambda _interaction: True)
    card = await mina.slash("drama", title="Signal")
    pressed = await mina.click(card.response.message, label="Discuss")
    assert "needs a server" in said_at_last(pressed)
    assert pressed.ephemeral


async def test_a_forum_that_wants_a_tag_and_has_none_for_the_bot_says_so(place):
    require_tag(place, [])
    shown = await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    assert f"<#{place.forum.id}> wants a tag on every post" in said_at_last(shown)
    refused(place, ForbiddenError)


async def test_a_picker_from_before_the_drama_lost_an_episode_says_so(place, bot_services):
    card = await place.mina.slash(place.channel, "drama", title="Soundtrack #1")
    asked = await place.joon.click(card.response.message, label="Discuss")
    shorter = dataclasses.replace(SOUNDTRACK, episodes=2)
    await bot_services.catalogue.save("soundtrack-1-2022", shorter, Source.PEOPLE)
    picked = await place.joon.select(asked.response, values=["4"])
    assert "has 2 episodes" in said_at_last(picked)
    assert not place.channel.threads


async def test_a_picker_tells_what_is_missing_and_works_again_afterwards(place):
    card = await place.mina.slash(place.channel, "drama", title="Signal")
    asked = await place.joon.click(card.response.message, label="Discuss")
    forbid(place, place.channel, "create_public_threads")
    picked = await place.joon.select(asked.response, values=["4"])
    assert "I need **Create Public Threads**" in said_at_last(picked)
    assert picked.followups[-1].ephemeral
    forbid(place, place.channel)
    await place.joon.select(asked.response, values=["4"])
    assert [thread.name for thread in place.channel.threads] == ["Signal [Episode 4]"]
