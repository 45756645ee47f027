"""Every text a member can read in what the bot sends to Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ui.layout import CardView

TEXT_INPUT: Final = 4

_READABLE: Final = frozenset(
    {"content", "label", "placeholder", "title", "description", "text", "name", "topic", "location"}
)
_LOCALISED: Final = frozenset({"name_localizations", "description_localizations"})
# "name" and "title" in these are the names of emoji, files and services, not the bot's words.
_NOT_WORDS: Final = frozenset({"emoji", "default_reaction_emoji", "provider", "allowed_mentions"})
_MARKDOWN_IN_EMBEDS: Final = frozenset({"title", "description", "name", "value"})


@dataclass(frozen=True, slots=True)
class Readable:
    """One text, and where it stands in its payload.

    Attributes:
        where: The place, as in "components[0].label".
        text: What is read.
        markdown: Whether Discord renders Markdown there.
        field: Whether it stands in a field, for a member to change.
    """

    where: str
    text: str
    markdown: bool
    field: bool = False


def sent(card: CardView) -> dict[str, Any]:
    """Return a card as a message is sent with it."""
    return {
        "components": card.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }


def said(card: CardView) -> str:
    """Return everything that a card says, a line for each text."""
    return "\n".join(texts_of(sent(card)))


def texts_of(payload: Any) -> list[str]:
    """List every text a member can read in a REST payload, in its order."""
    return [each.text for each in readable(payload)]


def readable(payload: Any, where: str = "", parent: str = "") -> Iterator[Readable]:
    """Give every text a member can read in a REST payload, with its place.

    Args:
        payload: A request's JSON: a message, a callback, a modal, commands, a thread, a channel …
        where: The place of `payload` in what it was taken from.
        parent: The key under which `payload` was found.
    """
    if isinstance(payload, list):
        for index, child in enumerate(payload):
            yield from readable(child, f"{where}[{index}]", parent)
    elif isinstance(payload, dict) and parent not in _NOT_WORDS:
        for key, value in payload.items():
            place = f"{where}.{key}" if where else key
            if isinstance(value, str):
                if _is_read(key, payload, parent):
                    field = key == "value" and parent != "fields"
                    yield Readable(place, value, _is_markdown(key, where), field)
            else:
                yield from readable(value, place, key)


def _is_read(key: str, owner: dict[str, Any], parent: str) -> bool:
    if key == "value":
        return parent == "fields" or owner.get("type") == TEXT_INPUT
    return key in _READABLE or parent in _LOCALISED


def _is_markdown(key: str, where: str) -> bool:
    if "embeds[" in where:
        return key in _MARKDOWN_IN_EMBEDS
    return key == "content"
