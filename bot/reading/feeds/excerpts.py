"""Whole posts told from their beginnings, and what blogs' programs add at the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_TAIL: Final = 3_000
_WHOLE_FROM: Final = 1_500
"""Characters of text without markup from which it is taken for a whole post."""

_BLOCKS: Final = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|table|figure|blockquote)[\s/>]", re.IGNORECASE
)
_TAGS: Final = re.compile(r"<[^<>]*>")
_CUT_OFF: Final = re.compile(
    r"(?:\[\s*(?:&hellip;|&#8230;|&#x2026;|…|\.\.\.)\s*\]|&hellip;|&#8230;|&#x2026;|…|\.\.\.)$",
    re.IGNORECASE,
)
_PHRASES: Final = (
    r"(?:continue reading|read more|read the rest|keep reading|"
    r"read (?:the )?full (?:post|review|article|story)|더 ?보기|계속 ?읽기|続きを読む|阅读全文)"
)
_MORE: Final = re.compile(_PHRASES + r"[^<>\n]{0,200}$", re.IGNORECASE)
_MORE_ANCHOR: Final = re.compile(
    r"<a\s[^<>]*>\s*(?:<[^<>]*>\s*){0,3}[\[(]?\s*" + _PHRASES, re.IGNORECASE
)
_MORE_LINK: Final = re.compile(r"""class=["'][^"'<>]*\bmore-link\b|href=["'][^"'<>]*\#more-\d+""")
_END_PARAGRAPH: Final = re.compile(r"<p(?:\s[^<>]*)?>((?:(?!</?p[\s>]).)*)</p>\s*$", re.DOTALL)
_LINKS: Final = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)
_APPEARED: Final = re.compile(
    r"(?:\n|^|(?<=\s)|(?<=>))The post\b[^\n]{1,600}?\b(?:appeared first on|first appeared on)\b"
    r"[^\n]{1,300}$"
)


def without_credit(html: str, *, url: str | None) -> str:
    """Leave out "The post … appeared first on …", in whatever language a blog says so.

    Args:
        html: A post's text, or its beginning.
        url: The post's page: the paragraph links to it and to the blog, and holds little else.
    """
    head, tail = html[:-_TAIL], html[-_TAIL:].rstrip()
    if last := _END_PARAGRAPH.search(tail):
        links = _LINKS.findall(last[1])
        text = _TAGS.sub("", last[1])
        if (_names_both(links, url) and len(text) < 600) or _APPEARED.match(text.strip()):
            tail = tail[: last.start()].rstrip()
    elif found := _APPEARED.search(tail):
        tail = tail[: found.start()].rstrip()
    return head + tail


def is_excerpt(html: str, *, is_content: bool) -> bool:
    """Tell whether a text is only a post's beginning.

    Args:
        html: Without the credit at its end.
        is_content: Whether the feed gives it as the post's content, not as its description.
    """
    tail = html[-_TAIL:]
    if _MORE_LINK.search(tail[-800:]) or (
        _MORE_ANCHOR.search(tail[-800:]) and _MORE.search(_text(tail))
    ):
        return True
    text = _text(tail)
    if not text:
        return not is_content or "<" not in tail
    if is_content:
        # Whole posts may end in three dots as well: only WordPress's brackets tell.
        return text.endswith(("[…]", "[...]", "[&hellip;]", "[&#8230;]"))
    if _CUT_OFF.search(text) or _MORE.search(text):
        return True
    return not _BLOCKS.search(html) and len(html) < _WHOLE_FROM


def _text(html: str) -> str:
    return " ".join(_TAGS.sub(" ", html).split())


def _names_both(links: list[str], url: str | None) -> bool:
    if len(links) != 2 or url is None:
        return False
    post, blog = _bare(links[0]), _bare(links[1])
    return post == _bare(url) and post != blog and post.startswith(blog)


def _bare(url: str) -> str:
    url = re.sub(r"[?&]utm_[^&]*", "", unescape(url).partition("#")[0])
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")
