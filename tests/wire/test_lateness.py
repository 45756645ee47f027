"""Interactions that Discord has given up on, and answers that come too late."""

import json

import pytest

from bot.app import DaebakBot
from tests.wire import interactions as act
from tests.wire.faults import Refused
from tests.wire.payloads import Guild


@pytest.fixture
async def daebak(double, bot_services):
    bot = DaebakBot(bot_services, guild_ready_timeout=0)
    async with double.running(bot):
        yield bot


async def test_what_was_held_up_on_its_way_is_dropped_and_the_next_is_answered(
    daebak, double, monkeypatch
):
    await double.slash("drama", {"title": "Signal"})
    aged = double.world.ids.next() - (10_000 << 22)  # ten seconds older
    with monkeypatch.context() as patch:
        patch.setattr(double.world.ids, "next", lambda: aged)
        late = await double.inject(
            act.COMMAND, act.command_data(double.world, "drama", {"title": "Signal"})
        )
    fresh = await double.slash("drama", {"title": "Happiness"})
    assert "해피니스" in json.dumps(fresh.payload, ensure_ascii=False)
    assert not [r for r in double.requests if f"/interactions/{aged}/" in r.path]
    assert late is not fresh


async def test_an_answer_that_comes_too_late_harms_nothing(daebak, double, caplog):
    gone = Refused(404, code=10062, message="Unknown interaction")
    double.api.faults.add("POST", "/interactions/*/*/callback", gone, times=1)
    await double.inject(act.COMMAND, act.command_data(double.world, "drama", {"title": "Signal"}))
    # The next one is sent only then: it would otherwise race for the refusal.
    await double.api.recorder.wait_for("POST", "/interactions/*/*/callback")
    fresh = await double.slash("drama", {"title": "Happiness"})
    assert "해피니스" in json.dumps(fresh.payload, ensure_ascii=False)
    assert not [r for r in double.requests if "/webhooks/" in r.path]
    assert not [r for r in caplog.records if r.levelname == "ERROR"]


async def test_an_answer_after_its_token_has_run_out_harms_nothing(daebak, double, caplog):
    expired = Refused(401, code=50027, message="Invalid Webhook Token")
    double.api.faults.add("PATCH", "/webhooks/*/*/messages/@original", expired, times=1)
    deferred = await double.slash("ratings", {"drama": "Signal"})
    assert deferred.payload["type"] == 5
    await double.api.recorder.wait_for("PATCH", "/webhooks/*/*/messages/@original")
    fresh = await double.slash("drama", {"title": "Happiness"})
    assert "해피니스" in json.dumps(fresh.payload, ensure_ascii=False)
    assert not [r for r in caplog.records if r.levelname == "ERROR"]


async def test_a_member_who_brings_the_bot_along_gets_no_servers_average(daebak, double):
    """Installed to a user, in a server that the bot is not a member of."""
    double.world.guilds = (*double.world.guilds, Guild(1))
    sent = await double.slash("drama", {"title": "Signal"}, guild=double.world.guilds[1])
    said = json.dumps(sent.payload, ensure_ascii=False)
    assert "Everyone" in said
    assert "This server" not in said
    told = await double.slash("discuss", {"drama": "Signal"}, guild=double.world.guilds[1])
    assert "server" in told.payload["data"]["content"]
