"""One walk over a post's elements, in order, that leaves headings, paragraphs and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.domain.markdown import HIDDEN, Run, escape
from bot.reading.pages.blocks import Block, heading, paragraph, shown
from bot.reading.pages.ending import until_comments
from bot.reading.pages.furniture import is_furniture
from bot.reading.pages.images import is_resized, picture_of, same_file, sign_of, sources_of
from bot.reading.pages.inline import Inline
from bot.reading.pages.lines import is_caption_like, is_title_like
from bot.reading.pages.listing import Listing
from bot.reading.pages.marking import TAGS, leads_home, styled_in, target_of
from bot.reading.pages.steps import steps
from bot.reading.pages.visible import visible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from bot.reading.pages.marking import Change
    from bot.reading.pages.shapes import Joined, Shapes
    from bot.reading.pages.steps import Furniture

_BREAKING: Final = (
    frozenset({"p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "dl"})
    | {"table", "figure", "header", "main", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"center", "hr", "address", "details", "summary", "fieldset", "tbody", "body"}
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LINES: Final = frozenset({"li", "tr", "dt"})
_CELLS: Final = frozenset({"td", "th", "dd"})
_IMAGES: Final = frozenset({"img", "amp-img"})
_LISTS: Final = frozenset({"ul", "ol"})
_CAPTIONS: Final = (
    "figcaption, .wp-caption-text, .gallery-caption, .tr-caption, .wp-element-caption"
)
_SPACES: Final = re.compile(r"\s+")
_TOLD: Final = 80


@dataclass(slots=True)
class Walker:
    """Collects blocks while it goes through the elements.

    Attributes:
        furniture: The elements that are stepped over. They are not removed: selectolax must not
            be asked for children of what it has freed.
        shapes: The cells of its tables and lists of facts.
        base: The page's address, for relative addresses.
    """

    furniture: Furniture
    shapes: Shapes
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
    _listing: Listing = field(default_factory=Listing)
    _links: list[tuple[str | None, str | None]] = field(default_factory=list)
    _sources: list[str] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)
    _joined: list[Joined] = field(default_factory=list)
    _is_broken: bool = False
    _is_after_break: bool = False

    def walk(self, root: LexborNode) -> None:
        """Add the blocks below an element."""
        # A classic WordPress post in its raw form has no <p>: empty lines part its paragraphs.
        self._raw = _parted_by_empty_lines(root)
        self._styled = styled_in(root)
        self._captions = {node.mem_id for node in root.css(_CAPTIONS)}
        for node, entering in steps(root, self.furniture):
            if node.is_text_node:
                self._add_text(node.text_content or "")
            elif entering:
                self._enter(node)
            else:
                self._leave(node)
        self._flush()

    def post(self) -> tuple[Block, ...]:
        """Return the blocks up to where the comments begin."""
        return tuple(until_comments(self.blocks))

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _IMAGES:
            self._add_image(node)
        elif tag == "source":
            self._sources += sources_of(node.attributes)
        elif self._joined:
            if tag == "br" or tag in _LINES or tag in _BREAKING or tag in _CELLS:
                self._is_broken = True
        elif tag == "br":
            self._inline.end_line()
            self._is_after_break = True
        elif tag in _LINES:
            self._inline.break_line()
        elif tag == "a":
            href = node.attributes.get("href")
            self._links.append((href, target_of(href, self.base)))
        if not self._joined:
            self._break(node, tag)
        change = self._change(node, tag)
        if change is not None:
            self._styles.append((self._styles[-1] | change.begins) & ~change.ends)

    def _break(self, node: LexborNode, tag: str) -> None:
        """End the line or block before an element."""
        joined = self.shapes.joined.get(node.mem_id)
        is_caption = node.mem_id in self._captions
        if joined is not None and not is_caption:
            if not joined.is_value:
                self._inline.break_line()
            elif joined.is_more:
                self._inline.join(joined.between)
            else:
                self._inline.end_cell()
            self._joined.append(joined)
        elif node.mem_id in self.shapes.soft:
            self._inline.break_line()
        elif tag in _BREAKING or is_caption or node.mem_id in self.shapes.layout:
            self._flush()
            self._open_block(node, tag)
        elif tag in _CELLS:
            self._inline.end_cell()
        elif tag == "li":
            self._listing.open_item()

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a" and self._links:
            self._links.pop()
        elif tag == "li":
            self._listing.close_item()
        elif tag == "picture":
            self._sources.clear()
        if self._caption is not None and node.mem_id in self._captions:
            self._set_caption(" ".join("".join(self._caption).split()))
            self._caption = None
        elif self._joined:
            self._leave_cell(node, tag)
        elif node.mem_id in self.shapes.soft:
            self._inline.break_line()
        elif tag in _BREAKING or node.mem_id in self.shapes.layout:
            self._flush()
            self._close_block(tag)
        if self._change(node, tag) is not None:
            self._styles.pop()

    def _leave_cell(self, node: LexborNode, tag: str) -> None:
        if node.mem_id in self.shapes.joined:
            self._joined.pop()
            self._is_broken = False
        elif tag in _LINES or tag in _BREAKING:
            self._is_broken = True

    def _change(self, node: LexborNode, tag: str) -> Change | None:
        if tag == "details" and "open" in node.attributes:
            return None
        return (self._styled.get(node.mem_id) if self._styled else None) or TAGS.get(tag)

    def _open_block(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in _LISTS:
            self._listing.open_list(tag, node.attributes.get("start"))
        elif tag == "blockquote":
            self._listing.quotes += 1
        elif tag == "pre":
            self._preformatted += 1
        if node.mem_id in self._captions:
            self._caption = []

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = 0
        elif tag in _LISTS:
            self._listing.close_list()
        elif tag == "blockquote":
            self._listing.quotes -= 1
        elif tag == "pre":
            self._preformatted -= 1

    def _add_text(self, text: str) -> None:
        if self._caption is not None:
            self._caption.append(visible(text))
            return
        text = text.replace("\xa0", " ")
        if self._raw and self._is_after_break:
            # An editor's raw source breaks a line by the element and the line's end at once.
            text = text.removeprefix("\n")
        self._is_after_break = False
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
        if self._is_broken and not text.isspace():
            self._is_broken = False
            self._inline.join(self._joined[-1].between if self._joined else " ")
        if self._listing.is_open() and not self._level and not text.isspace():
            self._inline.begin(self._listing.prefix)
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
        for chunk in self._inline.take():
            lines, marked = chunk.lines, chunk.marked
            if chunk.is_hidden:
                # A heading names its section openly.
                self.blocks.append(paragraph("\n".join(lines), marked=marked))
            elif self._level:
                title = "### " + " ".join(marked or map(escape, lines))
                self.blocks.append(heading(" ".join(lines), self._level, (title,)))
            elif chunk.is_bold and len(lines) == 1 and _heads(lines[0]):
                self.blocks.append(heading(lines[0], marked=marked))
            elif chunk.is_headed and len(lines[1]) > _TOLD and _heads(lines[0]):
                self.blocks.append(heading(lines[0], marked=marked[:1]))
                self.blocks.append(paragraph("\n".join(lines[1:]), marked=marked[1:]))
            else:
                self.blocks.append(paragraph("\n".join(lines), marked=marked))


def _heads(line: str) -> bool:
    return is_title_like(line) and not is_caption_like(line)


def _parted_by_empty_lines(root: LexborNode) -> bool:
    """Tell a text of which no element parts the paragraphs, or an empty line does."""
    if root.css_first("p, br, li, td, div > div") is None:
        return True
    child = root.first_child
    while child is not None:
        if child.is_text_node and "\n\n" in (child.text_content or "").strip():
            return True
        child = child.next
    return False
