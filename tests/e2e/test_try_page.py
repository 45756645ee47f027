"""`daebak try` as a person meets it: in a browser, from the first card to the announcement."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
from typing import TYPE_CHECKING

import pytest

from bot.trying.run import run_try
from tests.e2e.page import DESKTOP, PHONE, opened
from tests.support.processes import daebak
from tests.support.tvmaze_double import TVmazeDouble
from tests.unit.trying.stub_bot import StubBot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

# What a connection kept open would take from it is 15 seconds.
_SOON_MS = 8_000
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf50cf000004060181b8a56eb00000000049454e44ae426082"
)


@pytest.fixture
async def stub() -> AsyncIterator[str]:
    """The page with a small bot that has one of everything."""
    stop = asyncio.Event()
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    poster = {"https://pictures.example/poster.png": ("poster.png", PICTURE)}
    page = asyncio.create_task(
        run_try(
            StubBot,
            port=0,
            announce=address.set_result,
            stop=stop,
            open_browser=False,
            assets=poster,
        )
    )
    await asyncio.wait({page, address}, return_when=asyncio.FIRST_COMPLETED)
    yield address.result()
    stop.set()
    await page


async def test_a_person_can_use_everything_a_bot_can_show(stub, tmp_path):
    upload = tmp_path / "poster.png"
    upload.write_bytes(PICTURE)
    async with opened(stub, DESKTOP) as page:
        await page.type_command("drama")
        title = await page.option("title")
        await title.press_sequentially("불시")
        await page.suggestions.filter(has_text="사랑의 불시착").click()
        await page.send_command()
        await page.press("Rate")
        await page.fill_form(
            {
                "Score": "4/5",
                "How far": "Completed",
                "Spoilers": True,
                "Review": "눈물이 났다",
                "Picture": upload,
            }
        )
        await page.shows("Rated 4, done, True, '눈물이 났다', ['poster.png']")
        await page.press("Discuss")
        await page.follow("사랑의 불시착 talk")
        await page.at("사랑의 불시착 talk")
        await page.shows("Say what you think.")
        await page.picture("try-stub-thread")
        await page.open_channel("discussions")
        await page.page.locator("#posts .post").filter(has_text="사랑의 불시착 talk").click()
        await page.at("사랑의 불시착 talk")


async def test_each_person_speaks_their_own_language(stub):
    async with opened(stub) as page:
        await page.speak("한국어")
        await page.slash("날짜")
        await page.shows(re.compile(" ko 대박"))
        await page.act_as("Sora")
        await page.slash("date")
        await page.shows(re.compile(" en-US 대박"))


async def test_it_fits_a_phone(stub):
    async with opened(stub, PHONE) as page:
        assert not await page.page.locator("#side").is_visible()
        await page.slash("drama", title="Signal")
        await page.press("Discuss")
        await page.follow("Signal talk")
        await page.at("Signal talk")
        await page.open_channel("drama-talk")
        width = "document.documentElement.scrollWidth"
        assert await page.page.evaluate(width) == PHONE[0]
        await page.picture("try-stub-phone")


async def test_hangul_is_drawn_with_the_font_that_comes_along(stub):
    async with opened(stub) as page:
        await page.slash("drama", title="사랑의")
        await page.shows("사랑의 불시착")
        loaded = """() => document.fonts.ready.then(() => [...document.fonts].some(
            (face) => face.family.includes("Daebak CJK") && face.status === "loaded"))"""
        assert await page.talk.locator("body").evaluate(loaded)


@contextlib.asynccontextmanager
async def daebak_try(folder: Path, **settings: str) -> AsyncIterator[str]:
    """Run the command a person runs; yield the address it prints, and see it end well."""
    async with daebak("try", "--no-browser", "--port", "0", cwd=folder, **settings) as running:
        said = await running.says("http://127.0.0.1:", within=60)
        yield said.split()[-1]
        running.process.send_signal(signal.SIGINT)
        assert await running.ends() == 0, running.output
        assert "Traceback" not in running.output, running.output


async def test_from_looking_a_drama_up_to_its_announcement(tmp_path):
    async with daebak_try(tmp_path) as address, opened(address) as page:
        await page.slash("drama", title="Soundtrack #1")
        await page.shows("사운드트랙#1")
        await page.picture("try-1-card")
        await page.press("Rate")
        await page.fill_form({"Your score": "8/10"})
        await page.shows("This server: 8.0/10 from 1 rating")
        await page.shows(re.compile("You gave Soundtrack #1 8/10"))
        await page.picture("try-2-rated")
        await page.press("Discuss")
        await page.choose("Which episode?", "The whole drama")
        await page.follow("Soundtrack #1")
        await page.at("Soundtrack #1")
        await page.picture("try-3-discussion")
        await page.open_channel("drama-talk")
        await page.press("Review")
        await page.fill_form(
            {
                "Score": "9/10",
                "Verdict in one line": "warm to the last note",
                "Review": "Beautiful, beautiful, beautiful.",
                "Spoiler part": "They stay.",
            }
        )
        await page.shows("Beautiful, beautiful, beautiful.")
        await page.picture("try-4-review")
        await page.open_channel("new-reviews")
        await page.shows("warm to the last note")
        assert not await page.messages.filter(has_text="They stay.").count()
        await page.picture("try-5-announced")


async def test_a_title_nobody_has_is_found_at_tvmaze_without_a_wait(tmp_path):
    async with (
        TVmazeDouble(60, allowed=1_000) as double,
        daebak_try(tmp_path, TVMAZE_URL=double.url) as address,
        opened(address) as page,
    ):
        name = double.world.show(double.world.ids[0])["name"]
        await page.type_command("drama")
        await (await page.option("title")).fill(name)
        await page.send_command()
        await page.shows("I don’t know")
        page.page.set_default_timeout(_SOON_MS)
        await page.press("Search TVmaze")
        await page.shows(f"“{name}” on TVmaze")
        await page.choose("Pick the one you mean", name)
        await page.shows("Facts: TVmaze")


async def test_the_owner_of_the_bot_is_one_of_the_people(tmp_path):
    async with daebak_try(tmp_path) as address, opened(address) as page:
        await page.act_as("Sora")
        await page.slash("catalogue trust")
        await page.shows("Only my owner can do that.")
        await page.act_as("Hana")
        await page.slash("catalogue trust")
        await page.shows("Members of Drama Night with Manage Server can edit the catalogue now")


async def test_what_is_kept_is_there_at_the_next_start(tmp_path):
    data = ("--data", str(tmp_path / "kept.db"))
    for round_ in (1, 2):
        async with daebak("try", "--no-browser", "--port", "0", *data, cwd=tmp_path) as running:
            said = await running.says("http://127.0.0.1:", within=60)
            async with opened(said.split()[-1]) as page:
                if round_ == 1:
                    await page.slash("rate", drama="Signal")
                    await page.fill_form({"Your score": "9.5/10"})
                    await page.shows(re.compile("You gave Signal 9.5/10"))
                else:
                    await page.slash("drama", title="Signal")
                    await page.shows("This server: 9.5/10 from 1 rating")
                    await page.speak("한국어")
                    await page.shows("시그널")
                    await page.picture("try-6-kept")
            running.process.send_signal(signal.SIGTERM)
            assert await running.ends() == 0, running.output
