"""Reviews through Discord: commands, the form, buttons, and what goes wrong."""

from __future__ import annotations

import io
import sqlite3
from contextlib import asynccontextmanager

import pytest
from PIL import Image
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.domain.actors import Actor
from bot.domain.reviews import ReviewDraft
from bot.services.catalogue import option_of
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.dramas import all_dramas, drama_id

FORM = {
    "score": ["18"],
    "verdict": "Small and lovely",
    "body": "Two friends, one house, one song.",
    "spoiler_part": "She hears the song in the end.",
}


@pytest.fixture
def soundtrack(bot_services):
    return option_of(drama_id(bot_services.catalogue, "Soundtrack #1"))


def png(width=40, height=30, *, noisy=False):
    made = io.BytesIO()
    plain = Image.new("RGB", (width, height), "navy")
    (Image.effect_noise((width, height), 90) if noisy else plain).save(made, "PNG")
    return made.getvalue()


async def write(place, who, drama, **changes):
    form = await who.slash(place.channel, "review write", drama=drama)
    return await who.submit_modal(form, {**FORM, **changes})


def labels(message):
    return [c["label"] for c in walk(message.components) if c.get("type") == 2]


def walk(parts):
    for part in parts:
        part = part if isinstance(part, dict) else part.to_dict()
        yield part
        yield from walk(part.get("components", []))
        if "accessory" in part:
            yield part["accessory"]


async def test_a_review_is_written_and_published_to_everybody(place, soundtrack):
    sent = await write(place, place.mina, soundtrack)
    (public,) = sent.followups
    said = texts(public)
    assert not public.ephemeral
    for part in ("Soundtrack #1", "9/10 — Small and lovely", f"<@{place.mina.id}>", "one song"):
        assert part in said
    assert "She hears" not in said
    assert "Read the spoiler part (whole drama)" in said
    assert sent.ephemeral
    assert "is published" in texts(sent.response)


async def test_the_score_becomes_the_members_rating(place, soundtrack, bot_services):
    await write(place, place.mina, soundtrack)
    shown = await place.mina.slash(place.channel, "drama", title=soundtrack, private=True)
    assert "You gave it **9/10**" in texts(shown.response)


async def test_a_picture_is_posted_with_the_review(place, soundtrack):
    sent = await write(place, place.mina, soundtrack, picture=("me.png", png()))
    (public,) = sent.followups
    assert [file.filename for file in public.attachments] == ["picture-1.png"]
    gallery = next(c for c in walk(public.components) if c["type"] == 12)
    assert not gallery["items"][0]["spoiler"]
    hidden = await place.mina.click(sent.response, label="Hide the picture as a spoiler")
    public = fresh(place, public)
    assert public.attachments == []
    opened = await place.mina.click(public, label=spoiler_label(public))
    assert [file.filename for file in opened.response.attachments] == ["picture-1.png"]
    shown = await place.mina.click(hidden.response, label="Show the picture")
    assert len(fresh(place, public).attachments) == 1
    await place.mina.click(shown.response, label="Take the picture out")
    assert fresh(place, public).attachments == []
    assert "version 2" in texts(fresh(place, public))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("song.png", b"not a picture at all", "is no picture I can read"),
        ("huge.png", b"\x89PNG" + bytes(8_000_001), "up to 8 MB"),
        ("cut.png", png()[:60], "damaged"),
    ],
)
async def test_a_bad_picture_gives_the_text_back(place, soundtrack, name, data, why):
    sent = await write(place, place.mina, soundtrack, picture=(name, data))
    said = texts(sent.response)
    assert sent.ephemeral
    assert "Not saved yet" in said
    assert why in said
    assert "one song" in said
    assert sent.followups == []
    form = await place.mina.click(sent.response, label="Edit and try again")
    typed = {c["custom_id"]: c.get("value") for c in walk_form(form.modal)}
    assert typed["body"] == FORM["body"]
    assert typed["spoiler_part"] == FORM["spoiler_part"]
    again = await place.mina.submit_modal(form, FORM)
    assert "one song" in texts(again.followups[0])


