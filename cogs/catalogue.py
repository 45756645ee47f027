"""`/catalogue`: adding and editing dramas, and what the right to it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog
from discord import app_commands
from discord.ext import tasks

from bot.domain.dramas import Source
from bot.domain.editing import Page, check_owner, check_right
from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.catalogue import dispute_card, disputes_card, note_card
from bot.ui.cards.merging import merged_card, merges_card, undone_card, weighing_card
from bot.ui.cards.suggestions import tray_card
from bot.ui.forms.catalogue import PAGES
from bot.ui.replies import lang_of, send_card, update_card
from bot.ui.safe import plain
from cogs._base import DaebakCog, everywhere, guild_of, on
from cogs._editing import editor_of, open_add, open_edit

if TYPE_CHECKING:
    from bot.app import DaebakBot
    from bot.domain.dramas import Drama
    from cogs._base import Interaction

log = structlog.get_logger(__name__)

_LARGEST_ID = 2**63 - 1  # what a column for Discord's ids holds
_PAGES = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=page.value)
    for page, name in PAGES.items()
]


class Catalogue(DaebakCog):
    """Editing the catalogue."""

    async def cog_load(self) -> None:
        """Start the schedule."""
        await super().cog_load()
        _ = self.gather.start()

    async def cog_unload(self) -> None:
        """Stop the schedule."""
        self.gather.cancel()
        await super().cog_unload()

    @tasks.loop(minutes=5)
    async def gather(self) -> None:
        """Move what was written to dramas that were merged just then."""
        try:
            await self.services.merging.gather()
        except Exception:
            log.exception("what belongs to merged dramas was not moved; the next turn tries again")

    @gather.before_loop
    async def _wait(self) -> None:
        """Begin when the bot is ready: a start waits for nothing of this."""
        await self._bot.wait_until_ready()

    catalogue: app_commands.Group = everywhere(
        app_commands.Group(name="catalogue", description="Add dramas, and correct what I know")
    )

    @catalogue.command(name="add")
    @app_commands.describe(title="Its title in English")
    async def add(
        self,
        interaction: discord.Interaction[DaebakBot],
        title: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        """Add a drama that is not in the catalogue, or suggest it."""
        await open_add(interaction, self.services, title or "")

    @catalogue.command(name="edit")
    @app_commands.describe(drama="The drama to correct", page="What to correct")
    @app_commands.choices(page=_PAGES)
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    async def edit(
        self, interaction: discord.Interaction[DaebakBot], drama: str, page: str = Page.NAMES.value
    ) -> None:
        """Correct what I say of a drama, or suggest how."""
        chosen = await self.services.catalogue.resolve(drama)
        await open_edit(interaction, self.services, chosen, Page(page))

    @catalogue.command(name="suggestions")
    @app_commands.describe(mine="Show what you suggested, if you decide on others’")
    async def suggestions(
        self, interaction: discord.Interaction[DaebakBot], mine: bool = False
    ) -> None:
        """See what you suggested, or decide on what others did."""
        editor = await editor_of(interaction, self.services)
        mine = mine or not editor.may_edit
        tray = await self.services.suggestions.tray(editor, 0, mine=mine)
        await send_card(interaction, tray_card(tray, lang_of(interaction)), private=True)

    @catalogue.command(name="conflicts")
    @app_commands.describe(drama="Only of this drama")
    @app_commands.autocomplete(drama=DaebakCog.suggest_dramas)
    async def conflicts(
        self, interaction: discord.Interaction[DaebakBot], drama: str | None = None
    ) -> None:
        """Settle what sources disagree about; for those who may edit."""
        check_right(await editor_of(interaction, self.services))
        lang = lang_of(interaction)
        if drama is not None:
            chosen = await self.services.catalogue.resolve(drama)
            dispute = await self.services.editing.dispute(chosen.id)
            await send_card(interaction, dispute_card(dispute, 0, lang), private=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        found, after = await self.services.editing.disputes()
        await send_card(interaction, disputes_card(found, after, 0, lang), private=True)

    @catalogue.command(name="merge")
    @app_commands.describe(source="The drama that goes", target="The drama that stays")
    @app_commands.rename(source="from", target="into")
    @app_commands.autocomplete(source=DaebakCog.suggest_dramas, target=DaebakCog.suggest_dramas)
    async def merge(
        self, interaction: discord.Interaction[DaebakBot], source: str, target: str
    ) -> None:
        """Make one of two dramas that are the same; for who runs me."""
        editor = await editor_of(interaction, self.services)
        check_owner(editor)
        gone, kept = await self._resolve(source), await self._resolve(target)
        weighing = await self.services.merging.weigh(editor, gone.id, kept.id)
        await send_card(interaction, weighing_card(weighing, lang_of(interaction)), private=True)

    @catalogue.command(name="unmerge")
    async def unmerge(self, interaction: discord.Interaction[DaebakBot]) -> None:
        """Undo a merge; for who runs me."""
        await self._list_merges(interaction, 0, anew=True)

    @catalogue.command(name="trust")
    @app_commands.describe(
        off="Trust them no more", server="The id of another server than this one"
    )
    async def trust(
        self,
        interaction: discord.Interaction[DaebakBot],
        off: bool = False,
        server: app_commands.Range[str, 17, 20] | None = None,
    ) -> None:
        """Let this server’s moderators edit the catalogue; for who runs me."""
        editor, lang = await editor_of(interaction, self.services), lang_of(interaction)
        check_owner(editor)
        guild_id = _server_id(server) if server else guild_of(interaction).id
        await self.services.editing.trust(editor, guild_id, trusted=not off)
        known = interaction.client.get_guild(guild_id)
        name = plain(known.name) if known else str(guild_id)
        if off:
            text = lang.say("Moderators of {server} suggest changes from now on.", server=name)
        else:
            text = lang.say(
                "Members of {server} with Manage Server can edit the catalogue now, and decide "
                "on what is suggested there.",
                server=name,
            )
        await send_card(interaction, note_card(text), private=True)

    @on(ids.CONFLICTS_AFTER)
    async def press_after(self, interaction: Interaction, after: str) -> None:
        """Turn to other dramas that sources disagree about."""
        check_right(await editor_of(interaction, self.services))
        await interaction.response.defer()
        found, further = await self.services.editing.disputes(int(after))
        card = disputes_card(found, further, int(after), lang_of(interaction))
        await update_card(interaction, card)

    @on(ids.CONFLICTS_OPEN)
    async def pick_dispute(self, interaction: Interaction, after: str, values: list[str]) -> None:
        """Show what sources say of the drama that was picked."""
        check_right(await editor_of(interaction, self.services))
        dispute = await self.services.editing.dispute(int(values[0]))
        card = dispute_card(dispute, 0, lang_of(interaction))
        await send_card(interaction, card, private=True)

    @on(ids.CONFLICT_AT)
    async def press_at(self, interaction: Interaction, drama: str, at: str) -> None:
        """Turn to other fields of a drama."""
        check_right(await editor_of(interaction, self.services))
        dispute = await self.services.editing.dispute(int(drama))
        await update_card(interaction, dispute_card(dispute, int(at), lang_of(interaction)))

    @on(ids.CONFLICT_KEEP)
    async def press_keep(
        self, interaction: Interaction, drama: str, field: str, source: str, seen: str
    ) -> None:
        """Settle a field by what a source says."""
        editor, lang = await editor_of(interaction, self.services), lang_of(interaction)
        await self.services.editing.keep(
            editor, int(drama), field.replace("-", "_"), Source(source), seen
        )
        dispute = await self.services.editing.dispute(int(drama))
        note = "✅ " + lang.say("Settled: imports leave it alone from now on.")
        await update_card(interaction, dispute_card(dispute, 0, lang, note=note))

    @on(ids.MERGE_YES)
    async def press_merge(self, interaction: Interaction, source: str, target: str) -> None:
        """Merge them."""
        editor = await editor_of(interaction, self.services)
        await interaction.response.defer()
        gone = await self.services.catalogue.get(int(source))
        merge_id = await self.services.merging.merge(editor, int(source), int(target))
        kept = await self.services.catalogue.get(int(target))
        card = merged_card(gone.title, kept, merge_id, lang_of(interaction))
        await update_card(interaction, card)
        interaction.client.dispatch("daebak_event")  # reviews name another drama now

    @on(ids.MERGE_NO)
    async def press_no(self, interaction: Interaction) -> None:
        """Leave them alone."""
        lang = lang_of(interaction)
        await update_card(interaction, note_card(lang.say("Nothing is changed.")))

    @on(ids.MERGES_PAGE)
    async def press_merges(self, interaction: Interaction, page: str) -> None:
        """Turn to other merges."""
        await self._list_merges(interaction, int(page), anew=False)

    @on(ids.MERGES_PICK)
    async def pick_merge(self, interaction: Interaction, page: str, values: list[str]) -> None:
        """Undo the merge that was picked."""
        await self._undo(interaction, int(values[0]))

    @on(ids.MERGE_UNDO)
    async def press_undo(self, interaction: Interaction, merge: str) -> None:
        """Undo a merge that has just been done."""
        await self._undo(interaction, int(merge))

    async def _undo(self, interaction: Interaction, merge_id: int) -> None:
        editor = await editor_of(interaction, self.services)
        await interaction.response.defer()
        undone = await self.services.merging.unmerge(editor, merge_id)
        await update_card(interaction, undone_card(undone, lang_of(interaction)))
        interaction.client.dispatch("daebak_event")

    async def _list_merges(self, interaction: Interaction, page: int, *, anew: bool) -> None:
        editor = await editor_of(interaction, self.services)
        found, total = await self.services.merging.list(editor, page)
        card = merges_card(found, total, page, lang_of(interaction))
        if anew:
            await send_card(interaction, card, private=True)
        else:
            await update_card(interaction, card)

    async def _resolve(self, option: str) -> Drama:
        return await self.services.catalogue.resolve(option)


def _server_id(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_ID:
        raise InvalidInputError(
            t("A server’s id is a number of 17 to 20 digits: right-click the server to copy it.")
        )
    return int(text)


async def setup(bot: DaebakBot) -> None:
    """Called by discord.py when the extension loads."""
    await bot.add_cog(Catalogue(bot))
