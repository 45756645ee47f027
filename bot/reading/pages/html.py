"""A page or a feed's HTML to a page of blocks; what is not the post is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.pages.blocks import Page, paragraph
from bot.reading.pages.bodies import is_page, named_body, parts_of, told_body
from bot.reading.pages.guard import check_nesting
from bot.reading.pages.headline import subtitle_of, title_node, title_of, without_title
from bot.reading.pages.shapes import shapes_of
from bot.reading.pages.steps import Furniture
from bot.reading.pages.structured import read_structured
from bot.reading.pages.walking import Walker

if TYPE_CHECKING:
    from bot.reading.pages.blocks import Block

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
    r"et_pb_\w+)(?:\s[^\[\]]{0,500})?\]|\[[a-z][\w-]{2,30}\s+[\w-]{1,30}=[\"'”″][^\[\]]{0,500}\]"
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
    furniture = Furniture.of(tree)
    body = named_body(tree, furniture)
    heading = title_node(tree, structured, furniture)
    title = title_of(tree, structured, heading)
    if body is None and is_page(html):
        body = told_body(tree, furniture, heading)
    above: tuple[Block, ...] = ()
    subtitle = subtitle_of(tree)
    if subtitle is not None and not furniture.is_inside(subtitle):
        furniture.sure.add(subtitle.mem_id)
        above = (paragraph(" ".join(subtitle.text().split())),)
    walker = Walker(furniture, shapes_of(tree), base or structured.url)
    for part in parts_of(tree, html, body, furniture):
        walker.walk(part)
    return Page(title, (*above, *without_title(walker.post(), title)), structured)


def _as_figure(match: re.Match[str]) -> str:
    parts = _CAPTIONED.fullmatch(match[1])
    if parts is None:
        return match[1]
    return f"<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>"


def _as_spoiler(match: re.Match[str]) -> str:
    tag = "div" if _OF_BLOCKS.search(match[2]) else "span"
    return f'<{tag} class="spoiler">{match[2]}</{tag}>'
