"""What forms say of a drama, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Link, Name, NameKind
from bot.domain.editing import (
    Page,
    WrongFieldsError,
    facts_with,
    from_stored,
    read_page,
    to_stored,
    write_page,
)
from tests.support.dramas import HOSTILE, TEST_DRAMAS

FULL = DramaFacts(
    title="Signal",
    native_title="시그널",
    language="ko",
    year=2016,
    country="KR",
    episodes=16,
    genres=("thriller", "crime", "a-genre-of-another-source"),
    networks=("tvN", "Channel, with a comma"),
    cast=(
        CastMember(
            "Lee Je Hoon", "Park Hae Young", "이제훈", "https://x.example/1.jpg", "tvmaze:1"
        ),
        CastMember("Kim Hye Soo"),
    ),
    synopsis="A radio that calls the past.\n\nTwo detectives.",
    poster_url="https://pictures.example/signal.jpg",
    aliases=(Name("Sigeuneol", NameKind.ROMANISED, "ko-Latn"),),
    status=AirStatus.ENDED,
    tags=("time travel", "cold case"),
    warnings=("violence",),
    trailers=(Link("Teaser", "https://videos.example/1"),),
)


def outcome(typed):
    """Return the inputs that are refused, and the changes."""
    try:
        return set(), read_page(typed, FULL)
    except WrongFieldsError as error:
        return set(error.wrong), {}


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("facts", [FULL, HOSTILE, *TEST_DRAMAS.values()])
def test_a_page_that_is_left_as_it_is_changes_nothing(page, facts):
    assert read_page(write_page(page, facts), facts) == {}


@given(st.data())
def test_whatever_stands_in_a_field_it_is_not_changed_by_being_shown(data):
    texts = st.text(max_size=40)
    facts = DramaFacts(
        title=data.draw(texts),
        native_title=data.draw(st.none() | texts),
        synopsis=data.draw(st.text(max_size=5_000)),
        tags=tuple(data.draw(st.lists(texts, max_size=5))),
        networks=tuple(data.draw(st.lists(texts, max_size=5))),
        cast=tuple(
            CastMember(actor, role, native)
            for actor, role, native in data.draw(
                st.lists(st.tuples(texts, texts, st.none() | texts), max_size=5)
            )
        ),
    )
    for page in Page:
        assert read_page(write_page(page, facts), facts) == {}


@given(st.dictionaries(st.sampled_from(["title", "made", "episodes", "aliases"]), st.text()))
def test_any_text_is_read_or_refused_by_name(typed):
    wrong, changes = outcome(dict(typed))
    assert wrong <= set(typed)
    assert all("\x00" not in str(value) for value in changes.values())


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_cast_and_trailers_are_read_or_refused_by_name(cast, trailers):
    wrong, changes = outcome({"cast": cast, "trailers": trailers, "poster_url": cast})
    assert wrong <= {"cast", "trailers", "poster_url"}
    assert not (wrong and changes)


@pytest.mark.parametrize(
    ("typed", "year", "country"),
    [
        ("2016, KR", 2016, "KR"),
        ("2016 South Korea", 2016, "KR"),
        ("대한민국 2016", 2016, "KR"),
        ("Taiwan", None, "TW"),
        ("(2020)", 2020, None),
        ("hong kong / 2003", 2003, "HK"),
    ],
)
def test_year_and_country_are_read_as_people_write_them(typed, year, country):
    read = read_page({"made": typed}, DramaFacts(title="x", year=1999, country="JP"))
    assert (read.get("year"), read.get("country")) == (year, country)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("made", "2016, Narnia"),
        ("made", "1066"),
        ("made", "12"),
        ("episodes", "sixteen"),
        ("episodes", "0"),
        ("episodes", "-3"),
        ("episodes", "16.5"),
        ("episodes", "99999999999999999999"),
        ("poster_url", "http://pictures.example/a.jpg"),
        ("poster_url", "https://"),
        ("poster_url", "https://[::"),
        ("poster_url", "https://user@pictures.example/a.jpg"),
        ("poster_url", "javascript:alert(1)"),
        ("trailers", "Teaser"),
        ("networks", "n" * 101),
        ("tags", "n" * 61),
        ("cast", "a" * 201),
        ("aliases", "a" * 301),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name, typed):
    with pytest.raises(WrongFieldsError) as refused:
        read_page({name: typed, "title": "Signal"}, FULL)
    assert list(refused.value.wrong) == [name]


def test_cast_lines_keep_what_is_known_of_who_stays():
    typed = "Lee Je-hoon – Haeyoung\nJo Jin Woong (조진웅) - Lee Jae Han"
    cast = read_page({"cast": typed}, FULL)["cast"]
    assert cast == (
        CastMember("Lee Je-hoon", "Haeyoung", "이제훈", "https://x.example/1.jpg", "tvmaze:1"),
        CastMember("Jo Jin Woong", "Lee Jae Han", "조진웅"),
    )


def test_what_an_input_cannot_hold_stays():
    crowd = tuple(CastMember(f"Somebody With A Long Name {n}", "r" * 30) for n in range(190))
    facts = DramaFacts(title="Crowd", cast=crowd)
    typed = write_page(Page.MORE, facts)
    assert len(typed["cast"]) <= 4_000
    typed["cast"] = "New Lead – Hero\n" + typed["cast"]
    cast = read_page(typed, facts)["cast"]
    assert cast == (CastMember("New Lead", "Hero"), *crowd)


def test_picked_genres_keep_their_order_and_those_not_offered():
    read = read_page({"genres": ["romance", "crime"]}, FULL)
    assert read["genres"] == ("crime", "a-genre-of-another-source", "romance")


def test_one_line_of_words_may_be_parted_by_commas():
    assert read_page({"tags": "revenge, time travel"}, FULL)["tags"] == ("revenge", "time travel")


def test_a_native_title_says_its_language():
    assert read_page({"native_title": "相続者たち"}, FULL) == {
        "native_title": "相続者たち",
        "language": "ja",
    }


def test_changes_survive_being_stored():
    typed = {
        **write_page(Page.NAMES, FULL),
        **write_page(Page.MORE, FULL),
        "native_title": "",
        "aliases": "",
        "cast": "Jo Jin Woong – Lee Jae Han",
        "warnings": ["gore", "violence"],
    }
    changes = read_page(typed, FULL)
    restored, was = from_stored(to_stored(changes, FULL))
    assert facts_with(FULL, restored) == facts_with(FULL, changes)
    assert was["aliases"] == FULL.aliases
    assert facts_with(FULL, restored).native_title is None
