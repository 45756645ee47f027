"""Building cards that keep Discord's limits by construction.

A card is put together from parts, and only ``Card.build`` makes Discord components of
them: it shortens the longest texts until all fit into 4,000 characters, and leaves out the
last optional parts until there are at most 40 components. Nothing that reacts lives in a
card: every button's state is its custom id, so a card keeps no memory once it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from discord import ui

from bot.ui import limits
from bot.ui.safe import clip, clip_markup

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCENT: Final = 0xD6336C
QUIET: Final = 0x4E5058
WARNING: Final = 0xF0B232

_LEAST_TEXT: Final = 80  # a text is not shortened below this while another one is longer


class CardView(ui.LayoutView):
    """A finished card: components, and the files they show."""

    def __init__(self, items: Sequence[ui.Item[Any]], files: Sequence[discord.File]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.files = list(files)
        # Finished from the start: discord.py then keeps no reference to it.
        self.stop()


@dataclass(slots=True)
class _Part:
    """One top-level part; ``size`` counts components, its own and those in it."""

    kind: str
    texts: list[str] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    accessory: ui.Item[Any] | None = None
    optional: bool = False

    @property
    def size(self) -> int:
        own = 0 if self.kind == "text" else 1
        return (
            own
            + len(self.texts)
            + len(self.items if self.kind == "row" else ())
            + bool(self.accessory)
        )


class Card:
    """Collects the parts of a message in order. Texts given to it are already safe."""

    def __init__(self, *, accent: int = ACCENT) -> None:
        self._accent = accent
        self._parts: list[_Part] = []
        self._files: list[discord.File] = []

    def text(self, content: str, *, optional: bool = False) -> Self:
        """Add a text; an empty one adds nothing."""
        if content.strip():
            self._parts.append(_Part("text", [content], optional=optional))
        return self

    def section(self, *contents: str, accessory: ui.Item[Any] | None) -> Self:
        """Add one to three texts with a picture or a button beside them."""
        texts = [content for content in contents if content.strip()][:3]
        if accessory is None:
            for content in texts:
                self.text(content)
        elif texts:
            self._parts.append(_Part("section", texts, accessory=accessory))
        return self

    def line(self, *, visible: bool = True, optional: bool = True) -> Self:
        """Add a separator."""
        self._parts.append(_Part("line", items=[visible], optional=optional))
        return self

    def gallery(self, *pictures: discord.MediaGalleryItem, optional: bool = True) -> Self:
        """Add up to ten pictures; none adds nothing."""
        if pictures:
            kept = list(pictures)[: limits.GALLERY]
            self._parts.append(_Part("gallery", items=kept, optional=optional))
        return self

    def row(self, *items: ui.Item[Any]) -> Self:
        """Add buttons, five to a row, or one select."""
        if items and isinstance(items[0], ui.Button):
            for start in range(0, len(items), limits.ROW_BUTTONS):
                chunk = list(items[start : start + limits.ROW_BUTTONS])
                self._parts.append(_Part("row", items=chunk))
        else:
            self._parts.extend(_Part("row", items=[item]) for item in items)
        return self

    def attach(self, file: discord.File) -> Self:
        """Add a file that a part shows as ``attachment://name``."""
        self._files.append(file)
        return self

    def file(self, name: str) -> Self:
        """Show an attached file to be downloaded."""
        self._parts.append(_Part("file", items=[name]))
        return self

    def build(self) -> CardView:
        """Make the message, within Discord's limits whatever the parts hold."""
        parts = _within_components(self._parts)
        _within_text(parts)
        items = [_component(part) for part in parts]
        container: ui.Container[Any] = ui.Container(*items, accent_colour=self._accent)
        return CardView([container], self._files)


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
    disabled: bool = False,
) -> ui.Button[Any]:
    """Make a button that works for as long as its message exists."""
    return ui.Button(
        label=clip(label, limits.BUTTON_LABEL),
        custom_id=custom_id,
        style=style,
        emoji=emoji,
        disabled=disabled,
    )


def link(label: str, url: str, *, emoji: str | None = None) -> ui.Button[Any]:
    """Make a button that opens an address."""
    return ui.Button(label=clip(label, limits.BUTTON_LABEL), url=url, emoji=emoji)


def select(
    custom_id: str,
    placeholder: str,
    options: Sequence[discord.SelectOption],
    *,
    least: int = 1,
    most: int = 1,
) -> ui.Select[Any]:
    """Make a select of up to 25 options."""
    kept = list(options)[: limits.OPTIONS]
    return ui.Select(
        custom_id=custom_id,
        placeholder=clip(placeholder, limits.PLACEHOLDER),
        options=kept,
        min_values=min(least, len(kept)),
        max_values=min(most, len(kept)),
    )


def option(
    label: str,
    value: str,
    *,
    description: str | None = None,
    chosen: bool = False,
    emoji: str | None = None,
) -> discord.SelectOption:
    """Make a select's option, its label cut to Discord's limit."""
    return discord.SelectOption(
        label=clip(label, limits.OPTION_LABEL) or "…",  # Discord refuses an empty one
        value=value,
        description=clip(description, limits.OPTION_LABEL) if description else None,
        default=chosen,
        emoji=emoji,
    )


def _within_components(parts: list[_Part]) -> list[_Part]:
    kept = list(parts)
    total = 1 + sum(part.size for part in kept)  # the container itself counts
    for wanted in (True, False):  # what is optional goes first, then texts from the end
        for part in reversed(list(kept)):
            if total <= limits.CARD_COMPONENTS:
                return kept
            if part.optional is wanted and part.kind != "row":
                kept.remove(part)
                total -= part.size
    return kept


def _within_text(parts: list[_Part]) -> None:
    """Shorten the longest text again and again until all fit."""
    places = [(part, i) for part in parts for i in range(len(part.texts))]
    over = sum(len(part.texts[i]) for part, i in places) - limits.CARD_TEXT
    while over > 0:
        part, i = max(places, key=lambda place: len(place[0].texts[place[1]]))
        text = part.texts[i]
        others = sorted((len(p.texts[j]) for p, j in places), reverse=True)[1:2]
        floor = max(others[0] if others else 0, _LEAST_TEXT)
        target = max(len(text) - over, min(floor, len(text) - 1))
        part.texts[i] = clip_markup(text, target) or "…"
        over -= len(text) - len(part.texts[i])


def _component(part: _Part) -> ui.Item[Any]:
    if part.kind == "text":
        return ui.TextDisplay(part.texts[0])
    if part.kind == "section" and part.accessory is not None:
        return ui.Section(*part.texts, accessory=part.accessory)
    if part.kind == "gallery":
        return ui.MediaGallery(*part.items)
    if part.kind == "row":
        return ui.ActionRow(*part.items)
    if part.kind == "file":
        return ui.File(f"attachment://{part.items[0]}")
    return ui.Separator(visible=part.items[0])
