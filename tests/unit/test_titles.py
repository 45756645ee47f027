import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dramas import CastMember, Drama, DramaFacts
from bot.i18n import lang_for
from bot.ui.terms import drama_line, names_of, title_of, titles_of
from tests.support.dramas import GO_AHEAD, SIGNAL

EN, KO = lang_for("en-US"), lang_for("ko")


@pytest.mark.parametrize(
    ("lang", "titles"), [(EN, ("Signal", "시그널")), (KO, ("시그널", "Signal"))], ids=["en", "ko"]
)
def test_readers_of_a_dramas_own_language_get_its_native_title_first(lang, titles):
    assert titles_of(lang, SIGNAL) == titles
    assert title_of(lang, Drama(1, SIGNAL)) == titles[0]


def test_a_drama_in_another_language_keeps_its_english_title_first():
    assert titles_of(KO, GO_AHEAD) == ("Go Ahead", "以家人之名")


def test_only_the_first_part_of_a_language_tag_counts():
    regional = dataclasses.replace(SIGNAL, language="ko-KR")
    assert title_of(KO, Drama(1, regional)) == "시그널"


def test_a_drama_of_no_known_language_keeps_its_english_title_first():
    unknown = dataclasses.replace(SIGNAL, language=None)
    assert titles_of(KO, unknown) == ("Signal", "시그널")


@pytest.mark.parametrize("native", [None, "", " ", "Signal"])
def test_a_title_that_says_nothing_more_is_not_shown_beside_the_first(native):
    facts = dataclasses.replace(SIGNAL, native_title=native)
    assert titles_of(KO, facts) == titles_of(EN, facts) == ("Signal", None)


def test_an_actors_names_come_in_the_order_of_the_titles():
    lee = SIGNAL.cast[0]
    assert names_of(EN, SIGNAL, lee) == ("Lee Je Hoon", "이제훈")
    assert names_of(KO, SIGNAL, lee) == ("이제훈", "Lee Je Hoon")
    assert names_of(KO, SIGNAL, CastMember("Lee Je Hoon")) == ("Lee Je Hoon", None)


def test_the_line_that_tells_dramas_apart_is_in_the_readers_order():
    assert drama_line(EN, Drama(1, SIGNAL).line) == "Signal · 시그널 (2016, South Korea)"
    assert drama_line(KO, Drama(1, SIGNAL).line) == "시그널 · Signal (2016, 대한민국)"
    assert drama_line(KO, Drama(1, DramaFacts("Love")).line) == "Love"


@given(st.text(max_size=20), st.none() | st.text(max_size=20), st.sampled_from(["ko", "ja", None]))
def test_no_title_is_ever_lost_or_told_twice(title, native, language):
    facts = DramaFacts(title, native, language)
    main, other = titles_of(KO, facts)
    told = {native} if native and native.strip() else set()
    assert {main, other} - {None} == {title} | told
    assert main != other
