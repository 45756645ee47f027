from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import structlog

from bot.domain.dramas import AirStatus, CastMember, Name, NameKind, Source
from bot.domain.shows import ShowId
from bot.providers.tvmaze.shows import read_show, read_shows
from tests.unit.providers.tvmaze_samples import SIGNAL, aka, credit, network, season, show


def facts(**changes):
    found = read_show(show(**changes), season(16))
    assert found is not None
    return found.facts


def test_a_korean_drama_is_read_with_all_its_facts():
    found = read_show(SIGNAL, season(16))
    assert found is not None
    assert (found.source, found.id, found.kind) == (Source.TVMAZE, "13187", "Scripted")
    assert found.url == "https://www.tvmaze.com/shows/13187/signal"
    assert found.changed_at == datetime(2024, 1, 9, 9, 55, 22, tzinfo=UTC)
    assert found.popularity == 83.0
    told = found.facts
    assert (told.title, told.native_title, told.language) == ("Signal", "시그널", "ko")
    assert (told.year, told.country, told.networks) == (2016, "KR", ("tvN",))
    assert (told.status, told.episodes, told.runtime) == (AirStatus.ENDED, 16, 80)
    assert (told.first_aired, told.last_aired) == (date(2016, 1, 22), date(2016, 3, 12))
    assert told.synopsis == "Signal: an old radio joins two officers, years apart."
    assert told.poster_url == SIGNAL["image"]["original"]


def test_genres_become_ours_and_those_we_have_not_become_tags():
    assert facts().genres == ("crime", "thriller", "mystery")
    assert facts().tags == ("Espionage",)


def test_it_is_known_by_its_ids_in_other_registers_its_own_first():
    assert read_show(SIGNAL).ids == (
        ShowId("tvmaze", "13187"),
        ShowId("imdb", "tt5332206"),
        ShowId("tvdb", "306070"),
    )
    odd = {"imdb": "nm123; drop", "thetvdb": "306070", "tvrage": 1}
    assert read_show(show(externals=odd)).ids == (ShowId("tvmaze", "13187"),)


def test_other_titles_are_aliases_with_the_language_they_are_in():
    assert facts().aliases == (
        Name("Sigeuneol", NameKind.ALIAS, None),
        Name("信號", NameKind.ALIAS, "zh-Hant"),
        Name("シグナル", NameKind.ALIAS, "ja"),
        Name("Сигнал", NameKind.ALIAS, "ru"),
    )


def test_an_actor_with_two_roles_stands_there_once_and_oneself_is_no_role():
    assert facts().cast == (
        CastMember(
            "Lee Je Hoon",
            "Park Hae Young / Young Hae Young",
            photo_url="https://static.tvmaze.com/m/1.jpg",
            ref="tvmaze:1",
        ),
        CastMember(
            "Kim Hye Soo",
            "Cha Soo Hyun",
            photo_url="https://static.tvmaze.com/m/2.jpg",
            ref="tvmaze:2",
        ),
        CastMember(
            "Some Singer", "", photo_url="https://static.tvmaze.com/m/3.jpg", ref="tvmaze:3"
        ),
    )


def test_namesakes_are_two_people():
    twins = [credit(1, "Kim Min Ji", "A"), credit(2, "Kim Min Ji", "B")]
    assert [member.ref for member in facts(cast=twins).cast] == ["tvmaze:1", "tvmaze:2"]


def test_a_crowd_is_cut_at_two_hundred():
    crowd = [credit(k, f"Actor {k}", "x" * 500) for k in range(1, 300)]
    cast = facts(cast=crowd).cast
    assert len(cast) == 200
    assert all(len(member.role) == 200 for member in cast)


def test_a_name_in_native_letters_is_both_titles():
    told = facts(name="응답하라 1988", akas=[aka("Reply 1988", "US")])
    assert (told.title, told.native_title) == ("응답하라 1988", "응답하라 1988")
    assert [alias.text for alias in told.aliases] == ["Reply 1988"]


