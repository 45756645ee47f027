"""Where to watch, among a drama's details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.dramas import Source
from bot.domain.shows import WatchKind
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.credits import is_address, watch_notice
from bot.ui.cards.regions import region_select, shown_region
from bot.ui.layout import button, link
from bot.ui.limits import LINK_URL
from bot.ui.safe import escape_line, plain
from bot.ui.terms import source_name

if TYPE_CHECKING:
    from bot.domain.details import Offer, Watch
    from bot.domain.dramas import Drama
    from bot.i18n import Lang
    from bot.ui.layout import Card

KINDS: Final[dict[WatchKind, Text]] = {
    WatchKind.STREAM: t("With a subscription"),
    WatchKind.FREE: t("Free"),
    WatchKind.ADS: t("Free with ads"),
    WatchKind.RENT: t("To rent"),
    WatchKind.BUY: t("To buy"),
}
_EMOJI: Final = {
    WatchKind.STREAM: "📺",
    WatchKind.FREE: "🆓",
    WatchKind.ADS: "📢",
    WatchKind.RENT: "🎟️",
    WatchKind.BUY: "🛒",
}
_SERVICE: Final = 60
_SERVICES: Final = 12  # of one kind
_ELSEWHERE: Final = 12
_LINKS: Final = 5


def add_watch(card: Card, drama: Drama, watch: Watch, region: str, lang: Lang) -> None:
    """Add where a drama can be watched in a country, and the ways to change the country."""
    country = button(
        lang.say("Another country…"), ids.DETAILS_COUNTRY.make(drama=drama.id), emoji="🌍"
    )
    where = lang.say("Your country: {country}", country=f"**{lang.country(region)}**")
    if not watch.chosen:
        where += f"\n-# {lang.say('That is what your Discord language says. Is it right?')}"
    card.section(where, accessory=country)
    lines = [_kind(kind, watch.offers, lang) for kind in WatchKind]
    card.text("\n".join(line for line in lines if line) or _nowhere(watch, lang))
    if watch.offers and watch.elsewhere:
        card.text(f"-# {_elsewhere(watch, lang)}")
    if drama.facts.networks:
        networks = lang.listed([escape_line(name, _SERVICE) for name in drama.facts.networks[:6]])
        card.text(f"-# {lang.say('First shown on {networks}', networks=networks)}")
    links = _links(watch.offers, lang)
    card.row(*(link(label, url) for label, url in links[:_LINKS]))
    if any(offer.source is Source.TMDB for offer in watch.offers):
        card.text(f"-# {watch_notice(lang)}")
    chosen = region if watch.chosen else None
    custom_id = ids.DETAILS_REGION.make(drama=drama.id, shown=shown_region(chosen))
    card.row(region_select(custom_id, chosen, lang))


def _kind(kind: WatchKind, offers: tuple[Offer, ...], lang: Lang) -> str:
    names = [escape_line(offer.service, _SERVICE) for offer in offers if offer.kind is kind]
    if not names:
        return ""
    told = " · ".join(names[:_SERVICES])
    if len(names) > _SERVICES:
        told += " · " + lang.say("{number} more", number=lang.number(len(names) - _SERVICES))
    return f"{_EMOJI[kind]} **{lang.render(KINDS[kind])}**: {told}"


def _nowhere(watch: Watch, lang: Lang) -> str:
    if watch.elsewhere:
        nothing = lang.say("I know of no service that has it in this country.")
        return f"{nothing}\n{_elsewhere(watch, lang)}"
    return lang.say("I do not know yet where it can be watched.")


def _elsewhere(watch: Watch, lang: Lang) -> str:
    names = [lang.country(code) for code in watch.elsewhere[:_ELSEWHERE]]
    more = len(watch.elsewhere) - len(names)
    if more:
        names.append(lang.say("{number} more", number=lang.number(more)))
    return lang.say("Elsewhere: {countries}", countries=", ".join(names))


def _links(offers: tuple[Offer, ...], lang: Lang) -> list[tuple[str, str]]:
    """Return the links with what they say; one that several services share is named once."""
    by_url: dict[str, list[Offer]] = {}
    for offer in offers:
        if offer.url is not None and is_address(offer.url, LINK_URL):
            by_url.setdefault(offer.url, []).append(offer)
    links = []
    for url, sharing in by_url.items():
        services = list(dict.fromkeys(offer.service for offer in sharing))
        # What TMDB links is its own page of a country, which leads on to the services.
        if len(services) > 1 or sharing[0].source is Source.TMDB:
            source = source_name(lang, sharing[0].source)
            links.append((lang.say("See all on {source}", source=source), url))
        else:
            links.append((plain(services[0]) or "…", url))
    return links
