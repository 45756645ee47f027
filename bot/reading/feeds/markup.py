"""XML as it is found in the wild, made fit for a parser and safe from what attacks one."""

from __future__ import annotations

import codecs
import re
from html import escape, unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.pages.decoding import decode_post

if TYPE_CHECKING:
    from collections.abc import Iterator

# Never drawn, or drawn over others: no XML may hold the first, no reader needs the second.
UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

_ROOT: Final = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_END: Final = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_REFERENCE: Final = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos);)(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_BARE: Final = re.compile(r"&(?!(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});)")


def fit_xml(body: bytes, charset: str | None = None) -> bytes | None:
    """Return a feed from its root element on, in UTF-8; None where there is no such element.

    What stands before the root is left out (blank lines, warnings of a server, the declaration,
    a document type), and so is the item in which an answer was cut off. HTML's entities become
    characters, control characters vanish.

    Args:
        body: As it was received.
        charset: As the site states it.

    Raises:
        InvalidInputError: It declares entities.
    """
    text = UNFIT.sub("", _decode(body, charset))
    start = _root(text)
    if start is None:
        return None
    check_prologue(text[:start])
    text = UNFIT.sub("", "".join(_parts(_untorn(text[start:]))))
    return text.encode("utf-8", "replace")


def check_prologue(text: str) -> None:
    """Refuse a document whose head declares entities.

    Raises:
        InvalidInputError: It does.
    """
    if _ENTITY.search(text):
        raise InvalidInputError(
            t(
                "This file declares entities of its own, which can be an attack, so I do not read "
                "it: give me another feed of the blog."
            )
        )


def _decode(body: bytes, charset: str | None) -> str:
    if b"\x00" not in body[:1_000] and b"\x1b" not in body[:10_000]:
        try:
            # Nothing else is UTF-8 by chance, whatever is declared.
            return body.decode("utf-8-sig")
        except UnicodeError:
            pass
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_post(body)
    declared = _ENCODING.search(body[:1_000])
    return decode_post(body, declared[1].decode("ascii") if declared else charset)


def _root(text: str) -> int | None:
    """Find where the root element begins, outside of comments."""
    start = 0
    root = _ROOT.search(text)
    while root is not None:
        opened = text.find("<!--", start, root.start())
        closed = text.find("-->", opened) if opened >= 0 else -1
        if closed < 0:
            return root.start()
        start = closed + 3
        if root.start() < start:
            root = _ROOT.search(text, start)
    return None


def _untorn(text: str) -> str:
    """Leave out the item in which an answer was cut off: half a post is no post."""
    if _END.search(text[-1_000:]):
        return text
    if text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    for name in ("item", "entry"):
        opened = max(text.rfind(f"<{name}>"), text.rfind(f"<{name} "))
        if opened > text.rfind(f"</{name}>"):
            return text[:opened]
    return text


def _parts(text: str) -> Iterator[str]:
    """Yield the text with its references resolved, but for those in CDATA."""
    start = 0
    while True:
        opened = text.find("<![CDATA[", start)
        closed = text.find("]]>", opened) if opened >= 0 else -1
        if closed < 0:
            yield _resolved(text[start:])
            return
        yield _resolved(text[start:opened])
        yield text[opened : closed + 3]
        start = closed + 3


def _resolved(text: str) -> str:
    if "&" not in text:
        return text
    return _BARE.sub("&amp;", _REFERENCE.sub(_character, text))


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    if name.startswith("#"):
        return escape(unescape(reference[0]))
    return escape(html5[name]) if name in html5 else f"&amp;{name}"
