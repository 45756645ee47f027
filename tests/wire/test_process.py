"""The real process against the loopback Discord: starting, being told to stop, failing."""

import json
import signal
import socket
import sqlite3

import pytest

from tests.support.processes import daebak


def here(tmp_path, double=None, **more):
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'daebak.db'}", **more}
    if double is not None:
        settings |= {"DISCORD_API_URL": double.api_url, "DISCORD_TOKEN": double.world.token}
    return {"cwd": tmp_path, **settings}


async def test_it_starts_answers_and_stops_when_told_to(tmp_path, double):
    async with daebak("run", "--log-json", **here(tmp_path, double)) as bot:
        ready = json.loads(await bot.says('"ready"'))
        started = json.loads(await bot.says('"starting"'))
        assert started["data"].endswith("daebak.db")
        assert "permissions=" in ready["invite"]
        assert ready["dramas"] >= 250
        sent = await double.slash("drama", {"title": "Signal"})
        assert "시그널" in json.dumps(sent.payload, ensure_ascii=False)
        bot.process.send_signal(signal.SIGTERM)
        assert await bot.ends() == 0
        await bot.says('"stopped"')
        assert "Traceback" not in bot.output, bot.output


async def test_ctrl_c_ends_it_as_well(tmp_path, double):
    async with daebak(**here(tmp_path, double)) as bot:
        await bot.says("ready")
        bot.process.send_signal(signal.SIGINT)
        assert await bot.ends() == 0
        assert "Traceback" not in bot.output, bot.output


async def test_commands_are_sent_to_discord_only_when_they_changed(tmp_path, double):
    for expected in ("commands synced", "commands unchanged"):
        async with daebak("run", **here(tmp_path, double)) as bot:
            await bot.says("ready")
            await bot.says(expected)
            bot.process.send_signal(signal.SIGTERM)
            assert await bot.ends() == 0
    puts = [r for r in double.requests if r.method == "PUT" and r.path.endswith("/commands")]
    assert len(puts) == 1


async def fails(*arguments, code=1, **place):
    """Run it to its failing end; return the one line it says."""
    async with daebak(*arguments, **place) as bot:
        assert await bot.ends() == code, bot.output
    said = [line for line in bot.lines if line.startswith("daebak: ")]
    assert len(said) == 1, bot.output
    assert "Traceback" not in bot.output, bot.output
    return said[0]


async def test_a_refused_token_says_where_to_get_a_new_one(tmp_path, double):
    place = here(tmp_path, double) | {"DISCORD_TOKEN": "not.the.token"}
    assert "Reset Token" in await fails("run", **place)


async def test_no_token_for_run_points_to_the_try_it_page(tmp_path):
    assert "daebak try" in await fails("run", **here(tmp_path))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SHARD_COUNT", "many", "SHARD_COUNT"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("DATABASE_URL", "mysql://host/db", "not supported"),
        ("DATABASE_URL", "::", "sqlite:///"),
        ("DISCORD_API_URL", "proxy", "DISCORD_API_URL"),
    ],
)
async def test_a_bad_setting_is_named_with_what_it_should_be(tmp_path, name, value, said):
    line = await fails("run", code=2, **(here(tmp_path, DISCORD_TOKEN="x") | {name: value}))
    assert name in line
    assert said in line


async def test_a_database_in_a_folder_that_is_not_there(tmp_path):
    place = here(tmp_path, DISCORD_TOKEN="x") | {"DATABASE_URL": "sqlite:///no/such/daebak.db"}
    assert "folder" in await fails("run", **place)


async def test_a_damaged_database(tmp_path):
    (tmp_path / "daebak.db").write_bytes(b"this is no database at all " * 500)
    assert "damaged" in await fails("run", **here(tmp_path, DISCORD_TOKEN="x"))


async def test_a_database_of_a_newer_version(tmp_path):
    with sqlite3.connect(tmp_path / "daebak.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    assert "newer version" in await fails("run", **here(tmp_path, DISCORD_TOKEN="x"))


async def test_a_database_server_that_does_not_answer(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    place = here(tmp_path, DISCORD_TOKEN="x")
    place |= {"DATABASE_URL": f"postgresql://daebak:secret@127.0.0.1:{port}/daebak"}
    line = await fails("run", **place)
    assert "server is running" in line
    assert "secret" not in line


async def test_discord_out_of_reach(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = here(tmp_path, DISCORD_TOKEN="x", DISCORD_API_URL=f"http://127.0.0.1:{port}/api/v10")
    assert "cannot be reached" in await fails("run", **place)


async def test_a_port_in_use_for_the_try_it_page(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = await fails("try", "--no-browser", "--port", port, **here(tmp_path))
    assert "port is in use" in line
