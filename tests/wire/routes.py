"""The routes the double has, and what each does to the world."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from tests.wire.messages import EPHEMERAL, LOADING, change_message, files_of
from tests.wire.payloads import FORUM, User
from tests.wire.world import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.wire.interactions import Sent
    from tests.wire.payloads import Json
    from tests.wire.recording import Request
    from tests.wire.world import World

    Reply = tuple[int, Any]
    Handler = Callable[..., Awaitable[Reply]]

FIRST_RESPONSE_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60.0

_NEVER: Final = 1 << 63
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE = 4, 5, 6, 7


async def me(world: World, call: Request) -> Reply:
    """Who the bot is."""
    return 200, world.bot.payload() | {"bot": True, "verified": True, "email": None}


async def application(world: World, call: Request) -> Reply:
    """What the bot belongs to."""
    return 200, {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": User(1, "owner").payload(),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "approximate_guild_count": len(world.guilds),
    }


async def put_commands(world: World, call: Request, _: str, guild: str | None = None) -> Reply:
    """Replace all commands of a scope."""
    return 200, world.register(int(guild) if guild else None, call.json)


async def get_commands(world: World, call: Request, _: str, guild: str | None = None) -> Reply:
    """List the commands of a scope."""
    return 200, world.commands.get(int(guild) if guild else None, [])


async def emojis(world: World, call: Request, _: str) -> Reply:
    """List the application's own emojis: none."""
    return 200, {"items": []}


async def callback(world: World, call: Request, interaction: str, token: str) -> Reply:
    """Take the first response to an interaction."""
    sent = world.interactions.get(int(interaction))
    if sent is None or sent.data["token"] != token:
        raise ApiError(404, 10062, "Unknown interaction")
    if call.at - sent.sent_at > FIRST_RESPONSE_SECONDS:
        raise ApiError(404, 10062, "Unknown interaction")
    if sent.callback is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    kind, body = call.json["type"], call.json.get("data") or {}
    channel_id = int(sent.data["channel_id"])
    if kind == _MESSAGE:
        sent.message = world.post(channel_id, body, files_of(call))
    elif kind == _DEFERRED:
        flags = LOADING | (body.get("flags") or 0)
        sent.message = world.post(channel_id, {"content": "…", "flags": flags})
    elif kind in (_DEFERRED_UPDATE, _UPDATE):
        sent.message = sent.data.get("message")
        if sent.message is None:
            raise ApiError(400, 50035, "Invalid Form Body")
        if kind == _UPDATE:
            world.edit(sent.message, body, files_of(call))
    sent.answer(call)
    if call.query.get("with_response") not in ("1", "true"):
        return 204, None
    found: Json = {"interaction": {"id": interaction, "type": sent.data["type"]}}
    resource: Json = {"type": kind}
    if kind in (_MESSAGE, _DEFERRED, _UPDATE) and sent.message is not None:
        found["interaction"] |= {
            "response_message_id": sent.message["id"],
            "response_message_loading": bool(sent.message["flags"] & LOADING),
            "response_message_ephemeral": bool(sent.message["flags"] & EPHEMERAL),
        }
        resource["message"] = sent.message
    return 200, found | {"resource": resource}


async def follow_up(world: World, call: Request, _: str, token: str) -> Reply:
    """Say more about an interaction; what was only announced so far is filled in first."""
    sent = _by_token(world, token)
    if sent.message is not None and sent.message["flags"] & LOADING:
        return 200, _fill(world, sent.message, call)
    message = world.post(int(sent.data["channel_id"]), call.json, files_of(call))
    sent.followups.append(message)
    return 200, message


async def get_response(world: World, call: Request, _: str, token: str, message: str) -> Reply:
    """Read a message of an interaction."""
    return 200, _response(world, token, message)


async def edit_response(world: World, call: Request, _: str, token: str, message: str) -> Reply:
    """Change a message of an interaction."""
    return 200, _fill(world, _response(world, token, message), call)


async def delete_response(world: World, call: Request, _: str, token: str, message: str) -> Reply:
    """Take back a message of an interaction."""
    del world.messages[int(_response(world, token, message)["id"])]
    return 204, None


async def get_channel(world: World, call: Request, channel: str) -> Reply:
    """Read a channel or thread."""
    return 200, world.channel(int(channel))


async def edit_thread(world: World, call: Request, channel: str) -> Reply:
    """Rename, archive or lock a thread."""
    thread = world.channels.get(int(channel))
    if thread is None:
        raise ApiError(403, 50013, "Missing Permissions")
    state = thread["thread_metadata"]
    for key, value in call.json.items():
        (state if key in state else thread)[key] = value
    await world.emit("THREAD_UPDATE", thread, int(thread["guild_id"]))
    return 200, thread


async def post_message(world: World, call: Request, channel: str) -> Reply:
    """Send a message; in a forum that needs a thread."""
    if world.channel(int(channel))["type"] == FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    return 200, world.post(int(channel), call.json, files_of(call))


async def list_messages(world: World, call: Request, channel: str) -> Reply:
    """List a channel's messages, newest first."""
    world.channel(int(channel))
    limit = int(call.query.get("limit", 50))
    before = int(call.query.get("before", _NEVER))
    found = [m for m in world.history(int(channel)) if int(m["id"]) < before]
    return 200, found[::-1][:limit]


