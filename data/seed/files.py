"""The starter catalogue's files: what they say, and whether it changed."""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import Final

FILES: Final = ("dramas-asia.jsonl", "dramas-ko.jsonl")


class SeedError(ValueError):
    """A row of the starter catalogue is malformed or contradicts itself or another."""


def read_files() -> dict[str, str]:
    """Return the text of each file, by name."""
    folder = resources.files("data") / "seed"
    return {name: (folder / name).read_text("utf-8") for name in FILES}


def digest() -> str:
    """Return what changes when any file does: cheaper than reading the rows."""
    return hashlib.sha256("".join(read_files().values()).encode()).hexdigest()
