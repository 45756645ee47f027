"""The world of the end-to-end tests: a server, its channels and its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.announcing import post_review
from tests.support.fixtures import assert_wire_clean


@dataclass
class Place:
    """A server with a text channel, a forum and three people."""

    env: Any
    guild: Any
    channel: Any
    forum: Any
    news: Any
    mina: Any
    joon: Any
    sora: Any


@pytest.fixture
def place(simcord_env):
    import discord

    guild = simcord_env.create_guild("Drama Night")
    managers = guild.create_role(
        "Managers",
        permissions=discord.Permissions(
            manage_guild=True, manage_threads=True, manage_messages=True
        ),
    )
    yield Place(
        simcord_env,
        guild,
        guild.create_text_channel("drama-talk"),
        guild.create_forum_channel("episodes"),
        guild.create_text_channel("new-reviews"),
        guild.add_member(simcord_env.create_user("mina")),
        guild.add_member(simcord_env.create_user("joon")),
        guild.add_member(simcord_env.create_user("sora"), roles=[managers]),
    )
    assert_wire_clean(simcord_env)


@pytest.fixture
def post(place, bot_services):
    """Post a review in the server, by Mina unless told otherwise."""

    async def posted(*args, **options):
        options.setdefault("guild_id", place.guild.id)
        options.setdefault("author", place.mina.id)
        return await post_review(bot_services, *args, **options)

    return posted


def texts(message: Any) -> str:
    """Return everything a message's card says, joined."""
    from tests.support.wiretext import texts_of

    if isinstance(message, dict):
        return "\n".join(texts_of(message))
    if hasattr(message, "components") and message.components:
        payload = [c if isinstance(c, dict) else c.to_dict() for c in message.components]
        return "\n".join(texts_of({"components": payload, "content": message.content}))
    return str(message.content)
