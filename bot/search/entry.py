"""A drama as the index is told of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A drama as the index sees it; ``popularity`` breaks ties, the greater first."""

    id: int
    title: str
    native: str | None = None
    aliases: tuple[str, ...] = ()
    year: int | None = None
    country: str | None = None
    popularity: float = 0.0
