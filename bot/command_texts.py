"""The texts of the command tree, gathered without Discord, for catalogues and docs."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.app import EXTENSIONS, DaebakBot
from bot.services.registry import Services
from bot.ui.translator import context_of
from data.engine import open_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class _Collector(app_commands.Translator):
    """Notes what it is asked to translate."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], None] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        _locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Translate nothing."""
        self.texts[context_of(context.location), string.message] = None
        return None


async def collect_texts() -> list[tuple[str, str]]:
    """Return every (context, text) that the command tree has translated, each once."""
    collector = _Collector()
    async with loaded_tree() as tree:
        await payload(tree, collector)
    return list(collector.texts)


async def payload(
    tree: app_commands.CommandTree[Any], translator: app_commands.Translator
) -> list[dict[str, Any]]:
    """Return what Discord is sent of a tree."""
    return [
        dict(await command.get_translated_payload(tree, translator))
        for command in tree.get_commands()
    ]


@asynccontextmanager
async def loaded_tree() -> AsyncIterator[app_commands.CommandTree[DaebakBot]]:
    """Yield the tree of a bot with every cog, that neither connects nor stores anything."""
    async with open_database("sqlite+aiosqlite://") as sessions:
        bot = DaebakBot(Services.build(sessions), shard_count=1)
        async with bot:
            for extension in EXTENSIONS:
                await bot.load_extension(extension)
            yield bot.tree
