from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from bot.trying.run import run_try
from tests.unit.trying.stub_bot import StubBot


class Visitor:
    """Asks the page what its scripts would ask it."""

    def __init__(self, address, http, bot):
        self.address = address
        self.http = http
        self.bot = bot
        self.page = {}
        self.capability = ""

    async def get(self, path, **headers):
        async with self.http.get(self.address + path, headers=headers) as response:
            return response.status, response.headers, await response.read()

    async def state(self, viewer=""):
        query = f"?viewer={viewer}" if viewer else ""
        return json.loads((await self.get(f"shell/state{query}"))[2])

    async def open(self, channel="drama-talk", viewer="Mina", language="en-US"):
        state = await self.state()
        people = {person["name"]: person["id"] for person in state["people"]}
        state = await self.state(people[viewer])
        channels = {c["name"]: c["id"] for c in with_threads(state)}
        wanted = {"channel": channels[channel], "viewer": people[viewer], "language": language}
        async with self.http.post(self.address + "shell/open", json=wanted) as response:
            assert response.status == 200, await response.text()
            self.capability = (await response.json())["capability"]
        self.page = await self.api("POST", "pages", {})

    async def api(self, method, path, body=None):
        headers = {"X-Simcord-Capability": self.capability}
        if self.page:
            headers["X-Simcord-Context"] = self.page["context"]["id"]
        address = f"{self.address}api/{path}"
        async with self.http.request(method, address, json=body, headers=headers) as response:
            return await response.json() if response.status == 200 else response.status

    async def act(self, kind, **body):
        page = self.page
        sequence = page.get("sequence", 0) + 1
        receipt = await self.api(
            "POST",
            "action",
            {
                "protocol_version": 3,
                "kind": kind,
                "sequence": sequence,
                "request_id": f"r{sequence}",
                "generation": page["context"]["generation"],
                "bot_generation": page["botGeneration"],
                "published_revision": page["publishedRevision"],
                **body,
            },
        )
        after = await self.api("GET", "state")
        self.page = after | {"sequence": sequence} if isinstance(after, dict) else {}
        return receipt

    async def say(self, text):
        return await self.act("send_message", content=text, target_id=None, reply_to_id=None)

    async def run(self, name, **options):
        catalog = await self.api("GET", "commands")
        entry = next(item for item in catalog["entries"] if item["path"] == name.split())
        return await self.act(
            "run_command",
            command_id=entry["commandId"],
            path=entry["path"],
            schema_fingerprint=entry["schemaFingerprint"],
            options=options,
        )

    def texts(self):
        return [json.dumps(m, ensure_ascii=False) for m in self.page["messages"].values()]


def with_threads(state):
    for channel in state["channels"]:
        yield channel
        yield from channel["threads"]


@pytest.fixture
async def visitor():
    stop = asyncio.Event()
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    bots = []

    def build(now):
        bots.append(StubBot(now))
        return bots[0]

    page = asyncio.create_task(
        run_try(build, port=0, announce=address.set_result, stop=stop, open_browser=False)
    )
    await asyncio.wait({page, address}, return_when=asyncio.FIRST_COMPLETED)
    async with aiohttp.ClientSession() as http:
        yield Visitor(address.result(), http, bots[0])
    stop.set()
    await page


async def test_the_page_and_the_preview_in_it_share_an_origin_and_no_other_may_frame_them(visitor):
    await visitor.open()
    for path in ("", "preview", "app.js", "preview.css"):
        status, headers, _ = await visitor.get(path)
        assert status == 200
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


async def test_the_preview_comes_with_our_style_and_script(visitor):
    await visitor.open()
    _, _, page = await visitor.get("preview")
    assert b"/shell/frame.css" in page
    assert b"/shell/frame.js" in page
    assert (await visitor.get("shell/frame.css"))[0] == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
async def test_another_site_gets_nothing(visitor, headers):
    for path in ("", "shell/state", "preview"):
        assert (await visitor.get(path, **headers))[0] == 403


@pytest.mark.parametrize("path", ["shell/run.py", "shell/..%2frun.py", "fonts/..%2findex.html"])
async def test_only_the_pages_own_files_are_served(visitor, path):
    await visitor.open()
    assert (await visitor.get(path))[0] == 404


async def test_hangul_has_a_font_whatever_the_machine_has(visitor):
    status, _, font = await visitor.get("shell/cjk.otc")
    assert status == 200
    assert font[:4] == b"ttcf"


async def test_before_anything_is_open_the_preview_is_unavailable(visitor):
    assert (await visitor.get("preview"))[0] == 503


async def test_a_page_that_is_being_replaced_is_told_to_try_later(visitor):
    await visitor.open()
    old = visitor.capability
    await visitor.open("new-reviews")
    status, _, _ = await visitor.get("api/state", **{"X-Simcord-Capability": old})
    assert status == 503


