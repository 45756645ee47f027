"""Reviews kept in both databases."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.domain.actors import Actor
from bot.domain.errors import ForbiddenError, InvalidInputError, NotFoundError
from bot.domain.reviews import (
    MAX_BODY,
    MAX_SPOILER_PART,
    MAX_VERDICT,
    Author,
    Place,
    ReviewDraft,
    ReviewText,
    Section,
    Upload,
)
from bot.domain.scores import Scale, Score
from bot.domain.spoilers import SpoilerBoundary
from bot.services.reviews import ReviewGoneError
from data.queries import members
from data.queries import reviews as queries
from data.tables import EventRow, ReviewRow, ReviewSectionRow, UploadRow
from tests.support.dramas import drama_id

MINA = Actor(20, guild_id=10)
JOON = Actor(21, guild_id=10)
ELSEWHERE = Actor(22, guild_id=11)
PICTURE = Upload("image/png", 4, 3, b"pixels")
DRAFT = ReviewDraft(
    Score(18),
    "lovely",
    "Two friends, one song.",
    "She hears it.",
    SpoilerBoundary.through(3),
)


@pytest.fixture
def drama(services):
    return drama_id(services.catalogue, "Soundtrack #1")


async def count(sessions, table):
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_a_review_is_kept_with_its_parts(services, drama, clock):
    posted = await services.reviews.post(MINA, drama, DRAFT)
    reading = await services.reviews.read(JOON, posted.id)
    assert reading.review == posted
    assert [(s.body, s.boundary) for s in posted.text.sections] == [
        ("Two friends, one song.", SpoilerBoundary.nothing()),
        ("She hears it.", SpoilerBoundary.through(3)),
    ]
    assert (posted.version, posted.guild_id, posted.written_at) == (1, 10, clock.time)
    assert not reading.own
    assert (await services.reviews.read(MINA, posted.id)).own


async def test_its_score_is_the_members_rating(services, drama):
    await services.reviews.post(MINA, drama, DRAFT)
    assert await services.ratings.mine(MINA, drama) == Score(18)
    await services.reviews.post(MINA, drama, ReviewDraft(None, "", "No score."))
    assert await services.ratings.mine(MINA, drama) == Score(18)


async def test_writing_again_makes_a_version_and_keeps_the_old_one(services, drama, clock):
    first = await services.reviews.post(MINA, drama, DRAFT)
    clock.advance(days=1)
    second = await services.reviews.post(MINA, drama, ReviewDraft(Score(4), "meh", "No."))
    assert (second.id, second.version, second.edited_at) == (first.id, 2, clock.time)
    old = await services.reviews.version(MINA, first.id, 1)
    assert old.text == first.text
    assert (old.version, old.versions) == (1, 2)


async def test_the_same_form_sent_twice_is_kept_once(services, sessions, drama):
    draft = ReviewDraft(Score(9), "", "Twice.", picture=PICTURE)
    first = await services.reviews.post(MINA, drama, draft)
    second = await services.reviews.post(MINA, drama, draft)
    assert first == second
    assert await count(sessions, ReviewRow) == 1
    assert await count(sessions, UploadRow) == 1


async def test_two_forms_sent_at_once_make_one_review(services, sessions, drama):
    drafts = [ReviewDraft(None, "", f"Attempt {n}.") for n in range(4)]
    posted = await asyncio.gather(*(services.reviews.post(MINA, drama, d) for d in drafts))
    assert len({review.id for review in posted}) == 1
    assert await count(sessions, ReviewRow) == 1
    now = await services.reviews.read(MINA, posted[0].id)
    assert now.review.version == 4


async def test_a_new_review_is_announced_once_and_edits_are_not(services, sessions, drama):
    await services.reviews.post(MINA, drama, DRAFT)
    await services.reviews.post(MINA, drama, ReviewDraft(None, "", "Edited."))
    assert await count(sessions, EventRow) == 1


@pytest.mark.parametrize(
    "draft",
    [
        ReviewDraft(None, "", "   "),
        ReviewDraft(None, "", "x" * (MAX_BODY + 1)),
        ReviewDraft(None, "x" * (MAX_VERDICT + 1), "x"),
        ReviewDraft(None, "", "x", "x" * (MAX_SPOILER_PART + 1)),
    ],
)
async def test_texts_beyond_the_limits_are_refused_and_nothing_is_kept(
    services, sessions, drama, draft
):
    with pytest.raises(InvalidInputError):
        await services.reviews.post(MINA, drama, draft)
    assert await count(sessions, ReviewRow) == 0


async def test_what_fails_in_the_middle_leaves_nothing(services, sessions, drama, monkeypatch):
    async def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr("data.queries.events.save_event", fail)
    with pytest.raises(OSError, match="disk full"):
        await services.reviews.post(MINA, drama, DRAFT)
    assert await count(sessions, ReviewRow) == 0
    assert await services.ratings.mine(MINA, drama) is None


async def test_an_unknown_drama_is_refused(services):
    with pytest.raises(NotFoundError):
        await services.reviews.post(MINA, 9_999, DRAFT)


async def test_the_desk_starts_from_what_is_known(services, drama):
    empty = await services.reviews.desk(MINA, drama)
    assert (empty.review, empty.score) == (None, None)
    assert empty.boundary == SpoilerBoundary.everything()
    await services.ratings.rate(MINA, drama, Score(15))
    await services.watching.reach(MINA, drama, 2)
    known = await services.reviews.desk(MINA, drama)
    assert (known.score, known.boundary) == (Score(15), SpoilerBoundary.through(2))
    await services.watching.reach(MINA, drama, 4)
    assert (await services.reviews.desk(MINA, drama)).boundary == SpoilerBoundary.everything()
    await services.reviews.post(MINA, drama, DRAFT)
    written = await services.reviews.desk(MINA, drama)
    assert written.boundary == SpoilerBoundary.through(3)


async def test_a_part_opens_by_progress_and_to_its_author(services, drama):
    posted = await services.reviews.post(MINA, drama, DRAFT)
    boundary = SpoilerBoundary.through(Decimal(3))
    assert (await services.reviews.read(MINA, posted.id)).may_open(boundary)
    assert not (await services.reviews.read(JOON, posted.id)).may_open(boundary)
    await services.watching.reach(JOON, drama, 3)
    assert (await services.reviews.read(JOON, posted.id)).may_open(boundary)


async def test_the_boundary_is_changed_without_a_new_version(services, drama):
    posted = await services.reviews.post(MINA, drama, DRAFT)
    changed = await services.reviews.set_boundary(MINA, posted.id, SpoilerBoundary.everything())
    assert changed.text.boundary == SpoilerBoundary.everything()
    assert changed.text.sections[0] == posted.text.sections[0]
    assert (changed.version, changed.edited_at) == (1, None)
    with pytest.raises(ForbiddenError):
        await services.reviews.set_boundary(JOON, posted.id, SpoilerBoundary.nothing())


async def test_a_hidden_picture_stays_hidden_when_the_spoiler_part_goes(services, drama):
    draft = ReviewDraft(None, "", "Body.", "Part.", SpoilerBoundary.through(2), PICTURE)
    posted = await services.reviews.post(MINA, drama, draft)
    assert posted.text.sections[0].pictures
    hidden = await services.reviews.place_picture(MINA, posted.id, Place.HIDDEN)
    assert not hidden.text.sections[0].pictures
    edited = await services.reviews.post(MINA, drama, ReviewDraft(None, "", "Body."))
    assert not edited.text.sections[0].pictures
    assert edited.text.sections[1].pictures
    assert edited.text.boundary == SpoilerBoundary.through(2)
    shown = await services.reviews.place_picture(MINA, posted.id, Place.OPEN)
    assert len(shown.text.sections) == 1
    assert shown.text.sections[0].pictures
    assert shown.version == 2


async def test_a_picture_alone_can_be_hidden_and_taken_out(services, drama, sessions):
    posted = await services.reviews.post(
        MINA, drama, ReviewDraft(None, "", "Body.", picture=PICTURE)
    )
    hidden = await services.reviews.place_picture(MINA, posted.id, Place.HIDDEN)
    assert hidden.text.boundary == SpoilerBoundary.everything()
    out = await services.reviews.place_picture(MINA, posted.id, Place.NOWHERE)
    assert (out.version, len(out.text.sections)) == (2, 1)
    again = await services.reviews.place_picture(MINA, posted.id, Place.NOWHERE)
    assert again.version == 2


async def test_a_deleted_review_leaves_no_text_and_can_be_written_anew(services, sessions, drama):
    draft = ReviewDraft(Score(4), "v", "Body.", "Part.", picture=PICTURE)
    posted = await services.reviews.post(MINA, drama, draft)
    await services.reviews.post(MINA, drama, ReviewDraft(Score(4), "v", "Other."))
    await services.reviews.delete(MINA, posted.id)
    assert await count(sessions, ReviewSectionRow) == 0
    assert await count(sessions, UploadRow) == 0
    for ask in (services.reviews.read, services.reviews.delete):
        with pytest.raises(ReviewGoneError):
            await ask(MINA, posted.id)
    assert await services.ratings.mine(MINA, drama) == Score(4)
    anew = await services.reviews.post(MINA, drama, DRAFT)
    assert (anew.id != posted.id, anew.version) == (True, 1)


async def test_moderators_oversee_their_own_server_alone(services, drama):
    posted = await services.reviews.post(MINA, drama, DRAFT)
    with pytest.raises(ForbiddenError):
        await services.reviews.delete(JOON, posted.id)
    with pytest.raises(ForbiddenError):
        await services.reviews.delete(ELSEWHERE, posted.id, moderator=True)
    with pytest.raises(ForbiddenError):
        await services.reviews.version(JOON, posted.id, 1)
    assert (await services.reviews.version(JOON, posted.id, 1, moderator=True)).versions == 1
    await services.reviews.delete(JOON, posted.id, moderator=True)


async def test_nobody_deletes_a_house_review_here(services, sessions, drama, clock):
    async with sessions.begin() as session:
        review_id = await queries.save_review(
            session,
            drama_id=drama,
            author=Author(house="A blog"),
            text=ReviewText(None, "", (Section("", "x", SpoilerBoundary.nothing()),)),
            now=clock(),
        )
    with pytest.raises(ForbiddenError):
        await services.reviews.delete(Actor(21, guild_id=None), review_id, moderator=True)


async def test_reviews_are_listed_houses_first_then_the_newest(services, sessions, drama, clock):
    for user in range(6):
        clock.advance(minutes=1)
        await services.reviews.post(Actor(user + 1), drama, ReviewDraft(None, "", "x"))
    async with sessions.begin() as session:
        house = await queries.save_review(
            session,
            drama_id=drama,
            author=Author(house="A blog"),
            text=ReviewText(None, "", ()),
            now=clock(),
            written_at=clock.time.replace(year=2020),
        )
    first = await services.reviews.shelf(JOON, drama)
    assert first.reviews[0].id == house
    assert [review.author.user_id for review in first.reviews[1:]] == [6, 5, 4, 3]
    assert (first.total, first.pages) == (7, 2)
    beyond = await services.reviews.shelf(JOON, drama, 9)
    assert [review.author.user_id for review in beyond.reviews] == [2, 1]
    assert beyond.page == 1


async def test_what_everybody_sees_is_in_the_servers_scale(services, sessions, drama):
    posted = await services.reviews.post(MINA, drama, DRAFT)
    async with sessions.begin() as session:
        await members.save_guild_scale(session, 10, Scale.STARS)
        await members.save_member_scale(session, JOON.user_id, Scale.HUNDRED)
    assert (await services.reviews.published(posted.id, 10)).scale is Scale.STARS
    assert (await services.reviews.read(JOON, posted.id)).scale is Scale.HUNDRED
