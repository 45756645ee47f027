"""What the double knows: the bot's account, guilds, commands, messages, threads, interactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from tests.wire.messages import change_message, new_message
from tests.wire.payloads import Guild, Json, Snowflakes, User, thread_payload

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tests.wire.interactions import Sent

MAX_NONCE: Final = 25

BOT: Final = User(90_000_000_000_000_000, "daebak")

_CHANNEL_BITS: Final = (1 << 22) - 1


class ApiError(Exception):
    """A request that Discord refuses, with its HTTP status and JSON error code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(slots=True)
class World:
    """The state behind both the gateway and the REST API.

    Attributes:
        guilds: The guilds the bot is in.
        token: What the bot has to log in with.
        shards: How many shards ``/gateway/bot`` recommends.
        nonce_window: Seconds for which a nonce is remembered; Discord says "a few minutes".
        emit: Sends a gateway event; arguments are its name, its data and the guild's id.
        commands: Registered commands by scope: a guild's id, or None for everywhere.
        messages: Every message by id, in the order they were made.
        channels: Threads and direct messages by id; the guilds' own channels are not in it.
    """

    guilds: Sequence[Guild]
    token: str
    emit: Callable[[str, Json, int], Awaitable[Any]]
    shards: int = 1
    nonce_window: float = 300.0
    bot: User = BOT
    ids: Snowflakes = field(default_factory=Snowflakes)
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    channels: dict[int, Json] = field(default_factory=dict)
    interactions: dict[int, Sent] = field(default_factory=dict)
    _nonces: dict[str, tuple[float, Json]] = field(default_factory=dict)

    def guild(self, guild_id: int) -> Guild:
        """Return a guild by its id.

        Raises:
            ApiError: 404, the bot is in no such guild.
        """
        index = (guild_id >> 22) - (self.guilds[0].id >> 22) if self.guilds else -1
        if 0 <= index < len(self.guilds) and self.guilds[index].id == guild_id:
            return self.guilds[index]
        raise ApiError(404, 10004, "Unknown Guild")

    def channel(self, channel_id: int) -> Json:
        """Return a channel, thread or direct message channel.

        Raises:
            ApiError: 404, there is none.
        """
        if channel_id in self.channels:
            return self.channels[channel_id]
        try:
            return self.guild(channel_id & ~_CHANNEL_BITS).channel(channel_id)
        except (ApiError, ValueError):
            raise ApiError(404, 10003, "Unknown Channel") from None

    def message(self, message_id: int, channel_id: int | None = None) -> Json:
        """Return a message.

        Raises:
            ApiError: 404, there is none, or it is in another channel.
        """
        found = self.messages.get(message_id)
        if found is None or channel_id not in (None, int(found["channel_id"])):
            raise ApiError(404, 10008, "Unknown Message")
        return found

    def history(self, channel_id: int) -> list[Json]:
        """Return a channel's messages, oldest first."""
        return [m for m in self.messages.values() if m["channel_id"] == str(channel_id)]

    def post(self, channel_id: int, body: Json, files: tuple[str, ...] = ()) -> Json:
        """Make a message of the bot, unless its enforced nonce was used a short while ago.

        Raises:
            ApiError: 400, the nonce is too long or the message is empty.
        """
        nonce = str(body.get("nonce", ""))
        if len(nonce) > MAX_NONCE:
            raise ApiError(400, 50035, "Invalid Form Body")
        if body.get("enforce_nonce") and nonce in self._nonces:
            at, earlier = self._nonces[nonce]
            if monotonic() - at < self.nonce_window:
                return earlier
        if not files and not any(body.get(k) for k in ("content", "embeds", "components", "poll")):
            raise ApiError(400, 50006, "Cannot send an empty message")
        message = new_message(self.ids, self.bot, channel_id, body, files)
        self.messages[int(message["id"])] = message
        if body.get("enforce_nonce"):
            self._nonces[nonce] = (monotonic(), message)
        return message

    def edit(self, message: Json, body: Json, files: tuple[str, ...] = ()) -> Json:
        """Change a message in place."""
        change_message(self.ids, message, body, files)
        message["edited_timestamp"] = message["timestamp"]
        return message

    async def open_thread(self, parent: Json, body: Json, *, thread_id: int | None = None) -> Json:
        """Open a thread in a channel and tell the bot, as Discord does."""
        guild_id = int(parent["guild_id"])
        thread = thread_payload(
            thread_id or self.ids.next(), int(parent["id"]), guild_id, self.bot, body
        )
        self.channels[int(thread["id"])] = thread
        await self.emit("THREAD_CREATE", thread, guild_id)
        return thread

    def register(self, scope: int | None, commands: list[Json]) -> list[Json]:
        """Replace the commands of a scope, keeping the ids of those that stay."""
        known = {(c["name"], c["type"]): c["id"] for c in self.commands.get(scope, ())}
        registered = []
        for command in commands:
            kind = command.get("type", 1)
            identity = known.get((command["name"], kind)) or str(self.ids.next())
            fixed = {
                "id": identity,
                "application_id": str(self.bot.id),
                "version": str(self.ids.next()),
                "type": kind,
                "default_member_permissions": None,
            }
            guild = {} if scope is None else {"guild_id": str(scope)}
            registered.append({"description": "", **command, **fixed, **guild})
        self.commands[scope] = registered
        return registered
