import discord
import pytest

from bot.domain.errors import ForbiddenError, NotFoundError
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts

MENU = "Delete this response"


def causes(env):
    """What went wrong, as raised."""
    return [type(getattr(error, "original", error)) for error in env.errors]


def ids_in(channel):
    return [message.id for message in channel.history()]


async def test_help_names_every_command_and_mentions_open_it(place, simcord_bot):
    shown = await place.mina.slash(place.channel, "help")
    assert shown.ephemeral
    said = texts(shown.response)
    leaves = [
        c.qualified_name
        for c in simcord_bot.tree.walk_commands(type=discord.AppCommandType.chat_input)
        if isinstance(c, discord.app_commands.Command)
    ]
    assert len(leaves) > 10
    assert [n for n in leaves if f"</{n}:" not in said and f"**/{n}**" not in said] == []
    assert "1. Look a drama up with </drama:" in said


async def test_only_commands_a_member_can_use_are_mentions(place):
    for who, opens in ((place.mina, False), (place.sora, True)):
        shown = await who.slash(place.channel, "help")
        assert ("</announce list:" in texts(shown.response)) is opens
    shown = await place.env.create_user("hana").slash("help")
    assert "</discuss:" not in texts(shown.response)
    assert "</drama:" in texts(shown.response)


async def test_help_in_korean_is_korean_and_works_in_a_direct_message(place):
    user = place.env.create_user("hana")
    with speaking(place.env, "ko"):
        shown = await user.slash("help")
    said = texts(shown.response)
    assert "드라마" in said
    assert "Look a drama up" not in said


async def test_help_names_commands_plainly_while_their_ids_are_unknown(place, simcord_bot):
    async def refuse(**_):
        raise TimeoutError

    simcord_bot.tree.fetch_commands = refuse
    with speaking(place.env, "ko"):
        shown = await place.mina.slash(place.channel, "help")
    said = texts(shown.response)
    assert "**/드라마**" in said
    assert "</" not in said


async def test_about_says_what_is_kept_and_leads_to_the_settings(place, bot_services):
    await place.mina.slash(place.channel, "about")
    message = place.channel.last_message
    said = texts(message)
    assert "Daebak 0." in said
    assert "I do not read messages" in said
    assert "SIL Open Font License" in said
    await place.env.restart_bot(new_bot(bot_services))
    opened = await place.joon.click(message, label="My settings and data")
    assert opened.ephemeral
    assert "Settings" in texts(opened.response)


@pytest.fixture
async def answer(place):
    """Mina's public card."""
    shown = await place.mina.slash(place.channel, "drama", title="Signal")
    return shown.response.message


async def test_who_asked_for_an_answer_has_it_deleted(place, answer):
    done = await place.mina.context_menu(place.channel, MENU, answer)
    assert done.ephemeral
    assert answer.id not in ids_in(place.channel)
    assert "deleted" in texts(done.followups[-1] if done.followups else done.response)


async def test_somebody_else_may_not_delete_it(place, answer):
    refused = await place.joon.context_menu(place.channel, MENU, answer)
    assert refused.ephemeral
    assert "who asked" in refused.response.content
    assert answer.id in ids_in(place.channel)
    assert causes(place.env) == [ForbiddenError]


async def test_who_may_manage_messages_deletes_any_answer_of_ours(place, answer):
    await place.sora.context_menu(place.channel, MENU, answer)
    assert answer.id not in ids_in(place.channel)


async def test_other_peoples_messages_are_left_alone(place):
    message = await place.mina.send(place.channel, "hello")
    refused = await place.sora.context_menu(place.channel, MENU, message)
    assert "not a message of mine" in refused.response.content
    assert message.id in ids_in(place.channel)
    assert causes(place.env) == [ForbiddenError]


async def test_an_answer_that_is_gone_already_is_said_to_be(place, answer, monkeypatch):
    response = type("Response", (), {"status": 404, "reason": "Not Found"})()

    async def gone(_message, **_):
        raise discord.NotFound(response, {"code": 10008, "message": "Unknown Message"})

    monkeypatch.setattr(discord.Message, "delete", gone)
    told = await place.mina.context_menu(place.channel, MENU, answer)
    assert "already gone" in texts(told.followups[-1] if told.followups else told.response)
    assert causes(place.env) == [NotFoundError]


@pytest.mark.parametrize(
    ("status", "kind", "code", "way_out"),
    [
        (403, discord.Forbidden, 50001, "View Channel"),
        (400, discord.HTTPException, 50083, "archived"),
    ],
)
async def test_what_discord_refuses_is_told_with_the_way_out(
    place, answer, monkeypatch, status, kind, code, way_out
):
    response = type("Response", (), {"status": status, "reason": "No"})()

    async def refuse(_message, **_):
        raise kind(response, {"code": code, "message": "No"})

    monkeypatch.setattr(discord.Message, "delete", refuse)
    told = await place.mina.context_menu(place.channel, MENU, answer)
    assert way_out in texts(told.followups[-1] if told.followups else told.response)
    assert causes(place.env) == [ForbiddenError]
