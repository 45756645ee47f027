import dataclasses
import gettext
from decimal import Decimal

import pytest
from babel import Locale

from bot.domain.actors import Actor
from bot.domain.discussions import Discussion, Topic, Turn
from bot.i18n import Lang, lang_for
from bot.trying.locale_seam import speaking
from bot.ui.threads import DiscordThreads
from data.queries import discussions as queries
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.support.discussing import (
    archive,
    members_messages,
    require_tag,
    said_at_last,
)
from tests.support.dramas import all_dramas, drama_id


@pytest.fixture
def soundtrack(bot_services):
    return drama_id(bot_services.catalogue, "Soundtrack #1")


async def test_discuss_makes_a_thread_under_a_starter_card(place):
    shown = await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=3)
    (thread,) = place.channel.threads
    assert thread.name == "Soundtrack #1 [Episode 3]"
    starter = members_messages(place.channel)[0]
    assert starter.id == thread.id
    said = texts(starter)
    assert "사운드트랙#1" in said
    assert "This thread spoils through episode 3." in said
    assert shown.ephemeral
    answer = said_at_last(shown)
    assert f"is open: <#{thread.id}> in <#{place.channel.id}>" in answer


async def test_the_second_one_who_asks_gets_the_same_thread(place):
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=3)
    again = await place.joon.slash(
        place.news, "discuss", drama="Soundtrack #1", episode=3, channel=place.forum
    )
    (thread,) = place.channel.threads
    assert not place.forum.threads
    assert f"has its thread in this server: <#{thread.id}>" in said_at_last(again)


async def test_episodes_and_the_whole_drama_have_threads_of_their_own(place):
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=3)
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=4)
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1")
    names = [thread.name for thread in place.channel.threads]
    assert names == [
        "Soundtrack #1 [Episode 3]",
        "Soundtrack #1 [Episode 4]",
        "Soundtrack #1",
    ]
    assert "spoils the whole drama" in texts(members_messages(place.channel)[-1])


async def test_a_forum_gets_a_post(place):
    await place.mina.slash(
        place.channel, "discuss", drama="Signal", episode=16, channel=place.forum
    )
    (post,) = place.forum.threads
    assert post.name == "Signal [Episode 16]"
    assert "spoils through episode 16" in texts(post.history()[0])
    assert not members_messages(place.channel)


async def test_in_a_forum_post_the_forum_is_meant(place):
    await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    (post,) = place.forum.threads
    await place.mina.slash(post, "discuss", drama="Signal", episode=2)
    assert [thread.name for thread in place.forum.threads] == ["Signal", "Signal [Episode 2]"]


async def test_in_a_thread_its_channel_is_meant(place):
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    (thread,) = place.channel.threads
    await place.mina.slash(thread, "discuss", drama="Signal", episode=2)
    assert len(place.channel.threads) == 2


async def test_an_archived_thread_is_opened_again(place):
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    (thread,) = place.channel.threads
    archive(place, thread)
    again = await place.joon.slash(place.channel, "discuss", drama="Signal")
    assert "was archived and is open again" in said_at_last(again)
    assert len(place.channel.threads) == 1
    assert not place.env.backend.get_channel(thread.id).thread_metadata.archived


async def test_a_deleted_thread_is_made_anew(place, bot_services, soundtrack):
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=1)
    (old,) = place.channel.threads
    place.env.backend.delete_channel(old.id)
    await place.env.settle()
    assert not await bot_services.discussions.discussed(place.guild.id, soundtrack)
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=1)
    (new,) = place.channel.threads
    assert new.id != old.id


async def test_a_thread_deleted_while_the_bot_was_away_is_made_anew(place, bot_services):
    await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    (old,) = place.forum.threads
    archive(place, old)
    await place.env.settle()
    backend = place.env.backend
    del backend.channels[old.id]
    backend.get_guild(place.guild.id).thread_ids.remove(old.id)
    await place.env.restart_bot(new_bot(bot_services))
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    (new,) = place.channel.threads
    assert new.name == "Signal"


async def test_a_thread_is_found_again_after_a_restart(place, bot_services):
    await place.mina.slash(place.channel, "discuss", drama="Signal", episode=1)
    await place.env.restart_bot(new_bot(bot_services))
    again = await place.joon.slash(place.channel, "discuss", drama="Signal", episode=1)
    assert "has its thread" in said_at_last(again)
    assert len(place.channel.threads) == 1


@pytest.mark.parametrize("kind", ["channel", "forum"])
async def test_a_thread_made_in_vain_is_taken_back_with_its_starter(place, bot_services, kind):
    guild = place.env.bot.get_guild(place.guild.id)
    where = getattr(place, kind)
    threads = DiscordThreads(
        guild,
        await guild.fetch_member(place.mina.id),
        await bot_services.catalogue.resolve("Signal"),
        Decimal(1),
        guild.get_channel(where.id),
        where.mention,
        lang_for("en"),
    )
    made = await threads.make()
    assert [thread.id for thread in where.threads] == [made.thread_id]
    await threads.unmake(made)
    assert not where.threads
    assert not members_messages(where)


