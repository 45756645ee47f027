"""What the end-to-end tests of discussions share: permissions, archiving, what was said."""

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.e2e.conftest import texts


def forbid(place, channel, *names, target=None):
    """Deny permissions in a channel, to the bot unless to somebody else."""
    deny = discord.Permissions(**dict.fromkeys(names, True)).value
    target_id = target.id if target else place.env.backend.bot_user.id
    place.env.backend.set_overwrite(
        channel.id, Overwrite(target_id, OverwriteType.MEMBER, allow=0, deny=deny)
    )


def archive(place, thread, *, locked=False):
    place.env.backend.edit_channel(
        thread.id, {}, thread_metadata={"archived": True, "locked": locked}
    )


def said_at_last(result):
    return texts((result.followups or [result.response])[-1])


def refused(place, *kinds):
    errors = [getattr(error, "original", error) for error in place.env.errors]
    assert [type(error) for error in errors] == list(kinds)


def members_messages(channel):
    """The messages of a channel that Discord did not write itself."""
    return [m for m in channel.history() if m.type is discord.MessageType.default]


def require_tag(place, tags):
    place.env.backend.edit_channel(
        place.forum.id,
        {"available_tags": [{**tag, "emoji_id": None, "emoji_name": None} for tag in tags]},
    )
    # SimCord knows no channel flags; this is Discord's REQUIRE_TAG.
    place.env.bot.get_channel(place.forum.id)._flags = 1 << 4
