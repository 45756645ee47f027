"""What writing and reading reviews share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
import structlog

from bot.domain.errors import InvalidInputError, NotFoundError, UnavailableError
from bot.domain.oversight import may_oversee
from bot.domain.published import Carries, Published
from bot.domain.texts import t
from bot.services.gone import ReviewGoneError, ReviewWithdrawnError
from bot.services.reviews import picture_of
from bot.ui.cards.published import withdrawn_card
from bot.ui.cards.review_reading import read_card
from bot.ui.cards.reviews import deleted_card, shelf_card
from bot.ui.replies import lang_of, lang_of_guild, send_card, update_card, whisper
from cogs._base import actor_of, is_in_server

if TYPE_CHECKING:
    from bot.domain.reviews import Review, Upload
    from bot.i18n import Lang
    from bot.services.registry import Services
    from bot.services.review_views import Reading
    from bot.ui.layout import CardView
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

_MAX_PICTURE_BYTES: Final = 8_000_000


def moderates(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a member may manage messages in the server where they act."""
    return is_in_server(interaction) and interaction.permissions.manage_messages


def public_lang(interaction: discord.Interaction[Any]) -> Lang:
    """Return the language of everybody who sees what is posted here."""
    if interaction.guild is not None and is_in_server(interaction):
        return lang_of_guild(interaction.guild)
    return lang_of(interaction)


async def list_reviews(
    interaction: Interaction, services: Services, drama_id: int, page: int = 0
) -> None:
    """Answer with a drama's reviews, or with the one there is."""
    actor = actor_of(interaction)
    shelf = await services.reviews.shelf(actor, drama_id, page)
    if shelf.total == 1:
        await read_review(interaction, services, shelf.reviews[0].id)
        return
    card = shelf_card(shelf, actor.guild_id, actor.user_id, lang_of(interaction))
    await send_card(interaction, card, private=True)


async def read_review(interaction: Interaction, services: Services, review_id: int) -> None:
    """Answer with a review."""
    reading = await services.reviews.read(actor_of(interaction), review_id)
    await send_card(interaction, reading_card(interaction, reading), private=True)


def reading_card(interaction: Interaction, reading: Reading, page: int = 0) -> CardView:
    """Lay a review out for who asked."""
    actor = actor_of(interaction)
    return read_card(
        reading,
        actor.guild_id,
        lang_of(interaction),
        page=page,
        overseen=may_oversee(reading.review, actor, moderator=moderates(interaction)),
        moderated=reading.review.author.house is not None and moderates(interaction),
    )


def found(card: CardView | None) -> CardView:
    """Return the card of a part that is still there.

    Raises:
        NotFoundError: The review has no such part any more.
    """
    if card is None:
        raise NotFoundError(
            t("That part is not in the review any more. Open it again with /review read.")
        )
    return card


async def show_gone(interaction: discord.Interaction[Any], error: ReviewGoneError) -> None:
    """Put a note in the place of a review that was deleted or taken down, and say so."""
    lang = public_lang(interaction)
    withdrawn = error.withdrawn if isinstance(error, ReviewWithdrawnError) else None
    await update_card(
        interaction, withdrawn_card(withdrawn, lang) if withdrawn else deleted_card(lang)
    )
    await whisper(interaction, lang_of(interaction).render(error.text))


async def find_published(interaction: Interaction, services: Services, review_id: int) -> int:
    """Return the message that shows a review in this channel already, 0 where none does."""
    if interaction.channel_id is None:
        return 0
    try:
        return await services.published.standing(review_id, interaction.channel_id) or 0
    except Exception:
        # The review is kept, and is shown anew: that is what the member has to see.
        log.exception("a published review was not looked for", review=review_id)
        return 0


def link_to(interaction: Interaction, message_id: int) -> str | None:
    """Return a link to a message of this channel, or None where there is none."""
    if not message_id or interaction.channel_id is None:
        return None
    place = interaction.guild_id or "@me"
    return f"https://discord.com/channels/{place}/{interaction.channel_id}/{message_id}"


async def edit_published(interaction: Interaction, message_id: int, card: CardView) -> bool:
    """Change a published card in this channel; tell whether it could be."""
    if not message_id or interaction.channel_id is None:
        return False
    channel = interaction.client.get_partial_messageable(interaction.channel_id)
    try:
        await channel.get_partial_message(message_id).edit(view=card, attachments=card.files)
    except discord.HTTPException:
        # Deleted by somebody, or in a channel where the bot itself is not.
        return False
    return True


async def keep_in_step(
    interaction: Interaction, services: Services, message_id: int, review: Review
) -> None:
    """Have a public message follow what becomes of its review, where we can reach it later."""
    channel_id, guild_id = interaction.channel_id, actor_of(interaction).guild_id
    if channel_id is None or (guild_id is None and not interaction.context.dm_channel):
        return  # Discord lets us change it for some minutes only
    language = None if guild_id else public_lang(interaction).code
    message = Published(message_id, channel_id, Carries.REVIEW, guild_id, language)
    try:
        await services.published.note_posted(message, review)
    except Exception:
        # The review is kept and shown: that is what the member has to hear.
        log.exception("a published review will not be kept in step", message=message_id)


async def take_picture(attachment: discord.Attachment) -> Upload:
    """Fetch an uploaded picture and take it in.

    Raises:
        InvalidInputError: It is no picture, damaged, or too large.
        UnavailableError: Discord does not hand it out.
    """
    if attachment.size > _MAX_PICTURE_BYTES:  # not worth fetching
        raise InvalidInputError(
            t(
                "That file has {size} MB and I take pictures of up to {limit} MB:"
                " scale it down, or save it as a JPEG.",
                size=-(-attachment.size // 1_000_000),
                limit=_MAX_PICTURE_BYTES // 1_000_000,
            )
        )
    try:
        data = await attachment.read()
    except discord.HTTPException as error:
        raise UnavailableError(
            t("Discord did not hand me that picture. Try again, or leave it out.")
        ) from error
    return await picture_of(data)
