"""What a message that carries a review has to show now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.digests import DigestReading
from bot.domain.published import Carries, Withdrawn
from bot.ui.cards.announcing import announcement_card
from bot.ui.cards.digests import digest_card
from bot.ui.cards.reviews import deleted_card, published_card
from bot.ui.layout import QUIET, Card
from bot.ui.safe import escape_line

if TYPE_CHECKING:
    from bot.domain.published import Published
    from bot.i18n import Lang
    from bot.services.review_views import Reading
    from bot.ui.layout import CardView


def renewed_card(
    message: Published, reading: Reading | DigestReading | Withdrawn | None, lang: Lang
) -> CardView:
    """Show a review as it is now in the kind of card the message is; or that it is no more."""
    if reading is None:
        return deleted_card(lang)
    if isinstance(reading, DigestReading):
        return digest_card(reading, lang)
    if isinstance(reading, Withdrawn):
        return withdrawn_card(reading, lang)
    if message.carries is Carries.REVIEW:
        return published_card(reading, message.guild_id, lang)
    return announcement_card(
        reading.drama,
        reading.review,
        reading.scale,
        lang,
        uploads=reading.uploads,
        test=message.carries is Carries.TEST,
        role_id=reading.role_id,
        direct=message.carries is Carries.DIRECT,
    )


def withdrawn_card(withdrawn: Withdrawn, lang: Lang) -> CardView:
    """Stand where a review stood whose blog took the post down."""
    house = escape_line(withdrawn.house)
    told = lang.say("{house} took this post down.", house=house)
    return Card(accent=QUIET).text(f"*{told}*").build()
