from __future__ import annotations

import pytest

from benchmarks.reading_accuracy import compare, shares
from benchmarks.reading_corpus import CORPUS, load
from bot.reading.model import PostKind

RECALLS = {
    "title": 0.95,
    "native title": 0.95,
    "episodes": 0.95,
    "genres": 0.95,
    "network": 0.95,
    "score": 0.95,
    "cast": 0.85,
}
FACTS = (*RECALLS, "year", "country")


@pytest.fixture(scope="module")
def posts():
    return load()


@pytest.fixture(scope="module")
def cases(posts):
    return compare(posts)


def test_there_are_enough_posts_of_both_sorts(posts):
    reviews = [post for post in posts if post.label.is_review]
    assert len(reviews) >= 60
    assert len(posts) - len(reviews) >= 20
    assert sum(post.label.kind is PostKind.FIRST_IMPRESSION for post in reviews) >= 4


def test_a_third_of_each_sort_is_held_out(posts):
    for is_review in (True, False):
        sort = [post.label.held_out for post in posts if post.label.is_review is is_review]
        assert sum(sort) / len(sort) == pytest.approx(1 / 3, abs=0.05)


def test_every_file_has_a_label_and_every_label_a_file(posts):
    files = {path.name for path in CORPUS.iterdir()}
    media = {"html": ".html", "text": ".txt"}
    named = {post.name + suffix for post in posts for suffix in (".json", media[post.media])}
    assert named == files


def test_labels_agree_with_themselves(posts):
    for post in posts:
        label = post.label
        first_two = {PostKind.REVIEW, PostKind.FIRST_IMPRESSION}
        assert label.is_review == (label.kind in first_two), post.name
        assert bool(label.titles) == label.is_review, post.name
        assert bool(label.native_language) == bool(label.native_title), post.name
        assert label.score is None or label.score.value <= label.score.scale, post.name


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_read_is_stated(cases, fact):
    precision = shares(cases[fact]).precision
    assert precision >= 0.98, _wrong(cases[fact])


@pytest.mark.parametrize(("fact", "least"), RECALLS.items())
def test_what_is_stated_is_read(cases, fact, least):
    recall = shares(cases[fact]).recall
    assert recall >= least, _wrong(cases[fact])


def test_reviews_are_told_from_other_posts(cases):
    f1 = shares(cases["review or not"]).f1
    assert f1 >= 0.95, _wrong(cases["review or not"])


def _wrong(cases):
    """Say where, but of held-out posts never what: their contents are not to be mended for."""
    return [case.post for case in cases if case.expected != case.read]
