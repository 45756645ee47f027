"""What was published before follows its review: edited with it, emptied with it."""

from __future__ import annotations

import discord
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.domain.actors import Actor
from bot.services.catalogue import option_of
from bot.trying.locale_seam import speaking
from data.tables import ReviewMessageRow
from tests.conftest import new_bot
from tests.e2e.announcing import announced, cards, forbid, subscribe
from tests.e2e.conftest import texts
from tests.e2e.test_reviews import FORM, fresh, labels, png, write
from tests.support.dramas import drama_id

NEW = {**FORM, "body": "Second thoughts."}
GONE = "*This review was deleted.*"
EDIT = "/channels/*/messages/*"


@pytest.fixture
def soundtrack(bot_services):
    return option_of(drama_id(bot_services.catalogue, "Soundtrack #1"))


@pytest.fixture
async def listening(place):
    return await subscribe(place, place.news)


@pytest.fixture
async def public(place, listening, soundtrack):
    """A review with a picture, published by Mina and announced."""
    sent = await write(place, place.mina, soundtrack, picture=("me.png", png()))
    return sent.followups[0]


async def edit(place, soundtrack, channel=None, **changes):
    form = await place.mina.slash(channel or place.channel, "review edit", drama=soundtrack)
    return await place.mina.submit_modal(form, {**NEW, **changes})


async def delete(place, soundtrack, channel=None):
    asked = await place.mina.slash(channel or place.channel, "review delete", drama=soundtrack)
    return await place.mina.click(asked.response, label="Delete it")


async def known(services):
    """The messages that are kept in step, by id."""
    async with services.reviews.sessions() as session:
        return set(await session.scalars(select(ReviewMessageRow.message_id)))


def is_empty(message):
    return texts(message).strip() == GONE and not message.attachments and labels(message) == []


async def test_an_edit_by_command_changes_the_earlier_card_and_the_announcement(
    place, public, soundtrack
):
    (announcement,) = cards(place.news)
    assert "one song" in texts(announcement)
    assert len(announcement.attachments) == 1
    await edit(place, soundtrack)
    earlier = texts(fresh(place, public))
    assert "Second thoughts." in earlier
    assert "one song" not in earlier
    assert len(fresh(place, public).attachments) == 1
    (announcement,) = cards(place.news)
    assert "Second thoughts." in texts(announcement)
    assert "Read the review" in labels(announcement)
    assert len(announcement.attachments) == 1


@pytest.mark.parametrize("channel", ["news", "forum"])
async def test_where_no_files_may_be_attached_it_is_announced_without_the_picture(
    place, soundtrack, channel
):
    where = getattr(place, channel)
    forbid(place, where, "attach_files")
    await subscribe(place, where, at=place.channel)
    await write(place, place.mina, soundtrack, picture=("me.png", png()))
    (message,) = cards(where.threads[0] if channel == "forum" else where)
    assert "one song" in texts(message)
    assert message.attachments == []
    await edit(place, soundtrack)
    (message,) = cards(where.threads[0] if channel == "forum" else where)
    assert "Second thoughts." in texts(message)


async def test_a_forums_post_is_named_in_the_servers_language(place, soundtrack):
    place.env.bot.get_guild(place.guild.id).preferred_locale = discord.Locale.korean
    await subscribe(place, place.forum, at=place.channel)
    await write(place, place.mina, soundtrack)
    assert [thread.name for thread in place.forum.threads] == ["사운드트랙#1"]


async def test_a_forums_post_and_a_test_have_the_picture(place, soundtrack):
    shown = await subscribe(place, place.forum, at=place.channel)
    await write(place, place.mina, soundtrack, picture=("me.png", png()))
    await place.sora.click(shown.response, label="Send a test")
    for thread in place.forum.threads:
        assert len(thread.history()[0].attachments) == 1
    assert len(place.forum.threads) == 2


async def test_a_boundary_chosen_later_reaches_the_announcement(place, listening, soundtrack):
    sent = await write(place, place.mina, soundtrack)
    await place.mina.select(sent.response, ["3"])
    assert "(through episode 3)" in texts(fresh(place, sent.followups[0]))
    assert "The rest spoils through episode 3" in texts(cards(place.news)[0])


async def test_deleting_by_command_empties_every_message(place, public, soundtrack, bot_services):
    again = (await edit(place, soundtrack, place.news)).followups[0]
    assert await known(bot_services) == {public.id, *(m.id for m in cards(place.news))}
    assert again.id in await known(bot_services)
    await delete(place, soundtrack, place.news)
    assert is_empty(fresh(place, public))
    announcement, copy = cards(place.news)[:2]
    assert is_empty(announcement)
    assert is_empty(copy)
    assert await known(bot_services) == set()


async def test_what_was_just_published_is_not_changed_again(place, public, soundtrack):
    before = fresh(place, public).edited_at
    await announced(place)
    assert before is None
    assert fresh(place, public).edited_at is None


async def test_deleting_ones_data_empties_them_too(place, public, bot_services):
    shown = await place.mina.slash(place.channel, "settings")
    asked = await place.mina.click(shown.response, label="Delete my data")
    await place.mina.click(asked.response, label="Delete it all")
    assert is_empty(fresh(place, public))
    assert is_empty(cards(place.news)[0])
    assert await known(bot_services) == set()


