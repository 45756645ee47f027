"""One process at a time: a lease that outlives nobody who holds it by much."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from bot.domain.errors import ConflictError
from bot.domain.texts import t
from data.queries import state

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.domain.texts import Text
    from data.engine import Sessions

HELD_FOR: Final = timedelta(minutes=5)
"""How long a lease lasts that is not renewed: longer than any step of the work it is for."""

_RENEWED_AFTER: Final = timedelta(seconds=30)


class Lease:
    """The right to change something alone, kept as a row of the database."""

    def __init__(self, sessions: Sessions, key: str, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._key = key
        self._now = now
        self._stored = ""
        self._renewed = now()

    async def renew(self) -> None:
        """Keep it; cheap to call at every step.

        Raises:
            ConflictError: Somebody else took it over: this process had stopped for too long.
        """
        if self._now() - self._renewed >= _RENEWED_AFTER and not await self.take(self._stored):
            raise ConflictError(_busy())

    async def take(self, before: str) -> bool:
        """Take it from whoever wrote ``before``; tell whether nobody else was faster."""
        now = self._now()
        mine = json.dumps(
            {
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "until": (now + HELD_FOR).isoformat(),
                "name": uuid4().hex,
            }
        )
        async with self._sessions.begin() as session:
            if not await state.replace_state(session, self._key, before, mine):
                return False
        self._stored, self._renewed = mine, now
        return True

    async def give_back(self) -> None:
        """Let the next one have it at once."""
        async with self._sessions.begin() as session:
            await state.replace_state(session, self._key, self._stored, "")


@asynccontextmanager
async def leased(sessions: Sessions, key: str, now: Callable[[], datetime]) -> AsyncIterator[Lease]:
    """Hold a lease while the context lasts.

    Raises:
        ConflictError: Another process holds it.
    """
    async with sessions() as session:
        before = await state.find_state(session, key) or ""
    lease = Lease(sessions, key, now)
    if _is_held(before, now()) or not await lease.take(before):
        raise ConflictError(_busy())
    try:
        yield lease
    finally:
        # Where even that fails, it runs out by itself.
        with contextlib.suppress(Exception):
            await lease.give_back()


def _is_held(stored: str, now: datetime) -> bool:
    try:
        held: dict[str, Any] = json.loads(stored or "{}")
        until = datetime.fromisoformat(held["until"])
        host, pid = str(held["host"]), int(held["pid"])
    except (ValueError, KeyError, TypeError):
        return False
    return until > now and not (host == socket.gethostname() and _has_ended(pid))


def _has_ended(pid: int) -> bool:
    """Tell whether a process of this machine is no more; where that cannot be told, it is not."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _busy() -> Text:
    return t(
        "The catalogue is being imported or brought up to date right now, by this bot or by "
        "another command: wait until that is done."
    )
