"""What `/drama` does with a title that means no drama for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.ui.cards.searching import HERE, MINE, unclear_card
from bot.ui.replies import lang_of, send_card

if TYPE_CHECKING:
    from bot.services.registry import Services
    from cogs._base import Interaction

_NEAR: Final = 5


async def offer_search(
    interaction: Interaction, services: Services, typed: str, *, private: bool
) -> None:
    """Ask which drama was meant, and offer to look for it elsewhere."""
    near = await services.catalogue.titles.search(typed, _NEAR)
    card = unclear_card(
        typed,
        near,
        MINE if private else HERE,
        lang_of(interaction),
        searchable=services.shows.on,
    )
    await send_card(interaction, card, private=True)
