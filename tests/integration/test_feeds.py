import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.actors import Actor
from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError, UserError
from bot.domain.fates import Outcome
from bot.domain.feeds import PostOutcome, Why
from bot.services.registry import Services
from data.tables import EventRow, FeedPostRow, FeedRow, ReviewRow
from tests.support.blog import DAY, START, loopback_blog, news, review
from tests.support.dramas import stock
from tests.support.fake_clock import FakeClock
from tests.support.websites import quick_web

SORA = Actor(30, 500)
REN = Actor(31, 600)
CHANNEL = 70


@pytest.fixture
async def blog():
    async with loopback_blog(review(1), review(2), news(3)) as blog:
        yield blog


class WebClock(FakeClock):
    """The seconds of a clock that tests move; pauses take no time on it."""

    def __init__(self, clock):
        super().__init__(0.0)
        self.clock = clock

    def __call__(self):
        return self.clock().timestamp() + self.now

    async def sleep(self, seconds):
        await asyncio.sleep(0)
        self.now += seconds


@pytest.fixture
async def web(clock):
    async with quick_web(WebClock(clock)) as web:
        yield web


@pytest.fixture
async def bot(sessions, clock, web) -> Services:
    services = Services.build(sessions, clock, web=web)
    await stock(services.catalogue)
    return services


async def add(bot, blog, actor=SORA, *, path="/feed/", channel=CHANNEL):
    return await bot.feeds.add(actor, blog.url + path, channel_id=channel)


async def poll(bot, clock, **later):
    clock.advance(**later or {"hours": 13})
    return await bot.feeds.poll_due()


async def check(bot, added, actor=SORA):
    return (await bot.feed_checks.check(actor, added.view.follow.feed.id)).posts


async def rows(sessions, table, **by):
    async with sessions() as session:
        return list(await session.scalars(select(table).filter_by(**by).order_by(table.id)))


async def announced(sessions):
    """Return the titles of the posts whose reviews were noted for announcing, in that order."""
    async with sessions() as session:
        found = await session.execute(
            select(FeedPostRow.title)
            .join(EventRow, EventRow.review_id == FeedPostRow.review_id)
            .where(EventRow.feed_id == FeedPostRow.feed_id)
            .order_by(EventRow.id)
        )
        return [title.removeprefix("Review: ") for title in found.scalars()]


async def test_the_first_run_stores_everything_and_announces_nothing(bot, blog, sessions):
    added = await add(bot, blog)
    assert (added.was_followed, added.still_reading) == (False, False)
    assert added.view.follow.feed.house == "Letters by the Sea"
    assert (added.view.tally.posts, added.view.tally.reviews) == (3, 2)
    assert [channel.channel_id for channel in added.view.channels] == [CHANNEL]
    assert await announced(sessions) == []
    whys = [each.why for each in await check(bot, added)]
    assert whys == [Why.NOT_REVIEW, Why.FIRST_RUN, Why.FIRST_RUN]


@pytest.mark.parametrize("path", ["", "/", "/review-2/"])
async def test_a_blogs_page_or_a_post_leads_to_its_feed(bot, blog, path):
    added = await add(bot, blog, path=path)
    assert added.view.follow.feed.url == f"{blog.url}/feed/"


async def test_an_address_without_a_feed_says_what_was_tried(bot, blog):
    blog.posts.clear()
    with pytest.raises(UserError):
        await bot.feeds.add(SORA, f"{blog.url}/nothing/", channel_id=CHANNEL)


async def test_the_same_blog_in_another_spelling_is_the_same_feed(bot, blog, sessions):
    await add(bot, blog)
    again = await add(bot, blog, path="/feed?utm_source=x", channel=71)
    assert again.was_followed
    assert len(await rows(sessions, FeedRow)) == 1
    assert [channel.channel_id for channel in again.view.channels] == [CHANNEL, 71]


async def test_a_feed_that_another_server_follows_is_not_read_again(bot, blog, sessions):
    await add(bot, blog)
    asked = len(blog.seen)
    added = await add(bot, blog, REN)
    assert len(blog.seen) == asked
    assert (added.was_followed, added.view.tally.reviews) == (False, 2)


async def test_a_new_post_is_announced_once(bot, blog, sessions, clock):
    added = await add(bot, blog)
    blog.post(review(14))
    assert await poll(bot, clock) == 1
    assert await announced(sessions) == ["Letter OOO"]
    await poll(bot, clock)
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]
    first = (await check(bot, added))[0]
    assert (first.why, first.fate.outcome) == (Why.FATE, Outcome.WAITING)


