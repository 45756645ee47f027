import pytest

from bot.domain.errors import NotFoundError
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.dramas import drama_id


@pytest.fixture
async def card(place, bot_services):
    """Mina's public card of Soundtrack #1."""
    shown = await place.mina.slash(place.channel, "drama", title="Soundtrack #1")
    return shown.response.message


async def test_rating_from_the_card_changes_its_averages_in_place(place, card):
    form = await place.mina.click(card, label="Rate")
    await place.mina.submit_modal(form, {"score": ["18"]})
    assert "This server: **9.0/10** from 1 rating" in texts(place.channel.last_message)
    form = await place.joon.click(place.channel.last_message, label="Rate")
    answer = await place.joon.submit_modal(form, {"score": ["14"]})
    assert "This server: **8.0/10** from 2 ratings" in texts(place.channel.last_message)
    assert "You gave **Soundtrack \\#1** **7/10**" in texts(answer.followups[-1]) or (
        "7/10" in texts(answer.followups[-1])
    )


async def test_a_rating_is_changed_and_taken_back(place, bot_services):
    first = await place.mina.slash(place.channel, "rate", drama="Signal", score=9.5)
    assert first.ephemeral
    assert "9.5/10" in texts(first.response)
    second = await place.mina.slash(place.channel, "rate", drama="Signal", score=8)
    assert "Before: 9.5/10" in texts(second.response)
    gone = await place.mina.click(second.response.message, label="Remove my rating")
    assert "is gone" in texts(gone.response or second.response)
    page = await place.mina.slash(place.channel, "drama", title="Signal", private=True)
    assert "no ratings yet" in texts(page.response)


async def test_the_form_offers_to_remove_only_what_is_there(place):
    form = await place.mina.slash(place.channel, "rate", drama="Signal")
    options = form.modal["components"][0]["component"]["options"]
    assert len(options) == 20
    await place.mina.submit_modal(form, {"score": ["19"]})
    form = await place.mina.slash(place.channel, "rate", drama="Signal")
    options = form.modal["components"][0]["component"]["options"]
    assert options[-1]["value"] == "remove"
    assert [o["value"] for o in options if o.get("default")] == ["19"]


async def test_a_score_between_half_points_is_refused_with_the_rule(place, simcord_env):
    refused = await place.mina.slash(place.channel, "rate", drama="Signal", score=7.3)
    assert refused.ephemeral
    assert "half points" in refused.response.content
    assert [type(e.__cause__ or e) for e in simcord_env.errors][-1:] != []


async def test_the_rate_button_works_after_a_restart(place, card, bot_services):
    await place.env.restart_bot(new_bot(bot_services))
    form = await place.joon.click(card, label="Rate")
    await place.joon.submit_modal(form, {"score": ["20"]})
    assert "**10.0/10**" in texts(place.channel.last_message)


async def test_ratings_show_a_picture_with_the_same_in_words(place):
    await place.mina.slash(place.channel, "rate", drama="Signal", score=9.5)
    shown = await place.joon.slash(place.channel, "ratings", drama="Signal")
    message = place.channel.last_message
    said = texts(message)
    assert "9.5/10 from 1 rating" in said
    assert [a.filename for a in message.attachments] == ["ratings.png"]
    switched = await place.joon.click(message, label="Everyone’s ratings")
    assert "\nEveryone’s ratings\n" in texts(place.channel.last_message)
    assert shown.acknowledged
    assert switched.acknowledged


async def test_a_korean_member_reads_korean_and_rates_in_a_direct_message(place, bot_services):
    with speaking(place.env, "ko"):
        user = place.env.create_user("hana")
        shown = await user.slash("rate", drama="사운드트랙#1", score=8)
    assert shown.acknowledged
    assert await bot_services.ratings.mine(
        _actor(user.id), drama_id(bot_services.catalogue, "Soundtrack #1")
    )


async def test_an_unknown_title_is_told_with_what_comes_near(place, simcord_env):
    refused = await place.mina.slash(place.channel, "rate", drama="Sygnal", score=8)
    assert refused.ephemeral
    assert "Did you mean Signal?" in refused.response.content
    assert any(isinstance(getattr(e, "original", e), NotFoundError) for e in simcord_env.errors)


def _actor(user_id):
    from bot.domain.actors import Actor

    return Actor(user_id)
