"""One review post, as plain text or HTML, to structured data. Pure: no network, no storage.

Where sources disagree, a page's structured data is trusted before labelled facts, those before
patterns in the prose, and those before the post's title line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from bot.domain.spoilers import SpoilerBoundary
from bot.domain.texts import t
from bot.reading.casts.cast_order import in_order, without_repeats
from bot.reading.casts.cast_prose import cast_in_prose
from bot.reading.covered import covered_titles
from bot.reading.drama_names.lead import find_title
from bot.reading.drama_names.naming import Naming
from bot.reading.drama_names.titles import TitleParts, parse_title
from bot.reading.evidence import Evidence, rated_names
from bot.reading.headings import title_boundary
from bot.reading.kinds import kind_of
from bot.reading.mentions import Mentions, loose
from bot.reading.model import Fact, Picture, PostKind, ReadReview
from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.guard import checked_text
from bot.reading.pages.html import looks_like_html, read_html
from bot.reading.pages.images import same_file
from bot.reading.pages.plain import read_plain
from bot.reading.scored.score_prose import score_in_title
from bot.reading.scored.scores import score_at_start
from bot.reading.scored.scoring import score_of_prose
from bot.reading.sections import sort_prose
from bot.reading.stated.atoms import atoms_of
from bot.reading.stated.facts import Gatherer
from bot.reading.stated.gathered import Scored
from bot.reading.stated.genre_names import genres_within
from bot.reading.stated.told import Told
from bot.reading.stated.values import year_alone
from bot.reading.words import has_native, language_of

if TYPE_CHECKING:
    from bot.domain.texts import Text
    from bot.reading.drama_names.naming import Named
    from bot.reading.model import Known
    from bot.reading.pages.blocks import Page, Structured
    from bot.reading.sections import Prose
    from bot.reading.stated.atoms import Atoms
    from bot.reading.stated.gathered import Gathered

T = TypeVar("T")

# As in "You’re Beautiful 16 episodes".
_COUNTED: Final = re.compile(r"(?<!first )(?<!last )(?<![-–&/])\b(\d{1,3}) (?:episodes|eps)\W*$")
_BARS: Final = re.compile(r"\s[·|•]\s")
_LEAD: Final = 4
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")


def read_post(
    text: str,
    *,
    media: Literal["text", "html"] | None = None,
    source_url: str | None = None,
    title: str | None = None,
    base: str | None = None,
    known: Known | None = None,
) -> ReadReview:
    """Read a post.

    Args:
        text: At most 2 MB in UTF-8.
        media: What it is; None looks for markup.
        source_url: Where it is from.
        title: The post's title where it stands outside the text, as in a feed.
        base: What relative addresses in it are relative to, if not to where it is from.
        known: The catalogue's names, which settle what the text leaves open.

    Raises:
        InvalidInputError: Empty, over 2 MB, binary, or markup made to exhaust a parser.
    """
    text = checked_text(text)
    is_html = looks_like_html(text) if media is None else media == "html"
    page = read_html(text, base=base or source_url) if is_html else read_plain(text)
    line = " ".join(title.split()) if title else page.title or _first_title(page)
    about = page.structured
    parts = parse_title(line, about.site_name) if line else TitleParts(None)
    bylines = frozenset(loose(name) for name in (about.author, about.site_name) if name)
    found = Gatherer(parts.title, bylines).gather(page.blocks)
    found.excerpts = page.excerpts
    for name in about.also:
        if has_native(name):
            found.natives.insert(0, Fact(name, name))
        else:
            found.also.append(Fact(name, name))
    found.rated_by_many |= about.rated_by_many
    titled = line or next((fact.source for fact in found.titles), None)
    if titled:
        _facts_of_title(found, titled)
    best = _best_score(found, about) or score_of_prose(found)
    verdict = _verdict(found, best)
    paragraphs = tuple(b.text for b in found.prose if b.kind is BlockKind.PARAGRAPH)
    texts = [b.text for b in found.prose if b.text]
    body = Mentions("\n".join([*texts, *(fact.source for fact in (*found.titles, *found.natives))]))
    named = Naming(about.reviewed, found, parts, line or "", body, paragraphs, known).names()
    title = named.title.value if named.title else ""
    prose = _sort(found, best, line, named)
    _facts_behind(found, title, paragraphs)
    told = Told(paragraphs, title, line or "")
    country = _first(found.countries) or _stated(parts.country, line) or told.country()
    country = country or _first(found.spoken)
    genre_words = _genre_words(about, found, parts, line) or list(told.genres())
    cast = without_repeats(
        [*in_order(found.cast, body, known), *cast_in_prose(paragraphs, known, found.cast, title)]
    )
    covers = covered_titles(found, title, line) or rated_names(paragraphs)
    covers = covers if len(covers) > 1 else ()
    return ReadReview(
        kind=kind_of(
            line,
            found,
            Evidence(line or "", paragraphs, _headings(page)),
            covers=covers,
            is_named=body.of(title) > 0,
            has_cast=bool(cast),
        ),
        title=named.title,
        alternatives=named.also,
        native_title=named.native,
        native_language=_language(named.native, country),
        year=_first(found.years) or _stated(parts.year, line) or told.year(),
        country=country,
        episodes=_stated(about.episodes, "numberOfEpisodes")
        or _first(found.episodes)
        or told.episodes(),
        genres=_our_genres(genre_words),
        original_genres=tuple(dict.fromkeys(word.value for word in genre_words)),
        networks=_once(found.networks) or told.networks(),
        score=best.score if best else None,
        verdict=verdict,
        cast=cast,
        synopsis=prose.synopsis,
        opinion=prose.opinion,
        marked_opinion=prose.marked_opinion,
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
    if read.verdict is None and read.score is None and not (read.opinion or read.sections):
        return t("I found no verdict, no score and no opinion in this post: nothing is reviewed.")
    if read.kind is PostKind.UNKNOWN:
        return t("This does not read like somebody’s review of a drama: give me one that does.")
    return None


def _headings(page: Page) -> tuple[str, ...]:
    return tuple(block.text for block in page.blocks if block.kind is BlockKind.HEADING)


def _first_title(page: Page) -> str | None:
    """Look for the title in the text, for a post whose markup names none."""
    lines = [line for block in page.blocks for line in block.text.split("\n") if line]
    at = find_title(lines)
    return None if at is None else lines[at]


def _facts_of_title(found: Gathered, line: str) -> None:
    """Take a score, and brackets such as "(2022, tvN)"."""
    score = score_in_title(line)
    if score is not None:
        found.scores.append(Scored(Fact(score, line), "", 1, None))
    count = _COUNTED.search(line)
    found.episodes += [Fact(int(count[1]), line)] if count else []
    # As in "Signal (tvN)" and "Signal (시그널) · Korea · 2016 · 16 episodes".
    for group in [*_BRACKETS.findall(line), *_BARS.split(line, maxsplit=1)[1:]]:
        found.years += [Fact(int(group), line)] if year_alone(group) else []
        atoms = atoms_of(group) or _network_alone(group)
        if atoms is not None:
            found.take_atoms(atoms, line)


def _network_alone(group: str) -> Atoms | None:
    atoms = atoms_of(group, least=1)
    return atoms if atoms is not None and atoms.networks else None


def _facts_behind(found: Gathered, title: str, paragraphs: tuple[str, ...]) -> None:
    """Take brackets behind the title, as in "Signal (tvN, 2016, 16 episodes)"."""
    behind = re.compile(rf"{re.escape(title or '?')}[”\"’']*\s*\(([^()]{{3,90}})\)", re.IGNORECASE)
    for text in paragraphs[:_LEAD]:
        match = behind.search(text)
        atoms = atoms_of(match[1]) if match else None
        if match and atoms is not None:
            found.take_atoms(atoms, match[0])
            return
        if match and year_alone(match[1]):
            found.years.append(Fact(int(match[1]), match[0]))
            return


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


def _sort(found: Gathered, best: Scored | None, line: str | None, named: Named) -> Prose:
    at = best.at if best else (found.verdicts[0][1] if found.verdicts else None)
    stated = title_boundary(line) if line else None
    title, native = (fact.value if fact else None for fact in (named.title, named.native))
    return sort_prose(found.prose, verdict_at=at, stated=stated, title=title, native=native)


def _genre_words(
    about: Structured, found: Gathered, parts: TitleParts, line: str | None
) -> list[Fact[str]]:
    if about.genres:
        return [Fact(word, word) for word in about.genres]
    return found.genre_words or [Fact(word, line or "") for word in parts.genres]


def _our_genres(words: list[Fact[str]]) -> tuple[Fact[str], ...]:
    return _once([Fact(g.value, word.source) for word in words for g in genres_within(word.value)])


def _featured(about: Structured, page: Page, prose: Prose) -> Picture | None:
    shown = [block.picture for block in page.blocks if block.picture is not None]
    if about.image:
        key = same_file(about.image)
        same = (one for one in shown if one.url and same_file(one.url) == key)
        return replace(next(same, Picture(None, "", "")), url=about.image)
    # A picture of a section may spoil as much as its text.
    safe = (s.pictures for s in prose.sections if s.boundary == SpoilerBoundary.nothing())
    open_ones = (p for p in chain(prose.lead_pictures, *safe) if not p.hidden)
    return next(open_ones, None)


def _language(native: Fact[str] | None, country: Fact[str] | None) -> str | None:
    return language_of(native.value, country.value if country else None) if native else None


def _stated(value: T | None, source: str | None) -> Fact[T] | None:
    return None if value is None else Fact(value, source or "")


def _first(facts: list[Fact[T]]) -> Fact[T] | None:
    return facts[0] if facts else None


def _once(facts: list[Fact[str]]) -> tuple[Fact[str], ...]:
    return tuple({fact.value: fact for fact in reversed(facts)}.values())[::-1]
