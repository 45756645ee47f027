"""What the bot does by itself."""

import asyncio
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import ConflictError, UnavailableError
from bot.services.show_reader import Report
from cogs.upkeep import Upkeep


class Imports:
    """Stands in for the service: answers as told, and counts."""

    def __init__(self):
        self.answers = []
        self.asked = asyncio.Event()
        self.stopped = False

    async def keep_up(self, *, stop):
        self.asked.set()
        if not self.answers:
            await stop.wait()
            self.stopped = True
            return []
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Catalogue:
    """Stands in for the service: its index counts how often it was saved."""

    def __init__(self):
        self.saved = 0
        self.lookups = SimpleNamespace(flush=self._nothing)
        self.titles = SimpleNamespace(save=self._save)

    async def refresh(self):
        return False

    async def _nothing(self):
        return None

    async def _save(self):
        self.saved += 1


@pytest.fixture
def imports():
    return Imports()


@pytest.fixture
def catalogue():
    return Catalogue()


def upkeep(imports, catalogue, *, updates):
    async def ready():
        return None

    services = SimpleNamespace(
        catalogue=catalogue, imports=imports, shows=SimpleNamespace(updates=updates)
    )
    return Upkeep(SimpleNamespace(services=services, wait_until_ready=ready))


async def test_it_keeps_up_where_it_is_to_and_ends_what_is_under_way(imports, catalogue):
    cog = upkeep(imports, catalogue, updates=True)
    await cog.cog_load()
    await imports.asked.wait()
    await cog.cog_unload()
    assert imports.stopped


async def test_it_asks_nobody_where_it_is_not_to(imports, catalogue):
    cog = upkeep(imports, catalogue, updates=False)
    await cog.cog_load()
    assert not cog.keep_up.is_running()
    await cog.cog_unload()
    assert not imports.asked.is_set()


async def test_a_failure_is_logged_once_however_long_it_lasts(imports, catalogue):
    cog = upkeep(imports, catalogue, updates=True)
    down = [UnavailableError("TVmaze does not answer") for _ in range(3)]
    imports.answers = [*down, [("update", Report(new=1, read=2))], *down]
    with capture_logs() as logs:
        for _ in range(7):
            await cog.keep_up()
    events = [entry["event"] for entry in logs]
    assert events == [
        "catalogue not brought up to date",
        "catalogue brought up to date",
        "catalogue not brought up to date",
    ]


async def test_another_process_at_it_is_nothing_to_warn_of(imports, catalogue):
    cog = upkeep(imports, catalogue, updates=True)
    imports.answers = [ConflictError("busy")]
    with capture_logs() as logs:
        await cog.keep_up()
    assert [entry["log_level"] for entry in logs] == ["debug"]


async def test_the_index_of_titles_is_saved_now_and_then(imports, catalogue):
    cog = upkeep(imports, catalogue, updates=False)
    await cog.save_titles()
    assert catalogue.saved == 1