async def test_several_new_posts_are_announced_oldest_first(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.post(review(15), news(16), review(14), review(17))
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO", "Letter PPP", "Letter RRR"]


async def test_of_a_backlog_only_the_newest_are_announced(bot, blog, sessions, clock):
    added = await add(bot, blog)
    blog.post(*(review(number) for number in range(4, 12)))
    await poll(bot, clock)
    assert len(await announced(sessions)) == 5
    assert (await announced(sessions))[-1] == "Letter LLL"
    assert Why.MANY in {each.why for each in await check(bot, added)} | {
        each.why for each in (await bot.feed_checks.check(SORA, added.view.follow.feed.id, 1)).posts
    }


async def test_an_old_post_that_appears_newly_is_stored_only(bot, blog, sessions, clock):
    added = await add(bot, blog)
    blog.post(review(9, published=START - 60 * DAY))
    await poll(bot, clock)
    assert await announced(sessions) == []
    assert (await check(bot, added))[0].why is Why.OLD


async def test_an_edited_post_becomes_a_new_version_and_is_not_announced_again(
    bot, blog, sessions, clock
):
    await add(bot, blog)
    blog.post(review(14))
    await poll(bot, clock)
    edited = review(14, verdict="tender and sad", score=9)
    blog.edit(14, body=edited.body)
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]
    (row,) = [row for row in await rows(sessions, FeedPostRow) if row.title.endswith("OOO")]
    review_row = await one(sessions, ReviewRow, row.review_id)
    assert review_row.version == 2


async def one(sessions, table, row_id):
    async with sessions() as session:
        return await session.get(table, row_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"published": START + 60 * DAY},
        {"guid": "https://new.example/?p=14"},
        {"slug": "a-better-slug"},
        {"guid": None, "slug": "moved", "published": START},
    ],
    ids=["date", "guid", "address", "all"],
)
async def test_a_post_whose_names_or_date_changed_is_the_same(bot, blog, sessions, clock, changes):
    await add(bot, blog)
    blog.post(review(14))
    await poll(bot, clock)
    blog.edit(14, **changes)
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]
    assert len(await rows(sessions, ReviewRow)) == 3


