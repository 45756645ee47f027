"""TVmaze's shows as ours: pure, from its JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Name, NameKind, Source
from bot.domain.shows import Show, ShowId
from bot.providers import values
from bot.providers.languages import (
    home_of,
    is_native,
    language_called,
    language_in,
    language_of_title,
    native_title,
)
from bot.providers.tvmaze.episodes import read_episodes
from bot.providers.tvmaze.vocabulary import GENRES, STATUSES, UNSPOKEN
from bot.providers.values import line, record, records, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.shows import Airing

log = structlog.get_logger(__name__)

_IMDB: Final = re.compile(r"tt[0-9]{5,12}")


def read_show(value: object, episodes: object = None) -> Show | None:
    """Return a show, or None (and a line in the log) where it has no id or no name.

    Args:
        value: A show, with what was embedded in it.
        episodes: Its list of episodes, specials included; None where nobody asked for it.
    """
    raw = record(value)
    show_id = whole(raw.get("id"), 1, 10**10)
    title = line(raw.get("name"), values.MAX_TITLE)
    if show_id is None or title is None:
        log.warning("a record was skipped", provider="tvmaze", id=str(raw.get("id"))[:20])
        return None
    embedded = record(raw.get("_embedded"))
    airings = None if episodes is None else read_episodes(episodes)
    return Show(
        source=Source.TVMAZE,
        id=str(show_id),
        url=values.address(raw.get("url")) or f"https://www.tvmaze.com/shows/{show_id}",
        facts=_facts(raw, embedded, title, airings),
        ids=_ids(str(show_id), record(raw.get("externals"))),
        changed_at=values.epoch(raw.get("updated")),
        popularity=values.share(raw.get("weight")),
        kind=line(raw.get("type"), 40) or "",
        airings=airings,
    )


def read_shows(value: object) -> list[Show]:
    """Return the shows of a list, without those that cannot be one."""
    return [show for raw in records(value) if (show := read_show(raw)) is not None]


def _facts(
    raw: Mapping[str, object],
    embedded: Mapping[str, object],
    title: str,
    airings: tuple[Airing, ...] | None,
) -> DramaFacts:
    network, channel = record(raw.get("network")), record(raw.get("webChannel"))
    country = _country(network) or _country(channel)
    language = language_called(line(raw.get("language"), 60), country) or language_in(country)
    country = country or home_of(language)
    akas = _akas(embedded.get("akas"))
    native = title if is_native(title, language) else native_title(akas, language, country)
    first_aired = values.day(raw.get("premiered"))
    status = STATUSES.get(str(raw.get("status")))
    genres = values.once((line(genre, values.MAX_TAG) for genre in _list(raw.get("genres"))), 40)
    return DramaFacts(
        title=title,
        native_title=native,
        language=language,
        year=first_aired.year if first_aired else None,
        country=country,
        episodes=_episodes(status, airings, embedded.get("seasons")),
        genres=tuple(dict.fromkeys(GENRES[genre].value for genre in genres if genre in GENRES)),
        networks=values.once(
            (line(place.get("name"), values.MAX_NETWORK) for place in (network, channel)), 2
        ),
        cast=_cast(embedded.get("cast")),
        synopsis=values.prose(raw.get("summary")),
        poster_url=_picture(raw.get("image"), "original"),
        aliases=values.aliases(_names(akas, language), (title, native)),
        status=status,
        first_aired=first_aired,
        last_aired=values.day(raw.get("ended")),
        runtime=_minutes(raw.get("runtime")) or _minutes(raw.get("averageRuntime")),
        tags=tuple(genre for genre in genres if genre not in GENRES and genre not in UNSPOKEN),
    )


def _ids(show_id: str, externals: Mapping[str, object]) -> tuple[ShowId, ...]:
    imdb = externals.get("imdb")
    tvdb = whole(externals.get("thetvdb"), 1, 10**10)
    return (
        ShowId("tvmaze", show_id),
        *((ShowId("imdb", imdb),) if isinstance(imdb, str) and _IMDB.fullmatch(imdb) else ()),
        *((ShowId("tvdb", str(tvdb)),) if tvdb else ()),
    )


def _country(place: Mapping[str, object]) -> str | None:
    return values.country(record(place.get("country")).get("code"))


def _akas(value: object) -> list[tuple[str, str | None]]:
    """Other titles with the country they are used in; None is the show's own."""
    found = (
        (line(aka.get("name"), values.MAX_TITLE), _country(aka)) for aka in records(value, 200)
    )
    return [(text, country) for text, country in found if text]


def _names(akas: list[tuple[str, str | None]], language: str | None) -> list[Name]:
    return [
        Name(text, NameKind.ALIAS, language_of_title(text, country, language))
        for text, country in akas
    ]


def _cast(value: object) -> tuple[CastMember, ...]:
    """Who plays what: everybody once, with all their roles, in TVmaze's order of importance."""
    roles: dict[int, list[str | None]] = {}
    people: dict[int, Mapping[str, object]] = {}
    for credit in records(value, 1_000):
        person = record(credit.get("person"))
        person_id = whole(person.get("id"), 1, 10**10)
        if person_id is None or line(person.get("name"), values.MAX_NAME) is None:
            continue
        people.setdefault(person_id, person)
        character = record(credit.get("character")).get("name")
        role = None if credit.get("self") is True else line(character, values.MAX_NAME)
        roles.setdefault(person_id, []).append(role)
    return tuple(
        CastMember(
            actor=line(person.get("name"), values.MAX_NAME) or "",
            role=line(" / ".join(values.once(roles[person_id], 20)), values.MAX_NAME) or "",
            photo_url=_picture(person.get("image"), "medium"),
            ref=f"tvmaze:{person_id}",
        )
        for person_id, person in list(people.items())[: values.MAX_CAST]
    )


def _episodes(
    status: AirStatus | None, airings: tuple[Airing, ...] | None, seasons: object
) -> int | None:
    """How many there are once all are out, or were ordered for all seasons."""
    regular = [airing for airing in airings or () if not airing.special]
    if status is AirStatus.ENDED:
        return int(max(airing.number for airing in regular)) if regular else None
    orders = [whole(season.get("episodeOrder"), 1, 5_000) for season in records(seasons, 200)]
    ordered = sum(order or 0 for order in orders)
    if not orders or None in orders or len(regular) > ordered:
        return None
    return ordered


def _picture(value: object, size: str) -> str | None:
    return values.address(record(value).get(size))


def _minutes(value: object) -> int | None:
    return whole(value, 1, values.MAX_MINUTES)


def _list(value: object) -> list[object]:
    return value[:100] if isinstance(value, list) else []
