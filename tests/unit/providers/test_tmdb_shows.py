from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
import structlog

from bot.domain.dramas import AirStatus, CastMember, Link, Name, NameKind, Source
from bot.domain.shows import ShowId, WatchKind, WatchOption
from bot.providers.tmdb.provider import credentials
from bot.providers.tmdb.shows import read_show

GOBLIN = {
    "id": 67_915,
    "name": "Goblin",
    "original_name": "쓸쓸하고 찬란하神-도깨비",
    "original_language": "ko",
    "origin_country": ["KR"],
    "type": "Scripted",
    "status": "Ended",
    "first_air_date": "2016-12-02",
    "last_air_date": "2017-01-21",
    "episode_run_time": [],
    "last_episode_to_air": {"id": 1, "runtime": 79},
    "number_of_episodes": 16,
    "networks": [{"id": 866, "name": "tvN", "origin_country": "KR"}],
    "genres": [
        {"id": 35, "name": "Comedy"},
        {"id": 18, "name": "Drama"},
        {"id": 10765, "name": "Sci-Fi & Fantasy"},
    ],
    "overview": "An immortal looks for the one who can end his days.",
    "popularity": 99.0,
    "poster_path": "/aBc-1_2.jpg",
    "translations": {
        "translations": [
            {"iso_3166_1": "DE", "iso_639_1": "de", "data": {"name": "Der Kobold"}},
            {"iso_3166_1": "US", "iso_639_1": "en", "data": {"name": "Guardian"}},
            {"iso_3166_1": "TW", "iso_639_1": "zh", "data": {"name": "孤單又燦爛的神：鬼怪"}},
            {"iso_3166_1": "CN", "iso_639_1": "zh", "data": {"name": "鬼怪"}},
            {"iso_3166_1": "JP", "iso_639_1": "ja", "data": {"name": "トッケビ"}},
            {"iso_3166_1": "FR", "iso_639_1": "fr", "data": {"name": ""}},
        ]
    },
    "alternative_titles": {
        "results": [
            {"iso_3166_1": "KR", "title": "Dokkaebi", "type": "Romanization"},
            {"iso_3166_1": "KR", "title": "도깨비", "type": ""},
            {"iso_3166_1": "US", "title": "Goblin", "type": ""},
        ]
    },
    "keywords": {
        "results": [
            {"id": 1, "name": "grim reaper"},
            {"id": 2, "name": "Suicide Attempt"},
            {"id": 3, "name": "immortality"},
        ]
    },
    "content_ratings": {
        "results": [
            {"iso_3166_1": "KR", "rating": "15", "descriptors": []},
            {"iso_3166_1": "US", "rating": "", "descriptors": []},
            {"iso_3166_1": "KR", "rating": "12", "descriptors": []},
        ]
    },
    "watch/providers": {
        "results": {
            "KR": {
                "link": "https://www.themoviedb.org/tv/67915/watch?locale=KR",
                "flatrate": [{"provider_id": 1, "provider_name": "TVING"}],
                "buy": [{"provider_id": 2, "provider_name": "wavve"}],
            },
            "US": {"ads": [{"provider_name": "Viki"}, {"provider_name": "Viki"}]},
        }
    },
    "recommendations": {
        "results": [
            {"id": 70_001, "media_type": "tv"},
            {"id": 70_002, "media_type": "movie"},
            {"id": 70_001, "media_type": "tv"},
        ]
    },
    "videos": {
        "results": [
            {"site": "YouTube", "type": "Teaser", "key": "teaser-001", "name": "Teaser"},
            {"site": "YouTube", "type": "Clip", "key": "clip-00001", "name": "A clip"},
            {"site": "Vimeo", "type": "Trailer", "key": "123456", "name": "Fans"},
            {
                "site": "YouTube",
                "type": "Trailer",
                "key": "trailer-01",
                "name": "Trailer",
                "official": True,
            },
            {"site": "YouTube", "type": "Trailer", "key": "../../x?a=b", "name": "Bad"},
        ]
    },
    "aggregate_credits": {
        "cast": [
            {
                "id": 150_903,
                "name": "Gong Yoo",
                "original_name": "공유",
                "profile_path": "/gong.jpg",
                "roles": [{"character": "Kim Shin"}, {"character": "Goblin"}],
            }
        ]
    },
    "external_ids": {"imdb_id": "tt5994364", "tvdb_id": 318_240, "wikidata_id": "Q27825391"},
}


def facts(**changes):
    return read_show(deepcopy(GOBLIN) | changes).facts


def test_a_korean_drama_is_read_with_all_its_facts():
    found = read_show(GOBLIN)
    assert (found.source, found.id, found.kind) == (Source.TMDB, "67915", "Scripted")
    assert found.url == "https://www.themoviedb.org/tv/67915"
    told = found.facts
    assert (told.title, told.native_title) == ("Goblin", "쓸쓸하고 찬란하神-도깨비")
    assert (told.language, told.country, told.year) == ("ko", "KR", 2016)
    assert (told.status, told.episodes, told.runtime) == (AirStatus.ENDED, 16, 79)
    assert (told.first_aired, told.last_aired) == (date(2016, 12, 2), date(2017, 1, 21))
    assert told.networks == ("tvN",)
    assert told.poster_url == "https://image.tmdb.org/t/p/w500/aBc-1_2.jpg"
    assert 60 < found.popularity < 70


