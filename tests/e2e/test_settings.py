import json

from bot.domain.actors import Actor
from bot.domain.scores import Scale
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts


async def panel(who, place):
    """Open a member's settings; return the message."""
    shown = await who.slash(place.channel, "settings")
    assert shown.ephemeral
    return shown.response.message


async def test_the_chosen_scale_shows_in_the_panel_and_in_cards(place, bot_services):
    message = await panel(place.mina, place)
    await place.mina.select(message, ["stars"], custom_id="settings:scale")
    assert await bot_services.settings.scale(Actor(place.mina.id)) is Scale.STARS
    await place.mina.slash(place.channel, "rate", drama="Signal", score=9)
    shown = await place.mina.slash(place.channel, "drama", title="Signal", private=True)
    assert "★★★★½" in texts(shown.response)
    await place.mina.select(message, ["server"], custom_id="settings:scale")
    assert await bot_services.settings.scale(Actor(place.mina.id)) is Scale.TEN


async def test_a_member_leaves_the_servers_averages_and_comes_back(place, bot_services):
    await place.mina.slash(place.channel, "rate", drama="Signal", score=9)
    message = await panel(place.mina, place)
    assert "count in the averages" in texts(message)
    left = await place.mina.click(message, label="Leave me out")
    assert "left out" in texts(left.response)
    shown = await place.joon.slash(place.channel, "drama", title="Signal", private=True)
    assert "This server: no ratings yet" in texts(shown.response)
    back = await place.mina.click(message, label="Count me in")
    assert "count in the averages" in texts(back.response)


async def test_only_managers_see_and_change_the_servers_scale(place, bot_services):
    assert "Score scale of this server" not in texts(await panel(place.mina, place))
    message = await panel(place.sora, place)
    assert "Score scale of this server" in texts(message)
    await place.sora.select(message, ["hundred"], custom_id="settings:guild-scale")
    assert await bot_services.settings.scale(Actor(place.joon.id, place.guild.id)) is Scale.HUNDRED


async def test_who_is_no_longer_a_manager_is_refused(place, bot_services):
    message = await panel(place.sora, place)
    place.env.backend.get_guild(place.guild.id).members[place.sora.id].role_ids.clear()
    refused = await place.sora.select(message, ["hundred"], custom_id="settings:guild-scale")
    assert "manage this server" in refused.response.content
    assert await bot_services.settings.scale(Actor(place.joon.id, place.guild.id)) is Scale.TEN


async def test_in_a_direct_message_there_is_nothing_about_servers(place):
    user = place.env.create_user("hana")
    with speaking(place.env, "ko"):
        shown = await user.slash("settings")
    said = texts(shown.response)
    assert "설정" in said
    assert "서버의 평균" not in said


async def test_a_member_downloads_what_is_kept(place):
    await place.mina.slash(place.channel, "rate", drama="Signal", score=8.5)
    message = await panel(place.mina, place)
    given = await place.mina.click(message, label="Download my data")
    assert given.ephemeral
    [file] = (given.followups[-1] if given.followups else given.response).attachments
    content = json.loads(await file.read() if hasattr(file, "read") else file.content)
    assert content["user_id"] == place.mina.id
    assert [(row["drama"], row["half_points"]) for row in content["ratings"]] == [("Signal", 17)]


async def test_a_member_deletes_what_is_kept_after_a_restart_and_a_question(place, bot_services):
    await place.mina.slash(place.channel, "rate", drama="Signal", score=8.5)
    await place.joon.slash(place.channel, "rate", drama="Signal", score=5)
    message = await panel(place.mina, place)
    await place.env.restart_bot(new_bot(bot_services))
    asked = await place.mina.click(message, label="Delete my data")
    assert "1 rating" in texts(asked.response)
    assert not (await bot_services.settings.kept(place.mina.id)).is_nothing
    done = await place.mina.click(message, label="Delete it all")
    assert "Your data is deleted" in texts(done.response)
    assert (await bot_services.settings.kept(place.mina.id)).is_nothing
    assert (await bot_services.settings.kept(place.joon.id)).ratings == 1


async def test_who_has_nothing_kept_is_told_so(place):
    message = await panel(place.mina, place)
    asked = await place.mina.click(message, label="Delete my data")
    assert "nothing to delete" in texts(asked.response)
    back = await place.mina.click(message, label="Back")
    assert "My score scale" in texts(back.response)
