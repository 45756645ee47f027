from __future__ import annotations

import asyncio
import hashlib
import io

import pytest
from PIL import Image
from simcord.preview import _media

from bot.trying.media import SharedMedia


def picture(shade: int, form: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 6), (shade, 0, 0)).save(target, form)
    return target.getvalue()


def key(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


@pytest.fixture
async def worker():
    made = SharedMedia()
    yield made
    await made.end()


@pytest.fixture
def looked_at(monkeypatch):
    times = []

    def look(blob, media_time):
        times.append(blob)
        return _media._process_media(blob, media_time)

    monkeypatch.setattr("bot.trying.media._process_media", look)
    return times


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_a_picture_is_measured(worker, form):
    blob = picture(9, form)
    info = await worker.validate(key(blob), blob)
    assert (info.format, info.width, info.height) == (form, 8, 6)


async def test_a_picture_is_looked_at_once_for_all_previews(worker, looked_at):
    blob = picture(1)
    await worker.validate(key(blob), blob)
    worker.release(key(blob))
    await worker.close()  # as a Preview does when it closes
    await worker.validate(key(blob), blob)
    assert looked_at == [blob]


async def test_a_page_full_of_pictures_is_not_turned_away(worker):
    blobs = [picture(shade) for shade in range(25)]
    shown = await asyncio.gather(*(worker.validate(key(blob), blob) for blob in blobs))
    assert len(shown) == 25


async def test_what_is_no_picture_is_refused(worker):
    with pytest.raises(_media.MediaError):
        await worker.validate("broken", b"\x89PNG\r\n\x1a\n broken")


async def test_old_pictures_make_room(worker, looked_at, monkeypatch):
    monkeypatch.setattr("bot.trying.media._KEPT_BYTES", 1)
    first, second = picture(1), picture(2)
    for blob in (first, second, first):
        await worker.validate(key(blob), blob)
    assert looked_at == [first, second, first]
