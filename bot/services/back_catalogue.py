"""A blog's whole back catalogue: every post there is, through its own interface or its export."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.errors import InvalidInputError, UserError
from bot.reading.feeds.finding import Content, find_wordpress, what_is
from bot.reading.feeds.wordpress import read_posts, read_site, site_at, total_pages
from bot.reading.model import PostKind
from bot.reading.pages.decoding import decode_post
from bot.reading.reader import refusal
from bot.services.feed_finding import find_feed
from bot.services.feed_items import feed_key, is_whole, read_item, read_page
from bot.services.house_storing import Origin
from bot.web.errors import SiteError
from bot.web.posts import fetch_post
from data.queries import state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.reading.feeds.model import FeedItem
    from bot.reading.feeds.wordpress import SiteInfo, WordPressSite
    from bot.reading.model import Known
    from bot.services.house import HouseReviewService
    from bot.web.getting import Web
    from data.engine import Sessions

_PAGE_BYTES: Final = 30_000_000
_ATTEMPTS: Final = 5
_PATIENCE: Final = 300.0
_MOST_REFUSED: Final = 500
# WordPress compares with the blog's own clock, which may be in any zone.
_MARGIN: Final = timedelta(days=1)
_STORED_ONLY: Final = Origin(announce=False)


@dataclass(slots=True)
class Counts:
    """What an import came to.

    Attributes:
        not_reviews: How many posts of each kind review no drama.
        refused: Posts that were not taken in, each with the reason.
        protected: Posts that a password protects.
    """

    posts: int = 0
    new: int = 0
    newer: int = 0
    unchanged: int = 0
    protected: int = 0
    not_reviews: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def leave(self, kind: str) -> None:
        """Count a post that reviews no drama."""
        self.not_reviews[kind] = self.not_reviews.get(kind, 0) + 1

    def refuse(self, what: str, reason: str) -> None:
        """Count a post that was not taken in."""
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append((what, reason))


@dataclass(slots=True)
class Progress:
    """How far an import of a site got; what the database remembers of it.

    Attributes:
        page: The page in hand, from 1; 0 where the last import was finished.
        at: How many of its posts are done.
        since: Only posts changed since are read, or all where it is empty.
        started: When this import began.
        finished: When the last one that was finished began, or "".
    """

    page: int = 0
    at: int = 0
    since: str = ""
    started: str = ""
    finished: str = ""
    counts: Counts = field(default_factory=Counts)

    @classmethod
    def read(cls, stored: str | None) -> Progress:
        """Return what was remembered, or the beginning."""
        try:
            kept: dict[str, Any] = json.loads(stored or "{}")
            counts: dict[str, Any] = kept.pop("counts", {})
            counts["refused"] = [tuple(each) for each in counts.get("refused", ())]
            return cls(**kept, counts=Counts(**counts))
        except (ValueError, TypeError):
            return cls()

    def write(self) -> str:
        """Return it to be remembered."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class BackCatalogue:
    """Takes the posts of whole blogs in, and announces none of them."""

    sessions: Sessions
    now: Callable[[], datetime]
    house: HouseReviewService
    web: Web
    known: Known | None = None

    async def import_site(
        self, url: str, *, house: str | None, tell: Callable[[int, int], None]
    ) -> Progress:
        """Import a blog through WordPress's interface, or what its feed holds where it has none.

        An import that was stopped goes on where it was; after one that was finished, only posts
        that were changed since are read.

        Args:
            url: Of the blog.
            house: Whom the reviews are by; by default the blog's name.
            tell: Called with the pages that are done, and how many there are.

        Raises:
            InvalidInputError: It has neither.
            SiteError: The site did not give it.
        """
        site = await self._interface(url)
        if site is None:
            return await self._import_feed(url, house=house, tell=tell)
        interface, info = site
        key = f"site_import:{feed_key(interface.root)}"
        progress = await self._begin(key)
        since = datetime.fromisoformat(progress.since) if progress.since else None
        pages = progress.page
        while progress.page <= pages:
            address = interface.page_url(progress.page, modified_after=since)
            answer = await self.web.get(
                address, limit_bytes=_PAGE_BYTES, attempts=_ATTEMPTS, patience=_PATIENCE
            )
            pages = total_pages(answer.headers)
            page = await asyncio.to_thread(
                read_posts, answer.body, url=answer.url, utc_offset=info.utc_offset
            )
            tell(progress.page - 1, pages)
            for item in page.items[progress.at :]:
                await self.take_in(item, house or info.title or None, progress.counts)
                progress.at += 1
                await self._remember(key, progress)
            progress.counts.protected += page.protected
            progress.page, progress.at = progress.page + 1, 0
            await self._remember(key, progress)
            tell(progress.page - 1, pages)
        progress.page, progress.finished = 0, progress.started
        await self._remember(key, progress)
        return progress

    async def take_in(self, item: FeedItem, house: str | None, counts: Counts) -> None:
        """Take one post in, and count what came of it."""
        counts.posts += 1
        what = item.title or item.url or "?"
        try:
            if is_whole(item) or not item.url:
                read = await asyncio.to_thread(read_item, item, self.known)
            else:
                page = await fetch_post(self.web, item.url)
                read = await asyncio.to_thread(read_page, page, item, self.known)
            why = refusal(read)
            if why is not None:
                counts.leave("unclear" if read.kind is PostKind.REVIEW else read.kind)
                return
            taken = await self.house.take_in(read, house=house, origin=_STORED_ONLY)
        except UserError as error:
            counts.refuse(what, str(error.text))
            return
        match taken.outcome.value:
            case "new":
                counts.new += 1
            case "new-version":
                counts.newer += 1
            case _:
                counts.unchanged += 1

    async def take_all(
        self, items: Iterable[FeedItem], house: str | None, *, tell: Callable[[int], None]
    ) -> Counts:
        """Take posts in one after another, as an export yields them.

        Args:
            items: Read off the event loop: that may take its time.
            house: Whom the reviews are by, whatever the posts say.
            tell: Called with the number of posts that are done.
        """
        counts, left = Counts(), iter(items)
        loop = asyncio.get_running_loop()
        # One thread for all of them: an XML parser that goes from thread to thread crashes.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="posts") as thread:
            while (item := await loop.run_in_executor(thread, next, left, None)) is not None:
                await self.take_in(item, house, counts)
                tell(counts.posts)
        return counts

    async def _interface(self, url: str) -> tuple[WordPressSite, SiteInfo] | None:
        """Return a blog's interface, if it has one that answers."""
        page = await self.web.get(url, attempts=_ATTEMPTS, patience=_PATIENCE)
        found = None
        if what_is(page.body, page.content_type) is Content.PAGE:
            html = decode_post(page.body, page.charset)
            found = await asyncio.to_thread(find_wordpress, html, url=page.url)
        site = found or site_at(page.url)
        try:
            answer = await self.web.get(site.root, attempts=_ATTEMPTS, patience=_PATIENCE)
            return site, await asyncio.to_thread(read_site, answer.body)
        except InvalidInputError:
            return None
        except SiteError as error:
            if error.is_passing:
                raise
            return None

    async def _import_feed(
        self, url: str, *, house: str | None, tell: Callable[[int, int], None]
    ) -> Progress:
        found = await find_feed(self.web, url)
        progress = Progress()
        name = house or found.document.title or None
        items = found.document.items[::-1]
        for done, item in enumerate(items, 1):
            await self.take_in(item, name, progress.counts)
            tell(done, len(items))
        return progress

    async def _begin(self, key: str) -> Progress:
        async with self.sessions() as session:
            progress = Progress.read(await state.find_state(session, key))
        if progress.page:
            return progress
        since = ""
        if progress.finished:
            since = (datetime.fromisoformat(progress.finished) - _MARGIN).isoformat()
        started = self.now().astimezone(UTC).isoformat()
        return Progress(page=1, since=since, started=started, finished=progress.finished)

    async def _remember(self, key: str, progress: Progress) -> None:
        async with self.sessions.begin() as session:
            await state.save_state(session, key, progress.write())
