from types import SimpleNamespace

import discord
import pytest

from bot.domain.errors import ForbiddenError, NotFoundError
from cogs.about import _check_deletable, _refused

BOT, MINA, JOON = 1, 2, 3


def interaction(user=JOON, *, dm=False, member=True, **permissions):
    guild = None if dm else 10
    return SimpleNamespace(
        client=SimpleNamespace(
            user=SimpleNamespace(id=BOT), get_guild=lambda _id: object() if member else None
        ),
        user=SimpleNamespace(id=user),
        guild_id=guild,
        context=SimpleNamespace(dm_channel=dm),
        permissions=discord.Permissions(**permissions),
    )


def message(author=BOT, asked=MINA):
    metadata = SimpleNamespace(user=SimpleNamespace(id=asked)) if asked else None
    return SimpleNamespace(author=SimpleNamespace(id=author), interaction_metadata=metadata)


def failure(status, code):
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(SimpleNamespace(status=status, reason=""), {"code": code, "message": ""})


@pytest.mark.parametrize(
    ("who", "what"),
    [
        (interaction(MINA), message()),
        (interaction(JOON, manage_messages=True), message()),
        (interaction(JOON, manage_messages=True), message(asked=None)),
        (interaction(JOON, dm=True, member=False), message(asked=None)),
    ],
)
def test_who_may_have_a_message_of_ours_deleted(who, what):
    _check_deletable(who, what)


@pytest.mark.parametrize(
    ("who", "what"),
    [
        (interaction(JOON), message()),
        (interaction(JOON, manage_guild=True), message()),
        (interaction(JOON), message(asked=None)),
        (interaction(MINA), message(author=JOON)),
        (interaction(JOON, dm=True, member=False), message(author=JOON, asked=None)),
    ],
)
def test_who_may_not(who, what):
    with pytest.raises(ForbiddenError):
        _check_deletable(who, what)


@pytest.mark.parametrize(
    ("where", "status", "code", "kind", "words"),
    [
        (interaction(), 404, 10008, NotFoundError, "already gone"),
        (interaction(), 400, 50083, ForbiddenError, "archived"),
        (interaction(), 403, 50001, ForbiddenError, "View Channel"),
        (interaction(member=False), 403, 50001, ForbiddenError, "not a member"),
        (interaction(member=False), 404, 10003, ForbiddenError, "not a member"),
    ],
)
def test_each_refusal_of_discord_has_its_own_words(where, status, code, kind, words):
    error = _refused(where, failure(status, code))
    assert type(error) is kind
    assert words in str(error)


def test_an_outage_of_discord_stays_an_outage():
    outage = failure(503, 0)
    assert _refused(interaction(), outage) is outage
