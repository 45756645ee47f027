"""RSS 0.9x, 1.0 and 2, and Atom, to a feed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.feeds.elements import XML_BASE, XML_LANG, elements, html_of, name_of
from bot.reading.feeds.entries import Entry, date_of, links_of, read_entry
from bot.reading.feeds.markup import fit_xml
from bot.reading.feeds.model import MAX_ITEMS, Feed, FeedKind
from bot.reading.feeds.newest import Newest
from bot.reading.feeds.wording import address, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_ITEMS: Final = frozenset({"item", "entry", "atom:entry"})
_MAX_SEEN: Final = 200_000
_HEADS: Final = ("channel", "rdf:channel")


def read_xml(body: bytes, *, url: str, charset: str | None) -> Feed:
    """Read a feed of XML.

    Args:
        body: At most 10 MB.
        url: Where it lies.
        charset: As the site states it.

    Raises:
        InvalidInputError: It is none, declares entities, or is too broken for a single post.
    """
    xml = fit_xml(body, charset)
    if xml is None:
        raise InvalidInputError(
            t("There is no feed at that link: give me the blog’s address, or that of its feed.")
        )
    newest: Newest[tuple[Element, str]] = Newest(MAX_ITEMS)
    has_bases = b"xml:base" in xml
    faults: list[str] = []
    root: Element | None = None
    for element in elements(BytesIO(xml), _is_item_or_root, faults):
        if root is None:
            root = element.getroottree().getroot()
        if newest.count == _MAX_SEEN:
            break
        if element is not root:
            inner = _base(element, url) if has_bases else url
            newest.add((element, inner), date_of(element))
    if root is None or (not newest.count and faults):
        raise InvalidInputError(
            t("This feed is too broken to read: tell whoever runs the blog, or give me another.")
        )
    head = _head(root)
    base = _base(head.element, url)
    return Feed(
        kind=FeedKind.ATOM if name_of(root) in {"feed", "atom:feed"} else FeedKind.RSS,
        title=line(_title(head)),
        site_url=_site(head, base),
        self_url=_link(head, "self", base),
        hub_url=_link(head, "hub", base),
        language=_language(head, root),
        items=tuple(
            read_entry(element, base=inner or base) for element, inner in newest.in_order()
        ),
        left_out=newest.left_out,
    )


def _is_item_or_root(element: Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return True
    return name_of(element) in _ITEMS and not any(
        name_of(above) in _ITEMS for above in element.iterancestors()
    )


def _head(root: Element) -> Entry:
    for child in root.iterchildren():
        if name_of(child) in _HEADS:
            return Entry.of(child)
    return Entry.of(root)


def _title(head: Entry) -> str:
    title = head.first(("title", "atom:title", "dc:title"))
    return "" if title is None else html_of(title)


def _site(head: Entry, base: str) -> str | None:
    for element in head.children.get("link", ()):
        if found := address(element.text, base):
            return found
    return _link(head, "alternate", base)


def _link(head: Entry, relation: str, base: str) -> str | None:
    found = (address(link.get("href"), base) for link in links_of(head, relation))
    return next((url for url in found if url), None)


def _language(head: Entry, root: Element) -> str | None:
    stated = head.text(("language", "dc:language")) or root.get(XML_LANG) or ""
    return line(stated, 35) or None


def _base(element: Element, url: str) -> str:
    bases = [part for part in _bases(element) if part]
    try:
        for part in reversed(bases):
            url = urljoin(url, part.strip())
    except ValueError:
        return url
    return url


def _bases(element: Element) -> Iterator[str | None]:
    yield element.get(XML_BASE)
    for parent in element.iterancestors():
        yield parent.get(XML_BASE)
