from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcing import (
    LEASE,
    NONCE_WINDOW,
    Delivery,
    Filters,
    Subscription,
    Told,
    wait_after,
)
from bot.domain.follows import Followed, Kind, followed_by
from bot.domain.reviews import Author, Review, ReviewText
from bot.domain.scores import Scale, Score

DAY = datetime(2026, 1, 2, tzinfo=UTC)


def told(**given):
    given.setdefault("dramas", frozenset({12}))
    return Told(**given)


def test_an_empty_filter_lets_everything_through():
    assert Filters().match(told())


def test_one_genre_and_one_network_in_common_are_enough():
    filters = Filters(("romance", "crime"), ("tvN",), least=Score(16))
    crime = {"genres": frozenset({"thriller", "crime"}), "networks": frozenset({"tvN", "TVING"})}
    assert filters.match(told(**crime, half_points=16))
    assert not filters.match(told(**crime, half_points=15))
    assert not filters.match(told(**crime))
    assert not filters.match(told(**{**crime, "networks": frozenset({"TVING"})}, half_points=16))
    assert not filters.match(told(**{**crime, "genres": frozenset({"food"})}, half_points=16))


@pytest.mark.parametrize(
    ("filters", "wanted", "unwanted"),
    [
        (Filters(countries=("KR", "JP")), {"country": "JP"}, {"country": "CN"}),
        (Filters(countries=("KR",)), {"country": "KR"}, {"country": None}),
        (Filters(dramas=(12, 99)), {"dramas": frozenset({12})}, {"dramas": frozenset({7})}),
        (Filters(feeds=(3,)), {"feed": 3}, {"feed": None}),
        (Filters(reviewers=(42,)), {"author": 42}, {"author": 43}),
        (Filters(reviewers=(42,)), {"author": 42}, {"author": None}),
        (Filters(people=(5,)), {"people": frozenset({4, 5})}, {"people": frozenset({4})}),
    ],
)
def test_each_filter_asks_for_its_own(filters, wanted, unwanted):
    assert filters.match(told(**wanted))
    assert not filters.match(told(**unwanted))


def test_a_drama_is_wanted_by_the_id_it_had_before_it_was_merged():
    assert Filters(dramas=(7,)).match(told(dramas=frozenset({12, 7})))


@given(st.sampled_from(Kind), st.integers(1, 2**63 - 1))
def test_what_is_followed_is_known_by_its_key_again(kind, number):
    followed = Followed(kind, number)
    assert Followed.parse(followed.key) == followed
    assert len(followed.key) <= 40


@pytest.mark.parametrize("kind", list(Kind))
def test_who_follows_something_wants_what_is_told_of_it_and_nothing_else(kind):
    here = told(author=1, people=frozenset({1}), feed=1, dramas=frozenset({1}))
    assert Followed(kind, 1) in followed_by(here)
    assert Followed(kind, 1).filters.match(here)
    assert not Followed(kind, 2).filters.match(here)


@given(st.integers(1, 60), st.floats(0, 1))
def test_waits_stay_between_a_second_and_a_quarter_of_an_hour(attempts, jitter):
    wait = wait_after(attempts, jitter)
    assert timedelta(seconds=1) <= wait <= timedelta(minutes=15)
    assert wait <= wait_after(attempts + 1, 0.0)


def test_an_earlier_attempt_counts_as_forgotten_only_when_there_was_one_and_long_ago():
    subscription = Subscription(1, 5, 6, Filters(), 42, DAY)
    review = Review(9, 7, Author(user_id=42), ReviewText(None, "", ()), 1, DAY)

    def may(attempts, later):
        delivery = Delivery(1, subscription, review, Scale.TEN, attempts, DAY, DAY + LEASE)
        return delivery.may_be_forgotten(DAY + later)

    assert LEASE < NONCE_WINDOW, "a crash alone is told by the nonce"
    assert not may(1, timedelta(hours=1))
    assert not may(2, NONCE_WINDOW)
    assert may(2, NONCE_WINDOW + timedelta(seconds=1))
    assert may(2, -timedelta(seconds=1)), "a clock that was set back tells nothing"
