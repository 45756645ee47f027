"""A review post as we store it: whose it is, which post it is, and what it says."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bot.domain.markdown import escape
from bot.domain.markdown_lines import join, without_words
from bot.domain.reviews import Picture, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary
from bot.reading.model import PostKind
from bot.search.normalise import compact, words_of
from bot.services.house_statements import without_statement

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reading import model
    from bot.reading.model import ReadReview

DEFAULT_HOUSE: Final = "Review blog"
MAX_KEY: Final = 500
MAX_URL: Final = 2_000
_MAX_HOUSE: Final = 200
_MAX_LINE: Final = 300
_MAX_CAPTION: Final = 500
_MAX_SCORE: Final = 50
_MAX_EPISODE: Final = Decimal(9_999)
# What links are decorated with on their way through newsletters and social sites.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|"
    r"share|replytocom|amp|nb|spm|_openstat|wt_mc",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HousePost:
    """What is stored of a post.

    Attributes:
        key: Tells this post from every other one, in whatever version.
        fingerprint: Changes with what the post says, not with its dates and white space.
        titled: Tells it from other posts at the same address.
    """

    house: str
    key: str
    fingerprint: str
    text: ReviewText
    source_url: str | None
    first_impression: bool
    published: datetime | None
    titled: str = ""

    @property
    def is_file(self) -> bool:
        """Whether the post came without its address."""
        return self.source_url is None


def post_of(read: ReadReview, house: str | None = None) -> HousePost:
    """Return what is stored of a post.

    Args:
        read: A review that is not refused.
        house: Who the review is by; by default what the post, or its address, says.
    """
    url = web_address(read.source_url)
    name = house_of(read, house)
    return HousePost(
        house=name,
        key=_short(_key(read, url, name)),
        fingerprint=fingerprint_of(read),
        text=text_of(read),
        source_url=url,
        first_impression=read.kind is PostKind.FIRST_IMPRESSION,
        published=read.published,
        titled=_named(read),
    )


def key_of(url: str) -> str:
    """Return the key of the post at an address."""
    return _short(canonical_url(url))


def titled_key(post: HousePost) -> str:
    """Return a key for a post whose address is another post's too."""
    return _short(f"{post.key}#{post.titled}")


def house_of(read: ReadReview, house: str | None = None) -> str:
    """Return a house's name: as given, as the post states it, its host's, or a plain one."""
    url = web_address(read.source_url)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    names = (house, read.site_name, host, DEFAULT_HOUSE)
    return next(line for name in names if (line := _line(name or "", _MAX_HOUSE)))


def canonical_url(url: str) -> str:
    """Return the form of a web address that all links to one post share.

    Scheme and host in lower case, https for http, no fragment, no tracking parameters, no
    slash at the end.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    if parts.port not in {None, 80, 443}:
        host = f"{host}:{parts.port}"
    path = quote(unquote(parts.path), safe="/!$&'()*+,;=:@~-._").rstrip("/")
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"https://{host}{path}{query}"


def web_address(url: str | None) -> str | None:
    """Return an address if it is one of the web, else None."""
    if not url or len(url) > MAX_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    return url.strip()


def fingerprint_of(read: ReadReview) -> str:
    """Return a hash of everything a post states, in which dates and white space do not count."""
    said = [
        [fact.value if fact else None for fact in (read.title, read.native_title, read.year)],
        [fact.value if fact else None for fact in (read.country, read.episodes, read.verdict)],
        [read.score.value.raw if read.score else None, read.kind],
        list(read.original_genres),
        [fact.value for fact in read.networks],
        [[fact.value.actor, fact.value.role] for fact in read.cast],
        [" ".join(read.synopsis), " ".join(read.opinion)],
        [
            [
                section.heading,
                " ".join(section.paragraphs),
                section.boundary.spoils,
                str(section.boundary.episode or ""),
                [[picture.url, picture.caption] for picture in section.pictures],
            ]
            for section in read.sections
        ],
        read.featured_picture.url if read.featured_picture else None,
    ]
    words = json.dumps(said, ensure_ascii=False, default=str)
    # Escaped line ends of values are white space too.
    plain = " ".join(unicodedata.normalize("NFC", words.replace("\\n", " ")).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def text_of(read: ReadReview) -> ReviewText:
    """Return what a review says: the opinion first, then its headed sections."""
    sections = [
        Section(
            _line(section.heading, _MAX_LINE),
            _body(section),
            _boundary(section.boundary),
            _pictures(section.pictures),
        )
        for section in read.sections
    ]
    if read.opinion:
        opinion = join(read.marked_opinion or map(escape, read.opinion))
        sections.insert(0, Section("", opinion, SpoilerBoundary.nothing()))
    return ReviewText(
        score=Score(read.score.value.half_points) if read.score else None,
        verdict=_line(read.verdict.value if read.verdict else "", _MAX_LINE),
        sections=tuple(s for s in sections if s.heading or s.body or s.pictures),
        score_text=_line(read.score.value.raw, _MAX_SCORE) if read.score else None,
        markup=True,
    )


def _body(section: model.Section) -> str:
    """Return a section's text as Markdown, without what our cards say of its spoilers."""
    text = "\n\n".join(section.paragraphs)
    kept = without_statement(text, section.boundary)
    body = join(section.marked or map(escape, section.paragraphs))
    stated = text[: len(text) - len(kept)].split()
    return without_words(body, len(stated)) if stated else body


def _pictures(pictures: tuple[model.Picture, ...]) -> tuple[Picture, ...]:
    # Plain text leaves only the caption of a picture: there is nothing to show.
    return tuple(
        Picture(
            url=picture.url,
            caption=_line(picture.caption, _MAX_CAPTION),
            alt=_line(picture.alt, _MAX_CAPTION),
            hidden=picture.hidden,
        )
        for picture in pictures
        if picture.url and len(picture.url) <= MAX_URL
    )


def _boundary(boundary: SpoilerBoundary) -> SpoilerBoundary:
    if boundary.episode is None:
        return boundary
    # Storage holds tenths; rounding up hides too much rather than too little.
    tenths = min(boundary.episode, _MAX_EPISODE).quantize(Decimal("0.1"), rounding=ROUND_CEILING)
    return SpoilerBoundary.through(tenths.normalize())


def _named(read: ReadReview) -> str:
    title = read.title.value if read.title else ""
    kind = "/first-impression" if read.kind is PostKind.FIRST_IMPRESSION else ""
    return f"{compact(words_of(title)) or title}{kind}"


def _key(read: ReadReview, url: str | None, house: str) -> str:
    named = _named(read)
    if url is None:
        return f"file:{words_of(house)}/{named}"
    address = canonical_url(url)
    # Themes exist that give the front page as the address of each of their posts.
    is_front_page = address.count("/") == 2 and "?" not in address
    return f"{address}#{named}" if is_front_page else address


def _short(key: str) -> str:
    if len(key) <= MAX_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: MAX_KEY - len(digest) - 1]}#{digest}"


def _line(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
