"""What members and servers prefer, and what of a member is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from data.queries import members as queries
from data.queries import personal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.actors import Actor
    from bot.domain.scores import Scale
    from bot.services.lookups import LookupService
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's settings as they stand.

    Attributes:
        scale: The scale they see scores in, whoever chose it.
        own_scale: The one they chose themselves, or None.
        guild_scale: The server's, or None where none is set or outside a server.
        counted: Whether the server's averages count them; None outside a server.
        region: The country they chose to watch in (ISO 3166-1 alpha-2), or None.
    """

    scale: Scale
    own_scale: Scale | None = None
    guild_scale: Scale | None = None
    counted: bool | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a member is kept, or was until now."""

    ratings: int = 0
    reviews: int = 0
    watchlist: int = 0
    lookups: int = 0
    servers: int = 0
    settings: bool = False
    suggestions: int = 0
    follows: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is kept."""
        return self == Kept()


@dataclass(frozen=True, slots=True)
class SettingsService:
    """Reads and changes preferences; writes out and deletes what is kept of a member."""

    sessions: Sessions
    now: Callable[[], datetime]
    lookups: LookupService

    async def scale(self, actor: Actor) -> Scale:
        """Return the scale a member sees scores in."""
        async with self.sessions() as session:
            return await queries.find_scale(session, actor)

    async def preferences(self, actor: Actor) -> Preferences:
        """Return a member's settings where they are."""
        async with self.sessions() as session:
            scale = await queries.find_scale(session, actor)
            own = await queries.find_member_scale(session, actor.user_id)
            region = await queries.find_region(session, actor.user_id)
            if actor.guild_id is None:
                return Preferences(scale, own, region=region)
            return Preferences(
                scale,
                own,
                await queries.find_guild_scale(session, actor.guild_id),
                await queries.find_counted(session, actor),
                region,
            )

    async def choose_scale(self, actor: Actor, scale: Scale | None) -> None:
        """Set the scale a member prefers, everywhere; None leaves it to each server."""
        async with self.sessions.begin() as session:
            await queries.save_member_scale(session, actor.user_id, scale)

    async def choose_guild_scale(self, guild_id: int, scale: Scale) -> None:
        """Set the scale of a server, for members who chose none."""
        async with self.sessions.begin() as session:
            await queries.save_guild_scale(session, guild_id, scale)

    async def choose_region(self, actor: Actor, region: str | None) -> None:
        """Set the country a member watches in; None leaves it to their language."""
        async with self.sessions.begin() as session:
            await queries.save_region(session, actor.user_id, region)

    async def choose_counted(self, actor: Actor, *, counted: bool) -> None:
        """Count a member in the server's averages, or leave them out."""
        async with self.sessions.begin() as session:
            await queries.save_counted(session, actor, counted=counted, now=self.now())

    async def kept(self, user_id: int) -> Kept:
        """Count what is kept of a member."""
        async with self.sessions() as session:
            return _kept(await personal.count_personal(session, user_id))

    async def export(self, user_id: int) -> bytes:
        """Write what is kept of a member as JSON in UTF-8, scores in half points (1 to 20)."""
        async with self.sessions() as session:
            found = await personal.find_personal(session, user_id)
        document = {"user_id": user_id, "written_at": self.now(), **found}
        text = json.dumps(document, ensure_ascii=False, indent=1, default=_as_json)
        return text.encode()

    async def forget(self, user_id: int) -> Kept:
        """Delete what is kept of a member; return how much it was."""
        await self.lookups.flush()
        async with self.sessions.begin() as session:
            counts = await personal.count_personal(session, user_id)
            await personal.delete_personal(session, user_id, now=self.now())
        return _kept(counts)


def _kept(counts: dict[str, int]) -> Kept:
    return Kept(
        ratings=counts["ratings"] + counts["episode_ratings"],
        reviews=counts["reviews"],
        watchlist=counts["watchlist"],
        lookups=counts["lookups"],
        servers=counts["servers"],
        settings=counts["settings"] > 0,
        suggestions=counts["suggestions"],
        follows=counts["follows"],
    )


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    msg = f"cannot write {type(value).__name__}"
    raise TypeError(msg)
