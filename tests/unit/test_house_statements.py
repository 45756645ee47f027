"""Sentences that only say what our line of a section says already."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spoilers import SpoilerBoundary
from bot.services.house_statements import without_statement

TWO, ALL = SpoilerBoundary.through(2), SpoilerBoundary.everything()


@pytest.mark.parametrize(
    ("text", "boundary", "left"),
    [
        ("Spoilers through episode 2. They walk home.", TWO, "They walk home."),
        ("(Contains spoilers up to and including ep. 2.) They", TWO, "They"),
        ("Spoilers for episodes 1–2: they walk home.", TWO, "they walk home."),
        ("Spoilers through episode 2\n\nThey walk home.", TWO, "They walk home."),
        ("Spoilers through episode 2.", TWO, ""),
        ("Spoilers to ep 11.5. Then", SpoilerBoundary.through(Decimal("11.5")), "Then"),
        ("⚠️ Spoilers ahead! He leaves.", ALL, "He leaves."),
    ],
)
def test_a_sentence_that_only_states_the_boundary_is_dropped(text, boundary, left):
    assert without_statement(text, boundary) == left


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("Mild spoilers through episode 2. They", TWO),
        ("Spoilers through episode 2, and one of the finale. They", TWO),
        ("Spoilers through episode 3. They", TWO),
        ("Spoilers until the end of episode 3. They", ALL),
        ("Spoilers ahead, to 3. They", ALL),
        ("Episode 2. They walk home.", TWO),
        ("They walk home. Spoilers through episode 2.", TWO),
        ("No spoilers. They", SpoilerBoundary.nothing()),
        ("Spoilers through ep. 2 they walk home and talk about the weather", TWO),
    ],
)
def test_what_says_more_or_something_else_stays(text, boundary):
    assert without_statement(text, boundary) == text


WORDS = ["Spoilers", "through", "episode", "2", "2.", "2.5", "ahead!", "He", "\n", ".", ":"]
SAID = st.lists(st.sampled_from(WORDS))


@given(SAID.map(" ".join), st.sampled_from([TWO, ALL]))
def test_only_a_beginning_without_any_other_word_is_ever_dropped(text, boundary):
    left = without_statement(text, boundary)
    assert text.endswith(left)
    assert "He" not in text.removesuffix(left)
