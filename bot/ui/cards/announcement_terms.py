"""Saying which reviews somebody wants, and how they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.announcing import Digest
from bot.domain.hours import shown_time
from bot.domain.texts import Text, t
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import genre_name, show_score, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.announcing import Filters, Subscription
    from bot.domain.hours import QuietHours
    from bot.i18n import Lang
    from bot.services.announcement_views import Names

RHYTHMS: Final[dict[Digest | None, Text]] = {
    None: t("One by one, as they appear"),
    Digest.DAILY: t("Together, every morning"),
    Digest.WEEKLY: t("Together, every Monday morning"),
}

_NAME: Final = 60
_NAMED: Final = 10  # of one kind; the others are counted


def filters_line(filters: Filters, names: Names, lang: Lang) -> str:
    """Say which reviews filters let through."""
    parts = []
    if filters.feeds:
        houses = [house_name(feed, names, lang) for feed in filters.feeds]
        parts.append(lang.say("Blogs: {blogs}", blogs=_some(houses, lang)))
    if filters.dramas:
        dramas = [drama_name(drama, names, lang) for drama in filters.dramas]
        parts.append(lang.say("Dramas: {dramas}", dramas=_some(dramas, lang)))
    if filters.genres:
        genres = [escape_line(genre_name(lang, key)) for key in filters.genres]
        parts.append(lang.say("Genres: {genres}", genres=lang.listed(genres)))
    if filters.networks:
        networks = [escape_line(network) for network in filters.networks]
        parts.append(lang.say("Networks: {networks}", networks=lang.listed(networks)))
    if filters.countries:
        countries = [escape_line(lang.country(code)) for code in filters.countries]
        parts.append(lang.say("Countries: {countries}", countries=lang.listed(countries)))
    if filters.reviewers:
        reviewers = [f"<@{user_id}>" for user_id in filters.reviewers]
        parts.append(lang.say("Reviewers: {reviewers}", reviewers=_some(reviewers, lang)))
    if filters.least:
        parts.append(lang.say("Score: {score} or more", score=show_score(lang, filters.least)))
    return " · ".join(parts) or lang.say("All new reviews")


def rhythm_line(subscription: Subscription, lang: Lang) -> str:
    """Say how reviews come, where that is not the usual way; empty where it is."""
    parts = []
    if subscription.digest is not None:
        parts.append("📰 " + lang.render(RHYTHMS[subscription.digest]))
    if subscription.role_id is not None:
        parts.append("🔔 " + lang.say("Mentions {role}", role=f"<@&{subscription.role_id}>"))
    return " · ".join(parts)


def quiet_line(quiet: QuietHours | None, lang: Lang) -> str:
    """Say when nothing is announced."""
    if quiet is None:
        return lang.say("No quiet hours: announcements come by day and night.")
    return lang.say(
        "Quiet from {start} to {end} ({zone}): what comes up meanwhile is announced afterwards.",
        start=shown_time(quiet.start),
        end=shown_time(quiet.end),
        zone=escape_line(quiet.zone),
    )


def house_name(feed: int, names: Names, lang: Lang) -> str:
    """Name a blog by its feed, safely."""
    name = names.houses.get(feed)
    return escape_line(name, _NAME) if name else lang.say("a blog that is gone")


def drama_name(drama: int, names: Names, lang: Lang) -> str:
    """Name a drama by its id, safely."""
    found = names.dramas.get(drama)
    return escape_line(title_of(lang, found), _NAME) if found else lang.say("a drama that is gone")


def chosen_options(filters: Filters, names: Names, lang: Lang) -> list[tuple[str, str]]:
    """List (name, value) of what was chosen by command, to be taken away again."""
    dramas = ((drama, names.dramas.get(drama)) for drama in filters.dramas)
    return [
        *((lang.country(code), f"countries:{code}") for code in filters.countries),
        *(
            (title_of(lang, found) if found else f"#{drama}", f"dramas:{drama}")
            for drama, found in dramas
        ),
        *((_house(feed, names), f"feeds:{feed}") for feed in filters.feeds),
        *(
            (lang.say("Reviewer {number} of those above", number=number), f"reviewers:{user_id}")
            for number, user_id in enumerate(filters.reviewers, 1)
        ),
    ]


def _house(feed: int, names: Names) -> str:
    return clip(plain(names.houses.get(feed, "")), _NAME) or f"#{feed}"


def _some(shown: Sequence[str], lang: Lang) -> str:
    more = len(shown) - _NAMED
    if more <= 0:
        return lang.listed(shown)
    left = lang.plural("{count} more", "{count} more", more)
    return lang.listed([*shown[:_NAMED], left])