async def test_the_button_asks_for_the_episode_and_opens_its_thread(place, bot_services):
    card = await place.mina.slash(place.channel, "drama", title="Soundtrack #1")
    asked = await place.joon.click(card.response.message, label="Discuss")
    assert asked.ephemeral
    assert "Talk about Soundtrack #1" in texts(asked.response).replace("\\", "")
    await place.env.restart_bot(new_bot(bot_services))
    await place.joon.select(asked.response, values=["2"])
    (thread,) = place.channel.threads
    assert thread.name == "Soundtrack #1 [Episode 2]"
    assert f"<#{thread.id}>" in texts(asked.response)


async def test_the_button_opens_the_whole_dramas_thread(place):
    card = await place.mina.slash(place.channel, "drama", title="Signal")
    asked = await place.joon.click(card.response.message, label="Discuss")
    await place.joon.select(asked.response, values=["whole"])
    assert [thread.name for thread in place.channel.threads] == ["Signal"]


async def test_the_starter_card_leads_to_the_review_card(place):
    await place.mina.slash(place.channel, "discuss", drama="Signal")
    starter = members_messages(place.channel)[0]
    shown = await place.joon.click(starter, label="Drama card")
    assert "Signal" in texts(shown.response)
    assert shown.ephemeral


async def test_a_hostile_title_makes_a_thread_with_its_episode_still_named(place, bot_services):
    hostile = next(
        d for d in await all_dramas(bot_services.catalogue) if d.title.startswith("||**@everyone")
    )
    await place.mina.slash(place.channel, "discuss", drama=f"drama:{hostile.id}", episode=12)
    (thread,) = place.channel.threads
    assert len(thread.name) <= 100
    assert thread.name.endswith("[Episode 12]")


class Marking(gettext.NullTranslations):
    """A stand-in for Korean that leaves every parameter in its place."""

    def gettext(self, message):
        return f"ko: {message}"


@pytest.fixture
def korean(monkeypatch):
    """Tell what is said in Korean from what is not, whatever is translated yet."""
    marked = Lang("ko", Marking(), Locale.parse("ko"))
    monkeypatch.setattr(
        "bot.ui.replies.lang_for", lambda code: marked if code == "ko" else lang_for(code)
    )


async def test_a_korean_member_is_answered_in_korean_and_the_thread_speaks_the_servers_language(
    place, korean
):
    with speaking(place.env, "ko"):
        shown = await place.mina.slash(place.channel, "discuss", drama="사운드트랙#1", episode=1)
    (thread,) = place.channel.threads
    assert thread.name == "Soundtrack #1 [Episode 1]"
    assert "ko: " not in texts(members_messages(place.channel)[0])
    assert said_at_last(shown).startswith("ko: ")
    assert f"<#{thread.id}>" in said_at_last(shown)


async def test_in_a_korean_server_the_thread_is_korean_for_everybody(place, korean):
    guild = place.env.create_guild("드라마의 밤", preferred_locale="ko")
    channel = guild.create_text_channel("수다")
    mina = guild.add_member(place.mina.user)
    shown = await mina.slash(channel, "discuss", drama="Signal", episode=1)
    (thread,) = channel.threads
    assert thread.name == "ko: 시그널 [Episode 1]"
    starter = texts(members_messages(channel)[0])
    assert "## 💬 ko: 시그널 \\[Episode 1\\]\n**Signal** · 2016" in starter
    assert "ko: " not in said_at_last(shown).replace(thread.name, "")


async def test_a_forum_that_wants_a_tag_gets_one_that_fits(place):
    tags = [
        {"id": str(n), "name": name, "moderated": False}
        for n, name in [(1, "News"), (2, "Episodes")]
    ]
    require_tag(place, tags)
    await place.mina.slash(place.channel, "discuss", drama="Signal", channel=place.forum)
    (post,) = place.forum.threads
    assert place.env.backend.get_channel(post.id).applied_tags == [2]


async def test_a_claim_left_behind_by_a_crash_is_taken_over(place, bot_services, soundtrack, clock):
    topic = Topic(place.guild.id, soundtrack, Decimal(1))
    await claim(bot_services, topic, "crashed", clock)
    clock.advance(seconds=31)
    await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=1)
    assert len(place.channel.threads) == 1


async def test_while_another_process_makes_the_thread_a_member_waits_for_it(
    place, bot_services, soundtrack, clock
):
    topic = Topic(place.guild.id, soundtrack, Decimal(1))
    await claim(bot_services, topic, "other", clock)
    backend = place.env.backend

    async def other_process_finishes(_seconds):
        made = backend.create_thread(place.channel.id, "theirs", backend.bot_user.id)
        async with bot_services.discussions.sessions.begin() as session:
            discussion = Discussion(made.id, place.channel.id)
            assert await queries.save_discussion(session, topic, "other", discussion)

    waiting = dataclasses.replace(bot_services.discussions, pause=other_process_finishes)
    await place.env.restart_bot(new_bot(dataclasses.replace(bot_services, discussions=waiting)))
    shown = await place.mina.slash(place.channel, "discuss", drama="Soundtrack #1", episode=1)
    assert [thread.name for thread in place.channel.threads] == ["theirs"]
    assert "has its thread in this server" in said_at_last(shown)


async def claim(services, topic, attempt, clock):
    async with services.discussions.sessions.begin() as session:
        turn = await queries.save_claim(
            session, topic, attempt, user_id=Actor(1).user_id, now=clock(), stale_before=clock()
        )
    assert turn is Turn.MINE
