"""How far TVmaze was imported, as it is kept in the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from data.queries import state

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.shows import Show

UPDATED: Final = "tvmaze_updated_at"
SCHEDULE: Final = "tvmaze_schedule_at"
_ABSENT: Final = "tvmaze_compared_at"
_SCOPES: Final = "tvmaze_index"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which shows are wanted: of these countries (ISO 3166-1 alpha-2) and TVmaze's types."""

    countries: tuple[str, ...]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, countries: Collection[str], kinds: Collection[str]) -> Scope:
        """Return the scope, however its parts are ordered and written."""
        return cls(
            tuple(sorted({country.upper() for country in countries})), tuple(sorted(set(kinds)))
        )

    def wants(self, show: Show) -> bool:
        """Tell whether a show belongs into it; by its index entry."""
        return show.facts.country in self.countries and show.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the index was read for a scope.

    Attributes:
        page: The next page to read; at the end, the last one, which may still fill up.
        indexed: Whether its end was reached.
        complete: Whether everything found was read in full since.
    """

    page: int = 0
    indexed: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True)
class ImportState:
    """What was read of TVmaze so far.

    Attributes:
        updated_at: When it was asked last what changed.
        compared_at: When it was asked last which shows there are at all.
        schedule_at: When this week's schedule was read.
    """

    scopes: dict[Scope, Reached] = field(default_factory=dict)
    updated_at: datetime | None = None
    compared_at: datetime | None = None
    schedule_at: datetime | None = None

    @property
    def imported(self) -> bool:
        """Whether an import was ever completed."""
        return any(reached.complete for reached in self.scopes.values())


async def find_import_state(session: AsyncSession) -> ImportState:
    """Return how far everything was read."""
    return ImportState(
        await find_scopes(session),
        await _moment(session, UPDATED),
        await _moment(session, _ABSENT),
        await _moment(session, SCHEDULE),
    )


async def find_scopes(session: AsyncSession) -> dict[Scope, Reached]:
    """Return how far the index was read, by scope."""
    stored = await state.find_state(session, _SCOPES)
    try:
        entries = json.loads(stored or "[]")
        return {
            Scope.of(entry["countries"], entry["kinds"]): Reached(**entry["reached"])
            for entry in entries
        }
    except (ValueError, KeyError, TypeError):  # written by another version: read the index anew
        return {}


async def save_reached(session: AsyncSession, reached: dict[Scope, Reached]) -> None:
    """Remember how far the index was read for some scopes."""
    scopes = await find_scopes(session) | reached
    entries = [
        {"countries": scope.countries, "kinds": scope.kinds, "reached": asdict(each)}
        for scope, each in scopes.items()
    ]
    await state.save_state(session, _SCOPES, json.dumps(entries))


async def save_compared(session: AsyncSession, at: datetime, *, whole: bool) -> None:
    """Remember when it was asked what changed; ``whole`` says of all shows there are."""
    await state.save_state(session, UPDATED, at.isoformat())
    if whole:
        await state.save_state(session, _ABSENT, at.isoformat())


async def save_schedule_read(session: AsyncSession, at: datetime) -> None:
    """Remember when this week's schedule was read."""
    await state.save_state(session, SCHEDULE, at.isoformat())


async def _moment(session: AsyncSession, key: str) -> datetime | None:
    stored = await state.find_state(session, key)
    return datetime.fromisoformat(stored) if stored else None
