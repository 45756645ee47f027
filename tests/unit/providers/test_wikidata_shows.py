from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
import structlog

from bot.domain.dramas import Name, NameKind, Source
from bot.domain.shows import RelatedShow, Relation, ShowId
from bot.providers.wikidata.items import Item
from bot.providers.wikidata.shows import read_item, targets
from tests.unit.providers.wikidata_samples import (
    NOVEL,
    SIGNAL,
    item,
    labelled,
    said,
    to_item,
    to_text,
    to_time,
    to_title,
)


def related(raw, *others):
    show = read_item(Item(raw), [Item(other) for other in others])
    return [(found.relation, found.title) for found in show.related]


def test_a_drama_has_its_names_numbers_and_dates():
    raw = deepcopy(SIGNAL)
    raw["aliases"] = {"en": [{"language": "en", "value": "Sigeuneol"}]}
    found = read_item(Item(raw))
    assert (found.source, found.id) == (Source.WIKIDATA, "Q21655573")
    assert found.url == "https://www.wikidata.org/wiki/Q21655573"
    assert found.changed_at == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert found.ids == (
        ShowId("wikidata", "Q21655573"),
        ShowId("tvmaze", "13187"),
        ShowId("tmdb", "64840"),
        ShowId("imdb", "tt5332206"),
    )
    told = found.facts
    assert (told.title, told.native_title, told.language) == ("Signal", "시그널", "ko")
    assert (told.country, told.year, told.episodes) == ("KR", 2016, 16)
    assert (told.first_aired, told.last_aired) == (date(2016, 1, 22), date(2016, 3, 12))
    assert told.aliases == (
        Name("Sigeuneol", NameKind.ALIAS, "en"),
        Name("シグナル", NameKind.ALIAS, "ja"),
        Name("信號", NameKind.ALIAS, "zh-Hant"),
    )


def test_a_name_of_many_languages_is_the_title_where_there_is_no_english_one():
    raw = labelled(item("Q1", P495=to_item("Q884")), mul="Vincenzo", ko="빈센조")
    assert read_item(Item(raw)).facts.title == "Vincenzo"


def test_without_either_any_name_is_the_title():
    raw = labelled(item("Q1", P495=to_item("Q884")), ko="빈센조")
    told = read_item(Item(raw)).facts
    assert (told.title, told.native_title) == ("빈센조", "빈센조")


def test_a_drama_of_taiwan_has_its_title_in_traditional_characters():
    raw = labelled(
        item("Q1", "Someday or One Day", P364=to_item("Q7850"), P495=to_item("Q865")),
        zh="想见你",
        zh_hans="想见你",
        zh_hant="想見你",
    )
    told = read_item(Item(raw)).facts
    assert (told.language, told.native_title) == ("zh-Hant", "想見你")


def test_preferred_statements_come_first_and_deprecated_ones_not_at_all():
    raw = item(
        "Q1",
        "X",
        P8600=[
            said(to_text("1"), rank="deprecated"),
            said(to_text("2")),
            said(to_text("3"), rank="preferred"),
        ],
    )
    assert Item(raw).external("tvmaze") == "3"


def test_a_date_that_is_known_to_the_year_is_only_a_year():
    raw = item("Q1", "X", P580=to_time("2016-00-00", 9))
    told = read_item(Item(raw)).facts
    assert (told.year, told.first_aired) == (2016, None)


def test_a_remake_and_its_original_know_each_other_from_either_side():
    remake = item("Q2", "Signal: Long-Term Unsolved Case", P144=to_item("Q21655573"))
    assert related(remake, SIGNAL) == [(Relation.ORIGINAL, "Signal")]
    assert related(SIGNAL, remake) == [(Relation.REMAKE, "Signal: Long-Term Unsolved Case")]
    tells_so = item("Q3", "X", P4969=to_item("Q2"))
    assert related(tells_so, item("Q2", "Y")) == [(Relation.REMAKE, "Y")]


