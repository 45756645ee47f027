"""A post's bytes to text, whatever its author's program wrote them in."""

from __future__ import annotations

import codecs
import re
from typing import Final

_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Python also knows codecs that are no character sets.
_CHARSETS: Final = re.compile(
    r"utf-8(?:-sig)?|utf-16(?:-[lb]e)?|ascii|latin-1|iso8859-\d+|cp\d+|euc_\w+|johab|"
    r"big5\w*|gb\w+|hz|shift_jis\w*|iso2022_(?:jp|kr)\w*|koi8-\w|tis-620"
)
_HANGUL: Final = re.compile(r"[가-힣]")


def decode_post(body: bytes, declared: str | None = None) -> str:
    """Return a post's text; what fits no character set is replaced.

    A byte order mark is believed first, then what was declared, then a page's ``meta``, then
    UTF-8. What none of them fits without a fault is taken for the declared one, else for UTF-8
    if most of it is, else for Windows' Korean if that makes Hangul, else for its Western
    European.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    meta = _META.search(body[:4_096])
    names = [name for name in (declared, meta[1].decode("ascii") if meta else None) if name]
    stated = [name for name in names if is_charset(name)]
    for name in (*stated, "utf-8"):
        try:
            return body.decode(name).removeprefix("\ufeff")
        except UnicodeError:
            continue
    if stated:
        return body.decode(stated[0], "replace")
    return _mostly_utf8(body) or _korean(body) or body.decode("cp1252", "replace")


def _mostly_utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - bad
    return text if good > bad else None


def is_charset(name: str) -> bool:
    """Tell a character set's name from those of Python's other codecs."""
    try:
        return bool(_CHARSETS.fullmatch(codecs.lookup(name).name))
    except (LookupError, ValueError):
        return False


def _korean(body: bytes) -> str | None:
    try:
        text = body.decode("cp949")
    except UnicodeError:
        return None
    # By chance, a curly apostrophe of cp1252 and the letter after it are a syllable of cp949.
    letters = sum(character.isalpha() for character in text)
    return text if len(_HANGUL.findall(text)) > letters / 10 else None
