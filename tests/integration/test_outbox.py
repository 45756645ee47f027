import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.actors import Actor
from bot.domain.announcing import (
    LEASE,
    MAX_ATTEMPTS,
    MAX_SUBSCRIPTIONS,
    Digest,
    Filters,
    Shards,
    Trouble,
)
from bot.domain.delivering import Arrived, Barred, Missed
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.scores import Score
from bot.services.announcements import Wish
from bot.services.outbox import OutboxService
from data.queries.events import save_event
from data.queries.reviews import delete_review
from data.tables import DeliveryRow
from tests.support.announcing import deliveries, post_review

HERE = Actor(user_id=7, guild_id=(5 << 22) + 1)
THERE = Actor(user_id=8, guild_id=(6 << 22) + 2)


@pytest.fixture
def announcements(services):
    return services.announcements


@pytest.fixture
def outbox(services, clock):
    return OutboxService(services.outbox.sessions, clock, jitter=lambda: 0.0)


async def claimed(outbox, **options):
    await outbox.expand()
    return await outbox.claim(25, **options)


def channels(claims):
    return [delivery.subscription.channel_id for delivery in claims]


async def test_a_review_is_delivered_to_every_channel_of_its_server(
    announcements, outbox, services
):
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(HERE, 2)
    await announcements.subscribe(THERE, 3)
    await post_review(services, guild_id=HERE.guild_id)
    found = await claimed(outbox)
    assert channels(found) == [1, 2]
    assert found[0].review.text.verdict == "beautiful"
    assert await claimed(outbox) == []


async def test_a_house_review_goes_to_every_server(announcements, outbox, services):
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(THERE, 3)
    await post_review(services, house="Drama Blog")
    assert channels(await claimed(outbox)) == [1, 3]


async def test_a_members_review_from_a_direct_message_goes_nowhere(announcements, outbox, services):
    await announcements.subscribe(HERE, 1)
    await post_review(services, guild_id=None)
    assert await claimed(outbox) == []


