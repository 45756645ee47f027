"""The gateway: HELLO, IDENTIFY, READY, RESUME, heartbeats, events, and their failures."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiohttp import WSMsgType, web

from tests.wire.compression import encoder_for
from tests.wire.faults import reset

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.wire.compression import Encoder
    from tests.wire.payloads import Json
    from tests.wire.world import World

DISPATCH: Final = 0
HEARTBEAT: Final = 1
IDENTIFY: Final = 2
RESUME: Final = 6
RECONNECT: Final = 7
INVALID_SESSION: Final = 9
HELLO: Final = 10
HEARTBEAT_ACK: Final = 11

# How many events a session can replay; Discord does not say, a test never needs more.
_REPLAYED: Final = 1_000


@dataclass(slots=True)
class Session:
    """What survives a dropped connection, so that RESUME finds it."""

    id: str
    shard: tuple[int, int]
    intents: int
    sequence: int = 0
    sent: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=_REPLAYED))


@dataclass(slots=True)
class Connection:
    """One websocket of one shard."""

    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport
    encoder: Encoder
    session: Session | None = None

    async def send(self, op: int, data: Any = None, *, t: str | None = None, s: int = 0) -> float:
        """Send one payload; return the monotonic time just before it went to the socket."""
        payload = {"op": op, "d": data, "t": t, "s": s if t else None}
        text = orjson.dumps(payload)
        packed = self.encoder(text)
        at = monotonic()
        if packed is None:
            await self.socket.send_str(text.decode())
        else:
            await self.socket.send_bytes(packed)
        return at


class Gateway:
    """Every shard's connection, and the sessions behind them.

    Attributes:
        heartbeat_interval: Seconds; told to a bot in HELLO.
        ignore_heartbeats: Whether heartbeats go unanswered.
        refuse_identify: Close code that the next IDENTIFY meets, or None.
        identifies: Data of each IDENTIFY, in order.
        resumes: Data of each RESUME, in order.
        heartbeats: How many heartbeats came.
    """

    def __init__(self, world: World, url: Callable[[], str]) -> None:
        self.world = world
        self.heartbeat_interval = 41.25
        self.ignore_heartbeats = False
        self.refuse_identify: int | None = None
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.heartbeats = 0
        self._url = url
        self._sessions: dict[str, Session] = {}
        self._latest: dict[int, Session] = {}
        self._connections: dict[int, Connection] = {}
        self._changed = asyncio.Condition()

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Speak to one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        assert request.transport is not None
        here = Connection(socket, request.transport, encoder_for(request.query.get("compress", "")))
        interval = int(self.heartbeat_interval * 1000)
        await here.send(HELLO, {"heartbeat_interval": interval, "_trace": []})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(here, orjson.loads(message.data))
        finally:
            if here.session and self._connections.get(here.session.shard[0]) is here:
                del self._connections[here.session.shard[0]]
                await self._notify()
        return socket

    async def dispatch(self, event: str, data: Json, *, shard: int = 0) -> float:
        """Send an event to a shard; return the monotonic time just before it left.

        While the shard is away the event waits for its RESUME.

        Raises:
            ConnectionError: The shard has never been connected.
        """
        session = self._latest.get(shard)
        if session is None:
            msg = f"shard {shard} has never been connected"
            raise ConnectionError(msg)
        return await self._send_event(session, self._connections.get(shard), event, data)

    async def connected(self, shards: int | None = None, *, within: float = 10.0) -> None:
        """Wait until this many shards (the world's, unless told) have a session.

        Raises:
            TimeoutError: They have not, ``within`` seconds on.
        """
        wanted = self.world.shards if shards is None else shards
        await self._until(lambda: len(self._connections) >= wanted, within)

    async def identified(self, count: int, *, within: float = 10.0) -> None:
        """Wait until IDENTIFY came ``count`` times in all and the shards are connected."""
        await self._until(lambda: len(self.identifies) >= count, within)
        await self.connected(within=within)

    async def resumed(self, count: int, *, within: float = 10.0) -> None:
        """Wait until RESUME came ``count`` times in all and the shards are connected."""
        await self._until(lambda: len(self.resumes) >= count, within)
        await self.connected(within=within)

    async def close(self, code: int, *, shard: int = 0) -> None:
        """Close a shard's connection with a code, such as 4000, 1000 or 4004."""
        here = self._connections.pop(shard)
        await here.socket.close(code=code)

    async def drop(self, *, shard: int = 0) -> None:
        """Reset a shard's connection without a word."""
        reset(self._connections.pop(shard).transport)

    async def ask_to_reconnect(self, *, shard: int = 0) -> None:
        """Send op 7: the bot is to come back and resume."""
        await self._connections.pop(shard).send(RECONNECT)

    async def invalidate(self, *, resumable: bool, shard: int = 0) -> None:
        """Send op 9: the session is over, or (``resumable``) merely interrupted."""
        here = self._connections.pop(shard)
        if not resumable and here.session:
            del self._sessions[here.session.id]
        await here.send(INVALID_SESSION, resumable)

    def forget_sessions(self) -> None:
        """Let every RESUME from here on meet "invalid session", as after Discord restarts."""
        self._sessions.clear()

    def cut_all(self) -> None:
        """End every connection at once; for the end of a bot or of the double."""
        for here in self._connections.values():
            reset(here.transport)
        self._connections.clear()

    async def _receive(self, here: Connection, payload: Json) -> None:
        match payload["op"]:
            case op if op == HEARTBEAT:
                self.heartbeats += 1
                if not self.ignore_heartbeats:
                    await here.send(HEARTBEAT_ACK)
            case op if op == IDENTIFY:
                await self._identify(here, payload["d"])
            case op if op == RESUME:
                await self._resume(here, payload["d"])

    async def _identify(self, here: Connection, data: Json) -> None:
        self.identifies.append(data)
        refused = 4004 if data["token"] != self.world.token else self.refuse_identify
        if refused is not None:
            self.refuse_identify = None
            await here.socket.close(code=refused)
            return
        shard, shards = data.get("shard", (0, 1))
        session = Session(secrets.token_hex(16), (shard, shards), data["intents"])
        self._sessions[session.id] = self._latest[shard] = here.session = session
        guilds = [g for g in self.world.guilds if (g.id >> 22) % shards == shard]
        ready = {
            "v": 10,
            "user": self.world.bot.payload() | {"bot": True, "verified": True, "email": None},
            "guilds": [{"id": str(g.id), "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._url(),
            "shard": [shard, shards],
            "application": {"id": str(self.world.bot.id), "flags": 0},
        }
        await self._send_event(session, here, "READY", ready)
        for guild in guilds:
            # Kept out of the replay: a thousand of them would push out what a test is after.
            session.sequence += 1
            data = guild.payload(self.world.bot)
            await here.send(DISPATCH, data, t="GUILD_CREATE", s=session.sequence)
        self._connections[shard] = here
        await self._notify()

    async def _resume(self, here: Connection, data: Json) -> None:
        self.resumes.append(data)
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.world.token:
            await here.send(INVALID_SESSION, False)
            return
        here.session = session
        for sequence, missed in [e for e in session.sent if e[0] > data["seq"]]:
            await here.send(DISPATCH, missed["d"], t=missed["t"], s=sequence)
        await self._send_event(session, here, "RESUMED", {"_trace": []})
        self._connections[session.shard[0]] = here
        await self._notify()

    async def _send_event(
        self, session: Session, here: Connection | None, event: str, data: Json
    ) -> float:
        session.sequence += 1
        session.sent.append((session.sequence, {"t": event, "d": data}))
        if here is None:
            return monotonic()
        return await here.send(DISPATCH, data, t=event, s=session.sequence)

    async def _until(self, condition: Callable[[], bool], within: float) -> None:
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(condition)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
