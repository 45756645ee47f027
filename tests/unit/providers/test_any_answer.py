"""Whatever a provider sends, reading it ends, and ends within what we store."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.providers.tmdb.shows import read_show as read_tmdb
from bot.providers.tvmaze.episodes import read_episodes
from bot.providers.tvmaze.shows import read_show as read_tvmaze
from bot.providers.wikidata.items import Item
from bot.providers.wikidata.shows import read_item, targets
from tests.unit.providers.test_tmdb_shows import GOBLIN
from tests.unit.providers.tvmaze_samples import SIGNAL, season
from tests.unit.providers.wikidata_samples import SIGNAL as ITEM

LONGEST = {
    "title": 300,
    "native_title": 300,
    "text": 300,
    "synopsis": 4_000,
    "actor": 200,
    "role": 200,
    "native_name": 200,
    "service": 100,
    "url": 2_000,
    "poster_url": 2_000,
    "photo_url": 2_000,
    "language": 20,
    "country": 2,
    "region": 2,
    "ref": 40,
    "id": 40,
    "kind": 40,
}
MOST = {"cast": 200, "aliases": 40, "tags": 40, "trailers": 10, "networks": 20}

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2016-01-22", "KR", "regular", "significant_special", "https://a.example/"]),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=20,
)
relaxed = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def spoiled(draw, sample):
    """The sample with some of it, at any depth, replaced by any JSON at all."""

    def spoil(value):
        if draw(st.integers(0, 11)) == 0:
            return draw(JSON)
        if isinstance(value, dict):
            return {key: spoil(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [spoil(inner) for inner in value]
        return value

    return spoil(sample)


def check(value, name=""):
    """Hold a value, and all it is made of, to what the catalogue can store."""
    if is_dataclass(value):
        for field in fields(value):
            check(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        assert len(value) <= MOST.get(name, 20_000), name
        for inner in value:
            check(inner, name.removesuffix("s") if name in {"tags", "networks"} else "")
    elif isinstance(value, Enum):
        pass
    elif isinstance(value, str):
        assert len(value) <= LONGEST.get(name, 100 if name == "network" else 300), name
        allowed = "\n" if name == "synopsis" else ""
        for char in value:
            assert (
                char in f"{allowed}\u200c\u200d"
                or unicodedata.category(char)[0] != "C"
                or (unicodedata.category(char) in {"Cn", "Co"})
            )
    elif isinstance(value, datetime):
        assert value.tzinfo is not None
    elif isinstance(value, Decimal):
        assert value * 10 == int(value * 10)
        assert 0 <= value <= 10_000
    elif isinstance(value, int | float):
        assert 0 <= value <= 10_000


def check_show(show):
    if show is not None:
        assert show.id
        assert show.facts.title
        check(show)


@relaxed
@given(JSON | spoiled(SIGNAL), JSON | spoiled(season(4)))
def test_any_answer_of_tvmaze_is_a_show_or_none(raw, episodes):
    check_show(read_tvmaze(raw, episodes))


@relaxed
@given(spoiled(season(12)))
def test_episodes_never_share_a_number(episodes):
    numbers = [airing.number for airing in read_episodes(episodes)]
    assert numbers == sorted(set(numbers))


@relaxed
@given(JSON | spoiled(GOBLIN))
def test_any_answer_of_tmdb_is_a_show_or_none(raw):
    check_show(read_tmdb(raw))


@relaxed
@given(spoiled(ITEM), spoiled(ITEM))
def test_any_item_of_wikidata_is_a_show_or_none(raw, other):
    item = Item(raw if isinstance(raw, dict) else {})
    targets(item)
    check_show(read_item(item, [Item(other if isinstance(other, dict) else {})]))


@pytest.mark.parametrize("odd", ["x" * 9_000, "가" * 9_000, "\x00\u202e\ud800", "🇰🇷" * 900])
def test_texts_of_any_length_are_cut_to_what_is_stored(odd):
    def replaced(value):
        if isinstance(value, dict):
            return {key: replaced(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [replaced(inner) for inner in value]
        return odd if isinstance(value, str) else value

    check_show(read_tvmaze(replaced(SIGNAL), replaced(season(3))))
    check_show(read_tmdb(replaced(GOBLIN)))
    check_show(read_item(Item(replaced(ITEM)), []))
