"""Holds every end-to-end test to what Discord would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support import openapi
from tests.support.discord_rules import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def assert_wire_clean(env: Any) -> None:
    """Fail with everything Discord would refuse of what a SimCord environment received."""
    problems = list(dict.fromkeys(problems_of(env)))
    if problems:
        pytest.fail("Discord would refuse:\n" + "\n".join(problems), pytrace=False)


@pytest.fixture
def clean_wire(simcord_env: Any) -> Iterator[None]:
    """Check, after the test, everything its bot sent."""
    yield
    assert_wire_clean(simcord_env)


def pytest_report_header() -> str | None:
    """Say so where a run checks less than it could."""
    return None if openapi.available() else openapi.MISSING