async def test_a_new_address_is_where_the_card_leads_to(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.edit(2, slug="a-better-slug")
    await poll(bot, clock)
    urls = [row.source_url for row in await rows(sessions, ReviewRow)]
    assert f"{blog.url}/a-better-slug/" in urls


async def test_a_blog_that_moved_to_another_domain_has_nothing_new(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.host = "https://new.example"
    for post in list(blog.posts):
        blog.edit(post.number, guid=f"https://new.example/?p={post.number + 70}")
    await poll(bot, clock)
    assert await announced(sessions) == []
    assert len(await rows(sessions, FeedPostRow)) == 3


async def test_posts_that_share_an_address_are_two(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.post(review(14, link=f"{blog.url}/all/"), review(15, link=f"{blog.url}/all/"))
    await poll(bot, clock)
    blog.post(review(16, link=f"{blog.url}/all/"))
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO", "Letter PPP", "Letter QQQ"]
    blog.edit(15, body=review(15, verdict="better").body)
    await poll(bot, clock)
    versions = {row.id: row.version for row in await rows(sessions, ReviewRow)}
    assert sorted(versions.values()) == [1, 1, 1, 1, 2]


async def test_excerpts_are_read_from_the_posts_pages(bot, blog, sessions, clock):
    blog.excerpts = True
    added = await add(bot, blog)
    assert added.view.tally.reviews == 2
    blog.post(review(14))
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]


async def test_a_page_that_cannot_be_got_is_tried_again(bot, blog, sessions, clock):
    blog.excerpts = True
    added = await add(bot, blog)
    blog.post(review(14))
    blog.gone.add("review-14")
    await poll(bot, clock)
    first = (await check(bot, added))[0]
    assert (first.why, await announced(sessions)) == (Why.WAITING, [])
    assert first.post.reason is not None
    blog.gone.clear()
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]
    assert blog.unchanged == 1


async def test_a_page_that_can_never_be_got_is_given_up(bot, blog, sessions, clock):
    blog.excerpts = True
    added = await add(bot, blog)
    blog.post(review(14))
    blog.gone.add("review-14")
    for _ in range(7):
        await poll(bot, clock)
    assert (await check(bot, added))[0].why is Why.FAILED
    assert blog.seen.count("/review-14/") == 6


async def test_a_post_that_becomes_a_review_is_announced_then(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.post(news(14, "Letter OOO"))
    await poll(bot, clock)
    assert await announced(sessions) == []
    done = review(14)
    blog.edit(14, title=done.title, body=done.body)
    await poll(bot, clock)
    assert await announced(sessions) == ["Letter OOO"]


async def test_a_post_that_is_no_review_any_more_is_taken_back(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.post(review(14))
    await poll(bot, clock)
    gone = news(14, "Letter OOO")
    blog.edit(14, title=gone.title, body=gone.body)
    await poll(bot, clock)
    row = (await rows(sessions, ReviewRow))[-1]
    assert row.withdrawn_at == row.deleted_at is not None


async def test_a_deleted_post_is_taken_back_once_it_was_gone_twice(bot, blog, sessions, clock):
    added = await add(bot, blog)
    blog.take_down(2)
    await poll(bot, clock)
    assert [row.withdrawn_at for row in await rows(sessions, ReviewRow)] == [None, None]
    await poll(bot, clock)
    assert [row.withdrawn_at is not None for row in await rows(sessions, ReviewRow)] == [
        False,
        True,
    ]
    assert Why.WITHDRAWN in {each.why for each in await check(bot, added)}


async def test_a_deleted_post_that_returns_is_restored_and_not_announced(
    bot, blog, sessions, clock
):
    await add(bot, blog)
    blog.post(review(14), review(15))
    await poll(bot, clock)
    post = blog.take_down(14)
    await poll(bot, clock)
    await poll(bot, clock)
    row = (await rows(sessions, ReviewRow))[2]
    assert row.withdrawn_at is not None
    blog.gone.clear()
    blog.posts.insert(1, post)
    await poll(bot, clock)
    row = await one(sessions, ReviewRow, row.id)
    assert (row.withdrawn_at, row.deleted_at) == (None, None)
    assert await announced(sessions) == ["Letter OOO", "Letter PPP"]


async def test_a_post_that_left_the_feed_but_has_a_page_stays(bot, blog, sessions, clock):
    await add(bot, blog)
    blog.size = 2
    missing = blog.posts.pop(1)
    blog.posts.append(missing)
    for _ in range(3):
        await poll(bot, clock)
    assert all(row.withdrawn_at is None for row in await rows(sessions, ReviewRow))


async def test_posts_that_leave_at_the_end_of_the_feed_are_not_looked_for(bot, blog, clock):
    await add(bot, blog)
    blog.size = 2
    await poll(bot, clock)
    assert "/review-1/" not in blog.seen


async def test_an_unchanged_feed_is_asked_for_conditionally(bot, blog, clock):
    await add(bot, blog)
    await poll(bot, clock)
    assert blog.unchanged == 1


async def test_a_feed_that_nobody_follows_rests_and_begins_anew(bot, blog, sessions, clock):
    added = await add(bot, blog)
    await bot.feeds.remove(SORA, added.view.follow.feed.id)
    assert await poll(bot, clock) == 0
    blog.post(review(14))
    again = await add(bot, blog)
    assert again.view.tally.reviews == 3
    assert await announced(sessions) == []
    with pytest.raises(NotFoundError):
        await bot.feeds.remove(REN, added.view.follow.feed.id)


async def test_a_feed_that_fails_is_paused_told_of_once_and_tells_when_it_works(
    bot, blog, sessions, clock
):
    added = await add(bot, blog)
    await add(bot, blog, REN)
    blog.status = 500
    for _ in range(12):
        await poll(bot, clock)
    untold = await bot.feeds.untold()
    assert [follow.guild_id for follow in untold] == [500, 600]
    feed = untold[0].feed
    assert feed.paused_at is not None
    assert feed.error is not None
    for follow in untold:
        await bot.feeds.note_told(follow)
    assert await bot.feeds.untold() == []
    asked = len(blog.seen)
    assert await poll(bot, clock) == 0
    assert len(blog.seen) == asked
    blog.status = 200
    blog.post(review(14))
    await bot.feeds.pause(SORA, added.view.follow.feed.id)
    assert await bot.feeds.untold() == []
    await poll(bot, clock, seconds=1)
    untold = await bot.feeds.untold()
    assert [follow.guild_id for follow in untold] == [500, 600]
    assert untold[0].feed.paused_at is None
    for follow in untold:
        await bot.feeds.note_told(follow)
    assert await bot.feeds.untold() == []
    assert await announced(sessions) == ["Letter OOO"]


async def test_a_short_outage_is_nobodys_business(bot, blog, clock):
    await add(bot, blog)
    blog.status = 503
    await poll(bot, clock)
    blog.status = 200
    await poll(bot, clock)
    assert await bot.feeds.untold() == []


async def test_retry_after_is_kept_to(bot, blog, clock):
    await add(bot, blog)
    blog.status, blog.headers = 429, {"Retry-After": "7200"}
    await poll(bot, clock)
    asked = len(blog.seen)
    assert await poll(bot, clock, minutes=115) == 0
    assert len(blog.seen) == asked


async def test_the_newest_is_announced_now_when_somebody_asks(bot, blog, sessions, clock):
    added = await add(bot, blog)
    feed_id = added.view.follow.feed.id
    post = await bot.feed_checks.announce_newest(SORA, feed_id)
    assert post.title == "Review: Letter CCC"
    with pytest.raises(ConflictError):
        await bot.feed_checks.announce_newest(SORA, feed_id)
    shown = await check(bot, added)
    assert [each.may_be_announced for each in shown] == [False, False, True]


async def test_two_feeds_of_one_blog_give_one_review(bot, blog, sessions, clock):
    await add(bot, blog)
    async with loopback_blog(*blog.posts[::-1]) as mirror:
        mirror.host = blog.url
        await add(bot, mirror, REN)
        assert len(await rows(sessions, ReviewRow)) == 2
        assert len(await rows(sessions, FeedRow)) == 2


async def test_an_ambiguous_post_is_taken_in_for_the_drama_that_is_chosen(
    bot, blog, sessions, clock, monkeypatch
):
    for year in (2012, 2019):
        facts = DramaFacts(title="Twins", year=year, country="KR")
        await bot.catalogue.save(f"twins-{year}", facts, Source.PEOPLE)
    added = await add(bot, blog)
    twin = review(14, "Twins")
    blog.post(replace(twin, body=twin.body.replace("<p>Native title: 편지 14</p>", "")))
    await poll(bot, clock)
    first = (await check(bot, added))[0]
    assert first.why is Why.UNCLEAR
    assert {drama.year for drama in first.dramas} == {2012, 2019}
    chosen = next(drama for drama in first.dramas if drama.year == 2019)
    feed_id = added.view.follow.feed.id
    outcome = await bot.feed_checks.choose(SORA, feed_id, first.post.id, chosen.id)
    assert outcome is PostOutcome.ANNOUNCED
    assert await announced(sessions) == ["Twins"]
    assert (await rows(sessions, ReviewRow))[-1].drama_id == chosen.id


async def test_a_server_follows_so_many_feeds_and_no_more(bot, blog, monkeypatch):
    monkeypatch.setattr("bot.services.feeds.MAX_FEEDS", 1)
    await add(bot, blog)
    async with loopback_blog(review(1)) as other:
        with pytest.raises(ConflictError, match="/feed remove"):
            await add(bot, other)
    assert (await add(bot, blog, channel=72)).was_followed


async def test_whoever_checks_a_feed_sees_what_is_there_by_now(bot, blog, sessions, clock):
    added = await add(bot, blog)
    blog.post(review(14))
    feed_id = added.view.follow.feed.id
    await bot.feeds.read_soon(SORA, feed_id)
    assert await announced(sessions) == []  # it was read a moment ago
    clock.advance(minutes=2)
    await bot.feeds.read_soon(SORA, feed_id)
    assert await announced(sessions) == ["Letter OOO"]
    with pytest.raises(NotFoundError):
        await bot.feeds.read_soon(REN, feed_id)


async def test_two_processes_read_a_feed_once(bot, blog, sessions, clock, web):
    await add(bot, blog)
    other = Services.build(sessions, clock, web=web)
    await other.catalogue.refresh()
    blog.post(*(review(number) for number in range(4, 8)))
    clock.advance(hours=13)
    counts = await asyncio.gather(bot.feeds.poll_due(), other.feeds.poll_due())
    assert sum(counts) == 1
    assert len(await announced(sessions)) == 4
    assert len(await rows(sessions, FeedPostRow)) == 7


async def test_a_private_address_is_refused(sessions, clock, blog):
    async with quick_web(allow_private=False) as web:
        services = Services.build(sessions, clock, web=web)
        with pytest.raises(InvalidInputError):
            await add(services, blog)
