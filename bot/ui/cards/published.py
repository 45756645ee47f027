"""What a message that carries a review has to show now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.published import Carries
from bot.ui.cards.announcing import announcement_card
from bot.ui.cards.reviews import deleted_card, published_card

if TYPE_CHECKING:
    from bot.domain.published import Published
    from bot.i18n import Lang
    from bot.services.review_views import Reading
    from bot.ui.layout import CardView


def renewed_card(message: Published, reading: Reading | None, lang: Lang) -> CardView:
    """Show a review as it is now in the kind of card the message is; or that it was deleted."""
    if reading is None:
        return deleted_card(lang)
    if message.carries is Carries.REVIEW:
        return published_card(reading, message.guild_id, lang)
    test = message.carries is Carries.TEST
    return announcement_card(
        reading.drama, reading.review, reading.scale, lang, uploads=reading.uploads, test=test
    )
