"""`/rate`, `/ratings` and the Rate button."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.scores import Score
from bot.pictures.distribution import draw_distribution
from bot.ui import custom_ids as ids
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.ratings import (
    EVERYONE,
    HERE,
    PICTURE,
    rated_card,
    ratings_card,
    ratings_chart,
)
from bot.ui.forms.ratings import RatingForm
from bot.ui.replies import lang_of, send_card, shows, update_card
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.dramas import Drama
    from cogs._base import Interaction


class Ratings(DaebakCog):
    """Rating dramas, and seeing how they are rated."""

    def __init__(self, bot: DaebakBot) -> None:
        super().__init__(bot)
        # Drawing in parallel is no faster, and each thread keeps its own fonts in memory.
        self._drawing = asyncio.Semaphore(1)

    @app_commands.command(name="rate")
    @app_commands.describe(
        drama="The drama to rate", score="From 0.5 to 10 in half points; leave it out to pick"
    )
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    @everywhere
    async def rate(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        score: app_commands.Range[float, 0.5, 10.0] | None = None,
    ) -> None:
        """Rate a drama, change your rating or take it back."""
        chosen = await self.services.catalogue.resolve(drama)
        if score is None:
            await self._ask(interaction, chosen)
        else:
            await self._save(interaction, chosen, Score.of_points(score))

    @app_commands.command(name="ratings")
    @app_commands.describe(drama="The drama whose ratings to show")
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    @everywhere
    async def ratings(self, interaction: discord.Interaction[DaebakBot], drama: str) -> None:
        """See how a drama is rated, here and by everyone."""
        chosen = await self.services.catalogue.resolve(drama)
        await interaction.response.defer(thinking=True)
        await self._show(interaction, chosen, None)

    @on(ids.DRAMA_RATE)
    async def press_rate(self, interaction: Interaction, drama: str) -> None:
        """Open the rating form."""
        chosen = await self.services.catalogue.get(int(drama))
        await self._ask(interaction, chosen, asked=int(drama))

    @on(ids.RATING_REMOVE)
    async def press_remove(self, interaction: Interaction, drama: str) -> None:
        """Take the member's rating back."""
        chosen = await self.services.catalogue.get(int(drama))
        before = await self.services.ratings.rate(actor_of(interaction), chosen.id, None)
        scale = await self.services.settings.scale(actor_of(interaction))
        await update_card(
            interaction, rated_card(chosen, None, before, scale, lang_of(interaction))
        )

    @on(ids.DRAMA_RATINGS)
    async def press_ratings(self, interaction: Interaction, drama: str) -> None:
        """Show how the drama is rated."""
        chosen = await self.services.catalogue.get(int(drama))
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(interaction, chosen, None)

    @on(ids.RATINGS_SCOPE)
    async def press_scope(self, interaction: Interaction, drama: str, scope: str) -> None:
        """Switch between this server's ratings and everyone's."""
        chosen = await self.services.catalogue.get(int(drama))
        await interaction.response.defer()
        await self._show(interaction, chosen, scope)

    async def _ask(
        self, interaction: Interaction, drama: Drama, *, asked: int | None = None
    ) -> None:
        """Open the form; a card ``asked`` from may name a drama that was merged into this one."""
        actor = actor_of(interaction)
        current = await self.services.ratings.mine(actor, drama.id)
        scale = await self.services.settings.scale(actor)

        async def save(submitted: Interaction, score: Score | None) -> None:
            await self._save(submitted, drama, score, asked=asked)

        form = RatingForm(drama, current, scale, lang_of(interaction), save)
        await interaction.response.send_modal(form)

    async def _save(
        self,
        interaction: Interaction,
        drama: Drama,
        score: Score | None,
        *,
        asked: int | None = None,
    ) -> None:
        actor, lang = actor_of(interaction), lang_of(interaction)
        before = await self.services.ratings.rate(actor, drama.id, score)
        message = interaction.message
        if message is not None and shows(message, ids.DRAMA_LIKE.make(drama=asked or drama.id)):
            # The form was opened from the drama's card: its averages change where it stands.
            page = await self.services.pages.drama_page(actor, drama.id)
            private, here = message.flags.ephemeral, is_in_server(interaction)
            await update_card(interaction, drama_card(page, lang, in_server=here, private=private))
        scale = await self.services.settings.scale(actor)
        card = rated_card(drama, score, before, scale, lang)
        await send_card(interaction, card, private=True)

    async def _show(self, interaction: Interaction, drama: Drama, scope: str | None) -> None:
        actor, lang = actor_of(interaction), lang_of(interaction)
        ratings = await self.services.ratings.distribution(actor, drama.id)
        if scope is None:
            scope = HERE if ratings.server is not None and ratings.server.total else EVERYONE
        chart = ratings_chart(drama, ratings, scope, lang)
        async with self._drawing:
            drawn = await asyncio.to_thread(draw_distribution, chart)
        picture = discord.File(io.BytesIO(drawn), filename=PICTURE)
        await update_card(interaction, ratings_card(drama, ratings, scope, picture, lang))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Ratings(bot))
