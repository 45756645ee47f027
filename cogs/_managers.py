"""Telling a server's managers something, once, where they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.ui.posting import ChannelTroubleError, RefusedError, managers_places, told_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import DaebakBot
    from bot.ui.layout import CardView

_PLACES_TRIED: Final = 3


async def tell_managers(
    bot: DaebakBot,
    guild: discord.Guild,
    *,
    besides: int,
    asker: int,
    nonce: str,
    make: Callable[[bool], CardView],
) -> bool:
    """Send a card where managers read it, else to whoever asked for what it is about.

    Args:
        bot: Who tells.
        guild: The server.
        besides: The channel that it is about.
        asker: The member to whom it goes if no channel takes it.
        nonce: By which Discord tells a repetition.
        make: Makes the card; its argument is whether it is read in the server.

    Returns:
        Whether it arrived.

    Raises:
        discord.HTTPException: Something that may be over soon.
    """
    for place in managers_places(guild, besides)[:_PLACES_TRIED]:
        if await _send(bot, place, make(True), nonce):
            return True
    return await _send(bot, discord.Object(asker), make(False), nonce)


async def _send(
    bot: DaebakBot, where: discord.TextChannel | discord.Object, card: CardView, nonce: str
) -> bool:
    try:
        with told_apart():
            channel = await bot.create_dm(where) if isinstance(where, discord.Object) else where
            await channel.send(view=card, nonce=nonce)
    except (ChannelTroubleError, RefusedError):
        return False
    return True
