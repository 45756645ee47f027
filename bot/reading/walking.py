"""One walk over a post's elements, in order, that leaves headings, paragraphs and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.domain.markdown import HIDDEN, Run, escape
from bot.reading.blocks import Block, BlockKind, heading, paragraph, shown
from bot.reading.furniture import ends_post, is_furniture
from bot.reading.images import is_resized, picture_of, same_file, sign_of, sources_of
from bot.reading.inline import Inline
from bot.reading.lines import is_caption_like, is_title_like
from bot.reading.marking import TAGS, leads_home, styled_in, target_of
from bot.reading.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from bot.reading.marking import Change

_BREAKING: Final = (
    frozenset({"p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "dl"})
    | {"table", "figure", "header", "main", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"center", "hr", "address", "details", "summary", "fieldset", "tbody", "body"}
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LINES: Final = frozenset({"li", "tr", "dt"})
_CELLS: Final = frozenset({"td", "th", "dd"})
_LISTS: Final = frozenset({"ul", "ol"})
_CAPTIONS: Final = (
    "figcaption, .wp-caption-text, .gallery-caption, .tr-caption, .wp-element-caption"
)
_SPACES: Final = re.compile(r"\s+")
_DEEPEST: Final = 3  # levels of lists that Discord shows apart


@dataclass(slots=True)
class _Listed:
    """A list that is open."""

    number: int | None
    marker: str = ""


@dataclass(slots=True)
class Walker:
    """Collects blocks while it goes through the elements.

    Attributes:
        skipped: ``mem_id`` of the elements that are furniture. They are stepped over and not
            removed: selectolax must not be asked for children of what it has freed.
        base: The page's address, for relative addresses.
    """

    skipped: set[int]
    base: str | None
    blocks: list[Block] = field(default_factory=list)
    _inline: Inline = field(default_factory=Inline)
    _captions: set[int] = field(default_factory=set)
    _caption: list[str] | None = None
    _level: int = 0
    _raw: bool = False
    _preformatted: int = 0
    _styled: dict[int, Change] = field(default_factory=dict)
    _styles: list[int] = field(default_factory=lambda: [0])
    _lists: list[_Listed] = field(default_factory=list)
    _quotes: int = 0
    _links: list[tuple[str | None, str | None]] = field(default_factory=list)
    _sources: list[str] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def walk(self, root: LexborNode) -> tuple[Block, ...]:
        """Return the blocks below ``root``, up to where the comments begin."""
        # A classic WordPress post in its raw form has no <p>: empty lines part its paragraphs.
        self._raw = root.css_first("p, br") is None and _parted_by_empty_lines(root)
        self._styled = styled_in(root)
        self._captions = {node.mem_id for node in root.css(_CAPTIONS)}
        for node, entering in _steps(root, self.skipped):
            if node.is_text_node:
                self._add_text(node.text_content or "")
            elif entering:
                self._enter(node)
            else:
                self._leave(node)
        self._flush()
        return tuple(_until_comments(self.blocks))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "img":
            self._add_image(node)
        elif tag == "source":
            self._sources += sources_of(node.attributes)
        elif tag == "br" or tag in _LINES:
            self._inline.end_line()
        elif tag == "a":
            href = node.attributes.get("href")
            self._links.append((href, target_of(href, self.base)))
        is_caption = node.mem_id in self._captions
        if tag in _CELLS and not is_caption:
            self._inline.end_cell()
        if tag in _BREAKING or is_caption:
            self._flush()
            self._open_block(node, tag)
        elif tag == "li":
            self._open_item()
        change = self._change(node, tag)
        if change is not None:
            self._styles.append((self._styles[-1] | change.begins) & ~change.ends)

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a" and self._links:
            self._links.pop()
        elif tag == "li" and self._lists:
            self._lists[-1].marker = ""
        elif tag == "picture":
            self._sources.clear()
        if self._caption is not None and node.mem_id in self._captions:
            self._set_caption(" ".join("".join(self._caption).split()))
            self._caption = None
        elif tag in _BREAKING:
            self._flush()
            self._close_block(tag)
        if self._change(node, tag) is not None:
            self._styles.pop()

    def _change(self, node: LexborNode, tag: str) -> Change | None:
        return (self._styled.get(node.mem_id) if self._styled else None) or TAGS.get(tag)

    def _open_block(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in _LISTS:
            start = node.attributes.get("start") or "1"
            number = int(start) if start.isdecimal() and len(start) < 4 else 1
            self._lists.append(_Listed(number if tag == "ol" else None))
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._preformatted += 1
        if node.mem_id in self._captions:
            self._caption = []

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = 0
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._preformatted -= 1

    def _open_item(self) -> None:
        if not self._lists:
            return
        last = self._lists[-1]
        last.marker = "- " if last.number is None else f"{last.number}. "
        if last.number is not None:
            last.number += 1

    def _prefix(self) -> str:
        """Return what a line here begins with; an item's mark stands before its first line."""
        prefix = "> " if self._quotes else ""
        if self._lists:
            depth = min(len(self._lists), _DEEPEST)
            marker, self._lists[-1].marker = self._lists[-1].marker, ""
            prefix += "  " * (depth - 1) + marker if marker else "  " * depth
        return prefix

    def _add_text(self, text: str) -> None:
        if self._caption is not None:
            self._caption.append(visible(text))
            return
        text = text.replace("\xa0", " ")
        if not (self._raw or self._preformatted):
            self._add_run(visible(_SPACES.sub(" ", text)))
            return
        for number, line in enumerate(visible(text).split("\n")):
            if number:
                self._inline.end_line()
            self._add_run(_SPACES.sub(" ", line))

    def _add_run(self, text: str) -> None:
        if not text:
            return
        if (self._lists or self._quotes) and not self._level and not text.isspace():
            self._inline.begin(self._prefix)
        link = self._links[-1][1] if self._links else None
        self._inline.add(Run(text, self._styles[-1], link))

    def _add_image(self, node: LexborNode) -> None:
        attributes = node.attributes
        sign = sign_of(attributes)
        if sign:
            self._add_text(sign)
            return
        link = self._links[-1][0] if self._links else None
        if link and leads_home(link):
            return  # the blog's own sign
        picture = picture_of(attributes, base=self.base, link=link, sources=self._sources)
        if picture is None or picture.url is None:
            return
        key = same_file(picture.url)
        at = self._seen.get(key)
        if at is None:
            self._flush()
            self._seen[key] = len(self.blocks)
            self.blocks.append(shown(replace(picture, hidden=bool(self._styles[-1] & HIDDEN))))
            return
        first = self.blocks[at].picture
        if first is not None and first.url and is_resized(first.url, than=picture.url):
            self.blocks[at] = shown(replace(first, url=picture.url))

    def _set_caption(self, caption: str) -> None:
        if self.blocks and caption and not is_furniture(caption):
            last = self.blocks[-1]
            if last.picture is not None and not last.picture.caption:
                self.blocks[-1] = shown(replace(last.picture, caption=caption))

    def _flush(self) -> None:
        if self._caption is not None:
            self._inline = Inline()
            return
        for lines, marked, is_bold, is_hidden in self._inline.take():
            whole = "\n".join(lines)
            if is_hidden:
                # A heading names its section openly.
                self.blocks.append(paragraph(whole, marked=marked))
            elif self._level:
                title = "### " + " ".join(marked or map(escape, lines))
                self.blocks.append(heading(" ".join(lines), self._level, (title,)))
            elif (
                is_bold and len(lines) == 1 and is_title_like(whole) and not is_caption_like(whole)
            ):
                self.blocks.append(heading(whole, marked=marked))
            else:
                self.blocks.append(paragraph(whole, marked=marked))


def _parted_by_empty_lines(root: LexborNode) -> bool:
    """Tell a text of which no element parts the paragraphs, or an empty line does."""
    if root.css_first("li, td, div > div") is None:
        return True
    child = root.first_child
    while child is not None:
        if child.is_text_node and "\n\n" in (child.text_content or "").strip():
            return True
        child = child.next
    return False


def _steps(root: LexborNode, skipped: set[int]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, entering) in document order without recursion: pages nest deep."""
    node: LexborNode | None = root
    while node is not None:
        inside = node.mem_id not in skipped or node.mem_id == root.mem_id
        if inside:
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


def _until_comments(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is BlockKind.PICTURE:
            yield block
            continue
        if ends_post(block.text):
            return
        lines = block.text.split("\n")
        kept = [i for i, line in enumerate(lines) if not is_furniture(line)]
        if kept:
            yield block.only(kept)
