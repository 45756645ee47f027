"""What members and servers prefer, and what of a member is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries import members as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.actors import Actor
    from bot.domain.scores import Scale
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's settings as they stand.

    Attributes:
        scale: The scale they see scores in, whoever chose it.
        counted: Whether the server's averages count them; None outside a server.
    """

    scale: Scale
    counted: bool | None


@dataclass(frozen=True, slots=True)
class SettingsService:
    """Reads and changes preferences."""

    sessions: Sessions
    now: Callable[[], datetime]

    async def scale(self, actor: Actor) -> Scale:
        """Return the scale a member sees scores in."""
        async with self.sessions() as session:
            return await queries.find_scale(session, actor)

    async def preferences(self, actor: Actor) -> Preferences:
        """Return a member's settings where they are."""
        async with self.sessions() as session:
            scale = await queries.find_scale(session, actor)
            counted = (
                await queries.find_counted(session, actor) if actor.guild_id is not None else None
            )
        return Preferences(scale, counted)

    async def choose_scale(self, actor: Actor, scale: Scale) -> None:
        """Set the scale a member prefers, everywhere."""
        async with self.sessions.begin() as session:
            await queries.save_member_scale(session, actor.user_id, scale)

    async def choose_guild_scale(self, guild_id: int, scale: Scale) -> None:
        """Set the scale of a server, for members who chose none."""
        async with self.sessions.begin() as session:
            await queries.save_guild_scale(session, guild_id, scale)

    async def choose_counted(self, actor: Actor, *, counted: bool) -> None:
        """Count a member in the server's averages, or leave them out."""
        async with self.sessions.begin() as session:
            await queries.save_counted(session, actor, counted=counted, now=self.now())
