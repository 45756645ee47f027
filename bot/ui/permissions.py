"""Naming permissions that are missing, and where to grant them.

They are named as Discord's own settings name them; channel overwrites count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.errors import ForbiddenError
from bot.domain.texts import Markup, Text, t, tn
from bot.ui.safe import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.i18n import Lang

_NAMES: Final[dict[str, Text]] = {
    "attach_files": t("Attach Files"),
    "create_events": t("Create Events"),
    "create_public_threads": t("Create Public Threads"),
    "embed_links": t("Embed Links"),
    "manage_messages": t("Manage Messages"),
    "manage_threads": t("Manage Threads"),
    "mention_everyone": t(r"Mention \@everyone, \@here, and All Roles"),
    "pin_messages": t("Pin Messages"),
    "read_message_history": t("Read Message History"),
    "send_messages": t("Send Messages"),
    "send_messages_in_threads": t("Send Messages in Threads"),
    "view_channel": t("View Channel"),
}
_NAMES_IN_FORUMS: Final[dict[str, Text]] = {
    "manage_threads": t("Manage Posts"),
    "send_messages": t("Create Posts"),
    "send_messages_in_threads": t("Send Messages in Posts"),
}


def missing(
    channel: discord.abc.GuildChannel, member: discord.Member, names: Iterable[str]
) -> list[str]:
    """List which of the permissions a member does not have in a channel.

    Args:
        channel: A channel of a server; for a thread, its parent.
        member: Who would need them.
        names: Permissions as discord.py names them, such as ``view_channel``.
    """
    # Not the channel's own method: where View Channel is denied, that one denies everything
    # else as well, and hides which permissions have to be granted.
    granted = discord.abc.GuildChannel.permissions_for(channel, member)
    return [name for name in names if not getattr(granted, name)]


def require_ours(channel: discord.abc.GuildChannel, names: Iterable[str], lang: Lang) -> None:
    """Make sure that the bot has permissions in a channel.

    Raises:
        ForbiddenError: Names the missing ones, and where to grant them.
    """
    lacking = missing(channel, channel.guild.me, names)
    if lacking:
        raise ForbiddenError(
            tn(
                "I need {permissions} in {channel}. Grant it in Edit Channel → Permissions → "
                "{bot} (or to my role in Server Settings → Roles), then try again.",
                "I need {permissions} in {channel}. Grant them in Edit Channel → Permissions → "
                "{bot} (or to my role in Server Settings → Roles), then try again.",
                len(lacking),
                permissions=_named(channel, lacking, lang),
                channel=Markup(channel.mention),
                bot=plain(channel.guild.me.display_name),
            )
        )


def require_theirs(
    channel: discord.abc.GuildChannel, member: discord.Member, names: Iterable[str], lang: Lang
) -> None:
    """Make sure that a member could do themselves what the bot is to do for them in a channel.

    Raises:
        ForbiddenError: Names the missing permissions, and where an admin grants them.
    """
    lacking = missing(channel, member, names)
    if lacking:
        raise ForbiddenError(
            tn(
                "You need {permissions} in {channel} for that. A server admin can grant it in "
                "Edit Channel → Permissions.",
                "You need {permissions} in {channel} for that. A server admin can grant them in "
                "Edit Channel → Permissions.",
                len(lacking),
                permissions=_named(channel, lacking, lang),
                channel=Markup(channel.mention),
            )
        )


def permission_name(lang: Lang, name: str, *, in_forum: bool = False) -> str:
    """Name a permission as Discord's settings of a channel do."""
    text = (_NAMES_IN_FORUMS.get(name) if in_forum else None) or _NAMES.get(name)
    return lang.render(text) if text else name.replace("_", " ").title()


def _named(channel: discord.abc.GuildChannel, names: Iterable[str], lang: Lang) -> Markup:
    in_forum = isinstance(channel, discord.ForumChannel)
    shown = [f"**{permission_name(lang, n, in_forum=in_forum)}**" for n in names]
    return Markup(lang.listed(shown))
