"""Crediting the sources of facts, as their licences and terms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot.domain.dramas import Source
from bot.providers.credits import CREDITS, JUSTWATCH
from bot.ui.limits import LINK_URL
from bot.ui.terms import source_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.details import Origin
    from bot.i18n import Lang
    from bot.providers.model import Credit

# TVmaze's licence asks for a link and the licence wherever its facts are, TMDB's terms for its
# name; Wikidata asks for nothing, and is named among the details.
_ASKING: Final = (Source.TVMAZE, Source.TMDB)
# What an address may hold without ending a link in markup, or being more than a link.
_CREATIVE_COMMONS: Final = "https://creativecommons.org/"
_IN_LINKS: Final = "!#$%&'*+,-./:;=?@[]_~"


def is_address(url: str | None, most: int = 2_000) -> bool:
    """Tell whether Discord takes something as the address of a link or a picture."""
    return url is not None and url.startswith(("https://", "http://")) and len(url) <= most


def named_link(name: str, url: str | None) -> str:
    """Write a link in markup, or the name alone where there is no address to lead to."""
    if url is None or not is_address(url, LINK_URL):
        return name
    return f"[{name}]({quote(url, safe=_IN_LINKS)})"


def facts_line(origins: Iterable[Origin], lang: Lang) -> str:
    """Credit the sources of a card's facts in one small line; "" where none asks for it."""
    asking = [origin for origin in origins if origin.source in _ASKING]
    if not asking:
        return ""
    sources = lang.listed([_with_licence(origin, lang) for origin in asking])
    return f"-# {lang.say('Facts: {sources}', sources=sources)}"


def notices(origins: Iterable[Origin], lang: Lang) -> list[str]:
    """Write the sentence that each source asks for, with links to it and to its licence."""
    return [
        _notice(CREDITS[origin.source], origin.url, lang)
        for origin in origins
        if origin.source in CREDITS
    ]


def watch_notice(lang: Lang) -> str:
    """Credit JustWatch, from whom TMDB has where to watch."""
    return _linked(lang.render(JUSTWATCH.notice), JUSTWATCH.name, JUSTWATCH.url)


def all_notices(lang: Lang) -> list[str]:
    """Write the notice of every source there can be."""
    written = [_notice(credit, None, lang) for credit in CREDITS.values()]
    return [*written, watch_notice(lang)]


def _with_licence(origin: Origin, lang: Lang) -> str:
    credit = CREDITS[origin.source]
    name = named_link(source_name(lang, origin.source), origin.url or credit.url)
    if not credit.licence_url.startswith(_CREATIVE_COMMONS):
        return name
    return f"{name} ({named_link(credit.licence, credit.licence_url)})"


def _notice(credit: Credit, url: str | None, lang: Lang) -> str:
    notice = _linked(lang.render(credit.notice), credit.name, url or credit.url)
    return _linked(notice, credit.licence, credit.licence_url)


def _linked(notice: str, name: str, url: str) -> str:
    """Make a link of a name in a sentence, or put it behind the sentence."""
    link = named_link(name, url)
    return notice.replace(name, link, 1) if name in notice else f"{notice} ({link})"
