"""TMDB's series as ours: pure, from its JSON."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

import structlog

from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Name, NameKind, Source
from bot.domain.shows import Show, ShowId
from bot.providers import values
from bot.providers.languages import is_native, language_of_title, language_tag
from bot.providers.tmdb.extras import (
    read_age_ratings,
    read_recommended,
    read_trailers,
    read_watch_options,
)
from bot.providers.tmdb.vocabulary import (
    GENRES,
    KEYWORD_GENRES,
    OTHER_GENRES,
    STATUSES,
    WARNINGS,
)
from bot.providers.values import line, record, records, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

log = structlog.get_logger(__name__)

_IMAGES: Final = "https://image.tmdb.org/t/p/"
_POSTER: Final = "w500"
_PROFILE: Final = "w185"
_PATH: Final = re.compile(r"/[\w.-]{1,200}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_IMDB: Final = re.compile(r"tt[0-9]{5,12}")
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_ROMANISED: Final = re.compile(r"roman|r[oō]maji|pinyin|translit", re.IGNORECASE)
# Titles in these are kept before any others: those that our members search with.
_FIRST: Final = {"ko": 0, "ja": 1, "zh": 2, "cn": 3, "th": 4, "en": 5}
_MOST_POPULAR: Final = 1_000.0


def read_show(value: object) -> Show | None:
    """Return a series, or None (and a line in the log) where it has no id or no name.

    A search tells less of it than its own page does, in the same words.
    """
    raw = record(value)
    show_id = whole(raw.get("id"), 1, 10**10)
    name = line(raw.get("name"), values.MAX_TITLE) or line(
        raw.get("original_name"), values.MAX_TITLE
    )
    if show_id is None or name is None:
        log.warning("a record was skipped", provider="tmdb", id=str(raw.get("id"))[:20])
        return None
    return Show(
        source=Source.TMDB,
        id=str(show_id),
        url=f"https://www.themoviedb.org/tv/{show_id}",
        facts=_facts(raw, name),
        ids=_ids(str(show_id), record(raw.get("external_ids"))),
        popularity=_popularity(raw.get("popularity")),
        kind=line(raw.get("type"), 40) or "",
        watch=read_watch_options(raw.get("watch/providers")),
        recommended=read_recommended(raw.get("recommendations")),
    )


def _facts(raw: Mapping[str, object], name: str) -> DramaFacts:
    country = next(iter(_countries(raw.get("origin_country"))), None)
    language = _language(raw.get("original_language"), country)
    original = line(raw.get("original_name"), values.MAX_TITLE)
    translated = _translations(raw.get("translations"))
    title = name
    if is_native(name, language):
        title = next((n.text for n in translated if n.language == "en"), name)
    native = original if original and (original != title or is_native(title, language)) else None
    first_aired = values.day(raw.get("first_air_date"))
    status = STATUSES.get(str(raw.get("status")))
    keywords = [
        keyword
        for entry in records(record(raw.get("keywords")).get("results"), 300)
        if (keyword := line(entry.get("name"), values.MAX_TAG))
    ]
    genres, other_genres = _genres(raw, keywords)
    names = [*translated, *_alternatives(raw.get("alternative_titles"), language)]
    return DramaFacts(
        title=title,
        native_title=native,
        language=language,
        year=first_aired.year if first_aired else None,
        country=country,
        episodes=_episodes(raw.get("number_of_episodes"), status),
        genres=genres,
        networks=values.once(
            (
                line(network.get("name"), values.MAX_NETWORK)
                for network in records(raw.get("networks"), 40)
            ),
            20,
        ),
        cast=_cast(raw),
        synopsis=values.prose(raw.get("overview")),
        poster_url=_image(_POSTER, raw.get("poster_path")),
        aliases=values.aliases(names, (title, native)),
        status=status,
        first_aired=first_aired,
        last_aired=values.day(raw.get("last_air_date")) if _is_over(status) else None,
        runtime=_runtime(raw),
        tags=values.once((*keywords, *other_genres), values.MAX_TAGS),
        warnings=tuple(
            dict.fromkeys(
                WARNINGS[folded].value for k in keywords if (folded := k.casefold()) in WARNINGS
            )
        ),
        age_ratings=read_age_ratings(raw.get("content_ratings")),
        trailers=read_trailers(raw.get("videos")),
    )


def _ids(show_id: str, external: Mapping[str, object]) -> tuple[ShowId, ...]:
    imdb, wikidata = external.get("imdb_id"), external.get("wikidata_id")
    tvdb = whole(external.get("tvdb_id"), 1, 10**10)
    found = [ShowId("tmdb", show_id)]
    if isinstance(imdb, str) and _IMDB.fullmatch(imdb):
        found.append(ShowId("imdb", imdb))
    if tvdb:
        found.append(ShowId("tvdb", str(tvdb)))
    if isinstance(wikidata, str) and _WIKIDATA.fullmatch(wikidata):
        found.append(ShowId("wikidata", wikidata))
    return tuple(found)


def _popularity(value: object) -> float:
    """TMDB's figure has no upper end and a long tail: 10 becomes 35, 300 becomes 83."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not value > 0:
        return 0.0
    return values.share(100 * math.log1p(min(value, _MOST_POPULAR)) / math.log1p(_MOST_POPULAR))


