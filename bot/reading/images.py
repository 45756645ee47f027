"""A post's pictures: the largest real address behind lazy loading, galleries and resizing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot.reading.model import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_URL: Final = 2_048

# The original first, then what themes and lazy loaders leave, the resized copy last.
_WHOLE: Final = ("data-orig-file", "data-full-url", "data-large-file", "data-url")
_SETS: Final = ("data-lazy-srcset", "data-srcset", "srcset")
_LAZY: Final = ("data-lazy-src", "data-src", "data-original", "data-lazy", "src")
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_NOT_REAL: Final = re.compile(
    r"(?:^|/)(?:blank|spacer|pixel|placeholder|transparent|1x1|clear|loading|lazy)[\w-]*"
    r"\.(?:gif|png|jpe?g|svg)$",
    re.IGNORECASE,
)
# Hosts of counters, avatars and emoji.
_NOT_OF_THE_POST: Final = (
    *(".pixel.wp.com", ".feeds.wordpress.com", ".stats.wp.com"),
    *(".gravatar.com", ".s.w.org", ".s.wordpress.com"),
)
_RESIZING: Final = frozenset(
    ["w", "h", "fit", "resize", "crop", "quality", "strip", "zoom", "ssl", "lb", "letterbox"]
)
_SIZE_SUFFIX: Final = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")
_BLOGGER_SIZE: Final = re.compile(r"/(?:s|w|h)\d{2,4}(?:-[\w-]+)?/(?=[^/]+$)")


def picture_of(
    attributes: Mapping[str, str | None], *, base: str | None, link: str | None = None
) -> Picture | None:
    """Make a picture of an ``img``'s attributes; None for counters, avatars and placeholders.

    Args:
        attributes: As written in the page.
        base: The page's address, for relative ones.
        link: Where the picture links to: often its full size.
    """
    if _is_tiny(attributes) or "wp-smiley" in (attributes.get("class") or ""):
        return None
    alt = " ".join((attributes.get("alt") or "").split())
    for candidate in _candidates(attributes, link):
        url = real_url(candidate, base=base)
        if url is not None:
            return Picture(url, "", alt)
    return None


def real_url(candidate: str | None, *, base: str | None) -> str | None:
    """Return an absolute address of the picture in its original size, or None if it is none."""
    if not candidate or len(candidate) > MAX_URL:
        return None
    candidate = candidate.strip()
    try:
        absolute = urljoin(base, candidate) if base else candidate
        if absolute.startswith("//"):
            absolute = f"https:{absolute}"
        parts = urlsplit(absolute)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or re.search(r"\s", absolute):
        return None
    if f".{host}".endswith(_NOT_OF_THE_POST):
        return None
    if _NOT_REAL.search(parts.path):
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    if re.fullmatch(r"i\d\.wp\.com", host) and ("ssl", "1") in query and "/" in parts.path[1:]:
        # Photon, WordPress's picture proxy: the original's host and path are in its path.
        return f"https:/{parts.path}"
    if host.endswith((".wp.com", ".wordpress.com")) or "resize" in dict(query):
        query = [(key, value) for key, value in query if key not in _RESIZING]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def same_file(url: str) -> str:
    """Return what all sizes of one uploaded picture have in common."""
    parts = urlsplit(url)
    path = _BLOGGER_SIZE.sub("/", _SIZE_SUFFIX.sub("", parts.path))
    if re.fullmatch(r"/[^/]+\.[^/]+/.+", path) and re.fullmatch(
        r"i\d\.wp\.com", parts.hostname or ""
    ):
        return path[1:]
    return f"{parts.hostname}{path}"


def _candidates(attributes: Mapping[str, str | None], link: str | None) -> list[str]:
    found = [attributes.get(name) for name in _WHOLE]
    if link and _IMAGE_FILE.search(link.partition("?")[0]):
        found.append(link)
    found += [_largest(attributes.get(name)) for name in _SETS]
    found += [attributes.get(name) for name in _LAZY]
    return [url for url in found if url]


def _largest(srcset: str | None) -> str | None:
    best, best_size = None, -1.0
    for entry in re.split(r",\s+", srcset or ""):
        url, _, size = entry.strip().rpartition(" ")
        number = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", size)
        if url and number and float(number[1]) > best_size:
            best, best_size = url.strip(), float(number[1])
    return best


def _is_tiny(attributes: Mapping[str, str | None]) -> bool:
    sizes = [(attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return any(size in {"0", "1"} for size in sizes)
