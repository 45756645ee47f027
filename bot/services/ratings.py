"""Rating dramas: one score a member, changed and taken back at will."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries import members
from data.queries import ratings as queries
from data.queries.standings import find_distribution

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.actors import Actor
    from bot.domain.scores import Distribution, Scale, Score
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class Ratings:
    """How a drama is rated, for its picture and its words."""

    server: Distribution | None
    everyone: Distribution
    scale: Scale


@dataclass(frozen=True, slots=True)
class RatingService:
    """Everything a member can do with scores."""

    sessions: Sessions
    now: Callable[[], datetime]

    async def rate(self, actor: Actor, drama_id: int, score: Score | None) -> Score | None:
        """Set a member's score, or take it back with None; return the one before."""
        now = self.now()
        async with self.sessions.begin() as session:
            await members.save_presence(session, actor, now=now)
            before = await queries.find_rating(session, actor.user_id, drama_id)
            if score is None:
                await queries.delete_rating(session, actor.user_id, drama_id)
            else:
                await queries.save_rating(session, actor.user_id, drama_id, score, now=now)
        return before

    async def mine(self, actor: Actor, drama_id: int) -> Score | None:
        """Return a member's score of a drama, or None."""
        async with self.sessions() as session:
            return await queries.find_rating(session, actor.user_id, drama_id)

    async def distribution(self, actor: Actor, drama_id: int) -> Ratings:
        """Return how a drama is rated, here and by everyone."""
        async with self.sessions() as session:
            everyone = await find_distribution(session, drama_id)
            server = (
                await find_distribution(session, drama_id, guild_id=actor.guild_id)
                if actor.guild_id is not None
                else None
            )
            scale = await members.find_scale(session, actor)
        return Ratings(server, everyone, scale)
