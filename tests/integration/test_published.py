"""Messages that carry reviews, and when they are due for a change."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.actors import Actor
from bot.domain.announcing import LEASE, Shards
from bot.domain.delivering import Arrived
from bot.domain.published import Carries, Published
from bot.domain.reviews import Place, ReviewDraft, Upload
from bot.domain.scores import Scale, Score
from bot.domain.spoilers import SpoilerBoundary
from bot.reading.reader import read_post
from bot.services.published import PublishedService
from tests.integration.test_house_reviews import POST
from tests.support.dramas import drama_id

HERE, THERE = (5 << 22) + 1, (6 << 22) + 2
MINA = Actor(20, HERE)
DRAFT = ReviewDraft(
    Score(18), "lovely", "Two friends.", "She hears it.", SpoilerBoundary.through(3)
)
MESSAGE = Published(900, 90, Carries.REVIEW, HERE)


@pytest.fixture
def published(services, clock):
    return PublishedService(
        services.published.sessions, services.reviews, clock, jitter=lambda: 0.0
    )


@pytest.fixture
def drama(services):
    return drama_id(services.catalogue, "Soundtrack #1")


@pytest.fixture
async def review(services, published, drama):
    """Mina's review, published in one message."""
    posted = await services.reviews.post(MINA, drama, DRAFT)
    await published.note_posted(MESSAGE, posted)
    return posted


async def edit(services, drama, body="Second thoughts.", **changes):
    draft = ReviewDraft(Score(18), "lovely", body, "She hears it.", **changes)
    return await services.reviews.post(MINA, drama, draft)


async def test_the_newest_message_that_shows_a_review_in_a_channel_is_known(published, review):
    for number, carries in ((901, Carries.REVIEW), (902, Carries.ANNOUNCEMENT)):
        await published.note_posted(Published(number, 90, carries, HERE), review)
    await published.note_posted(Published(903, 91, Carries.REVIEW, HERE), review)
    assert await published.standing(review.id, 90) == 901
    assert await published.standing(review.id, 92) is None
    assert await published.standing(review.id + 1, 90) is None


async def test_a_message_is_in_step_until_its_review_changes(published, services, review, drama):
    assert await published.claim(5) == []
    await edit(services, drama)
    (claimed,) = await published.claim(5)
    assert claimed.message == MESSAGE
    reading = await published.reading(claimed)
    assert reading.review.text.sections[0].body == "Second thoughts."
    assert await published.claim(5) == []
    await published.note_shown(claimed, emptied=False)
    assert await published.claim(5) == []


async def test_an_edit_that_changes_nothing_leaves_the_message_alone(
    published, services, review, drama
):
    await services.reviews.post(MINA, drama, DRAFT)
    assert await published.claim(5) == []


@pytest.mark.parametrize("place", list(Place))
async def test_labels_and_pictures_make_it_due(published, services, review, drama, place):
    posted = await edit(services, drama, picture=Upload("image/png", 4, 3, b"pixels"))
    (claimed,) = await published.claim(5)
    await published.note_shown(claimed, emptied=False)
    await services.reviews.place_picture(MINA, posted.id, place)
    assert len(await published.claim(5)) == 1


async def test_a_boundary_makes_it_due(published, services, review):
    await services.reviews.set_boundary(MINA, review.id, SpoilerBoundary.everything())
    (claimed,) = await published.claim(5)
    assert (await published.reading(claimed)).review.text.boundary == SpoilerBoundary.everything()


async def test_a_change_while_it_is_being_changed_is_not_lost(published, services, review, drama):
    await edit(services, drama)
    (claimed,) = await published.claim(5)
    await edit(services, drama, "Third thoughts.")
    assert await published.claim(5) == [], "two edits at once could cross"
    await published.note_shown(claimed, emptied=False)
    (again,) = await published.claim(5)
    assert (await published.reading(again)).review.version == 3


async def test_a_message_posted_with_what_is_no_more_is_due_at_once(published, services, drama):
    shown = await services.reviews.post(MINA, drama, DRAFT)
    await services.reviews.set_boundary(MINA, shown.id, SpoilerBoundary.everything())
    await published.note_posted(MESSAGE, shown)
    assert len(await published.claim(5)) == 1


async def test_a_message_changed_in_its_place_is_in_step(published, services, review, drama):
    shown = await edit(services, drama)
    await published.note_posted(MESSAGE, shown)
    assert await published.claim(5) == []
    await edit(services, drama, "Third thoughts.")
    assert len(await published.claim(5)) == 1


async def test_a_deleted_review_empties_its_messages_and_is_done(published, services, review):
    other = Published(901, 91, Carries.TEST, HERE)
    await published.note_posted(other, review)
    await services.reviews.delete(MINA, review.id)
    claims = await published.claim(5)
    assert {claimed.message for claimed in claims} == {MESSAGE, other}
    for claimed in claims:
        assert await published.reading(claimed) is None
        await published.note_shown(claimed, emptied=True)
    assert await published.claim(5) == []


async def test_deleted_data_is_taken_out_of_messages_too(published, services, review, drama):
    other = Actor(21, HERE)
    theirs = await services.reviews.post(other, drama, DRAFT)
    await published.note_posted(Published(901, 91, Carries.REVIEW, HERE), theirs)
    assert len(await services.settings.export(MINA.user_id)) > 0
    await services.settings.forget(MINA.user_id)
    (claimed,) = await published.claim(5)
    assert (claimed.message, claimed.review_id) == (MESSAGE, None)
    assert await published.reading(claimed) is None


