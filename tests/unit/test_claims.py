"""Which of several sources is believed, field by field."""

from dataclasses import fields
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import (
    MAX_CAST,
    Claim,
    believed,
    claimed,
    conflicts,
    from_json,
    stated,
    to_json,
)
from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Link, Name, NameKind, Source

THEN = datetime(2026, 1, 1, tzinfo=UTC)
words = st.text("abc 가나-", min_size=1, max_size=6)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
facts = st.builds(
    DramaFacts,
    title=words,
    native_title=st.none() | words,
    language=st.none() | st.sampled_from(["ko", "ja"]),
    year=st.none() | st.integers(1960, 2030),
    country=st.none() | st.sampled_from(["KR", "JP"]),
    episodes=st.none() | st.integers(1, 50),
    genres=st.lists(words, max_size=3).map(tuple),
    networks=st.lists(words, max_size=3).map(tuple),
    cast=st.lists(
        st.builds(CastMember, words, words, st.none() | words, st.none() | words, st.none()),
        max_size=3,
    ).map(tuple),
    synopsis=st.none() | words,
    aliases=st.lists(
        st.builds(Name, words, st.sampled_from(NameKind), st.none() | st.just("ko")),
        max_size=2,
        unique_by=lambda name: name.text.casefold(),  # a name is kept once, whatever else is said
    ).map(tuple),
    status=st.none() | st.sampled_from(AirStatus),
    first_aired=st.none() | days,
    last_aired=st.none() | days,
    runtime=st.none() | st.integers(1, 200),
    tags=st.lists(words, max_size=3).map(tuple),
    age_ratings=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    trailers=st.lists(st.builds(Link, words, words), max_size=2).map(tuple),
)


def both(**said):
    return {Source(name): claimed(told, THEN) for name, told in said.items()}


@given(facts)
def test_claims_come_back_from_json_as_they_were(told):
    said = claimed(told, THEN, by=7)
    assert from_json(to_json(said)) == said


@given(facts)
def test_one_source_alone_is_believed(told):
    assert believed({Source.TVMAZE: claimed(told, THEN)}) == told


@given(facts, facts)
def test_nothing_that_a_stronger_source_states_is_lost(weak, strong):
    found = believed(both(tmdb=weak, seed=strong))
    for name, value in stated(strong).items():
        if isinstance(value, tuple) and name not in {"genres", "networks", "cast"}:
            assert set(value) <= set(getattr(found, name))
        elif name not in {"cast", "language"}:
            assert getattr(found, name) == value


@given(facts, facts)
def test_what_only_one_source_states_is_taken(weak, strong):
    found = believed(both(tmdb=weak, seed=strong))
    for field in fields(DramaFacts):
        if getattr(weak, field.name) or getattr(strong, field.name):
            assert getattr(found, field.name)


@given(facts, facts)
def test_a_person_has_the_last_word_on_each_field(told, theirs):
    found = believed(both(seed=told, tvmaze=told, people=theirs))
    for name, value in stated(theirs).items():
        if name not in {"aliases", "language"}:
            assert getattr(found, name) == value


def test_casts_are_put_together_by_name_or_role():
    ours = (CastMember("Lee Je Hoon", "Park Hae Young", "이제훈"), CastMember("Kim Hye Soo"))
    theirs = (
        CastMember("Lee Je-Hoon", "Park Hae-Young", None, "https://p.example/1", "tvmaze:1"),
        CastMember("Kim Hye-Soo", "Cha Soo-Hyun", None, None, "tvmaze:2"),
        CastMember("Cho Jin-Woong", "Lee Jae-Han", None, None, "tvmaze:3"),
    )
    found = believed(both(seed=DramaFacts("S", cast=ours), tvmaze=DramaFacts("S", cast=theirs)))
    assert found.cast == (
        CastMember("Lee Je Hoon", "Park Hae Young", "이제훈", "https://p.example/1", "tvmaze:1"),
        CastMember("Kim Hye Soo", "Cha Soo-Hyun", None, None, "tvmaze:2"),
        theirs[2],
    )


