import pytest

from bot.domain.actors import Actor
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError
from bot.domain.scores import Score
from bot.domain.watching import WatchStatus
from bot.trying.locale_seam import speaking
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.dramas import all_dramas, drama_id


@pytest.fixture
def signal(bot_services):
    return drama_id(bot_services.catalogue, "Signal")


@pytest.fixture
def long_drama(bot_services):
    return drama_id(bot_services.catalogue, "Go Ahead")


def of(kind, errors):
    return [e for e in errors if isinstance(getattr(e, "original", e), kind)]


async def open_list(place, member, title="Signal"):
    """Press Watchlist on a drama's public card; return the card that only they see."""
    card = await place.sora.slash(place.channel, "drama", title=title)
    pressed = await member.click(card.response.message, label="Watchlist")
    assert pressed.ephemeral
    return pressed.response


async def test_progress_puts_a_drama_on_the_list_and_shows_where_one_is(place):
    told = await place.mina.slash(place.channel, "progress", drama="Signal", episode=6)
    assert told.ephemeral
    assert "▶️ **Watching** · episode 6 of 16" in texts(told.response)
    seen = await place.mina.slash(place.channel, "progress", drama="시그널")
    assert "episode 6 of 16" in texts(seen.response)
    pressed = await place.mina.click(seen.response, label="Watched episode 7")
    assert "episode 7 of 16" in texts(pressed.response or seen.response)
    listed = await place.mina.slash(place.channel, "watchlist")
    assert listed.ephemeral
    assert "**Signal** (2016) 시그널 · 7/16" in texts(listed.response)


async def test_the_last_episode_completes_and_leads_to_rating_and_reviewing(place, signal):
    told = await place.mina.slash(place.channel, "progress", drama="Signal", episode=15)
    await place.mina.click(told.response, label="Watched episode 16")
    assert "✅ **Completed** · episode 16 of 16" in texts(told.response)
    assert "What did you think of it?" in texts(told.response)
    form = await place.mina.click(told.response, label="Rate")
    assert form.modal["title"] == "Rate Signal"
    rated = await place.mina.submit_modal(form, {"score": ["19"]})
    assert "9.5/10" in texts(rated.response)
    form = await place.mina.click(told.response, label="Review")
    assert form.modal is not None


@pytest.mark.parametrize("episode", [0, -2, 17, 4.5, 9007199254740991])
async def test_an_episode_the_drama_does_not_have_is_refused_by_its_count(
    place, simcord_env, bot_services, signal, episode
):
    refused = await place.mina.slash(place.channel, "progress", drama="Signal", episode=episode)
    assert refused.ephemeral
    assert refused.response.content == "Signal has 16 episodes: pick one from 1 to 16."
    assert of(InvalidInputError, simcord_env.errors)
    assert await bot_services.watching.entry(Actor(place.mina.id), signal) is None


async def test_an_unknown_drama_is_told(place, simcord_env):
    refused = await place.mina.slash(place.channel, "progress", drama="qqqq zzzz", episode=1)
    assert "I don’t know" in refused.response.content
    assert of(NotFoundError, simcord_env.errors)


async def test_an_entry_is_hidden_only_where_there_is_one(place, simcord_env):
    refused = await place.mina.slash(place.channel, "progress", drama="Signal", private=True)
    assert "not on your list yet" in refused.response.content
    assert of(ConflictError, simcord_env.errors)
    told = await place.mina.slash(
        place.channel, "progress", drama="Signal", episode=2, private=True
    )
    assert "Only you see this" in texts(told.response)
    told = await place.mina.slash(place.channel, "progress", drama="Signal", private=False)
    assert "Only you see this" not in texts(told.response)


async def test_the_watchlist_button_changes_its_own_card_in_place(place, bot_services, signal):
    mine = await open_list(place, place.joon)
    assert "Not on your list yet" in texts(mine)
    await place.joon.select(mine, ["planned"], custom_id=f"watch:{signal}:status:none")
    assert "🔖 **Plan to watch**" in texts(mine)
    await place.joon.click(mine, label="Hide it from others")
    assert "Only you see this" in texts(mine)
    await place.joon.click(mine, label="Show it to others")
    assert "Only you see this" not in texts(mine)
    await place.joon.click(mine, label="Watched episode 1")
    assert "▶️ **Watching** · episode 1 of 16" in texts(mine)
    await place.joon.click(mine, label="I’ve seen it all")
    assert "✅ **Completed**" in texts(mine)
    await place.joon.select(mine, ["remove"], custom_id=f"watch:{signal}:status:completed")
    assert "Not on your list yet" in texts(mine)
    assert await bot_services.watching.entry(Actor(place.joon.id), signal) is None


