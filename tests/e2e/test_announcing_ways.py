"""How reviews are announced: with a role, at night, in digests, in forums; and taken down."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.actors import Actor
from bot.domain.errors import ForbiddenError, InvalidInputError
from bot.domain.scores import Score
from data.queries import reviews
from tests.e2e.announcing import announced, cards, fire, forbid, last, refused, subscribe
from tests.e2e.conftest import texts
from tests.support.announcing import OPENING, follow_feed, post_from_feed, post_review, text_of
from tests.support.dramas import drama_id


@pytest.fixture
def clock(clock):
    """The time that Discord has here: what it posted since is looked through."""
    clock.time = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return clock


@pytest.fixture
def fans(place):
    return place.guild.create_role("Fans", mentionable=True)


# Filters.


async def test_filters_of_every_kind_are_chosen_told_and_taken_away(place, post, bot_services):
    await follow_feed(bot_services, place.guild.id)
    blog = await place.sora.autocomplete(place.news, "announce here", "blog", "")
    shown = await subscribe(
        place,
        place.news,
        country="South Korea",
        drama="Signal",
        blog=blog[0]["value"],
        reviewer=place.mina,
    )
    said = texts(shown.response)
    assert "Blogs: Drama Blog · Dramas: Signal · Countries: South Korea" in said
    assert f"Reviewers: <@{place.mina.id}>" in said
    await post("Signal")
    await fire(place)
    assert not cards(place.news), "no blog brought it"
    less = await place.sora.select(shown.response, ["feeds:1"], custom_id="announce:1:less")
    assert "Blogs" not in texts(less.response)
    await post("Signal", author=place.joon.id)
    await post("Go Ahead")
    await fire(place)
    assert not cards(place.news)
    more = await subscribe(place, place.news, drama="Happiness")
    assert "Dramas: Signal and Happiness" in texts(more.response)
    await post("Happiness")
    await fire(place)
    (message,) = cards(place.news)
    assert "Happiness" in texts(message)


async def test_a_blogs_review_reaches_the_server_that_follows_it(place, bot_services):
    await subscribe(place, place.news)
    feed = await follow_feed(bot_services, place.guild.id)
    await post_from_feed(bot_services, feed)
    await fire(place)
    (message,) = cards(place.news)
    assert "Review by Drama Blog" in texts(message)


# A role.


async def test_a_role_is_mentioned_and_nobody_else(place, post, fans, bot_services):
    shown = await subscribe(place, place.news, role=fans)
    how = await place.sora.click(shown.response, label="How")
    assert f"Mentions <@&{fans.id}>" in texts(how.response)
    review = await post(verdict="@everyone look")
    await fire(place)
    (message,) = cards(place.news)
    assert f"<@&{fans.id}>" in texts(message)
    kept = place.env.backend.get_message(place.news.id, message.id)
    assert (kept.ping_role_ids, kept.ping_user_ids) == ([fans.id], [])
    assert not message.mention_everyone
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.save_version(session, review, text_of(), now=bot_services.now())
    await fire(place)
    assert f"<@&{fans.id}>" in texts(cards(place.news)[0]), "an edit keeps it"
    quiet = await place.sora.click(how.response, label="Mention no role")
    assert "No role is mentioned" in texts(quiet.response)
    await post("Signal")
    await fire(place)
    assert "<@&" not in texts(cards(place.news)[-1])


async def test_a_role_that_may_not_be_mentioned_is_refused_by_the_permissions_name(place):
    role = place.guild.create_role("Quiet ones")
    shown = await place.sora.slash(place.news, "announce here", role=role)
    assert "You may not mention" in texts(shown.response)
    assert "All Roles" in texts(shown.response)
    listed = await place.sora.slash(place.news, "announce list")
    assert "There are none in this server yet" in texts(listed.response)
    refused(place, ForbiddenError)


async def test_everybody_is_never_mentioned(place):
    shown = await place.sora.slash(place.news, "announce here", role=place.guild.default_role)
    assert "I do not mention everybody" in texts(shown.response)
    refused(place, ForbiddenError)


# Quiet hours.


async def test_nothing_comes_at_night_and_all_of_it_in_the_morning(place, post, clock):
    await subscribe(place, place.news)
    zones = await place.sora.autocomplete(place.news, "announce quiet", "zone", "seoul")
    options = {"start": "11 pm", "end": "7:30", "zone": zones[0]["value"]}
    shown = await place.sora.slash(place.news, "announce quiet", **options)
    assert "Quiet from 23:00 to 07:30 (Asia/Seoul)" in texts(shown.response)
    clock.time = datetime.fromisoformat("2026-01-02T00:10+09:00")
    await post("Signal")
    await post("Happiness")
    await fire(place)
    assert not cards(place.news)
    clock.time = datetime.fromisoformat("2026-01-02T07:30+09:00")
    await announced(place)
    assert ["Signal" in texts(each) for each in cards(place.news)] == [True, False]
    off = await place.sora.slash(place.news, "announce quiet", off=True)
    assert "No quiet hours" in texts(off.response)


async def test_quiet_hours_are_set_in_the_settings_too(place):
    shown = await place.sora.slash(place.news, "settings")
    asked = await place.sora.click(shown.response, label="Change…")
    typed = {"start": "22:30", "end": "8", "zone": "New York"}
    changed = await place.sora.submit_modal(asked, typed)
    assert "Quiet from 22:30 to 08:00 (America/New\\_York)" in last(changed)
    none = await place.sora.click(changed.response, label="No quiet hours")
    assert "No quiet hours" in texts(none.response)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"start": "22:00"}, "both ends"),
        ({"start": "22:00", "end": "later"}, "no time of day"),
        ({"start": "22:00", "end": "22:00"}, "another time"),
        ({"zone": "Narnia"}, "time zone"),
    ],
)
async def test_hours_that_make_no_sense_are_refused(place, options, said):
    shown = await place.sora.slash(place.news, "announce quiet", **options)
    assert said in texts(shown.response)
    refused(place, InvalidInputError)


# Digests.


async def test_a_digest_comes_in_the_morning_with_the_rankings_movement(
    place, post, clock, bot_services, fans
):
    shown = await subscribe(place, place.news, digest="daily", role=fans)
    assert "Together, every morning" in texts(shown.response)
    signal = drama_id(bot_services.catalogue, "Signal")
    happiness = drama_id(bot_services.catalogue, "Happiness")
    await bot_services.ratings.rate(Actor(1, place.guild.id), signal, Score(18))
    await post("Signal", verdict="tense", score=9)
    await fire(place)
    assert not cards(place.news)
    clock.time = datetime(2026, 1, 2, 9, tzinfo=UTC)
    await announced(place)
    (digest,) = cards(place.news)
    said = texts(digest)
    assert "Reviews of the day" in said
    assert f"**Signal** · 9/10 — tense · <@{place.mina.id}>" in said
    assert "1. Signal" in said
    assert f"<@&{fans.id}>" in said
    opened = await place.joon.select(digest, ["1"], custom_id="digest:1:read")
    assert opened.ephemeral
    assert OPENING in last(opened)
    for user in (1, 2, 3):
        await bot_services.ratings.rate(Actor(user, place.guild.id), happiness, Score(20))
    await post("Happiness")
    await fire(place)
    clock.advance(days=1)
    await announced(place)
    said = texts(cards(place.news)[1])
    assert "🆕 new" in said
    assert "2. Signal" in said
    assert "▼1" in said
    clock.advance(days=1)
    await announced(place)
    assert len(cards(place.news)) == 2, "none without a review"


async def test_a_digest_follows_its_reviews(place, post, clock, bot_services):
    await subscribe(place, place.news, digest="daily")
    gone = await post("Signal", verdict="tense")
    edited = await post("Happiness", verdict="bleak")
    clock.time = datetime(2026, 1, 2, 9, tzinfo=UTC)
    await announced(place)
    assert "tense" in texts(cards(place.news)[0])
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.delete_review(session, gone, now=clock())
        await reviews.save_version(session, edited, text_of(verdict="hopeful"), now=clock())
    await fire(place)
    (digest,) = cards(place.news)
    assert "tense" not in texts(digest)
    assert "hopeful" in texts(digest)
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.delete_review(session, edited, now=clock())
    await fire(place)
    (digest,) = cards(place.news)
    assert texts(digest).strip() == "*This review was deleted.*"


# Forums.


async def test_a_drama_has_one_post_in_a_forum_that_is_its_discussion_too(place, post):
    await subscribe(place, place.forum, at=place.channel)
    await post()
    await post("Signal")
    await fire(place)
    await post(author=place.joon.id, verdict="again")
    await fire(place)
    assert sorted(thread.name for thread in place.forum.threads) == ["Signal", "Soundtrack #1"]
    (thread,) = [each for each in place.forum.threads if each.name == "Soundtrack #1"]
    assert ["again" in texts(each) for each in cards(thread)] == [False, True]
    found = await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1")
    assert f"<#{thread.id}>" in last(found)


async def test_a_discussion_that_is_a_post_of_the_forum_gets_the_reviews(place, post):
    await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    (thread,) = place.forum.threads
    await subscribe(place, place.forum, at=place.channel)
    await post("Signal")
    await fire(place)
    assert len(place.forum.threads) == 1
    assert OPENING in texts(thread.history()[-1])


async def test_a_deleted_post_is_made_anew_and_an_archived_one_opened(place, post):
    await subscribe(place, place.forum, at=place.channel)
    await post()
    await fire(place)
    (thread,) = place.forum.threads
    known = place.env.bot.get_guild(place.guild.id).get_thread(thread.id)
    known.archived = place.env.backend.get_channel(thread.id).thread_metadata.archived = True
    await post(author=place.joon.id)
    await fire(place)
    assert len(cards(thread)) == 2
    assert not place.env.backend.get_channel(thread.id).thread_metadata.archived
    place.env.backend.delete_channel(thread.id)
    await place.env.settle()
    await post(author=place.sora.id)
    await fire(place)
    (anew,) = place.forum.threads
    assert anew.id != thread.id
    assert len(cards(anew)) == 1


async def test_a_locked_post_is_told_to_managers(place, post):
    await subscribe(place, place.forum, at=place.channel)
    await post()
    await fire(place)
    (thread,) = place.forum.threads
    known = place.env.bot.get_guild(place.guild.id).get_thread(thread.id)
    known.locked = True
    forbid(place, place.forum, "manage_threads")
    await post(author=place.joon.id)
    await fire(place)
    (told,) = cards(place.news) + cards(place.channel)
    assert "closed and locked" in texts(told)


# Posts that their blog took down.


async def test_a_post_that_was_taken_down_says_so_and_comes_back(place, bot_services, clock):
    await subscribe(place, place.news)
    review = await post_review(bot_services, house="Drama *Blog*")
    await fire(place)
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.delete_review(session, review, now=clock(), withdrawn=True)
    await fire(place)
    (message,) = cards(place.news)
    assert texts(message).strip() == r"*Drama \*Blog\* took this post down.*"
    clock.time += timedelta(hours=1)
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.save_version(session, review, text_of(verdict="back again"), now=clock())
    await fire(place)
    (message,) = cards(place.news)
    assert "back again" in texts(message)


async def test_who_opens_a_review_that_was_taken_down_is_told_by_whom(place, bot_services, clock):
    await subscribe(place, place.news)
    review = await post_review(bot_services, house="Drama Blog")
    await fire(place)
    async with bot_services.reviews.sessions.begin() as session:
        await reviews.delete_review(session, review, now=clock(), withdrawn=True)
    shown = await place.joon.click(cards(place.news)[0], label="Read the review")
    assert "Drama Blog took that post down." in last(shown)
