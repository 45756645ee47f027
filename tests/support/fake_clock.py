"""A clock that moves only when somebody sleeps, and by as much."""

from __future__ import annotations

import asyncio


class FakeClock:
    """Call it for the time in seconds; ``slept`` is every sleep that was asked for."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        self.slept.append(seconds)
        # Whoever sleeps at the same time wakes up at their own time.
        await asyncio.sleep(0)
        self.now = max(self.now, until)
