"""People who act, as they are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.dramas import DramaLine


class PersonOrder(StrEnum):
    """How somebody's dramas are ordered."""

    NEWEST = "newest"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts."""

    id: int
    name: str
    native_name: str | None = None
    photo_url: str | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """As much of somebody as tells them apart in one line of a list.

    Attributes:
        known_for: Their best known drama.
    """

    id: int
    name: str
    native_name: str | None = None
    known_for: DramaLine | None = None