async def test_a_message_of_a_review_forgotten_before_it_was_noted_is_due(
    published, services, drama
):
    shown = await services.reviews.post(MINA, drama, DRAFT)
    await services.settings.forget(MINA.user_id)
    await published.note_posted(MESSAGE, shown)
    (claimed,) = await published.claim(5)
    assert await published.reading(claimed) is None


@pytest.mark.parametrize("how", ["delete", "forget", "label"])
async def test_a_message_noted_while_its_review_changes_is_found(published, services, drama, how):
    for number in range(15):
        actor = Actor(100 + number, HERE)
        shown = await services.reviews.post(actor, drama, DRAFT)
        change = {
            "delete": lambda a=actor, s=shown: services.reviews.delete(a, s.id),
            "forget": lambda a=actor: services.settings.forget(a.user_id),
            "label": lambda a=actor, s=shown: services.reviews.set_boundary(
                a, s.id, SpoilerBoundary.everything()
            ),
        }[how]
        message = Published(1000 + number, 90, Carries.REVIEW, HERE)
        await asyncio.gather(published.note_posted(message, shown), change())
        (claimed,) = await published.claim(5)
        assert claimed.message == message


async def test_workers_claim_different_messages(published, services, review):
    for number in range(20):
        await published.note_posted(Published(1000 + number, 90, Carries.REVIEW, HERE), review)
    await services.reviews.delete(MINA, review.id)
    claims = await asyncio.gather(*(published.claim(7) for _ in range(4)))
    every = [claimed.message.message_id for claim in claims for claimed in claim]
    assert len(every) == len(set(every)) == 21


async def test_each_process_changes_the_messages_of_its_own_shards(published, services, review):
    elsewhere = Published(901, 91, Carries.ANNOUNCEMENT, THERE)
    direct = Published(902, 92, Carries.REVIEW, language="ko")
    for message in (elsewhere, direct):
        await published.note_posted(message, review)
    await services.reviews.delete(MINA, review.id)
    first = await published.claim(5, Shards(2, frozenset({0})))
    assert {claimed.message for claimed in first} == {elsewhere, direct}
    (second,) = await published.claim(5, Shards(2, frozenset({1})))
    assert second.message == MESSAGE


async def test_the_claim_of_a_dead_worker_falls_due_again(published, services, review, clock):
    await services.reviews.delete(MINA, review.id)
    assert len(await published.claim(5)) == 1
    clock.advance(seconds=LEASE.total_seconds() - 1)
    assert await published.claim(5) == []
    clock.advance(seconds=1)
    assert len(await published.claim(5)) == 1


async def test_a_failed_attempt_waits_longer_each_time_and_is_never_the_last(
    published, services, review, clock
):
    await services.reviews.delete(MINA, review.id)
    for attempt in range(40):
        (claimed,) = await published.claim(5)
        await published.note_failed(claimed, "503")
        wait = timedelta(seconds=min(2 * 2**attempt, 15 * 60))
        clock.time += wait - timedelta(seconds=1)
        assert await published.claim(5) == []
        clock.advance(seconds=1)


async def test_what_is_gone_is_forgotten_and_what_may_not_be_renewed_is_kept(
    published, services, review, drama
):
    gone = Published(901, 91, Carries.REVIEW, HERE)
    await published.note_posted(gone, review)
    await edit(services, drama)
    for claimed in await published.claim(5):
        await published.note_refused(claimed, "no", gone=claimed.message == gone, emptied=False)
    assert await published.claim(5) == []
    await services.reviews.delete(MINA, review.id)
    (claimed,) = await published.claim(5)
    assert claimed.message == MESSAGE
    await published.note_refused(claimed, "no", gone=False, emptied=True)
    await services.settings.forget(MINA.user_id)
    assert await published.claim(5) == []


async def test_a_server_reads_its_own_scale(published, services, review, drama):
    await services.settings.choose_guild_scale(HERE, Scale.HUNDRED)
    await services.settings.choose_scale(MINA, Scale.STARS)
    await edit(services, drama)
    (claimed,) = await published.claim(5)
    assert (await published.reading(claimed)).scale is Scale.HUNDRED


async def test_an_edited_post_changes_its_announcements_and_is_not_announced_again(
    published, services
):
    address = "https://blog.example/signal/"
    await services.announcements.subscribe(Actor(7, HERE), 1)
    await services.house.take_in(read_post(POST, source_url=address))
    await services.outbox.expand()
    (delivery,) = await services.outbox.claim(5)
    await services.outbox.note([Arrived(delivery, 1, 100)])
    assert await published.claim(5) == []
    edited = POST.replace("slept badly", "slept well")
    await services.house.take_in(read_post(edited, source_url=address))
    assert await services.outbox.expand() == 0
    (claimed,) = await published.claim(5)
    assert claimed.message == Published(100, 1, Carries.ANNOUNCEMENT, HERE)
    bodies = [s.body for s in (await published.reading(claimed)).review.text.sections]
    assert any("slept well" in body for body in bodies)


async def test_an_announcement_that_was_sent_twice_is_renewed_to_be_sure(published, services):
    await services.announcements.subscribe(Actor(7, HERE), 1)
    drama = drama_id(services.catalogue, "Signal")
    await services.reviews.post(MINA, drama, DRAFT)
    await services.outbox.expand()
    (delivery,) = await services.outbox.claim(5)
    await services.outbox.note([Arrived(delivery, 1, 100, repeated=True)])
    assert len(await published.claim(5)) == 1
