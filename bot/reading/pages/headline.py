"""Which line of a page is the post's title, and where the text repeats it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.drama_names.lead import is_above_post
from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.marking import leads_home
from bot.reading.pages.shapes import facts_in, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from bot.reading.pages.blocks import Block, Structured
    from bot.reading.pages.steps import Furniture

_TITLES: Final = (
    "h1.entry-title, h1.post-title, h2.entry-title, .post-title, .p-name, [itemprop=headline]",
    "h1",
    "h2[class*=title], h3[class*=title]",
)
_HEADINGS: Final = "h1, h2, h3, .entry-title, .post-title, .p-name, [itemprop=headline]"
_SUBTITLES: Final = (
    ".subtitle, .post-subtitle, .entry-subtitle, .standfirst, .article-subtitle, .dek, "
    "h2[class*=subtitle], h3[class*=subtitle]"
)
_ARCHIVE: Final = re.compile(r".*\bBlog Archive\s*[»|:–-]\s*(.+)")
_MOST_HEADINGS: Final = 60
_LONGEST_ABOVE: Final = 60
_LONGEST: Final = 300
_AHEAD: Final = 400
_SHARE: Final = 0.6


def title_of(
    tree: LexborHTMLParser, structured: Structured, heading: LexborNode | None
) -> str | None:
    """Return the post's title, as its heading or else the page names it."""
    if heading is not None:
        return text_of(heading, _LONGEST)
    return structured.headline or _before_site(_head_of(tree)) or None


def title_node(
    tree: LexborHTMLParser, structured: Structured, furniture: Furniture
) -> LexborNode | None:
    """Return the heading that is the post's title: one that the page's own title repeats."""
    names = [loose_words(text) for text in (structured.headline, _head_of(tree)) if text]
    site = loose_words(structured.site_name or "")
    repeated = [
        (len(words), node)
        for node in islice(tree.css(_HEADINGS), _MOST_HEADINGS)
        if (words := loose_words(_title_in(node, furniture)))
        and words != site
        and any(words in name for name in names)
    ]
    if repeated:
        return max(repeated, key=lambda each: each[0])[1]
    for selector in _TITLES:
        for node in islice(tree.css(selector), _MOST_HEADINGS):
            if _title_in(node, furniture):
                return node
    return None


def subtitle_of(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the line below the title that says what the post is about."""
    return tree.css_first(_SUBTITLES)


def loose_words(text: str) -> str:
    """Return a text's words alone, to compare what was typed twice."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", "")))


def without_title(blocks: Sequence[Block], title: str | None) -> Iterator[Block]:
    """Leave out the headings that repeat the title, and what stands around it above the text."""
    name = loose_words(title or "")
    told = 0
    is_below = False
    start = _start_of(blocks, name)
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and name and _repeats(block.text, name, told=told):
            is_below = at == start
            continue
        if block.kind is not BlockKind.PICTURE:
            is_below = is_below and is_above_post(block.text)
            if (at < start or is_below) and _is_aside(block.text):
                continue
        told += len(block.text)
        yield block


def _is_aside(text: str) -> bool:
    return len(text) <= _LONGEST_ABOVE and not facts_in(text.split("\n"))


def _start_of(blocks: Sequence[Block], name: str) -> int:
    """Return where the title itself stands above the text, or -1."""
    told = 0
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and name and loose_words(block.text) == name:
            return at
        told += len(block.text)
        if told > _AHEAD:
            break
    return -1


def _repeats(text: str, name: str, *, told: int) -> bool:
    words = loose_words(text)
    if words == name:
        return True
    short, long = sorted((words, name), key=len)
    return told < _AHEAD and short in long and len(short) > _SHARE * len(long)


def _head_of(tree: LexborHTMLParser) -> str:
    named = tree.css_first("head > title")
    return " ".join(named.text().split()) if named else ""


def _title_in(node: LexborNode, furniture: Furniture) -> str:
    # A blog's own name is often an h1, and so is nothing else; it links to the front page.
    name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    if "site" in name or ("blog" in name and "post" not in name):
        return ""
    link = node.css_first("a[href]")
    if link is not None and leads_home(link.attributes.get("href") or ""):
        return ""
    text = text_of(node, _LONGEST) or ""
    return "" if not text or furniture.is_inside(node) else text


def _before_site(title: str) -> str:
    archived = _ARCHIVE.fullmatch(title)
    if archived:
        return archived[1]
    head, separator, _ = title.rpartition(" | ")
    if not separator:
        head, separator, _ = title.rpartition(" » ")
    if not separator:
        found = re.match(r"(.*\breview\b.*|.*\bimpressions?\b.*)\s[–—-]\s.*", title, re.IGNORECASE)
        head = found[1] if found else ""
    return head.strip() or title
