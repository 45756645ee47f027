"""One walk over a post's elements, in order, that leaves headings, paragraphs and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.reading.blocks import Block, BlockKind, heading, paragraph, shown
from bot.reading.furniture import ends_post, is_furniture
from bot.reading.images import picture_of, real_url, same_file
from bot.reading.lines import is_caption_like, is_title_like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_BREAKING: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "header",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "hr",
        "address",
        "details",
        "summary",
        "fieldset",
        "tbody",
        "body",
    ]
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LINES: Final = frozenset({"li", "tr", "dt"})
_CELLS: Final = frozenset({"td", "th", "dd"})
_BOLD: Final = frozenset({"b", "strong"})
_NOT_BOLD: Final = "\x00"
_CAPTIONS: Final = ("wp-caption-text", "gallery-caption", "tr-caption", "wp-element-caption")


@dataclass(slots=True)
class Walker:
    """Collects blocks while it goes through the elements.

    Attributes:
        skipped: ``mem_id`` of the elements that are furniture. They are stepped over and not
            removed: selectolax must not be asked for children of what it has freed.
        base: The page's address, for relative picture addresses.
    """

    skipped: set[int]
    base: str | None
    blocks: list[Block] = field(default_factory=list)
    _text: list[tuple[str, bool]] = field(default_factory=list)
    _caption: list[str] | None = None
    _level: int = 0
    _bold: int = 0
    _raw: bool = False
    _links: list[str | None] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def walk(self, root: LexborNode) -> tuple[Block, ...]:
        """Return the blocks below ``root``, up to where the comments begin."""
        # A classic WordPress post in its raw form has no <p>: empty lines part its paragraphs.
        self._raw = root.css_first("p, br, li, td, div > div") is None
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
        elif tag == "br":
            self._text.append(("\n", True))
        elif tag == "a":
            self._links.append(node.attributes.get("href"))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _CELLS and not _is_caption(node):
            self._text.append(("\t", True))
        elif tag in _LINES:
            self._text.append(("\n", True))
        if tag in _BREAKING or _is_caption(node):
            self._flush()
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        if _is_caption(node):
            self._caption = []

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a" and self._links:
            self._links.pop()
        elif tag in _BOLD:
            self._bold -= 1
        if _is_caption(node) and self._caption is not None:
            self._set_caption(" ".join("".join(self._caption).split()))
            self._caption = None
        elif tag in _BREAKING:
            self._flush()
        if tag in _HEADINGS:
            self._level = 0

    def _add_text(self, text: str) -> None:
        if self._caption is not None:
            self._caption.append(text)
            return
        text = text.replace("\xa0", " ")
        text = re.sub(r"[^\S\n]+", " ", text) if self._raw else re.sub(r"\s+", " ", text)
        self._text.append((text, self._bold > 0 or not text.strip()))

    def _add_image(self, node: LexborNode) -> None:
        alt = node.attributes.get("alt") or ""
        if re.search(r"wp-smiley|emoji", node.attributes.get("class") or ""):
            self._add_text(alt)
            return
        link = self._links[-1] if self._links else None
        picture = picture_of(node.attributes, base=self.base, link=link)
        if picture is None or picture.url is None:
            return
        key = same_file(picture.url)
        if key in self._seen:
            return
        self._seen.add(key)
        full = real_url(picture.url, base=self.base)
        self._flush()
        self.blocks.append(shown(replace(picture, url=full or picture.url)))

    def _set_caption(self, caption: str) -> None:
        if self.blocks and caption and not is_furniture(caption):
            last = self.blocks[-1]
            if last.picture is not None and not last.picture.caption:
                self.blocks[-1] = shown(replace(last.picture, caption=caption))

    def _flush(self) -> None:
        pieces, self._text = self._text, []
        if self._caption is not None:
            return
        # Control characters are gone from the input, so one can mark what is not bold.
        text = "".join(piece if is_bold else f"{_NOT_BOLD}{piece}" for piece, is_bold in pieces)
        for chunk in re.split(r"\n[ \t\x00]*\n\s*", text):
            bold = _NOT_BOLD not in chunk
            chunk = chunk.replace(_NOT_BOLD, "")
            lines = [re.sub(r" *\t *", "\t", line).strip(" \t") for line in chunk.split("\n")]
            lines = [re.sub(r" {2,}", " ", line) for line in lines if line and line != "\t"]
            whole = "\n".join(lines)
            if not whole:
                continue
            if self._level:
                self.blocks.append(heading(" ".join(lines), self._level))
            elif bold and len(lines) == 1 and is_title_like(whole) and not is_caption_like(whole):
                self.blocks.append(heading(whole))
            else:
                self.blocks.append(paragraph(whole))


def _steps(root: LexborNode, skipped: set[int]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, entering) in document order without recursion: pages nest deep."""
    node: LexborNode | None = root
    while node is not None:
        inside = node.mem_id not in skipped or node.mem_id == root.mem_id
        if inside:
            yield node, True
            child = None if node.is_text_node else node.first_child
            if child is not None:
                node = child
                continue
            if not node.is_text_node:
                yield node, False
        while node is not None and node.mem_id != root.mem_id and node.next is None:
            node = node.parent
            if node is not None:
                yield node, False
        node = None if node is None or node.mem_id == root.mem_id else node.next


def _is_caption(node: LexborNode) -> bool:
    if node.tag == "figcaption":
        return True
    classes = node.attributes.get("class") or ""
    return any(name in classes.split() for name in _CAPTIONS)


def _until_comments(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind is BlockKind.PICTURE:
            yield block
            continue
        if ends_post(block.text):
            return
        lines = [line for line in block.text.split("\n") if not is_furniture(line)]
        if lines:
            yield replace(block, text="\n".join(lines))