def test_one_role_spelt_alike_is_one_actor_under_two_names():
    ours = (CastMember("Jun Ji Hyun", "Cheon Song Yi", "전지현"),)
    theirs = (CastMember("Gianna Jun", "Cheon Song-Yi", None, None, "tvmaze:9"),)
    found = believed(both(seed=DramaFacts("S", cast=ours), tvmaze=DramaFacts("S", cast=theirs)))
    assert [(c.actor, c.native_name, c.ref) for c in found.cast] == [
        ("Jun Ji Hyun", "전지현", "tvmaze:9")
    ]


def test_a_review_adds_nobody_to_a_known_cast():
    ours = DramaFacts("S", cast=(CastMember("Han So Hee"),))
    read = DramaFacts("S", cast=(CastMember("Han So Hee", "Eun Soo"), CastMember("Han Sohi", "X")))
    assert believed(both(seed=ours, review=read)).cast == (CastMember("Han So Hee", "Eun Soo"),)


def test_a_very_long_cast_is_cut():
    many = tuple(CastMember(f"Actor {i}", f"Role {i}") for i in range(150))
    more = tuple(CastMember(f"Player {i}", f"Part {i}") for i in range(150))
    found = believed(both(tmdb=DramaFacts("S", cast=more), tvmaze=DramaFacts("S", cast=many)))
    assert len(found.cast) == MAX_CAST


def test_other_sources_titles_are_names_it_is_found_by():
    found = believed(
        both(
            seed=DramaFacts("Goblin", "도깨비", "ko"),
            tmdb=DramaFacts("Guardian: The Lonely and Great God", "쓸쓸하고 찬란하神-도깨비", "ko"),
            review=DramaFacts("A Blog's Own Title"),
        )
    )
    assert (found.title, found.native_title) == ("Goblin", "도깨비")
    assert [name.text for name in found.aliases] == [
        "Guardian: The Lonely and Great God",
        "쓸쓸하고 찬란하神-도깨비",
    ]


def test_a_language_goes_with_its_native_title():
    found = believed(
        both(tvmaze=DramaFacts("Mother", "Mazā"), seed=DramaFacts("Mother", "마더", "ko"))
    )
    assert (found.native_title, found.language) == ("마더", "ko")


def test_sources_that_disagree_are_named_with_the_believed_one_first():
    claims = both(seed=DramaFacts("Signal", episodes=16, year=2016), tmdb=DramaFacts("SIGNAL!"))
    claims[Source.TMDB]["episodes"] = Claim(17, THEN)
    (one,) = conflicts(claims)
    assert one.field == "episodes"
    assert [(source, claim.value) for source, claim in one.claims] == [
        (Source.SEED, 16),
        (Source.TMDB, 17),
    ]


def test_the_same_role_played_by_several_makes_nobody_somebody_else():
    ours = (CastMember("Ji Chang Wook", "Seo Jung Hoo"),)
    theirs = (
        CastMember("Ji Eun Sung", "Seo Jung Hoo", None, "https://x/child.jpg", "tvmaze:2"),
        CastMember("Ji Chang Wook", "Seo Jung Hoo", "지창욱", "https://x/he.jpg", "tvmaze:1"),
    )
    found = believed(
        {
            Source.SEED: claimed(DramaFacts("Healer", cast=ours), THEN),
            Source.TVMAZE: claimed(DramaFacts("Healer", cast=theirs), THEN),
        }
    ).cast
    assert [(member.actor, member.ref) for member in found] == [
        ("Ji Chang Wook", "tvmaze:1"),
        ("Ji Eun Sung", "tvmaze:2"),
    ]


def test_who_plays_a_role_twice_over_is_not_guessed_from_the_role():
    ours = (CastMember("Ji Chang Wook", "Seo Jung Hoo"),)
    theirs = (
        CastMember("Ji Eun Sung", "Seo Jung Hoo", ref="tvmaze:2"),
        CastMember("Chi Chang-uk", "Seo Jung Hoo", ref="tvmaze:1"),
    )
    found = believed(
        {
            Source.SEED: claimed(DramaFacts("Healer", cast=ours), THEN),
            Source.TVMAZE: claimed(DramaFacts("Healer", cast=theirs), THEN),
        }
    ).cast
    assert found == (*ours, *theirs)