def test_a_chinese_drama_is_in_the_script_of_its_country():
    mainland = facts(language="Chinese", network=network("Hunan TV", "CN"), akas=[aka("琅琊榜")])
    assert (mainland.language, mainland.native_title) == ("zh-Hans", "琅琊榜")
    taiwan = facts(language="Chinese", network=network("TTV", "TW"), akas=[aka("想見你")])
    assert (taiwan.language, taiwan.native_title, taiwan.country) == ("zh-Hant", "想見你", "TW")


def test_a_thai_and_a_japanese_drama_have_their_native_titles():
    thai = facts(language="Thai", network=network("CH3", "TH"), akas=[aka("บุพเพสันนิวาส")])
    assert (thai.language, thai.native_title) == ("th", "บุพเพสันนิวาส")
    japanese = facts(
        language="Japanese",
        network=network("TBS", "JP"),
        akas=[aka("半澤直樹", "TW"), aka("半沢直樹", "JP")],
    )
    assert (japanese.language, japanese.native_title) == ("ja", "半沢直樹")


def test_a_drama_of_a_service_that_streams_everywhere_is_of_its_languages_country():
    netflix = {"id": 1, "name": "Netflix", "country": None, "officialSite": None}
    told = facts(network=None, webChannel=netflix)
    assert (told.country, told.networks) == ("KR", ("Netflix",))
    assert facts(network=None, webChannel=netflix, language="Chinese").country is None


def test_a_drama_on_two_channels_has_both_and_one_on_a_single_one_has_it_once():
    both = facts(webChannel=network("TVING", "KR"))
    assert both.networks == ("tvN", "TVING")
    assert facts(webChannel=network("TVN", "KR")).networks == ("tvN",)


@pytest.mark.parametrize(
    ("status", "expected", "episodes"),
    [
        ("Ended", AirStatus.ENDED, 16),
        ("To Be Determined", AirStatus.ENDED, 16),
        ("Running", AirStatus.AIRING, 20),
        ("In Development", AirStatus.PLANNED, 20),
        ("Something New", None, 20),
    ],
)
def test_while_it_runs_a_drama_has_as_many_episodes_as_were_ordered(status, expected, episodes):
    told = facts(status=status, seasons=[{"number": 1, "episodeOrder": 20}])
    assert (told.status, told.episodes) == (expected, episodes)


@pytest.mark.parametrize(
    "seasons",
    [[], None, [{"episodeOrder": None}], [{"episodeOrder": 10}], [{"episodeOrder": 16}, {}]],
)
def test_while_it_runs_and_nobody_knows_how_long_the_number_is_unknown(seasons):
    assert facts(status="Running", seasons=seasons).episodes is None


def test_an_ended_drama_without_episodes_has_an_unknown_number():
    found = read_show(SIGNAL, [])
    assert (found.airings, found.facts.episodes) == ((), None)


def test_a_show_of_a_list_has_no_episodes_to_tell_of():
    assert read_show(SIGNAL).airings is None
    assert read_show(SIGNAL).facts.episodes is None


def test_what_is_no_show_is_left_out_and_its_id_logged():
    with structlog.testing.capture_logs() as logs:
        found = read_shows([SIGNAL, {"id": 7, "name": None}, "x", None, {"name": "No id"}])
    assert [show.id for show in found] == ["13187"]
    assert [entry["id"] for entry in logs] == ["7", "None"]


def test_a_drama_of_nulls_is_its_name_and_no_more():
    bare = read_show({"id": 5, "name": "Bare"} | dict.fromkeys(("genres", "network", "image")))
    assert bare.facts.title == "Bare"
    assert (bare.facts.genres, bare.facts.networks, bare.facts.poster_url) == ((), (), None)
    assert bare.url == "https://www.tvmaze.com/shows/5"