async def test_an_announcement_is_emptied_after_announcing_ended(
    place, listening, public, soundtrack
):
    await place.sora.click(listening.response, label="Remove")
    await delete(place, soundtrack)
    assert is_empty(cards(place.news)[0])


async def test_a_test_announcement_follows_as_well(place, listening, public, soundtrack):
    await place.sora.click(listening.response, label="Send a test")
    await edit(place, soundtrack)
    said = texts(cards(place.news)[1])
    assert "This is a test" in said
    assert "Second thoughts." in said
    await delete(place, soundtrack)
    assert is_empty(cards(place.news)[1])


async def test_a_message_that_was_deleted_meanwhile_is_forgotten(
    place, public, soundtrack, bot_services
):
    await place.sora.delete(public)
    with capture_logs() as logs:
        sent = await edit(place, soundtrack)
    assert [entry for entry in logs if entry["log_level"] != "info"] == []
    assert await known(bot_services) == {sent.followups[0].id, cards(place.news)[0].id}


async def test_what_may_not_be_renewed_is_emptied_all_the_same(place, public, soundtrack):
    place.env.inject_error("PATCH", EDIT, status=403, code=50013, times=2)
    await edit(place, soundtrack)
    assert "one song" in texts(fresh(place, public))
    await delete(place, soundtrack)
    assert is_empty(fresh(place, public))


async def test_what_cannot_be_emptied_for_good_is_given_up_and_logged(
    place, public, soundtrack, bot_services
):
    place.env.inject_error("PATCH", EDIT, status=403, code=50001, times=2)
    with capture_logs() as logs:
        await delete(place, soundtrack)
    warned = [entry for entry in logs if entry["log_level"] == "warning"]
    assert {entry["message"] for entry in warned} == {public.id, cards(place.news)[0].id}
    assert await known(bot_services) == set()


async def test_what_discord_did_not_take_is_emptied_after_a_restart(
    place, public, soundtrack, bot_services, clock
):
    place.env.inject_error("PATCH", EDIT, status=503, times=None)
    await delete(place, soundtrack)
    assert "one song" in texts(fresh(place, public))
    place.env.backend.faults.clear()
    await place.env.restart_bot(new_bot(bot_services))
    clock.advance(seconds=5)
    await announced(place)
    assert is_empty(fresh(place, public))
    assert is_empty(cards(place.news)[0])


async def test_what_another_process_deleted_is_emptied_on_the_schedule(place, public, bot_services):
    async with bot_services.reviews.sessions() as session:
        review_id = await session.scalar(select(ReviewMessageRow.review_id))
    await bot_services.reviews.delete(Actor(place.mina.id), review_id)
    assert "one song" in texts(fresh(place, public))
    await announced(place)
    assert is_empty(fresh(place, public))


async def test_a_forums_post_is_changed_and_emptied(place, soundtrack):
    await subscribe(place, place.forum, at=place.channel)
    await write(place, place.mina, soundtrack)
    (thread,) = place.forum.threads
    await edit(place, soundtrack)
    assert "Second thoughts." in texts(thread.history()[0])
    await delete(place, soundtrack)
    assert is_empty(thread.history()[0])


async def test_an_archived_thread_is_opened_for_the_change_and_closed_again(place, soundtrack):
    await place.sora.slash(place.channel, "discuss", drama="Signal")
    (thread,) = place.channel.threads
    form = await place.mina.slash(thread, "review write", drama=soundtrack)
    picture = ("me.png", png())
    sent = await place.mina.submit_modal(form, {**FORM, "picture": picture})
    archive(place, thread)
    place.env.inject_error("PATCH", EDIT, status=400, code=50083)
    await edit(place, soundtrack)
    message = next(m for m in thread.history() if m.id == sent.followups[0].id)
    assert "Second thoughts." in texts(message)
    assert len(message.attachments) == 1
    assert is_archived(place, thread)
    place.env.inject_error("PATCH", EDIT, status=400, code=50083)
    await delete(place, soundtrack)
    message = next(m for m in thread.history() if m.id == sent.followups[0].id)
    assert is_empty(message)
    assert is_archived(place, thread)


async def test_a_review_in_a_direct_message_follows_in_its_language(place, soundtrack):
    mina = place.mina.user
    with speaking(place.env, "ko", mina.id):
        form = await mina.slash("review write", drama=soundtrack)
        await mina.submit_modal(form, FORM)
    (card,) = [m for m in cards(mina.dm_channel) if "one song" in texts(m)]
    await edit(place, soundtrack)
    said = texts(next(m for m in cards(mina.dm_channel) if m.id == card.id))
    assert "Second thoughts." in said
    assert "드라마 카드" in said


async def test_a_review_written_anew_leaves_the_emptied_message_alone(place, public, soundtrack):
    await delete(place, soundtrack)
    sent = await write(place, place.mina, soundtrack, body="From the start.")
    assert "From the start." in texts(sent.followups[0])
    await announced(place)
    assert is_empty(fresh(place, public))


def archive(place, thread):
    place.env.backend.get_channel(thread.id).thread_metadata.archived = True


def is_archived(place, thread):
    return place.env.backend.get_channel(thread.id).thread_metadata.archived
