"""Labels and values that markup sets side by side: table rows, definition lists, field divs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.reading.stated.labels import Key, label_alone, labels_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CELLS: Final = frozenset({"td", "th"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Inside these a line ends.
_LINES: Final = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "td",
        "th",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
    ]
)
_FIELDS: Final = ", ".join(
    f"{outer} > :first-child:nth-last-child(2)" for outer in ("div", "li", "p", "section", "span")
)
# An item's only paragraph is the item.
_ITEMS: Final = (
    "li > p:first-child, li > div:only-child, li > div:only-child > p:only-child, "
    "li > section:only-child"
)
_MOST_NODES: Final = 160
_LONGEST_LABEL: Final = 40
_LONGEST_CELL: Final = 300
_MANY_COLONS: Final = 2


class Joined(NamedTuple):
    """An element whose text makes one cell of a line, whatever breaks it inside.

    Attributes:
        between: What stands where the text is broken.
        is_value: Whether it belongs behind the element before.
        is_more: Whether it is another value of the same label.
    """

    between: str
    is_value: bool
    is_more: bool = False


@dataclass(slots=True)
class Shapes:
    """What the walk has to know of elements ahead of them, by ``mem_id``.

    Attributes:
        joined: The cells.
        soft: Blocks that only end a line.
        layout: Cells of tables that are no rows of facts but columns of a page.
    """

    joined: dict[int, Joined] = field(default_factory=dict)
    soft: set[int] = field(default_factory=set)
    layout: set[int] = field(default_factory=set)


def shapes_of(tree: LexborHTMLParser) -> Shapes:
    """Find the cells of a page."""
    found = Shapes(soft={node.mem_id for node in tree.css(_ITEMS)})
    for row in tree.css("tr"):
        _add_row(found, row)
    for term in tree.css("dt"):
        _add_term(found, term)
    for label in tree.css(_FIELDS):
        _add_field(found, label)
    return found


def lines_of(node: LexborNode, longest: int) -> list[str] | None:
    """Return the lines of an element's text; None where it is longer or of many elements."""
    lines: list[list[str]] = [[]]
    here: LexborNode | None = node.first_child
    steps = size = 0
    while here is not None:
        steps += 1
        if here.is_text_node:
            text = here.text_content or ""
            size += len(text) if not text.isspace() else 1
            lines[-1].append(text)
        elif here.tag in _LINES or _is_set_apart(here):
            lines.append([])
        if size > longest or steps > _MOST_NODES:
            return None
        after = here.first_child if here.tag not in {"script", "style"} else None
        while after is None and here is not None:
            if here.tag in _LINES:
                lines.append([])
            after = here.next
            if after is None:
                here = here.parent
                if here is None or here.mem_id == node.mem_id:
                    here = None
        here = after
    joined = (" ".join("".join(line).split()) for line in lines)
    return [line for line in joined if line]


def _is_set_apart(node: LexborNode) -> bool:
    """Tell an element right behind another, as themes set a label beside its value."""
    before = node.prev
    return before is not None and before.is_element_node


def facts_in(lines: Iterable[str]) -> set[Key]:
    """Return what lines state by labels, their values behind them or on the next line."""
    keys: set[Key] = set()
    above = None
    for line in lines:
        alone = key_of(line)
        if above is not None and alone is None:
            keys.add(above)
        keys |= {one.key for one in labels_in(line) if one.value}
        above = alone
    return keys


def key_of(label: str) -> Key | None:
    """Return what an element of its own that is nothing but a label is about."""
    if len(label) > _LONGEST_LABEL:
        return None
    found = labels_in(f"{label.rstrip(': ')}: 0/1")
    return found[0].key if len(found) == 1 and found[0].value == "0/1" else None


def text_of(node: LexborNode, longest: int = _LONGEST_CELL) -> str | None:
    """Return an element's text on one line; None where it is long."""
    lines = lines_of(node, longest)
    return None if lines is None else " ".join(lines)


def _children(node: LexborNode) -> list[LexborNode] | None:
    """Return the elements in a node; None where text stands between them."""
    found = []
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            if (child.text_content or "").strip(" \n\t\r:·-"):
                return None
        elif child.is_element_node:
            found.append(child)
        child = child.next
    return found


def _add_row(found: Shapes, row: LexborNode) -> None:
    cells = [cell for cell in _children(row) or () if cell.tag in _CELLS][:_MOST_NODES]
    texts = [lines_of(cell, _LONGEST_CELL) for cell in cells]
    if len(cells) < 2:
        if cells and (texts[0] is None or len(texts[0]) > 1):
            found.layout.add(cells[0].mem_id)
        return
    many = any(
        lines is None or (len(lines) > 1 and sum(":" in line for line in lines) >= _MANY_COLONS)
        for lines in texts
    )
    if many:
        found.layout |= {cell.mem_id for cell in cells}
        return
    is_labelled = bool(texts[0]) and label_alone(" ".join(texts[0] or ())) is not None
    for at, cell in enumerate(cells):
        between = ", " if is_labelled and at else " "
        found.joined[cell.mem_id] = Joined(between, is_value=at > 0)


def _add_term(found: Shapes, term: LexborNode) -> None:
    if text_of(term, _LONGEST_LABEL) is None:
        return
    values: list[LexborNode] = []
    after = term.next
    while after is not None and after.tag != "dt" and len(values) < _MOST_NODES:
        if after.tag == "dd":
            lines = lines_of(after, _LONGEST_CELL)
            if lines is None:
                return
            values.append(after)
        after = after.next
    if values:
        found.joined[term.mem_id] = Joined(" ", is_value=False)
        for at, value in enumerate(values):
            found.joined[value.mem_id] = Joined(", ", is_value=True, is_more=at > 0)


def _add_field(found: Shapes, label: LexborNode) -> None:
    outer = label.parent
    if outer is None or label.tag in {"br", "img", "figure"}:
        return
    key = key_of(text_of(label, _LONGEST_LABEL) or "")
    if key is None:
        return
    parts = _children(outer)
    if parts is None or len(parts) != 2:
        return
    lines = lines_of(parts[1], _LONGEST_CELL)
    if not lines or (len(lines) > 1 and sum(":" in line for line in lines) >= _MANY_COLONS):
        return
    if key in {Key.CAST, Key.SYNOPSIS} and (len(lines) > 1 or label.tag in _HEADINGS):
        return
    found.joined[label.mem_id] = Joined(" ", is_value=False)
    found.joined[parts[1].mem_id] = Joined(", ", is_value=True)
    if outer.tag != "p":
        found.soft.add(outer.mem_id)
