"""The rules for components, in messages and in modals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# https://docs.discord.com/developers/components/reference
ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
ONLY_V2: Final = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
IN_MODALS: Final = frozenset({ROW, TEXT, LABEL})
LINK, PREMIUM = 5, 6

MAX_COMPONENTS: Final = 40
MAX_TEXT: Final = 4_000
MAX_MODAL_PARTS: Final = 5

Component = dict[str, Any]


def walk(components: list[Component], where: str = "components") -> Iterator[tuple[str, Component]]:
    """Give every component, those within others included, with its place."""
    for index, component in enumerate(components):
        place = f"{where}[{index}]"
        yield place, component
        yield from walk(component.get("components") or [], f"{place}.components")
        for key in ("accessory", "component"):
            if inner := component.get(key):
                yield f"{place}.{key}", inner
                yield from walk(inner.get("components") or [], f"{place}.{key}.components")


def component_problems(components: list[Component]) -> Iterator[str]:
    """Find what is wrong with components one by one, and with their custom ids together."""
    ids: Counter[str] = Counter()
    for where, component in walk(components):
        rule = _RULES.get(component.get("type") or 0)
        if rule is not None:
            yield from (f"{where}: {problem}" for problem in rule(component))
        if "custom_id" in component:
            custom_id = component["custom_id"] or ""
            ids[custom_id] += 1
            yield from _length(f"{where}: a custom id", custom_id, 1, 100)
    yield from (
        f"custom id {each!r} stands {count} times" for each, count in ids.items() if count > 1
    )


def text_length(components: list[Component]) -> int:
    """Count the characters of all text displays together."""
    shown = (each for _, each in walk(components) if each.get("type") == TEXT)
    return sum(len(each.get("content") or "") for each in shown)


def _length(what: str, text: str | None, least: int, most: int) -> Iterator[str]:
    size = len(text or "")
    if not least <= size <= most:
        yield f"{what} of {size} characters, not {least} to {most}"


def _count(what: str, things: list[Any], least: int, most: int) -> Iterator[str]:
    if not least <= len(things) <= most:
        yield f"{len(things)} {what}, not {least} to {most}"


def _row(row: Component) -> Iterator[str]:
    children = row.get("components") or []
    kinds = {child.get("type") for child in children}
    if not children:
        yield "an empty row"
    elif kinds == {BUTTON}:
        yield from _count("buttons in a row", children, 1, 5)
    elif len(children) > 1 or not kinds <= SELECTS | {TEXT_INPUT}:
        yield "a row holds up to five buttons, or one select"


def _button(button: Component) -> Iterator[str]:
    style = button.get("style")
    if style != PREMIUM and not (button.get("label") or "").strip() and not button.get("emoji"):
        yield "a button with neither label nor emoji"
    yield from _length("a button's label", button.get("label"), 0, 80)
    if style == LINK:
        if not button.get("url") or button.get("custom_id"):
            yield "a link button has an address and no custom id"
        yield from _length("a button's address", button.get("url"), 0, 512)
    elif style != PREMIUM and (button.get("url") or not button.get("custom_id")):
        yield "a button has a custom id and no address"


def _select(select: Component) -> Iterator[str]:
    yield from _length("a placeholder", select.get("placeholder"), 0, 150)
    yield from _range(select, 25)
    if select.get("type") == STRING_SELECT:
        yield from _options(select, 1, 25)


def _radio(group: Component) -> Iterator[str]:
    yield from _options(group, 2, 10)


def _checkboxes(group: Component) -> Iterator[str]:
    # Without a maximum a member may tick all there are.
    yield from _range({"max_values": len(group.get("options") or []), **group}, 10)
    yield from _options(group, 1, 10)


def _upload(upload: Component) -> Iterator[str]:
    yield from _range(upload, 10)


def _range(component: Component, most: int) -> Iterator[str]:
    low, high = component.get("min_values"), component.get("max_values")
    if low is not None and not 0 <= low <= most:
        yield f"min_values {low}, not 0 to {most}"
    if high is not None and not 1 <= high <= most:
        yield f"max_values {high}, not 1 to {most}"
    if (1 if low is None else low) > (1 if high is None else high):
        yield "min_values above max_values"


def _options(component: Component, least: int, most: int) -> Iterator[str]:
    options = component.get("options") or []
    yield from _count("options", options, least, most)
    chosen = component.get("max_values")
    if chosen is not None and chosen > len(options):
        yield f"max_values {chosen} above its {len(options)} options"
    for index, option in enumerate(options):
        yield from _length(f"options[{index}]: a label", option.get("label"), 1, 100)
        yield from _length(f"options[{index}]: a value", option.get("value"), 1, 100)
        yield from _length(f"options[{index}]: a description", option.get("description"), 0, 100)
    values = Counter(option.get("value") for option in options)
    yield from (
        f"value {each!r} stands {count} times" for each, count in values.items() if count > 1
    )
    preset = sum(bool(option.get("default")) for option in options)
    limit = len(options) if component.get("type") == CHECKBOXES and chosen is None else chosen or 1
    if preset > limit:
        yield f"{preset} options chosen beforehand, {limit} may be"


def _section(section: Component) -> Iterator[str]:
    texts = section.get("components") or []
    yield from _count("texts in a section", texts, 1, 3)
    if any(text.get("type") != TEXT for text in texts):
        yield "a section holds texts alone"
    if (section.get("accessory") or {}).get("type") not in {BUTTON, THUMBNAIL}:
        yield "a section without a button or a thumbnail beside it"


def _text(text: Component) -> Iterator[str]:
    if not (text.get("content") or "").strip():
        yield "an empty text"


def _thumbnail(thumbnail: Component) -> Iterator[str]:
    yield from _described(thumbnail)


def _gallery(gallery: Component) -> Iterator[str]:
    items = gallery.get("items") or []
    yield from _count("pictures in a gallery", items, 1, 10)
    for index, item in enumerate(items):
        yield from (f"items[{index}]: {problem}" for problem in _described(item))


def _described(picture: Component) -> Iterator[str]:
    if not (picture.get("media") or {}).get("url"):
        yield "a picture without an address"
    if picture.get("description") is not None:
        yield from _length("an alternative text", picture["description"], 1, 1024)


def _container(container: Component) -> Iterator[str]:
    children = container.get("components") or []
    if not children:
        yield "an empty container"
    if any(child.get("type") == CONTAINER for child in children):
        yield "a container in a container"


def _label(label: Component) -> Iterator[str]:
    yield from _length("a label", label.get("label"), 1, 45)
    yield from _length("a label's description", label.get("description"), 0, 100)
    if not label.get("component"):
        yield "a label without a field"


def _text_input(field: Component) -> Iterator[str]:
    low, high = field.get("min_length"), field.get("max_length")
    if low is not None and not 0 <= low <= MAX_TEXT:
        yield f"min_length {low}, not 0 to {MAX_TEXT}"
    if high is not None and not 1 <= high <= MAX_TEXT:
        yield f"max_length {high}, not 1 to {MAX_TEXT}"
    most = MAX_TEXT if high is None else high
    if (low or 0) > most:
        yield "min_length above max_length"
    # An empty beginning counts as none: the least length binds the member alone.
    yield from _length("a beginning", field.get("value"), 0, most)
    if field.get("value"):
        yield from _length("a beginning", field["value"], low or 0, MAX_TEXT)
    yield from _length("a placeholder", field.get("placeholder"), 0, 100)
    yield from _length("a label", field.get("label"), 0, 45)


_RULES: Final[dict[int, Callable[[Component], Iterator[str]]]] = {
    ROW: _row,
    BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    TEXT_INPUT: _text_input,
    SECTION: _section,
    TEXT: _text,
    THUMBNAIL: _thumbnail,
    GALLERY: _gallery,
    CONTAINER: _container,
    LABEL: _label,
    UPLOAD: _upload,
    RADIO: _radio,
    CHECKBOXES: _checkboxes,
}
