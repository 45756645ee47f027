"""What every form shares: a text that could not be saved comes back."""

from __future__ import annotations

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import lang_for
from bot.ui.forms.base import given_back_card, is_orphan, typed_in
from tests.support.discord_rules import check_message

EN = lang_for("en")


def payload(view):
    return {
        "components": view.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }


@given(st.dictionaries(st.text(min_size=1, max_size=45), st.text(max_size=4_000), max_size=5))
def test_any_text_comes_back_within_limits_and_whole_in_a_file(typed):
    view = given_back_card(EN, "Why", typed, reopen="abc123")
    assert check_message(payload(view)) == []
    assert view.content_length() <= 4_000
    whole = view.files[0].fp.read()
    for text in typed.values():
        assert text.encode(errors="replace") in whole


def test_the_way_back_is_there_while_the_form_is_kept():
    def labels(view):
        return [i.label for i in view.walk_children() if isinstance(i, ui.Button)]

    assert labels(given_back_card(EN, "Why", {"A": "b"}, reopen="abc123")) == ["Edit and try again"]
    assert labels(given_back_card(EN, "Why", {"A": "b"})) == []


async def test_a_form_of_another_process_is_an_orphan():
    from bot.ui.forms.base import Form

    assert not is_orphan(Form("Title", EN).custom_id)
    assert is_orphan("form:0badcafe:1")
    assert not is_orphan("drama:1:card")


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 18, "component": {"type": 4, "custom_id": "a", "value": "kept"}}],
        [{"type": 1, "components": [{"type": 4, "custom_id": "a", "value": "kept"}]}],
        [
            {"type": 18, "component": {"type": 3, "custom_id": "s", "values": ["1"]}},
            {"type": 18, "component": {"type": 4, "custom_id": "a", "value": "kept"}},
            {"type": 18, "component": {"type": 4, "custom_id": "b", "value": "  "}},
            {"type": 10, "id": 3},
        ],
    ],
)
def test_what_was_typed_is_read_from_any_layout(components):
    assert typed_in(components) == {"1": "kept"}
