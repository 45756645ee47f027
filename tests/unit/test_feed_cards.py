from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcing import Filters, Subscription, Trouble
from bot.domain.dramas import DramaLine
from bot.domain.fates import Fate, Outcome
from bot.domain.feeds import Feed, FeedPost, Follow, PostOutcome, Tally, Why
from bot.domain.post_marks import Mark
from bot.domain.texts import t
from bot.i18n import LANGUAGES, lang_for
from bot.services.feed_views import Added, Checked, CheckedPost, FeedView
from bot.ui.cards.feed_checks import checked_card
from bot.ui.cards.feeds import added_card, feed_card, feeds_card, health_card, removed_card
from tests.support.discord_rules import check_message

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LONG = "**Letters** ||by|| the @everyone Sea " * 40

FEED = Feed(
    id=999_999,
    key="k" * 500,
    url="https://blog.example/" + "f" * 1_900,
    site_url="https://blog.example/",
    house=LONG[:200],
    first_run_at=NOW,
    etag=None,
    last_modified=None,
    read_at=NOW,
    due_at=NOW,
    interval=timedelta(hours=1),
    failures=9,
    failing_since=NOW,
    error=t("{what}", what=LONG),
    paused_at=NOW,
)
CHANNELS = [
    Subscription(i, 500, 10**18 + i, Filters(), 30, NOW, trouble=Trouble.GONE) for i in range(25)
]
VIEW = FeedView(Follow(500, FEED, 30, NOW), CHANNELS, Tally(10**6, 10**6, 10**6, NOW))
MARK = Mark("g", "a", "t", "f", (), NOW)
POST = FeedPost(
    999_999, FEED.id, MARK, FEED.url, LONG[:300], PostOutcome.UNCLEAR, NOW, reason=FEED.error
)
DRAMAS = [DramaLine(i, LONG[:300], "한글" * 100, "ko", 2_020, "KR") for i in range(1, 40)]


def assert_fits(card):
    payload = {
        "components": card.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    assert check_message(payload) == []


@pytest.fixture(params=LANGUAGES)
def lang(request):
    return lang_for(request.param)


def test_every_card_of_blogs_fits_at_its_largest(lang):
    assert_fits(added_card(Added(VIEW, was_followed=False, still_reading=True), lang))
    assert_fits(added_card(Added(VIEW, was_followed=True, still_reading=True), lang))
    assert_fits(feed_card(VIEW, lang, note="word " * 80))
    feeds = [replace(FEED, id=FEED.id + i) for i in range(25)]
    views = [replace(VIEW, follow=replace(VIEW.follow, feed=feed)) for feed in feeds]
    assert_fits(feeds_card(views, 1, lang))
    assert_fits(feeds_card([], 0, lang))
    assert_fits(health_card(VIEW.follow, lang))
    assert_fits(removed_card(VIEW.follow, lang))


TOLD = [(Why.FATE, outcome) for outcome in Outcome] + [(why, Outcome.UNNOTED) for why in Why]


@pytest.mark.parametrize(("why", "outcome"), TOLD)
def test_whatever_became_of_posts_is_told_within_the_limits(lang, why, outcome):
    dramas = DRAMAS if why is Why.UNCLEAR else ()
    post = replace(POST, review_id=None if dramas else 7)
    posts = [
        CheckedPost(replace(post, id=10**6 + i), why, Fate(outcome, 10**18, NOW), dramas)
        for i in range(5)
    ]
    assert_fits(checked_card(Checked(VIEW, posts, 0, 2), lang, note="word " * 40))


def test_a_feed_that_works_again_says_so_without_the_way_to_resume(lang):
    follow = replace(VIEW.follow, feed=replace(FEED, paused_at=None, error=None, failures=0))
    assert_fits(health_card(follow, lang, in_server=False))
