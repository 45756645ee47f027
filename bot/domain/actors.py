"""Who is asking, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A member and, unless it is a direct message, the server they act in."""

    user_id: int
    guild_id: int | None = None
