import dataclasses
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures import typesetting
from bot.pictures.distribution import BINS, HEIGHT, WIDTH, DistributionChart, draw_distribution

PAPER = (0x31, 0x33, 0x38)
HOSTILE = [
    '#set page(fill: red)\n#panic("x")',
    '#read("/etc/passwd") $x^2$ *bold* _it_ `raw` <label> @ref // gone',
    '"; \\ \' \\u{0} \\" }',
    "] #pagebreak() [",
    "x" * 300,
    "사운드트랙" * 60,
    "\u202eevil \u2066RTL\u2069 שלום",
    "👩‍👩‍👧‍👦 family 🇰🇷",
    "two\nlines\r\n\tand a tab\x00\x07",
    "\ud800 half a pair",
    "",
]


def chart(counted=None, **changes):
    drawn = DistributionChart(
        title="Soundtrack #1",
        native_title="사운드트랙#1",
        counts=tuple((counted or {}).get(half_points, 0) for half_points in range(1, BINS + 1)),
        heading="Everyone's ratings",
        summary="8.4 average of 132 ratings",
    )
    return dataclasses.replace(drawn, **changes)


def picture_of(drawn):
    png = draw_distribution(drawn)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.size == (WIDTH, HEIGHT)
    return picture


def pink_runs(picture, half_points):
    """The lengths of the runs of bar colour down the middle of a bin, from the axis up."""
    x = round(48 + (half_points - 0.5) * (WIDTH - 96) / BINS)
    column = [picture.getpixel((x, y)) for y in range(HEIGHT - 1, 230, -1)]
    runs, length = [], 0
    for red, green, blue in [*column, PAPER]:
        if red > 170 and 10 < green < 140 and 60 < blue < 190:
            length += 1
        elif length:
            runs.append(length)
            length = 0
    return [run for run in runs if run > 2]


def test_more_ratings_draw_a_taller_bar_in_proportion():
    picture = picture_of(chart({10: 10, 15: 20, 20: 40}))
    (low,), (middle,), (high,) = (pink_runs(picture, bin_) for bin_ in (10, 15, 20))
    assert middle == pytest.approx(high / 2, abs=2)
    assert low == pytest.approx(high / 4, abs=2)
    assert pink_runs(picture, 12) == []


def test_one_rating_among_thousands_is_still_seen():
    assert pink_runs(picture_of(chart({2: 1, 18: 50_000})), 2)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_few_ratings_are_a_dot_each(count):
    runs = pink_runs(picture_of(chart({17: count})), 17)
    assert len(runs) == count
    assert max(runs) - min(runs) <= 1


def test_five_ratings_are_a_bar():
    assert len(pink_runs(picture_of(chart({17: 5})), 17)) == 1


def test_without_ratings_the_summary_stands_where_the_bars_would():
    words = picture_of(chart(summary="Nobody has rated it yet."))
    silent = picture_of(chart(summary=""))
    middle = (100, 260, WIDTH - 100, HEIGHT - 80)
    assert len(silent.crop(middle).getcolors()) == 1
    assert len(words.crop(middle).getcolors()) > 10


def test_light_pictures_are_on_white():
    assert picture_of(chart({17: 9}, dark=False)).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_is_taken_for_markup_or_runs_out_of_the_picture(hostile):
    picture = picture_of(
        chart(
            {17: 9, 20: 3},
            title=hostile,
            native_title=hostile,
            heading=hostile,
            summary=hostile,
            scale_labels=(hostile[:12],) * 5,
        )
    )
    assert len(pink_runs(picture, 17)) == 1
    for edge in ((0, 0, WIDTH, 20), (WIDTH - 12, 0, WIDTH, 540)):
        assert {colour for _, colour in picture.crop(edge).getcolors()} == {PAPER}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_titles_are_drawn(title, native_title):
    picture = picture_of(chart({17: 9}, title=title, native_title=native_title))
    assert picture.getpixel((3, 3)) == PAPER


def test_markup_in_a_title_is_shown_letter_by_letter():
    assert draw_distribution(chart(title="*A*")) != draw_distribution(chart(title="A"))


def test_a_native_title_like_the_title_is_shown_once():
    twice = chart(title="D.P.", native_title="D.P.")
    assert draw_distribution(twice) == draw_distribution(chart(title="D.P.", native_title=""))


def test_a_native_title_in_letters_no_font_has_is_left_out(monkeypatch):
    monkeypatch.setattr(typesetting, "has_glyph", lambda sign: not "\u0e00" < sign < "\u0e7f")
    thai = chart(native_title="เพราะเราคู่กัน")
    assert draw_distribution(thai) == draw_distribution(chart(native_title=""))


def test_a_title_in_letters_no_font_has_gives_way_to_the_native_one(monkeypatch):
    monkeypatch.setattr(typesetting, "has_glyph", lambda sign: not "\u0e00" < sign < "\u0e7f")
    assert draw_distribution(chart(title="เพราะ")) == draw_distribution(
        chart(title="사운드트랙#1", native_title="")
    )


def test_threads_draw_what_one_thread_draws():
    charts = [chart({half_points: half_points * 3}) for half_points in range(1, 9)]
    alone = [draw_distribution(each) for each in charts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(draw_distribution, charts)) == alone


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": (1,) * 19},
        {"counts": (-1, *(1,) * 19)},
        {"scale_labels": ()},
        {"scale_labels": ("a", "b", "c")},
    ],
)
def test_a_chart_that_would_mislead_is_refused(changes):
    with pytest.raises(ValueError, match=r"needed|divide"):
        chart(**changes)
