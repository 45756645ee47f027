"""The one place where an exception becomes a message."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord
import structlog
from discord import app_commands

from bot.domain.errors import UserError
from bot.domain.texts import Markup, Text, t, tn
from bot.ui.replies import lang_of, whisper
from bot.ui.safe import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Lang

log = structlog.get_logger(__name__)

_MENTION: Final = re.compile(r"<#\d+>")


_TEXTS: dict[type[BaseException], Callable[[Any], Text]] = {
    UserError: lambda e: e.text,
    app_commands.CommandOnCooldown: lambda e: tn(
        "Slow down: try again in {count} second.",
        "Slow down: try again in {count} seconds.",
        max(1, round(e.retry_after)),
    ),
    app_commands.NoPrivateMessage: lambda _: t("That needs a server: use it in one."),
    app_commands.CommandSignatureMismatch: lambda _: t(
        "That command has just changed. Type it again in a minute."
    ),
    app_commands.CommandNotFound: lambda _: t(
        "That command has just changed. Type it again in a minute."
    ),
    app_commands.TransformerError: lambda e: t(
        "I can’t read “{value}” there. Pick one of the values offered.", value=str(e.value)[:60]
    ),
    app_commands.CheckFailure: lambda _: t("You can’t use that here."),
}


def describe(error: BaseException) -> Text | None:
    """Return the text for a failure that members may see, the nearest class winning."""
    for cls in type(error).__mro__:
        if cls in _TEXTS:
            return _TEXTS[cls](error)
    return None


def is_gone(error: BaseException) -> bool:
    """Tell whether Discord had already given the interaction up (10062, 10015, 50027)."""
    return isinstance(error, discord.HTTPException) and error.code in {10062, 10015, 50027}


def explain(error: BaseException) -> Text:
    """Return what to tell the member, logging what is not their doing."""
    text = describe(error)
    if text is not None:
        return text
    if isinstance(error, discord.Forbidden):
        log.warning("forbidden by Discord", code=error.code, text=error.text)
        return t(
            "Discord does not let me do that here. Check my permissions in this channel "
            "(Edit Channel → Permissions)."
        )
    reference = secrets.token_hex(3)
    storage = _is_storage(error)
    log.error("unhandled error", reference=reference, storage=storage, exc_info=error)
    if storage:
        return t(
            "My storage did not take that just now, so nothing was changed. Try again in a "
            "minute; if it goes on, tell whoever runs me: `{reference}`.",
            reference=reference,
        )
    return t(
        "Something broke on my side. Try again; if it goes on, tell whoever runs me: "
        "`{reference}`.",
        reference=reference,
    )


def told(error: BaseException, lang: Lang) -> str:
    """Return what to tell the member in their language, safe to show; log the rest."""
    return lang.render(_harmless(explain(error)))


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer the member, and log what is not their doing."""
    error = getattr(error, "original", error)
    if is_gone(error):
        log.warning("answer came too late", error=str(error))
        return
    await whisper(interaction, told(error, lang_of(interaction)))


def _harmless(text: Text) -> Text:
    """Escape what other people wrote into a text; markup of ours stays."""
    params: dict[str, Any] = {}
    for name, value in text.params.items():
        if isinstance(value, Text):
            params[name] = _harmless(value)
        elif isinstance(value, str) and not _is_ours(value):
            params[name] = escape(value)
        else:
            params[name] = value
    return replace(text, params=params)


def _is_ours(value: str) -> bool:
    return isinstance(value, Markup) or _MENTION.fullmatch(value) is not None


def _is_storage(error: BaseException) -> bool:
    # By name: the ui layer knows no SQL.
    return any(
        cls.__module__.split(".")[0] in {"sqlalchemy", "sqlite3", "asyncpg"}
        for cls in type(error).__mro__
    )
