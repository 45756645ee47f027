"""One review post, as plain text or HTML, to structured data. Pure: no network, no storage.

Where sources disagree, a page's structured data is trusted before labelled facts, those before
patterns in the prose, and those before the post's title line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from bot.domain.spoilers import SpoilerBoundary
from bot.domain.texts import t
from bot.reading import values
from bot.reading.blocks import BlockKind
from bot.reading.cast import cast_in_prose, without_repeats
from bot.reading.facts import Gatherer
from bot.reading.gathered import Scored
from bot.reading.guard import checked_text
from bot.reading.headings import title_boundary
from bot.reading.html import looks_like_html, read_html
from bot.reading.images import same_file
from bot.reading.kinds import covered_titles, kind_of
from bot.reading.model import Fact, Picture, PostKind, ReadReview
from bot.reading.plain import read_plain
from bot.reading.scores import score_at_start, score_in_prose
from bot.reading.sections import sort_prose
from bot.reading.titles import TitleParts, parse_title
from bot.reading.words import genres_of, language_of

if TYPE_CHECKING:
    from bot.domain.texts import Text
    from bot.reading.blocks import Page, Structured
    from bot.reading.gathered import Gathered
    from bot.reading.sections import Prose

T = TypeVar("T")

_LEAD: Final = 3


def read_post(
    text: str,
    *,
    media: Literal["text", "html"] | None = None,
    source_url: str | None = None,
    title: str | None = None,
) -> ReadReview:
    """Read a post.

    Args:
        text: At most 2 MB in UTF-8.
        media: What it is; None looks for markup.
        source_url: Where it is from, also for relative picture addresses.
        title: The post's title where it stands outside the text, as in a feed.

    Raises:
        InvalidInputError: Empty, over 2 MB, binary, or markup made to exhaust a parser.
    """
    text = checked_text(text)
    is_html = looks_like_html(text) if media is None else media == "html"
    page = read_html(text, base=source_url) if is_html else read_plain(text)
    line = " ".join(title.split()) if title else page.title
    about = page.structured
    parts = parse_title(line, about.site_name) if line else TitleParts(None)
    found = Gatherer().gather(page.blocks)
    best = _best_score(found, about)
    verdict = _verdict(found, best)
    prose = _sort(found, best, line)
    paragraphs = tuple(b.text for b in found.prose if b.kind is BlockKind.PARAGRAPH)
    if best is None:
        best = _score_of_prose(paragraphs)
    covers = covered_titles(found)
    reading = _Naming(about, found, parts, line or "")
    read_title = reading.title()
    native = reading.native(paragraphs, read_title)
    country = _first(found.countries) or _stated(parts.country, line)
    genre_words = _genre_words(about, found, parts, line)
    return ReadReview(
        kind=kind_of(line, found, covers=covers, has_opinion=bool(prose.opinion)),
        title=read_title,
        native_title=native,
        native_language=_language(native, country),
        year=_first(found.years) or _stated(parts.year, line),
        country=country,
        episodes=_stated(about.episodes, "numberOfEpisodes")
        or _first(found.episodes)
        or _episodes_of_prose(paragraphs),
        genres=_our_genres(genre_words),
        original_genres=tuple(dict.fromkeys(word.value for word in genre_words)),
        networks=_once(found.networks),
        score=best.score if best else None,
        verdict=verdict,
        cast=without_repeats([*found.cast, *cast_in_prose(paragraphs)]),
        synopsis=prose.synopsis,
        opinion=prose.opinion,
        sections=prose.sections,
        featured_picture=_featured(about, page, prose),
        source_url=source_url or about.url,
        site_name=about.site_name,
        author=about.author,
        published=about.published,
        covers=covers,
    )


def refusal(read: ReadReview) -> Text | None:
    """Say why this is not a review of one drama; None where it is one, or a first impression."""
    if read.kind is PostKind.SEVERAL and read.covers:
        return t("This post covers several dramas: {titles}", titles=", ".join(read.covers))
    why = {
        PostKind.SEVERAL: t("This post covers several dramas: give me a review of one."),
        PostKind.LIST: t("This post is a list of dramas: give me a review of one."),
        PostKind.NEWS: t("This post is news, not a review."),
        PostKind.RECAP: t("This post is a recap of episodes, not a review of the whole drama."),
        PostKind.DATABASE: t("This is a database’s page of a drama, not somebody’s review."),
    }.get(read.kind)
    if why is not None:
        return why
    if read.title is None:
        return t("I found no drama’s title in this post: its first line has to be the title.")
    if read.verdict is None and read.score is None and not read.opinion:
        return t("I found no verdict, no score and no opinion in this post: nothing is reviewed.")
    return None


class _Naming:
    """What the drama is called, by order of trust."""

    def __init__(self, about: Structured, found: Gathered, parts: TitleParts, line: str) -> None:
        self._about, self._found, self._parts, self._line = about, found, parts, line

    def title(self) -> Fact[str] | None:
        """Return the drama's title with its source."""
        if self._about.reviewed:
            name = parse_title(self._about.reviewed).title
            if name:
                return Fact(name, self._about.reviewed)
        return _first(self._found.titles) or _stated(self._parts.title, self._line)

    def native(self, paragraphs: tuple[str, ...], title: Fact[str] | None) -> Fact[str] | None:
        """Return the title in the drama's own script."""
        labelled = _first(self._found.natives)
        if labelled:
            return labelled
        if self._parts.native:
            return Fact(self._parts.native, self._line)
        for text in paragraphs[:_LEAD]:
            native = values.native_in_prose(text, title.value) if title else None
            if native:
                return Fact(native, text)
        return _first(self._found.aliases)


