"""`/review`: reviews written, read, edited and deleted in Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from bot.domain.errors import NotFoundError
from bot.domain.oversight import check_oversight
from bot.domain.reviews import Place
from bot.domain.spoilers import SpoilerBoundary
from bot.domain.texts import t
from bot.services.gone import ReviewGoneError
from bot.ui import custom_ids as ids
from bot.ui.cards import reviews as cards
from bot.ui.forms.base import answer_privately
from bot.ui.forms.reviews import ReviewForm
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, everywhere, on
from cogs._reviews import (
    edit_published,
    find_published,
    keep_in_step,
    link_to,
    list_reviews,
    moderates,
    public_lang,
    read_review,
    show_gone,
    take_picture,
)

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.reviews import Review
    from bot.ui.layout import CardView
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

Episode = app_commands.Range[float, 0.5, 9999.5]


class Reviews(DaebakCog):
    """Writing, editing and deleting reviews, and where reading them begins."""

    review: app_commands.Group = everywhere(
        app_commands.Group(name="review", description="Write and read reviews of dramas")
    )

    @review.command(name="write")
    @app_commands.describe(
        drama="Which drama",
        spoils_through="The last episode your spoiler part gives away; otherwise I guess",
    )
    @app_commands.autocomplete(
        drama=DaebakCog.suggest_dramas, spoils_through=DaebakCog.suggest_episodes
    )
    async def write(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        spoils_through: Episode | None = None,
    ) -> None:
        """Write your review of a drama, or edit the one you wrote."""
        drama_id = (await self.services.catalogue.resolve(drama)).id
        await self._open_form(interaction, drama_id, spoils_through=spoils_through)

    @review.command(name="edit")
    @app_commands.describe(
        drama="Which drama",
        spoils_through="The last episode your spoiler part gives away",
    )
    @app_commands.autocomplete(
        drama=DaebakCog.suggest_dramas, spoils_through=DaebakCog.suggest_episodes
    )
    async def edit(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        spoils_through: Episode | None = None,
    ) -> None:
        """Edit the review you wrote of a drama."""
        drama_id = (await self.services.catalogue.resolve(drama)).id
        await self._open_form(interaction, drama_id, spoils_through=spoils_through, must_exist=True)

    @review.command(name="read")
    @app_commands.describe(drama="Which drama", member="Only the review by this member")
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    async def read(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        member: discord.User | None = None,
    ) -> None:
        """Read what others wrote about a drama, without being spoiled."""
        found = await self.services.catalogue.resolve(drama)
        if member is not None:
            own = member.id == interaction.user.id
            review = await self.services.reviews.of_member(member.id, found.id, own=own)
            await read_review(interaction, self.services, review.id)
        else:
            await list_reviews(interaction, self.services, found.id)

    @review.command(name="delete")
    @app_commands.describe(
        drama="Which drama", member="Whose review, if you moderate this server; otherwise yours"
    )
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    async def delete(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        member: discord.User | None = None,
    ) -> None:
        """Delete the review you wrote of a drama."""
        found = await self.services.catalogue.resolve(drama)
        user_id = member.id if member else interaction.user.id
        own = user_id == interaction.user.id
        review = await self.services.reviews.of_member(user_id, found.id, own=own)
        check_oversight(review, actor_of(interaction), moderator=moderates(interaction))
        reading = await self.services.reviews.read(actor_of(interaction), review.id)
        card = cards.ask_delete_card(reading, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @on(ids.DRAMA_REVIEW)
    async def press_review(self, interaction: Interaction, drama: str) -> None:
        """Open the form from a drama's card."""
        await self._open_form(interaction, int(drama))

    @on(ids.REVIEW_MINE)
    async def press_mine(self, interaction: Interaction, review: str) -> None:
        """Open the form from a published review: its author edits it in its place."""
        try:
            reading = await self.services.reviews.read(actor_of(interaction), int(review))
        except ReviewGoneError as error:
            await show_gone(interaction, error)
            return
        published = interaction.message.id if reading.own and interaction.message else 0
        await self._open_form(interaction, reading.drama.id, message=published)

    @on(ids.REVIEW_EDIT)
    async def press_edit(self, interaction: Interaction, review: str, message: str) -> None:
        """Open the form from the author's own card."""
        reading = await self.services.reviews.read(actor_of(interaction), int(review))
        await self._open_form(interaction, reading.drama.id, message=int(message))

    @on(ids.REVIEW_BOUNDARY)
    async def pick_boundary(
        self, interaction: Interaction, review: str, message: str, values: list[str]
    ) -> None:
        """Say how far the spoiler part goes."""
        boundary = cards.parse_boundary(values[0])
        actor = actor_of(interaction)
        changed = await self.services.reviews.set_boundary(actor, int(review), boundary)
        await self._show_change(interaction, changed, int(message))

    @on(ids.REVIEW_PICTURE)
    async def press_picture(
        self, interaction: Interaction, review: str, message: str, place: str
    ) -> None:
        """Show the picture, hide it with the spoilers, or take it out."""
        actor = actor_of(interaction)
        changed = await self.services.reviews.place_picture(actor, int(review), Place(place))
        await self._show_change(interaction, changed, int(message))

    @on(ids.REVIEW_DELETE)
    async def press_delete(self, interaction: Interaction, review: str) -> None:
        """Ask before deleting."""
        reading = await self.services.reviews.read(actor_of(interaction), int(review))
        card = cards.ask_delete_card(reading, lang_of(interaction))
        await update_card(interaction, card)

    @on(ids.REVIEW_DELETE_YES)
    async def press_delete_yes(self, interaction: Interaction, review: str) -> None:
        """Delete it; the outbox empties the messages that carry it."""
        await self.services.reviews.delete(
            actor_of(interaction), int(review), moderator=moderates(interaction)
        )
        lang = lang_of(interaction)
        await update_card(interaction, cards.note_card(lang.say("The review is deleted.")))
        interaction.client.dispatch("daebak_event")

    @on(ids.REVIEW_KEEP)
    async def press_keep(self, interaction: Interaction, review: str) -> None:
        """Keep it after all."""
        lang = lang_of(interaction)
        await update_card(interaction, cards.note_card(lang.say("The review stays.")))

    async def _open_form(
        self,
        interaction: Interaction,
        drama_id: int,
        *,
        message: int = 0,
        spoils_through: float | None = None,
        must_exist: bool = False,
    ) -> None:
        desk = await self.services.reviews.desk(actor_of(interaction), drama_id)
        if must_exist and desk.review is None:
            raise NotFoundError(
                t(
                    "You have not reviewed {title} yet: write one with /review write.",
                    title=desk.drama.title,
                )
            )
        boundary = desk.boundary
        if spoils_through is not None:
            boundary = SpoilerBoundary.through(desk.drama.check_episode(spoils_through))

        async def save(sent: discord.Interaction[Any], form: ReviewForm) -> None:
            await self._publish(sent, form, message)

        await interaction.response.send_modal(
            ReviewForm(desk, boundary, lang_of(interaction), save)
        )

    async def _publish(self, interaction: Interaction, form: ReviewForm, message: int) -> None:
        """Save a review and show it: in ``message``, where it stands here already, or anew."""
        source = interaction.message
        in_place = bool(message) and source is not None and source.id == message
        # At once: a picture or a busy database may take longer than Discord waits.
        if in_place:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        if form.attachment is not None:
            form.picture = await take_picture(form.attachment)
        drama = form.desk.drama
        saved = await self.services.reviews.post(actor_of(interaction), drama.id, form.draft)
        # From here on the review is kept: what fails now must not say that it is not.
        edited = form.desk.review is not None or saved.version > 1
        lang = lang_of(interaction)
        public = await self._public_card(interaction, saved.id)
        try:
            if in_place:
                await interaction.edit_original_response(view=public, attachments=public.files)
                await keep_in_step(interaction, self.services, message, saved)
            else:
                await answer_privately(interaction, cards.saved_card(drama, lang))
                message = message or await find_published(interaction, self.services, saved.id)
                if not await edit_published(interaction, message, public):
                    if message:  # its files went with the attempt
                        public = await self._public_card(interaction, saved.id)
                    posted = await interaction.followup.send(
                        view=public, files=public.files, wait=True
                    )
                    message = posted.id
                await keep_in_step(interaction, self.services, message, saved)
            url = link_to(interaction, message)
            own = cards.own_card(drama, saved, message, lang, edited=edited, url=url)
            if in_place:
                await send_card(interaction, own, private=True)
            else:
                await interaction.edit_original_response(view=own, attachments=[])
        except discord.HTTPException as error:
            log.warning("a saved review could not be posted", code=error.code, text=error.text)
            await send_card(interaction, cards.saved_card(drama, lang, posted=False), private=True)
        # Only now: what was just published need not be changed.
        interaction.client.dispatch("daebak_event")

    async def _public_card(self, interaction: Interaction, review_id: int) -> CardView:
        guild_id = actor_of(interaction).guild_id
        reading = await self.services.reviews.published(review_id, guild_id)
        return cards.published_card(reading, guild_id, public_lang(interaction))

    async def _show_change(self, interaction: Interaction, review: Review, message: int) -> None:
        drama = await self.services.catalogue.get(review.drama_id)
        lang, url = lang_of(interaction), link_to(interaction, message)
        card = cards.own_card(drama, review, message, lang, edited=True, url=url)
        await update_card(interaction, card)
        interaction.client.dispatch("daebak_event")


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Reviews(bot))
