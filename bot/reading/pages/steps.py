"""The way through a page's elements, around what is not the post."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.reading.pages.furniture import DOUBTFUL, SELECTOR, is_furniture_inside, is_named_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_LARGE: Final = 20


@dataclass(slots=True)
class Furniture:
    """The elements to step over, by ``mem_id``.

    Attributes:
        sure: What is never the author's words, and what was looked at and is furniture.
        doubtful: What is furniture by its names, unless it holds most of the post.
    """

    sure: set[int]
    doubtful: set[int]
    _large: int = 0
    _stating: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Furniture:
        """Find a page's furniture."""
        found = cls(
            {node.mem_id for node in tree.css(SELECTOR)},
            {node.mem_id for node in tree.css(DOUBTFUL) if is_named_furniture(node)},
        )
        for node in tree.css("h1")[:_MOST_LARGE]:
            found.spare_around(node)
        return found

    def spare_around(self, node: LexborNode) -> None:
        """Take what a part of the post stands in for none, whatever its names."""
        here = node.parent
        while here is not None:
            self.doubtful.discard(here.mem_id)
            here = here.parent

    def has(self, node: LexborNode) -> bool:
        """Tell furniture by its element or names alone."""
        return node.mem_id in self.sure or node.mem_id in self.doubtful

    def is_inside(self, node: LexborNode) -> bool:
        """Tell whether an element is furniture or stands in some."""
        here: LexborNode | None = node
        while here is not None:
            if self.has(here):
                return True
            here = here.parent
        return False

    def is_passed(self, node: LexborNode, size: int) -> bool:
        """Tell whether to step over an element of a post with so many characters."""
        if node.mem_id in self.sure:
            return True
        if node.mem_id not in self.doubtful or node.is_text_node:
            return False
        if self._large < _MOST_LARGE and 2 * len(node.text()) > size:
            # Wrapped in what is called "sidebar" or "share", it is the post all the same.
            self._large += 1
            return False
        return is_furniture_inside(node, self._stating)


def steps(root: LexborNode, furniture: Furniture) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, entering) in document order without recursion: pages nest deep."""
    size = len(root.text()) if furniture.doubtful else 0
    node: LexborNode | None = root
    while node is not None:
        if node.mem_id == root.mem_id or not furniture.is_passed(node, size):
            yield node, True
            if not node.is_text_node:
                child = node.first_child
                if child is not None:
                    node = child
                    continue
                yield node, False
        while node is not None and node.mem_id != root.mem_id and node.next is None:
            node = node.parent
            if node is not None:
                yield node, False
        node = None if node is None or node.mem_id == root.mem_id else node.next
