from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading import REPEATED
from bot.domain.errors import InvalidInputError
from bot.reading.pages.guard import MAX_BYTES
from bot.reading.reader import read_post, refusal

PIECES = [
    *(
        "Review: ",
        "Title: ",
        "Episodes: ",
        "Genre: ",
        "Overall: ",
        "Rating ",
        "Cast: ",
        "Network: ",
    ),
    *(
        "Native title:",
        "Synopsis:",
        "Season 1:",
        "5/5",
        "8.5/10",
        "★★★☆",
        "❤",
        "Grade: A",
        "½",
        "16",
    ),
    *(
        "Kim Da Mi",
        " (Yoon Ha Rin)",
        " as ",
        " – ",
        "\n",
        "\n\n",
        "\t",
        "#1",
        "(2020)",
        "[",
        "]",
        "|",
    ),
    *(
        "Spoilers through episode 3",
        "Episode 0",
        "Leave a Reply",
        "사운드트랙",
        "以家人之名",
        "เรือ",
    ),
    *("Romance, Comedy", "I ", "this drama is ", "twenty-one", " stars", "%", ":", "(", ")", "/"),
    *("<p>", "</p>", "<h2>", "</h2>", "<b>", "<br>", "<td>", "</table>", "<table>", "<figure>"),
    *("<figcaption>", "<img src='https://a.example/x.jpg' alt='x'>", "<noscript>", "<!--", "-->"),
    *(
        "<script type='application/ld+json'>",
        "</script>",
        '{"@type":"Review","name":',
        "&amp;",
        "&#0;",
    ),
    *("<div class='sharedaddy'>", "<a href='//[x'>", "<svg>", "<template>", "\x00", "\ud800"),
]
posts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
media = st.sampled_from([None, "text", "html"])


def read_or_refuse(text, kind):
    try:
        return read_post(text, media=kind, source_url="https://a.example/post")
    except InvalidInputError:
        return None


@settings(max_examples=300, deadline=None)
@given(posts | st.text(), media)
def test_any_text_is_read_or_refused_the_same_way_each_time(text, kind):
    read = read_or_refuse(text, kind)
    assert read == read_or_refuse(text, kind)
    if read is not None:
        assert refusal(read) is None or str(refusal(read))
        assert read.score is None or 1 <= read.score.value.half_points <= 20
        assert read.episodes is None or 1 <= read.episodes.value <= 999
        assert all(section.paragraphs or section.pictures for section in read.sections)


@given(
    st.integers(0, 1000).map(lambda n: n / 10),
    st.sampled_from([5, 10, 100]),
)
def test_a_score_on_any_scale_is_the_nearest_half_point(value, scale):
    value = min(value, scale)
    read = read_post(f"Review: Paper Key\n\nA clerk.\n\nMy rating: {value}/{scale}")
    nearest = read.score.value.half_points / 20 * scale
    step = scale / 20
    assert abs(nearest - value) <= step / 2 + 1e-9 or (value < step and nearest == step)


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\x00" * 50, "PNG\x00\x01\x02\x03\x04\x05\x06" * 40, "a" * (MAX_BYTES + 1)],
)
def test_empty_binary_and_enormous_input_is_refused(text):
    with pytest.raises(InvalidInputError):
        read_post(text)


@pytest.mark.parametrize(
    "open_tag", ["<div>", "<b>", "<span class=x>", "<font color=1>x<p>", "<ul><li>"]
)
def test_markup_made_to_exhaust_a_parser_is_refused(open_tag):
    with pytest.raises(InvalidInputError, match="tangled"):
        read_post(open_tag * (MAX_BYTES // len(open_tag) - 1), media="html")


@pytest.mark.parametrize("piece", REPEATED)
def test_long_repetitive_input_is_read_or_refused(piece):
    for kind in ("text", "html"):
        read_or_refuse(f"Review: Paper Key\n\n{piece * (60_000 // len(piece))}", kind)