async def test_an_episode_is_picked_from_those_of_a_short_drama(place):
    mine = await open_list(place, place.joon)
    form = await place.joon.click(mine, label="I’m on episode…")
    await place.joon.submit_modal(form, {"episode": ["12"]})
    assert "episode 12 of 16" in texts(mine)
    form = await place.joon.click(mine, label="I’m on episode…")
    options = form.modal["components"][0]["component"]["options"]
    assert [o["value"] for o in options if o.get("default")] == ["12"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("47", "Go Ahead has 46 episodes: pick one from 1 to 46."), ("many", "no episode number")],
)
async def test_a_wrong_number_is_given_back_and_nothing_changes(
    place, bot_services, long_drama, typed, reason
):
    mine = await open_list(place, place.joon, "Go Ahead")
    form = await place.joon.click(mine, label="I’m on episode…")
    assert form.modal["components"][0]["component"]["placeholder"] == "A number from 1 to 46"
    back = await place.joon.submit_modal(form, {"episode": typed})
    said = texts(back.response)
    assert "Not saved yet" in said
    assert reason in said
    assert typed in said
    assert back.ephemeral
    assert await bot_services.watching.entry(Actor(place.joon.id), long_drama) is None
    again = await place.joon.click(back.response, label="Edit and try again")
    assert again.modal["components"][0]["component"]["value"] == typed
    await place.joon.submit_modal(again, {"episode": "12화"})
    entry = await bot_services.watching.entry(Actor(place.joon.id), long_drama)
    assert entry.episode == 12


async def test_an_old_button_shows_where_one_is_and_takes_nobody_back(place):
    old = await open_list(place, place.joon)
    await place.joon.slash(place.channel, "progress", drama="Signal", episode=9)
    await place.joon.click(old, label="Watched episode 1")
    assert "episode 9 of 16" in texts(old)


async def test_hiding_what_was_taken_off_the_list_shows_that_it_is_gone(
    place, bot_services, signal
):
    told = await place.mina.slash(place.channel, "progress", drama="Signal", episode=2)
    await bot_services.watching.choose_status(Actor(place.mina.id), signal, None)
    await place.mina.click(told.response, label="Hide it from others")
    assert "Not on your list yet" in texts(told.response)


async def test_buttons_work_after_a_restart(place, bot_services, signal):
    mine = await open_list(place, place.joon)
    await place.joon.slash(place.channel, "progress", drama="Happiness", episode=2)
    listed = await place.joon.slash(place.channel, "watchlist")
    await place.env.restart_bot(new_bot(bot_services))
    await place.joon.click(mine, label="Watched episode 1")
    assert "episode 1 of 16" in texts(mine)
    await place.joon.select(mine, ["dropped"], custom_id=f"watch:{signal}:status:watching")
    assert "🗑️ **Dropped**" in texts(mine)
    chooser = f"watchlist:{place.joon.id}:own:status"
    await place.joon.select(listed.response, ["dropped"], custom_id=chooser)
    assert "**Signal**" in texts(listed.response)
    assert "**Happiness**" not in texts(listed.response)


async def test_looking_counts_nobody_in_the_servers_averages_and_progress_does(
    place, bot_services, signal
):
    await bot_services.ratings.rate(Actor(place.joon.id), signal, Score.of_points(8))
    here = Actor(place.mina.id, place.guild.id)
    await open_list(place, place.joon)
    await place.joon.slash(place.channel, "watchlist")
    assert (await bot_services.pages.drama_page(here, signal)).standing.server.count == 0
    await place.joon.slash(place.channel, "progress", drama="Signal", episode=1)
    assert (await bot_services.pages.drama_page(here, signal)).standing.server.count == 1


