"""Interactions: what a member does, as INTERACTION_CREATE carries it, and what came back."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from tests.wire.messages import components_of
from tests.wire.payloads import EVERYTHING, UPLOAD_LIMIT, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.wire.payloads import Guild, Json
    from tests.wire.recording import Request
    from tests.wire.world import World

COMMAND: Final = 2
COMPONENT: Final = 3
AUTOCOMPLETE: Final = 4
MODAL: Final = 5

_OPTION_TYPES: Final[dict[type, int]] = {str: 3, int: 4, bool: 5, User: 6, float: 10}
_SUBCOMMAND: Final = 1
_TEXT_DISPLAY: Final = 10
_HOLD_ONE_VALUE: Final = (4, 21, 23)


@dataclass(slots=True)
class Sent:
    """One interaction and everything the bot did with it.

    Attributes:
        data: What INTERACTION_CREATE carried.
        sent_at: Monotonic seconds just before it left the double.
        callback: The bot's first response, once it came.
        message: The message that the response made or changed, as it is now.
        followups: The messages sent after it.
    """

    data: Json
    sent_at: float = 0.0
    callback: Request | None = None
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def latency(self) -> float:
        """Seconds from sending the interaction until the whole callback had arrived."""
        return self._callback.at - self.sent_at

    @property
    def payload(self) -> Json:
        """The callback's body: ``type`` and ``data``."""
        return cast("Json", self._callback.json)

    @property
    def choices(self) -> list[Json]:
        """The choices that an autocomplete was answered with."""
        return cast("list[Json]", self.payload["data"]["choices"])

    def answer(self, callback: Request) -> None:
        """Note the callback and wake whoever waits for it."""
        self.callback = callback
        self._answered.set()

    async def answered(self, within: float = 5.0) -> Sent:
        """Wait for the callback.

        Raises:
            TimeoutError: It did not come within ``within`` seconds.
        """
        async with asyncio.timeout(within):
            await self._answered.wait()
        return self

    @property
    def _callback(self) -> Request:
        assert self.callback is not None, "not answered yet"
        return self.callback


def interaction(
    world: World,
    kind: int,
    data: Json,
    *,
    user: User,
    guild: Guild | None,
    channel_id: int | None = None,
    message: Json | None = None,
) -> Json:
    """Return INTERACTION_CREATE's data; without a guild it comes from a direct message."""
    found: Json = {
        "id": str(world.ids.next()),
        "application_id": str(world.bot.id),
        "type": kind,
        "token": secrets.token_urlsafe(100),
        "version": 1,
        "data": data,
        "locale": user.locale,
        "app_permissions": EVERYTHING,
        "attachment_size_limit": UPLOAD_LIMIT,
        "entitlements": [],
        "entitlement_sku_ids": [],
    }
    if message is not None:
        found["message"] = message
        channel_id = int(message["channel_id"])
    if guild is None:
        channel = {"id": str(user.id + 1), "type": 1, "recipients": [user.payload()], "flags": 0}
        found |= {"user": user.payload(), "context": 1, "authorizing_integration_owners": {}}
    else:
        place = world.channel(channel_id or guild.channel_ids[0])
        channel = {k: v for k, v in place.items() if k != "permission_overwrites"}
        channel["permissions"] = EVERYTHING
        found |= {
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]},
            "guild_id": str(guild.id),
            "guild_locale": guild.locale,
            "member": user.member(guild, permissions=EVERYTHING),
            "context": 0,
            "authorizing_integration_owners": {"0": str(guild.id)},
        }
    return found | {"channel": channel, "channel_id": channel["id"]}


def command_data(
    world: World, command: str, options: Mapping[str, Any], *, focused: str | None = None
) -> Json:
    """Return the data of a slash command such as ``"review write"``.

    Option types come from what the bot registered; where it registered nothing, from the values.

    Raises:
        LookupError: The bot registered commands, but not this one, or not with such an option.
    """
    name, *below = command.split()
    registered = _registered(world, name)
    declared = registered
    for part in below:
        declared = _named(declared, part)
    found = [_option(declared, key, value, key == focused) for key, value in options.items()]
    for depth, part in enumerate(reversed(below)):
        found = [{"name": part, "type": _SUBCOMMAND + min(depth, 1), "options": found}]
    users = [value for value in options.values() if isinstance(value, User)]
    data: Json = {
        "id": registered["id"] if registered else "1",
        "name": name,
        "type": 1,
        "options": found,
    }
    if users:
        data["resolved"] = {"users": {str(u.id): u.payload() for u in users}}
    if registered and "guild_id" in registered:
        data["guild_id"] = registered["guild_id"]
    return data


def press_data(message: Json, custom_id: str, values: Sequence[str] | None) -> Json:
    """Return the data of a pressed button, or of a select in which ``values`` were chosen.

    Raises:
        LookupError: The message has no such component.
    """
    for component in components_of(message["components"]):
        if component.get("custom_id") == custom_id:
            data = {
                "id": component.get("id", 0),
                "custom_id": custom_id,
                "component_type": component["type"],
            }
            return data if values is None else data | {"values": list(values)}
    msg = f"no component {custom_id!r} in message {message['id']}"
    raise LookupError(msg)


def submit_data(modal: Json, values: Mapping[str, Any]) -> Json:
    """Return the data of a filled-in modal; ``values`` go by custom id, lists where several fit.

    Raises:
        LookupError: The modal has no such field.
    """
    known = {c["custom_id"] for c in components_of(modal["components"]) if "custom_id" in c}
    if strange := set(values) - known:
        msg = f"no field {sorted(strange)} in the modal, only {sorted(known)}"
        raise LookupError(msg)
    components = [_filled(part, values) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": components}


def _registered(world: World, name: str) -> Json | None:
    every = [c for commands in world.commands.values() for c in commands if c["type"] == 1]
    for command in every:
        if command["name"] == name:
            return command
    if every:
        msg = f"no command /{name}, only {sorted(c['name'] for c in every)}"
        raise LookupError(msg)
    return None


def _named(declared: Json | None, name: str) -> Json | None:
    if declared is None:
        return None
    for option in declared.get("options", ()):
        if option["name"] == name:
            return cast("Json", option)
    msg = f"{declared['name']} has no {name!r}"
    raise LookupError(msg)


def _option(declared: Json | None, name: str, value: Any, focused: bool) -> Json:
    option = _named(declared, name)
    kind = option["type"] if option else _OPTION_TYPES[type(value)]
    found = {"name": name, "type": kind, "value": value}
    if isinstance(value, User):
        found["value"] = str(value.id)
    return found | {"focused": True} if focused else found


def _filled(part: Json, values: Mapping[str, Any]) -> Json:
    found = {"id": part.get("id", 0), "type": part["type"]}
    if "component" in part:
        return found | {"component": _filled(part["component"], values)}
    if "components" in part:
        return found | {"components": [_filled(p, values) for p in part["components"]]}
    if part["type"] == _TEXT_DISPLAY:
        return found
    custom_id = part["custom_id"]
    if part["type"] in _HOLD_ONE_VALUE:
        empty = {4: "", 21: None, 23: False}[part["type"]]
        return found | {"custom_id": custom_id, "value": values.get(custom_id, empty)}
    return found | {"custom_id": custom_id, "values": values.get(custom_id, [])}
