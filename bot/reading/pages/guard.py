"""What we are willing to read at all: checked before any parser sees a post."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 2_000
MAX_REOPENED: Final = 2_000_000
# With so few tags neither limit can be reached.
MAX_SIMPLE: Final = 1_400
MAX_CONTROL_SHARE: Final = 0.02

_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")
# Elements that a parser closes by itself, so that an open one adds no depth.
_SELF_CLOSING: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
    ]
)
# A parser reopens these in every following block until they are closed.
_FORMATTING: Final = frozenset(
    [
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    ]
)


def checked_text(text: str) -> str:
    """Return the post without invisible and control characters, if it can be text.

    Raises:
        InvalidInputError: Empty, over 2 MB in UTF-8, or binary.
    """
    if not text.strip():
        raise InvalidInputError(t("There is nothing in this post to read: paste its text."))
    # Above the limit by characters, the bytes need not be counted.
    data = text[: MAX_BYTES + 1].encode("utf-8", "replace")
    if len(data) > MAX_BYTES:
        raise InvalidInputError(
            t("This post is over 2 MB: give me the page of one review, or paste its text.")
        )
    controls = len(_CONTROL.findall(text))
    if controls > max(3, MAX_CONTROL_SHARE * len(text)):
        raise InvalidInputError(t("This is not text: give me a review’s page or paste its text."))
    text = data.decode("utf-8")
    if controls:
        text = _CONTROL.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_nesting(html: str) -> None:
    """Refuse markup that is made to exhaust a parser.

    A parser's work grows with the square of the nesting (16,000 open ``div`` cost 0.3 s, 390,000
    over a minute), and open formatting is copied into every block that follows.

    Raises:
        InvalidInputError: Over 2,000 elements open at once, or too much open formatting.
    """
    if html.count("<") <= MAX_SIMPLE:
        return
    still_open: Counter[str] = Counter()
    depth = formatting = deepest_formatting = tags = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        if name in _SELF_CLOSING:
            tags += 1
            continue
        if closing and not still_open[name]:
            continue
        step = -1 if closing else 1
        still_open[name] += step
        depth += step
        tags += 1
        if name in _FORMATTING:
            formatting += step
            deepest_formatting = max(deepest_formatting, formatting)
        if depth > MAX_DEPTH:
            raise _tangled()
    if deepest_formatting * tags > MAX_REOPENED:
        raise _tangled()


def _tangled() -> InvalidInputError:
    return InvalidInputError(
        t("This page’s markup is too tangled to read: paste the review’s text instead.")
    )
