import pytest

from tests.support.fake_clock import FakeClock
from tests.support.loopback_host import loopback_host
from tests.support.websites import quick_web


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def host():
    async with loopback_host() as host:
        yield host


@pytest.fixture
async def web(clock):
    async with quick_web(clock) as web:
        yield web
