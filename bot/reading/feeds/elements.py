"""The elements of feeds, by their usual names, and never all of them in memory."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final, Protocol

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_PREFIXES: Final = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://search.yahoo.com/mrss": "media",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    _XHTML: "xhtml",
}
_MAX_UNWANTED: Final = 500_000
_WORDPRESS: Final = re.compile(r"http://wordpress\.org/export/[\d.]+(/excerpt)?", re.IGNORECASE)


class Source(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next ``size`` bytes, or fewer at the end."""


def elements(
    source: Source, is_wanted: Callable[[Element], bool], faults: list[str]
) -> Iterator[Element]:
    """Yield the elements that are wanted, each as soon as it is complete.

    No entities, no network, no document type; faults are stepped over, and what comes before one
    that cannot be is read. Behind a fault they may come in another order. An element is taken
    out of the tree one step later; whoever keeps it has all of it.

    Args:
        source: XML in UTF-8.
        is_wanted: Whether to yield an element.
        faults: To which the grave ones are added.
    """
    parser = etree.iterparse(
        source,
        events=("end",),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    previous: Element | None = None
    unwanted = 0
    try:
        for _, element in parser:
            if not is_wanted(element):
                unwanted += 1
                if unwanted > _MAX_UNWANTED:
                    faults.append("too many elements")
                    return
                continue
            unwanted = 0
            yield element
            # Not the element itself: the parser may still be writing the text behind it.
            if previous is not None:
                _remove(previous)
            previous = element
    except etree.XMLSyntaxError as error:
        faults.append(str(error))
    for fault in parser.error_log:
        if fault.level == etree.ErrorLevels.FATAL:
            faults.append(fault.message)
            break


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def name_of(element: Element) -> str:
    """Return an element's name with the prefix that is usual for its namespace, in lower case.

    Elements of RSS have none. A prefix that is not declared anywhere is taken as it stands.
    """
    tag = element.tag
    return _usual_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_024)
def _usual_name(tag: str) -> str:
    if not tag.startswith("{"):
        return tag.lower()
    namespace, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(namespace.rstrip("/").lower())
    if prefix is None:
        export = _WORDPRESS.match(namespace)
        prefix = "?" if export is None else "excerpt" if export[1] else "wp"
    return f"{prefix}:{local}".lower() if prefix else local.lower()


def text_of(element: Element | None) -> str:
    """Return an element's text, without that of what is in it."""
    if element is None:
        return ""
    text = (element.text or "").strip()
    if text.startswith("<![CDATA[") and text.endswith("]]>"):
        # Escaped once too often.
        text = text[9:-3].strip()
    return text


def html_of(element: Element) -> str:
    """Return what an element holds as HTML, whether it is written as text or as elements."""
    if not len(element):
        return text_of(element)
    for inner in element.iter():
        if isinstance(inner.tag, str):
            inner.tag = inner.tag.rpartition("}")[2].rpartition(":")[2] or "span"
    text = escape(element.text or "", quote=False)
    # In a tree of their own, where no namespace of the feed's is to be repeated.
    alone = etree.Element("div")
    alone.extend(list(element))
    etree.cleanup_namespaces(alone)
    parts = [text, *(etree.tostring(child, method="html", encoding="unicode") for child in alone)]
    return "".join(parts).strip()
