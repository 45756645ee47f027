"""What an element's markup means in Discord's: styles, the author's own spoilers, links."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from bot.domain.markdown import CODE, EMPHASIS, HIDDEN, STRIKE, STRONG, UNDERLINE
from bot.reading.pages.shapes import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

MAX_TARGET: Final = 512
LARGE: Final = 1 << 12
"""Of a run in larger letters than the text around it, as headings of old posts are."""


class Change(NamedTuple):
    """The styles that an element begins, and those that it ends, within itself."""

    begins: int = 0
    ends: int = 0


TAGS: Final[Mapping[str, Change]] = MappingProxyType(
    {tag: Change(EMPHASIS) for tag in ("em", "i", "cite", "dfn")}
    | {tag: Change(STRONG) for tag in ("strong", "b")}
    | {tag: Change(STRIKE) for tag in ("s", "strike", "del")}
    | {tag: Change(UNDERLINE) for tag in ("u", "ins")}
    | {tag: Change(CODE) for tag in ("code", "kbd", "samp", "tt")}
    | {"details": Change(HIDDEN), "summary": Change(ends=HIDDEN)}
)

_STYLED: Final = (
    "[style*='font-weight'], [style*='font-style'], [style*='text-decoration'], "
    "[style*='background'], [class*='spoiler']"
)
# Old editors set headings in large letters; whole posts in them are no headings.
_SIZED: Final = "[style*='font-size'], font[size]"
_LARGER: Final = re.compile(
    r"font-size\s*:\s*(?:(?:x+-)?large|larger|(?:1[89]|[2-5]\d)(?:\.\d+)?px|1[4-9]pt|"
    r"(?:1\.[2-9]\d*|2(?:\.\d+)?)r?em|(?:1[2-9]|[2-9]\d)\d%)|^\+?[4-7]$",
    re.IGNORECASE,
)
_UNCHANGED: Final = Change()
_HIDING: Final = re.compile(
    r"(?:[a-z]{2,4}[-_]+)?(?:inline[-_])?spoilers?(?:[-_]+(?:text|content|body|hidden|inner|wrap|"
    r"wrapper|box|block|blur|tag|span))?",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(
    r"[\w-]*spoiler[\w-]*?[-_]+(?:title|head|header|heading|button|btn|link|label|summary|toggle)",
    re.IGNORECASE,
)
# Themes mark whole posts with their tags, and a post tagged "spoilers" is not hidden.
_TERMS: Final = re.compile(r"(?:tag|category|post|page|format)[-_]", re.IGNORECASE)
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_COLOUR: Final = re.compile(r"(?<![-\w])(background(?:-color)?|color)\s*:\s*([^;!]+)")
_HOME: Final = re.compile(r"(?:https?:)?(?://[^/]*)?/?")
# Of a target: what ends or hides a link in Markdown is percent-encoded, the rest is left alone.
_LEFT_ALONE: Final = "/:?#@!$&'+,;=%-._~[]"


def styled_in(root: LexborNode) -> dict[int, Change]:
    """Return what ``style`` and ``class`` attributes below ``root`` change, by ``mem_id``."""
    changes = _enlarged_in(root)
    for node in root.css(_STYLED):
        attributes = node.attributes
        change = _of_style((attributes.get("style") or "").lower())
        if node.tag not in _WHOLE and node.mem_id != root.mem_id:
            change = _of_class(attributes.get("class") or "", change)
        if change != (0, 0):
            large = changes.get(node.mem_id, _UNCHANGED)
            changes[node.mem_id] = Change(change.begins | large.begins, change.ends)
    return changes


def _enlarged_in(root: LexborNode) -> dict[int, Change]:
    """Find the lines in large letters; none where whole paragraphs are in them."""
    found = {}
    for node in root.css(_SIZED):
        size = node.attributes.get("size") or node.attributes.get("style") or ""
        if not _LARGER.search(size):
            continue
        text = text_of(node)
        if text is None:
            return {}
        if text:
            found[node.mem_id] = Change(LARGE)
    return found


def leads_home(href: str) -> bool:
    """Tell whether a link leads to a site's front page, as a blog's name and sign do."""
    return bool(_HOME.fullmatch(href.strip()))


def target_of(href: str | None, base: str | None) -> str | None:
    """Return where a link leads, fit for Markdown; None where that is no page of the web.

    Args:
        href: As written in the page. Tracking parameters stay.
        base: The page's address, for relative ones.
    """
    if not href or len(href) > MAX_TARGET or href.lstrip().startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base or "", href.strip()))
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    is_named = re.fullmatch(r"[\w.-]+\.[\w-]+", host, re.ASCII)
    if parts.scheme not in {"http", "https"} or not is_named or parts.username is not None:
        return None
    rest = (quote(part, safe=_LEFT_ALONE, errors="replace") for part in parts[2:])
    target = urlunsplit((parts.scheme, f"{host}{port}", *rest))
    return target if len(target) <= MAX_TARGET else None


def _of_style(style: str) -> Change:
    begins = ends = 0
    weight = re.search(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", style)
    if weight and weight[1][0] in "b6789":
        begins |= STRONG
    elif weight:
        ends |= STRONG
    slope = re.search(r"font-style\s*:\s*(italic|oblique|normal)", style)
    if slope and slope[1] != "normal":
        begins |= EMPHASIS
    elif slope:
        ends |= EMPHASIS
    drawn = re.search(r"text-decoration(?:-line)?\s*:\s*([a-z -]+)", style)
    if drawn:
        begins |= UNDERLINE if "underline" in drawn[1] else 0
        begins |= STRIKE if "line-through" in drawn[1] else 0
        ends |= UNDERLINE | STRIKE if "none" in drawn[1] else 0
    if "background" in style:
        colours = {name[:1]: value.strip() for name, value in _COLOUR.findall(style)}
        if "c" in colours and colours["c"] == colours.get("b"):
            begins |= HIDDEN  # blacked out, to be read by marking it
    return Change(begins, ends)


def _of_class(names: str, change: Change) -> Change:
    if "spoiler" not in names.lower():
        return change
    classes = [name for name in names.split() if not _TERMS.match(name)]
    if any(map(_TELLING.fullmatch, classes)):
        return Change(change.begins, change.ends | HIDDEN)
    if any(map(_HIDING.fullmatch, classes)):
        return Change(change.begins | HIDDEN, change.ends)
    return change
