import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InvalidInputError
from bot.domain.scores import Distribution, Scale, Score
from bot.i18n import lang_for
from bot.ui.terms import show_score, stars


@given(st.integers(1, 20))
def test_half_points_and_points_are_the_same_score(half_points):
    assert Score.of_points(Score(half_points).points) == Score(half_points)


@pytest.mark.parametrize("points", [0, 0.25, 10.5, -1, 7.3, float("nan"), float("inf")])
def test_what_is_no_half_point_from_half_to_ten_is_refused(points):
    with pytest.raises(InvalidInputError, match="half points"):
        Score.of_points(points)


@pytest.mark.parametrize(
    ("points", "drawn"), [(1, "½☆☆☆☆"), (2, "★☆☆☆☆"), (9, "★★★★½"), (10, "★★★★★")]
)
def test_points_are_drawn_as_stars(points, drawn):
    assert stars(points) == drawn


@pytest.mark.parametrize(
    ("scale", "shown"),
    [(Scale.TEN, "8.5/10"), (Scale.HUNDRED, "85/100")],
)
def test_a_score_is_written_in_the_scale_that_is_liked(scale, shown):
    assert show_score(lang_for("en-US"), Score(17), scale) == shown


def test_the_mean_is_over_all_ratings():
    counts = [0] * 20
    counts[19], counts[9] = 3, 1
    assert Distribution(tuple(counts)).mean == 8.75
    assert Distribution((0,) * 20).mean is None
