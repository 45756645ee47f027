"""WXR, a WordPress blog's full export: as large as the blog, and never all of it in memory."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.feeds.dates import read_date
from bot.reading.feeds.elements import elements, name_of, text_of
from bot.reading.feeds.entries import Entry
from bot.reading.feeds.markup import UNFIT, check_prologue
from bot.reading.feeds.model import FeedItem
from bot.reading.feeds.raw_posts import shown
from bot.reading.feeds.wording import address, beginning, identity, line, person
from bot.reading.model import Picture
from bot.reading.pages.decoding import is_charset
from bot.reading.pages.images import real_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_CHUNK: Final = 65_536
_MAX_PROLOGUE: Final = 1_000_000
_ROOT: Final = re.compile(r"<rss[\s>]", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_IMAGE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_THUMBNAIL: Final = "_thumbnail_id"


@dataclass(slots=True)
class Export:
    """A blog's export, of which everything but the posts themselves was read.

    Attributes:
        title: The blog's.
        site_url: The blog's page.
        language: As stated, such as ``en-US``.
        count: How many posts there are to read.
        protected: How many published posts are left out, because a password protects them.
    """

    title: str = ""
    site_url: str | None = None
    language: str | None = None
    count: int = 0
    protected: int = 0
    _file: BinaryIO | None = None
    _authors: dict[str, str] = field(default_factory=dict)
    _files: dict[int, str] = field(default_factory=dict)
    _uploaded: dict[int, list[int]] = field(default_factory=dict)

    def posts(self) -> Iterator[FeedItem]:
        """Yield the published posts, in the file's order, reading it as they are taken."""
        if self._file is None:
            return
        for element in _children(self._file, []):
            if name_of(element) == "item":
                entry = Entry.of(element)
                if _is_post(entry) and not _is_protected(entry):
                    yield self._item(entry)

    def _item(self, entry: Entry) -> FeedItem:
        url = address(entry.text(("link",)), self.site_url)
        post_id = _number(entry.text(("wp:post_id",)))
        html = shown(
            text_of(_content(entry)),
            attachments=self._files,
            uploaded=self._uploaded.get(post_id, ()),
        )
        excerpt = entry.text(("excerpt:encoded",))
        author = entry.text(("dc:creator",))
        updated = read_date(entry.text(("wp:post_modified_gmt",)))
        published = read_date(entry.text(("wp:post_date_gmt",))) or read_date(
            entry.text(("pubdate", "wp:post_date"))
        )
        names = (line(text_of(child), 100) for child in entry.children.get("category", ())[:50])
        return FeedItem(
            guid=identity(entry.text(("guid",))),
            url=url,
            title=line(entry.text(("title",))),
            html=html,
            base_url=url or self.site_url,
            summary=beginning(excerpt or html),
            author=person(self._authors.get(author, author)),
            published=published,
            updated=updated or published,
            categories=tuple(dict.fromkeys(name for name in names if name)),
            pictures=self._featured(entry, url),
            is_excerpt=not html,
        )

    def _featured(self, entry: Entry, base: str | None) -> tuple[Picture, ...]:
        for meta in entry.children.get("wp:postmeta", ()):
            pair = Entry.of(meta)
            if pair.text(("wp:meta_key",)) == _THUMBNAIL:
                file = self._files.get(_number(pair.text(("wp:meta_value",))))
                url = real_url(file, base=base)
                return (Picture(url, "", ""),) if url else ()
        return ()

    def _take_in(self, element: Element) -> None:
        name = name_of(element)
        if name == "item":
            self._take_in_item(Entry.of(element))
        elif name == "wp:author":
            author = Entry.of(element)
            shown_as = author.text(("wp:author_display_name",))
            if shown_as:
                self._authors[author.text(("wp:author_login",))] = line(shown_as, 200)
        elif name == "title":
            self.title = line(text_of(element))
        elif name == "link" and self.site_url is None:
            self.site_url = address(text_of(element), None)
        elif name == "language":
            self.language = line(text_of(element), 35) or None

    def _take_in_item(self, entry: Entry) -> None:
        if entry.text(("wp:post_type",)) == "attachment":
            file = address(entry.text(("wp:attachment_url", "guid")), self.site_url)
            if file is not None:
                number = _number(entry.text(("wp:post_id",)))
                self._files[number] = file
                parent = _number(entry.text(("wp:post_parent",)))
                if parent and _IMAGE_FILE.search(file):
                    self._uploaded.setdefault(parent, []).append(number)
        elif _is_post(entry):
            if _is_protected(entry):
                self.protected += 1
            else:
                self.count += 1


def open_wxr(file: BinaryIO) -> Export:
    """Read what an export tells of the blog; its posts are read when they are asked for.

    Memory grows with the number of uploaded files (their addresses), not with the posts.

    Args:
        file: Can be read from its start again; it has to stay open while posts are taken.

    Raises:
        InvalidInputError: It is no export, or declares entities.
    """
    export = Export(_file=file)
    faults: list[str] = []
    is_export = False
    for element in _children(file, faults):
        is_export = is_export or name_of(element).startswith("wp:")
        export._take_in(element)  # noqa: SLF001 - the class is this function's result
    if not is_export:
        raise _no_export()
    return export


class _Fit:
    """A file from its root element on, in UTF-8, without characters that no XML may hold."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)
        start = file.read(_CHUNK)
        declared = _ENCODING.search(start[:1_000])
        self._decode = _decoder(declared[1].decode("ascii") if declared else "utf-8")
        text = self._decode.decode(start)
        while (root := _ROOT.search(text)) is None:
            chunk = file.read(_CHUNK)
            if not chunk or len(text) > _MAX_PROLOGUE:
                raise _no_export()
            text += self._decode.decode(chunk)
        check_prologue(text[: root.start()])
        self._ready = _bytes(text[root.start() :])

    def read(self, size: int = -1, /) -> bytes:
        """Return some of what follows; ``size`` is a wish."""
        if not self._ready and (chunk := self._file.read(max(size, _CHUNK))):
            # A chunk of nothing but what is left out is not the end.
            self._ready = _bytes(self._decode.decode(chunk)) or b" "
        ready, self._ready = self._ready, b""
        return ready


def _children(file: BinaryIO, faults: list[str]) -> Iterator[Element]:
    return elements(_Fit(file), _is_of_channel, faults)


def _is_of_channel(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "channel"


def _is_post(entry: Entry) -> bool:
    return entry.text(("wp:post_type",)) == "post" and entry.text(("wp:status",)) == "publish"


def _is_protected(entry: Entry) -> bool:
    return bool(entry.text(("wp:post_password",)))


def _content(entry: Entry) -> Element | None:
    return entry.first(("content:encoded",))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _decoder(name: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(name if is_charset(name) else "utf-8")("replace")


def _bytes(text: str) -> bytes:
    return UNFIT.sub("", text).encode("utf-8", "replace")


def _no_export() -> InvalidInputError:
    return InvalidInputError(
        t(
            "This file is no WordPress export: make one under Tools → Export in the blog’s "
            "dashboard."
        )
    )
