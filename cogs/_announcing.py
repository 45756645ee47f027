"""What commands share that have reviews announced: who may, where, and for which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.domain.announcing import Digest
from bot.domain.errors import ForbiddenError, InvalidInputError
from bot.domain.texts import Markup, t
from bot.ui.cards.announcements import ONE_BY_ONE, settings_card
from bot.ui.cards.announcing import why_not
from bot.ui.permissions import missing, permission_name
from bot.ui.posting import ChannelTroubleError, Place, find_place, require_postable
from bot.ui.replies import lang_of
from cogs._base import actor_of, guild_of

if TYPE_CHECKING:
    from bot.domain.announcing import Subscription
    from bot.services.registry import Services
    from bot.ui.layout import CardView
    from bot.ui.place_option import Chosen
    from cogs._base import Interaction

RHYTHMS: Final = [
    app_commands.Choice(name="Together, every morning", value=Digest.DAILY.value),
    app_commands.Choice(name="Together, every Monday morning", value=Digest.WEEKLY.value),
    app_commands.Choice(name="One by one, as they appear", value=ONE_BY_ONE),
]
"""How often reviews may come, as an option's choices."""

_MENTION = "mention_everyone"


def require_manager(interaction: discord.Interaction[Any]) -> None:
    """Make sure that somebody manages the server they act in.

    Discord hides the commands from others, but a server may be set to show them.

    Raises:
        ForbiddenError: They do not, or this is no server of the bot's.
    """
    guild_of(interaction)
    if not interaction.permissions.manage_guild:
        raise ForbiddenError(
            t(
                "You need the permission Manage Server for that. A server admin can grant it in "
                "Server Settings → Roles."
            )
        )


async def place_of(interaction: Interaction, channel: Chosen | None) -> Place:
    """Return the place that a command names, or the one it is used in, if it takes posts.

    Raises:
        ForbiddenError: The bot may not post there; names the permissions.
        InvalidInputError: It is no place for posts.
    """
    place = await reach(interaction, channel.id) if channel else interaction.channel
    if not isinstance(place, Place):
        raise InvalidInputError(
            t("I announce in text channels, threads and forums: choose one as the channel.")
        )
    require_postable(place, lang_of(interaction))
    return place


async def reach(interaction: Interaction, channel_id: int) -> Place:
    """Return a channel, thread or forum.

    Raises:
        ForbiddenError: It is gone or hidden.
    """
    try:
        return await find_place(interaction.client, channel_id)
    except ChannelTroubleError as error:
        raise ForbiddenError(why_not(error.trouble)) from error


def role_of(interaction: Interaction, role: discord.Role, place: Place) -> int:
    """Return the id of a role that is to be mentioned, if both the member and the bot may.

    Raises:
        ForbiddenError: It is everybody, or one of them lacks the permission, which is named.
    """
    if role.is_default():
        raise ForbiddenError(
            t("I do not mention everybody. Choose a role that members take if they want to know.")
        )
    if role.mentionable:
        return role.id
    lang, member = lang_of(interaction), interaction.user
    parent = place.parent if isinstance(place, discord.Thread) else place
    if parent is None:
        return role.id  # a thread that is not known here: Discord decides
    filled = {
        "role": Markup(role.mention),
        "permission": permission_name(lang, _MENTION),
        "channel": Markup(parent.mention),
    }
    if not isinstance(member, discord.Member) or missing(parent, member, [_MENTION]):
        raise ForbiddenError(
            t(
                "You may not mention {role}, so I do not do it for you. Turn on “Allow anyone to "
                "@mention this role” in Server Settings → Roles, or ask somebody who has the "
                "permission “{permission}” in {channel}.",
                **filled,
            )
        )
    if missing(parent, parent.guild.me, [_MENTION]):
        raise ForbiddenError(
            t(
                "I may not mention {role}. Turn on “Allow anyone to @mention this role” in Server "
                "Settings → Roles, or grant me “{permission}” in {channel}: Edit Channel → "
                "Permissions.",
                **filled,
            )
        )
    return role.id


async def own(interaction: Interaction, services: Services, subscription: str) -> Subscription:
    """Return a subscription of the server that a manager acts in, by the id in a custom id.

    Raises:
        ForbiddenError: They are no manager.
        NotFoundError: It was removed, or is another server's.
    """
    require_manager(interaction)
    return await services.announcements.get(actor_of(interaction), int(subscription))


async def settings_of(
    interaction: Interaction, services: Services, subscription: Subscription, *, note: str = ""
) -> CardView:
    """Lay out which reviews a channel is told of, to be changed."""
    names = await services.announcements.names([subscription])
    networks = await services.vocabulary.networks()
    return settings_card(subscription, names, networks, lang_of(interaction), note=note)


def rhythm_of(chosen: str) -> Digest | None:
    """Return how often reviews are to come together, as it was chosen."""
    return None if chosen == ONE_BY_ONE else Digest(chosen)
