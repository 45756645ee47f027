import pytest

from bot.domain.errors import ForbiddenError, InvalidInputError, NotFoundError
from tests.conftest import new_bot
from tests.e2e.announcing import cards, fire, forbid, last, refused, subscribe
from tests.e2e.conftest import texts


@pytest.fixture
async def listening(place):
    return await subscribe(place, place.news)


async def test_filters_given_with_the_command_decide_what_is_announced(place, post):
    shown = await subscribe(place, place.news, genre="thriller", network="tvn", least_score=8.0)
    said = texts(shown.response)
    assert "Genres: Thriller" in said
    assert "Networks: tvN" in said
    assert "Score: 8/10 or more" in said
    await post("Soundtrack #1", score=9)
    await post("Signal", score=7.5)
    await post("Happiness", score=8)
    await fire(place)
    (message,) = cards(place.news)
    assert "Happiness" in texts(message)


async def test_the_selects_change_filters_in_place(place, listening):
    card = listening.response
    first = await place.sora.select(card, ["romance", "crime"], custom_id="announce:1:genres:0")
    second = await place.sora.select(first.response, ["food"], custom_id="announce:1:genres:1")
    assert "Genres: Romance, Crime, and Food" in texts(second.response)
    third = await place.sora.select(second.response, ["tvN"], custom_id="announce:1:networks")
    fourth = await place.sora.select(third.response, ["17"], custom_id="announce:1:score")
    fifth = await place.sora.select(fourth.response, [], custom_id="announce:1:genres:0")
    said = texts(fifth.response)
    assert "Genres: Food · Networks: tvN · Score: 8.5/10 or more" in said
    last_one = await place.sora.select(fifth.response, ["any"], custom_id="announce:1:score")
    assert "Score:" not in texts(last_one.response)


async def test_using_the_command_again_keeps_the_filters_that_it_does_not_name(place):
    await subscribe(place, place.news, genre="thriller")
    shown = await subscribe(place, place.news, least_score=9.0)
    assert "Genres: Thriller · Score: 9/10 or more" in texts(shown.response)


async def test_genres_and_networks_are_completed(place):
    genres = await place.sora.autocomplete(place.news, "announce here", "genre", "rom")
    assert {choice["value"] for choice in genres} == {"romance"}
    everything = await place.sora.autocomplete(place.news, "announce here", "network", "")
    assert everything[0]["value"] == "tvN"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"genre": "telenovela"}, "I have no genre “telenovela”"),
        ({"network": "Netflux"}, "No drama I know is from “Netflux”"),
        ({"least_score": 8.3}, "half points"),
    ],
)
async def test_a_filter_that_makes_no_sense_is_refused_and_nothing_is_subscribed(
    place, options, said
):
    shown = await place.sora.slash(place.news, "announce here", **options)
    assert said in texts(shown.response)
    listed = await place.sora.slash(place.news, "announce list")
    assert "There are none in this server yet" in texts(listed.response)
    refused(place, InvalidInputError)


async def test_a_channel_that_the_bot_may_not_post_in_is_refused_by_name(place):
    forbid(place, place.news, "send_messages")
    shown = await place.sora.slash(place.channel, "announce here", channel=place.news)
    assert "Send Messages" in texts(shown.response)
    refused(place, ForbiddenError)


async def test_voice_channels_are_not_announced_in(place):
    voice = place.guild.create_voice_channel("Lounge")
    shown = await place.sora.slash(voice, "announce here")
    assert "text channels, threads and forums" in texts(shown.response)
    refused(place, InvalidInputError)


async def test_the_list_shows_each_and_its_buttons_work(place, listening):
    await subscribe(place, place.forum, at=place.channel, genre="romance")
    listed = await place.sora.slash(place.channel, "announce list")
    said = texts(listed.response)
    assert f"<#{place.news.id}> · ✅ working\nAll new reviews" in said
    assert f"<#{place.forum.id}> · ✅ working\nGenres: Romance" in said
    edited = await place.sora.click(listed.response, custom_id="announce:2:edit")
    assert f"announced in <#{place.forum.id}>" in texts(edited.response)
    back = await place.sora.click(edited.response, custom_id="announce:list:0")
    gone = await place.sora.click(back.response, custom_id="announce:1:remove")
    assert f"not announced in <#{place.news.id}> any more" in last(gone)
    again = await place.sora.click(back.response, custom_id="announce:1:edit")
    assert "Those announcements were removed" in last(again)


async def test_a_long_list_has_pages(place):
    for number in range(8):
        await subscribe(place, place.guild.create_text_channel(f"reviews-{number}"))
    listed = await place.sora.slash(place.channel, "announce list")
    assert texts(listed.response).count("working") == 6
    second = await place.sora.click(listed.response, custom_id="announce:list:1")
    assert texts(second.response).count("working") == 2


async def test_remove_ends_it(place, listening, post):
    shown = await place.sora.slash(place.channel, "announce remove", channel=place.news)
    assert f"not announced in <#{place.news.id}> any more" in texts(shown.response)
    await post()
    await fire(place)
    assert not cards(place.news)
    again = await place.sora.slash(place.news, "announce remove")
    assert "No reviews are announced in that channel" in texts(again.response)
    refused(place, NotFoundError)


async def test_a_test_is_posted_and_says_that_it_is_one(place, listening):
    shown = await place.sora.slash(place.channel, "announce test", channel=place.news)
    assert f"Posted a test in <#{place.news.id}>" in last(shown)
    (message,) = cards(place.news)
    assert "This is a test" in texts(message)
    assert "Read the review" not in texts(message)


async def test_a_test_shows_a_review_that_there_is(place, listening, post):
    await post(verdict="a song of a drama")
    await fire(place)
    await place.sora.click(listening.response, label="Send a test")
    assert "This is a test" in texts(cards(place.news)[-1])
    assert "a song of a drama" in texts(cards(place.news)[-1])


async def test_a_test_says_what_is_missing(place, listening):
    forbid(place, place.news, "send_messages")
    shown = await place.sora.slash(place.news, "announce test")
    assert "Send Messages" in last(shown)
    assert not cards(place.news)
    refused(place, ForbiddenError)


async def test_a_test_where_nothing_is_announced_says_so(place):
    shown = await place.sora.slash(place.news, "announce test")
    assert "No reviews are announced in that channel" in last(shown)
    refused(place, NotFoundError)


async def test_old_settings_work_after_a_restart(place, listening, bot_services):
    await place.env.restart_bot(new_bot(bot_services))
    changed = await place.sora.select(
        listening.response, ["romance"], custom_id="announce:1:genres:0"
    )
    assert "Genres: Romance" in texts(changed.response)


async def test_the_commands_are_for_managers_and_for_servers(place):
    assert "announce here" in place.sora.available_commands(place.news)
    assert "announce here" not in place.mina.available_commands(place.news)
    assert "announce here" not in place.sora.user.available_commands()


async def test_a_member_whom_the_server_lets_see_the_commands_is_still_refused(place):
    (command,) = [c for c in await place.env.bot.tree.fetch_commands() if c.name == "announce"]
    place.guild.set_command_permissions(command, {place.mina: True})
    shown = await place.mina.slash(place.news, "announce here")
    assert "You need the permission Manage Server" in texts(shown.response)
    refused(place, ForbiddenError)


async def test_a_member_who_presses_a_managers_button_is_refused(place, listening, post):
    forbid(place, place.news, "send_messages")
    await post()
    await fire(place)
    (told,) = cards(place.channel)
    shown = await place.mina.click(told, label="Turn back on")
    assert "You need the permission Manage Server" in last(shown)
