"""The server as lists: who can be acted as, which channels, posts and threads there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simcord.backend.access import channel_accessible
from simcord.enums import ChannelType

if TYPE_CHECKING:
    from simcord.backend.models import Channel

    from bot.trying.locale_seam import Languages
    from bot.trying.world import Person, World


def people(world: World, languages: Languages) -> list[dict[str, Any]]:
    """List who can be acted as, with the language each one uses."""
    return [
        {
            "id": str(person.member.id),
            "name": person.name,
            "moderator": person.moderator,
            "owner": person.owner,
            "colour": person.colour,
            "language": languages.of(person.member.id),
        }
        for person in world.people
    ]


def channels(world: World, viewer: Person) -> list[dict[str, Any]]:
    """List the channels that ``viewer`` can read, each with its threads or posts."""
    backend = world.env.backend
    guild = backend.get_guild(world.guild.id)
    threads = [backend.channels[thread_id] for thread_id in guild.thread_ids]
    listed = []
    for channel_id in guild.channel_ids:
        channel = backend.channels[channel_id]
        if channel.type == ChannelType.CATEGORY or not _readable(world, channel, viewer):
            continue
        below = [
            _entry(world, thread, viewer)
            for thread in threads
            if thread.parent_id == channel.id and _readable(world, thread, viewer)
        ]
        listed.append(_entry(world, channel, viewer) | {"threads": below})
    direct = backend.get_dm_channel(viewer.user.id)
    listed.append(_entry(world, direct, viewer) | {"threads": []})
    return listed


def _readable(world: World, channel: Channel, viewer: Person) -> bool:
    return channel_accessible(world.env.backend, channel.id, viewer.user.id, history=True)


def _entry(world: World, channel: Channel, viewer: Person) -> dict[str, Any]:
    seen = [
        message.id
        for message in world.env.backend.messages.get(channel.id, {}).values()
        if message.visible_to(viewer.user.id) and message.author_id != viewer.user.id
    ]
    metadata = channel.thread_metadata
    return {
        "id": str(channel.id),
        "name": channel.name or world.env.backend.bot_user.name,
        "kind": _kind(channel),
        "topic": channel.topic or "",
        "tags": _tags(world, channel),
        "archived": bool(metadata and metadata.archived),
        "created": metadata.create_timestamp if metadata else "",
        "messages": len(world.env.backend.messages.get(channel.id, {})),
        # The page remembers what was read and compares.
        "last": str(max(seen, default=0)),
    }


def _kind(channel: Channel) -> str:
    if channel.guild_id is None:
        return "direct"
    if channel.is_thread:
        return "thread"
    return "forum" if channel.type == ChannelType.FORUM else "text"


def _tags(world: World, thread: Channel) -> list[str]:
    if not thread.applied_tags or thread.parent_id is None:
        return []
    known = world.env.backend.channels[thread.parent_id].available_tags
    applied = {str(tag) for tag in thread.applied_tags}
    return [str(tag["name"]) for tag in known if str(tag["id"]) in applied]
