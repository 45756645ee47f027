"""What was read from a post, as a table for the terminal: each fact beside its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from bot.domain.dramas import show_episode
from bot.domain.spoilers import Spoils
from bot.i18n import lang_for
from bot.reading.model import PostKind
from bot.reading.pages.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.spoilers import SpoilerBoundary
    from bot.reading.model import Fact, Picture, ReadReview, Section

_LONGEST_SOURCE: Final = 150
_ABSENT: Final = "not stated"
_KINDS: Final = {
    PostKind.REVIEW: "review",
    PostKind.FIRST_IMPRESSION: "first impression",
    PostKind.LIST: "a list of dramas, no review",
    PostKind.NEWS: "news, no review",
    PostKind.RECAP: "a recap of episodes, no review",
    PostKind.SEVERAL: "about several dramas, no review of one",
    PostKind.DATABASE: "a database’s page, no review",
    PostKind.UNKNOWN: "no review that I can see",
}

Row = tuple[str, str, str]


def understood_table(read: ReadReview) -> Table:
    """Return the table of everything that was read."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    table.add_column("", no_wrap=True, style="bold")
    table.add_column("understood", ratio=5, overflow="fold")
    table.add_column("read from", ratio=6, overflow="fold", style="dim")
    for label, value, source in (*_facts(read), *_prose(read)):
        value = visible(value).strip()
        shown = Text(value) if value else Text(_ABSENT, style="dim")
        table.add_row(Text(label), shown, Text(_clipped(visible(source), _LONGEST_SOURCE)))
    return table


def _facts(read: ReadReview) -> Iterator[Row]:
    english = lang_for("en")
    yield "Kind", _KINDS[read.kind], ""
    yield _row("Title", read.title)
    if read.alternatives:
        others = ", ".join(fact.value for fact in read.alternatives)
        yield "Also called", others, _sources(read.alternatives)
    native = _row("Native title", read.native_title)
    if read.native_title and read.native_language:
        native = (native[0], f"{native[1]} ({english.language(read.native_language)})", native[2])
    yield native
    yield _row("Year", read.year)
    country = read.country
    yield "Country", english.country(country.value) if country else "", _source(country)
    yield _row("Episodes", read.episodes)
    yield "Genres", ", ".join(f.value for f in read.genres), _sources(read.genres)
    yield "Network", ", ".join(f.value for f in read.networks), _sources(read.networks)
    if read.cast:
        for index, fact in enumerate(read.cast):
            member = fact.value
            role = f" as {member.role}" if member.role else ""
            yield "" if index else "Cast", f"{member.actor}{role}", fact.source
    else:
        yield "Cast", "", ""
    if read.score:
        score = read.score.value
        yield "Score", f"{score.raw}, here {score.half_points / 2:g}/10", read.score.source
    else:
        yield "Score", "", ""
    yield _row("Verdict", read.verdict)


def _prose(read: ReadReview) -> Iterator[Row]:
    yield "Synopsis", *_paragraphs(read.synopsis)
    yield "Opinion", *_paragraphs(read.opinion)
    if not read.sections:
        yield "Sections", "", ""
    for number, section in enumerate(read.sections, 1):
        yield f"Section {number}", _section(section), " ".join(section.paragraphs)
    featured = (read.featured_picture,) if read.featured_picture else ()
    shown = [*featured, *(p for section in read.sections for p in section.pictures)]
    for index, picture in enumerate(shown):
        yield "" if index else "Pictures", *_picture(picture)
    yield "Published", ", ".join(_origin(read)), ""


def _section(section: Section) -> str:
    size = [_count(len(section.paragraphs), "paragraph")]
    if section.pictures:
        size.append(_count(len(section.pictures), "picture"))
    heading = section.heading or "(no heading)"
    return f"{heading}\n{', '.join(size)}; {_spoils(section.boundary)}"


def _spoils(boundary: SpoilerBoundary) -> str:
    if boundary.spoils is Spoils.NOTHING:
        return "spoils nothing"
    if boundary.episode is None:
        return "spoils the whole drama"
    return f"spoils through episode {show_episode(boundary.episode)}"


def _picture(picture: Picture) -> tuple[str, str]:
    caption = picture.caption or picture.alt or "(no caption)"
    return caption, picture.url or "text has no address of it: left out"


def _origin(read: ReadReview) -> Iterator[str]:
    for part in (read.site_name, read.author, read.source_url):
        if part:
            yield part
    if read.published:
        yield f"{read.published:%Y-%m-%d}"


def _paragraphs(paragraphs: tuple[str, ...]) -> tuple[str, str]:
    if not paragraphs:
        return "", ""
    return _count(len(paragraphs), "paragraph"), " ".join(paragraphs)


def _row(label: str, fact: Fact[str] | Fact[int] | None) -> Row:
    return label, str(fact.value) if fact else "", _source(fact)


def _source(fact: Fact[str] | Fact[int] | None) -> str:
    return fact.source if fact else ""


def _sources(facts: Iterable[Fact[str]]) -> str:
    return " / ".join(dict.fromkeys(fact.source for fact in facts))


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _clipped(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
