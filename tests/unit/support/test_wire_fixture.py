"""The fixture that holds an end-to-end test to what Discord would take."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
from types import SimpleNamespace
import pytest
from tests.support.fixtures import clean_wire

@pytest.fixture
def simcord_env():
    return SimpleNamespace(http_requests=[])
"""
TEST = """
from types import SimpleNamespace

def test_it(simcord_env, clean_wire):
    body = {{"content": {content!r}, "allowed_mentions": {{"parse": []}}}}
    simcord_env.http_requests.append(
        SimpleNamespace(method="POST", path="/channels/1/messages", json=body, params={{}})
    )
"""


@pytest.mark.parametrize(("content", "errors"), [("||kept||", 0), ("||broken", 1)])
def test_a_test_errs_at_its_end_where_its_bot_sent_what_is_refused(pytester, content, errors):
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TEST.format(content=content))
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=errors)