def test_it_is_known_by_its_ids_in_other_registers():
    assert read_show(GOBLIN).ids == (
        ShowId("tmdb", "67915"),
        ShowId("imdb", "tt5994364"),
        ShowId("tvdb", "318240"),
        ShowId("wikidata", "Q27825391"),
    )


def test_titles_of_our_members_languages_come_first_and_say_which_they_are():
    assert facts().aliases == (
        Name("トッケビ", NameKind.ALIAS, "ja"),
        Name("孤單又燦爛的神：鬼怪", NameKind.ALIAS, "zh-Hant"),
        Name("鬼怪", NameKind.ALIAS, "zh-Hans"),
        Name("Guardian", NameKind.ALIAS, "en"),
        Name("Der Kobold", NameKind.ALIAS, "de"),
        Name("Dokkaebi", NameKind.ROMANISED, None),
        Name("도깨비", NameKind.ALIAS, "ko"),
    )


def test_a_name_that_nobody_translated_gives_way_to_an_english_one():
    told = facts(name=GOBLIN["original_name"])
    assert (told.title, told.native_title) == ("Guardian", GOBLIN["original_name"])
    alone = facts(name=GOBLIN["original_name"], translations=None)
    assert alone.title == alone.native_title == GOBLIN["original_name"]


def test_an_english_series_has_no_native_title():
    told = facts(name="Lost", original_name="Lost", original_language="en", origin_country=["US"])
    assert (told.native_title, told.language) == (None, "en")


def test_tmdbs_code_for_cantonese_is_understood():
    told = facts(original_language="cn", origin_country=["HK"])
    assert told.language == "zh-Hant"


def test_keywords_are_tags_and_some_are_genres_and_warnings():
    told = facts()
    assert told.tags == ("grim reaper", "Suicide Attempt", "immortality", "Sci-Fi & Fantasy")
    assert told.genres == ("comedy", "supernatural")
    assert told.warnings == ("suicide",)


def test_age_ratings_are_by_country_without_the_empty_ones():
    assert facts().age_ratings == (("KR", "15"),)


def test_where_to_watch_is_by_country_with_the_page_that_credits_justwatch():
    link = "https://www.themoviedb.org/tv/67915/watch?locale=KR"
    assert read_show(GOBLIN).watch == (
        WatchOption("KR", "TVING", WatchKind.STREAM, link),
        WatchOption("KR", "wavve", WatchKind.BUY, link),
        WatchOption("US", "Viki", WatchKind.ADS, None),
    )


def test_recommended_series_come_once_and_films_do_not():
    assert read_show(GOBLIN).recommended == (ShowId("tmdb", "70001"),)


def test_official_trailers_come_first_and_only_from_sites_we_know():
    assert facts().trailers == (
        Link("Trailer", "https://www.youtube.com/watch?v=trailer-01"),
        Link("Fans", "https://vimeo.com/123456"),
        Link("Teaser", "https://www.youtube.com/watch?v=teaser-001"),
    )


def test_the_cast_is_that_of_all_seasons_with_native_names():
    assert facts().cast == (
        CastMember(
            "Gong Yoo",
            "Kim Shin / Goblin",
            native_name="공유",
            photo_url="https://image.tmdb.org/t/p/w185/gong.jpg",
            ref="tmdb:150903",
        ),
    )
    plain = {"cast": [{"id": 1, "name": "A", "original_name": "A", "character": "B"}]}
    told = facts(aggregate_credits=None, credits=plain)
    assert told.cast == (CastMember("A", "B", ref="tmdb:1"),)


@pytest.mark.parametrize(
    ("status", "expected", "episodes"),
    [
        ("Returning Series", AirStatus.AIRING, None),
        ("In Production", AirStatus.PLANNED, None),
        ("Planned", AirStatus.PLANNED, None),
        ("Canceled", AirStatus.CANCELLED, 16),
        ("?", None, None),
    ],
)
def test_episodes_are_counted_once_all_are_out(status, expected, episodes):
    told = facts(status=status)
    assert (told.status, told.episodes) == (expected, episodes)
    assert (told.last_aired is not None) is (episodes is not None)


def test_a_result_of_a_search_tells_less_and_says_so():
    names = ("id", "name", "original_name", "original_language", "origin_country")
    listed = {name: GOBLIN[name] for name in names} | {"genre_ids": [35, 18, 99]}
    found = read_show(listed)
    assert (found.watch, found.recommended) == (None, None)
    assert (found.facts.genres, found.facts.tags) == (("comedy",), ("Documentary",))


def test_a_path_that_leads_elsewhere_is_no_picture():
    for path in ("//evil.example/x.jpg", "/a/b.jpg", "https://evil.example", "/..%2f", None):
        assert facts(poster_path=path).poster_url is None


def test_what_is_no_show_is_left_out_and_its_id_logged():
    with structlog.testing.capture_logs() as logs:
        assert read_show({"id": 8, "name": " "}) is None
        assert read_show([GOBLIN]) is None
    assert [entry["id"] for entry in logs] == ["8", "None"]


def test_a_short_key_goes_into_the_address_and_a_token_into_a_header():
    assert credentials("0123456789abcdef0123456789abcdef") == (
        {},
        {"api_key": "0123456789abcdef0123456789abcdef"},
    )
    assert credentials("eyJhbGciOi.J9.x") == ({"Authorization": "Bearer eyJhbGciOi.J9.x"}, {})
