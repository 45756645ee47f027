"""What TMDB tells besides a series' own facts: where to watch, trailers, ratings, neighbours."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.dramas import Link
from bot.domain.shows import ShowId, WatchOption
from bot.providers import values
from bot.providers.tmdb.vocabulary import WATCH_KINDS
from bot.providers.values import line, record, records, whole

_VIDEO_KEY: Final = re.compile(r"[\w-]{3,40}", re.ASCII)
_VIDEO_PAGES: Final = {
    "YouTube": "https://www.youtube.com/watch?v=",
    "Vimeo": "https://vimeo.com/",
}
_VIDEO_KINDS: Final = {"Trailer": 0, "Teaser": 1}
_MAX_TRAILERS: Final = 10
_MAX_SERVICE: Final = 100
_MAX_OPTIONS: Final = 2_000
_MAX_RATINGS: Final = 60
_MAX_RATING: Final = 20
_MAX_RECOMMENDED: Final = 40


def read_watch_options(value: object) -> tuple[WatchOption, ...] | None:
    """Return where it can be watched, from JustWatch through TMDB; None where nobody asked.

    Links lead to TMDB's page of the country, which leads on to the services.
    """
    if not isinstance(value, dict):
        return None
    found: dict[tuple[str, str, str], WatchOption] = {}
    for region, offers in record(value.get("results")).items():
        code = values.country(region)
        if code is None:
            continue
        link = values.address(record(offers).get("link"))
        for key, kind in WATCH_KINDS.items():
            for offer in records(record(offers).get(key), 200):
                service = line(offer.get("provider_name"), _MAX_SERVICE)
                if service:
                    option = WatchOption(code, service, kind, link)
                    found.setdefault((code, service.casefold(), kind), option)
    return tuple(list(found.values())[:_MAX_OPTIONS])


def read_recommended(value: object) -> tuple[ShowId, ...] | None:
    """Return the series that TMDB recommends beside it; None where nobody asked."""
    if not isinstance(value, dict):
        return None
    ids = (
        whole(entry.get("id"), 1, 10**10)
        for entry in records(value.get("results"), 200)
        if entry.get("media_type", "tv") == "tv"
    )
    unique = list(dict.fromkeys(show_id for show_id in ids if show_id is not None))
    return tuple(ShowId("tmdb", str(show_id)) for show_id in unique[:_MAX_RECOMMENDED])


def read_trailers(value: object) -> tuple[Link, ...]:
    """Return trailers and then teasers, the official ones first."""
    found: dict[str, tuple[tuple[int, bool], Link]] = {}
    for video in records(record(value).get("results"), 500):
        page = _VIDEO_PAGES.get(str(video.get("site")))
        order = _VIDEO_KINDS.get(str(video.get("type")))
        key = str(video.get("key"))
        title = line(video.get("name"), values.MAX_NAME)
        if page and order is not None and title and _VIDEO_KEY.fullmatch(key):
            rank = (order, video.get("official") is not True)
            found.setdefault(page + key, (rank, Link(title, page + key)))
    ranked = sorted(found.values(), key=lambda entry: entry[0])
    return tuple(link for _, link in ranked[:_MAX_TRAILERS])


def read_age_ratings(value: object) -> tuple[tuple[str, str], ...]:
    """Return how it is classified in each country, the first that each country has."""
    found: dict[str, str] = {}
    for entry in records(record(value).get("results"), 500):
        country = values.country(entry.get("iso_3166_1"))
        rating = line(entry.get("rating"), _MAX_RATING)
        if country and rating:
            found.setdefault(country, rating)
    return tuple(list(found.items())[:_MAX_RATINGS])