@pytest.fixture
async def long_list(place, bot_services):
    """Everything there is on Mina's list, and more: 14 she watches, 2 hidden."""
    from bot.domain.dramas import DramaFacts, Source

    mina = Actor(place.mina.id)
    for number in range(14):
        drama = await bot_services.catalogue.save(
            f"d-{number}", DramaFacts(title=f"Drama {number}", episodes=10), Source.SEED
        )
        await bot_services.watching.reach(mina, drama.id, 2, private=number < 2)
    await bot_services.watching.choose_status(
        mina, drama_id(bot_services.catalogue, "Signal"), WatchStatus.PLANNED
    )
    return mina


@pytest.mark.usefixtures("long_list")
async def test_a_list_is_paged_filtered_and_leads_to_cards(place, signal):
    listed = await place.mina.slash(place.channel, "watchlist")
    said = texts(listed.response)
    assert "Page 1 of 2" in said
    assert "▶️ **Watching** · 14" in said
    await place.mina.click(listed.response, label="Next")
    assert "Page 2 of 2" in texts(listed.response)
    assert "🔖 **Plan to watch** · 1" in texts(listed.response)
    chooser = f"watchlist:{place.mina.id}:own:status"
    await place.mina.select(listed.response, ["planned"], custom_id=chooser)
    assert "Page" not in texts(listed.response)
    assert "**Watching** ·" not in texts(listed.response)
    opener = f"watchlist:{place.mina.id}:open"
    opened = await place.mina.select(listed.response, [str(signal)], custom_id=opener)
    assert opened.ephemeral
    assert "🔖 Plan to watch" in texts(opened.response)
    await place.mina.select(listed.response, ["all"], custom_id=chooser)
    assert "Page 1 of 2" in texts(listed.response)


@pytest.mark.usefixtures("long_list")
async def test_private_entries_are_left_out_for_others_and_when_shared(place):
    own = await place.mina.slash(place.channel, "watchlist")
    assert "▶️ **Watching** · 14" in texts(own.response)
    seen = await place.joon.slash(place.channel, "watchlist", member=place.mina)
    assert seen.ephemeral
    assert "▶️ **Watching** · 12" in texts(seen.response)
    shared = await place.mina.slash(place.channel, "watchlist", share=True)
    assert not shared.ephemeral
    assert "▶️ **Watching** · 12" in texts(shared.response)
    for _ in range(2):
        await place.mina.click(place.channel.last_message, label="Next")
        assert "🔒" not in texts(place.channel.last_message)
        await place.mina.click(place.channel.last_message, label="Previous")


@pytest.mark.usefixtures("long_list")
async def test_a_shared_list_turns_for_its_sharer_and_others_get_their_own(place):
    await place.mina.slash(place.channel, "watchlist", share=True)
    shared = place.channel.last_message
    turned = await place.joon.click(shared, label="Next")
    assert turned.ephemeral
    assert "Page 2 of 2" in texts(turned.response)
    assert "Page 1 of 2" in texts(place.channel.last_message)
    await place.mina.click(shared, label="Next")
    assert "Page 2 of 2" in texts(place.channel.last_message)


async def test_a_page_that_is_gone_meanwhile_is_the_last_page(place, bot_services, long_list):
    listed = await place.mina.slash(place.channel, "watchlist", status="watching")
    for drama in (await all_dramas(bot_services.catalogue))[-8:]:
        await bot_services.watching.choose_status(long_list, drama.id, None)
    await place.mina.click(listed.response, label="Next")
    assert "**Watching** · 6" in texts(listed.response)


async def test_an_empty_list_says_what_to_do(place):
    mine = await place.mina.slash(place.channel, "watchlist")
    assert "Nothing is on your list yet" in texts(mine.response)
    other = await place.mina.slash(place.channel, "watchlist", member=place.joon, status="dropped")
    assert "has nothing on a list that others may see" in texts(other.response)


async def test_lists_and_progress_work_in_a_direct_message_in_korean(place, bot_services, signal):
    hana = place.env.create_user("hana")
    with speaking(place.env, "ko"):
        told = await hana.slash("progress", drama="시그널", episode=6)
        await hana.click(told.response, label=next_label(told.response))
        listed = await hana.slash("watchlist")
    assert "7/16" in texts(listed.response)
    entry = await bot_services.watching.entry(Actor(hana.id), signal)
    assert entry.episode == 7


def next_label(response):
    """Return the label of the button for the next episode, whatever its language."""
    from simcord.components import walk_components

    return next(
        component["label"]
        for component in walk_components(response.components)
        if ":reach:" in str(component.get("custom_id"))
    )
