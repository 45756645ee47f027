import asyncio
from decimal import Decimal

import pytest

from bot.domain.actors import Actor
from bot.domain.discussions import Discussion, Opened, Opening, Topic, Turn
from bot.domain.errors import ForbiddenError, UnavailableError
from bot.domain.texts import t
from bot.services.discussions import DiscussionService
from data.engine import open_database
from data.queries import discussions as queries
from tests.support.dramas import drama_id

GUILD = 10
MINA = Actor(20, GUILD)
JOON = Actor(21, GUILD)


class FakeDiscord:
    """A Discord that both members' attempts share: which threads there are."""

    def __init__(self):
        self.threads = {}
        self.made = 0
        self.archived = set()


class FakeThreads:
    def __init__(self, discord, *, failure=None, before=None):
        self.discord = discord
        self.failure = failure
        self.before = before
        self.unmade = []

    async def reopen(self, found):
        if found.thread_id not in self.discord.threads:
            return None
        return Opening.FOUND

    async def make(self):
        if self.before is not None:
            await self.before()
        if self.failure is not None:
            raise self.failure
        self.discord.made += 1
        made = Discussion(1000 + self.discord.made, 77)
        self.discord.threads[made.thread_id] = made
        return made

    async def unmake(self, made):
        self.unmade.append(made)
        del self.discord.threads[made.thread_id]


async def next_turn(_seconds):
    await asyncio.sleep(0)


@pytest.fixture
def topic(services):
    return Topic(GUILD, drama_id(services.catalogue, "Signal"), Decimal(3))


@pytest.fixture
def discussions(services):
    return services.discussions


@pytest.fixture
async def other_process(services, database_url, clock):
    """The same service in another process: its own engine on the same database."""
    async with open_database(database_url) as sessions:
        yield DiscussionService(sessions, clock)


async def test_the_first_makes_it_and_the_next_finds_it(discussions, topic):
    discord = FakeDiscord()
    first = await discussions.open(MINA, topic, FakeThreads(discord))
    second = await discussions.open(JOON, topic, FakeThreads(discord))
    assert first == Opened(Discussion(1001, 77), Opening.MADE)
    assert second == Opened(Discussion(1001, 77), Opening.FOUND)
    assert await discussions.discussed(GUILD, topic.drama_id) == {Decimal(3)}


async def test_servers_episodes_and_the_whole_drama_are_apart(discussions, topic):
    discord = FakeDiscord()
    topics = [
        topic,
        Topic(11, topic.drama_id, Decimal(3)),
        Topic(GUILD, topic.drama_id, Decimal("3.5")),
        Topic(GUILD, topic.drama_id, None),
    ]
    opened = [await discussions.open(MINA, each, FakeThreads(discord)) for each in topics]
    assert len({each.discussion.thread_id for each in opened}) == 4
    assert await discussions.discussed(GUILD, topic.drama_id) == {
        Decimal(3),
        Decimal("3.5"),
        None,
    }


async def test_many_who_ask_at_once_in_two_processes_get_one_thread(
    discussions, other_process, topic
):
    discord = FakeDiscord()
    everyone_waits = asyncio.Event()
    pauses = 0

    async def pause(_seconds):
        # The maker goes on only once another one has had to wait for it.
        nonlocal pauses
        pauses += 1
        everyone_waits.set()
        await asyncio.sleep(0.01)

    here = DiscussionService(discussions.sessions, discussions.now, pause)
    there = DiscussionService(other_process.sessions, other_process.now, pause)
    async with asyncio.timeout(20):
        opened = await asyncio.gather(
            *(
                service.open(actor, topic, FakeThreads(discord, before=everyone_waits.wait))
                for service in (here, there)
                for actor in (MINA, JOON, Actor(22, GUILD))
            )
        )
    assert discord.made == 1
    assert pauses
    assert {each.discussion for each in opened} == {Discussion(1001, 77)}
    assert [each.opening for each in opened].count(Opening.MADE) == 1


async def test_a_claim_left_by_a_crash_is_taken_over_after_half_a_minute(discussions, topic, clock):
    await _claim(discussions, topic, "crashed", clock)
    impatient = DiscussionService(discussions.sessions, discussions.now, next_turn)
    discord = FakeDiscord()
    clock.advance(seconds=29)
    with pytest.raises(UnavailableError):
        await impatient.open(MINA, topic, FakeThreads(discord))
    clock.advance(seconds=2)
    opened = await impatient.open(MINA, topic, FakeThreads(discord))
    assert opened.opening is Opening.MADE


async def test_whoever_waits_takes_over_as_soon_as_the_maker_fails(discussions, topic, clock):
    await _claim(discussions, topic, "other", clock)

    async def other_fails(_seconds):
        async with discussions.sessions.begin() as session:
            await queries.delete_claim(session, "other")

    waiting = DiscussionService(discussions.sessions, discussions.now, other_fails)
    opened = await waiting.open(MINA, topic, FakeThreads(FakeDiscord()))
    assert opened.opening is Opening.MADE


@pytest.mark.parametrize("failure", [ForbiddenError(t("no")), asyncio.CancelledError()])
async def test_a_failure_gives_the_claim_up_at_once(discussions, topic, failure):
    discord = FakeDiscord()
    with pytest.raises(type(failure)):
        await discussions.open(MINA, topic, FakeThreads(discord, failure=failure))
    assert await discussions.discussed(GUILD, topic.drama_id) == set()
    opened = await discussions.open(JOON, topic, FakeThreads(discord))
    assert opened.opening is Opening.MADE


async def test_a_maker_that_lost_its_claim_takes_its_thread_back(discussions, topic, clock):
    discord = FakeDiscord()
    other = FakeThreads(discord)

    async def be_overtaken():
        clock.advance(seconds=31)
        await discussions.open(JOON, topic, other)

    slow = FakeThreads(discord, before=be_overtaken)
    opened = await discussions.open(MINA, topic, slow)
    assert opened == Opened(Discussion(1001, 77), Opening.FOUND)
    assert slow.unmade == [Discussion(1002, 77)]
    assert list(discord.threads) == [1001]


async def test_a_thread_that_is_gone_is_made_anew(discussions, topic):
    discord = FakeDiscord()
    await discussions.open(MINA, topic, FakeThreads(discord))
    discord.threads.clear()
    opened = await discussions.open(JOON, topic, FakeThreads(discord))
    assert opened == Opened(Discussion(1002, 77), Opening.MADE)
    again = await discussions.open(MINA, topic, FakeThreads(discord))
    assert again == Opened(Discussion(1002, 77), Opening.FOUND)


async def test_forgetting_a_thread_that_is_not_ours_changes_nothing(discussions, topic):
    discord = FakeDiscord()
    await discussions.open(MINA, topic, FakeThreads(discord))
    await discussions.forget(4711)
    assert await discussions.discussed(GUILD, topic.drama_id) == {Decimal(3)}
    await discussions.forget(1001)
    assert await discussions.discussed(GUILD, topic.drama_id) == set()


async def _claim(discussions, topic, attempt, clock):
    async with discussions.sessions.begin() as session:
        turn = await queries.save_claim(
            session, topic, attempt, user_id=1, now=clock(), stale_before=clock()
        )
    assert turn is Turn.MINE
