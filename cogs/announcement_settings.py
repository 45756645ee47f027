"""The card on which managers say which reviews a channel is told of, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.domain.scores import Score
from bot.ui import custom_ids as ids
from bot.ui.cards.announcements import ANY_SCORE, GENRE_PARTS, rhythm_card
from bot.ui.replies import lang_of, update_card
from bot.ui.terms import GENRES
from cogs._announcing import own, rhythm_of, settings_of
from cogs._base import DaebakCog, actor_of, on

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import DaebakBot
    from bot.domain.announcing import Filters, Subscription
    from cogs._base import Interaction

_CHOSEN: Final = ("countries", "dramas", "feeds", "reviewers")


class AnnouncementSettings(DaebakCog):
    """Answers the selects and buttons of that card."""

    @on(ids.ANNOUNCE_EDIT)
    async def press_edit(self, interaction: Interaction, subscription: str) -> None:
        """Show the settings of one in the list's place."""
        found = await own(interaction, self.services, subscription)
        await update_card(interaction, await settings_of(interaction, self.services, found))

    @on(ids.ANNOUNCE_HOW)
    async def press_how(self, interaction: Interaction, subscription: str) -> None:
        """Show how its reviews come."""
        await self._show_how(interaction, await own(interaction, self.services, subscription))

    @on(ids.ANNOUNCE_RHYTHM)
    async def pick_rhythm(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Have reviews come one by one, or together."""
        found = await own(interaction, self.services, subscription)
        changed = await self.services.announcements.change_rhythm(
            actor_of(interaction), found.id, rhythm_of(values[0])
        )
        await self._show_how(interaction, changed)
        interaction.client.dispatch("daebak_event")  # what was held back may come now

    @on(ids.ANNOUNCE_NO_ROLE)
    async def press_no_role(self, interaction: Interaction, subscription: str) -> None:
        """Mention no role any more."""
        found = await own(interaction, self.services, subscription)
        actor = actor_of(interaction)
        changed = await self.services.announcements.change_role(actor, found.id, None)
        await self._show_how(interaction, changed)

    @on(ids.ANNOUNCE_GENRES)
    async def pick_genres(
        self, interaction: Interaction, subscription: str, part: str, values: list[str]
    ) -> None:
        """Take over the genres chosen in one of the two selects, leaving the other's alone."""
        here = GENRE_PARTS[int(part) % len(GENRE_PARTS)]

        def changed(filters: Filters) -> Filters:
            chosen = {key for key in filters.genres if key not in here} | set(values)
            return replace(filters, genres=tuple(key for key in GENRES if key in chosen))

        await self._change(interaction, subscription, changed)

    @on(ids.ANNOUNCE_NETWORKS)
    async def pick_networks(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Take over the networks chosen."""
        await self._change(
            interaction, subscription, lambda filters: replace(filters, networks=tuple(values))
        )

    @on(ids.ANNOUNCE_SCORE)
    async def pick_score(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Take over the least score chosen."""
        least = None if values[0] == ANY_SCORE else Score(int(values[0]))
        await self._change(interaction, subscription, lambda filters: replace(filters, least=least))

    @on(ids.ANNOUNCE_LESS)
    async def pick_less(
        self, interaction: Interaction, subscription: str, values: list[str]
    ) -> None:
        """Take a country, drama, blog or reviewer away."""
        kind, _, value = values[0].partition(":")
        if kind in _CHOSEN:
            await self._change(interaction, subscription, lambda each: _without(each, kind, value))

    async def _change(
        self,
        interaction: Interaction,
        subscription: str,
        change: Callable[[Filters], Filters],
    ) -> None:
        found = await own(interaction, self.services, subscription)
        actor = actor_of(interaction)
        changed = await self.services.announcements.change(actor, found.id, change)
        await update_card(interaction, await settings_of(interaction, self.services, changed))

    async def _show_how(self, interaction: Interaction, subscription: Subscription) -> None:
        names = await self.services.announcements.names([subscription])
        day = await self.services.hours.find(subscription.guild_id)
        card = rhythm_card(subscription, names, day, lang_of(interaction))
        await update_card(interaction, card)


def _without(filters: Filters, kind: str, value: str) -> Filters:
    left: dict[str, Any] = {
        kind: tuple(each for each in getattr(filters, kind) if str(each) != value)
    }
    return replace(filters, **left)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(AnnouncementSettings(bot))
