"""Who is told of which review, when and why: channels, blogs, members, quiet hours, digests."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.actors import Actor
from bot.domain.announcing import MAX_CHOSEN, MAX_FOLLOWS, Digest, Trouble
from bot.domain.delivering import Arrived, Barred
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError
from bot.domain.fates import Outcome
from bot.domain.follows import Followed, Kind
from bot.domain.scores import Score
from bot.services import feed_channels
from bot.services.announcements import Wish
from data.queries import reviews
from data.queries.members import save_presence
from data.tables import GuildMemberRow, SubscriptionRow
from tests.support.announcing import (
    deliveries,
    follow_feed,
    post_from_feed,
    post_review,
    text_of,
)
from tests.support.dramas import drama_id

HERE = Actor(user_id=7, guild_id=(5 << 22) + 1)
THERE = Actor(user_id=8, guild_id=(6 << 22) + 2)
MINA = Actor(user_id=42, guild_id=HERE.guild_id)
NIGHT = (22 * 60, 8 * 60)


@pytest.fixture
def announcements(services):
    return services.announcements


@pytest.fixture
def outbox(services):
    return services.outbox


async def claimed(outbox):
    await outbox.expand()
    return await outbox.claim(25)


def targets(claims):
    found = ((c.subscription.channel_id, c.subscription.user_id) for c in claims)
    return sorted(channel or -(user or 0) for channel, user in found)


async def add_feed(services, actor, channel, feed, **options):
    async with services.outbox.sessions.begin() as session:
        return await feed_channels.add_feed(
            session,
            guild_id=actor.guild_id,
            channel_id=channel,
            feed_id=feed,
            user_id=actor.user_id,
            now=services.now(),
            **options,
        )


async def be_there(services, *actors):
    async with services.outbox.sessions.begin() as session:
        for actor in actors:
            await save_presence(session, actor, now=services.now())


async def follow(services, actor, kind, number, language="en"):
    await be_there(services, actor)
    return await services.follows.follow(actor, Followed(kind, number), language)


# Filters.


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        (lambda ids: Wish(country="KR"), True),
        (lambda ids: Wish(country="JP"), False),
        (lambda ids: Wish(drama=ids("Signal")), True),
        (lambda ids: Wish(drama=ids("Happiness")), False),
        (lambda _: Wish(reviewer=MINA.user_id), True),
        (lambda _: Wish(reviewer=99), False),
        (lambda _: Wish(feed=1), False),
    ],
)
async def test_each_filter_lets_through_what_it_says(announcements, outbox, services, wish, wanted):
    asked = wish(lambda title: drama_id(services.catalogue, title))
    await announcements.subscribe(HERE, 1, asked)
    await post_review(services, "Signal", guild_id=HERE.guild_id, author=MINA.user_id)
    assert bool(await claimed(outbox)) is wanted


async def test_filters_given_later_come_to_those_there_are_up_to_a_limit(announcements):
    await announcements.subscribe(HERE, 1, Wish(country="KR", drama=1))
    found = await announcements.subscribe(HERE, 1, Wish(country="JP", least=Score(16)))
    assert (found.filters.countries, found.filters.dramas) == (("KR", "JP"), (1,))
    for number in range(2, MAX_CHOSEN - 1):
        await announcements.subscribe(HERE, 1, Wish(drama=number))
    with pytest.raises(ConflictError, match=str(MAX_CHOSEN)):
        await announcements.subscribe(HERE, 1, Wish(reviewer=9))
    assert (await announcements.get(HERE, found.id)).filters.least == Score(16)


# Blogs and what may be seen of them.


async def test_a_blogs_review_goes_where_its_feed_is_followed_and_once_to_a_channel(
    announcements, outbox, services
):
    feed = await follow_feed(services, HERE.guild_id)
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(HERE, 2)
    await announcements.subscribe(THERE, 3)
    shown = await add_feed(services, HERE, 1, feed, role_id=77)
    await post_from_feed(services, feed)
    found = await claimed(outbox)
    assert targets(found) == [1, 2]
    (first,) = [each for each in found if each.subscription.channel_id == 1]
    assert first.subscription.id == shown.id, "the one to the blog, with its role"


async def test_a_review_that_two_feeds_bring_comes_once(announcements, outbox, services):
    one = await follow_feed(services, HERE.guild_id, "One")
    two = await follow_feed(services, HERE.guild_id, "Two")
    await announcements.subscribe(HERE, 1)
    review = await post_from_feed(services, one)
    async with outbox.sessions.begin() as session:
        from data.queries.events import save_event

        await save_event(session, review, now=services.now(), feed_id=two)
    await asyncio.gather(outbox.expand(), outbox.expand())
    assert len(await outbox.claim(25)) == 1


async def test_a_channel_can_be_told_of_several_blogs_and_of_none_any_more(services):
    one = await follow_feed(services, HERE.guild_id, "One")
    two = await follow_feed(services, HERE.guild_id, "Two")
    await add_feed(services, HERE, 1, one, digest=Digest.DAILY)
    found = await add_feed(services, HERE, 1, two)
    assert (found.filters.feeds, found.digest) == ((one, two), Digest.DAILY)
    async with services.outbox.sessions.begin() as session:
        assert len(await feed_channels.channels_of(session, HERE.guild_id, two)) == 1
        await feed_channels.remove_feed(session, HERE.guild_id, two)
        assert await feed_channels.channels_of(session, HERE.guild_id, two) == []
        await feed_channels.remove_feed(session, HERE.guild_id, one)
    assert await services.announcements.of_server(HERE) == []


async def test_what_only_a_feed_brought_is_seen_where_it_is_followed(services):
    feed = await follow_feed(services, HERE.guild_id)
    review = await post_from_feed(services, feed)
    drama = drama_id(services.catalogue, "Soundtrack #1")
    await be_there(services, MINA)
    for actor, seen in (
        (HERE, True),
        (THERE, False),
        (Actor(MINA.user_id), True),
        (Actor(99), False),
    ):
        shelf = await services.reviews.shelf(actor, drama)
        page = await services.pages.drama_page(actor, drama)
        assert [each.id for each in shelf.reviews] == ([review] if seen else [])
        assert (shelf.total, page.reviews) == (seen, seen)
        assert (page.house_review is not None) is seen
    assert (await services.outbox.sample(THERE.guild_id))[0] is None
    assert (await services.outbox.sample(HERE.guild_id))[0].id == review


# Now, too late, and why.


async def test_the_newest_can_be_announced_at_once_and_only_once(announcements, outbox, services):
    feed = await follow_feed(services, HERE.guild_id)
    review = await post_from_feed(services, feed, note=False)
    found = await add_feed(services, HERE, 1, feed, digest=Digest.WEEKLY)
    await services.hours.choose(HERE.guild_id, quiet=(0, 1439))
    assert (await announcements.fate(HERE.guild_id, review, feed)).outcome is Outcome.UNNOTED
    assert await announcements.deliver_now(HERE, found.id, review, feed_id=feed)
    assert not await announcements.deliver_now(HERE, found.id, review, feed_id=feed)
    (delivery,) = await claimed(outbox)
    assert delivery.review.id == review
    await outbox.note([Arrived(delivery, 1, 100)])
    assert (await announcements.fate(HERE.guild_id, review, feed)).outcome is Outcome.SENT


async def test_what_waited_too_long_is_not_announced_but_in_a_digest(
    announcements, outbox, services, clock
):
    feed = await follow_feed(services, HERE.guild_id)
    await add_feed(services, HERE, 1, feed)
    late = await post_from_feed(services, feed)
    clock.advance(days=8)
    assert await claimed(outbox) == []
    assert (await announcements.fate(HERE.guild_id, late, feed)).outcome is Outcome.LATE
    await add_feed(services, HERE, 1, feed, digest=Digest.DAILY)
    other = await post_from_feed(services, feed, "Signal")
    clock.advance(days=8)
    await outbox.expand()
    (row,) = await deliveries(services, other)
    assert row.state == "told"


async def test_why_something_was_not_announced_is_told(announcements, outbox, services, clock):
    feed = await follow_feed(services, HERE.guild_id)
    review = await post_from_feed(services, feed)
    fate = announcements.fate
    assert (await fate(HERE.guild_id, review, feed)).outcome is Outcome.WAITING
    await outbox.expand()
    assert (await fate(HERE.guild_id, review, feed)).outcome is Outcome.UNWANTED
    found = await add_feed(services, HERE, 1, feed)
    second = await post_from_feed(services, feed, "Signal")
    (delivery,) = await claimed(outbox)
    await outbox.note([Barred(delivery, Trouble.GONE)])
    assert (await fate(HERE.guild_id, second, feed)).outcome is Outcome.OFF
    clock.advance(minutes=1)
    third = await post_from_feed(services, feed, "Happiness")
    await outbox.expand()
    off = await fate(HERE.guild_id, third, feed)
    assert (off.outcome, off.channel_id) == (Outcome.OFF, 1)
    clock.advance(minutes=1)
    await announcements.switch_on(HERE, found.id)
    await announcements.change_rhythm(HERE, found.id, Digest.DAILY)
    fourth = await post_from_feed(services, feed, "Go Ahead")
    await outbox.expand()
    held = await fate(HERE.guild_id, fourth, feed)
    assert (held.outcome, held.due_at) == (Outcome.DIGEST, datetime.fromisoformat("2026-01-03T09Z"))


# Members.


@pytest.mark.parametrize("kind", [Kind.DRAMA, Kind.REVIEWER, Kind.ACTOR])
async def test_members_are_told_of_what_they_follow_in_servers_they_are_in(outbox, services, kind):
    drama = await services.catalogue.resolve("Soundtrack #1")
    async with outbox.sessions() as session:
        from data.tables import CastRow

        person = await session.scalar(select(CastRow.person_id).filter_by(drama_id=drama.id))
    number = {Kind.DRAMA: drama.id, Kind.REVIEWER: 43, Kind.ACTOR: person}[kind]
    await follow(services, Actor(51, HERE.guild_id), kind, number)
    await follow(services, Actor(52, THERE.guild_id), kind, number)
    await post_review(services, guild_id=HERE.guild_id, author=43)
    await post_review(services, "Signal", guild_id=HERE.guild_id, author=44)
    (delivery,) = await claimed(outbox)
    assert (delivery.subscription.user_id, delivery.subscription.language) == (51, "en")


async def test_who_follows_twice_hears_once_and_never_of_themselves(outbox, services):
    drama = drama_id(services.catalogue, "Soundtrack #1")
    await follow(services, MINA, Kind.DRAMA, drama)
    await follow(services, MINA, Kind.REVIEWER, 43)
    await post_review(services, guild_id=HERE.guild_id, author=43)
    await post_review(services, guild_id=HERE.guild_id, author=MINA.user_id)
    assert targets(await claimed(outbox)) == [-MINA.user_id]
    with pytest.raises(InvalidInputError):
        await follow(services, MINA, Kind.REVIEWER, MINA.user_id)


async def test_a_followed_blog_reaches_members_of_servers_that_follow_it(outbox, services):
    feed = await follow_feed(services, HERE.guild_id)
    await follow(services, MINA, Kind.HOUSE, feed)
    await follow(services, Actor(52, THERE.guild_id), Kind.HOUSE, feed)
    review = await post_from_feed(services, feed)
    assert targets(await claimed(outbox)) == [-MINA.user_id]
    follows = services.follows
    assert await follows.author_of(MINA, review) == Followed(Kind.HOUSE, feed)
    assert await follows.author_of(Actor(MINA.user_id), review) == Followed(Kind.HOUSE, feed)
    with pytest.raises(NotFoundError, match="/feed add"):
        await follows.author_of(THERE, review)
    assert await follows.houses(MINA) == [(feed, "Drama Blog")]
    assert await follows.houses(THERE) == []


async def test_closed_direct_messages_switch_that_follow_off_and_tell_no_manager(outbox, services):
    drama = drama_id(services.catalogue, "Soundtrack #1")
    await follow(services, MINA, Kind.DRAMA, drama)
    await follow(services, MINA, Kind.REVIEWER, 77)
    await post_review(services, guild_id=HERE.guild_id, author=43)
    (delivery,) = await claimed(outbox)
    await outbox.note([Barred(delivery, Trouble.CLOSED)])
    assert await outbox.untold() == []
    off, on = sorted(
        await services.follows.list_all(MINA.user_id), key=lambda each: each.trouble is None
    )
    assert (off.trouble, on.trouble) == (Trouble.CLOSED, None)
    assert await services.follows.switch_on(MINA, "ko") == 1
    assert {each.language for each in await services.follows.list_all(MINA.user_id)} == {"ko"}
    assert await claimed(outbox) == []


async def test_a_member_follows_a_bounded_number_of_things(services):
    for number in range(1, MAX_FOLLOWS + 1):
        assert await services.follows.follow(MINA, Followed(Kind.DRAMA, number), "en")
    assert not await services.follows.follow(MINA, Followed(Kind.DRAMA, 1), "en")
    with pytest.raises(ConflictError, match=str(MAX_FOLLOWS)):
        await services.follows.follow(MINA, Followed(Kind.DRAMA, 0), "en")


async def test_what_is_followed_is_exported_and_deleted_with_the_rest(services):
    await follow(services, MINA, Kind.DRAMA, 1)
    await follow(services, THERE, Kind.REVIEWER, MINA.user_id)
    await services.announcements.subscribe(MINA, 1)
    exported = (await services.settings.export(MINA.user_id)).decode()
    assert '"kind": "drama:1"' in exported
    assert (await services.settings.forget(MINA.user_id)).follows == 1
    assert await services.follows.list_all(MINA.user_id) == []
    assert await services.follows.list_all(THERE.user_id) == []
    assert len(await services.announcements.of_server(HERE)) == 1


async def test_who_left_a_server_is_forgotten_there(outbox, services):
    await follow(services, MINA, Kind.REVIEWER, 43)
    await services.follows.note_left(MINA.user_id, MINA.guild_id)
    await post_review(services, guild_id=HERE.guild_id, author=43)
    assert await claimed(outbox) == []
    async with outbox.sessions() as session:
        assert await session.scalar(select(GuildMemberRow.user_id)) is None


# Quiet hours.


async def test_nothing_is_announced_in_quiet_hours_and_all_of_it_in_order_afterwards(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(THERE, 2)
    await services.hours.choose(HERE.guild_id, zone="Asia/Seoul", quiet=NIGHT)
    clock.time = datetime.fromisoformat("2026-01-02T23:30+09:00")
    for title in ("Signal", "Happiness"):
        await post_review(services, title, house=title)
        clock.advance(hours=1)
    found = await claimed(outbox)
    assert targets(found) == [2]
    clock.time = datetime.fromisoformat("2026-01-03T08:00+09:00")
    seen = []
    while here := [each for each in await claimed(outbox) if each.subscription.channel_id == 1]:
        seen += [each.review.author.house for each in here]
        await outbox.note([Arrived(each, 1, 100 + each.id) for each in here])
    assert seen == ["Signal", "Happiness"]


async def test_a_change_of_the_quiet_hours_counts_for_what_waits(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    await services.hours.choose(HERE.guild_id, quiet=NIGHT)
    clock.time = datetime.fromisoformat("2026-01-02T23:00Z")
    review = await post_review(services, guild_id=HERE.guild_id)
    await outbox.expand()

    async def due_at():
        (row,) = await deliveries(services, review)
        return row.due_at

    assert await due_at() == datetime.fromisoformat("2026-01-03T08:00Z")
    assert (await announcements.fate(HERE.guild_id, review)).outcome is Outcome.QUIET
    await services.hours.choose(HERE.guild_id, zone="Asia/Tokyo")  # 8:00 there
    assert await due_at() == clock()
    await services.hours.choose(HERE.guild_id, quiet=(7 * 60, 9 * 60))
    assert await due_at() == datetime.fromisoformat("2026-01-03T09:00+09:00")
    assert (await services.hours.end(HERE.guild_id)).quiet is None
    assert len(await claimed(outbox)) == 1
    with pytest.raises(InvalidInputError, match="another time"):
        await services.hours.choose(HERE.guild_id, quiet=(60, 60))


# Digests.


async def test_a_digest_tells_what_came_since_and_how_the_ranking_moved(
    announcements, outbox, services, clock
):
    found = await announcements.subscribe(HERE, 1)
    await announcements.change_rhythm(HERE, found.id, Digest.DAILY)
    signal, happiness = (drama_id(services.catalogue, t) for t in ("Signal", "Happiness"))
    await services.ratings.rate(MINA, signal, Score(18))
    first = await post_review(services, "Signal", guild_id=HERE.guild_id, score=7)
    best = await post_review(services, "Happiness", guild_id=HERE.guild_id, score=9)
    assert await claimed(outbox) == []
    clock.time = datetime.fromisoformat("2026-01-03T09:00Z")
    await asyncio.gather(outbox.expand(), outbox.expand())
    (delivery,) = await claimed(outbox)
    page = delivery.digest
    assert delivery.review is None
    assert [line.review_id for line in page.lines] == [best, first]
    assert [(place.drama_id, place.rank) for place in page.places] == [(signal, 1)]
    assert not page.compared
    await outbox.note([Arrived(delivery, 1, 100)])
    assert (await announcements.fate(HERE.guild_id, first)).outcome is Outcome.SENT

    for user in (50, 51, 52):
        await services.ratings.rate(Actor(user, HERE.guild_id), happiness, Score(20))
    await post_review(services, "Go Ahead", guild_id=HERE.guild_id)
    clock.advance(days=1)
    (delivery,) = await claimed(outbox)
    places = {place.drama_id: (place.rank, place.before) for place in delivery.digest.places}
    assert places == {happiness: (1, None), signal: (2, 1)}
    assert delivery.digest.from_at == datetime.fromisoformat("2026-01-03T09:00Z")
    await outbox.note([Arrived(delivery, 1, 101)])

    clock.advance(days=3)
    assert await claimed(outbox) == [], "an empty one is not sent"


async def test_a_digest_has_no_reviews_that_were_deleted_and_is_none_without_any(
    announcements, outbox, services, clock
):
    found = await announcements.subscribe(HERE, 1)
    await announcements.change_rhythm(HERE, found.id, Digest.DAILY)
    gone = await post_review(services, "Signal", guild_id=HERE.guild_id)
    await outbox.expand()
    clock.advance(days=1)
    await outbox.expand()
    async with outbox.sessions.begin() as session:
        await reviews.delete_review(session, gone, now=clock())
    assert await claimed(outbox) == []


async def test_who_wants_them_one_by_one_again_gets_what_was_held_at_once(
    announcements, outbox, services
):
    found = await announcements.subscribe(HERE, 1)
    await announcements.change_rhythm(HERE, found.id, Digest.WEEKLY)
    await post_review(services, "Signal", guild_id=HERE.guild_id)
    await outbox.expand()
    await announcements.change_rhythm(HERE, found.id, None)
    (delivery,) = await claimed(outbox)
    assert delivery.digest.total == 1
    await outbox.note([Arrived(delivery, 1, 100)])
    await post_review(services, "Happiness", guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    assert delivery.review is not None


async def test_a_digest_that_was_off_comes_no_sooner_than_the_next_time(
    announcements, outbox, services, clock
):
    found = await announcements.subscribe(HERE, 1)
    await announcements.change_rhythm(HERE, found.id, Digest.DAILY)
    async with outbox.sessions.begin() as session:
        await session.execute(
            update(SubscriptionRow).values(disabled_at=clock(), disabled_reason="gone")
        )
    clock.advance(days=5)
    await outbox.expand()
    on = await announcements.switch_on(HERE, found.id)
    assert clock() < on.next_digest_at <= clock() + timedelta(days=1)


# Forums, and posts that were taken down.


async def test_a_forums_post_is_remembered_for_its_drama_and_becomes_its_discussion(
    announcements, outbox, services
):
    await announcements.subscribe(HERE, 1)
    await post_review(services, "Signal", guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    await outbox.note([Arrived(delivery, 555, 556)])
    drama = drama_id(services.catalogue, "Signal")
    assert await services.forums.find(1, drama) == 555
    assert await services.discussions.discussed(HERE.guild_id, drama) == {None}
    assert await services.forums.find(2, drama) is None
    await services.forums.forget(555)
    assert await services.forums.find(1, drama) is None
    assert await services.discussions.discussed(HERE.guild_id, drama) == frozenset()


async def test_a_post_that_was_taken_down_keeps_its_messages_until_it_returns(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, house="Drama Blog")
    (delivery,) = await claimed(outbox)
    await outbox.note([Arrived(delivery, 1, 100)])
    published = services.published
    async with outbox.sessions.begin() as session:
        await reviews.delete_review(session, review, now=clock(), withdrawn=True)
    (overtaken,) = await published.claim(5)
    gone = await published.reading(overtaken)
    assert gone.house == "Drama Blog"
    await published.note_shown(overtaken, emptied=False)
    async with outbox.sessions.begin() as session:
        await reviews.save_version(session, review, text_of(verdict="back"), now=clock())
    (overtaken,) = await published.claim(5)
    assert (await published.reading(overtaken)).review.text.verdict == "back"
    assert await claimed(outbox) == []
