"""Opening the one thread that a server has about a drama or an episode."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.domain.discussions import CLAIM_LIFE, Discussion, Opened, Opening, Turn
from bot.domain.errors import UnavailableError
from bot.domain.texts import t
from data.queries import discussions as queries
from data.queries import members

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from decimal import Decimal

    from bot.domain.actors import Actor
    from bot.domain.discussions import Topic
    from data.engine import Sessions

PAUSE_S: Final = 0.25
"""How long to wait between looks at a thread that somebody else is making, in seconds."""

_LOOKS: Final = 40  # about ten seconds in all


class Threads(Protocol):
    """What is done in Discord itself."""

    async def reopen(self, found: Discussion) -> Opening | None:
        """Open a thread again if it is archived; return None if it is gone."""

    async def make(self) -> Discussion:
        """Make the thread, or raise and leave nothing behind."""

    async def unmake(self, made: Discussion) -> None:
        """Take a thread back that was made in vain."""


@dataclass(frozen=True, slots=True)
class DiscussionService:
    """Everything about discussion threads that outlives a process.

    ``pause`` waits for a number of seconds.
    """

    sessions: Sessions
    now: Callable[[], datetime]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def open(self, actor: Actor, topic: Topic, threads: Threads) -> Opened:
        """Find a topic's thread, or make it; members who ask at once get the same one.

        Raises:
            UnavailableError: Somebody else has been making it for too long.
            UserError: What ``threads`` raises.
        """
        attempt = uuid.uuid4().hex
        found = await self._find(actor, topic)
        for _ in range(_LOOKS):
            turn = found or await self._claim(actor, topic, attempt)
            found = None
            if isinstance(turn, Discussion):
                opening = await threads.reopen(turn)
                if opening is not None:
                    return Opened(turn, opening)
                await self.forget(turn.thread_id)
            elif turn is Turn.MINE:
                made = await self._make(topic, attempt, threads)
                if made is not None:
                    return Opened(made, Opening.MADE)
            else:
                await self.pause(PAUSE_S)
        raise UnavailableError(
            t("That thread is being opened right now. Ask for it again in a minute.")
        )

    async def discussed(self, guild_id: int, drama_id: int) -> frozenset[Decimal | None]:
        """Return the episodes that have a thread in a server; None is the drama as a whole."""
        async with self.sessions() as session:
            return await queries.list_discussed(session, guild_id, drama_id)

    async def forget(self, thread_id: int) -> None:
        """Forget a thread that was deleted; any other thread is none of ours."""
        async with self.sessions.begin() as session:
            await queries.delete_discussion(session, thread_id)

    async def _find(self, actor: Actor, topic: Topic) -> Discussion | None:
        async with self.sessions.begin() as session:
            await members.save_presence(session, actor, now=self.now())
            return await queries.find_discussion(session, topic)

    async def _claim(self, actor: Actor, topic: Topic, attempt: str) -> Discussion | Turn:
        now = self.now()
        async with self.sessions.begin() as session:
            return await queries.save_claim(
                session,
                topic,
                attempt,
                user_id=actor.user_id,
                now=now,
                stale_before=now - CLAIM_LIFE,
            )

    async def _make(self, topic: Topic, attempt: str, threads: Threads) -> Discussion | None:
        """Make the thread under a claim; None if it took so long that the claim was lost."""
        try:
            made = await threads.make()
        except BaseException:  # a shutdown too: nobody should have to wait for the claim to end
            async with self.sessions.begin() as session:
                await queries.delete_claim(session, attempt)
            raise
        async with self.sessions.begin() as session:
            kept = await queries.save_discussion(session, topic, attempt, made)
        if kept:
            return made
        await threads.unmake(made)
        return None
