"""Work that falls due in a table: claimed in batches, many in hand at once, noted together."""

from __future__ import annotations

import asyncio
import contextlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import structlog

from bot.ui.pacing import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence

log = structlog.get_logger(__name__)

Claimed = TypeVar("Claimed")
Outcome = TypeVar("Outcome")

AT_ONCE: Final = 200
"""How many may be in hand.

So many that a quarter of all channels may hang until they are given up and the others still go
on at Discord's pace; so few that a slow machine is done with them before it gives them up.
"""

NOTED_TOGETHER: Final = 50
NOTED_AFTER_S: Final = 0.5
"""What an outcome waits at most; whoever dies meanwhile leaves a claim that runs out."""


class Round:
    """Work that one task at a time does, until there is no more of it."""

    def __init__(self, name: str, work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        """Make it, at rest.

        Args:
            name: Of the task, and in the log.
            work: Does what there is to do. Its argument is set when there may be more; it may
                look at once and clear it, else it is called again.
        """
        self._name = name
        self._work = work
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Have it look for work."""
        self._more.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._go(), name=self._name)

    async def run(self) -> None:
        """Have it look for work, and return when there is no more."""
        self.wake()
        if self._task is not None:
            # Whoever waits may be cancelled; what is being done may not.
            await asyncio.shield(self._task)

    async def finish(self) -> None:
        """Wait for what is in hand."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _go(self) -> None:
        while self._more.is_set():
            self._more.clear()
            try:
                await self._work(self._more)
            except Exception as error:  # noqa: BLE001 - the next round tries again
                log.warning("work left undone", of=self._name, error=repr(error))


@dataclass(slots=True)
class Conveyor(Generic[Claimed, Outcome]):
    """Takes what falls due through many hands.

    Attributes:
        claim: Takes up to a number of things that are due.
        work: Does one and tells how it went; it raises nothing.
        note: Writes down how things went.
        per_s: How many requests may begin in a second; about as many are claimed together.
        is_closing: Tells to claim nothing any more.
    """

    claim: Callable[[int], Awaitable[Sequence[Claimed]]]
    work: Callable[[Claimed], Coroutine[Any, Any, Outcome]]
    note: Callable[[Sequence[Outcome]], Awaitable[None]]
    per_s: float
    is_closing: Callable[[], bool]
    _line: Line = field(default_factory=Line)

    async def run(self, more: asyncio.Event) -> None:
        """Work off all that is due; look again at once when there is more.

        Raises:
            Exception: What went wrong with claiming or noting; what is in hand is finished first.
        """
        in_hand: set[asyncio.Task[Outcome]] = set()
        outcomes: list[Outcome] = []
        looks, noted_at = True, _now()
        async with _watching(more) as changes, self._finishing(in_hand, outcomes):
            while True:
                if looks and (room := self._room(len(in_hand))):
                    claimed = await self.claim(room)
                    in_hand.update(asyncio.create_task(self._do(one, more)) for one in claimed)
                    looks = bool(claimed)  # else there is no use in it before something changed
                if not in_hand:
                    return
                if not outcomes:
                    noted_at = _now()
                wait = max(0.0, noted_at + NOTED_AFTER_S - _now()) if outcomes else None
                done, _ = await asyncio.wait(
                    {*in_hand, changes.task}, timeout=wait, return_when=asyncio.FIRST_COMPLETED
                )
                looks |= changes.seen()
                for task in done & in_hand:
                    in_hand.remove(task)
                    outcomes.append(task.result())
                late = _now() >= noted_at + NOTED_AFTER_S
                if outcomes and (late or not in_hand or len(outcomes) >= NOTED_TOGETHER):
                    await self._note(outcomes)
                    looks = True

    def _room(self, in_hand: int) -> int:
        full = self.is_closing() or self._line.waiting > self._few
        return 0 if full else min(2 * self._few, AT_ONCE - in_hand)

    @property
    def _few(self) -> int:
        """How many wait in the line when more are claimed: enough for half a second."""
        return math.ceil(self.per_s / 2)

    async def _do(self, claimed: Claimed, more: asyncio.Event) -> Outcome:
        async with self._line.joined():
            if self._line.waiting == self._few:
                more.set()  # even where none in hand comes to its end
            return await self.work(claimed)

    async def _note(self, outcomes: list[Outcome]) -> None:
        await self.note(outcomes)
        outcomes.clear()

    @contextlib.asynccontextmanager
    async def _finishing(
        self, in_hand: set[asyncio.Task[Outcome]], outcomes: list[Outcome]
    ) -> AsyncIterator[None]:
        """Lose nothing that is under way when claiming or noting fails."""
        try:
            yield
        finally:
            if in_hand:
                done, _ = await asyncio.wait(in_hand)
                outcomes += [task.result() for task in done]
            if outcomes:
                await self._note(outcomes)


class _Changes:
    """Waits for an event again and again."""

    def __init__(self, event: asyncio.Event) -> None:
        self._event = event
        self.task = asyncio.create_task(event.wait())

    def seen(self) -> bool:
        """Tell whether it was set since the last call."""
        if not self.task.done():
            return False
        self._event.clear()
        self.task = asyncio.create_task(self._event.wait())
        return True


@contextlib.asynccontextmanager
async def _watching(event: asyncio.Event) -> AsyncIterator[_Changes]:
    changes = _Changes(event)
    try:
        yield changes
    finally:
        changes.task.cancel()


def _now() -> float:
    return asyncio.get_running_loop().time()