@pytest.mark.parametrize("change", [{"channel": "1"}, {"viewer": "1"}, {"language": "xx"}, {}])
async def test_opening_what_is_not_there_is_refused(visitor, change):
    state = await visitor.state()
    wanted = {"channel": state["channels"][0]["id"], "viewer": state["viewer"], **change}
    if not change:
        wanted = {}
    async with visitor.http.post(visitor.address + "shell/open", json=wanted) as response:
        assert response.status == 404


async def test_a_command_is_answered_in_the_viewers_language(visitor):
    await visitor.open(viewer="Joon", language="ko")
    receipt = await visitor.run("date")
    assert receipt["settlement"] == "settled"
    assert any(" ko " in text for text in visitor.texts())
    people = {p["name"]: p["language"] for p in (await visitor.state())["people"]}
    assert people == {"Mina": "en-US", "Joon": "ko", "Sora": "en-US", "Hana": "en-US"}


@pytest.mark.parametrize(
    ("language", "name", "description"),
    [("en-US", "date", "Say what day it is."), ("ko", "날짜", "오늘 날짜를 알려 줍니다.")],
)
async def test_commands_are_listed_in_the_viewers_language(visitor, language, name, description):
    await visitor.open(language=language)
    catalog = await visitor.api("GET", "commands")
    entry = next(entry for entry in catalog["entries"] if entry["path"] == ["date"])
    assert (entry["invocation"], entry["description"]) == (name, description)


async def test_a_refusal_that_the_bot_words_itself_counts_as_an_answer(visitor):
    await visitor.open()
    receipt = await visitor.run("refuse")
    assert receipt["settlement"] == "settled"
    assert any("Not today" in text for text in visitor.texts())


async def test_what_the_bot_posts_by_itself_appears_in_the_open_channel(visitor):
    await visitor.open("new-reviews")
    visitor.bot.to_post = "A new review is here"
    async with asyncio.timeout(10):
        while not any("A new review" in text for text in visitor.texts()):
            visitor.page = await visitor.api("GET", "state")


async def test_what_the_bot_posts_elsewhere_is_seen_in_the_list(visitor):
    await visitor.open("drama-talk")
    before = {c["name"]: c["last"] for c in (await visitor.state())["channels"]}
    visitor.bot.to_post = "A new review is here"
    async with asyncio.timeout(10):
        while True:
            now = {c["name"]: c["last"] for c in (await visitor.state())["channels"]}
            if now["new-reviews"] != before["new-reviews"]:
                break
    assert now["drama-talk"] == before["drama-talk"]


async def test_an_action_survives_a_refresh_that_came_between(visitor):
    await visitor.open()
    visitor.page["publishedRevision"] -= 1
    receipt = await visitor.say("hello")
    assert not receipt["rejected"]
    assert any("hello" in text for text in visitor.texts())


async def test_direct_messages_can_be_opened(visitor):
    await visitor.open("Daebak", viewer="Sora")
    assert not (await visitor.say("hello"))["rejected"]


async def test_switching_while_somebody_acts_waits_its_turn(visitor):
    await visitor.open()
    state = await visitor.state()

    async def switch(channel):
        wanted = {"channel": channel["id"], "viewer": state["viewer"]}
        async with visitor.http.post(visitor.address + "shell/open", json=wanted) as response:
            return response.status

    receipt, *statuses = await asyncio.gather(
        visitor.say("hello"), *(switch(c) for c in state["channels"] if c["kind"] == "text")
    )
    assert statuses == [200, 200]
    assert receipt == 503 or not receipt["rejected"]


async def test_a_taken_port_is_an_os_error(visitor):
    port = int(visitor.address.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(OSError, match="address already in use"):
        await run_try(StubBot, port=port, announce=str, stop=asyncio.Event(), open_browser=False)


async def test_stopping_closes_the_bot_and_the_port():
    stop = asyncio.Event()
    heard: list[str] = []
    bots: list[StubBot] = []

    def build(now):
        bots.append(StubBot(now))
        return bots[0]

    def announce(address):
        heard.append(address)
        stop.set()

    await run_try(build, port=0, announce=announce, stop=stop, open_browser=False)
    assert bots[0].is_closed()
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientConnectorError):
            await http.get(heard[0])
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_what_belongs_to_the_channels_can_be_stored_before_the_bot_comes():
    stop = asyncio.Event()
    stop.set()
    seen = []

    async def prepare(world):
        seen.append((world.new_reviews.id, world.env.bot.is_ready()))

    await run_try(StubBot, port=0, announce=str, stop=stop, open_browser=False, prepare=prepare)
    assert [ready for _, ready in seen] == [False]
