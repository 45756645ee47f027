from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dramas import Drama, DramaFacts
from bot.domain.errors import InvalidInputError
from bot.domain.watching import has_finished, next_episode, read_episode

SIX = Drama(1, DramaFacts("Six", episodes=6), frozenset({Decimal("3.5")}))
ENDLESS = Drama(2, DramaFacts("Endless"))


@pytest.mark.parametrize(
    ("watched", "following"),
    [(None, 1), (1, 2), (3, "3.5"), ("3.5", 4), (5, 6), (6, None), (7, None)],
)
def test_the_next_episode_may_be_a_special_one(watched, following):
    done = None if watched is None else Decimal(watched)
    expected = None if following is None else Decimal(following)
    assert next_episode(SIX, done) == expected


def test_a_drama_of_unknown_length_goes_on():
    hundred = Decimal(100)
    assert next_episode(ENDLESS, hundred) == 101
    assert not has_finished(ENDLESS, hundred)


def test_a_drama_is_finished_with_its_last_episode_and_not_before():
    assert has_finished(SIX, Decimal(6))
    assert not has_finished(SIX, Decimal(5))
    assert not has_finished(SIX, None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 11.5 ", "11.5"),
        ("11,5", "11.5"),
        ("ep 12", 12),
        ("Ep.12", 12),
        ("episode #3", 3),
        ("E4", 4),
        ("7화", 7),
        ("제 16회", 16),
    ],
)
def test_an_episode_is_read_as_people_type_it(typed, number):
    assert read_episode(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "seven", "-3", "nan", "1e5", "inf", "3-4", "12345", "1.55"])
def test_what_is_no_episode_number_is_refused_by_name(typed):
    with pytest.raises(InvalidInputError, match="no episode number"):
        read_episode(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_we_can_check_or_refused(typed):
    try:
        number = read_episode(typed)
    except InvalidInputError:
        return
    assert number.is_finite()
    assert 0 <= number < 10_000


@given(st.decimals("0", "9999", places=1))
def test_a_number_is_read_back_as_it_was_written(number):
    assert read_episode(str(number)) == number
