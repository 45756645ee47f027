"""Messages as Discord returns them, made from the bodies a bot posts."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

from tests.wire.payloads import now_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wire.payloads import Json, Snowflakes, User
    from tests.wire.recording import Request

LOADING: Final = 1 << 7
EPHEMERAL: Final = 1 << 6

# Not a host that answers: nobody should fetch from a test.
_CDN: Final = "https://cdn.discord.invalid/attachments"


def new_message(
    ids: Snowflakes, author: User, channel_id: int, body: Json, files: tuple[str, ...] = ()
) -> Json:
    """Return the message that a posted ``body`` becomes."""
    message: Json = {
        "id": str(ids.next()),
        "channel_id": str(channel_id),
        "author": author.payload() | {"bot": True},
        "type": 0,
        "content": "",
        "embeds": [],
        "attachments": [],
        "components": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "flags": 0,
        "timestamp": now_text(),
        "edited_timestamp": None,
    }
    change_message(ids, message, body, files)
    return message


def change_message(ids: Snowflakes, message: Json, body: Json, files: tuple[str, ...] = ()) -> None:
    """Put the fields of ``body`` into ``message``, as an edit does; the rest stays."""
    message["content"] = body.get("content", message["content"]) or ""
    message["embeds"] = body.get("embeds", message["embeds"]) or []
    message["flags"] |= body.get("flags") or 0
    if "nonce" in body:
        message["nonce"] = body["nonce"]
    if "attachments" in body or files:
        message["attachments"] = _attachments(ids, message, body.get("attachments") or [], files)
    if "components" in body:
        urls = {f"attachment://{a['filename']}": a["url"] for a in message["attachments"]}
        message["components"] = _resolved(body["components"] or [], urls, count(1))


def components_of(part: Any) -> Iterator[Json]:
    """Yield every component in a message, a modal or a list of components, outermost first."""
    if isinstance(part, list):
        for item in part:
            yield from components_of(item)
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        for key in ("components", "component", "accessory"):
            yield from components_of(part.get(key))


def files_of(call: Request) -> tuple[str, ...]:
    """Return the names of the files that came with a request."""
    return tuple(call.files.values())


def _attachments(
    ids: Snowflakes, message: Json, wanted: list[Json], files: tuple[str, ...]
) -> list[Json]:
    kept = {a["id"]: a for a in message["attachments"]}
    described = {str(a["id"]): a.get("description") for a in wanted}
    found = [kept[str(a["id"])] for a in wanted if str(a["id"]) in kept]
    for index, name in enumerate(files):
        attachment_id = str(ids.next())
        url = f"{_CDN}/{message['channel_id']}/{attachment_id}/{name}"
        found.append(
            {
                "id": attachment_id,
                "filename": name,
                "description": described.get(str(index)),
                "size": 1024,
                "url": url,
                "proxy_url": url,
            }
        )
    return found


def _resolved(part: Any, urls: dict[str, str], numbers: Iterator[int]) -> Any:
    """Number the components and resolve ``attachment://`` links, as Discord does."""
    if isinstance(part, list):
        return [_resolved(item, urls, numbers) for item in part]
    if not isinstance(part, dict):
        return part
    found = dict(part)
    if "type" in part:
        found.setdefault("id", next(numbers))
    if "url" in part:
        found["url"] = urls.get(part["url"], part["url"])
    for key in ("components", "component", "accessory", "items", "media", "file"):
        if key in part:
            found[key] = _resolved(part[key], urls, numbers)
    return found
