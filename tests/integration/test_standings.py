import pytest

from bot.domain.actors import Actor
from bot.domain.scores import Scale, Score, Tally
from data.tables import WatchRow
from tests.support.dramas import drama_id

MINA, JOON, SORA = Actor(1, 10), Actor(2, 10), Actor(3, 11)


@pytest.fixture
def signal(services):
    return drama_id(services.catalogue, "Signal")


async def rate(services, actor, drama, points):
    await services.ratings.rate(actor, drama, Score.of_points(points))


async def test_a_servers_average_is_over_its_own_members(services, signal):
    await rate(services, MINA, signal, 8)
    await rate(services, SORA, signal, 5)
    page = await services.pages.drama_page(MINA, signal)
    assert page.standing.server == Tally(1, 8.0)
    assert page.standing.everyone == Tally(2, 6.5)
    assert page.standing.mine == Score.of_points(8)


async def test_a_rating_belongs_to_the_member_in_every_server(services, signal):
    await rate(services, MINA, signal, 8)
    await rate(services, Actor(1, 11), signal, 9)
    page = await services.pages.drama_page(Actor(1, 11), signal)
    assert page.standing.server == Tally(1, 9.0)
    assert page.standing.everyone == Tally(1, 9.0)


async def test_those_who_dropped_it_are_averaged_apart(services, sessions, clock, signal):
    await rate(services, MINA, signal, 9)
    await rate(services, JOON, signal, 2)
    async with sessions.begin() as session:
        session.add(
            WatchRow(
                user_id=2, drama_id=signal, status="dropped", updated_at=clock(), private=False
            )
        )
    standing = (await services.pages.drama_page(MINA, signal)).standing
    assert standing.server == Tally(1, 9.0)
    assert standing.everyone == Tally(1, 9.0)
    assert standing.dropped == Tally(1, 2.0)


async def test_a_member_who_opted_out_is_left_out_here_but_not_everywhere(services, signal):
    await rate(services, MINA, signal, 9)
    await services.settings.choose_counted(MINA, counted=False)
    standing = (await services.pages.drama_page(JOON, signal)).standing
    assert standing.server == Tally(0, None)
    assert standing.everyone == Tally(1, 9.0)


async def test_in_a_direct_message_there_is_no_servers_average(services, signal):
    await rate(services, Actor(1), signal, 9)
    page = await services.pages.drama_page(Actor(1), signal)
    assert page.standing.server is None
    assert page.standing.everyone.count == 1


async def test_the_members_scale_goes_before_the_servers(services, signal):
    await services.settings.choose_guild_scale(10, Scale.STARS)
    assert (await services.pages.drama_page(MINA, signal)).scale is Scale.STARS
    await services.settings.choose_scale(MINA, Scale.HUNDRED)
    assert (await services.pages.drama_page(MINA, signal)).scale is Scale.HUNDRED
    assert (await services.pages.drama_page(Actor(2), signal)).scale is Scale.TEN


async def test_scores_are_counted_by_half_points(services, signal):
    await rate(services, MINA, signal, 9.5)
    await rate(services, JOON, signal, 9.5)
    await rate(services, SORA, signal, 0.5)
    ratings = await services.ratings.distribution(MINA, signal)
    assert ratings.everyone.counts[18] == 2
    assert ratings.everyone.counts[0] == 1
    assert ratings.server is not None
    assert ratings.server.total == 2
