"""Failures of a start, each in one line that says what to change."""

from __future__ import annotations

import errno
import sqlite3
import ssl
from typing import TYPE_CHECKING

import aiohttp
import discord
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.domain.errors import UserError
from data.seed.files import SeedError

if TYPE_CHECKING:
    from bot.settings import Settings


class StartError(Exception):
    """The bot cannot start; ``str(error)`` is one line that says what to change."""


def explain(error: BaseException, settings: Settings | None = None) -> str | None:
    """Return the line for a failure that an operator can mend, or None for a bug of ours."""
    match error:
        case StartError() | UserError():
            return str(error)
        case ValidationError():
            return _bad_setting(error)
        case SeedError():
            return f"The starter catalogue is damaged: {error}. Install Daebak again."
        case discord.LoginFailure():
            return (
                "Discord refused the token in DISCORD_TOKEN. Copy it again from the Developer "
                "Portal: your application, Bot, Reset Token."
            )
        case discord.PrivilegedIntentsRequired():
            return "Discord refused the intents. Daebak needs none that are privileged: report it."
        case discord.ConnectionClosed() if error.code == 4004:
            return (
                "Discord refused the token in DISCORD_TOKEN. Copy it again from the Developer "
                "Portal: your application, Bot, Reset Token."
            )
        case SQLAlchemyError() | sqlite3.Error():
            return _database(error, settings)
        case OSError() if error.errno == errno.EADDRINUSE:
            return "That port is in use. Pick another one with --port, or 0 for any free one."
        case aiohttp.ClientError() | ssl.SSLError():
            return f"Discord cannot be reached ({error}). Check the network, or DISCORD_API_URL."
        case OSError() if settings is not None and settings.database_path is None:
            return _database(error, settings)
        case _:
            return None


def _bad_setting(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
    reason = str(first["msg"]).removeprefix("Value error, ")
    given = "" if name == "DISCORD_TOKEN" else f" (it is {str(first.get('input'))!r})"
    return f"{name}{given}: {reason}. Change it in .env or in the environment."


def _database(error: BaseException, settings: Settings | None) -> str:
    where = settings.database_label if settings else "the database"
    cause = str(error.orig) if isinstance(error, DBAPIError) and error.orig else str(error)
    cause = cause.splitlines()[0] if cause else type(error).__name__
    low = cause.lower()
    if "unable to open" in low:
        way = "Check that its folder exists and may be written to, or change DATABASE_URL."
    elif "not a database" in low or "malformed" in low:
        way = "It is damaged: put a copy back (see docs/running.md), or change DATABASE_URL."
    elif "locked" in low:
        way = "Another program holds it: stop that one, then start again."
    elif "readonly" in low or "read-only" in low:
        way = "Make the file and its folder writable."
    elif "full" in low:
        way = "Make room on the disk."
    elif "password" in low or "authentication" in low:
        way = "Check the user and the password in DATABASE_URL."
    elif "does not exist" in low:
        way = "Create it, or change DATABASE_URL."
    else:
        way = "Check DATABASE_URL and that its server is running."
    return f"The database {where} cannot be used: {cause}. {way}"
