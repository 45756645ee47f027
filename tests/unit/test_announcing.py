from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcing import (
    LEASE,
    NONCE_WINDOW,
    Delivery,
    Filters,
    Subscription,
    wait_after,
)
from bot.domain.reviews import Author, Review, ReviewText
from bot.domain.scores import Scale, Score

DAY = datetime(2026, 1, 2, tzinfo=UTC)


def test_an_empty_filter_lets_everything_through():
    assert Filters().match((), (), None)


def test_one_genre_and_one_network_in_common_are_enough():
    filters = Filters(("romance", "crime"), ("tvN",), Score(16))
    assert filters.match(("thriller", "crime"), ("tvN", "TVING"), 16)
    assert not filters.match(("thriller", "crime"), ("TVING",), 16)
    assert not filters.match(("thriller",), ("tvN",), 16)
    assert not filters.match(("crime",), ("tvN",), 15)
    assert not filters.match(("crime",), ("tvN",), None)


@given(st.integers(1, 60), st.floats(0, 1))
def test_waits_stay_between_a_second_and_a_quarter_of_an_hour(attempts, jitter):
    wait = wait_after(attempts, jitter)
    assert timedelta(seconds=1) <= wait <= timedelta(minutes=15)
    assert wait <= wait_after(attempts + 1, 0.0)


def test_an_earlier_attempt_counts_as_forgotten_only_when_there_was_one_and_long_ago():
    subscription = Subscription(1, 5, 6, Filters(), 42, DAY)
    review = Review(9, 7, Author(user_id=42), ReviewText(None, "", ()), 1, DAY)

    def may(attempts, later):
        delivery = Delivery(1, subscription, review, Scale.TEN, attempts, DAY)
        return delivery.may_be_forgotten(DAY + later)

    assert LEASE < NONCE_WINDOW, "a crash alone is told by the nonce"
    assert not may(1, timedelta(hours=1))
    assert not may(2, NONCE_WINDOW)
    assert may(2, NONCE_WINDOW + timedelta(seconds=1))
