from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.spoilers import SpoilerBoundary
from bot.reading.model import CastMember, Picture, PostKind
from bot.reading.reader import read_post, refusal

MODEL_POST = Path(__file__).parents[4] / "shared" / "reviews" / "soundtrack-1.txt"


@pytest.fixture(scope="module")
def read():
    if not MODEL_POST.exists():
        pytest.skip("the model post lies beside the project, and is not there")
    return read_post(MODEL_POST.read_text())


def test_it_is_a_review_of_one_drama(read):
    assert read.kind is PostKind.REVIEW
    assert refusal(read) is None


def test_the_title_keeps_its_number_sign(read):
    assert (read.title.value, read.title.source) == ("Soundtrack #1", "Review: Soundtrack #1")


def test_its_labelled_facts_are_read_with_their_sources(read):
    assert (read.episodes.value, read.episodes.source) == (4, "No. of episodes: 4")
    assert [genre.value for genre in read.genres] == ["romance", "music", "friendship"]
    assert {genre.source for genre in read.genres} == {"Genre: Romance, Music, Friendship"}
    assert read.original_genres == ("Romance", "Music", "Friendship")
    assert (read.native_title.value, read.native_language) == ("사운드트랙#1", "ko")
    assert [network.value for network in read.networks] == ["Disney+"]


def test_what_it_does_not_state_is_absent(read):
    assert (read.year, read.country, read.author, read.published) == (None, None, None, None)
    assert (read.source_url, read.site_name, read.covers) == (None, None, ())


def test_the_cast_is_read_from_the_plot(read):
    assert [member.value for member in read.cast] == [
        CastMember("Park Hyung Sik", "Han Sun Woo"),
        CastMember("Han So Hee", "Seo Eun Soo"),
    ]
    assert read.cast[0].source == "Han Sun Woo (Park Hyung Sik)"


def test_the_verdict_line_gives_score_and_verdict(read):
    score = read.score.value
    assert (score.raw, score.value, score.scale, score.half_points) == ("5/5", 5, 5, 20)
    assert read.verdict.value == "beautiful, beautiful, beautiful"
    assert read.verdict.source == "Overall: 5/5 (beautiful, beautiful, beautiful)"


def test_plot_and_opinion_are_kept_apart_in_order(read):
    assert [text[:20] for text in read.synopsis] == [
        "A beautiful romance ",
        "Han Sun Woo is an as",
        "Seo Eun Soo is a str",
    ]
    assert [text[:20] for text in read.opinion] == ["This drama is beauti", "Seeing Park Hyung Si"]
    assert read.opinion[1].endswith("as onscreen couple.")


def test_its_two_sections_have_their_text_and_pictures(read):
    first, second = read.sections
    assert first.heading == "“Don’t want to break up”"
    assert [text[:13] for text in first.paragraphs] == [
        "Being friends",
        "He remembers ",
        "Not willing t",
    ]
    assert [picture.caption for picture in first.pictures] == [
        "Soundtrack No1 Highschool Days",
        "Soundtrack No1 Realize Feelings",
    ]
    assert second.heading == "2nd separation"
    assert second.paragraphs[0].startswith("Eun Soo seems to be very cool")
    assert second.paragraphs[1:] == ("Will Eun Soo ever figure out her feelings towards Sun Woo?",)
    assert [picture.caption for picture in second.pictures] == [
        "Soundtrack No1 Separation No1",
        "Soundtrack No1 Separation No2",
    ]


def test_what_follows_the_verdict_spoils_everything(read):
    assert {section.boundary for section in read.sections} == {SpoilerBoundary.everything()}


def test_the_first_picture_is_the_featured_one(read):
    assert read.featured_picture == Picture(None, "Soundtrack 1 Poster 2", "")


def test_page_furniture_is_nowhere(read):
    everything = repr(read)
    assert "Leave a Reply" not in everything
    assert "bloggers like this" not in everything


def test_the_post_reads_the_same_as_html(read):
    lines = MODEL_POST.read_text().split("\n\n")
    html = "<h1>Review: Soundtrack #1</h1>" + "".join(
        f"<h3>{line}</h3>"
        if line in {"“Don’t want to break up”", "2nd separation", "Leave a Reply"}
        else f"<p>{line}</p>".replace("\n", "<br>")
        for line in lines[2:]
        if not line.startswith("Soundtrack No1")
    )
    other = read_post(html)
    assert (other.title, other.cast, other.score) == (read.title, read.cast, read.score)
    assert (other.synopsis, other.opinion) == (read.synopsis, read.opinion)
    assert [s.paragraphs for s in other.sections] == [s.paragraphs for s in read.sections]
