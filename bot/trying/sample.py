"""The review that the try-it page starts with: a post of ours, with pictures of ours."""

from __future__ import annotations

import asyncio
from importlib import resources
from typing import TYPE_CHECKING, Final

from bot.reading.reader import read_post

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from bot.services.registry import Services

_POST: Final = "soundtrack-1.html"
_PICTURES: Final = "https://daebak.example/pictures/"


async def import_sample(services: Services) -> None:
    """Take the sample post in as a house review; where it is there already, change nothing."""
    text = await asyncio.to_thread((_folder() / _POST).read_text, "utf-8")
    await services.house.take_in(read_post(text, media="html"))


def sample_assets() -> dict[str, tuple[str, bytes]]:
    """Return the sample post's pictures, by their addresses: file name and content.

    Nothing is served at those addresses; the page shows these bytes in their place.
    """
    return {
        f"{_PICTURES}{file.name}": (file.name, file.read_bytes())
        for file in sorted(_folder().iterdir(), key=lambda file: file.name)
        if file.name.endswith(".webp")
    }


def _folder() -> Traversable:
    return resources.files("data") / "seed" / "reviews"
