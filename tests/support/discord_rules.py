"""The rules of Discord that neither its OpenAPI description nor SimCord check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tests.support import openapi
from tests.support.command_rules import check_choices, check_commands
from tests.support.component_rules import (
    IN_MODALS,
    MAX_COMPONENTS,
    MAX_MODAL_PARTS,
    MAX_TEXT,
    ONLY_V2,
    ROW,
    THUMBNAIL,
    component_problems,
    text_length,
    walk,
)
from tests.support.wiretext import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "check_callback",
    "check_commands",
    "check_message",
    "check_modal",
    "check_request",
    "check_thread",
    "problems_of",
]

V2: Final = 1 << 15
MAX_CONTENT: Final = 2_000
MAX_EMBED_TEXT: Final = 6_000
MAX_NONCE: Final = 25
MAX_THREAD_NAME: Final = 100
MAX_MODAL_TITLE: Final = 45

_EVERYONE: Final = re.compile(r"@(?:everyone|here)\b")
_CODE: Final = re.compile(r"```.*?```|``.+?``|`[^`]+`", re.DOTALL)
_SPOILER: Final = re.compile(r"\|\|.+?\|\|", re.DOTALL)
# A path as it is logged, and what its body is.
_BODIES: Final = (
    ("POST", r"/channels/\d+/messages", "message"),
    ("POST", r"/webhooks/\d+/[^/]+", "message"),
    ("PATCH", r"/channels/\d+/messages/\d+", "edit"),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/(?:@original|\d+)", "edit"),
    ("POST", r"/interactions/\d+/[^/]+/callback", "callback"),
    ("POST", r"/channels/\d+(?:/messages/\d+)?/threads", "thread"),
    ("PATCH", r"/channels/\d+", "channel"),
    ("PUT", r"/applications/\d+(?:/guilds/\d+)?/commands", "commands"),
    ("POST", r"/applications/\d+(?:/guilds/\d+)?/commands", "command"),
)


def problems_of(env: Any) -> list[str]:
    """List what is wrong with everything a SimCord environment received.

    Discord's description is consulted where it lies beside this repository, the rules here always.
    """
    described = openapi.problems_of(env) if openapi.available() else []
    return described + [
        problem
        for sent in env.http_requests
        for problem in check_request(sent.method, sent.path, sent.json)
    ]


def check_request(method: str, path: str, json: Any | None = None) -> list[str]:
    """List what is wrong with one request, by what its path says it is."""
    kind = next(
        (kind for verb, form, kind in _BODIES if verb == method and re.fullmatch(form, path)), None
    )
    if kind is None or json is None:
        return []
    found: list[str]
    match kind:
        case "message" | "edit":
            found = check_message(json, edit=kind == "edit")
        case "callback":
            found = check_callback(json)
        case "thread":
            found = check_thread(json)
        case "channel":
            found = check_thread(json) if "name" in json else []
        case _:
            found = check_commands(json if isinstance(json, list) else [json])
    return [f"{method} {path}: {problem}" for problem in found]


def check_message(payload: dict[str, Any], *, edit: bool = False) -> list[str]:
    """List what Discord would refuse, or a member should not see, in a message.

    Args:
        payload: The message as it is sent.
        edit: Whether it changes a message; it need not speak of mentions then.
    """
    components = payload.get("components") or []
    problems = [*component_problems(components), *_layout(payload, components, edit=edit)]
    problems += _embeds(payload.get("embeds") or [])
    problems += _mentions(payload, edit=edit)
    problems += _spoilers(payload)
    if len(payload.get("content") or "") > MAX_CONTENT:
        problems.append(f"content of {len(payload['content'])} characters")
    if len(str(payload.get("nonce") or "")) > MAX_NONCE:
        problems.append(f"nonce {payload['nonce']!r} is longer than {MAX_NONCE} characters")
    return problems


def check_callback(payload: dict[str, Any]) -> list[str]:
    """List what is wrong with a response to an interaction."""
    data = payload.get("data") or {}
    # The types of https://docs.discord.com/developers/interactions/receiving-and-responding
    match payload.get("type"):
        case 4:
            return check_message(data)
        case 7:
            return check_message(data, edit=True)
        case 8:
            return [*check_choices(data.get("choices") or [], "choices"), *_spoilers(data)]
        case 9:
            return check_modal(data)
        case _:
            return []


def check_modal(payload: dict[str, Any]) -> list[str]:
    """List what is wrong with a modal (the callback's data)."""
    components = payload.get("components") or []
    problems = [*component_problems(components), *_spoilers(payload)]
    if not 1 <= len(payload.get("title") or "") <= MAX_MODAL_TITLE:
        problems.append(f"a modal's title has 1 to {MAX_MODAL_TITLE} characters")
    if not 1 <= len(payload.get("custom_id") or "") <= 100:
        problems.append("a modal's custom id has 1 to 100 characters")
    if not 1 <= len(components) <= MAX_MODAL_PARTS:
        problems.append(f"{len(components)} parts in a modal, not 1 to {MAX_MODAL_PARTS}")
    if any(component.get("type") not in IN_MODALS for component in components):
        problems.append("a modal holds labels and texts, no bare fields")
    return problems


def check_thread(payload: dict[str, Any]) -> list[str]:
    """List what is wrong with a thread or a forum post that is opened or renamed."""
    problems = []
    if not 1 <= len((payload.get("name") or "").strip()) <= MAX_THREAD_NAME:
        problems.append(f"a thread's name has 1 to {MAX_THREAD_NAME} characters")
    if "message" in payload:
        problems += check_message(payload["message"])
        problems += _spoilers({"name": payload.get("name")})
    else:
        problems += _spoilers(payload)
    return problems


def _layout(
    payload: dict[str, Any], components: list[dict[str, Any]], *, edit: bool
) -> Iterator[str]:
    found = list(walk(components))
    if len(found) > MAX_COMPONENTS:
        yield f"{len(found)} components, {MAX_COMPONENTS} at most"
    if (size := text_length(components)) > MAX_TEXT:
        yield f"{size} characters of text, {MAX_TEXT} at most"
    if (payload.get("flags") or 0) & V2:
        others = ("content", "embeds", "poll", "sticker_ids")
        yield from (f"{key} beside components V2" for key in others if payload.get(key))
    elif not edit:
        # An edit of a message that has the flag already need not say so again.
        newer = ONLY_V2 & {component.get("type") or 0 for _, component in found}
        if newer:
            yield f"components of types {sorted(newer)} without the flag for V2"
        elif len(components) > 5:
            yield f"{len(components)} rows, 5 at most"
    for index, component in enumerate(components):
        if component.get("type") not in {ROW, *ONLY_V2} - {THUMBNAIL}:
            yield f"components[{index}]: type {component.get('type')} stands in a row or a section"


def _embeds(embeds: list[dict[str, Any]]) -> Iterator[str]:
    total = sum(len(each.text) for each in readable({"embeds": embeds}))
    if total > MAX_EMBED_TEXT:
        yield f"{total} characters in embeds, {MAX_EMBED_TEXT} at most"
    for index, embed in enumerate(embeds):
        for number, field in enumerate(embed.get("fields") or []):
            yield from (
                f"embeds[{index}].fields[{number}]: an empty {key}"
                for key in ("name", "value")
                if not (field.get(key) or "").strip()
            )


def _mentions(payload: dict[str, Any], *, edit: bool) -> Iterator[str]:
    mentions = payload.get("allowed_mentions")
    if mentions is None and not edit:
        yield "allowed_mentions is missing: any name in a text would notify"
    parsed = (mentions or {}).get("parse")
    if "everyone" in (parsed or []):
        yield "allowed_mentions lets everyone be notified"
    if parsed != []:
        for each in readable(payload):
            if _EVERYONE.search(each.text):
                yield f"{each.where}: mentions everyone, and allowed_mentions does not forbid it"


def _spoilers(payload: dict[str, Any]) -> Iterator[str]:
    for each in readable(payload):
        if each.field:
            continue  # A member's own draft, shown to them as they typed it.
        if not each.markdown:
            # Nothing is hidden where Discord renders no Markdown: all would be read.
            if _SPOILER.search(each.text):
                yield f"{each.where}: spoiler bars hide nothing here"
        elif _bars(each.text) % 2:
            yield f"{each.where}: an odd number of spoiler bars"


def _bars(markdown: str) -> int:
    plain = _CODE.sub("", re.sub(r"\\.", "", markdown, flags=re.DOTALL))
    return plain.count("||")
