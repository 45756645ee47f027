"""``daebak review import`` as people run it: a process of its own on a database file."""

import http.server
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.reading.reader import read_post
from bot.services.registry import Services
from data.engine import open_database
from tests.e2e.conftest import texts

ROOT = Path(__file__).parents[2]
MODEL_POST = ROOT.parent / "shared" / "reviews" / "soundtrack-1.txt"

POST = """Review: Signal (2016)

Episodes: 16
Genre: Thriller, Crime
Native title: 시그널
Original network: tvN

Lee Jae Han (Cho Jin Woong) is a detective whose radio talks to the future.

I loved this drama and slept badly for a week.

Overall: 9/10 (tense to the last call)

The last call

He calls once more, and nobody is there.
"""
LIST = "10 Best K-Dramas of 2022\n\n1. Signal\n\nDark.\n\n2. Happiness\n\nFun.\n"


class Command:
    """A folder with posts, and the command run in the project on a database in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "daebak.db"

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        settings = {"DATABASE_URL": f"sqlite:///{self.database}", "PYTHONUTF8": "1"}
        return subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-m", "bot", "review", "import", *arguments],
            cwd=ROOT,
            env=os.environ | settings,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def ask(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def command(tmp_path):
    return Command(tmp_path)


@pytest.fixture
def site(tmp_path):
    """A site that serves the folder ``site``; yields its address."""
    (tmp_path / "site").mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_post_is_imported_once_and_its_edit_is_a_new_version(command):
    file = command.write("signal.txt", POST)
    first = command.run(file, "--house", "Late Night Dramas")
    assert first.returncode == 0, first.stderr
    for said in ("Signal", "시그널 (Korean)", "tvN", "9/10", "tense to the last call"):
        assert said in first.stdout
    assert "Stored as a new review of Signal (시그널, 2016) by Late Night Dramas" in first.stdout
    assert "\x1b" not in first.stdout

    again = command.run(file, "--house", "Late Night Dramas")
    assert again.returncode == 0
    assert "Unchanged" in again.stdout

    command.write("signal.txt", POST.replace("9/10", "9.5/10"))
    edited = command.run(file, "--house", "Late Night Dramas")
    assert edited.returncode == 0
    assert "new version 2" in edited.stdout
    assert command.ask("SELECT house, version FROM reviews") == [("Late Night Dramas", 2)]
    assert command.ask("SELECT half_points FROM review_versions ORDER BY version") == [(18,), (19,)]
    assert command.ask("SELECT count(*) FROM events") == [(1,)]


def test_what_fails_is_named_and_does_not_stop_the_rest(command, site):
    page = "".join(f"<p>{part}</p>" for part in POST.split("\n\n")[1:])
    html = f"<title>Review: Signal (2016)</title><h1>Review: Signal (2016)</h1>{page}"
    command.write("site/signal.html", html)
    listed = command.write("list.txt", LIST)
    missing = str(command.folder / "missing.txt")
    address = f"{site}/signal.html?utm_source=mail"
    run = command.run(listed, missing, f"{site}/gone.html", address)
    assert run.returncode == 1
    assert f"daebak: {listed}: This post is a list of dramas" in run.stderr
    assert f"daebak: {missing}: There is no such file" in run.stderr
    assert f"daebak: {site}/gone.html: There is nothing at that link (status 404)" in run.stderr
    assert "Traceback" not in run.stderr
    assert "4 posts: 3 failed, 1 new." in run.stdout
    assert command.ask("SELECT house, source_url FROM reviews") == [("127.0.0.1", address)]


def test_the_model_post_is_understood(command):
    if not MODEL_POST.exists():
        pytest.skip("the model post lies beside the project, in ../shared, and is not there")
    run = command.run(str(MODEL_POST))
    assert run.returncode == 0, run.stderr
    for said in (
        "Soundtrack #1",
        "사운드트랙#1",
        "Disney+",
        "romance, music, friendship",
        "Park Hyung Sik as Han Sun Woo",
        "5/5, here 10/10",
        "beautiful, beautiful, beautiful",
        "2nd separation",
    ):
        assert said in run.stdout
    assert command.ask("SELECT key FROM dramas JOIN reviews ON drama_id = dramas.id") == [
        ("soundtrack-1-2022",)
    ]
    assert len(command.ask("SELECT * FROM review_sections")) == 3


def test_a_database_that_cannot_be_used_is_one_line(command):
    command.database.write_bytes(b"this is no database" * 100)
    run = command.run(command.write("signal.txt", POST))
    assert run.returncode == 1
    assert "file is not a database" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_one_address_cannot_be_that_of_several_posts(command):
    file = command.write("signal.txt", POST)
    run = command.run(file, file, "--url", "https://blog.example/signal")
    assert run.returncode == 2
    assert run.stderr == "daebak: --url is the address of one post, but several are given.\n"
    assert not command.database.exists()


async def test_the_running_bot_shows_and_announces_what_is_imported_beside_it(
    place, sqlite_url, clock
):
    await place.sora.slash(place.news, "announce here")
    clock.advance(minutes=1)
    post = POST.replace("Signal", "Radio Days").replace("시그널", "라디오 데이즈")
    async with open_database(sqlite_url) as beside:
        await Services.build(beside, clock).house.take_in(read_post(post), house="Late Night")
    await place.env.advance_time(16)

    (announced,) = [message for message in place.news.history() if message.components]
    said = texts(announced)
    assert "Radio Days" in said
    assert "Late Night" in said
    assert "nobody is there" not in said
    shown = await place.mina.slash(place.channel, "drama", title="라디오 데이즈")
    assert "Radio Days" in texts(shown.response)
