"""Wikidata's items as our shows: pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.dramas import DramaFacts, Name, NameKind, Source
from bot.domain.shows import RelatedShow, Relation, Show, ShowId
from bot.providers import values
from bot.providers.languages import is_native, language_in, language_tag
from bot.providers.wikidata import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.providers.wikidata.items import Item

log = structlog.get_logger(__name__)

_TO: Final = {
    words.FOLLOWS: Relation.PREQUEL,
    words.FOLLOWED_BY: Relation.SEQUEL,
    words.DERIVATIVE: Relation.REMAKE,
    words.SPIN_OFF: Relation.SPIN_OFF,
}
_NEXT: Final = frozenset({words.FOLLOWS, words.FOLLOWED_BY})


def read_item(item: Item, related: Iterable[Item] | None = None) -> Show | None:
    """Return an item as a show, or None (and a line in the log) where it has no name.

    Args:
        item: The show's own.
        related: Items that it, or that in turn, may have to do with; None if nobody looked.
    """
    title = _title(item)
    if item.id is None or title is None:
        log.warning("a record was skipped", provider="wikidata", id=item.id)
        return None
    return Show(
        source=Source.WIKIDATA,
        id=item.id,
        url=f"https://www.wikidata.org/wiki/{item.id}",
        facts=_facts(item, title),
        ids=(
            ShowId("wikidata", item.id),
            *(ShowId(r, found) for r in words.REGISTERS if (found := item.external(r))),
        ),
        changed_at=values.moment(item.changed_at),
        related=None if related is None else _related(item, related),
    )


def targets(item: Item) -> tuple[str, ...]:
    """Return the items that an item says it has to do with."""
    found = [*item.items(words.BASED_ON)]
    for prop in _TO:
        found += item.items(prop)
        found += item.qualified(words.PART_OF_SERIES, prop)
    return tuple(number for number in dict.fromkeys(found) if number != item.id)


def _facts(item: Item, title: str) -> DramaFacts:
    country = next(
        (words.COUNTRIES[n] for n in item.items(words.COUNTRY_OF_ORIGIN) if n in words.COUNTRIES),
        None,
    )
    spoken = next(
        (words.LANGUAGES[n] for n in item.items(words.ORIGINAL_LANGUAGE) if n in words.LANGUAGES),
        None,
    )
    language = language_tag(spoken, country) if spoken else language_in(country)
    native = _native(item, language)
    first_aired = item.day(words.START)
    names = (
        Name(text, NameKind.ALIAS, words.LABELS[code])
        for code in words.LABELS
        for text in (item.label(code), *item.also_called(code))
        if text
    )
    return DramaFacts(
        title=title,
        native_title=native,
        language=language,
        year=item.year(words.START, words.PUBLISHED),
        country=country,
        episodes=item.count(words.EPISODES) or None,
        aliases=values.aliases(names, (title, native)),
        first_aired=first_aired,
        last_aired=item.day(words.END),
    )


def _title(item: Item) -> str | None:
    """The English name; the one of many languages; else any there is."""
    return next((text for code in words.LABELS if (text := item.label(code))), None)


def _native(item: Item, language: str | None) -> str | None:
    if language is None:
        return None
    base = language.split("-")[0]
    titles = [text for text, code in item.titles(words.TITLE) if code.split("-")[0] == base]
    # The very script first: "zh-hant" before "zh" before "zh-hans" for a drama of Taiwan.
    codes = [code for code in words.LABELS if code.split("-")[0] == base]
    codes.sort(key=lambda code: (words.LABELS[code] != language, words.LABELS[code] is not None))
    labels = (text for code in codes if (text := item.label(code)))
    return next((text for text in (*titles, *labels) if is_native(text, language)), None)


def _related(item: Item, others: Iterable[Item]) -> tuple[RelatedShow, ...]:
    series = {o.id: o for o in others if o.id and o.id != item.id and o.is_series}
    relations: dict[str, Relation] = {}
    bases = item.items(words.BASED_ON)
    for number in bases:
        relations.setdefault(number, Relation.ORIGINAL)
    for prop, relation in _TO.items():
        for number in item.qualified(words.PART_OF_SERIES, prop):
            relations.setdefault(number, relation)
        for number in item.items(prop):
            if number in series and (prop not in _NEXT or _are_of_one_line(item, series[number])):
                relations.setdefault(number, relation)
    for number, other in series.items():
        their_bases = other.items(words.BASED_ON)
        if item.id in their_bases:
            relations.setdefault(number, Relation.REMAKE)
        elif set(their_bases) & set(bases):
            relations.setdefault(number, Relation.SAME_STORY)
    found = (_related_show(series[n], relations[n]) for n in relations if n in series)
    return tuple(show for show in found if show is not None)


def _are_of_one_line(item: Item, other: Item) -> bool:
    """Tell a sequel from the drama that had the same hour on the same channel next.

    Editors write both down as "followed by". Sequels share a series, or a word of their names.
    """
    if set(item.items(words.PART_OF_SERIES)) & set(other.items(words.PART_OF_SERIES)):
        return True
    return any(
        _telling_words(item.label(code)) & _telling_words(other.label(code))
        for code in words.LABELS
    )


def _telling_words(name: str | None) -> set[str]:
    found = re.findall(r"\w+", (name or "").casefold())
    return {word for word in found if len(word) >= (4 if word.isascii() else 2)}


def _related_show(other: Item, relation: Relation) -> RelatedShow | None:
    title = _title(other)
    if other.id is None or title is None:
        return None
    register, number = next(
        ((r, found) for r in words.REGISTERS if (found := other.external(r))),
        ("wikidata", other.id),
    )
    return RelatedShow(
        relation, ShowId(register, number), title, other.year(words.START, words.PUBLISHED)
    )
