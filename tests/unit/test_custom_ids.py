import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui import custom_ids
from bot.ui.custom_ids import CustomId

ALL = {name: value for name, value in vars(custom_ids).items() if isinstance(value, CustomId)}


@given(st.integers(0, 2**63), st.integers(0, 10**6))
def test_a_custom_id_gives_back_what_was_put_into_it(drama, page):
    form = CustomId("drama:{drama}:reviews:{page}")
    match = form.pattern.match(form.make(drama=drama, page=page))
    assert match is not None
    assert match.groupdict() == {"drama": str(drama), "page": str(page)}


def _example(custom_id):
    fields = custom_id.pattern.groupindex
    return custom_id.make(**dict.fromkeys(fields, 2**63))


@pytest.mark.parametrize("name", ALL)
def test_only_one_form_answers_each_custom_id(name):
    made = _example(ALL[name])
    assert [other for other, form in ALL.items() if form.pattern.match(made)] == [name]
    assert len(made) <= 100


@pytest.mark.parametrize("value", ["a:b", "", "Ünïcode", "x" * 200])
def test_a_value_that_would_be_misread_is_refused(value):
    with pytest.raises(ValueError, match="not a custom id"):
        CustomId("drama:{drama}:rate").make(drama=value)
