from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.texts import t, tn
from bot.i18n import lang_for, settle_particles


def test_a_discord_locale_chooses_the_language_and_others_read_english():
    codes = {locale: lang_for(locale).code for locale in ("ko", "en-GB", "en-US", "pt-BR", None)}
    assert codes == {"ko": "ko", "en-GB": "en", "en-US": "en", "pt-BR": "en", None: "en"}


def test_a_text_without_translation_is_said_in_english():
    assert lang_for("ko").say("Never written {here}", here="x") == "Never written x"


def test_plurals_and_numbers_go_by_the_language():
    english, korean = lang_for("en-US"), lang_for("ko")
    one, many = "{count} rating", "{count} ratings"
    assert [english.plural(one, many, n) for n in (0, 1, 1500)] == [
        "0 ratings",
        "1 rating",
        "1,500 ratings",
    ]
    assert korean.plural(one, many, 1) == "평점 1개"


def test_a_text_from_below_is_rendered_with_the_texts_inside_it():
    korean = lang_for("ko")
    assert korean.render(t("{count} gave it {score}", count=2, score=t("No score"))).strip()
    assert korean.render(tn("{count} rating", "{count} ratings", 3)) == "평점 3개"


def test_dates_lists_countries_and_languages_are_named_in_the_language():
    english, korean = lang_for("en-US"), lang_for("ko")
    day = datetime(2026, 1, 2, tzinfo=UTC)
    assert (english.day(day), korean.day(day)) == ("Jan 2, 2026", "2026. 1. 2.")
    assert english.listed(["a", "b", "c"]) == "a, b, and c"
    assert (english.country("KR"), korean.country("KR")) == ("South Korea", "대한민국")
    assert korean.country("??") == "??"
    assert (english.language("zh-Hans"), korean.language("ko")) == ("Simplified Chinese", "한국어")


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("시그널을(를) 봐요", "시그널을 봐요"),
        ("**나의 아저씨**을(를) 봐요", "**나의 아저씨**를 봐요"),
        ("“도깨비”은(는) 몰라요", "“도깨비”는 몰라요"),
        ("응답하라 1988와(과) 비슷해요", "응답하라 1988과 비슷해요"),
        ("서울(으)로", "서울로"),
        ("부산(으)로", "부산으로"),
        ("상태 404(으)로", "상태 404로"),
        ("Signal을(를) 봐요", "Signal을(를) 봐요"),
    ],
)
def test_korean_particles_follow_the_end_of_the_word(text, settled):
    assert settle_particles(text) == settled


@given(st.text())
def test_text_without_particles_to_choose_stays_as_it_is(text):
    if "(" not in text:
        assert settle_particles(text) == text
