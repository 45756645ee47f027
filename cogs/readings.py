"""Reading reviews: lists, pages, parts that spoil, earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.spoilers import SpoilerBoundary
from bot.services.gone import ReviewGoneError
from bot.ui import custom_ids as ids
from bot.ui.cards import review_reading as reading_cards
from bot.ui.cards import reviews as cards
from bot.ui.cards.section_boundaries import ALL, SAFE, THROUGH, parse_choice
from bot.ui.forms.section_boundaries import SectionEpisodeForm
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, on
from cogs._reviews import found, list_reviews, moderates, read_review, reading_card, show_gone

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.app import DaebakBot
    from cogs._base import Interaction


class Readings(DaebakCog):
    """Answers the buttons that reviews are read with."""

    @on(ids.DRAMA_REVIEWS)
    async def press_reviews(self, interaction: Interaction, drama: str, page: str) -> None:
        """List a drama's reviews, from its card."""
        await list_reviews(interaction, self.services, int(drama), int(page))

    @on(ids.REVIEWS_PAGE)
    async def press_shelf(self, interaction: Interaction, drama: str, page: str) -> None:
        """Turn the list's pages."""
        actor = actor_of(interaction)
        shelf = await self.services.reviews.shelf(actor, int(drama), int(page))
        card = cards.shelf_card(shelf, actor.guild_id, actor.user_id, lang_of(interaction))
        await update_card(interaction, card)

    @on(ids.REVIEW_READ)
    async def press_read(self, interaction: Interaction, review: str) -> None:
        """Read one review."""
        try:
            await read_review(interaction, self.services, int(review))
        except ReviewGoneError as error:
            if interaction.message is None or interaction.message.flags.ephemeral:
                raise  # a list of several: the others are still there
            await show_gone(interaction, error)

    @on(ids.DIGEST_READ)
    async def pick_digest(self, interaction: Interaction, digest: str, values: list[str]) -> None:
        """Read one of a digest's reviews."""
        await read_review(interaction, self.services, int(values[0]))

    @on(ids.REVIEW_PAGE)
    async def press_page(self, interaction: Interaction, review: str, page: str) -> None:
        """Turn a review's pages."""
        reading = await self.services.reviews.read(actor_of(interaction), int(review))
        await update_card(interaction, reading_card(interaction, reading, int(page)))

    @on(ids.REVIEW_SPOILER)
    async def press_spoiler(self, interaction: Interaction, review: str, section: str) -> None:
        """Open a part that spoils, asking first where the member has not got that far."""
        try:
            reading = await self.services.reviews.read(actor_of(interaction), int(review))
        except ReviewGoneError as error:
            await show_gone(interaction, error)
            return
        index = int(section)
        parts = reading.review.text.sections
        is_safe = index < len(parts) and reading.may_open(parts[index].boundary)
        make = reading_cards.opened_card if is_safe else reading_cards.ask_spoiler_card
        card = found(make(reading, index, lang_of(interaction)))
        await send_card(interaction, card, private=True)

    @on(ids.REVIEW_SHOW)
    async def press_show(
        self, interaction: Interaction, review: str, section: str, page: str
    ) -> None:
        """Show the part after all, or another page of it."""
        reading = await self.services.reviews.read(actor_of(interaction), int(review))
        card = reading_cards.opened_card(
            reading, int(section), lang_of(interaction), page=int(page)
        )
        await update_card(interaction, found(card))

    @on(ids.REVIEW_HIDE)
    async def press_hide(self, interaction: Interaction, review: str) -> None:
        """Leave the part closed."""
        text = lang_of(interaction).say("It stays closed.")
        await update_card(interaction, cards.note_card(text))

    @on(ids.REVIEW_SECTIONS)
    async def pick_boundary(
        self, interaction: Interaction, review: str, version: str, page: str, values: list[str]
    ) -> None:
        """Say what a section spoils in this server, asking for the episode where there is one."""
        index, what = parse_choice(values[0])

        async def put(answered: Interaction, boundary: SpoilerBoundary | None) -> None:
            actor = actor_of(answered)
            await self.services.section_boundaries.label(
                actor,
                int(review),
                int(version),
                index,
                boundary,
                moderator=moderates(answered),
            )
            answered.client.dispatch("daebak_event")
            reading = await self.services.reviews.read(actor, int(review))
            await update_card(answered, reading_card(answered, reading, int(page)))

        async def through(answered: Interaction, episode: Decimal) -> None:
            await put(answered, SpoilerBoundary.through(episode))

        if what == THROUGH:
            form = SectionEpisodeForm(lang_of(interaction), through)
            await interaction.response.send_modal(form)
            return
        chosen = {SAFE: SpoilerBoundary.nothing(), ALL: SpoilerBoundary.everything()}
        await put(interaction, chosen.get(what))

    @on(ids.REVIEW_VERSIONS)
    async def press_versions(self, interaction: Interaction, review: str, version: str) -> None:
        """Show what a review said before, to its author and to moderators."""
        old = await self.services.reviews.version(
            actor_of(interaction),
            int(review),
            int(version),
            moderator=moderates(interaction),
        )
        await update_card(interaction, cards.version_card(old, lang_of(interaction)))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Readings(bot))
