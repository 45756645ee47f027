from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import believed, claimed
from bot.domain.dramas import CastMember, Drama, DramaFacts, Name, NameKind, Source
from bot.domain.errors import ConflictError
from bot.reading.model import CastMember as ReadCast
from bot.reading.model import Fact, PostKind, ReadReview
from bot.services.house_facts import (
    _key,
    facts_of,
    filled_in,
    find_reviewed,
    lacking,
    slug_of,
)

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def merge_facts(known, read):
    """Return what is believed of a drama after a post was read."""
    said = claimed(lacking(known, read), WHEN)
    return believed({Source.SEED: claimed(known, WHEN), Source.REVIEW: said})


words = st.text("abc 가나", max_size=4)
maybe = st.none() | words
people = st.builds(CastMember, words, words, maybe)
facts = st.builds(
    DramaFacts,
    title=words,
    native_title=maybe,
    language=st.none() | st.sampled_from(["ko", "ja"]),
    year=st.none() | st.integers(1960, 2030),
    country=st.none() | st.sampled_from(["KR", "JP"]),
    episodes=st.none() | st.integers(1, 50),
    genres=st.lists(words, max_size=3).map(tuple),
    networks=st.lists(words, max_size=3).map(tuple),
    cast=st.lists(people, max_size=3).map(tuple),
    synopsis=maybe,
    poster_url=maybe,
    aliases=st.lists(st.builds(Name, words, st.just(NameKind.ALIAS)), max_size=2).map(tuple),
)


def a_post(title, native=None, year=None, country=None, **others):
    return ReadReview(
        PostKind.REVIEW,
        title=Fact(title, title),
        native_title=Fact(native, native) if native else None,
        year=Fact(year, str(year)) if year else None,
        country=Fact(country, country) if country else None,
        **others,
    )


def dramas(*known):
    return [Drama(number, one) for number, one in enumerate(known, 1)]


KOREAN_MOTHER = DramaFacts("Mother", "마더", "ko", 2018, "KR")
JAPANESE_MOTHER = DramaFacts("Mother", "マザー", "ja", 2010, "JP")


@given(facts, facts)
def test_nothing_known_is_lost_or_changed(known, read):
    merged = merge_facts(known, read)
    for field in fields(DramaFacts):
        before = getattr(known, field.name)
        if before and field.name != "cast":
            assert getattr(merged, field.name) == before
    if known.cast:
        assert [(m.actor, m.native_name) for m in merged.cast] == [
            (m.actor, m.native_name) for m in known.cast
        ]
        for before, after in zip(known.cast, merged.cast, strict=True):
            assert not before.role or after.role == before.role


@given(facts, facts)
def test_the_same_post_fills_nothing_in_a_second_time(known, read):
    once = merge_facts(known, read)
    assert filled_in(once, merge_facts(once, read)) == ()


@given(facts)
def test_what_is_missing_is_taken_from_the_post(read):
    merged = merge_facts(DramaFacts("A title"), read)
    for field in fields(DramaFacts):
        if field.name == "cast":
            named = [_key(member.actor) for member in read.cast]
            assert [_key(member.actor) for member in merged.cast] == list(dict.fromkeys(named))
            if len(set(named)) == len(named):
                assert merged.cast == read.cast
        elif field.name not in {"title", "aliases"}:
            assert (getattr(merged, field.name) or None) == (getattr(read, field.name) or None)


def test_a_role_is_filled_in_for_the_actor_however_the_name_is_spaced():
    known = DramaFacts("X", cast=(CastMember("Han So Hee", "", "한소희"),))
    read = DramaFacts("X", cast=(CastMember("Han So-hee", "Lee Eun Soo"),))
    assert merge_facts(known, read).cast == (CastMember("Han So Hee", "Lee Eun Soo", "한소희"),)


def test_the_language_of_another_native_title_is_not_taken_over():
    merged = merge_facts(DramaFacts("X", native_title="마더"), DramaFacts("X", "マザー", "ja"))
    assert merged.language is None


@pytest.mark.parametrize(
    "post",
    [
        a_post("Mother", native="마더"),
        a_post("MOTHER", year=2018),
        a_post("Mother", country="KR"),
        a_post("Madeo", native="마더"),
        a_post("Mother", year=2019),
    ],
    ids=["native title", "year", "country", "only native title", "year it ended in"],
)
def test_what_the_post_states_tells_dramas_of_one_name_apart(post):
    found = find_reviewed(dramas(JAPANESE_MOTHER, KOREAN_MOTHER), post)
    assert found is not None
    assert found.facts == KOREAN_MOTHER


def test_several_that_fit_equally_are_named_in_the_refusal():
    with pytest.raises(ConflictError, match=r"Mother \(マザー, 2010\), Mother \(마더, 2018\)"):
        find_reviewed(dramas(JAPANESE_MOTHER, KOREAN_MOTHER), a_post("Mother"))


@pytest.mark.parametrize(
    "post",
    [
        a_post("Mother", native="母親"),
        a_post("Mother", year=2004),
        a_post("Mother", country="TR"),
        a_post("Mother Dear"),
    ],
    ids=["native title", "year", "country", "title"],
)
def test_a_drama_that_contradicts_the_post_is_another_one(post):
    assert find_reviewed(dramas(JAPANESE_MOTHER, KOREAN_MOTHER), post) is None


def test_a_title_goes_before_the_same_words_as_an_alias():
    alias = DramaFacts("My Mister", year=2018, aliases=(Name("Mother", NameKind.ALIAS),))
    found = find_reviewed(dramas(alias, KOREAN_MOTHER), a_post("Mother"))
    assert found is not None
    assert found.title == "Mother"


@pytest.mark.parametrize(
    ("title", "native", "key"),
    [
        ("Soundtrack #1", None, "soundtrack-1-2022"),
        ("Café Noir: Part 2", None, "cafe-noir-part-2-2022"),
        ("?!", "마더", "madeo-2022"),
        ("?!", None, "drama-2022"),
    ],
)
def test_the_key_of_a_new_drama(title, native, key):
    assert slug_of(DramaFacts(title, native_title=native, year=2022)) == key


@given(st.text(max_size=400))
def test_a_key_fits_and_is_plain_whatever_the_title(title):
    assert len(slug_of(DramaFacts(title, year=2022))) <= 200
    assert slug_of(DramaFacts(title)).replace("-", "").isalnum()


def test_facts_that_storage_cannot_hold_are_cut():
    long = "x" * 5_000
    made = facts_of(a_post(long, native=long, networks=(Fact(long, ""),)))
    assert len(made.title) <= 300
    assert len(made.native_title or "") <= 300
    assert all(len(network) <= 100 for network in made.networks)


def test_an_actor_who_is_named_twice_is_one_with_the_role_that_is_given():
    twice = [CastMember("Han So Hee", ""), CastMember("Han So-hee", "Lee Eun Soo")]
    cast = tuple(Fact(ReadCast(m.actor, m.role), m.actor) for m in twice)
    merged = merge_facts(DramaFacts("X"), facts_of(a_post("X", cast=cast)))
    assert merged.cast == (CastMember("Han So Hee", "Lee Eun Soo"),)
