"""What members without the right to edit the catalogue would have changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.dramas import DramaFacts
from bot.domain.editing import digest, facts_with, read, same_value

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.dramas import Drama, DramaLine
    from bot.domain.editing import Changes

DRAFT: Final = "draft"
PENDING: Final = "pending"
APPROVED: Final = "approved"
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a member would add or change.

    Attributes:
        drama: What it would change; None where it would add one.
        was: What the fields held when it was made.
        state: ``draft``, ``pending``, ``approved`` or ``refused``.
        reason: Why it was refused, where somebody said.
        language: The language its author reads, as Discord names it.
        namesakes: Dramas that one to be added may be.
    """

    id: int
    drama: Drama | None
    changes: Changes
    was: Changes
    user_id: int
    guild_id: int | None
    suggested_at: datetime
    state: str
    reason: str = ""
    language: str | None = None
    namesakes: tuple[DramaLine, ...] = ()

    @property
    def facts(self) -> DramaFacts:
        """The drama's facts as they would be."""
        return facts_with(self.drama.facts if self.drama else DramaFacts(title=""), self.changes)

    @property
    def is_decided(self) -> bool:
        """Whether it was approved or refused."""
        return self.state in (APPROVED, REFUSED)

    @property
    def overtaken(self) -> frozenset[str]:
        """The fields that hold something else by now than when it was made."""
        if self.drama is None:
            return frozenset()
        facts = self.drama.facts
        return frozenset(
            name
            for name, was in self.was.items()
            if not same_value(read(facts, name), was)
            and not same_value(read(facts, name), self.changes[name])
        )

    @property
    def seen(self) -> str:
        """What tells this state of affairs from a later one: eight letters and digits."""
        now = [read(self.drama.facts, name) for name in self.changes] if self.drama else []
        drama_id = self.drama.id if self.drama else None
        return digest((drama_id, self.changes, now, [line.id for line in self.namesakes]))


@dataclass(frozen=True, slots=True)
class Tray:
    """One of several suggestions.

    Attributes:
        at: Which one it is, from 0.
        mine: They are the reader's own; else those they decide on.
    """

    suggestion: Suggestion | None
    at: int
    total: int
    mine: bool
