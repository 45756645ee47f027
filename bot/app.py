"""The client: owns the command tree and the services, loads the cogs."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.announcing import Shards
from bot.ui import failures
from bot.ui.pacing import REQUESTS_PER_S, RestPace
from bot.ui.staleness import Staleness
from bot.ui.translator import CatalogueTranslator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.registry import Services

log = structlog.get_logger(__name__)

# The bot does not speak, so nobody needs to hear that it could not.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

EXTENSIONS: Final = (
    "cogs.upkeep",
    "cogs.dramas",
    "cogs.browsing",
    "cogs.choosing",
    "cogs.searching",
    "cogs.details",
    "cogs.people",
    "cogs.airing",
    "cogs.ratings",
    "cogs.watching",
    "cogs.reviews",
    "cogs.readings",
    "cogs.catalogue",
    "cogs.suggestions",
    "cogs.forms",
    "cogs.discussions",
    "cogs.announcements",
    "cogs.announcement_settings",
    "cogs.follows",
    "cogs.feeds",
    "cogs.polling",
    "cogs.outbox",
    "cogs.settings",
    "cogs.about",
)

PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    embed_links=True,
    read_message_history=True,
)
"""What the bot uses, and so what its invitation asks for."""


_WORK: Final = ("CommandTree-invoker", "discord-ui-")  # names of discord.py's own tasks
_PATIENCE_S: Final = 10.0


def invite_url(application_id: int) -> str:
    """Return the address that invites the bot with exactly the permissions it uses."""
    return discord.utils.oauth_url(
        application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )


class Tree(app_commands.CommandTree["DaebakBot"]):
    """A command tree whose failures all go through ``failures.report``."""

    async def interaction_check(self, interaction: discord.Interaction[DaebakBot], /) -> bool:
        """Drop what Discord has already given up on, and everything while shutting down."""
        return not self.client.is_unwelcome(interaction)

    async def on_error(
        self, interaction: discord.Interaction[DaebakBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer the member and log the rest."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.warning("autocomplete failed", exc_info=error)
            return
        await failures.report(interaction, error)


class DaebakBot(commands.AutoShardedBot):
    """Holds the services and nothing else of its own.

    Attributes:
        pace: What every request to Discord waits for, but the answers to interactions.
    """

    def __init__(
        self,
        services: Services,
        *,
        extensions: Sequence[str] = EXTENSIONS,
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        requests_per_s: float = REQUESTS_PER_S,
        **options: Any,  # noqa: ANN401 - handed on to discord.py as they are
    ) -> None:
        if shard_ids:
            options["shard_ids"] = list(shard_ids)
            requests_per_s *= len(shard_ids) / (shard_count or len(shard_ids))
        self.pace = RestPace(requests_per_s)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            shard_count=shard_count,
            http_trace=self.pace.trace(),
            **options,
        )
        self.services = services
        self._startup = tuple(extensions)
        self._staleness = Staleness()
        self._closing = False
        self._greeted = False

    def is_unwelcome(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether to drop an interaction: Discord gave it up, or we are closing."""
        too_old = self._staleness.is_too_old(interaction.created_at, discord.utils.utcnow())
        if too_old or self._closing:
            log.warning("interaction dropped", reason="too old" if too_old else "closing")
        return too_old or self._closing

    def spoken_for(self) -> Shards | None:
        """Return which servers this process speaks for, or None for all."""
        count, ours = self.shard_count or 1, frozenset(self.shards)
        return Shards(count, ours) if 0 < len(ours) < count else None

    async def on_ready(self) -> None:
        """Say how to invite the bot, once."""
        if self._greeted:
            return
        self._greeted = True
        log.info(
            "ready",
            user=str(self.user),
            servers=len(self.guilds),
            dramas=len(self.services.catalogue),
            invite=invite_url(self.application_id or 0),
        )

    async def close(self) -> None:
        """Take no new work, finish what is in hand, then disconnect."""
        if not self._closing:
            self._closing = True
            in_hand = [
                task
                for task in asyncio.all_tasks()
                if task.get_name().startswith(_WORK) and task is not asyncio.current_task()
            ]
            if in_hand:
                await asyncio.wait(in_hand, timeout=_PATIENCE_S)
        await super().close()
        gc.unfreeze()  # whatever goes on in this process without the bot

    async def setup_hook(self) -> None:
        """Load the cogs and sync the commands; a cog that fails to load stops the start."""
        await self.tree.set_translator(CatalogueTranslator())
        for name in self._startup:
            await self.load_extension(name)
        await self._sync_if_changed()
        # What is loaded by now stays: the collector need not go through it while somebody waits.
        gc.freeze()

    async def _sync_if_changed(self) -> None:
        """Send the command tree to Discord only when it is not the one sent last."""
        translator = self.tree.translator
        payload = [
            await command.get_translated_payload(self.tree, translator)
            if translator
            else command.to_dict(self.tree)
            for command in self.tree.get_commands()
        ]
        text = json.dumps(payload, sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if await self.services.state.is_synced(self.application_id or 0, digest):
            log.info("commands unchanged", commands=len(payload))
            return
        await self.tree.sync()
        await self.services.state.note_synced(self.application_id or 0, digest)
        log.info("commands synced", commands=len(payload))
