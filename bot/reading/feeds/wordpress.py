"""WordPress's own interface (``wp-json``): a blog's whole back catalogue, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t
from bot.reading.feeds.dates import read_date
from bot.reading.feeds.excerpts import without_credit
from bot.reading.feeds.json_feed import load_json, text_in
from bot.reading.feeds.model import FeedItem
from bot.reading.feeds.wording import address, beginning, identity, line
from bot.reading.model import Picture
from bot.reading.pages.images import real_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PER_PAGE: Final = 100

_POSTS: Final = "wp/v2/posts"
_HOSTED: Final = "https://public-api.wordpress.com/wp/v2/sites/"
_FIELDS: Final = (
    "id,type,status,guid,link,title,content,excerpt,date,date_gmt,modified,modified_gmt,"
    "class_list,jetpack_featured_media_url"
)
_MAX_OFFSET: Final = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class WordPressSite:
    """Where a blog's interface is.

    Attributes:
        root: Its own address, such as ``https://blog.example/wp-json/``.
        posts: Of its posts, where that is not below the root.
    """

    root: str
    posts: str | None = None

    def page_url(
        self,
        page: int = 1,
        *,
        per_page: int = PER_PAGE,
        modified_after: datetime | None = None,
    ) -> str:
        """Return the address of a page of posts, the oldest first.

        So a page that was read stays the same while new posts come in.

        Args:
            page: From 1.
            per_page: At most 100.
            modified_after: Only posts that were changed since. WordPress knows this since 5.7,
                and older ones give all posts.
        """
        query = {
            "page": str(page),
            "per_page": str(per_page),
            "orderby": "date",
            "order": "asc",
            "_fields": _FIELDS,
        }
        if modified_after is not None:
            query["modified_after"] = modified_after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return _with_query(self.posts or _below(self.root, _POSTS), query)


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What a blog's interface says of the blog.

    Attributes:
        utc_offset: Its clock's distance from UTC; None where it is not said.
    """

    title: str
    url: str | None
    utc_offset: timedelta | None


@dataclass(frozen=True, slots=True)
class PostsPage:
    """A page of posts.

    Attributes:
        protected: How many were left out, because a password protects them.
    """

    items: tuple[FeedItem, ...]
    protected: int


def site_at(url: str) -> WordPressSite:
    """Return where a blog's interface is, if its page does not say: below the blog."""
    host = urlsplit(url).hostname or ""
    if host.endswith(".wordpress.com"):
        return site_of_host(host)
    base = url.partition("?")[0].partition("#")[0]
    return WordPressSite(urljoin(base if base.endswith("/") else f"{base}/", "wp-json/"))


def site_of_host(host: str) -> WordPressSite:
    """Return where the interface of a blog is that WordPress.com hosts."""
    return WordPressSite(f"{_HOSTED}{host}", f"{_HOSTED}{host}/posts")


def read_site(body: bytes) -> SiteInfo:
    """Read what lies at an interface's root.

    Raises:
        InvalidInputError: It is none.
    """
    found = load_json(body)
    if not isinstance(found, dict):
        raise _no_wordpress()
    return SiteInfo(
        title=line(text_in(found, "name")),
        url=address(text_in(found, "home") or text_in(found, "url"), None),
        utc_offset=_hours(found),
    )


def read_posts(body: bytes, *, url: str, utc_offset: timedelta | None = None) -> PostsPage:
    """Read a page of posts.

    Args:
        body: JSON.
        url: Where it lies.
        utc_offset: Of the blog's clock, for posts that tell no UTC; without it, the other posts
            of the page show it.

    Raises:
        InvalidInputError: It is no page of posts.
    """
    found = load_json(body)
    if not isinstance(found, list):
        raise _no_wordpress()
    posts = [post for post in found[:PER_PAGE] if isinstance(post, dict) and _is_published(post)]
    offset = utc_offset if utc_offset is not None else _shown_offset(posts)
    readable = [post for post in posts if not _inner(post, "content").get("protected")]
    items = tuple(_item(post, url, offset) for post in readable)
    return PostsPage(items, len(posts) - len(readable))