def _countries(value: object) -> list[str]:
    entries = value if isinstance(value, list) else []
    return [code for entry in entries[:20] if (code := values.country(entry))]


def _language(code: object, country: str | None) -> str | None:
    if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
        return None
    return language_tag(code, country)


def _translations(value: object) -> list[Name]:
    """Its title in other languages, those our members search with first."""
    entries = records(record(value).get("translations"), 500)
    entries.sort(key=lambda entry: _FIRST.get(str(entry.get("iso_639_1")), len(_FIRST)))
    found = []
    for entry in entries:
        text = line(record(entry.get("data")).get("name"), values.MAX_TITLE)
        language = _language(entry.get("iso_639_1"), values.country(entry.get("iso_3166_1")))
        if text:
            found.append(Name(text, NameKind.ALIAS, language))
    return found


def _alternatives(value: object, own: str | None) -> list[Name]:
    found = []
    for entry in records(record(value).get("results"), 500):
        text = line(entry.get("title"), values.MAX_TITLE)
        if text is None:
            continue
        language = language_of_title(text, values.country(entry.get("iso_3166_1")), own)
        romanised = _ROMANISED.search(line(entry.get("type"), 100) or "")
        kind = NameKind.ROMANISED if romanised else NameKind.ALIAS
        found.append(Name(text, kind, None if romanised else language))
    return found


def _genres(
    raw: Mapping[str, object], keywords: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our genres, and TMDB's that are none of ours."""
    listed = raw.get("genre_ids")
    ids = [entry.get("id") for entry in records(raw.get("genres"), 40)]
    ids += listed[:40] if isinstance(listed, list) else []
    known = [number for entry in ids if (number := whole(entry, 1, 10**6))]
    ours = [genre for number in known for genre in GENRES.get(number, ())]
    ours += [KEYWORD_GENRES[k.casefold()] for k in keywords if k.casefold() in KEYWORD_GENRES]
    others = [OTHER_GENRES[number] for number in known if number in OTHER_GENRES]
    return tuple(dict.fromkeys(genre.value for genre in ours)), tuple(dict.fromkeys(others))


def _cast(raw: Mapping[str, object]) -> tuple[CastMember, ...]:
    """Who plays what over all seasons, or in the newest where only that was told."""
    credits = record(raw.get("aggregate_credits")) or record(raw.get("credits"))
    found: dict[int, CastMember] = {}
    for entry in records(credits.get("cast"), 2_000):
        person_id = whole(entry.get("id"), 1, 10**10)
        actor = line(entry.get("name"), values.MAX_NAME)
        if person_id is None or actor is None:
            continue
        roles = [role.get("character") for role in records(entry.get("roles"), 20)]
        roles.append(entry.get("character"))
        written = values.once((line(role, values.MAX_NAME) for role in roles), 20)
        original = line(entry.get("original_name"), values.MAX_NAME)
        member = CastMember(
            actor=actor,
            role=line(" / ".join(written), values.MAX_NAME) or "",
            native_name=original if original != actor else None,
            photo_url=_image(_PROFILE, entry.get("profile_path")),
            ref=f"tmdb:{person_id}",
        )
        found.setdefault(person_id, member)
    return tuple(list(found.values())[: values.MAX_CAST])


def _episodes(value: object, status: AirStatus | None) -> int | None:
    # While it airs, TMDB counts what is listed so far.
    return whole(value, 1, 9_999) if _is_over(status) else None


def _is_over(status: AirStatus | None) -> bool:
    return status in {AirStatus.ENDED, AirStatus.CANCELLED}


def _runtime(raw: Mapping[str, object]) -> int | None:
    listed = raw.get("episode_run_time")
    last = record(raw.get("last_episode_to_air")).get("runtime")
    for minutes in (*(listed[:5] if isinstance(listed, list) else ()), last):
        if found := whole(minutes, 1, values.MAX_MINUTES):
            return found
    return None


def _image(size: str, path: object) -> str | None:
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        return None
    return f"{_IMAGES}{size}{path}"
