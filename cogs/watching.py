"""`/progress`, `/watchlist` and the Watchlist button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.errors import ConflictError
from bot.domain.watching import WatchStatus
from bot.ui import custom_ids as ids
from bot.ui.cards.dramas import drama_card
from bot.ui.cards.watching import ALL, OWN, REMOVE, YES, watch_card, watchlist_card
from bot.ui.forms.watching import EpisodeForm
from bot.ui.replies import is_askers, lang_of, send_card, update_card
from bot.ui.terms import STATUSES
from cogs._base import DaebakCog, actor_of, everywhere, is_in_server, on

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.app import DaebakBot
    from bot.domain.watching import WatchEntry
    from cogs._base import Interaction

_STATUSES = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=status.value)
    for status, name in STATUSES.items()
]


class Watching(DaebakCog):
    """Watchlists and progress."""

    @app_commands.command(name="progress")
    @app_commands.describe(
        drama="The drama you are watching",
        episode="The last episode you watched; leave it out to see where you are",
        private="Hide it on your list from others",
    )
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas, episode=DaebakCog.suggest_episodes)
    @everywhere
    async def progress(
        self,
        interaction: discord.Interaction[DaebakBot],
        drama: str,
        episode: float | None = None,
        private: bool | None = None,
    ) -> None:
        """Say which episode you are on, or see where you are."""
        watching, actor = self.services.watching, actor_of(interaction)
        chosen = await self.services.catalogue.resolve(drama)
        if episode is not None:
            entry: WatchEntry | None = await watching.reach(
                actor, chosen.id, episode, private=private
            )
        elif private is not None:
            entry = await watching.choose_private(actor, chosen.id, private=private)
        else:
            entry = await watching.entry(actor, chosen.id)
        card = watch_card(chosen, entry, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @app_commands.command(name="watchlist")
    @app_commands.describe(
        member="Whose list to see; yours if you leave it out",
        status="Only dramas with this status",
        share="Post it for everyone here, without what you keep private",
    )
    @app_commands.choices(status=_STATUSES)
    @everywhere
    async def watchlist(
        self,
        interaction: discord.Interaction[DaebakBot],
        member: discord.User | None = None,
        status: str | None = None,
        share: bool = False,
    ) -> None:
        """See what you, or somebody else, are watching."""
        watchlist = await self.services.watching.watchlist(
            actor_of(interaction),
            (member or interaction.user).id,
            full=not share,
            status=WatchStatus(status) if status else None,
        )
        card = watchlist_card(watchlist, lang_of(interaction))
        await send_card(interaction, card, private=not share)

    @on(ids.DRAMA_WATCHLIST)
    async def press_watchlist(self, interaction: Interaction, drama: str) -> None:
        """Show where a drama stands on the member's list."""
        entry = await self.services.watching.entry(actor_of(interaction), int(drama))
        chosen = await self.services.catalogue.get(int(drama))
        card = watch_card(chosen, entry, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @on(ids.WATCH_STATUS)
    async def pick_status(
        self, interaction: Interaction, drama: str, shown: str, values: list[str]
    ) -> None:
        """Put the drama under a status, or take it off the list."""
        status = None if values[0] == REMOVE else WatchStatus(values[0])
        await self._put(interaction, int(drama), status)

    @on(ids.WATCH_COMPLETE)
    async def press_complete(self, interaction: Interaction, drama: str) -> None:
        """Note that the member has seen it all."""
        await self._put(interaction, int(drama), WatchStatus.COMPLETED)

    @on(ids.WATCH_REACH)
    async def press_reach(self, interaction: Interaction, drama: str, episode: str) -> None:
        """Note that the member watched the next episode."""
        # An old message may offer an episode they have long passed: it takes nobody back.
        entry = await self.services.watching.reach(
            actor_of(interaction), int(drama), float(episode), forward_only=True
        )
        await self._update(interaction, int(drama), entry)

    @on(ids.WATCH_PICK)
    async def press_pick(self, interaction: Interaction, drama: str) -> None:
        """Ask which episode the member is on."""
        chosen = await self.services.catalogue.get(int(drama))
        progress = await self.services.watching.progress(actor_of(interaction), chosen.id)

        async def save(submitted: Interaction, episode: Decimal) -> None:
            actor = actor_of(submitted)
            entry = await self.services.watching.reach(actor, chosen.id, episode)
            await self._update(submitted, chosen.id, entry)

        form = EpisodeForm(chosen, progress.episode, lang_of(interaction), save)
        await interaction.response.send_modal(form)

    @on(ids.WATCH_PRIVATE)
    async def press_private(self, interaction: Interaction, drama: str, to: str) -> None:
        """Hide the entry from others, or show it."""
        actor = actor_of(interaction)
        try:
            entry = await self.services.watching.choose_private(
                actor, int(drama), private=to == YES
            )
        except ConflictError:  # taken off the list meanwhile: the card shows that
            await self._update(interaction, int(drama), None)
        else:
            await self._update(interaction, int(drama), entry)

    @on(ids.WATCHLIST_PAGE)
    async def press_page(
        self, interaction: Interaction, owner: str, scope: str, status: str, page: str
    ) -> None:
        """Turn to another page of a list."""
        await self._turn(interaction, owner, scope, status, int(page))

    @on(ids.WATCHLIST_STATUS)
    async def pick_filter(
        self, interaction: Interaction, owner: str, scope: str, values: list[str]
    ) -> None:
        """Show only one status of a list, or all of them."""
        await self._turn(interaction, owner, scope, values[0], 0)

    @on(ids.WATCHLIST_OPEN)
    async def pick_open(self, interaction: Interaction, owner: str, values: list[str]) -> None:
        """Open the card of a drama on a list."""
        drama_id = int(values[0])
        page = await self.services.pages.drama_page(actor_of(interaction), drama_id)
        card = drama_card(
            page, lang_of(interaction), in_server=is_in_server(interaction), private=True
        )
        await send_card(interaction, card, private=True)
        self.services.catalogue.lookups.note(interaction.user.id, page.drama.id)

    async def _put(
        self, interaction: Interaction, drama_id: int, status: WatchStatus | None
    ) -> None:
        actor = actor_of(interaction)
        entry = await self.services.watching.choose_status(actor, drama_id, status)
        await self._update(interaction, drama_id, entry)

    async def _update(
        self, interaction: Interaction, drama_id: int, entry: WatchEntry | None
    ) -> None:
        drama = await self.services.catalogue.get(drama_id)
        await update_card(interaction, watch_card(drama, entry, lang_of(interaction)))

    async def _turn(
        self, interaction: Interaction, owner: str, scope: str, status: str, page: int
    ) -> None:
        watchlist = await self.services.watching.watchlist(
            actor_of(interaction),
            int(owner),
            full=scope == OWN,
            status=None if status == ALL else WatchStatus(status),
            page=page,
        )
        card = watchlist_card(watchlist, lang_of(interaction))
        if is_askers(interaction):
            await update_card(interaction, card)
        else:
            await send_card(interaction, card, private=True)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Watching(bot))
