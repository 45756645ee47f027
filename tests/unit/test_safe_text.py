import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.safe import clip, clip_markup, escape, escape_line, plain, spoiler

HOSTILE = st.text(alphabet=st.sampled_from("|*_~`\\<>@#[]()-.! \nab가\u202e\u2066")) | st.text()


def unescaped(mark, text):
    """How often a mark stands in a text with no backslash taking its meaning away."""
    return len(re.findall(rf"(?<!\\)(?:\\\\)*{re.escape(mark)}", text))


@given(HOSTILE)
def test_escaped_text_holds_no_markup_mention_or_direction_mark(text):
    escaped = escape(text)
    for mark in ("|", "*", "_", "~", "`", "<", "@", "["):
        assert unescaped(mark, escaped) == 0
    assert "\u202e" not in escaped
    assert "\u2066" not in escaped
    assert not re.search(r"^\s*(#{1,3}|-#|-)\s", escaped, re.MULTILINE)


@given(HOSTILE)
def test_a_title_stays_on_one_line(text):
    assert "\n" not in escape_line(text)
    assert "\n" not in plain(text)


@given(HOSTILE)
def test_nothing_breaks_out_of_a_spoiler(text):
    hidden = spoiler(escape(text))
    for paragraph in filter(None, hidden.split("\n\n")):
        assert paragraph.startswith("||")
        assert paragraph.endswith("||")
        assert unescaped("||", paragraph[2:-2] + " ") == 0


@given(HOSTILE, st.integers(0, 60))
def test_a_cut_text_keeps_to_its_limit_with_every_mark_closed(text, limit):
    marked = f"**{escape(text)}** {spoiler(escape(text))}"
    cut = clip_markup(marked, limit)
    assert len(cut) <= max(limit, 0) or cut == marked
    assert unescaped("||", cut) % 2 == 0
    assert unescaped("**", cut) % 2 == 0
    assert (len(cut) - len(cut.rstrip("\\"))) % 2 == 0


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("short", 10, "short"),
        ("a longer sentence here", 12, "a longer…"),
        ("unbrokenword", 5, "unbr…"),
        ("anything", 0, ""),
    ],
)
def test_plain_text_is_cut_at_a_word(text, limit, cut):
    assert clip(text, limit) == cut
