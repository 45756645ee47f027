"""Where Discord's description is not to be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import fixtures, openapi


@pytest.fixture
def absent(monkeypatch):
    monkeypatch.setattr(openapi, "SPEC", Path("absent.json"))
    openapi.checker.cache_clear()
    yield
    openapi.checker.cache_clear()


@pytest.mark.usefixtures("absent")
def test_its_absence_is_said():
    assert not openapi.available()
    assert fixtures.pytest_report_header() == openapi.MISSING
    with pytest.raises(FileNotFoundError, match="is absent"):
        openapi.checker()
