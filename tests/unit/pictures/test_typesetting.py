import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import typesetting
from bot.pictures.typesetting import SANS, family_for, has_glyph, legible


@pytest.mark.parametrize(
    "text", ["Soundtrack #1", "사운드트랙#1", "二人の世界", "Đường Việt", "愛情"]
)
def test_names_in_latin_and_east_asian_letters_pass_unchanged(text):
    assert legible(text) == text


def test_hangul_in_pieces_is_put_together():
    assert legible(unicodedata.normalize("NFD", "사운드트랙")) == "사운드트랙"


def test_signs_without_a_glyph_are_left_out_and_letters_take_the_name_with_them(monkeypatch):
    monkeypatch.setattr(typesetting, "has_glyph", lambda sign: sign.isascii())
    assert legible("so 😀 good") == "so good"
    assert legible("Love ความรัก") == ""


def test_a_character_that_does_not_exist_has_no_glyph():
    assert not has_glyph("\u0378")


@given(st.text())
def test_what_is_legible_is_one_line_without_control_characters(text):
    shown = legible(text)
    assert shown == " ".join(shown.split())
    assert all(unicodedata.category(sign)[0] != "C" or sign == "\u200b" for sign in shown)


@given(st.text(alphabet="abc", min_size=1, max_size=400))
def test_long_words_may_be_broken_and_lose_nothing(word):
    shown = legible(word)
    assert shown.replace("\u200b", "") == word
    assert max(map(len, shown.split("\u200b"))) <= 14


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("사랑의 불시착", SANS),
        ("Crash Landing on You", SANS),
        ("愛の不時着", "Noto Sans CJK JP"),
        ("爱情公寓", "Noto Sans CJK SC"),
    ],
)
def test_han_characters_take_the_shapes_of_their_language(text, family):
    assert family_for(text) == family
