"""``daebak try``: the bot in a simulated Discord, on a page in the browser."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import listen_for_stop, open_providers, open_services
from bot.cli.problems import StartError
from bot.domain.actors import Actor
from bot.web.getting import open_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.services.registry import Services
    from bot.settings import Settings
    from bot.trying.world import World

DEFAULT_PORT = 8765


async def run_try(
    settings: Settings,
    *,
    data: Path | None,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the try-it page until SIGINT or SIGTERM.

    Args:
        settings: Of which the database is not used: trying leaves the real data alone.
        data: A file that keeps the data between runs; by default a temporary one.
        port: Of the page, on the loopback address; 0 takes any free one.
        open_browser: Also open the page in the machine's browser.
        say: Is given what the person at the terminal should read.

    Raises:
        StartError: The extra ``try`` is not installed.
        OSError: The port is in use.
    """
    if find_spec("simcord") is None:
        msg = (
            "Trying Daebak without a token needs its extra “try”: run "
            "'uv sync --extra try' (or pip install 'daebak[try]'), or set DISCORD_TOKEN."
        )
        raise StartError(msg)
    # SimCord probes discord.py with a client that has no intents, which warns of itself.
    logging.getLogger("discord").setLevel(logging.ERROR)
    from bot.app import DaebakBot
    from bot.trying.clock import SimulatedNow
    from bot.trying.run import run_try as serve
    from bot.trying.sample import import_sample, sample_assets

    with _data_file(data) as path:
        place = settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{path}"})
        now = SimulatedNow()
        async with (
            # Asked when somebody searches, never by itself. A connection kept open has a timer of
            # 15 seconds, and SimCord shows no answer before it has gone off.
            open_providers(settings, sleep=_sleep, keep_alive=False) as providers,
            # Whoever has this page may follow a blog on their own machine.
            open_web(
                contact=settings.provider_contact,
                allow_private=True,
                sleep=_sleep,
                keep_alive=False,
            ) as web,
            open_services(place, now, providers=providers, web=web, polling=True) as services,
        ):
            await import_sample(services)
            stop = asyncio.Event()
            listen_for_stop(stop.set)

            async def prepare(world: World) -> None:
                moderator = next(person for person in world.people if person.moderator)
                await _subscribe(
                    services, Actor(moderator.member.id, world.guild.id), world.new_reviews.id
                )

            def announce(address: str) -> None:
                kept = f"kept in {data}" if data else "gone when you stop it (--data FILE keeps it)"
                say(f"Daebak is running without Discord. Open {address}")
                say(f"The data is {kept}. Set DISCORD_TOKEN to run it on Discord. Ctrl-C stops it.")

            await serve(
                lambda _: DaebakBot(services, shard_count=1),
                port=port,
                open_browser=open_browser,
                announce=announce,
                stop=stop,
                assets=await asyncio.to_thread(sample_assets),
                prepare=prepare,
                now=now,
            )


async def _subscribe(services: Services, manager: Actor, channel_id: int) -> None:
    """Announce reviews on the page from the start; once, for data that is kept."""
    if not await services.announcements.of_server(manager):
        await services.announcements.subscribe(manager, channel_id)


async def _sleep(seconds: float) -> None:
    """Wait in the real time: the loop's is SimCord's, and others' servers live in the real one."""
    await asyncio.to_thread(time.sleep, seconds)


@contextlib.contextmanager
def _data_file(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="daebak-try-") as folder:
        yield Path(folder) / "daebak.db"
