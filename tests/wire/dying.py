"""``daebak`` with short waits, which can kill itself at a step of a delivery.

``DIE_AT`` names the step, ``DIE_AFTER`` how often it is passed before, ``GATEWAY_URL`` where the
double's gateway is. What a real bot waits a minute or more for takes seconds here, so that a test
can wait for it; all else is the bot's own.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord.gateway import DiscordWebSocket

import bot.cli.run as running
from bot.__main__ import main as run
from bot.app import DaebakBot
from bot.domain import announcing
from bot.services import outbox
from cogs import _rounds

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LEASE_S: Final = 3.0
PATIENCE_S: Final = 1.5
AT_ONCE: Final = 30
NONCE_WINDOW_S: Final = 5.0

STEPS: Final = (
    "before claiming",
    "after claiming",
    "before sending",
    "after the answer",
    "before noting",
    "after noting",
)
"""Where it can kill itself, in the order of a delivery."""

_left = int(os.environ.get("DIE_AFTER", "0"))


def _pass(step: str) -> None:
    global _left
    if os.environ.get("DIE_AT") != step:
        return
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    _left -= 1


def _deadly(
    of: type, name: str, before: str, after: str, counts: Callable[[Any, Any], object]
) -> None:
    """Let a method be a step before it and one after it, where ``counts`` of both."""
    method: Callable[..., Awaitable[Any]] = getattr(of, name)

    @wraps(method)
    async def dying(self: Any, given: Any, *args: Any, **options: Any) -> Any:
        _pass(before)
        result = await method(self, given, *args, **options)
        if counts(given, result):
            _pass(after)
        return result

    setattr(of, name, dying)


class _Hasty(DaebakBot):
    """Takes no longer than it must."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, guild_ready_timeout=0.3, **options)

    async def add_cog(self, cog: Any, /, **options: Any) -> None:
        if cog.qualified_name == "Outbox":
            sys.modules["cogs.outbox"].PATIENCE_S = PATIENCE_S
            cog.tick.change_interval(seconds=0.5)
        await super().add_cog(cog, **options)


def main() -> None:
    """Run the command line."""
    outbox.LEASE = timedelta(seconds=LEASE_S)
    outbox.wait_after = lambda attempts, _: timedelta(seconds=min(attempts, 4) / 4)
    _rounds.AT_ONCE = AT_ONCE
    announcing.NONCE_WINDOW = timedelta(seconds=NONCE_WINDOW_S)
    _deadly(outbox.OutboxService, "claim", STEPS[0], STEPS[1], lambda _, claimed: claimed)
    _deadly(outbox.OutboxService, "note", STEPS[4], STEPS[5], lambda outcomes, _: outcomes)
    _deadly(discord.http.HTTPClient, "send_message", STEPS[2], STEPS[3], lambda *_: True)
    running.DaebakBot = _Hasty
    # With its shards given, discord.py asks nobody where the gateway is.
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["GATEWAY_URL"])
    run()


if __name__ == "__main__":
    main()
