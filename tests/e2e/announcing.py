"""What the end-to-end tests of announcements do to the world, and look at in it."""

from __future__ import annotations

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.e2e.conftest import texts


async def subscribe(place, channel, *, at=None, **options):
    """Subscribe a channel from inside it, or by naming it from another one."""
    if at is not None:
        options["channel"] = channel
    shown = await place.sora.slash(at or channel, "announce here", **options)
    assert shown.ephemeral
    return shown


async def announced(place):
    """Let the outbox be emptied by its own schedule, as after an import."""
    await place.env.advance_time(16)


async def fire(place):
    """Let the outbox be emptied at once, as cogs do after they posted a review."""
    with place.env._bot_scope():
        place.env.bot.dispatch("daebak_event")
    await place.env.settle()


def forbid(place, channel, *names):
    deny = discord.Permissions(**dict.fromkeys(names, True)).value
    target = place.env.backend.bot_user.id
    overwrite = Overwrite(target, OverwriteType.MEMBER, allow=0, deny=deny)
    place.env.backend.set_overwrite(channel.id, overwrite)


def allow(place, channel):
    target = place.env.backend.bot_user.id
    overwrite = Overwrite(target, OverwriteType.MEMBER, allow=0, deny=0)
    place.env.backend.set_overwrite(channel.id, overwrite)


def cards(channel):
    return [message for message in channel.history() if message.components]


def refused(place, *kinds):
    errors = [getattr(error, "original", error) for error in place.env.errors]
    assert [type(error) for error in errors] == list(kinds)


def last(result):
    return texts((result.followups or [result.response])[-1])