async def get_message(world: World, call: Request, channel: str, message: str) -> Reply:
    """Read a message."""
    return 200, world.message(int(message), int(channel))


async def edit_message(world: World, call: Request, channel: str, message: str) -> Reply:
    """Change a message."""
    found = world.message(int(message), int(channel))
    return 200, world.edit(found, call.json, files_of(call))


async def delete_message(world: World, call: Request, channel: str, message: str) -> Reply:
    """Delete a message."""
    del world.messages[int(world.message(int(message), int(channel))["id"])]
    return 204, None


async def open_thread(world: World, call: Request, channel: str) -> Reply:
    """Open a thread; in a forum its first message comes with it and shares its id."""
    parent = world.channel(int(channel))
    thread = await world.open_thread(parent, call.json)
    if parent["type"] != FORUM:
        return 201, thread
    message = world.post(int(thread["id"]), call.json["message"], files_of(call))
    del world.messages[int(message["id"])]
    message["id"] = thread["id"]
    world.messages[int(thread["id"])] = message
    return 201, thread | {"message": message}


async def active_threads(world: World, call: Request, guild: str) -> Reply:
    """List a guild's open threads."""
    found = [
        thread
        for thread in world.channels.values()
        if thread.get("guild_id") == guild and not thread["thread_metadata"]["archived"]
    ]
    return 200, {"threads": found, "members": []}


async def archived_threads(world: World, call: Request, channel: str) -> Reply:
    """List a channel's archived threads."""
    found = [
        thread
        for thread in world.channels.values()
        if thread.get("parent_id") == channel and thread["thread_metadata"]["archived"]
    ]
    return 200, {"threads": found, "members": [], "has_more": False}


async def thread_of_message(world: World, call: Request, channel: str, message: str) -> Reply:
    """Open the thread of a message; it shares the message's id."""
    identity = int(world.message(int(message), int(channel))["id"])
    if identity in world.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    return 201, await world.open_thread(world.channel(int(channel)), call.json, thread_id=identity)


async def direct_message(world: World, call: Request) -> Reply:
    """Open the direct messages with somebody."""
    recipient = User(int(call.json["recipient_id"]), "someone")
    channel = {
        "id": str(recipient.id + 1),
        "type": 1,
        "last_message_id": None,
        "flags": 0,
        "recipients": [recipient.payload()],
    }
    return 200, world.channels.setdefault(recipient.id + 1, channel)


async def nothing(world: World, call: Request, *ids: str) -> Reply:
    """Accept what leaves no trace that the double keeps: pins, reactions, typing."""
    return 204, None


TABLE: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("POST", "/interactions/*/*/callback", callback),
    ("POST", "/webhooks/*/*", follow_up),
    ("GET", "/webhooks/*/*/messages/*", get_response),
    ("PATCH", "/webhooks/*/*/messages/*", edit_response),
    ("DELETE", "/webhooks/*/*/messages/*", delete_response),
    ("GET", "/users/@me", me),
    ("POST", "/users/@me/channels", direct_message),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/*/commands", get_commands),
    ("PUT", "/applications/*/commands", put_commands),
    ("GET", "/applications/*/guilds/*/commands", get_commands),
    ("PUT", "/applications/*/guilds/*/commands", put_commands),
    ("GET", "/applications/*/emojis", emojis),
    ("GET", "/guilds/*/threads/active", active_threads),
    ("GET", "/channels/*/threads/archived/public", archived_threads),
    ("GET", "/channels/*", get_channel),
    ("PATCH", "/channels/*", edit_thread),
    ("GET", "/channels/*/messages", list_messages),
    ("POST", "/channels/*/messages", post_message),
    ("PUT", "/channels/*/messages/pins/*", nothing),
    ("DELETE", "/channels/*/messages/pins/*", nothing),
    ("GET", "/channels/*/messages/*", get_message),
    ("PATCH", "/channels/*/messages/*", edit_message),
    ("DELETE", "/channels/*/messages/*", delete_message),
    ("PUT", "/channels/*/messages/*/reactions/*/@me", nothing),
    ("POST", "/channels/*/messages/*/threads", thread_of_message),
    ("POST", "/channels/*/threads", open_thread),
    ("POST", "/channels/*/typing", nothing),
)


def _by_token(world: World, token: str) -> Sent:
    for sent in reversed(world.interactions.values()):
        if sent.data["token"] == token:
            if monotonic() - sent.sent_at > TOKEN_SECONDS:
                raise ApiError(401, 50027, "Invalid Webhook Token")
            if sent.callback is not None:
                return sent
    raise ApiError(404, 10015, "Unknown Webhook")


def _response(world: World, token: str, message: str) -> Json:
    sent = _by_token(world, token)
    if message != "@original":
        return world.message(int(message))
    if sent.message is None or int(sent.message["id"]) not in world.messages:
        raise ApiError(404, 10008, "Unknown Message")
    return sent.message


def _fill(world: World, message: Json, call: Request) -> Json:
    if not message["flags"] & LOADING:
        return world.edit(message, call.json, files_of(call))
    message["flags"] &= ~LOADING
    message["content"] = ""
    change_message(world.ids, message, call.json, files_of(call))
    return message
