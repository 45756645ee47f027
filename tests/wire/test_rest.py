from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest
from discord import ui

from tests.wire.bare import first_channel
from tests.wire.faults import Lost, RateLimited, Refused, Slow, Torn, Unreached
from tests.wire.limits import Limits, Route
from tests.wire.payloads import FORUM


async def test_a_rate_limit_is_waited_out(double, bare):
    double.api.faults.add("POST", "/channels/*/messages", RateLimited(0.05), times=2)
    await first_channel(double, bare).send("Signal")
    first, _, third = double.api.recorder.matching("POST", "/channels/*/messages")
    assert third.at - first.at >= 0.1
    assert third.status == 200


async def test_a_rate_limit_without_via_is_an_address_ban(double, bare):
    double.api.faults.add("POST", "/channels/*/messages", RateLimited(via=False))
    with pytest.raises(discord.HTTPException, match="429"):
        await first_channel(double, bare).send("Signal")


async def test_a_refusal_carries_its_code(double, bare):
    fault = Refused(403, 50013, "Missing Permissions")
    double.api.faults.add("POST", "/channels/*/messages", fault)
    with pytest.raises(discord.Forbidden) as caught:
        await first_channel(double, bare).send("Signal")
    assert caught.value.code == 50013


@pytest.mark.parametrize(
    ("fault", "applied"), [(Unreached(), False), (Lost(), True), (Torn(), True)]
)
async def test_a_cut_connection_leaves_the_bot_not_knowing(double, bare, fault, applied):
    double.api.faults.add("POST", "/channels/*/messages", fault)
    where = first_channel(double, bare)
    with pytest.raises(aiohttp.ClientError):
        await where.send("Signal", nonce=5)
    assert len(double.world.history(where.id)) == applied
    again = await where.send("Signal", nonce=5)
    (only,) = double.world.history(where.id)
    assert only["id"] == str(again.id)


async def test_a_nonce_repeats_no_message(double, bare):
    where = first_channel(double, bare)
    first = await where.send("Signal", nonce="delivery-1")
    second = await where.send("Signal", nonce="delivery-1")
    third = await where.send("Signal", nonce="delivery-2")
    assert first.id == second.id != third.id


async def test_a_nonce_is_forgotten_after_its_window(double, bare):
    double.world.nonce_window = 0.0
    where = first_channel(double, bare)
    first = await where.send("Signal", nonce="delivery-1")
    second = await where.send("Signal", nonce="delivery-1")
    assert first.id != second.id


async def test_uploads_are_recorded_with_their_names(double, bare):
    poster = discord.File(__file__, "poster.png", description="A radio")
    message = await first_channel(double, bare).send("Signal", file=poster)
    (call,) = double.api.recorder.matching("POST", "/channels/*/messages")
    assert call.json["content"] == "Signal"
    assert call.files == {"files[0]": "poster.png"}
    assert message.attachments[0].description == "A radio"


async def test_threads_open_in_channels_on_messages_and_in_forums(double, bare):
    where = first_channel(double, bare)
    message = await where.send("Signal")
    on_message = await message.create_thread(name="Episode 1")
    assert on_message.id == message.id
    (forum,) = (c for c in where.guild.channels if c.type.value == FORUM)
    post = await forum.create_thread(name="Signal", content="Episode 2")
    assert post.message.id == post.thread.id
    await post.thread.send("That radio.")
    assert [m["content"] for m in double.world.history(post.thread.id)] == [
        "Episode 2",
        "That radio.",
    ]


async def test_a_layout_comes_back_numbered_and_with_its_picture(double, bare):
    view = ui.LayoutView()
    gallery = ui.MediaGallery(discord.MediaGalleryItem("attachment://poster.png"))
    view.add_item(ui.Container(ui.TextDisplay("## Signal"), gallery))
    where = first_channel(double, bare)
    sent = await where.send(view=view, file=discord.File(__file__, "poster.png"))
    (container,) = sent.components
    assert [child.id for child in container.children] == [2, 3]
    assert container.children[1].items[0].media.url == sent.attachments[0].url


async def test_a_second_response_and_an_unknown_interaction_are_refused(double, bare):
    sent = await double.slash("drama", {"title": "Signal"})
    token, identity = sent.data["token"], sent.data["id"]
    session = bare.http._HTTPClient__session
    url = f"{double.api_url}/interactions/{identity}/{token}/callback"
    async with session.post(url, json={"type": 5}) as response:
        assert (await response.json())["code"] == 40060
    async with session.post(url.replace(identity, "1"), json={"type": 5}) as response:
        assert (await response.json())["code"] == 10062


async def test_a_route_the_double_lacks_is_told(double, bare):
    with pytest.raises(discord.NotFound):
        await bare.fetch_guild(1)
    assert double.api.unknown == ["GET /guilds/1"]


async def test_a_slow_answer_is_applied_at_once(double, bare):
    double.api.faults.add("POST", "/channels/*/messages", Slow(0.05))
    where = first_channel(double, bare)
    sending = asyncio.create_task(where.send("Signal"))
    await double.api.recorder.wait_for("POST", "/channels/*/messages")
    assert double.world.history(where.id)
    assert not sending.done()
    await sending


async def test_a_fault_meets_only_its_route_and_only_as_often_as_planned(double, bare):
    double.api.faults.add("DELETE", "/channels/*/messages/*", Refused(503))
    message = await first_channel(double, bare).send("Signal")
    with pytest.raises(discord.DiscordServerError):
        await message.delete()
    await message.delete()
    assert not double.world.messages


async def test_a_channels_limit_is_told_before_it_is_reached(double, bare):
    double.api.limits = Limits(routes=[Route("POST", "/channels/*/messages", 2, 0.5)])
    where = first_channel(double, bare)
    await asyncio.gather(*(where.send(str(n)) for n in range(5)))
    assert len(double.world.history(where.id)) == 5
    assert double.api.limits.refusals == []


async def test_above_the_limit_on_all_requests_every_one_is_refused_for_a_while(double, bare):
    double.api.limits = Limits(per_s=3)
    where = first_channel(double, bare)
    message = await where.send("Signal")
    await asyncio.gather(*(message.edit(content=str(n)) for n in range(2)), where.typing())
    assert {refusal.is_global for refusal in double.api.limits.refusals} == {True}
    assert double.api.limits.busiest == 3
    sent = await double.slash("drama", {"title": "Signal"})
    assert sent.payload["data"]["content"] == "Signal"


async def test_faults_are_scattered_over_a_share_of_the_requests(double, bare):
    double.api.faults.scatter("POST", "/channels/*/messages", [Refused(503)], share=0.5)
    where, refused = first_channel(double, bare), 0
    for number in range(40):
        try:
            await where.send(str(number))
        except discord.DiscordServerError:
            refused += 1
    assert 5 < refused < 35
    assert len(double.world.history(where.id)) == 40 - refused
