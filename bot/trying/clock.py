"""SimCord's clock stands still at a fixed date; this makes it run with the real one."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simcord import Env


def real_now() -> datetime:
    """Return the machine's time in UTC."""
    return datetime.now(UTC)


class SimulatedNow:
    """The ``now`` a bot is built with, before the world that will tell it the time exists."""

    def __init__(self) -> None:
        self._now: Callable[[], datetime] = real_now

    def __call__(self) -> datetime:
        """Return the simulated time, or the real one until ``follow``."""
        return self._now()

    def follow(self, env: Env) -> None:
        """Tell the time of this world from here on."""
        self._now = env.now


def set_clock(env: Env, moment: datetime) -> None:
    """Move the world to ``moment`` without letting its time pass: no timer fires."""
    clock = env.backend.clock
    # SimCord 3.2.1 has no public way to choose the date; this is the one place that knows.
    clock._epoch = moment - timedelta(seconds=clock.elapsed)  # noqa: SLF001


@contextmanager
def standing_at(env: Env, moment: datetime) -> Iterator[None]:
    """Make what is created inside at ``moment``, and so with that moment's snowflakes."""
    before = env.now()
    set_clock(env, moment)
    try:
        yield
    finally:
        set_clock(env, before)


async def catch_up(env: Env, now: Callable[[], datetime] = real_now) -> None:
    """Let the world's time pass until it is ``now``; its timers and loops fire on the way.

    Raises:
        TimeoutError: the bot was busy for longer than the world waits; part of the time passed.
    """
    behind = (now() - env.now()).total_seconds()
    if behind > 0:
        await env.advance_time(behind)
