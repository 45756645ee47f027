from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import markdown as md
from bot.domain.markdown import Run, render
from bot.domain.markdown_lines import hide, join, read_line, without_words
from bot.domain.markdown_parts import clip, split
from tests.support.discord_markdown import Piece, seen, shown

URLS = st.sampled_from(
    ["https://a.example/p", "https://a.example/x_y__z?q=1&r=2~~", "https://b.example/%28a%29"]
)
SIGNS = "|*_~`\\<>@#[]()-.! \t1ab가🙂\u202e\x07é:/"
TEXT = st.text(st.sampled_from(SIGNS), max_size=8) | st.text(max_size=6)
STYLE = st.integers(0, 63)
RUNS = st.lists(
    st.builds(Run, TEXT.map(lambda t: t.replace("\n", " ")), STYLE, st.none() | URLS), max_size=8
)
LINES = RUNS.map(render)
PREFIX = st.sampled_from(["", "", "", "- ", "  - ", "> ", "> 2. ", "### "])
BODY = st.lists(
    st.tuples(PREFIX, LINES).map("".join) | st.just(""),
    max_size=12,
).map("\n".join)
NAMES = {
    md.EMPHASIS: "em",
    md.STRONG: "strong",
    md.UNDERLINE: "u",
    md.STRIKE: "s",
    md.HIDDEN: "spoiler",
    md.CODE: "code",
}


def words(text: str) -> list[str]:
    return md.clean(text).split()


def letters(text: str) -> str:
    return "".join(text.split())


def letters_by_way(pieces: list[Piece]) -> list[tuple[str, frozenset[str]]]:
    return [(char, piece.ways) for piece in pieces for char in piece.text if not char.isspace()]


@settings(max_examples=500, deadline=None)
@given(RUNS)
def test_what_a_reader_sees_is_the_text_and_nothing_of_its_marks(runs):
    addressed = any(md._ADDRESS.search(run.text) or run.link for run in runs)
    runs = [run._replace(link=None) for run in runs] if addressed else runs
    line = render(runs)
    assert letters(seen(line)) == letters(md.clean(md.plain_of(runs)))


@settings(max_examples=500, deadline=None)
@given(RUNS)
def test_text_is_shown_in_no_style_that_it_does_not_have(runs):
    runs = [run._replace(link=None) for run in runs]
    given_ways = [
        (char, {name for flag, name in NAMES.items() if run.style & flag})
        for run in runs
        for char in md.clean(run.text)
        if not char.isspace()
    ]
    for (char, ways), (expected, allowed) in zip(
        letters_by_way(shown(render(runs))), given_ways, strict=True
    ):
        assert char == expected
        assert ways <= allowed
        assert ("spoiler" in ways) == ("spoiler" in allowed)
        assert ("strong" in ways) == ("strong" in allowed)


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        ([Run("a "), Run("b", md.STRONG), Run(" c")], "a **b** c"),
        ([Run("a", md.STRONG), Run(" "), Run("b", md.STRONG)], "**a b**"),
        ([Run(" ", md.STRONG), Run("b")], "b"),
        ([Run("see "), Run("this", md.EMPHASIS), Run("!", 0)], "see _this_!"),
        ([Run("un"), Run("believ", md.EMPHASIS), Run("able")], "un*believ*able"),
        ([Run("a", md.EMPHASIS | md.STRONG)], "**_a_**"),
        ([Run("a ", md.EMPHASIS), Run("b", md.EMPHASIS | md.STRONG)], "_a_ **_b_**"),
        ([Run("her post", 0, "https://a.example/p")], "[her post](https://a.example/p)"),
        ([Run("bank.com", 0, "https://a.example/p")], "<https://a.example/p>"),
        ([Run("a [b", 0, "https://a.example/p")], "a \\[b"),
        ([Run("[link]", 0, "https://a.example/p")], "[\\[link\\]](https://a.example/p)"),
        ([Run("dies||", md.HIDDEN)], "||dies\\|\\| ||"),
        ([Run("x = 1", md.CODE)], "`x = 1`"),
        ([Run("x_1 @everyone", md.CODE)], "x\\_1 \\@everyone"),
        ([Run("- no list")], "\\- no list"),
        ([Run("1. no list")], "1\\. no list"),
        ([Run("https://a.example")], "https\\://a.example"),
    ],
)
def test_runs_are_written_so(runs, line):
    assert render(runs) == line


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_a_line_that_is_read_and_written_again_stays_the_same(line):
    read = read_line(line)
    assert read.still_open == ()
    assert words(seen(read.prefix + render(read.runs))) == words(seen(line))


@settings(max_examples=150, deadline=None)
@given(BODY, st.integers(20, 120))
def test_parts_keep_to_the_limit_and_lose_no_words(body, limit):
    body = body.strip()
    parts = split(body, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert letters("".join(map(seen, parts))) == letters(seen(body))
    for part in parts:
        for line in part.split("\n"):
            assert read_line(line).still_open == ()


@settings(max_examples=150, deadline=None)
@given(BODY, st.integers(0, 120))
def test_a_cut_text_keeps_to_the_limit_with_nothing_left_open(body, limit):
    cut = clip(body, limit)
    assert len(cut) <= limit
    if cut != body and cut:
        assert letters(seen(body)).startswith(letters(seen(cut)).removesuffix("…"))
    for line in cut.split("\n"):
        assert read_line(line).still_open == ()


@settings(max_examples=150, deadline=None)
@given(BODY)
def test_a_hidden_text_shows_nothing_outside_its_spoilers(body):
    hidden = hide(body)
    for piece in shown(hidden):
        assert not piece.text.strip() or "spoiler" in piece.ways
    assert letters(seen(hidden)) == letters(seen(body))


def test_a_spoiler_over_several_lines_is_closed_where_it_is_cut():
    body = "||one two\nthree **four\nfive** six||"
    assert clip(body, 30) == "||one two\nthree **four…**||"


def test_parts_open_lists_quotes_and_spoilers_again():
    body = "> - ||one two three four five six||"
    assert split(body, 24) == ["> - ||one two three||", "> - ||four five six||"]


def test_a_long_line_is_parted_at_a_sentence():
    body = "One two three. Four five six. Seven eight nine ten eleven."
    assert split(body, 40) == ["One two three. Four five six.", "Seven eight nine ten eleven."]


def test_paragraphs_of_a_list_or_quote_stand_close():
    assert join(["- a", "  - b", "c", "> d", "> e", "", "f"]) == (
        "- a\n  - b\n\nc\n\n> d\n> \n> e\n\nf"
    )


@pytest.mark.parametrize(
    ("body", "count", "left"),
    [
        ("**Spoilers ahead.** She *dies*.", 2, "She _dies_."),
        ("Spoilers ahead\n- one\n- two", 2, "- one\n- two"),
        ("one two", 0, "one two"),
        ("one two", 2, ""),
    ],
)
def test_the_first_words_can_be_left_out(body, count, left):
    assert without_words(body, count) == left


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab *_|#\n-가😀\\`")) | st.text(), st.integers(20, 200))
def test_a_member_s_text_is_parted_without_losing_a_word(text, limit):
    parts = split(md.escape(text), limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert letters("".join(map(seen, parts))) == letters(md.clean(text))


def test_a_text_is_parted_at_paragraphs_where_they_fit():
    assert split("aaaa bbbb\n\ncccc\n\ndddd", 16) == ["aaaa bbbb\n\ncccc", "dddd"]
    assert split("aaaa bbbb cccc dddd eeee", 20) == ["aaaa bbbb cccc dddd", "eeee"]
    assert split("  \n ", 20) == []
