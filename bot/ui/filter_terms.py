"""Filters and orders in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.browsing import Field, Length, Sort
from bot.domain.texts import Text, t
from bot.ui.safe import clip, plain
from bot.ui.terms import air_status_name, genre_name, show_points

if TYPE_CHECKING:
    from bot.domain.browsing import Filters
    from bot.domain.scores import Scale
    from bot.domain.years import Years
    from bot.i18n import Lang

_WORD: Final = 40  # characters of a tag's or a network's name that are shown

SORTS: Final[dict[Sort, Text]] = {
    Sort.POPULAR: t("Best known first"),
    Sort.SCORE: t("Best rated first"),
    Sort.NEWEST: t("Newest first"),
    Sort.OLDEST: t("Oldest first"),
    Sort.TITLE: t("By title"),
    Sort.EPISODES: t("Fewest episodes first"),
}

LENGTHS: Final[dict[Length, Text]] = {
    Length.SHORT: t("Short: up to 8 episodes"),
    Length.NORMAL: t("Normal: 9 to 24 episodes"),
    Length.LONG: t("Long: 25 to 60 episodes"),
    Length.ENDLESS: t("Very long: over 60 episodes"),
}

FIELDS: Final[dict[Field, Text]] = {
    Field.COUNTRY: t("Country"),
    Field.YEARS: t("Year"),
    Field.GENRE: t("Genre"),
    Field.TAG: t("Tag"),
    Field.NETWORK: t("Network"),
    Field.STATUS: t("Airing status"),
    Field.LENGTH: t("Length"),
    Field.LEAST: t("Least score"),
}


def years_name(lang: Lang, years: Years) -> str:
    """Name a stretch of years: 2016, 2010s, 2015–2020, before 2000, since 2020."""
    if years.first is None:
        return lang.say("before {year}", year=str((years.last or 0) + 1))
    if years.last is None:
        return lang.say("since {year}", year=str(years.first))
    if years.decade is not None:
        return lang.say("{decade}s", decade=str(years.decade))
    if years.first == years.last:
        return str(years.first)
    return f"{years.first}–{years.last}"


def filter_name(lang: Lang, filters: Filters, field: Field, scale: Scale) -> str:
    """Name what a filter asks for, unescaped."""
    match field:
        case Field.COUNTRY:
            return lang.country(filters.country or "")
        case Field.YEARS:
            return years_name(lang, filters.years) if filters.years else ""
        case Field.GENRE:
            return _word(genre_name(lang, filters.genre or ""))
        case Field.TAG:
            return _word(filters.tag or "")
        case Field.NETWORK:
            return _word(filters.network or "")
        case Field.STATUS:
            return air_status_name(lang, filters.status) if filters.status else ""
        case Field.LENGTH:
            return lang.render(LENGTHS[filters.length]) if filters.length else ""
        case Field.LEAST:
            score = show_points(lang, (filters.least or 0) / 2, scale)
            return lang.say("at least {score}", score=score)


def sort_name(lang: Lang, sort: Sort) -> str:
    """Name an order."""
    return lang.render(SORTS[sort])


def _word(text: str) -> str:
    return clip(plain(text), _WORD) or "…"
