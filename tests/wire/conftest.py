"""A started double, and a bare bot that runs on it."""

from __future__ import annotations

import pytest

from tests.wire.bare import Bare
from tests.wire.double import DiscordDouble


@pytest.fixture
async def double():
    async with DiscordDouble() as started:
        yield started


@pytest.fixture
async def bare(double):
    running = Bare()
    async with double.running(running):
        yield running
