"""Titles, names and beginnings of posts as plain text that can be shown."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from bot.reading.pages.images import MAX_URL
from bot.reading.pages.visible import visible

MAX_TITLE: Final = 300
MAX_SUMMARY: Final = 1_000
MAX_GUID: Final = 500

_READ_AT_MOST: Final = 8_000
# "<Goblin>" is how many write a title: only markup is left out.
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strike|strong|sub|"
    r"sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"\S+@\S+\.\S+")
_EMAIL_AND_NAME: Final = re.compile(r"\s*\S+@\S+\s*\((.+)\)\s*")


def line(text: str | None, limit: int = MAX_TITLE) -> str:
    """Return a title or a name in one line, its entities and markup resolved.

    Args:
        text: As the feed has it; WordPress writes its titles' entities once too often.
        limit: Characters; what is longer is cut.
    """
    text = _INLINE.sub("", (text or "")[: limit * 10])
    for _ in range(2):
        text = _INLINE.sub("", unescape(text))
    return cut(" ".join(visible(text[: limit * 4]).split()), limit)


def beginning(html: str) -> str:
    """Return a post's first words, at most 1,000 characters of plain text."""
    html = html[:_READ_AT_MOST]
    if "<" in html:
        try:
            tree = LexborHTMLParser(html)
        except SelectolaxError:
            return ""
        tree.strip_tags(["script", "style", "noscript", "template"])
        html = tree.body.text(separator=" ") if tree.body else ""
    else:
        html = unescape(html)
    text = " ".join(html.split())[: MAX_SUMMARY * 2]
    return cut(" ".join(visible(text).split()), MAX_SUMMARY)


def cut(text: str, limit: int) -> str:
    """Return at most ``limit`` characters, the last an ellipsis where more was there."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def identity(text: str | None) -> str | None:
    """Return a post's identity as it can be stored and compared; None where there is none."""
    text = visible((text or "").strip())
    if len(text) > MAX_GUID:
        return f"sha256:{sha256(text.encode('utf-8', 'replace')).hexdigest()}"
    return text or None


def address(text: str | None, base: str | None) -> str | None:
    """Return an absolute web address; None where the text is none."""
    text = "".join((text or "")[: MAX_URL * 2].split())
    if not text:
        return None
    try:
        url = urljoin(base or "", text)
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_web and len(url) <= MAX_URL and visible(url) == url else None


def person(text: str | None) -> str | None:
    """Return an author's name; RSS wants an e-mail address, which is nobody's business."""
    text = line(text, 200)
    if named := _EMAIL_AND_NAME.fullmatch(text):
        text = named[1].strip()
    return None if not text or _EMAIL.fullmatch(text) else text