@pytest.mark.parametrize(
    "trouble", ["max_page_count = 1", "busy_timeout = 0"], ids=["full", "locked"]
)
async def test_a_storage_that_fails_gives_the_text_back(
    place, soundtrack, bot_services, sqlite_url, trouble
):
    form = await place.mina.slash(place.channel, "review write", drama=soundtrack)
    long = {**FORM, "body": "A sentence of a long review. " * 60}
    noise = png(90, 90, noisy=True)  # more than the pages that are left in the file
    other = sqlite3.connect(sqlite_url.partition("///")[2])
    other.execute("BEGIN IMMEDIATE" if trouble == "busy_timeout = 0" else "BEGIN")
    async with troubled(bot_services.reviews.sessions, trouble):
        with capture_logs() as logs:
            failed = await place.mina.submit_modal(form, {**long, "picture": ("me.png", noise)})
    assert [entry["storage"] for entry in logs if entry["log_level"] == "error"] == [True]
    other.rollback()
    other.close()
    said = texts(failed.response)
    assert "My storage did not take that" in said
    assert "A sentence of a long review." in said
    (file,) = failed.response.attachments
    assert file.filename == "your-text.txt"
    form = await place.mina.click(failed.response, label="Edit and try again")
    sent = await place.mina.submit_modal(form, long)
    assert "A sentence of a long review." in texts(sent.followups[0])
    assert len(sent.followups[0].attachments) == 1, "the picture has to be sent once only"
    assert place.env.errors == []


async def test_a_form_sent_after_a_restart_gives_the_text_back(place, soundtrack, bot_services):
    form = await place.mina.slash(place.channel, "review write", drama=soundtrack)
    restarted(form)
    await place.env.restart_bot(new_bot(bot_services))
    sent = await place.mina.submit_modal(form, FORM)
    assert sent.ephemeral
    assert "I was restarted" in texts(sent.response)
    assert "one song" in texts(sent.response)


async def test_a_spoiler_part_asks_who_is_not_that_far(place, soundtrack, bot_services):
    sent = await write(place, place.mina, soundtrack)
    (public,) = sent.followups
    asked = await place.joon.click(public, label=spoiler_label(public))
    assert asked.ephemeral
    assert "I don’t know how far you are" in texts(asked.response)
    assert "She hears" not in texts(asked.response)
    opened = await place.joon.click(asked.response, label="Show me anyway")
    assert "She hears the song" in texts(opened.response)
    asked = await place.joon.click(public, label=spoiler_label(public))
    closed = await place.joon.click(asked.response, label="Not now")
    assert "It stays closed" in texts(closed.response)


async def test_a_spoiler_part_opens_at_once_for_who_is_that_far(place, soundtrack, bot_services):
    form = await place.mina.slash(
        place.channel, "review write", drama=soundtrack, spoils_through=2.0
    )
    sent = await place.mina.submit_modal(form, FORM)
    (public,) = sent.followups
    assert "(through episode 2)" in texts(public)
    drama = drama_id(bot_services.catalogue, "Soundtrack #1")
    joon = Actor(place.joon.id, place.guild.id)
    await bot_services.watching.reach(joon, drama, 1)
    asked = await place.joon.click(public, label=spoiler_label(public))
    assert "You are on episode 1" in texts(asked.response)
    assert "through episode 2" in texts(asked.response)
    await bot_services.watching.reach(joon, drama, 2)
    opened = await place.joon.click(public, label=spoiler_label(public))
    assert "She hears the song" in texts(opened.response)
    assert opened.ephemeral


async def test_how_far_the_spoiler_part_goes_is_changed_with_one_click(place, soundtrack):
    sent = await write(place, place.mina, soundtrack)
    (public,) = sent.followups
    changed = await place.mina.select(sent.response, ["3"])
    assert "(through episode 3)" in texts(fresh(place, public))
    assert "Spoils through episode 3" in texts(changed.response)
    assert "version" not in texts(fresh(place, public))


async def test_the_members_progress_is_the_first_guess(place, soundtrack, bot_services):
    drama = drama_id(bot_services.catalogue, "Soundtrack #1")
    await bot_services.watching.reach(Actor(place.mina.id), drama, 3)
    sent = await write(place, place.mina, soundtrack)
    assert "(through episode 3)" in texts(sent.followups[0])


async def test_an_episode_the_drama_does_not_have_is_refused(place, soundtrack):
    refused = await place.mina.slash(
        place.channel, "review write", drama=soundtrack, spoils_through=7.0
    )
    assert refused.ephemeral
    assert "4 episodes" in refused.response.content
    assert len(place.env.errors) == 1


