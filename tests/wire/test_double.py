from __future__ import annotations

import discord
import pytest

from tests.wire.bare import Bare, Panel
from tests.wire.payloads import User


async def test_a_slash_command_is_answered(double, bare):
    sent = await double.slash("drama", {"title": "Signal"})
    assert sent.payload["data"]["content"] == "Signal"
    assert sent.message["content"] == "Signal"
    assert 0 < sent.latency < 3


async def test_an_option_can_be_a_member(double, bare):
    sent = await double.slash("drama", {"title": "Signal", "friend": User(7, "joon")})
    assert sent.message["content"] == "Signal with joon"


async def test_a_command_or_option_that_was_not_registered_is_a_mistake(double, bare):
    with pytest.raises(LookupError, match="no command /film"):
        await double.slash("film")
    with pytest.raises(LookupError, match="has no 'name'"):
        await double.slash("drama", {"name": "Signal"})


async def test_typing_brings_choices(double, bare):
    sent = await double.autocomplete("drama", "title", "sig")
    assert [choice["name"] for choice in sent.choices][:2] == ["sig 0", "sig 1"]
    assert len(sent.choices) == 25


async def test_buttons_selects_and_modals_work_on_what_the_bot_posted(double, bare):
    shown = await double.slash("panel")
    picked = await double.press(shown.message, "pick", ["a"])
    assert picked.message["content"] == "picked a"
    opened = await double.press(shown.message, "write")
    saved = await double.submit(opened, {"body": "That radio."})
    assert saved.message["content"] == "saved That radio."
    await double.press(shown.message, "again")
    assert shown.message["content"] == "again"


async def test_a_component_or_field_that_is_not_there_is_a_mistake(double, bare):
    shown = await double.slash("panel")
    with pytest.raises(LookupError, match="no component 'rate'"):
        await double.press(shown.message, "rate")
    opened = await double.press(shown.message, "write")
    with pytest.raises(LookupError, match="no field"):
        await double.submit(opened, {"score": "9"})


async def test_a_deferred_answer_is_filled_in_and_followed_up(double, bare):
    sent = await double.slash("later", guild=None)
    await double.api.recorder.wait_for("POST", "/webhooks/*/*")
    assert sent.payload == {"type": 5, "data": {"flags": 64}}
    assert sent.message["content"] == "done"
    assert [m["content"] for m in sent.followups] == ["more"]


async def test_the_addresses_are_put_back(double):
    before = discord.http.Route.BASE
    async with double.running(Bare()):
        assert double.api_url == discord.http.Route.BASE
    assert before == discord.http.Route.BASE


async def test_the_next_bot_on_the_same_double_finds_what_the_first_one_posted(double):
    async with double.running(Bare()):
        shown = await double.slash("panel")
    restarted = Bare()
    restarted.add_view(Panel(timeout=None))
    async with double.running(restarted):
        assert (await double.press(shown.message, "pick", ["a"])).message["content"] == "picked a"
    assert len(double.gateway.identifies) == 2
