import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.browsing import (
    Field,
    Filters,
    Length,
    Prior,
    Sort,
    View,
    Words,
    key_of,
    read_view,
    write_view,
)
from bot.domain.dramas import AirStatus
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.genres import Genre
from bot.domain.years import FIRST_YEAR, LAST_YEAR, Years
from bot.ui import custom_ids as ids
from bot.ui.custom_ids import CustomId

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
STRETCHES = st.one_of(
    YEARS.map(lambda y: Years(y, y)),
    YEARS.map(lambda y: Years(y, None)),
    YEARS.map(lambda y: Years(None, y)),
    st.tuples(YEARS, YEARS).map(lambda ends: Years(min(ends), max(ends))),
)
# No lone surrogates: no database stores one.
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=100)
FILTERS = st.builds(
    Filters,
    country=st.none() | st.from_regex(r"\A[A-Z]{2}\Z"),
    years=st.none() | STRETCHES,
    genre=st.none() | st.sampled_from([g.value for g in Genre]) | WORDS,
    tag=st.none() | WORDS,
    network=st.none() | WORDS,
    status=st.none() | st.sampled_from(AirStatus),
    length=st.none() | st.sampled_from(Length),
    least=st.none() | st.integers(1, 20),
)
VIEWS = st.builds(View, FILTERS, st.sampled_from(Sort))


def words_for(filters):
    def known(word):
        return [word] if word else []

    return Words.of(known(filters.genre), known(filters.tag), known(filters.network))


@given(VIEWS)
def test_a_view_comes_back_from_its_text_as_it_was(view):
    assert read_view(write_view(view), words_for(view.filters)) == view


@given(VIEWS, st.integers(0, 10**7), st.integers(0, 10**9))
def test_any_view_fits_into_every_custom_id_that_carries_one(view, page, drama):
    written = write_view(view)
    fields = {
        "view": written,
        "page": page,
        "drama": drama,
        "field": max(Field, key=len),
        "scope": "everyone",
        "shelf": "planned",
    }
    forms = [
        form for form in vars(ids).values() if isinstance(form, CustomId) and "{view}" in form.form
    ]
    assert forms
    for form in forms:
        wanted = {name: fields[name] for name in form.pattern.groupindex}
        made = form.make(**wanted)
        assert len(made) <= 100
        match = form.pattern.match(made)
        assert match is not None
        assert match["view"] == written


@given(st.text(max_size=60))
def test_whatever_stands_in_a_custom_id_is_read_or_refused_with_the_way_out(written):
    try:
        view = read_view(written, Words({}, {}, {}))
    except NotFoundError as refused:
        assert "/browse" in str(refused)  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(view, View)


def test_a_word_that_is_gone_is_refused():
    written = write_view(View(Filters(tag="time travel")))
    with pytest.raises(NotFoundError, match="Start over"):
        read_view(written, Words.of([], ["amnesia"], []))


def test_a_words_key_does_not_change_with_case_and_spaces():
    assert key_of("  Time   TRAVEL ") == key_of("time travel")
    assert key_of("Disney+") != key_of("Disney")


@pytest.mark.parametrize("values", [Sort, AirStatus, Length])
def test_the_letters_that_stand_for_values_differ(values):
    assert len({value.value[0] for value in values}) == len(values)


def test_lengths_leave_no_gap_and_do_not_overlap():
    ends = [(length.first, length.last) for length in Length]
    assert ends[0][0] == 1
    assert ends[-1][1] is None
    assert [last + 1 for _, last in ends[:-1]] == [first for first, _ in ends[1:]]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016", 2016, 2016),
        ("2016년", 2016, 2016),
        ("2010s", 2010, 2019),
        ("90s", 1990, 1999),
        ("'00s", 2000, 2009),
        ("2010년대", 2010, 2019),
        ("2015-2020", 2015, 2020),
        ("2015 – 2020", 2015, 2020),
        ("2020~2015", 2015, 2020),
        ("2015 to 2020", 2015, 2020),
        ("2015년부터 2020년까지", 2015, 2020),
        ("before 2000", None, 1999),
        ("BEFORE  2000", None, 1999),
        ("<2000", None, 1999),
        ("2000년 이전", None, 1999),
        ("until 1999", None, 1999),
        ("after 2015", 2016, None),
        ("since 2015", 2015, None),
        ("2015+", 2015, None),
        ("2015-", 2015, None),
        ("2015년 이후", 2015, None),
    ],
)
def test_years_are_read_as_people_write_them(typed, first, last):
    assert Years.parse(typed) == Years(first, last)


@pytest.mark.parametrize(
    "typed", ["", "soon", "16", "20166", "1066", "2999", "before", "2015-20", "2010-2020-2030"]
)
def test_what_is_no_year_is_refused(typed):
    with pytest.raises(InvalidInputError):
        Years.parse(typed)


@given(st.text(max_size=40))
def test_any_text_is_years_or_refused(typed):
    try:
        years = Years.parse(typed)
    except InvalidInputError:
        return
    assert Years.parse_written(years.written) == years


def test_a_prior_is_so_many_scores_of_the_common_average():
    prior = Prior.of(dramas=10, count=60, total=900)
    assert (prior.weight, prior.mean) == (6, 15.0)
    assert prior.weigh(0, 0) == 15.0
    assert prior.weigh(6, 120) == pytest.approx(17.5)


def test_one_enthusiast_does_not_outrank_many_who_agree():
    prior = Prior.of(dramas=100, count=800, total=800 * 14)
    assert prior.weigh(1, 20) < prior.weigh(40, 40 * 18)


@pytest.mark.parametrize(("count", "weight"), [(1, 2), (5_000, 20)])
def test_the_weight_of_the_prior_stays_in_bounds(count, weight):
    assert Prior.of(dramas=1, count=count, total=10 * count).weight == weight


def test_without_any_scores_the_prior_is_the_middle():
    assert Prior.of(0, 0, 0).mean == 10.5
