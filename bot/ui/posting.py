"""Posting where nobody asked just now: into channels, threads and forums, without repeats."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.domain.announcing import Trouble
from bot.ui.limits import THREAD_NAME
from bot.ui.permissions import missing, require_ours
from bot.ui.safe import clip, plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from datetime import datetime

    from bot.i18n import Lang
    from bot.ui.layout import CardView

Place = discord.TextChannel | discord.Thread | discord.ForumChannel

_TROUBLES: Final = {
    10003: Trouble.GONE,  # unknown channel
    10004: Trouble.GONE,  # unknown guild
    50001: Trouble.HIDDEN,  # missing access
    50007: Trouble.CLOSED,  # the member takes no direct messages of ours
    50013: Trouble.FORBIDDEN,  # missing permissions
    50083: Trouble.LOCKED,  # the thread is archived, and locked: we could not open it
    50278: Trouble.CLOSED,  # we share no server with the member any more
    160005: Trouble.LOCKED,  # the thread is locked
}
"""Discord's JSON error codes that only people can mend."""

_PASSING: Final = frozenset({0, 20016, 20028, 160006})
"""Codes of 4xx answers after which waiting helps: slow mode, write limits, too many threads."""

_UNKNOWN_MESSAGE: Final = 10008
_ARCHIVED: Final = 50083
_LOOKED_THROUGH: Final = 1_000
_POSTS_LOOKED_THROUGH: Final = 100
_CLOCKS_APART: Final = timedelta(minutes=5)


class ChannelTroubleError(Exception):
    """A channel takes nothing until people change something."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class RefusedError(Exception):
    """Discord will refuse this as often as it is sent."""


@contextlib.contextmanager
def told_apart() -> Iterator[None]:
    """Turn what Discord refuses for good into our own errors; the rest may be tried again.

    Raises:
        ChannelTroubleError: The channel is gone, hidden, forbidden or locked.
        RefusedError: The message itself is refused.
    """
    try:
        yield
    except discord.HTTPException as error:
        if error.code in _TROUBLES:
            raise ChannelTroubleError(_TROUBLES[error.code]) from error
        waits = error.status >= 500 or error.status in {408, 429} or error.code in _PASSING
        if not waits:
            raise RefusedError(str(error)) from error
        raise
    except discord.InvalidData as error:
        raise ChannelTroubleError(Trouble.GONE) from error


async def find_place(client: discord.Client, channel_id: int, guild_id: int | None = None) -> Place:
    """Return a channel, thread or forum, asking Discord where it is not known here.

    Args:
        client: The bot.
        channel_id: Its id.
        guild_id: Its server's, where that is known: it need not be looked for in all then.

    Raises:
        ChannelTroubleError: It is gone or hidden, or nothing that takes posts.
    """
    guild = client.get_guild(guild_id or 0)
    with told_apart():
        channel = (
            guild.get_channel_or_thread(channel_id) if guild else client.get_channel(channel_id)
        ) or await client.fetch_channel(channel_id)
    if not isinstance(channel, Place):
        raise ChannelTroubleError(Trouble.GONE)
    return channel


def lacking(place: Place) -> list[str]:
    """List the permissions that the bot lacks to post in a place, by discord.py's names."""
    if isinstance(place, discord.Thread):
        if place.parent is None:
            return []  # not known here: Discord will say
        return missing(place.parent, place.guild.me, ("view_channel", "send_messages_in_threads"))
    return missing(place, place.guild.me, ("view_channel", "send_messages"))


def may_attach(place: object) -> bool:
    """Tell whether the bot may attach files in a place; one that is not known here lets it."""
    parent = place.parent if isinstance(place, discord.Thread) else place
    if not isinstance(parent, discord.abc.GuildChannel):
        return True
    return not missing(parent, parent.guild.me, ("attach_files",))


def require_postable(place: Place, lang: Lang) -> None:
    """Make sure that the bot may post in a place.

    Raises:
        ForbiddenError: Names the permissions that are missing, and where to grant them.
    """
    parent = place.parent if isinstance(place, discord.Thread) else place
    needed = lacking(place)
    if needed and parent is not None:
        require_ours(parent, needed, lang)


async def post(
    place: Place | discord.DMChannel,
    card: CardView,
    *,
    title: str,
    nonce: str,
    role_id: int | None = None,
) -> tuple[int, int]:
    """Post a card, in a forum as a post of its own; return the channel's and message's ids.

    Args:
        place: Where.
        card: What.
        title: The name of a forum's post.
        nonce: Discord posts what comes twice with the same one only once, for a few minutes;
            not so in a forum.
        role_id: The one role that the card may mention.
    """
    mentions = _only(role_id)
    with told_apart():
        if isinstance(place, discord.ForumChannel):
            made = await place.create_thread(
                name=post_name(title),
                view=card,
                files=card.files,
                applied_tags=_tags(place),
                allowed_mentions=mentions,
            )
            return made.thread.id, made.message.id
        message = await place.send(
            view=card, files=card.files, nonce=nonce, allowed_mentions=mentions
        )
    return place.id, message.id


