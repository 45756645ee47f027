"""What a page says of itself to machines: JSON-LD (schema.org), Open Graph, meta elements."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from bot.reading.pages.blocks import Structured
from bot.reading.pages.images import real_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

_WORKS: Final = frozenset({"TVSeries", "TVSeason", "Movie", "CreativeWorkSeries", "TVEpisode"})
_ARTICLES: Final = frozenset({"Article", "BlogPosting", "NewsArticle", "WebPage", "Review"})
_MAX_ITEMS: Final = 200


def read_structured(tree: LexborHTMLParser, *, base: str | None) -> Structured:
    """Read a page's machine-readable facts; what is malformed is left out."""
    meta = _meta(tree)
    canonical = tree.css_first("link[rel=canonical]")
    stamp = tree.css_first("time[datetime]")
    found = Structured(
        headline=meta.get("og:title"),
        image=real_url(meta.get("og:image") or meta.get("twitter:image"), base=base),
        author=meta.get("author") or _person(meta.get("article:author")),
        site_name=meta.get("og:site_name"),
        published=_when(meta.get("article:published_time"))
        or _when(stamp.attributes.get("datetime") if stamp else None),
        url=(canonical.attributes.get("href") if canonical else None) or meta.get("og:url"),
    )
    for script in tree.css('script[type="application/ld+json"]'):
        for item in _items(script.text()):
            found = _with_item(found, item, base)
    return found


def _with_item(found: Structured, item: dict[str, Any], base: str | None) -> Structured:
    kinds = _kinds(item)
    if "Review" in kinds:
        work = _first_dict(item.get("itemReviewed"))
        found = replace(
            found,
            reviewed=_text(work.get("name")) or found.reviewed,
            also=_texts(work.get("alternateName")) or found.also,
            rating=_rating(_first_dict(item.get("reviewRating"))) or found.rating,
            episodes=_whole(work.get("numberOfEpisodes")) or found.episodes,
            genres=_texts(work.get("genre")) or found.genres,
        )
    if kinds & _ARTICLES:
        found = replace(
            found,
            headline=found.headline or _text(item.get("headline")),
            image=found.image or real_url(_image(item.get("image")), base=base),
            author=_text(_first_dict(item.get("author")).get("name"))
            or _person(_text(item.get("author")))
            or found.author,
            site_name=found.site_name or _text(_first_dict(item.get("publisher")).get("name")),
            published=found.published or _when(_text(item.get("datePublished"))),
        )
    if kinds & _WORKS and _first_dict(item.get("aggregateRating")):
        found = replace(found, rated_by_many=True)
    return found


def _items(source: str) -> Iterator[dict[str, Any]]:
    try:
        loaded = json.loads(source)
    except (ValueError, RecursionError):
        return
    waiting, seen = [loaded], 0
    while waiting and seen < _MAX_ITEMS:
        seen += 1
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:_MAX_ITEMS])
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "review") if key in item)


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name")
        content = " ".join((node.attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _rating(rating: dict[str, Any]) -> str | None:
    value, best = _text(rating.get("ratingValue")), _text(rating.get("bestRating"))
    if value is None:
        return None
    if "/" in value or "%" in value:
        return value
    # Where the best rating is left out, schema.org says that five is meant.
    return f"{value}/{best or '5'}"


def _kinds(item: dict[str, Any]) -> frozenset[str]:
    return frozenset(_texts(item.get("@type")))


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for one in values[:50] if (text := _text(one)) is not None)


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(unescape(str(value))[:2_000].split()) or None


def _whole(value: object) -> int | None:
    text = _text(value)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def _first_dict(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, dict)), None)
    return value if isinstance(value, dict) else {}


def _image(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("url")) if isinstance(value, dict) else _text(value)


def _person(value: str | None) -> str | None:
    # Open Graph's article:author is often the address of a profile.
    return None if value is None or value.startswith(("http:", "https:", "//")) else value


def _when(value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((value or "").strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
