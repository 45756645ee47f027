from __future__ import annotations

import asyncio
import json
import zlib

import aiohttp
import discord
import pytest
import zstandard

from tests.wire.bare import Bare
from tests.wire.double import DiscordDouble
from tests.wire.payloads import Guild


@pytest.mark.parametrize("code", [4000, 1000])
async def test_a_closed_connection_is_resumed(double, bare, code):
    await double.gateway.close(code)
    await double.gateway.resumed(1)
    assert (await double.slash("drama", {"title": "Signal"})).message
    assert len(double.gateway.identifies) == 1


async def test_a_dropped_connection_is_resumed(double, bare):
    await double.gateway.drop()
    await double.gateway.resumed(1)
    assert (await double.slash("drama", {"title": "Signal"})).message


async def test_op_7_and_a_resumable_op_9_are_resumed(double, bare):
    await double.gateway.ask_to_reconnect()
    await double.gateway.resumed(1)
    await double.gateway.invalidate(resumable=True)
    await double.gateway.resumed(2)
    assert (await double.slash("drama", {"title": "Signal"})).message
    assert len(double.gateway.identifies) == 1


async def test_what_was_missed_comes_with_the_resume(double, bare):
    await double.gateway.close(4000)
    sent = await double.slash("drama", {"title": "Signal"})
    assert sent.message["content"] == "Signal"
    assert double.gateway.resumes


async def test_op_9_identifies_anew(double, bare):
    await double.gateway.invalidate(resumable=False)
    await double.gateway.identified(2)
    assert not double.gateway.resumes
    assert (await double.slash("drama", {"title": "Signal"})).message


async def test_a_session_that_is_forgotten_identifies_anew(double, bare):
    double.gateway.forget_sessions()
    await double.gateway.close(4000)
    await double.gateway.identified(2)
    assert double.gateway.resumes


async def test_close_code_4004_ends_the_bot(double):
    async def run():
        async with double.running(Bare()) as task:
            await double.gateway.close(4004)
            await asyncio.wait([task])

    with pytest.raises(discord.ConnectionClosed) as caught:
        await run()
    assert caught.value.code == 4004


async def test_unanswered_heartbeats_bring_a_new_connection(double):
    double.gateway.heartbeat_interval = 0.05
    double.gateway.ignore_heartbeats = True
    async with double.running(Bare(heartbeat_timeout=0.2)):
        await double.gateway.resumed(1)
    assert double.gateway.heartbeats > 1


async def test_a_wrong_token_is_refused(double):
    with pytest.raises(discord.LoginFailure):
        async with double.running(Bare(), token="another"):
            pytest.fail("logged in with a wrong token")


async def test_every_shard_gets_its_own_guilds():
    guilds = [Guild(n) for n in range(3)]
    async with DiscordDouble(guilds=guilds, shards=2) as double:
        sharded = Bare()
        async with double.running(sharded):
            for guild in guilds:
                sent = await double.slash("drama", {"title": "Signal"}, guild=guild)
                assert sent.message["channel_id"] == str(guild.channel_ids[0])
            assert {g.id: g.shard_id for g in sharded.guilds} == {
                g.id: (g.id >> 22) % 2 for g in guilds
            }


async def test_guilds_have_the_channels_and_roles_asked_for():
    async with DiscordDouble(guilds=[Guild(channels=30, roles=20)]) as double:
        client = Bare()
        async with double.running(client):
            await double.slash("drama", {"title": "Signal"})
            (guild,) = client.guilds
            assert (len(guild.channels), len(guild.roles)) == (30, 20)
            assert guild.forums
            assert guild.me.guild_permissions.send_messages


@pytest.mark.parametrize("compress", ["", "zlib-stream", "zstd-stream"])
async def test_every_transport_compression_carries_many_payloads(double, compress):
    identify = {"token": double.world.token, "intents": 1, "shard": [0, 1]}
    seen = []
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{double.gateway_url}?compress={compress}") as socket,
    ):
        unpack = {
            "": lambda text: text,
            "zlib-stream": zlib.decompressobj().decompress,
            "zstd-stream": zstandard.ZstdDecompressor().decompressobj().decompress,
        }[compress]
        await socket.send_json({"op": 2, "d": identify})
        while len(seen) < 3:
            payload = json.loads(unpack((await socket.receive()).data))
            seen.append(payload["t"] or payload["op"])
    assert seen == [10, "READY", "GUILD_CREATE"]
