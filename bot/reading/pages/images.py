"""A post's pictures: the largest real address behind lazy loading, galleries and resizing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot.reading.model import Picture
from bot.reading.pages.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_URL: Final = 2_048

# The original first, then what themes and lazy loaders leave, the resized copy last.
_WHOLE: Final = ("data-orig-file", "data-full-url", "data-large-file", "data-url", "data-image")
_SETS: Final = ("data-lazy-srcset", "data-srcset", "srcset")
_LAZY: Final = ("data-lazy-src", "data-src", "data-original", "data-lazy", "src")
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
# Pages about a picture, whose addresses end like the picture's.
_PAGE_OF_FILE: Final = re.compile(r"/wiki/|/attachment/|/s\d{2,4}-h/")
_NOT_SHOWN: Final = re.compile(
    r"\.(?:svgz?|tiff?|bmp|ico|heic|heif|jxl|psd|pdf|mp4|webm|mov|html?)$", re.IGNORECASE
)
_NOT_REAL: Final = re.compile(
    r"(?:^|/)(?:blank|spacer|pixel|placeholder|transparent|1x1|clear|loading|loader|lazy|lazyload|"
    r"grey|default-?image|no-?image)(?:[-_.]?(?:\d+(?:x\d+)?|bg|image|img|gif|pixel|load(?:er|ing)?|"
    r"placeholder))*\.(?:gif|png|jpe?g|webp)$",
    re.IGNORECASE,
)
_ICON_FILE: Final = re.compile(
    r"(?:^|/)(?:[\w-]*[-_])?(?:icons?|sprites?|buttons?|btn|share|follow|subscribe|rss|favicon|"
    r"facebook|twitter|instagram|pinterest|whatsapp|telegram|tumblr|reddit|youtube|tiktok|kofi|"
    r"ko-fi|patreon|paypal)(?:[-_]?(?:\d+(?:x\d+)?|icons?|logo|button|btn|black|white))*"
    r"\.(?:gif|png|webp)$",
    re.IGNORECASE,
)
_SHARING: Final = re.compile(
    r"/sharer|/share\b|/intent/|/pin/create|addtoany|^(?:mailto|whatsapp|javascript):",
    re.IGNORECASE,
)
# Hosts of counters, advertisements, avatars and emoji.
_NOT_OF_THE_POST: Final = (
    *(".pixel.wp.com", ".feeds.wordpress.com", ".stats.wp.com", ".stats.wordpress.com"),
    *(".gravatar.com", ".s.w.org", ".s.wordpress.com", ".feeds.feedburner.com"),
    *(".scorecardresearch.com", ".doubleclick.net", ".amazon-adsystem.com", ".assoc-amazon.com"),
    *(".googlesyndication.com", ".google-analytics.com", ".statcounter.com", ".quantserve.com"),
    *(".histats.com", ".linksynergy.com", ".ws-na.amazon-adsystem.com", ".twemoji.maxcdn.com"),
)
_EMOJI: Final = re.compile(r"/emoji/|/emoji\.php|twemoji", re.IGNORECASE)
_RESIZING: Final = frozenset(
    ["w", "h", "fit", "resize", "crop", "quality", "strip", "zoom", "ssl", "lb", "letterbox"]
)
_PHOTON: Final = re.compile(r"i\d\.wp\.com")
_GOOGLE: Final = re.compile(
    r"(?:.*\.bp\.blogspot|blogger\.googleusercontent|lh\d\.googleusercontent)\.com"
)
_SIZE_SUFFIX: Final = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled)(?=\.\w{3,4}$)")
_GOOGLE_SIZE: Final = re.compile(
    r"/(?:s|w|h)\d{2,4}(?:-[\w-]+)?/(?=[^/]+$)|=(?:s|w|h)\d{2,4}(?:-[\w-]+)?$"
)
# Wix keeps the upload's address in front of how it is cut and blurred.
_WIX_SIZE: Final = re.compile(r"(/media/[^/]+\.\w{3,4})/v1/.+")
_DESCRIPTOR: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)([wx]),?(.*)", re.DOTALL)
_ICON_PX: Final = 48
_SIGN_PX: Final = 72
_SIGN: Final = re.compile(r"[^\w\s\x00-\x7f](?:[^\w]{0,19})")


def picture_of(
    attributes: Mapping[str, str | None],
    *,
    base: str | None,
    link: str | None = None,
    sources: Sequence[str] = (),
) -> Picture | None:
    """Make a picture of an ``img``'s attributes; None for counters, icons and placeholders.

    Args:
        attributes: As written in the page.
        base: The page's address, for relative ones.
        link: Where the picture links to: often its full size.
        sources: The largest of each ``source`` in the ``picture`` around it.
    """
    classes = attributes.get("class") or ""
    if _is_small(attributes) or "wp-smiley" in classes or "avatar" in classes.split():
        return None
    if link and _SHARING.search(link):
        return None
    url = None
    for candidate in _candidates(attributes, link, sources):
        real = real_url(candidate, base=base)
        if real is not None and (url is None or is_resized(url, than=real)):
            url = real
            if not _SIZE_SUFFIX.search(url):
                break
    if url is None:
        return None
    return Picture(url, "", " ".join(visible(attributes.get("alt") or "").split()))


def sign_of(attributes: Mapping[str, str | None]) -> str | None:
    """Return the text that a picture stands for, such as an emoji's; None for other pictures."""
    alt = (attributes.get("alt") or "").strip()
    classes = attributes.get("class") or ""
    if "wp-smiley" in classes or "emoji" in classes or _EMOJI.search(attributes.get("src") or ""):
        return alt or None
    is_small = any(0 < _pixels(attributes, name) <= _SIGN_PX for name in ("width", "height"))
    return alt if is_small and _SIGN.fullmatch(alt) else None