def total_pages(headers: Mapping[str, str]) -> int:
    """Return how many pages there are; 1 where the answer does not say."""
    stated = headers.get("X-WP-TotalPages", "")
    return max(1, int(stated)) if stated.isascii() and stated.isdigit() and len(stated) < 7 else 1


def _item(post: dict[str, Any], base: str, offset: timedelta) -> FeedItem:
    url = address(text_in(post, "link"), base)
    html = without_credit(text_in(_inner(post, "content"), "rendered"), url=url)
    picture = real_url(text_in(post, "jetpack_featured_media_url"), base=url)
    published = _moment(post, "date", offset)
    return FeedItem(
        # The feed has the same, with its entities resolved.
        guid=identity(line(text_in(_inner(post, "guid"), "rendered"), 2_048)),
        url=url,
        title=line(text_in(_inner(post, "title"), "rendered")),
        html=html,
        base_url=url or base,
        summary=beginning(
            without_credit(text_in(_inner(post, "excerpt"), "rendered"), url=url) or html
        ),
        author=None,
        published=published,
        updated=_moment(post, "modified", offset) or published,
        categories=_categories(post.get("class_list")),
        pictures=(Picture(picture, "", ""),) if picture else (),
        is_excerpt=not html,
    )


def _is_published(post: dict[str, Any]) -> bool:
    stated = (post.get("status", "publish"), post.get("type", "post"))
    return stated == ("publish", "post")


def _inner(post: dict[str, Any], name: str) -> dict[str, Any]:
    value = post.get(name)
    return value if isinstance(value, dict) else {"rendered": value}


def _moment(post: dict[str, Any], name: str, offset: timedelta) -> datetime | None:
    found = read_date(text_in(post, f"{name}_gmt"))
    if found is not None:
        return found
    local = read_date(text_in(post, name))
    return None if local is None else local - offset


def _shown_offset(posts: list[dict[str, Any]]) -> timedelta:
    for post in posts:
        for name in ("date", "modified"):
            local, utc = read_date(text_in(post, name)), read_date(text_in(post, f"{name}_gmt"))
            if local is not None and utc is not None and abs(local - utc) <= _MAX_OFFSET:
                return local - utc
    return timedelta(0)


def _hours(site: dict[str, Any]) -> timedelta | None:
    try:
        offset = timedelta(hours=float(text_in(site, "gmt_offset")))
    except (ValueError, OverflowError):
        return None
    return offset if abs(offset) <= _MAX_OFFSET else None


def _categories(classes: object) -> tuple[str, ...]:
    # Since WordPress 6.7: category-reviews, tag-my-drama; with gaps in it, it is an object.
    classes = list(classes.values()) if isinstance(classes, dict) else classes
    names = classes[:100] if isinstance(classes, list) else []
    slugs = [
        name.partition("-")[2]
        for name in names
        if isinstance(name, str) and name.startswith(("category-", "tag-"))
    ]
    found = (line(unquote(slug).replace("-", " "), 100) for slug in slugs)
    return tuple(dict.fromkeys(name for name in found if name))


def _below(root: str, path: str) -> str:
    parts = urlsplit(root)
    query = dict(parse_qsl(parts.query))
    if "rest_route" in query:
        # A blog without readable addresses: its paths stand in a parameter.
        return _with_query(root, {"rest_route": f"/{path}"})
    return urljoin(root if root.endswith("/") else f"{root}/", path)


def _with_query(url: str, query: dict[str, str]) -> str:
    parts = urlsplit(url)
    whole = dict(parse_qsl(parts.query)) | query
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(whole, safe=",:"), ""))


def _no_wordpress() -> InvalidInputError:
    return InvalidInputError(
        t("This blog does not show its posts through WordPress: give me its feed instead.")
    )
