"""`/feed`: review blogs that a server follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.ui import custom_ids as ids
from bot.ui.cards.feed_checks import checked_card
from bot.ui.cards.feeds import added_card, feed_card, feeds_card, house_of, removed_card
from bot.ui.place_option import Chosen, PlaceOption
from bot.ui.replies import lang_of, send_card, update_card, whisper
from bot.ui.safe import escape_line
from cogs._announcing import RHYTHMS, place_of, require_manager, rhythm_of, role_of
from cogs._base import DaebakCog, actor_of, on
from cogs._options import blog_of

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.ui.layout import CardView
    from cogs._base import Interaction

Channel = app_commands.Transform[Chosen, PlaceOption]


class Feeds(DaebakCog):
    """Following review blogs."""

    feed = app_commands.Group(
        name="feed",
        description="Follow review blogs: their new reviews come to a channel",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
    )

    @feed.command(name="add")
    @app_commands.describe(
        url="A link of the blog: its front page, its feed, or one of its posts",
        channel="Where its reviews go: a channel, thread or forum; this one unless you say",
        role="A role to mention with each announcement",
        digest="Have reviews come together instead of one by one",
    )
    @app_commands.choices(digest=RHYTHMS)
    async def add(
        self,
        interaction: discord.Interaction[DaebakBot],
        url: app_commands.Range[str, 1, 2_000],
        channel: Channel | None = None,
        role: discord.Role | None = None,
        digest: app_commands.Choice[str] | None = None,
    ) -> None:
        """Follow a review blog, and have its new reviews announced in a channel."""
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction, channel)
        added = await self.services.feeds.add(
            actor_of(interaction),
            url,
            channel_id=place.id,
            role_id=role_of(interaction, role, place) if role else None,
            digest=rhythm_of(digest.value) if digest else None,
        )
        await send_card(interaction, added_card(added, lang_of(interaction)), private=True)

    @feed.command(name="list")
    async def list_all(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """Show the blogs that this server follows, and whether they can be read."""
        await send_card(interaction, await self._list(interaction, 0), private=True)

    @feed.command(name="remove")
    @app_commands.describe(blog="Which one")
    @app_commands.autocomplete(blog=DaebakCog.suggest_blogs)
    async def remove(self, interaction: discord.Interaction[DaebakBot], blog: str) -> None:
        """Follow a blog no more."""
        feed_id = await self._chosen(interaction, blog)
        await send_card(interaction, await self._removed(interaction, feed_id), private=True)

    @feed.command(name="check")
    @app_commands.describe(blog="Which one")
    @app_commands.autocomplete(blog=DaebakCog.suggest_blogs)
    async def check(self, interaction: discord.Interaction[DaebakBot], blog: str) -> None:
        """Show a blog's last posts, and why each was announced here or not."""
        feed_id = await self._chosen(interaction, blog)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self.services.feeds.read_soon(actor_of(interaction), feed_id)
        interaction.client.dispatch("daebak_event")
        await send_card(interaction, await self._checked(interaction, feed_id), private=True)

    @feed.command(name="pause")
    @app_commands.describe(blog="Which one")
    @app_commands.autocomplete(blog=DaebakCog.suggest_blogs)
    async def pause(self, interaction: discord.Interaction[DaebakBot], blog: str) -> None:
        """Pause a blog in this server, or go on with one that is paused or was given up."""
        feed_id = await self._chosen(interaction, blog)
        await send_card(interaction, await self._paused(interaction, feed_id), private=True)

    @on(ids.FEEDS_PAGE)
    async def press_page(self, interaction: Interaction, page: str) -> None:
        """Show a page of the list in the card's place."""
        await update_card(interaction, await self._list(interaction, int(page)))

    @on(ids.FEED_OPEN)
    async def press_open(self, interaction: Interaction, feed: str) -> None:
        """Show how a blog's feed does, in the card's place."""
        require_manager(interaction)
        view = await self.services.feeds.get(actor_of(interaction), int(feed))
        await update_card(interaction, feed_card(view, lang_of(interaction)))

    @on(ids.FEED_CHECK)
    async def press_check(self, interaction: Interaction, feed: str, page: str) -> None:
        """Show the last posts: in the card's place where they are that card's own pages."""
        card = await self._checked(interaction, int(feed), int(page))
        if _is_private(interaction):
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)

    @on(ids.FEED_PAUSE)
    async def press_pause(self, interaction: Interaction, feed: str) -> None:
        """Pause a blog, or go on with it."""
        card = await self._paused(interaction, int(feed))
        if _is_private(interaction):
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)

    @on(ids.FEED_REMOVE)
    async def press_remove(self, interaction: Interaction, feed: str) -> None:
        """Follow a blog no more."""
        card = await self._removed(interaction, int(feed))
        if _is_private(interaction):
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)

    @on(ids.FEED_NEWEST)
    async def press_newest(self, interaction: Interaction, feed: str) -> None:
        """Announce the newest review of a blog now."""
        require_manager(interaction)
        actor = actor_of(interaction)
        post = await self.services.feed_checks.announce_newest(actor, int(feed))
        interaction.client.dispatch("daebak_event")
        lang = lang_of(interaction)
        title = escape_line(post.title or post.url or "?", 200)
        await whisper(interaction, lang.say("“{title}” is on its way.", title=title))

    @on(ids.FEED_ANNOUNCE)
    async def press_announce(
        self, interaction: Interaction, feed: str, post: str, page: str
    ) -> None:
        """Announce one post now."""
        require_manager(interaction)
        actor, lang = actor_of(interaction), lang_of(interaction)
        if await self.services.feed_checks.announce(actor, int(feed), int(post)):
            interaction.client.dispatch("daebak_event")
            note = "📨 " + lang.say("It is on its way.")
        else:
            note = "✅ " + lang.say("It was announced before.")
        await update_card(interaction, await self._checked(interaction, int(feed), int(page), note))

    @on(ids.FEED_DRAMA)
    async def pick_drama(
        self, interaction: Interaction, feed: str, post: str, page: str, values: list[str]
    ) -> None:
        """Take a post in as a review of the drama chosen."""
        require_manager(interaction)
        await interaction.response.defer()
        actor = actor_of(interaction)
        await self.services.feed_checks.choose(actor, int(feed), int(post), int(values[0]))
        interaction.client.dispatch("daebak_event")
        await update_card(interaction, await self._checked(interaction, int(feed), int(page)))

    async def _chosen(self, interaction: Interaction, blog: str) -> int:
        require_manager(interaction)
        return await blog_of(self.services, actor_of(interaction), blog)

    async def _list(self, interaction: Interaction, page: int) -> CardView:
        require_manager(interaction)
        views = await self.services.feeds.of_server(actor_of(interaction))
        return feeds_card(views, page, lang_of(interaction))

    async def _checked(
        self, interaction: Interaction, feed_id: int, page: int = 0, note: str = ""
    ) -> CardView:
        require_manager(interaction)
        checked = await self.services.feed_checks.check(actor_of(interaction), feed_id, page)
        return checked_card(checked, lang_of(interaction), note=note)

    async def _paused(self, interaction: Interaction, feed_id: int) -> CardView:
        require_manager(interaction)
        lang = lang_of(interaction)
        view = await self.services.feeds.pause(actor_of(interaction), feed_id)
        name = house_of(view.follow)
        if view.follow.paused_at is not None:
            note = lang.say(
                "Nothing of {blog} is announced here until you resume it; what appears meanwhile "
                "is stored, and not announced later.",
                blog=name,
            )
        else:
            note = lang.say("New reviews of {blog} are announced here again.", blog=name)
        return feed_card(view, lang, note=note)

    async def _removed(self, interaction: Interaction, feed_id: int) -> CardView:
        require_manager(interaction)
        follow = await self.services.feeds.remove(actor_of(interaction), feed_id)
        return removed_card(follow, lang_of(interaction))


def _is_private(interaction: Interaction) -> bool:
    """Tell whether a button was pressed on a card that only whoever asked for it sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Feeds(bot))
