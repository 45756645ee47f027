"""`/follow`: new reviews of a drama, by a reviewer or with an actor, as direct messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.errors import InvalidInputError
from bot.domain.follows import Followed, Kind
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.following import followed_card, follows_card, unfollowed_card
from bot.ui.replies import lang_of, send_card, update_card
from cogs._base import DaebakCog, actor_of, on
from cogs._options import blog_of

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction


class Follows(DaebakCog):
    """Following, and stopping with one click."""

    follow = app_commands.Group(
        name="follow",
        description="Get new reviews as direct messages",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @follow.command(name="drama")
    @app_commands.describe(drama="Which drama")
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    async def drama(self, interaction: discord.Interaction[DaebakBot], drama: str) -> None:
        """Get new reviews of a drama as direct messages."""
        found = await self.services.catalogue.resolve(drama)
        await self._follow(interaction, Followed(Kind.DRAMA, found.id))

    @follow.command(name="actor")
    @app_commands.describe(name="An actor’s name, in English or in its own script")
    @app_commands.autocomplete(name=DaebakCog.suggest_people)
    async def actor(self, interaction: discord.Interaction[DaebakBot], name: str) -> None:
        """Get new reviews of everything somebody acts in as direct messages."""
        person = await self.services.people.resolve(name)
        await self._follow(interaction, Followed(Kind.ACTOR, person.id))

    @follow.command(name="reviewer")
    @app_commands.describe(
        member="A member who writes reviews", blog="Or a review blog that this server follows"
    )
    @app_commands.autocomplete(blog=DaebakCog.suggest_blogs)
    async def reviewer(
        self,
        interaction: discord.Interaction[DaebakBot],
        member: discord.User | None = None,
        blog: str | None = None,
    ) -> None:
        """Get new reviews by a member or a blog as direct messages."""
        if (member is None) == (blog is None):
            raise InvalidInputError(t("Name one reviewer: a member, or a blog."))
        if member is not None:
            await self._follow(interaction, Followed(Kind.REVIEWER, member.id))
        elif blog is not None:
            feed = await blog_of(self.services, actor_of(interaction), blog)
            await self._follow(interaction, Followed(Kind.HOUSE, feed))

    @follow.command(name="list")
    async def list_all(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """See everything you follow, and stop what you want."""
        await send_card(interaction, await self._list(interaction, 0), private=True)

    @on(ids.FOLLOW_START)
    async def press_start(self, interaction: Interaction, kind: str, id: str) -> None:
        """Follow what a card is about."""
        await self._follow(interaction, Followed(Kind(kind), int(id)))

    @on(ids.FOLLOW_AUTHOR)
    async def press_author(self, interaction: Interaction, review: str) -> None:
        """Follow whoever wrote a review."""
        author = await self.services.follows.author_of(actor_of(interaction), int(review))
        await self._follow(interaction, author)

    @on(ids.FOLLOW_STOP)
    async def press_stop(self, interaction: Interaction, kind: str, id: str) -> None:
        """Stop what was just begun."""
        followed = Followed(Kind(kind), int(id))
        await self.services.follows.unfollow(interaction.user.id, followed)
        card = unfollowed_card(
            followed, await self.services.follows.names([followed]), lang_of(interaction)
        )
        await update_card(interaction, card)

    @on(ids.FOLLOW_STOP_THIS)
    async def press_stop_this(self, interaction: Interaction) -> None:
        """Stop what a direct message came for."""
        user_id, message = interaction.user.id, interaction.message
        follows = self.services.follows
        followed = await follows.of_message(user_id, message.id) if message else None
        if followed is not None:
            await follows.unfollow(user_id, followed)
        names = await follows.names([followed] if followed else [])
        card = unfollowed_card(followed, names, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @on(ids.FOLLOWS_OPEN)
    async def press_open(self, interaction: Interaction) -> None:
        """Show everything, from another card."""
        await send_card(interaction, await self._list(interaction, 0), private=True)

    @on(ids.FOLLOWS_PAGE)
    async def press_page(self, interaction: Interaction, page: str) -> None:
        """Turn the list's pages."""
        await update_card(interaction, await self._list(interaction, int(page)))

    @on(ids.FOLLOWS_STOP)
    async def pick_stop(self, interaction: Interaction, page: str, values: list[str]) -> None:
        """Stop one thing of the list."""
        follows = self.services.follows
        for each in await follows.list_all(interaction.user.id):
            if each.id == int(values[0]):
                await follows.unfollow(interaction.user.id, Followed.parse(each.kind))
        await update_card(interaction, await self._list(interaction, int(page)))

    @on(ids.FOLLOWS_ON)
    async def press_on(self, interaction: Interaction) -> None:
        """Turn everything on again that was switched off."""
        lang = lang_of(interaction)
        await self.services.follows.switch_on(actor_of(interaction), lang.code)
        await update_card(interaction, await self._list(interaction, 0))

    async def _follow(self, interaction: Interaction, followed: Followed) -> None:
        lang = lang_of(interaction)
        anew = await self.services.follows.follow(actor_of(interaction), followed, lang.code)
        card = followed_card(
            followed, await self.services.follows.names([followed]), lang, anew=anew
        )
        await send_card(interaction, card, private=True)

    async def _list(self, interaction: Interaction, page: int) -> CardView:
        follows = self.services.follows
        found = await follows.list_all(interaction.user.id)
        names = await follows.names([Followed.parse(each.kind) for each in found])
        return follows_card(found, names, page, lang_of(interaction))


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Follows(bot))