async def test_a_review_is_announced_once_however_often_it_is_noted(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    await outbox.note([Arrived(delivery, 1, 100)])
    async with outbox.sessions.begin() as session:
        await save_event(session, review, now=clock())
    assert await claimed(outbox) == []


async def test_a_new_subscription_gets_no_backlog(announcements, outbox, services, clock):
    await post_review(services, guild_id=HERE.guild_id)
    clock.advance(minutes=1)
    await announcements.subscribe(HERE, 1)
    assert await claimed(outbox) == []


@pytest.mark.parametrize(
    ("filters", "title", "score", "wanted"),
    [
        ({"genre": "romance"}, "Soundtrack #1", 8, True),
        ({"genre": "romance"}, "Signal", 8, False),
        ({"network": "tvN"}, "Happiness", 8, True),
        ({"network": "tvN"}, "Soundtrack #1", 8, False),
        ({"least": Score(16)}, "Signal", 8, True),
        ({"least": Score(17)}, "Signal", 8, False),
        ({"least": Score(1)}, "Signal", None, False),
        ({"genre": "thriller", "network": "Disney+"}, "Signal", 8, False),
    ],
)
async def test_only_what_passes_every_filter_is_delivered(
    announcements, outbox, services, filters, title, score, wanted
):
    await announcements.subscribe(HERE, 1, Wish(**filters))
    await post_review(services, title, guild_id=HERE.guild_id, score=score)
    assert bool(await claimed(outbox)) is wanted


async def test_any_of_several_genres_will_do(announcements, outbox, services):
    found = await announcements.subscribe(HERE, 1)
    await announcements.change(
        HERE, found.id, lambda filters: replace(filters, genres=("food", "crime"))
    )
    await post_review(services, "Signal", guild_id=HERE.guild_id)
    await post_review(services, "Happiness", guild_id=HERE.guild_id)
    assert len(await claimed(outbox)) == 1


async def test_two_workers_claim_different_deliveries(announcements, outbox, services):
    for channel in range(20):
        await announcements.subscribe(HERE, channel)
    await post_review(services, guild_id=HERE.guild_id)
    await asyncio.gather(outbox.expand(), outbox.expand())
    claims = await asyncio.gather(*(outbox.claim(7) for _ in range(4)))
    every = [delivery.id for claim in claims for delivery in claim]
    assert len(every) == len(set(every)) == 20


async def test_each_process_claims_for_its_own_shards(announcements, outbox, services):
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(THERE, 3)
    await post_review(services, house="Drama Blog")
    await outbox.expand()
    assert channels(await outbox.claim(5, Shards(2, frozenset({0})))) == [3]
    assert channels(await outbox.claim(5, Shards(2, frozenset({1})))) == [1]


async def test_the_claim_of_a_dead_worker_falls_due_again(announcements, outbox, services, clock):
    await announcements.subscribe(HERE, 1)
    await post_review(services, guild_id=HERE.guild_id)
    (first,) = await claimed(outbox)
    clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await claimed(outbox) == []
    clock.advance(seconds=1)
    (again,) = await claimed(outbox)
    assert again.id == first.id
    assert again.attempts == 2


async def test_of_a_channel_only_the_oldest_is_claimed_until_it_is_over(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    await announcements.subscribe(HERE, 2)
    for title in ("Signal", "Happiness"):
        await post_review(services, title, guild_id=HERE.guild_id)
    first, other = await claimed(outbox)
    assert channels([first, other]) == [1, 2]
    assert await claimed(outbox) == []

    await outbox.note([Arrived(other, 2, 100), Missed(first, "503")])
    (next_there,) = await claimed(outbox)
    assert channels([next_there]) == [2]
    clock.advance(seconds=2)
    (again,) = await claimed(outbox)
    assert again.id == first.id
    await outbox.note([Missed(again, "invalid", lasting=True)])
    assert channels(await claimed(outbox)) == [1]


async def test_what_was_put_off_and_never_tried_holds_nothing_up(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, "Signal", guild_id=HERE.guild_id)
    await outbox.expand()
    async with outbox.sessions.begin() as session:
        await session.execute(update(DeliveryRow).values(due_at=clock() + timedelta(hours=8)))
    await post_review(services, "Happiness", guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    assert delivery.review.id != review


async def test_who_comes_back_too_late_changes_nothing_but_what_arrived(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    (stopped,) = await claimed(outbox)
    clock.advance(seconds=LEASE.total_seconds())
    (taken_over,) = await claimed(outbox)
    await outbox.note([Missed(stopped, "timeout")])
    await outbox.note([Barred(stopped, Trouble.FORBIDDEN)])
    await outbox.note([Missed(stopped, "invalid", lasting=True)])
    assert [row.state for row in await deliveries(services, review)] == ["sending"]

    await outbox.note([Arrived(stopped, 1, 100)])
    await outbox.note([Missed(taken_over, "timeout")])
    await outbox.note([Arrived(taken_over, 1, 101)])
    (row,) = await deliveries(services, review)
    assert (row.state, row.message_id) == ("sent", 100)


async def test_many_outcomes_are_noted_together(announcements, outbox, services):
    for channel in (1, 2, 3):
        await announcements.subscribe(HERE, channel)
    review = await post_review(services, guild_id=HERE.guild_id)
    first, second, third = await claimed(outbox)
    await outbox.note(
        [Arrived(first, 1, 100), Barred(second, Trouble.GONE), Arrived(third, 3, 102)]
    )
    rows = await deliveries(services, review)
    assert [(row.state, row.message_id) for row in rows] == [
        ("sent", 100),
        ("dropped", None),
        ("sent", 102),
    ]
    assert [each.channel_id for each in await outbox.untold()] == [2]


async def test_a_failed_attempt_waits_longer_each_time_and_the_last_ends_it(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        (delivery,) = await claimed(outbox)
        await outbox.note([Missed(delivery, "503")])
        (row,) = await deliveries(services, review)
        waits.append(row.due_at - clock())
        clock.time = max(row.due_at, clock())
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert max(waits) == timedelta(minutes=15)
    clock.advance(days=1)
    assert await claimed(outbox) == []
    (row,) = await deliveries(services, review)
    assert (row.state, row.error) == ("failed", "503")


async def test_what_discord_refuses_for_good_is_not_tried_again(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    await outbox.note([Missed(delivery, "invalid", lasting=True)])
    clock.advance(days=1)
    assert await claimed(outbox) == []
    assert [row.state for row in await deliveries(services, review)] == ["failed"]


async def test_a_worker_that_dies_every_time_is_given_up(announcements, outbox, services, clock):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    for _ in range(MAX_ATTEMPTS):
        assert await claimed(outbox)
        clock.advance(seconds=60)
    assert await claimed(outbox) == []
    assert [row.state for row in await deliveries(services, review)] == ["failed"]


async def test_a_review_deleted_before_it_is_sent_is_dropped(
    announcements, outbox, services, clock
):
    await announcements.subscribe(HERE, 1)
    review = await post_review(services, guild_id=HERE.guild_id)
    await outbox.expand()
    async with outbox.sessions.begin() as session:
        await delete_review(session, review, now=clock())
    assert await outbox.claim(5) == []
    assert [row.state for row in await deliveries(services, review)] == ["dropped"]


async def test_trouble_switches_a_subscription_off_until_somebody_switches_it_on(
    announcements, outbox, services, clock
):
    found = await announcements.subscribe(HERE, 1)
    await post_review(services, guild_id=HERE.guild_id)
    later = await post_review(services, "Signal", guild_id=HERE.guild_id)
    (delivery,) = await claimed(outbox)
    await outbox.note([Barred(delivery, Trouble.FORBIDDEN)])
    assert [row.state for row in await deliveries(services, later)] == ["dropped"]
    assert (await announcements.get(HERE, found.id)).trouble is Trouble.FORBIDDEN
    await post_review(services, "Happiness", guild_id=HERE.guild_id)
    clock.advance(hours=1)
    assert await claimed(outbox) == []

    assert (await announcements.switch_on(HERE, found.id)).trouble is None
    assert await claimed(outbox) == []
    await post_review(services, "Go Ahead", guild_id=HERE.guild_id)
    assert len(await claimed(outbox)) == 1


async def test_managers_are_to_be_told_once_for_each_time_it_stops(announcements, outbox, services):
    found = await announcements.subscribe(HERE, 1)
    for title in ("Signal", "Happiness"):
        await post_review(services, title, guild_id=HERE.guild_id)
        (delivery,) = await claimed(outbox)
        await outbox.note([Barred(delivery, Trouble.GONE)])
        (untold,) = await outbox.untold()
        assert untold.trouble is Trouble.GONE
        assert await outbox.untold(Shards(2, frozenset({0}))) == []
        await outbox.note_told(untold)
        await outbox.note([Barred(delivery, Trouble.GONE)])
        assert await outbox.untold() == []
        await announcements.switch_on(HERE, found.id)


async def test_another_servers_subscription_is_not_found(announcements):
    found = await announcements.subscribe(HERE, 1)
    for attempt in (
        announcements.get(THERE, found.id),
        announcements.remove(THERE, found.id),
        announcements.switch_on(THERE, found.id),
        announcements.change(THERE, found.id, lambda _: Filters(("food",))),
        announcements.change_role(THERE, found.id, 9),
        announcements.change_rhythm(THERE, found.id, Digest.DAILY),
        announcements.deliver_now(THERE, found.id, 1),
        announcements.in_channel(THERE, 1),
    ):
        with pytest.raises(NotFoundError):
            await attempt
    assert (await announcements.get(HERE, found.id)).filters == found.filters


async def test_removing_takes_what_was_on_its_way_along(announcements, outbox, services):
    found = await announcements.subscribe(HERE, 1)
    await post_review(services, guild_id=HERE.guild_id)
    await outbox.expand()
    await announcements.remove(HERE, found.id)
    assert await outbox.claim(5) == []


async def test_a_server_has_a_bounded_number_of_subscriptions(announcements):
    for channel in range(MAX_SUBSCRIPTIONS):
        await announcements.subscribe(HERE, channel)
    await announcements.subscribe(HERE, 0, Wish(genre="food"))
    with pytest.raises(ConflictError):
        await announcements.subscribe(HERE, MAX_SUBSCRIPTIONS)
    assert len(await announcements.of_server(HERE)) == MAX_SUBSCRIPTIONS


async def test_the_sample_is_the_newest_review_a_server_could_get(services, outbox):
    assert (await outbox.sample(HERE.guild_id))[0] is None
    await post_review(services, guild_id=HERE.guild_id, verdict="ours")
    await post_review(services, "Signal", guild_id=THERE.guild_id, verdict="theirs")
    found, _ = await outbox.sample(HERE.guild_id)
    assert found.text.verdict == "ours"