async def test_the_author_edits_the_published_card_in_its_place(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    form = await place.mina.click(public, label="My review")
    typed = {c["custom_id"]: c.get("value") for c in walk_form(form.modal)}
    assert typed["verdict"] == FORM["verdict"]
    sent = await place.mina.submit_modal(form, {**FORM, "body": "It grew on me."})
    edited = fresh(place, public)
    assert "It grew on me." in texts(edited)
    assert "version 2" in texts(edited)
    assert sent.followups[0].ephemeral
    assert len([m for m in place.channel.history() if m.components]) == 1


async def test_an_edit_that_fails_leaves_the_published_card_alone(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    form = await place.mina.click(public, label="My review")
    new = {**FORM, "body": "It grew on me."}
    failed = await place.mina.submit_modal(form, {**new, "picture": ("a.png", b"no picture")})
    assert "one song" in texts(fresh(place, public))
    (back,) = failed.followups
    assert back.ephemeral
    assert "It grew on me." in texts(back)
    form = await place.mina.click(back, label="Edit and try again")
    again = await place.mina.submit_modal(form, new)
    assert "It grew on me." in texts(fresh(place, public))
    assert again.followups == []


async def test_another_member_writes_their_own_from_it(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    form = await place.joon.click(public, label="My review")
    typed = {c["custom_id"]: c.get("value") for c in walk_form(form.modal)}
    assert not typed["body"]
    sent = await place.joon.submit_modal(form, {"body": "Not for me."})
    assert f"<@{place.joon.id}>" in texts(sent.followups[0])
    assert "Not for me." not in texts(fresh(place, public))


@pytest.mark.parametrize("command", ["review edit", "review write"])
async def test_editing_by_command_changes_the_card_that_stands_here(place, soundtrack, command):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    form = await place.mina.slash(place.channel, command, drama=soundtrack)
    sent = await place.mina.submit_modal(
        form, {**FORM, "body": "Second thoughts.", "picture": ("me.png", png())}
    )
    assert sent.followups == []
    assert sent.ephemeral
    assert "Your review of Soundtrack #1 is updated" in texts(sent.response)
    (go,) = [c["url"] for c in walk(sent.response.components) if c.get("url")]
    here = f"{place.guild.id}/{place.channel.id}"
    assert go == f"https://discord.com/channels/{here}/{public.id}"
    (only,) = [m for m in place.channel.history() if m.components]
    assert only.id == public.id
    assert "Second thoughts." in texts(only)
    assert "version 2" in texts(only)
    assert len(only.attachments) == 1


async def test_editing_in_another_channel_posts_it_there_too(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    form = await place.mina.slash(place.news, "review edit", drama=soundtrack)
    sent = await place.mina.submit_modal(form, {**FORM, "body": "Second thoughts."})
    assert "Second thoughts." in texts(sent.followups[0])
    assert "Second thoughts." in texts(fresh(place, public))
    assert "is updated" in texts(sent.response)


async def test_editing_where_the_card_was_deleted_posts_it_anew(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    await place.sora.delete(public)
    form = await place.mina.slash(place.channel, "review edit", drama=soundtrack)
    sent = await place.mina.submit_modal(
        form, {**FORM, "body": "Second thoughts.", "picture": ("me.png", png())}
    )
    assert "Second thoughts." in texts(sent.followups[0])
    assert len(sent.followups[0].attachments) == 1


async def test_earlier_versions_are_read(place, soundtrack):
    await write(place, place.mina, soundtrack)
    await write(place, place.mina, soundtrack, body="Second thoughts.")
    read = await place.mina.slash(place.channel, "review read", drama=soundtrack)
    assert "version 2" in texts(read.response)
    old = await place.mina.click(read.response, label="Earlier versions")
    assert "version 1 of 2" in texts(old.response)
    assert "one song" in texts(old.response)
    new = await place.mina.click(old.response, label="Next")
    assert "Second thoughts." in texts(new.response)


async def test_the_own_card_edits_what_it_published(place, soundtrack):
    sent = await write(place, place.mina, soundtrack)
    (public,) = sent.followups
    form = await place.mina.click(sent.response, label="Edit")
    edited = await place.mina.submit_modal(form, {**FORM, "body": "Second thoughts."})
    assert "Second thoughts." in texts(fresh(place, public))
    assert edited.followups == []
    assert "is updated" in texts(edited.response)


async def test_editing_needs_a_review(place, soundtrack):
    refused = await place.mina.slash(place.channel, "review edit", drama=soundtrack)
    assert "You have not reviewed Soundtrack #1 yet" in refused.response.content
    assert len(place.env.errors) == 1


async def test_deleting_needs_a_review(place, soundtrack):
    for member in ({}, {"member": place.mina}):
        refused = await place.mina.slash(place.channel, "review delete", drama=soundtrack, **member)
        assert refused.response.content == "You have not reviewed Soundtrack #1 yet."
    assert len(place.env.errors) == 2


async def test_a_review_is_deleted_after_asking(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    asked = await place.mina.slash(place.channel, "review delete", drama=soundtrack)
    kept = await place.mina.click(asked.response, label="Keep it")
    assert "stays" in texts(kept.response)
    asked = await place.mina.slash(place.channel, "review delete", drama=soundtrack)
    assert "Delete your review" in texts(asked.response)
    done = await place.mina.click(asked.response, label="Delete it")
    assert "is deleted" in texts(done.response)
    assert "one song" not in texts(fresh(place, public))
    assert "deleted" in texts(fresh(place, public))


async def test_a_button_of_a_review_deleted_just_now_empties_its_message(
    place, soundtrack, bot_services
):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    drama = drama_id(bot_services.catalogue, "Soundtrack #1")
    review = await bot_services.reviews.of_member(place.mina.id, drama)
    await bot_services.reviews.delete(Actor(place.mina.id), review.id)
    pressed = await place.joon.click(public, label=spoiler_label(public))
    assert "That review was deleted" in pressed.followups[0].content
    assert pressed.followups[0].ephemeral
    assert "one song" not in texts(fresh(place, public))
    assert "deleted" in texts(fresh(place, public))


async def test_a_deleted_review_leaves_the_rest_of_a_list_alone(place, soundtrack):
    await write(place, place.mina, soundtrack)
    await write(place, place.sora, soundtrack, body="Too slow.")
    listed = await place.joon.slash(place.channel, "review read", drama=soundtrack)
    asked = await place.mina.slash(place.channel, "review delete", drama=soundtrack)
    await place.mina.click(asked.response, label="Delete it")
    ids = [c["custom_id"] for c in walk(listed.response.components) if c.get("label") == "Read"]
    pressed = await place.joon.click(listed.response, custom_id=ids[1])
    assert "That review was deleted" in pressed.response.content
    read = await place.joon.click(listed.response, custom_id=ids[0])
    assert "Too slow." in texts(read.response)


async def test_deleting_from_the_own_card_empties_the_published_one(place, soundtrack):
    sent = await write(place, place.mina, soundtrack, picture=("me.png", png()))
    asked = await place.mina.click(sent.response, label="Delete")
    await place.mina.click(asked.response, label="Delete it")
    public = fresh(place, sent.followups[0])
    assert "one song" not in texts(public)
    assert public.attachments == []


async def test_a_moderator_deletes_anothers_review_here(place, soundtrack):
    await write(place, place.mina, soundtrack)
    asked = await place.sora.slash(
        place.channel, "review delete", drama=soundtrack, member=place.mina
    )
    assert f"by <@{place.mina.id}>" in texts(asked.response)
    done = await place.sora.click(asked.response, label="Delete it")
    assert "is deleted" in texts(done.response)


async def test_others_may_not_delete_it(place, soundtrack):
    await write(place, place.mina, soundtrack)
    refused = await place.joon.slash(
        place.channel, "review delete", drama=soundtrack, member=place.mina
    )
    assert "Manage Messages" in refused.response.content
    assert len(place.env.errors) == 1


async def test_reviews_are_listed_and_read(place, soundtrack, bot_services):
    empty = await place.joon.slash(place.channel, "review read", drama=soundtrack)
    assert "Nobody has reviewed it yet" in texts(empty.response)
    await write(place, place.mina, soundtrack)
    await write(place, place.sora, soundtrack, score=["4"], verdict="", body="Too slow.")
    listed = await place.joon.slash(place.channel, "review read", drama=soundtrack)
    assert listed.ephemeral
    assert "Small and lovely" in texts(listed.response)
    ids = [c["custom_id"] for c in walk(listed.response.components) if c.get("label") == "Read"]
    read = await place.joon.click(listed.response, custom_id=ids[1])
    assert "one song" in texts(read.response)
    assert "She hears" not in texts(read.response)
    asked = await place.joon.click(read.response, label="Open")
    assert "spoils the **whole drama**" in texts(asked.response)
    one = await place.joon.slash(place.channel, "review read", drama=soundtrack, member=place.sora)
    assert "Too slow." in texts(one.response)
    nobody = await place.mina.slash(
        place.channel, "review read", drama=soundtrack, member=place.joon
    )
    assert "There is no review" in nobody.response.content
    assert len(place.env.errors) == 1


async def test_the_dramas_card_leads_to_the_form_and_the_list(place, soundtrack):
    shown = await place.mina.slash(place.channel, "drama", title=soundtrack)
    form = await place.mina.click(shown.response, label="Review")
    await place.mina.submit_modal(form, FORM)
    shown = await place.joon.slash(place.channel, "drama", title=soundtrack)
    read = await place.joon.click(shown.response, label="Read 1 review")
    assert "one song" in texts(read.response)


async def test_more_reviews_than_a_page_holds_are_turned(place, soundtrack, bot_services):
    drama = drama_id(bot_services.catalogue, "Soundtrack #1")
    for user in range(7):
        await bot_services.reviews.post(
            Actor(1000 + user), drama, ReviewDraft(None, f"verdict {user}", "Fine.")
        )
    listed = await place.joon.slash(place.channel, "review read", drama=soundtrack)
    assert "verdict 1" not in texts(listed.response)
    turned = await place.joon.click(listed.response, label="Next")
    assert "verdict 1" in texts(turned.response)
    assert "a member of another server" in texts(turned.response)


async def test_buttons_work_after_a_restart(place, soundtrack, bot_services):
    sent = await write(place, place.mina, soundtrack)
    (public,) = sent.followups
    await place.env.restart_bot(new_bot(bot_services))
    asked = await place.joon.click(public, label=spoiler_label(public))
    opened = await place.joon.click(asked.response, label="Show me anyway")
    assert "She hears" in texts(opened.response)
    await place.mina.select(sent.response, ["1"])
    assert "(through episode 1)" in texts(fresh(place, public))


async def test_a_review_can_be_written_in_a_direct_message(place, soundtrack, bot_services):
    mina = place.mina.user
    form = await mina.slash("review write", drama=soundtrack)
    sent = await mina.submit_modal(form, FORM)
    assert "one song" in texts(sent.followups[0])
    asked = await mina.slash("review delete", drama=soundtrack)
    done = await mina.click(asked.response, label="Delete it")
    assert "is deleted" in texts(done.response)


async def test_hostile_texts_stay_texts(place, bot_services):
    hostile = (await all_dramas(bot_services.catalogue))[-1]
    nasty = "||a|| @everyone <@1> # b \u202e[x](http://y) `z`"
    sent = await write(
        place,
        place.mina,
        option_of(hostile.id),
        verdict=(nasty + "*" * 120)[:120],
        body=(f"{nasty}\n# heading\n" + "*" * 1_800)[:1_800],
        spoiler_part="|" * 1_200,
    )
    (public,) = sent.followups
    assert r"\|\|a\|\| \@everyone \<\@1\>" in texts(public)
    asked = await place.joon.click(public, label=spoiler_label(public))
    await place.joon.click(asked.response, label="Show me anyway")
    read = await place.joon.click(public, label="Read it all")
    await place.joon.click(read.response, label="Next")


async def test_what_could_not_be_posted_is_kept_and_said_so(place, soundtrack):
    form = await place.mina.slash(place.channel, "review write", drama=soundtrack)
    place.env.inject_error("POST", "/webhooks/*", status=403, code=50013)
    sent = await place.mina.submit_modal(form, FORM)
    said = "".join(texts(m) for m in [sent.response, *sent.followups])
    assert "I could not post it" in said
    read = await place.joon.slash(place.channel, "review read", drama=soundtrack)
    assert "one song" in texts(read.response)


async def test_a_korean_member_reads_korean(place, soundtrack):
    (public,) = (await write(place, place.mina, soundtrack)).followups
    with speaking(place.env, "ko", place.joon.id):
        form = await place.joon.slash(place.channel, "review write", drama=soundtrack)
        sent = await place.joon.submit_modal(form, {"body": "재미있어요."})
        listed = await place.joon.slash(place.channel, "review read", drama=soundtrack)
        asked = await place.joon.click(public, label=spoiler_label(public))
        await place.joon.click(asked.response, label=label_of(asked.response, "show"))
    assert "재미있어요" in texts(sent.followups[0])
    assert "2026. 1. 2." in texts(listed.response)


def fresh(place, message):
    """The message as it is now."""
    return next(m for m in place.channel.history() if m.id == message.id)


def spoiler_label(message):
    return next(label for label in labels(message) if label.startswith("Read the spoiler part"))


def label_of(message, verb):
    """The label of the button whose custom id has this verb."""
    return next(
        c["label"]
        for c in walk(message.components)
        if f":{verb}:" in c.get("custom_id", "") and c["type"] == 2
    )


def walk_form(modal):
    return [part["component"] for part in modal["components"]]


def restarted(form):
    """Make a form look as if another process had opened it."""
    form._interaction.modal["custom_id"] = "form:0badcafe:1"


@asynccontextmanager
async def troubled(sessions, setting):
    """Have every use of the database begin with a setting of SQLite's."""
    engine = sessions.kw["bind"]

    def tune(connection, *_):
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    event.listen(engine.sync_engine, "checkout", tune)
    yield
    event.remove(engine.sync_engine, "checkout", tune)
    await engine.dispose()  # the settings go with the connections
