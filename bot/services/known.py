"""The catalogue's names, for whoever reads a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.services.people_index import PeopleIndex
    from bot.services.titles import TitleService


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Knows titles of dramas, and actors (``bot.reading.model.Known``)."""

    titles: TitleService
    people: PeopleIndex

    def is_title(self, text: str) -> bool:
        """Tell whether a drama is called so."""
        return bool(self.titles.named(text))

    def actor(self, name: str) -> str | None:
        """Return an actor's name as it is known; None for anybody else."""
        found = self.people.named(name)
        return self.people.name_of(found[0]) if found else None
