import io

import pytest
from PIL import Image

from bot.pictures.posters import POSTER_SIZE, STILL_SIZE, draw_poster, draw_still

HOSTILE = '#panic() $ * " \\ [' + "긴제목" * 100


@pytest.mark.parametrize(
    ("title", "native"),
    [("Soundtrack #1", "사운드트랙#1"), ("Untranslated", ""), (HOSTILE, HOSTILE)],
)
def test_a_poster_is_two_to_three(title, native):
    picture = Image.open(io.BytesIO(draw_poster(title, native, 2022, 1)))
    assert (picture.format, picture.size) == ("PNG", POSTER_SIZE)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_still_is_sixteen_to_nine(seed):
    picture = Image.open(io.BytesIO(draw_still(HOSTILE, seed)))
    assert (picture.format, picture.size) == ("PNG", STILL_SIZE)


def test_a_seed_draws_the_same_again_and_another_seed_something_else():
    first, again, other = (draw_poster("Mine", "마인", 2021, seed) for seed in (4, 4, 5))
    assert first == again
    assert first != other