def _best_score(found: Gathered, about: Structured) -> Scored | None:
    stated = score_at_start(about.rating, percent=True) if about.rating else None
    labelled = [scored for scored in found.scores if scored.claim]
    # A bare score is only the drama's own if there is no other.
    candidates = labelled or (found.scores if len(found.scores) == 1 else [])
    best = max(candidates, key=lambda scored: scored.claim, default=None)
    if stated is None:
        return best
    at = best.at if best else None
    return Scored(Fact(stated[0], about.rating or ""), best.verdict if best else "", 3, at)


def _verdict(found: Gathered, best: Scored | None) -> Fact[str] | None:
    if best is not None and best.verdict:
        return Fact(best.verdict, best.score.source)
    return found.verdicts[0][0] if found.verdicts else None


def _sort(found: Gathered, best: Scored | None, line: str | None) -> Prose:
    at = best.at if best else (found.verdicts[0][1] if found.verdicts else None)
    return sort_prose(found.prose, verdict_at=at, stated=title_boundary(line) if line else None)


def _score_of_prose(paragraphs: tuple[str, ...]) -> Scored | None:
    for text in reversed(paragraphs):
        score = score_in_prose(text)
        if score is not None:
            return Scored(Fact(score, text), "", 0, None)
    return None


def _episodes_of_prose(paragraphs: tuple[str, ...]) -> Fact[int] | None:
    for text in paragraphs[: 2 * _LEAD]:
        read = values.episodes_in_prose(text)
        if read is not None:
            return Fact(*read)
    return None


def _genre_words(
    about: Structured, found: Gathered, parts: TitleParts, line: str | None
) -> list[Fact[str]]:
    if about.genres:
        return [Fact(word, word) for word in about.genres]
    return found.genre_words or [Fact(word, line or "") for word in parts.genres]


def _our_genres(words: list[Fact[str]]) -> tuple[Fact[str], ...]:
    return _once([Fact(g.value, word.source) for word in words for g in genres_of(word.value)])


def _featured(about: Structured, page: Page, prose: Prose) -> Picture | None:
    shown = [block.picture for block in page.blocks if block.picture is not None]
    if about.image:
        key = same_file(about.image)
        same = (one for one in shown if one.url and same_file(one.url) == key)
        return replace(next(same, Picture(None, "", "")), url=about.image)
    # A picture of a section may spoil as much as its text.
    safe = (s.pictures for s in prose.sections if s.boundary == SpoilerBoundary.nothing())
    return next(chain(prose.lead_pictures, chain.from_iterable(safe)), None)


def _language(native: Fact[str] | None, country: Fact[str] | None) -> str | None:
    return language_of(native.value, country.value if country else None) if native else None


def _stated(value: T | None, source: str | None) -> Fact[T] | None:
    return None if value is None else Fact(value, source or "")


def _first(facts: list[Fact[T]]) -> Fact[T] | None:
    return facts[0] if facts else None


def _once(facts: list[Fact[str]]) -> tuple[Fact[str], ...]:
    return tuple({fact.value: fact for fact in reversed(facts)}.values())[::-1]
