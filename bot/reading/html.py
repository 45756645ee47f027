"""A page or a feed's HTML to a page of blocks; what is not the post is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.blocks import BlockKind, Page
from bot.reading.furniture import SELECTOR
from bot.reading.guard import check_nesting
from bot.reading.marking import leads_home
from bot.reading.structured import read_structured
from bot.reading.walking import Walker

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from bot.reading.blocks import Block

# Where themes put the post; the first that is there with text in it.
_ROOTS: Final = (
    ".entry-content, .wp-block-post-content",
    ".post-content, .post-body, .td-post-content, .article-content, .blog-post-content",
    "[itemprop=articleBody], [itemprop=reviewBody]",
    "article",
    "main, #content, #main",
)
_TITLES: Final = (
    "h1.entry-title, h1.post-title, h2.entry-title, .post-title",
    "h1",
    "h2[class*=title], h3[class*=title]",
)
_LEAST_TEXT: Final = 40
_MARKUP: Final = re.compile(
    r"<(?:!doctype|html|head|body|p|br|div|h[1-6]|img|figure|article|span|a|strong|em|b|i|ul|table)"
    r"[\s/>]",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    r"\[caption(?:\s[^\[\]]{0,300})?\]((?:(?!\[/?caption).){0,6000})\[/caption\]", re.DOTALL
)
_CAPTIONED: Final = re.compile(r"(.*<img[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_SPOILER: Final = re.compile(
    r"\[(spoilers?|su_spoiler|spoil|hidden)(?:\s[^\[\]]{0,300})?\]"
    r"((?:(?!\[/?(?:spoil|su_spoil|hidden)).){0,20000})\[/\1\]",
    re.DOTALL | re.IGNORECASE,
)
_OF_BLOCKS: Final = re.compile(
    r"<(?:p|div|ul|ol|h[1-6]|blockquote|figure)[\s>]|\n\s*\n", re.IGNORECASE
)
_SHORTCODE: Final = re.compile(
    r"\[/?(?:gallery|caption|embed|video|audio|playlist|youtube|ads?|contact-form|vc_\w+|"
    r"et_pb_\w+)(?:\s[^\[\]]{0,500})?\]"
)


def looks_like_html(text: str) -> bool:
    """Tell HTML from plain text by the elements that posts are made of."""
    return bool(_MARKUP.search(text))


def read_html(html: str, *, base: str | None) -> Page:
    """Read a page, a feed's content or a post's raw editor source.

    Raises:
        InvalidInputError: Markup that no parser should be given.
    """
    if "[" in html:
        html = _CAPTION.sub(_as_figure, html)
        html = _SHORTCODE.sub("", _SPOILER.sub(_as_spoiler, html))
    check_nesting(html)
    try:
        tree = LexborHTMLParser(html)
    except SelectolaxError as error:
        raise InvalidInputError(
            t("I can’t make sense of this page’s markup: paste the review’s text instead.")
        ) from error
    structured = read_structured(tree, base=base)
    skipped = {node.mem_id for node in tree.css(SELECTOR)}
    title = _title(tree, structured.headline)
    root = _root(tree)
    if root is None:
        return Page(title, (), structured)
    blocks = Walker(skipped, base or structured.url).walk(root)
    return Page(title, _without_title(blocks, title), structured)


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in _ROOTS:
        sized = [(len(node.text(strip=True)), node) for node in tree.css(selector)]
        longest = max(sized, key=lambda each: each[0], default=None)
        if longest is not None and longest[0] > _LEAST_TEXT:
            return longest[1]
    return tree.body


def _title(tree: LexborHTMLParser, headline: str | None) -> str | None:
    for selector in _TITLES:
        for node in tree.css(selector):
            # A blog's own name is often an h1, and so is nothing else.
            name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
            text = " ".join(node.text().split())
            if text and "site" not in name and "blog" not in name and not _leads_home(node):
                return text
    if headline:
        return headline
    title = tree.css_first("head > title")
    text = " ".join(title.text().split()) if title else ""
    return _before_site(text) or None


def _leads_home(node: LexborNode) -> bool:
    """Tell the blog's own name, which links to its front page."""
    link = node.css_first("a[href]")
    return link is not None and leads_home(link.attributes.get("href") or "")


def _before_site(title: str) -> str:
    head, separator, _ = re.sub(r"\s+", " ", title).rpartition(" | ")
    if not separator:
        head, separator, _ = title.rpartition(" » ")
    if not separator:
        found = re.match(r"(.*\breview\b.*|.*\bimpressions?\b.*)\s[–—-]\s.*", title, re.IGNORECASE)
        head = found[1] if found else ""
    return head.strip() or title


def _without_title(blocks: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    if not title:
        return blocks
    return tuple(
        block
        for block in blocks
        if not (block.kind is BlockKind.HEADING and block.text.casefold() == title.casefold())
    )


def _as_figure(match: re.Match[str]) -> str:
    parts = _CAPTIONED.fullmatch(match[1])
    if parts is None:
        return match[1]
    return f"<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>"


def _as_spoiler(match: re.Match[str]) -> str:
    tag = "div" if _OF_BLOCKS.search(match[2]) else "span"
    return f'<{tag} class="spoiler">{match[2]}</{tag}>'