async def change(client: discord.Client, channel_id: int, message_id: int, card: CardView) -> None:
    """Put a card in the place of one that was posted before, in an archived thread too.

    Raises:
        ChannelTroubleError: The message or its channel is gone, hidden, forbidden or locked.
        RefusedError: Discord does not take the card.
    """
    channel = client.get_partial_messageable(channel_id)
    message = channel.get_partial_message(message_id)
    with told_apart():
        try:
            await message.edit(view=card, attachments=card.files)
        except discord.HTTPException as error:
            if error.code == _UNKNOWN_MESSAGE:
                raise ChannelTroubleError(Trouble.GONE) from error
            if error.code != _ARCHIVED:
                raise
            thread = await client.fetch_channel(channel_id)
            if not isinstance(thread, discord.Thread) or thread.locked:
                raise
            for file in card.files:
                file.reset()
            await thread.edit(archived=False)
            await message.edit(view=card, attachments=card.files)
            with contextlib.suppress(discord.HTTPException):
                await thread.edit(archived=True)


async def find_posted(
    place: Place | discord.DMChannel,
    *,
    title: str,
    since: datetime,
    fits: Callable[[discord.Message], bool],
) -> tuple[int, int] | None:
    """Return the message of ours that fits, if it was posted before, as ``post`` does.

    Args:
        place: Where it would be.
        title: The name of a forum's post.
        since: When it can have been posted at the earliest.
        fits: Tells a message of ours that it is the one.

    Returns:
        The channel's and message's ids; None where it is not, or where we may not look.

    Raises:
        DiscordException: Discord did not answer: it may be there.
    """
    since -= _CLOCKS_APART
    try:
        if isinstance(place, discord.ForumChannel):
            async for thread in _posts(place, post_name(title), since):
                async for starter in thread.history(limit=1, oldest_first=True):
                    if fits(starter):
                        return thread.id, starter.id
            return None
        async for message in place.history(limit=_LOOKED_THROUGH, after=since, oldest_first=False):
            if message.author.id == _our_id(place) and fits(message):
                return place.id, message.id
    except (discord.Forbidden, discord.NotFound):
        return None
    return None


def managers_places(guild: discord.Guild, besides: int) -> list[discord.TextChannel]:
    """List where the bot can reach a server's managers, the best place first.

    Args:
        guild: The server.
        besides: The channel it is about.
    """
    wanted = (
        guild.public_updates_channel,
        guild.safety_alerts_channel,
        guild.system_channel,
        *guild.text_channels,
    )
    known = {channel.id: channel for channel in wanted if channel and channel.id != besides}
    return [channel for channel in known.values() if not lacking(channel)]


def post_name(title: str) -> str:
    """Return a title as the name of a forum's post."""
    return clip(plain(title), THREAD_NAME) or "…"


async def _posts(
    forum: discord.ForumChannel, name: str, since: datetime
) -> AsyncIterator[discord.Thread]:
    """Give our newer posts of a name: known ones, then all open ones, then archived ones."""
    seen: set[int] = set()

    def fits(thread: discord.Thread) -> bool:
        ours = thread.parent_id == forum.id and thread.owner_id == forum.guild.me.id
        fresh = thread.id not in seen
        seen.add(thread.id)
        newer = discord.utils.snowflake_time(thread.id) >= since
        return ours and fresh and newer and thread.name == name

    for thread in forum.threads:
        if fits(thread):
            yield thread
    for thread in await forum.guild.active_threads():
        if fits(thread):
            yield thread
    async for thread in forum.archived_threads(limit=_POSTS_LOOKED_THROUGH):
        if fits(thread):
            yield thread


def _only(role_id: int | None) -> discord.AllowedMentions:
    roles = [discord.Object(role_id)] if role_id else False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _our_id(place: Place | discord.DMChannel) -> int:
    return place.me.id if isinstance(place, discord.DMChannel) else place.guild.me.id


def _tags(forum: discord.ForumChannel) -> list[Any]:
    if not forum.flags.require_tag:
        return []
    free = [tag for tag in forum.available_tags if not tag.moderated]
    fitting = [tag for tag in free if "review" in tag.name.casefold()]
    return (fitting or free or list(forum.available_tags))[:1]
