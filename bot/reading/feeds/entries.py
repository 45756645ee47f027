"""One item of RSS, or entry of Atom, to a post. Both are read alike: feeds mix their elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from bot.reading.feeds.dates import read_date
from bot.reading.feeds.elements import XML_BASE, html_of, name_of, text_of
from bot.reading.feeds.excerpts import is_excerpt, without_credit
from bot.reading.feeds.model import FeedItem
from bot.reading.feeds.wording import address, beginning, identity, line, person
from bot.reading.model import Picture
from bot.reading.pages.images import real_url, same_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lxml.etree import _Element as Element

PUBLISHED: Final = (
    *("pubdate", "atom:published", "published", "dc:date", "dcterms:issued", "dcterms:created"),
    *("atom:issued", "atom:created", "date"),
)
UPDATED: Final = ("atom:updated", "updated", "dcterms:modified", "atom:modified")

_TITLES: Final = ("title", "atom:title", "dc:title")
_GUIDS: Final = ("guid", "atom:id", "id", "dc:identifier")
_CONTENTS: Final = ("content:encoded", "atom:content", "content", "xhtml:body", "xhtml:div")
_SUMMARIES: Final = ("description", "atom:summary", "summary", "dc:description", "itunes:summary")
_AUTHORS: Final = ("dc:creator", "atom:author", "author", "itunes:author")
_CATEGORIES: Final = frozenset({"category", "atom:category", "dc:subject"})
_MAX_CATEGORIES: Final = 50
_MAX_PICTURES: Final = 20
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d+|[a-z]+);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item's elements by name; of those of one name, in order."""

    element: Element
    children: dict[str, list[Element]]

    @classmethod
    def of(cls, element: Element) -> Entry:
        """Look an item's elements up once."""
        children: dict[str, list[Element]] = {}
        for child in element.iterchildren():
            children.setdefault(name_of(child), []).append(child)
        return cls(element, children)

    def first(self, names: Sequence[str]) -> Element | None:
        """Return the first element of the first name that has one which is not empty."""
        for name in names:
            for child in self.children.get(name, ()):
                if len(child) or (child.text or "").strip():
                    return child
        return None

    def text(self, names: Sequence[str]) -> str:
        """Return its text."""
        return text_of(self.first(names))

    def all(self, names: Iterable[str]) -> list[Element]:
        """Return all elements of the names."""
        return [child for name in names for child in self.children.get(name, ())]


def date_of(element: Element) -> datetime | None:
    """Return when an item was published or, where it does not say so, changed."""
    wanted = {name_of(child): child for child in element.iterchildren()}
    for name in (*PUBLISHED, *UPDATED):
        if name in wanted and (found := read_date(wanted[name].text)) is not None:
            return found
    return None


def read_entry(element: Element, *, base: str | None) -> FeedItem:
    """Read an item.

    Args:
        element: May stand alone.
        base: What its relative addresses are relative to.
    """
    entry = Entry.of(element)
    url = _url(entry, base)
    content, summary = entry.first(_CONTENTS), entry.first(_SUMMARIES)
    # Taken before the elements of a text become HTML.
    inner_base = content.get(XML_BASE) if content is not None else None
    full = without_credit(_html(content), url=url)
    short = without_credit(_html(summary), url=url)
    has_content = bool(full) and len(full) >= len(short)
    html = full if has_content else short
    published = read_date(entry.text(PUBLISHED))
    updated = read_date(entry.text(UPDATED))
    return FeedItem(
        guid=identity(entry.text(_GUIDS) or element.get(_RDF_ABOUT)),
        url=url,
        title=line(_title(entry)),
        html=html,
        base_url=address(inner_base, url or base) or url or base,
        summary=beginning(short or full),
        author=_author(entry),
        published=published or updated,
        updated=updated,
        categories=_categories(entry),
        pictures=_pictures(entry, url or base),
        is_excerpt=is_excerpt(html, is_content=has_content),
    )


def links_of(entry: Entry, relation: str) -> list[Element]:
    """Return an item's, or a feed's, Atom links of a relation; those without one are alternates."""
    return [
        link
        for link in entry.all(("atom:link", "link"))
        if link.get("href") and (link.get("rel") or "alternate").lower() == relation
    ]


_RDF_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _url(entry: Entry, base: str | None) -> str | None:
    candidates = [entry.text(("feedburner:origlink",))]
    alternates = links_of(entry, "alternate")
    alternates.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    candidates += [text_of(link) for link in entry.children.get("link", ())]
    candidates += [link.get("href") or "" for link in alternates]
    guid = entry.first(("guid",))
    if guid is not None and (guid.get("isPermaLink") or "true").lower() == "true":
        text = text_of(guid)
        candidates += [text] if "://" in text else []
    candidates.append(entry.element.get(_RDF_ABOUT) or "")
    return next((url for one in candidates if (url := address(one, base))), None)


def _title(entry: Entry) -> str:
    title = entry.first(_TITLES)
    return "" if title is None else html_of(title)


def _html(element: Element | None) -> str:
    if element is None or element.get("src"):
        return ""
    if len(element):
        return html_of(element)
    text = text_of(element)
    # Atom calls plain what has no type, but most who leave it out write HTML.
    return escape(text, quote=False) if text and not _MARKUP.search(text) else text


def _author(entry: Entry) -> str | None:
    element = entry.first(_AUTHORS)
    if element is None:
        return None
    names = [child for child in element.iterchildren() if name_of(child).endswith("name")]
    return person(text_of(names[0] if names else element))


def _categories(entry: Entry) -> tuple[str, ...]:
    found = (
        line(child.get("label") or child.get("term") or text_of(child), 100)
        for child in entry.all(_CATEGORIES)[:_MAX_CATEGORIES]
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _pictures(entry: Entry, base: str | None) -> tuple[Picture, ...]:
    found: dict[str, Picture] = {}
    for candidate in _candidates(entry):
        url = real_url(candidate, base=base)
        if url is not None:
            found.setdefault(same_file(url), Picture(url, "", ""))
        if len(found) == _MAX_PICTURES:
            break
    return tuple(found.values())


def _candidates(entry: Entry) -> Iterable[str | None]:
    for group in (entry.element, *entry.all(("media:group",))):
        for child in group.iterchildren():
            name, kind = name_of(child), child.get("type") or child.get("medium") or ""
            url = child.get("url") or child.get("href")
            if (
                name in {"media:thumbnail", "itunes:image"}
                or (name in {"media:content", "enclosure"} and kind.startswith("image"))
                or (name == "media:content" and not kind and _IMAGE_FILE.search(url or ""))
            ):
                yield url
    for link in links_of(entry, "enclosure"):
        if (link.get("type") or "").startswith("image"):
            yield link.get("href")