def test_a_drama_after_a_novel_has_no_original_but_dramas_of_the_same_story():
    novel = item("Q9", "Boys over Flowers", kind=NOVEL)
    korean = item("Q1", "Boys over Flowers", P144=to_item("Q9"))
    chinese = item("Q2", "Meteor Garden", P144=to_item("Q9"), P580=to_time("2018-07-09"))
    assert related(korean, novel, chinese) == [(Relation.SAME_STORY, "Meteor Garden")]
    assert read_item(Item(korean), [Item(chinese)]).related[0].year == 2018


def test_an_item_is_a_series_by_what_it_is_or_by_where_it_is_listed():
    assert Item(item("Q1", kind="Q526877")).is_series
    assert Item(item("Q1", kind="Q999", P8600=to_text("5"))).is_series
    assert not Item(item("Q1", kind=NOVEL)).is_series
    assert not Item(item("Q1", kind="Q11424", P345=to_text("tt0000001"))).is_series


def test_seasons_and_spin_offs_are_related():
    first = item("Q1", "Hospital Playlist", P156=to_item("Q2"), P2512=to_item("Q3"))
    second = item("Q2", "Hospital Playlist 2", P155=to_item("Q1"))
    spin_off = item("Q3", "Resident Playbook")
    assert related(first, second, spin_off) == [
        (Relation.SEQUEL, "Hospital Playlist 2"),
        (Relation.SPIN_OFF, "Resident Playbook"),
    ]
    assert related(second, first) == [(Relation.PREQUEL, "Hospital Playlist")]


def test_what_follows_in_a_series_follows_whatever_it_is_called():
    snak = said(to_item("Q50"), P156=to_item("Q2"))
    assert related(item("Q1", "Reply 1997", P179=[snak]), item("Q2", "Answer Me")) == [
        (Relation.SEQUEL, "Answer Me")
    ]
    alike = [item(f"Q{n}", name, P179=to_item("Q50")) for n, name in ((1, "Ash"), (2, "Elm"))]
    alike[0]["claims"]["P156"] = [said(to_item("Q2"))]
    assert related(*alike) == [(Relation.SEQUEL, "Elm")]


def test_the_next_drama_of_the_same_hour_is_no_sequel():
    signal = item("Q1", "Signal", P156=to_item("Q2"))
    assert related(signal, item("Q2", "Memory")) == []


def test_a_related_drama_is_named_by_the_register_we_know_best():
    full = item("Q2", "A", P4983=to_text("7"), P8600=to_text("8"), P144=to_item("Q1"))
    bare = item("Q3", "B", P144=to_item("Q1"))
    show = read_item(Item(item("Q1", "X")), [Item(full), Item(bare)])
    assert show.related == (
        RelatedShow(Relation.REMAKE, ShowId("tvmaze", "8"), "A"),
        RelatedShow(Relation.REMAKE, ShowId("wikidata", "Q3"), "B"),
    )


def test_nobody_looked_for_relations_is_not_the_same_as_none():
    assert read_item(Item(SIGNAL)).related is None
    assert read_item(Item(SIGNAL), []).related == ()


def test_an_item_leads_to_each_other_item_once_and_never_to_itself():
    raw = item(
        "Q1",
        "X",
        P144=[said(to_item("Q9")), said(to_item("Q1"))],
        P155=to_item("Q9"),
        P179=[said(to_item("Q50"), P156=to_item("Q4"))],
    )
    assert targets(Item(raw)) == ("Q9", "Q4")


@pytest.mark.parametrize(
    "snak",
    [
        {"snaktype": "novalue"},
        {"snaktype": "somevalue"},
        {"datavalue": None},
        to_text(None),
        to_text({"id": "P31"}),
        to_title("", "ko"),
        to_text({"amount": "-3"}),
        to_text({"time": "2016", "precision": 11}),
    ],
)
def test_a_value_that_is_none_is_nothing(snak):
    props = ("P144", "P155", "P179", "P345", "P364", "P495", "P580", "P1113", "P1476", "P8600")
    bare = read_item(Item(item("Q1", "X", **dict.fromkeys(props, snak))), [])
    assert bare.facts.year is None
    assert (bare.ids, bare.related) == ((ShowId("wikidata", "Q1"),), ())


def test_an_item_without_a_name_is_left_out_and_logged():
    with structlog.testing.capture_logs() as logs:
        assert read_item(Item(item("Q1"))) is None
    assert logs[0]["id"] == "Q1"