def sources_of(attributes: Mapping[str, str | None]) -> list[str]:
    """Return the largest address of a ``source`` in a ``picture``, if it has one."""
    if "avif" in (attributes.get("type") or ""):
        return []
    sets = (_largest(attributes.get(name)) for name in _SETS)
    return [found[0] for found in sets if found is not None][:1]


def real_url(candidate: str | None, *, base: str | None) -> str | None:
    """Return an absolute address of the picture in its original size, or None if it is none.

    Formats that Discord does not show are none.
    """
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
    if parts.scheme not in {"http", "https"} or not host or not absolute.isprintable():
        return None
    if " " in absolute or parts.username is not None or f".{host}".endswith(_NOT_OF_THE_POST):
        return None
    path = parts.path
    if _NOT_REAL.search(path) or _NOT_SHOWN.search(path) or _ICON_FILE.search(path):
        return None
    if _EMOJI.search(path):
        return None
    if _GOOGLE.fullmatch(host):
        path = _GOOGLE_SIZE.sub(lambda found: "/s1600/" if found[0][0] == "/" else "=s1600", path)
    if "wixstatic." in host:
        path = _WIX_SIZE.sub(r"\1", path)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if _PHOTON.fullmatch(host) and ("ssl", "1") in query and "/" in path[1:]:
        # Photon, WordPress's picture proxy: the original's host and path are in its path.
        return f"https:/{path}"
    is_wordpress = host.endswith((".wp.com", ".wordpress.com")) or "/wp-content/" in path
    if is_wordpress or "resize" in dict(query):
        query = [(key, value) for key, value in query if key not in _RESIZING]
        return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query), ""))
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def same_file(url: str) -> str:
    """Return what all sizes of one uploaded picture have in common."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = _GOOGLE_SIZE.sub("/", _SIZE_SUFFIX.sub("", parts.path))
    if _PHOTON.fullmatch(host) and re.fullmatch(r"/[^/]+\.[^/]+/.+", path):
        return path[1:].removeprefix("www.")
    # A script's pictures differ in what it is asked for.
    query = "" if _IMAGE_FILE.search(parts.path) else f"?{parts.query}"
    return f"{host}{path}{query}"


def is_resized(url: str, *, than: str) -> bool:
    """Tell whether an address is a smaller copy of another one."""
    own, other = urlsplit(url).path, urlsplit(than).path
    is_smaller = bool(_SIZE_SUFFIX.search(own)) and not _SIZE_SUFFIX.search(other)
    return is_smaller and same_file(url) == same_file(than)


def _candidates(
    attributes: Mapping[str, str | None], link: str | None, sources: Sequence[str]
) -> Iterator[str]:
    for name in _WHOLE:
        yield attributes.get(name) or ""
    if link and _IMAGE_FILE.search(link.partition("?")[0]) and not _PAGE_OF_FILE.search(link):
        yield link
    sets = [found for name in _SETS if (found := _largest(attributes.get(name)))]
    for url, _ in sorted(sets, key=lambda found: found[1], reverse=True):
        yield url
    yield from sources
    for name in _LAZY:
        yield attributes.get(name) or ""


def _largest(srcset: str | None) -> tuple[str, float] | None:
    """Return the largest picture of a set and its width, real or as a multiple of a screen's."""
    best: tuple[str, float] | None = None
    url = ""
    for word in (srcset or "").split():
        described = _DESCRIPTOR.fullmatch(word) if url else None
        if described is None:
            url = word.rstrip(",")
            continue
        size = float(described[1]) * (1 if described[2] == "w" else 100)
        if best is None or size > best[1]:
            best = url, size
        url = described[3]
    return best


def _pixels(attributes: Mapping[str, str | None], name: str) -> int:
    """Return a side's length as written; -1 where it is not."""
    digits = (attributes.get(name) or "").removesuffix("px").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else -1


def _is_small(attributes: Mapping[str, str | None]) -> bool:
    width, height = _pixels(attributes, "width"), _pixels(attributes, "height")
    return width in {0, 1} or height in {0, 1} or (0 < width <= _ICON_PX and 0 < height <= _ICON_PX)
