"""Discussion threads in Discord itself: made from a starter card, or opened again.

A text channel gets the starter card as a message and the thread from it; a forum gets a
post that begins with the card. Everything that may be missing is checked before anything
is made, and what was made is taken back where the rest fails.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.domain.discussions import Discussion, Opening
from bot.domain.errors import ForbiddenError, InvalidInputError, NotFoundError, UnavailableError
from bot.domain.texts import Text, t
from bot.ui.cards.discussions import starter_card, thread_name
from bot.ui.permissions import missing, require_ours, require_theirs
from bot.ui.replies import lang_of_guild

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from bot.domain.dramas import Drama
    from bot.domain.errors import UserError
    from bot.i18n import Lang

    Place = discord.TextChannel | discord.ForumChannel

log = structlog.get_logger(__name__)

OURS_IN_TEXT: Final = (
    "view_channel",
    "send_messages",
    "create_public_threads",
    "send_messages_in_threads",
    "read_message_history",
)
OURS_IN_FORUM: Final = ("view_channel", "send_messages", "send_messages_in_threads")
THEIRS_IN_TEXT: Final = ("view_channel", "send_messages", "create_public_threads")
THEIRS_IN_FORUM: Final = ("view_channel", "send_messages")
_TO_REOPEN: Final = ("view_channel", "send_messages_in_threads")

_TAGS: Final = ("discuss", "episode", "drama", "토론", "에피소드", "드라마")

# Discord's JSON error codes: what a server's settings or state make impossible.
_UNKNOWN_CHANNEL: Final = 10003
_MISSING_ACCESS: Final = 50001
_THREAD_ALREADY_THERE: Final = 160004
_REFUSALS: Final[dict[int, Text]] = {
    _UNKNOWN_CHANNEL: t("{channel} was deleted in the meantime. Use another channel."),
    30033: t("The thread already has as many members as Discord allows."),
    40067: t("{channel} wants a tag on every post, and I may not use any of its tags."),
    _MISSING_ACCESS: t(
        "I can’t see {channel}. Grant me View Channel there in Edit Channel → Permissions."
    ),
    50013: t(
        "Discord does not let me open a thread in {channel}. Check my permissions there "
        "(Edit Channel → Permissions) and my role in Server Settings → Roles."
    ),
    160006: t(
        "This server has as many open threads as Discord allows. Close one that is no longer "
        "needed, then try again."
    ),
    160007: t(
        "This server has as many open announcement threads as Discord allows. Close one that "
        "is no longer needed, or name a text channel, then try again."
    ),
}


@dataclass(frozen=True, slots=True)
class DiscordThreads:
    """Makes and reopens a topic's thread for one member.

    Attributes:
        place: Where it goes if it has to be made: None where threads cannot be.
        place_name: How that place is named to the member.
        lang: The member's language; the thread speaks the server's.
    """

    guild: discord.Guild
    member: discord.Member
    drama: Drama
    episode: Decimal | None
    place: Place | None
    place_name: str
    lang: Lang

    async def reopen(self, found: Discussion) -> Opening | None:
        """Open a thread again if it is archived; return None if it is gone.

        Raises:
            ForbiddenError: The member or the bot cannot get into it, or it is locked.
        """
        thread = await self._find(found)
        if thread is None:
            return None
        parent = thread.parent
        if parent is not None and missing(parent, self.member, ["view_channel"]):
            # Without naming the channel: they are not meant to know it.
            raise ForbiddenError(
                t(
                    "The thread about that is in a channel that you can’t see. Ask a server "
                    "admin to let you in."
                )
            )
        if not thread.archived:
            return Opening.FOUND
        if thread.locked:
            raise ForbiddenError(
                t(
                    "{thread} was closed and locked by a moderator. Ask one to unlock it.",
                    thread=thread.mention,
                )
            )
        if parent is not None:
            require_ours(parent, _TO_REOPEN, self.lang)
        try:
            await thread.edit(archived=False)
        except discord.NotFound:
            return None
        except discord.HTTPException as error:
            raise (_refusal(error, f"<#{found.parent_id}>") or error) from error
        return Opening.REOPENED

    async def make(self) -> Discussion:
        """Make the thread, or raise and leave nothing behind.

        Raises:
            InvalidInputError: No thread can be in that place.
            ForbiddenError: The bot or the member lacks a permission there.
            UnavailableError: Discord takes no more threads.
        """
        place = self.place
        if place is None or (isinstance(place, discord.ForumChannel) and place.is_media()):
            raise InvalidInputError(
                t(
                    "No thread can be opened in {channel}. Name a text or forum channel in the "
                    "channel option of /discuss.",
                    channel=self.place_name,
                )
            )
        in_forum = isinstance(place, discord.ForumChannel)
        require_theirs(
            place, self.member, THEIRS_IN_FORUM if in_forum else THEIRS_IN_TEXT, self.lang
        )
        require_ours(place, OURS_IN_FORUM if in_forum else OURS_IN_TEXT, self.lang)
        try:
            if isinstance(place, discord.ForumChannel):
                thread_id = await self._post(place)
            else:
                thread_id = await self._start(place)
        except discord.HTTPException as error:
            raise (_refusal(error, place.mention) or error) from error
        return Discussion(thread_id, place.id)

    async def unmake(self, made: Discussion) -> None:
        """Take a thread back that was made in vain, with its starter card."""
        log.warning("thread made in vain", thread=made.thread_id, guild=self.guild.id)
        with contextlib.suppress(discord.HTTPException):
            thread = await self.guild.fetch_channel(made.thread_id)
            await thread.delete()
        if isinstance(self.place, discord.TextChannel):
            await _delete_starter(self.place, made.thread_id)

    async def _find(self, found: Discussion) -> discord.Thread | None:
        kept = self.guild.get_thread(found.thread_id)
        # A thread whose channel is gone is gone as well, though nobody said so.
        if kept is not None and kept.parent is not None:
            return kept
        try:
            fetched = await self.guild.fetch_channel(found.thread_id)
        except discord.NotFound:
            return None
        except discord.Forbidden as error:
            raise (_refusal(error, f"<#{found.parent_id}>") or error) from error
        return fetched if isinstance(fetched, discord.Thread) else None

    async def _start(self, place: discord.TextChannel) -> int:
        lang = lang_of_guild(self.guild)
        card = starter_card(self.drama, self.episode, lang)
        starter = await place.send(view=card)
        try:
            thread = await place.create_thread(
                name=thread_name(self.drama, self.episode, lang), message=starter
            )
        except BaseException as error:
            # discord.py asks again where Discord's first answer got lost: it is made then.
            if isinstance(error, discord.HTTPException) and error.code == _THREAD_ALREADY_THERE:
                return starter.id
            await _delete_starter(place, starter.id)
            raise
        return thread.id

    async def _post(self, place: discord.ForumChannel) -> int:
        lang = lang_of_guild(self.guild)
        tags: list[discord.ForumTag] = []
        if place.flags.require_tag:
            may_moderate = not missing(place, self.guild.me, ["manage_threads"])
            tag = pick_tag(place.available_tags, may_moderate=may_moderate)
            if tag is None:
                raise ForbiddenError(_filled(_REFUSALS[40067], place.mention))
            tags.append(tag)
        made = await place.create_thread(
            name=thread_name(self.drama, self.episode, lang),
            view=starter_card(self.drama, self.episode, lang),
            applied_tags=tags,
        )
        return made.thread.id


def pick_tag(
    tags: Sequence[discord.ForumTag], *, may_moderate: bool = False
) -> discord.ForumTag | None:
    """Return the tag that fits a discussion best, or the first one, or None without any.

    Args:
        tags: A forum's tags.
        may_moderate: Whether tags that only moderators may use can be used as well.
    """
    usable = [tag for tag in tags if may_moderate or not tag.moderated]
    for word in _TAGS:
        for tag in usable:
            if word in tag.name.casefold():
                return tag
    return usable[0] if usable else None


def missing_place(place_name: str) -> NotFoundError:
    """Return the failure for a channel that the bot knows nothing of."""
    return NotFoundError(_filled(_REFUSALS[_MISSING_ACCESS], place_name))


def _refusal(error: discord.HTTPException, channel: str) -> UserError | None:
    """Put Discord's refusal into words, or return None where we have none for it."""
    text = _REFUSALS.get(error.code)
    if text is None:
        return None
    log.warning("thread refused by Discord", code=error.code, text=error.text)
    kind = ForbiddenError if isinstance(error, discord.Forbidden) else UnavailableError
    return kind(_filled(text, channel))


def _filled(text: Text, channel: str) -> Text:
    return Text(text.message, {"channel": channel})


async def _delete_starter(place: discord.TextChannel, message_id: int) -> None:
    with contextlib.suppress(discord.HTTPException):
        await place.get_partial_message(message_id).delete()
