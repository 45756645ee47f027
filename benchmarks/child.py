"""The process a bot is measured in; it imports nothing that the bot would not."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

import uvloop

from tests.wire.pointing import pointed_at

if TYPE_CHECKING:
    from discord.ext import commands


def pin_to(core: int) -> None:
    """Keep this process, and those it starts from here on, on one core where that can be asked."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})


def main() -> None:
    """Run the bot named on the command line; tell on stdout when it connected and was ready."""
    target, core, api, gateway, token, database_url = sys.argv[1:]
    pin_to(int(core))
    # Its own output goes to the log: stdout is ours.
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with pointed_at(api, gateway):
        uvloop.run(_run(target, token, database_url, report))


async def _run(target: str, token: str, database_url: str, report: TextIO) -> None:
    module, function = target.split(":")
    made: Any = getattr(importlib.import_module(module), function)(database_url)
    bot: commands.AutoShardedBot = await made if inspect.isawaitable(made) else made

    def tell(event: str) -> None:
        report.write(json.dumps({event: monotonic()}) + "\n")
        report.flush()

    async def on_connect() -> None:
        tell("connect")

    async def on_ready() -> None:
        tell("ready")

    bot.add_listener(on_connect)
    bot.add_listener(on_ready)
    async with bot:
        await bot.start(token)


if __name__ == "__main__":
    main()
