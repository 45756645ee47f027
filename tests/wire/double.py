"""The double itself: start it, point a bot at it, act as members, look at what came back."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, Self, TypedDict, Unpack

from aiohttp import web

from tests.wire import interactions as act
from tests.wire.api import PREFIX, Api
from tests.wire.gateway import Gateway
from tests.wire.payloads import MINA, Guild
from tests.wire.pointing import pointed_at
from tests.wire.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import discord

    from tests.wire.interactions import Sent
    from tests.wire.payloads import Json, User
    from tests.wire.recording import Request

GATEWAY_PATH: Final = "/gateway"
TOKEN: Final = "the.doubles.token"


class Who(TypedDict, total=False):
    """Who acts, and where; MINA in the first channel of the first guild where nothing is said.

    Attributes:
        guild: None stands for the direct messages with the bot.
    """

    user: User
    guild: Guild | None
    channel_id: int


class DiscordDouble:
    """A Discord of our own on 127.0.0.1.

    ``async with DiscordDouble() as double, double.running(bot): await double.slash("ping")``

    Attributes:
        world: What it knows: guilds, messages, registered commands.
        api: The REST side; ``api.faults`` decides what fails.
        gateway: The gateway side, with its own ways to fail.
    """

    def __init__(
        self,
        *,
        guilds: Sequence[Guild] = (Guild(),),
        shards: int = 1,
        token: str = TOKEN,
        port: int = 0,
    ) -> None:
        self.world = World(guilds, token, self._emit, shards=shards)
        self.gateway = Gateway(self.world, lambda: self.gateway_url)
        self.api = Api(self.world, lambda: self.gateway_url)
        self._port = port
        self._runner = web.ServerRunner(
            web.Server(self._serve, access_log=None), shutdown_timeout=0.1
        )

    @property
    def api_url(self) -> str:
        """Where REST requests go, version included."""
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """Where websockets connect."""
        return f"ws://127.0.0.1:{self._port}{GATEWAY_PATH}"

    @property
    def requests(self) -> list[Request]:
        """Every REST request so far, oldest first."""
        return self.api.recorder.requests

    async def __aenter__(self) -> Self:
        """Start listening."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Cut every connection and stop."""
        self.gateway.cut_all()
        await self._runner.cleanup()

    @asynccontextmanager
    async def running(
        self, bot: discord.Client, *, token: str | None = None, within: float = 10.0
    ) -> AsyncIterator[asyncio.Task[None]]:
        """Run a bot against the double, from when its shards are connected until the end.

        Args:
            token: What it logs in with; the right one unless told.
            within: Seconds in which it has to connect.

        Yields:
            The task that runs it, to wait for where the bot is to end by itself.

        Raises:
            Exception: What the bot ended with, if it ended by itself.
        """
        with pointed_at(self.api_url, self.gateway_url):
            task = asyncio.create_task(bot.start(token or self.world.token))
            ready = asyncio.create_task(self.gateway.connected(within=within))
            try:
                await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
                await (task if task.done() else ready)
                yield task
            finally:
                ready.cancel()
                await bot.close()
                # A bot that is closed while it connects waits for a shard that never comes.
                await asyncio.wait((task,), timeout=1.0)
                task.cancel()
                await asyncio.gather(task, ready, return_exceptions=True)
                self.gateway.cut_all()
        if not task.cancelled():
            task.result()

    async def slash(
        self, command: str, options: Mapping[str, Any] | None = None, **who: Unpack[Who]
    ) -> Sent:
        """Use a slash command (``"review write"``) and wait for the first response."""
        data = act.command_data(self.world, command, options or {})
        sent = await self.inject(act.COMMAND, data, **who)
        return await sent.answered()

    async def autocomplete(
        self,
        command: str,
        option: str,
        typed: str,
        *,
        options: Mapping[str, Any] | None = None,
        **who: Unpack[Who],
    ) -> Sent:
        """Type into an option, others perhaps filled in already, and wait for the choices."""
        filled = {**(options or {}), option: typed}
        data = act.command_data(self.world, command, filled, focused=option)
        sent = await self.inject(act.AUTOCOMPLETE, data, **who)
        return await sent.answered()

    async def press(
        self,
        message: Json,
        custom_id: str,
        values: Sequence[str] | None = None,
        **who: Unpack[Who],
    ) -> Sent:
        """Press a button, or choose ``values`` in a select, and wait for the response."""
        data = act.press_data(message, custom_id, values)
        sent = await self.inject(act.COMPONENT, data, message=message, **who)
        return await sent.answered()

    async def submit(self, opened: Sent, values: Mapping[str, Any], **who: Unpack[Who]) -> Sent:
        """Fill in the modal that an interaction was answered with, and wait for the response."""
        data = act.submit_data(opened.payload["data"], values)
        sent = await self.inject(act.MODAL, data, message=opened.data.get("message"), **who)
        return await sent.answered()

    async def inject(
        self, kind: int, data: Json, *, message: Json | None = None, **who: Unpack[Who]
    ) -> Sent:
        """Send an interaction and return at once; ``await sent.answered()`` waits for more."""
        guild = who.get("guild", self.world.guilds[0])
        created = act.interaction(
            self.world,
            kind,
            data,
            user=who.get("user", MINA),
            guild=guild,
            channel_id=who.get("channel_id"),
            message=message,
        )
        sent = self.world.interactions[int(created["id"])] = act.Sent(created)
        # Direct messages go to shard 0, guilds by their id: Discord's own rule.
        sent.sent_at = await self._emit("INTERACTION_CREATE", created, guild.id if guild else 0)
        return sent

    async def _emit(self, event: str, data: Json, guild_id: int) -> float:
        shard = (guild_id >> 22) % self.world.shards
        return await self.gateway.dispatch(event, data, shard=shard)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == GATEWAY_PATH:
            return await self.gateway.serve(request)
        return await self.api.serve(request)
