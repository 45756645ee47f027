"""Looks at each picture once, however often its channel is opened.

SimCord 3.2.1 checks every picture in a process of its own, one after the other, and forgets the
results when a Preview closes; here that is at every switch of channel. This worker outlives them.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from simcord.preview._media import MediaWorker, _process_media

if TYPE_CHECKING:
    from simcord import Preview
    from simcord.preview._media import MediaInfo

_KEPT_BYTES = 64 * 1024 * 1024
_AT_ONCE = 6  # SimCord turns more than eight away


class SharedMedia(MediaWorker):
    """A media worker for all Previews of a run."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._known: OrderedDict[tuple[str, float], MediaInfo] = OrderedDict()

    def serve(self, preview: Preview) -> None:
        """Work for this Preview, which must not have shown anything yet."""
        preview._media_worker = self  # noqa: SLF001 - SimCord has no public place for it

    async def validate(
        self, key: str, blob: bytes, *, media_time: float | None = None
    ) -> MediaInfo:
        """Return what is known about a picture or find it out; ``key`` is its content's digest."""
        wanted = (key, media_time or 0.0)
        async with self._turn:
            if wanted not in self._known:
                self._known[wanted] = await super().validate(key, blob, media_time=media_time)
                self._forget_oldest()
        self._known.move_to_end(wanted)
        return self._known[wanted]

    def release(self, key: str) -> None:
        """Keep it: the next Preview shows the same pictures."""

    async def close(self) -> None:
        """Stay: only this Preview is over."""

    async def end(self) -> None:
        """Stop for good."""
        await super().close()

    async def _decode(self, key: str, blob: bytes, media_time: float | None) -> MediaInfo:
        if _is_picture(blob):
            # Starting a process takes ten times as long as looking at a picture.
            return await asyncio.to_thread(_process_media, blob, media_time)
        return await super()._decode(key, blob, media_time)

    def _forget_oldest(self) -> None:
        total = sum(len(info.normalized) for info in self._known.values())
        while total > _KEPT_BYTES and len(self._known) > 1:
            _, oldest = self._known.popitem(last=False)
            total -= len(oldest.normalized)


def _is_picture(blob: bytes) -> bool:
    webp = blob.startswith(b"RIFF") and blob[8:12] == b"WEBP"
    return webp or blob.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"))
