"""The posts written for these tests."""

from __future__ import annotations

from pathlib import Path

from bot.reading.reader import read_post

POSTS = Path(__file__).parents[2] / "fixtures" / "posts"


def read_fixture(name: str, **options):
    media = "html" if name.endswith(".html") else "text"
    return read_post((POSTS / name).read_text(encoding="utf-8"), media=media, **options)


def values(facts) -> list:
    return [fact.value for fact in facts]


def pairs(read) -> list[tuple[str, str]]:
    return [(fact.value.actor, fact.value.role) for fact in read.cast]
