"""``daebak try``: everything from the bot to the browser, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import webbrowser
from typing import TYPE_CHECKING

from aiohttp import web
from simcord import Env

from bot.trying.clock import SimulatedNow, real_now, set_clock
from bot.trying.site import build_site
from bot.trying.stage import Stage
from bot.trying.world import World, build_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from datetime import datetime

    from discord.ext import commands

log = logging.getLogger(__name__)

_HOST = "127.0.0.1"
# A card may draw pictures and ask the database a lot on a slow machine.
_PATIENCE_SECONDS = 20.0
_TICK_SECONDS = 1.0


class LivingEnv(Env):
    """A world whose bot answers for its own failures.

    SimCord is made for tests: it counts an exception that the bot turned into a polite answer as
    a failed action, and Preview then keeps the form or the command it was sent with.
    """

    def errors_since(self, cursor: int) -> tuple[BaseException, ...]:
        """Report nothing: the bot has answered and logged."""
        return ()


async def run_try(
    build_bot: Callable[[Callable[[], datetime]], commands.AutoShardedBot],
    *,
    port: int,
    announce: Callable[[str], None],
    stop: asyncio.Event,
    open_browser: bool = True,
    assets: Mapping[str, tuple[str, bytes]] | None = None,
    prepare: Callable[[World], Awaitable[None]] | None = None,
    now: SimulatedNow | None = None,
) -> None:
    """Serve the try-it page until ``stop`` is set.

    It takes asyncio's own event loop: SimCord puts its clock into the loop, uvloop's cannot be
    changed.

    Args:
        build_bot: makes the bot, with ``shard_count=1``, for the ``now`` it is given.
        port: on the loopback address; 0 takes any free one.
        announce: is given the address once the page answers.
        stop: ends the page.
        open_browser: also open the address in the machine's browser.
        assets: pictures by their remote address, as file name and content.
        prepare: sees the world before the bot does, to store what belongs to its channels.
        now: a time that is to follow the world's, for those who need one before the bot.

    Raises:
        OSError: the port is taken.
    """
    now = now or SimulatedNow()
    bot = build_bot(now)
    env = LivingEnv(bot, check_errors=False, settle_timeout=_PATIENCE_SECONDS)
    world = build_world(env)
    set_clock(env, real_now())
    now.follow(env)
    bot.owner_id = world.owner.member.id
    stage = Stage(world, assets or {})
    async with _serving(stage, port) as address:
        if prepare is not None:
            await prepare(world)
        async with _living(env, bot):
            announce(address)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, address)
            try:
                await _tick_until(stop, stage)
            finally:
                await stage.close()


@contextlib.asynccontextmanager
async def _serving(stage: Stage, port: int) -> AsyncIterator[str]:
    runner = web.AppRunner(build_site(stage), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, _HOST, port).start()
        yield f"http://{_HOST}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _living(env: Env, bot: commands.AutoShardedBot) -> AsyncIterator[None]:
    load = bot.setup_hook

    async def load_and_sync() -> None:
        await load()
        # The bot may remember that it has sent its commands: to the Discord of an earlier run.
        if not env.backend.commands.get(None):
            await bot.tree.sync()

    bot.setup_hook = load_and_sync  # type: ignore[method-assign]
    await env.start()
    try:
        yield
    finally:
        await env.shutdown()
        await bot.close()


async def _tick_until(stop: asyncio.Event, stage: Stage) -> None:
    while not stop.is_set():
        await stage.tick()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _TICK_SECONDS)
