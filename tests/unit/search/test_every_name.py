"""What holds of every name of the starter catalogue, and of whatever is typed."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.search.normalise import compact, words_of
from tests.unit.search.catalogues import names_of, starter_entries, starter_index

relaxed = settings(deadline=None)  # other tests may be busy beside it

NAMES = [(entry, name) for entry in starter_entries() for name in names_of(entry)]
FOLDED = {compact(words_of(name)) for _, name in NAMES}
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SYLLABLE = re.compile("[가-힣]")

# Letters of every script, marks, signs, half of a pair, and what cannot be seen.
anything = st.text(st.characters(exclude_categories=()), max_size=120)
asian = st.text(
    st.sampled_from("사랑의 불ㅅㅂㅏㅐシグナルしぐ戰艦战舰々ーเพลงabc12 #"), max_size=40
)


def score_of(entry, typed):
    """The best score of an entry, and whether another's is better."""
    hits = starter_index().search(typed)
    own = [hit.score for hit in hits if hit.id == entry.id]
    return own[0] if own else None, hits[0].score if hits else None


def lost(names):
    """The names, of pairs of a drama and what is typed, that do not bring the drama."""
    return [
        (entry.title, typed)
        for entry, typed in names
        if entry.id not in {hit.id for hit in starter_index().search(typed)}
    ]


def test_every_name_finds_its_own_drama_first_or_as_good_as_the_first():
    scores = {name: score_of(entry, name) for entry, name in NAMES}
    assert {
        name: pair for name, pair in scores.items() if pair[0] is None or pair[0] < pair[1]
    } == {}


def test_the_initials_of_every_hangul_name_find_its_drama():
    def initials(name):
        return SYLLABLE.sub(lambda found: INITIALS[(ord(found[0]) - 0xAC00) // 588], name)

    hangul = [(entry, initials(name)) for entry, name in NAMES if len(SYLLABLE.findall(name)) > 1]
    assert len(hangul) > 200
    assert lost(hangul) == []
    assert lost((entry, typed.replace(" ", "")) for entry, typed in hangul) == []


def test_the_first_four_letters_of_every_name_find_its_drama():
    beginnings = [
        (entry, beginning[0])
        for entry, name in NAMES
        if (beginning := re.match(r"(?:\W*\w){1,4}", name))
    ]
    assert lost(beginnings) == []


@relaxed
@given(st.sampled_from(NAMES), st.data())
def test_every_name_with_a_letter_left_out_finds_its_drama(named, data):
    entry, name = named
    at = data.draw(st.integers(0, len(name) - 1))
    typed = name[:at] + name[at + 1 :]
    letters = compact(words_of(typed))
    if len(letters) >= 3 and letters not in FOLDED:  # and is not the name of another
        assert lost([(entry, typed)]) == []


@relaxed
@given(anything | asian)
@example("\ud800" * 50)
@example("\u200b\u202e\x00")
@example("ﷺ" * 100)
@example("x" * 4000)
@example("the " * 25)
def test_anything_typed_is_survived_and_brings_tidy_hits(typed):
    hits = starter_index().search(typed)
    assert len(hits) <= 25
    assert len({hit.id for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert 0 < hit.score <= 100
        assert hit.matched_name in names_of(starter_index().entry(hit.id))


@pytest.mark.parametrize("typed", ["signal", "사랑", "x" * 90])
def test_only_the_first_hundred_characters_count(typed):
    padded = typed.ljust(100)
    assert starter_index().search(padded + "zzz") == starter_index().search(typed)


def run_out(steps):
    """The hits that a search in steps returns at its end."""
    try:
        while True:
            assert next(steps) is None
    except StopIteration as done:
        return done.value


@relaxed
@given(anything, st.integers(0, 30))
def test_searching_in_steps_brings_the_same_hits(typed, limit):
    steps = starter_index().searching(typed, limit)
    assert run_out(steps) == starter_index().search(typed, limit)
