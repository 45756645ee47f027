from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spoilers import SpoilerBoundary
from bot.reading.model import Fact, Picture, PostKind, ReadReview, Score, Section
from bot.services.house_posts import MAX_KEY, canonical_url, fingerprint_of, post_of, text_of

POST = ReadReview(
    PostKind.REVIEW,
    title=Fact("Signal", "Review: Signal"),
    score=Fact(Score("9/10", 9.0, 10.0, 18), "Overall: 9/10"),
    verdict=Fact("tense", "Overall: 9/10 (tense)"),
    opinion=("I did not sleep.", "You will not either."),
    sections=(
        Section("Ending", ("He calls.",), (Picture("https://b/x.jpg", "A radio", ""),),
                SpoilerBoundary.everything()),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://Blog.Example/signal/",
        "http://blog.example/signal",
        "https://blog.example:443/signal#more",
        "https://blog.example/signal/?utm_source=rss&utm_medium=feed&fbclid=1",
    ],
)
def test_links_to_one_post_have_one_form(url):
    assert canonical_url(url) == "https://blog.example/signal"


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.example/?p=12",
        "https://blog.example/Signal",
        "https://blog.example:8000/signal",
    ],
)
def test_links_to_other_posts_stay_other(url):
    assert canonical_url(url) != "https://blog.example/signal"
    assert canonical_url(canonical_url(url)) == canonical_url(url)


def test_an_address_in_hangul_is_the_same_written_either_way():
    assert canonical_url("https://b.example/시그널") == canonical_url(
        "https://b.example/%EC%8B%9C%EA%B7%B8%EB%84%90/"
    )


def test_posts_that_give_the_front_page_as_their_address_are_told_apart():
    other = replace(POST, title=Fact("Happiness", "Review: Happiness"))
    keys = {
        post_of(replace(post, source_url="https://blog.example/")).key for post in (POST, other)
    }
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("read", "house", "name"),
    [
        (replace(POST, site_name="Late Night Dramas"), "Mine", "Mine"),
        (replace(POST, site_name="Late Night Dramas"), None, "Late Night Dramas"),
        (replace(POST, source_url="https://www.blog.example/x"), None, "blog.example"),
        (POST, None, "Review blog"),
    ],
    ids=["given", "site", "host", "none"],
)
def test_whom_a_review_is_by(read, house, name):
    assert post_of(read, house).house == name


def test_dates_and_white_space_do_not_make_a_version():
    same = replace(
        POST,
        published=datetime(2026, 1, 1, tzinfo=UTC),
        opinion=("I did  not\nsleep. ", "You will not either."),
    )
    assert fingerprint_of(same) == fingerprint_of(POST)


@pytest.mark.parametrize(
    "edited",
    [
        replace(POST, verdict=Fact("tenser", "")),
        replace(POST, score=Fact(Score("8/10", 8.0, 10.0, 16), "")),
        replace(POST, opinion=("I slept.",)),
        replace(POST, synopsis=("A radio talks.",)),
        replace(POST, episodes=Fact(16, "")),
        replace(POST, sections=()),
        replace(POST, sections=(replace(POST.sections[0], boundary=SpoilerBoundary.through(3)),)),
    ],
    ids=["verdict", "score", "opinion", "synopsis", "episodes", "sections", "spoilers"],
)
def test_whatever_is_said_differently_makes_a_version(edited):
    assert fingerprint_of(edited) != fingerprint_of(POST)


def test_the_opinion_comes_first_and_is_safe():
    text = text_of(POST)
    assert [section.heading for section in text.sections] == ["", "Ending"]
    assert text.sections[0].body == "I did not sleep.\n\nYou will not either."
    assert text.sections[0].boundary == SpoilerBoundary.nothing()
    assert text.sections[1].pictures[0].caption == "A radio"
    assert text.score is not None
    assert (text.score.half_points, text.score_text) == (18, "9/10")


def test_a_picture_of_which_only_the_caption_is_left_is_not_stored():
    section = replace(POST.sections[0], pictures=(Picture(None, "A radio", ""),))
    assert text_of(replace(POST, sections=(section,))).sections[1].pictures == ()


def test_a_boundary_finer_than_storage_hides_rather_more():
    section = replace(POST.sections[0], boundary=SpoilerBoundary.through(Decimal("3.14")))
    stored = text_of(replace(POST, sections=(section,))).sections[1].boundary
    assert stored == SpoilerBoundary.through(Decimal("3.2"))


@given(st.text(max_size=3_000), st.text(min_size=1, max_size=3_000))
def test_a_post_fits_storage_whatever_it_says(address, words):
    section = Section(words, (words,), (Picture(address, words, words),), SpoilerBoundary.nothing())
    post = post_of(
        replace(
            POST,
            title=Fact(words, words),
            verdict=Fact(words, words),
            site_name=words,
            source_url=f"https://blog.example/{address}",
            sections=(section,),
        ),
    )
    assert 0 < len(post.key) <= MAX_KEY
    assert 0 < len(post.house) <= 200
    assert len(post.text.verdict) <= 300
    assert len(post.source_url or "") <= 2_000
    assert all(len(section.heading) <= 300 for section in post.text.sections)
    assert all(len(p.url or "") <= 2_000 for s in post.text.sections for p in s.pictures)
