import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.drama_names.titles import parse_title
from bot.reading.pages.visible import visible
from bot.reading.reader import read_post

POST = """{title}

A detective finds a radio. It talks.

Overall: 4.5/5 (tense)
"""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**Big** Drama [x](https://e.vil)", "Big Drama x"),
        ("Review: **Big** Drama [x](https://e.vil) 빅 (2020)", "Big Drama x"),
        ("[Signal](https://e.vil) Review", "Signal"),
        ("Signal [Review](https://e.vil/review)", "Signal"),
        ("![poster](https://e.vil/p.png) Signal Review", "Signal"),
        ("Review: [Reply 1988](<https://en.example/Reply_(1988)>)", "Reply 1988"),
        ("[Healer](https://en.example/Healer_(TV_series)) Review", "Healer"),
        ('[Healer](https://en.example "The page") Review', "Healer"),
        ("Signal (https://e.vil) Review", "Signal"),
        ("Signal <https://e.vil> Review", "Signal"),
        ("Review: *Signal*", "Signal"),
        ("~~Big~~ `Day` ||Review||", "Big Day"),
    ],
)
def test_markup_around_a_title_goes_and_its_words_stay(line, title):
    assert parse_title(line).title == title
    read = read_post(POST.format(title=line)).title
    assert read is not None
    assert read.value == title


@pytest.mark.parametrize("title", ["M*A*S*H", "snake_case_drama", "Love & Peace [Uncut]", "2 * 2"])
def test_marks_that_belong_to_a_title_stay(title):
    assert parse_title(title).title == title


def test_a_line_that_is_only_an_address_has_no_title():
    assert parse_title("https://e.vil/a-post").title is None


def test_a_year_in_brackets_is_no_part_of_the_native_title():
    parts = parse_title("Drama Review: 힐러 (Healer) (2014)")
    assert (parts.title, parts.native, parts.year) == ("Healer", "힐러", 2014)


def test_a_title_holds_no_character_that_turns_it_round():
    assert parse_title("Sig\u202enal\u2066 \x9bReview").title == "Signal"


@given(st.text(alphabet=st.sampled_from('ab[]()<>!*_~|`: "힐https//.\u202e'), max_size=300))
def test_any_marks_are_survived_and_add_nothing(line):
    parts = parse_title(line)
    assert set(parts.title or "") <= (set(line) | {" "}) - {"\u202e"}


@pytest.mark.parametrize("piece", ["[a](", "**a ", "`a ", "[[", "![a](<", "https://", "*a _b "])
def test_marks_left_open_a_thousand_times_are_read_as_they_are(piece):
    assert len(parse_title(piece * 1_000).title or "") <= 200


@given(st.text())
def test_what_is_visible_is_all_that_is_left(text):
    shown = visible(text)
    assert visible(shown) == shown
    assert not set(shown) & set("\x1b\x9b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u061c")


def test_joined_emoji_and_line_ends_stay():
    assert visible("👩\u200d🎤\r\nnext\tone") == "👩\u200d🎤\nnext one"
